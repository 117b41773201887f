"""Two conclusions of one subject and year that contradict each other: nobody may silently pick one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.engine.agency import findings, member_of, person, ratings, unit
from vinhdanh.engine import Facts, Finding, LawBook, Verdict, judge, judge_one

YEAR = 2025
YES = Finding("kl-1", "A", "conduct", YEAR, True, by="Hội nghị đơn vị", on=date(2025, 12, 1))
NO = Finding("kl-2", "A", "conduct", YEAR, False, by="Phòng Tổ chức cán bộ", on=date(2025, 12, 9))
GOOD_YEAR = Facts(persons=(person(),), ratings=ratings("A", YEAR, "g"))


@cache
def law() -> LawBook:
    return LawBook.load()


@pytest.mark.parametrize("order", [(YES, NO), (NO, YES)])
def test_contradicting_conclusions_leave_the_question_open(order: tuple[Finding, ...]) -> None:
    run = judge(law(), replace(GOOD_YEAR, findings=order), year=YEAR)
    assert run.verdict("A", "CSTT") == Verdict.UNSURE
    told = run.explain("A", "CSTT")
    for said in ("trái nhau", "Hội nghị đơn vị, 01/12/2025: có", "Phòng Tổ chức cán bộ, 09/12/2025: không"):
        assert said in told.summary
    conduct = next(c for c in told.criteria if {r.id for r in c.records} == {"kl-1", "kl-2"})
    assert conduct.verdict == Verdict.UNSURE
    assert "trái nhau" in run.table("CSTT").missing[0]
    one = {e.rule: e for e in judge_one(law(), run.facts, "A", year=YEAR)}
    assert one["CSTT"] == told


def test_the_same_conclusion_twice_is_no_contradiction() -> None:
    twice = replace(GOOD_YEAR, findings=(YES, replace(YES, id="kl-3", by="Hội đồng")))
    assert judge(law(), twice, year=YEAR).verdict("A", "CSTT") == Verdict.MET


def test_ones_own_conclusion_still_comes_before_the_units() -> None:
    whole = replace(findings("U", YEAR, "conduct", covers=True)[0], holds=False)
    facts = replace(
        GOOD_YEAR, units=(unit(),), posts=member_of("U", *GOOD_YEAR.persons), findings=(whole, YES)
    )
    assert judge(law(), facts, year=YEAR).verdict("A", "CSTT") == Verdict.MET
    disputed = replace(facts, findings=(whole, replace(whole, id="kl-9", holds=True)))
    assert judge(law(), disputed, year=YEAR).verdict("A", "CSTT") == Verdict.UNSURE


def test_a_disputed_claim_is_open_not_unclaimed() -> None:
    """Bằng khen for a movement has to be claimed: two claims that contradict are not «nothing claimed»."""
    claim, exemplary = replace(YES, about="movement_merit"), replace(YES, about="exemplary")
    line = "BK_BO_CN"

    def answer(*found: Finding) -> Verdict:
        facts = replace(GOOD_YEAR, findings=(YES, exemplary, *found))
        assert judge_one(law(), facts, "A", year=YEAR)  # the same criteria with plain integers
        run = judge(law(), facts, year=YEAR)
        assert run.explain("A", line).verdict == run.verdict("A", line)
        return run.verdict("A", line)

    assert answer(claim) == Verdict.MET
    assert answer(claim, replace(claim, id="kl-5", holds=False)) == Verdict.UNSURE
    assert answer() == Verdict.UNMET
