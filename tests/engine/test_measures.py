"""Measures of the year in verdicts: together, alone and explained, the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.agency import CHAIN, findings, grants, member_of, person, ratings, unit
from tests.engine.test_against_reference import alone
from tests.reference.forces import draw_force
from vinhdanh.engine import (
    ConductMeasure,
    Facts,
    Force,
    Hold,
    HoldGround,
    LawBook,
    Verdict,
    Verdicts,
    judge,
    judge_one,
    plan,
)
from vinhdanh.engine.facts import Discipline, DisciplineForm, TitleCap
from vinhdanh.engine.index import Index
from vinhdanh.engine.regulations.titles import standing_of

YEARS = (2024, 2025)
LADDER = ("CSTT", "CSTD_CS")
TITLES = (*LADDER, "CSTD_BO", "CSTD_TQ")
UNIT_TITLES = ("DVTT", "DVQT")
PERSON_CODES = ("phe_binh", "ha_bac", "khong_xet", "khong_htnv", "canh_cao", "ha_hai_bac", "chua_co")
UNIT_CODES = ("phe_binh", "ha_bac", "khong_xet")
BETTER = {Verdict.UNMET: 0, Verdict.HELD: 1, Verdict.UNSURE: 1, Verdict.MET: 2}


@cache
def law() -> LawBook:
    return LawBook.load()


def measure(code: str, subject: str = "A", year: int = 2025, n: int = 0) -> ConductMeasure:
    return ConductMeasure(f"m:{subject}:{code}:{n}", subject, code, date(year, 12, 1), year, "12/QĐ-HĐTĐ")


def with_measures(facts: Facts, *rows: ConductMeasure) -> Facts:
    return replace(facts, measures=rows)


def titles(facts: Facts, subject: str = "A", rules: Sequence[str] = TITLES) -> dict[str, str]:
    run = judge(law(), facts, year=2025)
    return {rule: run.verdict(subject, rule).name for rule in rules if rule in run.column}


@st.composite
def measured_forces(draw: st.DrawFn) -> tuple[Facts, int]:
    """A small force in which every third subject has had a measure."""
    year = draw(st.sampled_from(YEARS))
    rng = Random(draw(st.integers(0, 2**32)))
    facts = draw_force(rng, year, persons=draw(st.integers(1, 5)), units=draw(st.integers(1, 3)))
    rows = []
    for subjects, codes in ((facts.persons, PERSON_CODES), (facts.units, UNIT_CODES)):
        for subject in subjects:
            for n in range(rng.choice((0, 0, 1, 1, 2))):
                counted = year - (rng.randrange(5) == 0)
                rows.append(measure(rng.choice(codes), subject.id, counted, n))
    decided = tuple(
        replace(d, title=rng.choice((None, *TitleCap)), title_year=year - rng.randrange(2))
        for d in facts.disciplines
    )
    return with_measures(replace(facts, disciplines=decided), *rows), year


def examples(percent: int) -> settings:
    large = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=max(1, settings.default.max_examples * percent // 100), suppress_health_check=large
    )


# --- properties --------------------------------------------------------------------------------


@given(drawn=measured_forces())
@examples(percent=60)
def test_one_person_alone_is_judged_as_within_the_force(drawn: tuple[Facts, int]) -> None:
    facts, year = drawn
    together = judge(law(), facts, year=year)
    rules = [line.id for line in law().rule_lines if line.subject_kind == "person"]
    for someone in facts.persons:
        mine = tuple(m for m in facts.measures if m.subject == someone.id)
        own = with_measures(alone(facts, someone.id), *mine)
        by_columns = judge(law(), own, year=year)
        one = {told.rule: told.verdict for told in judge_one(law(), own, someone.id, year=year)}
        for rule in rules:
            expected = together.verdict(someone.id, rule)
            assert by_columns.verdict(someone.id, rule) is expected, (someone.id, rule)
            assert one.get(rule, Verdict.OUT_OF_SCOPE) is expected, (someone.id, rule)


@given(drawn=measured_forces())
@examples(percent=60)
def test_every_explanation_agrees_with_its_verdict(drawn: tuple[Facts, int]) -> None:
    facts, year = drawn
    run = judge(law(), facts, year=year)
    for subject in run.subjects:
        for told in run.explain_all(subject):
            assert told.verdict is run.verdict(subject, told.rule)
            if told.verdict in (Verdict.MET, Verdict.UNSURE, Verdict.UNMET):
                assert told.verdict == min(c.verdict for c in told.criteria), (subject, told.rule)
                assert bool(told.missing) == (told.verdict is not Verdict.MET)
        tables = {rule: run.tables(rule) for rule in TITLES if rule in run.column}
        for rule, found in tables.items():
            for table in found:
                for at, id in enumerate(table.subjects):
                    if run.verdict(id, rule) is not Verdict.HELD:
                        assert bool(table.missing[at]) == (run.verdict(id, rule) is not Verdict.MET)


@given(drawn=measured_forces())
@examples(percent=60)
def test_a_measure_helps_nobody_and_touches_nobody_else(drawn: tuple[Facts, int]) -> None:
    facts, year = drawn
    before, after = judge(law(), with_measures(facts), year=year), judge(law(), facts, year=year)
    police = {p.id for p in facts.persons if p.force is Force.POLICE}
    marked = {m.subject for m in facts.measures if m.year == year}
    for someone in facts.persons:
        for rule in before.rule_ids:
            was, now = before.verdict(someone.id, rule), after.verdict(someone.id, rule)
            if someone.id not in marked or someone.id not in police:
                assert now is was, (someone.id, rule)
            elif was in BETTER:
                assert BETTER[now] <= BETTER[was], (someone.id, rule)


@given(drawn=measured_forces(), rules=st.lists(st.sampled_from(TITLES), min_size=1, unique=True))
@examples(percent=40)
def test_judging_some_lines_gives_what_judging_all_gives(drawn: tuple[Facts, int], rules: list[str]) -> None:
    facts, year = drawn
    whole, some = judge(law(), facts, year=year), judge(law(), facts, year=year, rules=rules)
    for rule in rules:
        for someone in facts.persons:
            assert some.verdict(someone.id, rule) is whole.verdict(someone.id, rule)


# --- one officer with three CSTĐ cơ sở running ----------------------------------------------------


THIRD_YEAR = replace(CHAIN, grants=grants("A", "CSTD_CS", (2023, 2024)))
"""The same officer before this year's titles were given: CSTD_BO is open."""


