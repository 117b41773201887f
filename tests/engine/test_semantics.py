"""What a clause of law or an officer would insist on, each with its own small agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.engine.agency import (
    CHAIN,
    DOT_XUAT,
    findings,
    grants,
    member_of,
    person,
    ratings,
    unit,
    work,
)
from vinhdanh.engine import (
    Absence,
    AbsenceKind,
    Discipline,
    DisciplineForm,
    Facts,
    Grant,
    GrantState,
    Hold,
    HoldGround,
    LawBook,
    Post,
    Unassessed,
    Verdict,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
    judge,
    judge_one,
)


@cache
def law() -> LawBook:
    return LawBook.load()


def verdict(facts: Facts, rule: str, subject: str = "A", year: int = 2025, **run: object) -> Verdict:
    return judge(law(), facts, year=year, **run).verdict(subject, rule)  # type: ignore[arg-type]


def test_three_titles_running_and_a_work_of_ministry_reach_meet_cstd_bo() -> None:
    assert verdict(CHAIN, "CSTD_BO") == Verdict.MET


def test_a_gap_breaks_the_chain() -> None:
    broken = replace(CHAIN, grants=grants("A", "CSTD_CS", (2022, 2023, 2025)))
    assert verdict(broken, "CSTD_BO") == Verdict.UNMET


def test_a_title_of_the_review_year_met_but_not_granted_leaves_the_chain_open() -> None:
    waiting = replace(CHAIN, grants=grants("A", "CSTD_CS", (2023, 2024)))
    explanation = judge(law(), waiting, year=2025).explain("A", "CSTD_BO")
    assert explanation.verdict == Verdict.UNSURE
    run = explanation.criteria[0].children[0]
    assert (run.found_low, run.found_high) == (0, 3)


def test_the_same_title_twice_in_one_year_is_one_year() -> None:
    twice = grants("A", "CSTD_CS", (2024, 2025)) + (Grant("again", "A", "CSTD_CS", 2025),)
    assert verdict(replace(CHAIN, grants=twice), "CSTD_BO") == Verdict.UNMET


def test_dot_xuat_never_supports_cong_trang() -> None:
    base = Facts(
        persons=(person(),),
        ratings=ratings("A", 2025, "ggggg"),
        grants=grants("A", "CSTD_CS", (2021, 2023, 2025)),
        findings=findings("A", 2025, "conduct", "exemplary"),
    )
    earned = replace(base, grants=base.grants + grants("A", "BK_BO", (2020,)))
    sudden = replace(base, grants=base.grants + grants("A", "BK_BO", (2020,), merit=DOT_XUAT))
    assert verdict(earned, "BK_TTG_CN") == Verdict.MET
    assert verdict(sudden, "BK_TTG_CN") == Verdict.UNMET


def test_an_unassessed_year_leaves_a_run_of_levels_open() -> None:
    facts = Facts(
        persons=(person(),),
        ratings=ratings("A", 2025, "gg-gg") + (YearRating("leave", "A", 2023, None, Unassessed.MATERNITY),),
        grants=grants("A", "CSTD_CS", (2021, 2022, 2025)) + grants("A", "BK_BO", (2019,)),
        findings=findings("A", 2025, "conduct", "exemplary"),
    )
    assert verdict(facts, "BK_TTG_CN") == Verdict.UNSURE


def test_maternity_leave_counts_as_service() -> None:
    leave = Absence("m", "A", AbsenceKind.MATERNITY, date(2020, 2, 1), date(2020, 7, 31))
    facts = Facts(persons=(replace(person(), joined=date(2005, 12, 31)),), ratings=ratings("A", 2025, "g"))
    with_leave = replace(facts, absences=(leave,))
    for told in (facts, with_leave):
        assert verdict(told, "HCCSVV_1") == Verdict.MET


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        (date(2000, 12, 31), Verdict.MET),
        (date(2001, 1, 1), Verdict.UNMET),
        (date(2000, 2, 29), Verdict.MET),
    ],
)
def test_service_is_reckoned_to_the_day(joined: date, expected: Verdict) -> None:
    facts = Facts(persons=(replace(person(), joined=joined),), ratings=ratings("A", 2025, "g"))
    assert verdict(facts, "HCHUY_ANTQ") == expected


def test_achievements_count_from_the_end_of_a_discipline() -> None:
    def disciplined(ends: date | None) -> Facts:
        mark = Discipline("d", "A", DisciplineForm.REPRIMAND, date(2022, 6, 1), ends)
        return replace(CHAIN, disciplines=(mark,))

    assert verdict(disciplined(date(2022, 12, 1)), "CSTD_BO") == Verdict.MET  # 2023–2025 lie after it
    assert verdict(disciplined(date(2023, 6, 1)), "CSTD_BO") == Verdict.UNSURE  # 2023 itself: people decide
    assert verdict(disciplined(date(2024, 6, 1)), "CSTD_BO") == Verdict.UNMET
    assert verdict(disciplined(None), "CSTD_BO") == Verdict.HELD


def test_a_hold_defers_while_it_is_open_and_reopens_when_closed() -> None:
    opened = Hold("h", "A", HoldGround.COMPLAINT, date(2025, 11, 1))
    assert verdict(replace(CHAIN, holds=(opened,)), "CSTD_BO") == Verdict.HELD
    for day in (date(2025, 12, 20), date(2026, 3, 2)):  # released after the year: that year is open again
        closed = replace(opened, closed=day)
        assert verdict(replace(CHAIN, holds=(closed,)), "CSTD_BO") == Verdict.MET


def test_who_is_unmet_anyway_is_not_called_deferred() -> None:
    opened = Hold("h", "A", HoldGround.COMPLAINT, date(2025, 11, 1))
    facts = replace(CHAIN, holds=(opened,), works=())
    explanation = judge(law(), facts, year=2025).explain("A", "CSTD_BO")
    assert explanation.verdict == Verdict.UNMET
    assert [e.id for e in explanation.held_by] == ["h"]


def test_one_initiative_supports_one_honour() -> None:
    used = grants("A", "CSTD_CS", (2024, 2025), works=("work:A:2025",))
    two_years = Facts(
        persons=(person(),),
        ratings=ratings("A", 2025, "gg"),
        grants=used,
        works=(work("A", 2024), work("A", 2025), work("A", 2025, id="second")),
        findings=findings("A", 2025, "conduct", "exemplary"),
    )
    assert verdict(two_years, "BK_BO_CN") == Verdict.MET  # two others are left
    spent = replace(two_years, works=two_years.works[:2])
    assert verdict(spent, "BK_BO_CN") == Verdict.UNMET


def test_a_work_used_for_the_title_under_review_still_counts_for_it() -> None:
    facts = Facts(
        persons=(person(),),
        ratings=ratings("A", 2025, "g"),
        grants=grants("A", "CSTD_CS", (2025,), works=("work:A:2025",)),
        works=(work("A", 2025),),
        findings=findings("A", 2025, "conduct"),
    )
    assert verdict(facts, "CSTD_CS") == Verdict.MET


def test_a_co_authors_use_is_left_to_people() -> None:
    shared = Work("w", ("A", "B"), WorkKind.INITIATIVE, 2025, WorkScope.BASE)
    facts = Facts(
        persons=(person(), person("B")),
        ratings=ratings("A", 2025, "g"),
        grants=grants("B", "CSTD_CS", (2025,), works=("w",)),
        works=(shared,),
        findings=findings("A", 2025, "conduct"),
    )
    assert verdict(facts, "CSTD_CS") == Verdict.UNSURE


def test_an_annulled_honour_is_no_honour() -> None:
    annulled = replace(CHAIN.grants[-1], state=GrantState.ANNULLED)
    assert verdict(replace(CHAIN, grants=CHAIN.grants[:-1] + (annulled,)), "CSTD_BO") == Verdict.UNSURE


def test_law_date_and_review_year_are_two_things() -> None:
    before_the_law = judge(law(), CHAIN, year=2025, law_date=date(2023, 12, 31)).verdict("A", "CSTD_BO")
    assert before_the_law == Verdict.NO_RULE
    late = judge(law(), CHAIN, year=2025, law_date=date(2026, 11, 1)).explain("A", "CSTD_BO")
    assert late.verdict == Verdict.MET
    assert late.beyond_verified


def test_law_dates_may_differ_by_subject() -> None:
    two = replace(
        CHAIN,
        persons=(person(), person("B")),
        ratings=CHAIN.ratings + ratings("B", 2025, "x"),
    )
    run = judge(law(), two, year=2025, law_date={"A": date(2023, 6, 1), "B": date(2025, 12, 31)})
    assert run.verdict("A", "CSTD_BO") == Verdict.NO_RULE
    assert run.verdict("B", "CSTD_BO") == Verdict.UNMET


# --- units ------------------------------------------------------------------------------------


def team(levels: str, titles: int, unit_level: str = "g") -> Facts:
    people = tuple(person(f"P{n}") for n in range(len(levels)))
    return Facts(
        persons=people,
        units=(unit(),),
        posts=member_of("U", *people),
        ratings=ratings("U", 2025, unit_level)
        + tuple(r for p, level in zip(people, levels, strict=True) for r in ratings(p.id, 2025, level)),
        grants=tuple(g for p in people[:titles] for g in grants(p.id, "CSTT", (2025,))),
        findings=findings("U", 2025, "movement", "unity"),
    )


@pytest.mark.parametrize(("holders", "expected"), [(3, Verdict.MET), (2, Verdict.UNMET)])
def test_seventy_percent_of_four_is_three_people(holders: int, expected: Verdict) -> None:
    facts = team("cccc", holders)
    run = judge(law(), facts, year=2025, members="grants")
    assert run.verdict("U", "DVTT") == expected
    share = next(c for c in run.explain("U", "DVTT").criteria if "70%" in c.label)
    assert (share.found_low, share.asked_value) == (holders, 3)


def test_exactly_seventy_percent_is_enough() -> None:
    assert verdict(team("c" * 10, 7), "DVTT", "U", members="grants") == Verdict.MET
    assert verdict(team("c" * 10, 6), "DVTT", "U", members="grants") == Verdict.UNMET


def test_an_empty_unit_is_no_ground_for_an_answer() -> None:
    assert verdict(team("", 0), "DVTT", "U") == Verdict.UNSURE


def test_who_was_not_assessed_is_not_in_the_denominator() -> None:
    assert verdict(team("ccc-", 3), "DVTT", "U", members="grants") == Verdict.MET


def test_members_count_by_verdict_or_by_grant() -> None:
    facts = replace(
        team("gggg", 0), findings=findings("U", 2025, "movement", "unity", "conduct", covers=True)
    )
    assert verdict(facts, "DVTT", "U", members="verdicts") == Verdict.MET
    assert verdict(facts, "DVTT", "U", members="grants") == Verdict.UNMET


def test_a_member_who_moved_counts_where_he_ended_the_year() -> None:
    facts = team("cccc", 3)
    moved = replace(facts.posts[0], end=date(2025, 6, 30))
    elsewhere = Post("later", "P0", "V", date(2025, 7, 1))
    facts = replace(facts, units=(unit(), unit("V")), posts=(moved, elsewhere, *facts.posts[1:]))
    assert judge(law(), facts, year=2025).roll.members_of("U").total() == 3
    assert judge(law(), facts, year=2025).roll.members_of("V").total() == 1


def test_members_are_those_of_the_whole_subtree() -> None:
    facts = team("cccc", 3)
    above = replace(
        facts,
        units=(unit(parent="TOP"), unit("TOP")),
        ratings=facts.ratings + ratings("TOP", 2025, "g"),
        findings=facts.findings + findings("TOP", 2025, "movement", "unity"),
    )
    assert verdict(above, "DVTT", "TOP", members="grants") == Verdict.MET


def test_a_members_warning_bars_the_unit() -> None:
    warned = Discipline("d", "P3", DisciplineForm.WARNING, date(2025, 5, 1), date(2025, 11, 1))
    reprimanded = replace(warned, form=DisciplineForm.REPRIMAND)
    facts = team("cccc", 3)
    assert verdict(replace(facts, disciplines=(warned,)), "DVTT", "U", members="grants") == Verdict.UNMET
    assert verdict(replace(facts, disciplines=(reprimanded,)), "DVTT", "U", members="grants") == Verdict.MET


# --- runs -------------------------------------------------------------------------------------


def test_the_same_run_on_the_same_facts_gives_the_same_bytes() -> None:
    shuffled = replace(CHAIN, grants=CHAIN.grants[::-1], ratings=CHAIN.ratings[::-1])
    first, second = judge(law(), CHAIN, year=2025), judge(law(), shuffled, year=2025)
    assert first.to_bytes() == second.to_bytes()
    assert first.fingerprint != judge(law(), CHAIN, year=2024).fingerprint


def test_one_person_with_integers_is_told_the_same_as_in_the_force() -> None:
    run = judge(law(), CHAIN, year=2025)
    assert judge_one(law(), CHAIN, "A", year=2025) == run.explain_all("A")


def test_a_table_of_figures_says_what_the_explanations_say() -> None:
    run = judge(law(), team("ccxg", 3), year=2025)
    for rule in ("CSTD_CS", "CSTD_BO", "BK_TTG_CN", "DVTT"):
        (table,) = run.tables(rule)
        for row, subject in enumerate(table.subjects):
            explanation = run.explain(subject, rule)
            leaves = [leaf for c in explanation.criteria for leaf in _leaves(c)]
            assert [leaf.verdict for leaf in leaves] == list(table.status[row])
            assert [leaf.found_low for leaf in leaves] == list(table.found_low[row])
            assert bool(table.missing[row]) == bool(explanation.missing)


def _leaves(criterion: object) -> list[object]:
    children = criterion.children  # type: ignore[attr-defined]
    return [leaf for c in children for leaf in _leaves(c)] if children else [criterion]


def test_evidence_names_the_records() -> None:
    explanation = judge(law(), CHAIN, year=2025).explain("A", "CSTD_BO")
    run = explanation.criteria[0].children[0]
    assert [e.id for e in run.records] == [f"grant:A:CSTD_CS:{y}" for y in (2023, 2024, 2025)]
    assert explanation.citation is not None
    assert explanation.citation.article == "dieu-22"
    assert explanation.citation.line > 0
