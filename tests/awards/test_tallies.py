"""Tallies tell occasions from recipients; books keep what forebears brought."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.records import Tree, make_account, make_household, make_person, make_unit, paper
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards import services
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors import reach_of
from vinhdanh.awards.selectors.books import book_of, own_book, unit_book
from vinhdanh.awards.selectors.honours import listed
from vinhdanh.awards.selectors.lineage import roots_of
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import By, tally, years_of_unit
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Unit
from vinhdanh.people.services import merge_units, split_unit

OPERATOR = Operator()
DAY = date(2025, 12, 20)
EVERYTHING = Reach(everything=True)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def give(subject: Any, honour: str = "GK", year: int = 2025, **more: Any) -> Grant:
    return services.record_grant(actor=OPERATOR, subject=subject, honour=honour, year=year, **more)


def counted(by: By, unit: Unit | None = None, reach: Reach = EVERYTHING, **more: Any) -> dict[str, Any]:
    """Key → (lượt and people), (lượt and units), (lượt and households)."""
    found = tally(Query(**more), reach, by, unit)
    return {
        row.key or "–": tuple((c.times, c.recipients) for c in (row.persons, row.units, row.households))
        for row in [*found.rows, found.total]
        if row.key or row is found.total or row.title
    }


def test_one_person_honoured_twice_is_two_occasions_and_one_person(tree: Tree) -> None:
    give(tree.an)
    give(tree.an, merit=Merit.DOT_XUAT)
    give(tree.binh)
    give(tree.px01)
    give(make_household("HO-1"))
    khoat = services.register_outsider(actor=OPERATOR, name="Trần Văn Khoát")
    give(khoat)
    assert counted(By.HONOUR)["GK"] == ((4, 3), (1, 1), (1, 1))
    assert counted(By.MERIT)["dot_xuat"] == ((1, 1), (0, 0), (0, 0))


def test_an_outsider_and_an_officer_with_the_same_key_are_two_people(tree: Tree) -> None:
    outsiders = [services.register_outsider(actor=OPERATOR, name=f"Người {n}") for n in range(tree.an.pk)]
    give(outsiders[-1])
    give(tree.an)
    assert counted(By.YEAR)["2025"][0] == (2, 2)


def test_the_total_counts_each_recipient_once(tree: Tree) -> None:
    for year in (2024, 2025):
        give(tree.an, year=year)
    found = tally(Query(), EVERYTHING, By.YEAR)
    assert [row.persons.recipients for row in found.rows] == [1, 1]
    assert (found.total.persons.times, found.total.persons.recipients) == (2, 1)


def test_what_no_longer_stands_is_counted_only_when_asked_for(tree: Tree) -> None:
    gone = give(tree.an)
    give(tree.binh)
    services.annul(actor=OPERATOR, grant=gone, ground="X", on=DAY, decision=paper())
    assert counted(By.HONOUR, state=GrantState.IN_FORCE)["GK"][0] == (1, 1)
    assert counted(By.HONOUR)["GK"][0] == (2, 2)


def test_parts_of_a_unit_are_told_apart_and_a_merged_one_counts_for_what_it_became(tree: Tree) -> None:
    team = make_unit("PX02-D1", tree.px02)
    give(make_person("301", team))
    give(tree.an)
    give(tree.px01)
    assert {k: v[0] for k, v in counted(By.UNIT, tree.cat).items()} == {
        "PX01": (1, 1),
        "PX02": (1, 1),
        "–": (2, 2),
    }
    px01 = Unit.objects.get(code="PX01")
    merge_units(actor=OPERATOR, units=[tree.px02], into=px01, on=date(2026, 1, 5), basis="QĐ 1")
    assert counted(By.UNIT, tree.cat)["PX01"] == ((2, 2), (1, 1), (0, 0))
    inside = tuple(root.code for root in roots_of(Unit.objects.get(code="PX01")))
    assert counted(By.HONOUR, units=inside)["GK"] == ((2, 2), (1, 1), (0, 0))


def test_an_account_counts_only_its_own_units(tree: Tree) -> None:
    give(tree.an)
    give(tree.chi)
    reach = reach_of(make_account("tonghop", (Role.UNIT_CLERK, "PX01")))
    assert counted(By.HONOUR, reach=reach)["GK"][0] == (1, 1)


def test_the_year_of_a_unit_tells_titles_from_commendations(tree: Tree) -> None:
    give(tree.px01, "DVTT")
    give(tree.d1, "DVTT")
    give(tree.an, "CSTT")
    give(tree.binh, "CSTT")
    give(tree.an)
    told = years_of_unit(tree.px01)[2025]
    assert told.own_titles == ["DVTT"]
    assert [(row.key, row.units.times) for row in told.below_titles] == [("DVTT", 1)]
    assert [(row.key, row.persons.times) for row in told.people_titles] == [("CSTT", 2)]
    assert (told.commended.persons.times, told.commended.units.times) == (1, 0)


# ---- books ----------------------------------------------------------------------------------------


def test_a_units_book_keeps_its_forebears_streak(tree: Tree) -> None:
    """A merger keeps a streak of three years: two of the old unit, one of the new."""
    for year in (2023, 2024):
        give(tree.px02, "DVTT", year)
    into = Unit.objects.get(code="PX01")
    merge_units(actor=OPERATOR, units=[tree.px02], into=into, on=date(2025, 3, 1), basis="QĐ 1")
    give(into, "DVTT", 2025)
    book = unit_book(Unit.objects.get(code="PX01"))
    lane = next(lane for lane in book.lanes if lane.signs)
    assert sorted(sign.year for sign in lane.signs) == [2023, 2024, 2025]
    assert lane.streak
    assert [step.unit.code for step in book.came_from] == ["PX02"]
    assert [year for year, _, _ in book.by_year] == [2025, 2024, 2023]


def test_a_unit_that_was_split_off_begins_an_empty_book(tree: Tree) -> None:
    give(tree.px02, "DVTT", 2024)
    new = make_unit("PX05", tree.cat)
    split_unit(actor=OPERATOR, unit=tree.px02, parts={new: [tree.chi]}, on=date(2025, 3, 1), basis="QĐ 1")
    assert own_book(new).rows == []
    assert len(own_book(tree.px02).rows) == 1


def test_a_book_shows_what_no_longer_stands_and_leaves_out_mistakes(tree: Tree) -> None:
    gone, wrong = give(tree.an, "CSTT", 2024), give(tree.an, "CSTT", 2023)
    give(tree.an, "CSTT", 2025)
    services.strip(actor=OPERATOR, grant=gone, ground="X", on=DAY, decision=paper())
    services.strike(actor=OPERATOR, grant=wrong, ground="Nhầm", on=DAY)
    book = book_of(tree.an)
    assert [(row.grant.year, row.gone) for row in book.rows] == [(2025, ""), (2024, "Đã tước")]
    assert book.standing == 1
    assert [(sign.year, sign.gone) for sign in book.lanes[0].signs] == [(2025, False), (2024, True)]


# ---- the catalogue --------------------------------------------------------------------------------


def test_titles_and_forms_stand_apart_with_their_money_and_articles(tree: Tree) -> None:
    give(tree.an)
    sections = dict(listed(DAY, EVERYTHING))
    titles = {one.honour.code for one in sections["Danh hiệu thi đua"]}
    forms = {one.honour.code: one for one in sections["Hình thức khen thưởng"]}
    assert {"CSTT", "CSTD_CS", "DVQT"} <= titles
    assert not titles & forms.keys()
    certificate = forms["GK"]
    assert certificate.given is not None
    assert certificate.given.times == 1
    assert [kind for kind, _ in certificate.money] == ["Cá nhân", "Tập thể", "Hộ gia đình"]
    assert certificate.articles