def test_a_lowered_title_leaves_the_next_one_and_breaks_the_run() -> None:
    assert titles(THIRD_YEAR) == {
        "CSTT": "MET", "CSTD_CS": "MET", "CSTD_BO": "UNSURE", "CSTD_TQ": "UNMET"
    }  # fmt: skip
    assert titles(with_measures(THIRD_YEAR, measure("ha_bac"))) == {
        "CSTT": "MET", "CSTD_CS": "UNMET", "CSTD_BO": "UNMET", "CSTD_TQ": "UNMET"
    }  # fmt: skip
    assert set(titles(with_measures(THIRD_YEAR, measure("khong_xet"))).values()) == {"UNMET"}


def test_a_lowered_cstt_leaves_nothing() -> None:
    good = Facts(
        persons=(person(),), ratings=ratings("A", 2025, "g"), findings=findings("A", 2025, "conduct")
    )
    assert titles(good, rules=LADDER) == {"CSTT": "MET", "CSTD_CS": "UNMET"}
    assert titles(with_measures(good, measure("ha_bac")), rules=LADDER) == {
        "CSTT": "UNMET", "CSTD_CS": "UNMET"
    }  # fmt: skip


def test_two_lowerings_are_left_to_people() -> None:
    twice = with_measures(THIRD_YEAR, measure("ha_bac", n=1), measure("ha_bac", n=2))
    assert titles(twice, rules=LADDER) == {"CSTT": "UNSURE", "CSTD_CS": "UNMET"}
    assert titles(with_measures(THIRD_YEAR, measure("ha_hai_bac")), rules=LADDER) == {
        "CSTT": "UNMET", "CSTD_CS": "UNMET"
    }  # fmt: skip


def test_a_measure_that_the_text_does_not_know_is_left_to_people() -> None:
    assert titles(with_measures(THIRD_YEAR, measure("la")), rules=LADDER) == {
        "CSTT": "UNSURE", "CSTD_CS": "UNSURE"
    }  # fmt: skip


