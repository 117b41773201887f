"""The planner: the earliest year, and what is still needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.engine.agency import CHAIN, findings, grants, person, ratings, work
from tests.engine.test_semantics import law
from vinhdanh.engine import Facts, Hold, HoldGround, WorkScope, earliest_years, judge, plan

ONE_TITLE = replace(CHAIN, grants=grants("A", "CSTD_CS", (2025,)), works=())


def test_a_chain_of_three_begun_this_year_needs_two_more() -> None:
    assert plan(judge(law(), ONE_TITLE, year=2025), "A", "CSTD_BO").earliest == 2027


def test_a_broken_chain_begins_again() -> None:
    broken = replace(
        ONE_TITLE, grants=grants("A", "CSTD_CS", (2022, 2023)), ratings=ratings("A", 2025, "xxgc")
    )
    assert plan(judge(law(), broken, year=2025), "A", "CSTD_BO").earliest == 2028


def test_titles_that_rest_on_titles_come_in_their_order() -> None:
    run = judge(law(), CHAIN, year=2025)
    assert plan(run, "A", "CSTD_BO").earliest == 2025
    assert plan(run, "A", "CSTD_TQ").earliest == 2026


def test_medals_come_with_the_years_of_service() -> None:
    served = Facts(persons=(replace(person(), joined=date(2008, 9, 15)),), ratings=ratings("A", 2025, "g"))
    run = judge(law(), served, year=2025)
    assert plan(run, "A", "HCCSVV_1").earliest == 2028
    assert plan(run, "A", "HCHUY_ANTQ").earliest == 2033


def test_what_is_missing_is_told_with_figures() -> None:
    needs = plan(judge(law(), ONE_TITLE, year=2025), "A", "CSTD_BO").needs
    assert any("01 lần liên tục, cần 03 lần liên tục" in need for need in needs)


def test_an_open_case_can_still_be_met_this_year() -> None:
    open_case = replace(CHAIN, findings=findings("A", 2025, "conduct"))
    found = plan(judge(law(), open_case, year=2025), "A", "CSTD_BO")
    assert found.earliest == 2025
    assert len(found.needs) == 1


def test_the_force_and_the_one_person_agree_on_every_line() -> None:
    held = Hold("h", "B", HoldGround.COMPLAINT, date(2025, 11, 1))
    facts = replace(
        CHAIN,
        persons=(person(), person("B"), person("C")),
        ratings=CHAIN.ratings + ratings("B", 2025, "gxxg") + ratings("C", 2025, "ggggg"),
        grants=CHAIN.grants + grants("B", "CSTD_CS", (2023, 2024)) + grants("C", "BK_BO", (2019,)),
        works=(*CHAIN.works, work("B", 2024, WorkScope.NATIONAL)),
        holds=(held,),
    )
    run = judge(law(), facts, year=2025)
    years = earliest_years(run)
    for subject in ("A", "B", "C"):
        for rule, column in run.column.items():
            if run.book.line(rule).subject_kind == "person":
                assert (plan(run, subject, rule).earliest or 0) == years[run.at[subject], column], (
                    subject,
                    rule,
                )
