"""Two texts, two days, and what falls with an annulled honour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.engine.agency import CHAIN, findings, grants, member_of, person, ratings, unit
from tests.engine.test_semantics import law
from vinhdanh.engine import (
    Change,
    Facts,
    LawBook,
    Verdict,
    affected_by,
    choose_text,
    compare,
    judge,
    law_changes_on,
)

BOUNDARY = date(2026, 10, 1)


def test_the_draft_asks_for_excellence_and_a_work() -> None:
    with_draft = LawBook.load(drafts=["du-thao-2026"])
    only_excellent = Facts(
        persons=(person(),), ratings=ratings("A", 2026, "x"), findings=findings("A", 2026, "conduct")
    )
    now = judge(law(), only_excellent, year=2026, law_date=BOUNDARY)
    drafted = judge(with_draft, only_excellent, year=2026, law_date=BOUNDARY)
    assert Change("A", "CSTD_CS", Verdict.MET, Verdict.UNMET) in compare(now, drafted)


def test_the_same_run_compared_with_itself_shows_no_change() -> None:
    run = judge(law(), CHAIN, year=2025)
    assert compare(run, run) == []


def test_past_the_new_law_every_current_rule_is_unverified() -> None:
    changes = {line: after for line, _, after in law_changes_on(law(), date(2026, 9, 30), BOUNDARY)}
    assert "chưa kiểm chứng" in changes["CSTD_CS"]
    assert law_changes_on(law(), date(2025, 3, 1), date(2025, 3, 2)) == []


def test_a_dossier_received_before_the_new_law_takes_the_more_favourable_text() -> None:
    choice = choose_text(law(), date(2026, 9, 28), date(2026, 11, 20))
    assert choice.more_favourable
    assert choice.law_dates == (date(2026, 9, 30), date(2026, 11, 20))
    assert "Điều 4" in choice.citation


def test_a_dossier_received_after_it_takes_the_new_text_only() -> None:
    choice = choose_text(law(), date(2026, 10, 1), date(2026, 11, 20))
    assert not choice.more_favourable
    assert choice.law_dates == (date(2026, 10, 1),)


def test_before_the_new_law_there_is_nothing_to_choose() -> None:
    assert choose_text(law(), date(2026, 9, 1), date(2026, 9, 2)).law_dates == (date(2026, 9, 1),)


def test_an_annulled_title_takes_down_what_was_built_on_it() -> None:
    facts = replace(
        CHAIN,
        ratings=ratings("A", 2025, "xxxx"),
        grants=CHAIN.grants + grants("A", "CSTD_BO", (2025,)),
    )
    found = affected_by(law(), facts, "grant:A:CSTD_CS:2024")
    fallen = {(a.rule, a.year, a.grant_id) for a in found}
    assert ("CSTD_BO", 2025, "grant:A:CSTD_BO:2025") in fallen
    assert all(a.after < a.before for a in found)


def test_an_honour_that_nothing_rests_on_takes_nothing_down() -> None:
    facts = replace(CHAIN, grants=CHAIN.grants + grants("A", "GK", (2024,)))
    assert affected_by(law(), facts, "grant:A:GK:2024") == []


def test_a_members_annulled_title_is_felt_by_the_unit() -> None:
    people = tuple(person(f"P{n}") for n in range(4))
    facts = Facts(
        persons=people,
        units=(unit(),),
        posts=member_of("U", *people),
        ratings=ratings("U", 2025, "g") + tuple(r for p in people for r in ratings(p.id, 2025, "c")),
        grants=tuple(g for p in people[:3] for g in grants(p.id, "CSTT", (2025,)))
        + grants("U", "DVTT", (2025,)),
        findings=findings("U", 2025, "movement", "unity"),
    )
    found = affected_by(law(), facts, "grant:P0:CSTT:2025")
    assert ("U", "DVTT", "grant:U:DVTT:2025") in {(a.subject, a.rule, a.grant_id) for a in found}