def test_other_honours_are_not_touched() -> None:
    before = judge(law(), CHAIN, year=2025)
    after = judge(law(), with_measures(CHAIN, measure("khong_xet")), year=2025)
    changed = {rule for rule in before.rule_ids if before.verdict("A", rule) != after.verdict("A", rule)}
    assert changed <= set(TITLES)
    assert {"CSTT", "CSTD_CS", "CSTD_BO"} <= changed


def test_where_no_regulation_is_in_force_a_measure_says_nothing() -> None:
    facts = with_measures(CHAIN, measure("khong_xet"))
    run = judge(law(), facts, year=2025, law_date=date(2020, 1, 1))
    assert run.standings == {}


def test_a_deferred_officer_who_lost_the_title_does_not_meet_it() -> None:
    hold = Hold("h", "A", HoldGround.COMPLAINT, date(2025, 11, 1))
    held = replace(with_measures(THIRD_YEAR, measure("ha_bac")), holds=(hold,))
    assert titles(held, rules=LADDER) == {"CSTT": "HELD", "CSTD_CS": "UNMET"}


def test_the_explanation_says_which_measure_and_that_its_text_is_not_proved() -> None:
    run = judge(law(), with_measures(THIRD_YEAR, measure("ha_bac")), year=2025)
    told = run.explain("A", "CSTD_CS")
    criterion = told.criteria[-1]
    assert criterion.verdict is Verdict.UNMET
    assert criterion.found == (
        "đã bị hạ bậc danh hiệu thi đua năm (TT 02/2021/TT-BCA chưa chứng minh còn hiệu lực)"
    )
    assert [e.text for e in criterion.records] == [
        "Hạ bậc danh hiệu thi đua năm, quyết định số 12/QĐ-HĐTĐ ngày 01/12/2025, tính cho năm 2025"
    ]
    assert criterion.citation.text == "điểm b khoản 2 Điều 7 TT 02/2021/TT-BCA"
    assert "Xử lý vi phạm điều lệnh trong năm" in told.summary
    kept = run.explain("A", "CSTT").criteria[-1]
    assert (kept.verdict, kept.found) == (Verdict.MET, criterion.found)
    assert run.explain("A", "BK_BO_CN").criteria[-1].label != criterion.label


def test_next_year_the_title_can_be_had_again() -> None:
    run = judge(law(), with_measures(THIRD_YEAR, measure("khong_xet")), year=2025)
    assert plan(run, "A", "CSTD_CS").earliest == 2026


# --- units ------------------------------------------------------------------------------------------


def company(levels: str, *rows: ConductMeasure) -> Verdicts:
    """A unit of ten, all CSTT and the last of them CSTĐ cơ sở, judged with the measures given."""
    people = tuple(person(f"p{n}") for n in range(10))
    facts = Facts(
        persons=people,
        units=(unit(),),
        posts=member_of("U", *people),
        ratings=(
            *ratings("U", 2025, levels),
            *ratings("p9", 2025, "x"),
            *(r for p in people[:9] for r in ratings(p.id, 2025, "g")),
        ),
        findings=(
            *findings("U", 2025, "movement", "unity"),
            *findings("U", 2025, "conduct", covers=True),
        ),
        measures=rows,
    )
    return judge(law(), facts, year=2025)


def test_a_lowered_unit_keeps_the_title_below() -> None:
    assert [company("x").verdict("U", rule).name for rule in UNIT_TITLES] == ["MET", "MET"]
    lowered = company("x", measure("ha_bac", "U"))
    assert [lowered.verdict("U", rule).name for rule in UNIT_TITLES] == ["MET", "UNMET"]
    barred = company("x", measure("khong_xet", "U"))
    assert [barred.verdict("U", rule).name for rule in UNIT_TITLES] == ["UNMET", "UNMET"]
    assert barred.explain("U", "DVTT").criteria[-1].citation.text == (
        "điểm c khoản 1 Điều 7 TT 02/2021/TT-BCA"
    )


def test_members_who_lost_their_title_count_against_the_unit() -> None:
    """Of ten CSTT, three without the title leave 70%, four leave less."""
    three = company("x", *(measure("khong_xet", f"p{n}") for n in range(3)))
    assert three.verdict("U", "DVTT") is Verdict.MET
    four = company("x", *(measure("khong_xet", f"p{n}") for n in range(4)))
    assert four.verdict("U", "DVTT") is Verdict.UNMET


# --- looking back -----------------------------------------------------------------------------------


def test_earlier_complaints_are_a_warning_and_change_nothing() -> None:
    hold = Hold("h", "A", HoldGround.COMPLAINT, date(2024, 2, 1), date(2024, 5, 1))
    facts = replace(THIRD_YEAR, holds=(hold,))
    run, plain = judge(law(), facts, year=2025), judge(law(), THIRD_YEAR, year=2025)
    assert (run.statuses == plain.statuses).all()
    (warning,) = run.explain("A", "CSTD_BO").warnings
    assert warning == (
        "Cần xem xét: xác minh khiếu nại, tố cáo từ 01/02/2024 đến 01/05/2024, trong 03 năm (Điều 2 "
        "TT 12/2019/TT-BCA; theo nguồn thuật lại, chưa chứng minh còn hiệu lực)."
    )
    assert run.explain("A", "CSTD_CS").warnings == (), "one year only"
    assert run.explain("A", "BK_TTG_CN").warnings != ()
    civil = replace(facts, persons=(replace(person(), force=Force.CIVIL),))
    assert judge(law(), civil, year=2025).explain("A", "CSTD_BO").warnings == ()


# --- what a disciplinary decision says itself -----------------------------------------------------


def decided(cap: TitleCap, year: int = 2025, n: int = 0, day: date = date(2025, 11, 3)) -> Discipline:
    return Discipline(f"d:{n}", "A", DisciplineForm.REPRIMAND, day, date(2025, 12, 1), "45/QĐ-CAT", cap, year)


def with_decisions(facts: Facts, *rows: Discipline) -> Facts:
    return replace(facts, disciplines=rows)


def test_a_decision_that_removes_the_years_titles_is_the_source_itself() -> None:
    facts = with_decisions(THIRD_YEAR, decided(TitleCap.REMOVES))
    assert set(titles(facts).values()) == {"UNMET"}
    told = judge(law(), facts, year=2025).explain("A", "CSTD_CS")
    [said] = [c for c in told.criteria if c.label == "Quyết định kỷ luật về danh hiệu năm"]
    assert said.verdict is Verdict.UNMET
    assert said.found == "theo Quyết định kỷ luật số 45/QĐ-CAT ngày 03/11/2025: không xét danh hiệu năm 2025"
    assert [record.id for record in said.records] == ["d:0"]


def test_a_decision_that_lowers_takes_one_step_of_the_ladder() -> None:
    """As «hạ bậc» of the điều lệnh text does: the same ladder, the same reading."""
    plain = with_decisions(THIRD_YEAR, replace(decided(TitleCap.LOWERS), title=None, title_year=None))
    lowered = with_decisions(THIRD_YEAR, decided(TitleCap.LOWERS))
    assert titles(lowered, rules=LADDER) == titles(with_measures(plain, measure("ha_bac")), rules=LADDER)
    twice = with_decisions(THIRD_YEAR, decided(TitleCap.LOWERS), decided(TitleCap.LOWERS, n=1))
    assert titles(twice, rules=LADDER)["CSTT"] == "UNSURE", "several lowerings are for people"


def test_a_decision_about_another_year_or_of_no_word_on_titles_changes_nothing() -> None:
    plain = with_decisions(THIRD_YEAR, replace(decided(TitleCap.REMOVES), title=None, title_year=None))
    for other in (2024, 2026):
        assert titles(with_decisions(THIRD_YEAR, decided(TitleCap.REMOVES, year=other))) == titles(plain)


def test_where_no_ladder_is_in_force_a_lowering_is_for_people() -> None:
    facts = with_decisions(THIRD_YEAR, decided(TitleCap.LOWERS, 2019, day=date(2019, 5, 1)))
    standing = standing_of(law(), Index.of(facts), facts.persons[0], 2019, date(2019, 12, 31))
    assert standing is not None
    assert standing.limit("CSTT", lambda honour: 2) == 1
    gone = with_decisions(THIRD_YEAR, decided(TitleCap.REMOVES, 2019, day=date(2019, 5, 1)))
    standing = standing_of(law(), Index.of(gone), gone.persons[0], 2019, date(2019, 12, 31))
    assert standing is not None
    assert standing.limit("CSTT", lambda honour: 2) == 0
