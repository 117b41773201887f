"""Appendix tables: their columns, that parts make up wholes, and what stands as "–"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.above import TODAY, Above
from tests.records import Tree, make_person, make_unit, paper
from tests.reports.told import OPERATOR, grids, prove, scope_of
from vinhdanh.awards.services import record_grant
from vinhdanh.decisions import services
from vinhdanh.decisions.services.outcomes import Told
from vinhdanh.decisions.types.submissions import EventKind, LineResult, Payer
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import Figure, Grid
from vinhdanh.reports.sections.annexes import annexes

YEAR = 2025
TOTAL = "Tổng cộng"


def give(subject: Any, honour: str, merit: Merit = Merit.CONG_TRANG) -> None:
    told = {"year": YEAR, "merit": merit, "decision": paper(), "despite": "Đã xem"}
    record_grant(actor=OPERATOR, subject=subject, honour=honour, **told)


@pytest.fixture
def tree(db: None) -> Tree:
    found = Tree()
    found.head.posts.update(leads=True, grade="truong_phong")
    team_head = make_person("105", found.d1, "Vũ Văn Đội")
    team_head.posts.update(leads=True, grade="doi_truong")
    for person in (found.head, team_head, found.an):
        give(person, "CSTT")
        give(person, "GK", Merit.DOT_XUAT)
    give(found.an, "GK", Merit.PHONG_TRAO)
    give(found.binh, "BK_BO", Merit.DOI_NGOAI)
    give(found.binh, "HCCSVV_3", Merit.NIEN_HAN)
    give(found.px01, "GK", Merit.PHONG_TRAO)
    give(found.d1, "DVTT")
    return found


def tables(unit: Unit, year: int = YEAR) -> list[Grid]:
    section = annexes(scope_of(unit, year))
    prove(section)
    found = grids(section)
    assert all(grid.annex for grid in found)
    return found


def numbers(grid: Grid, row: int = -1) -> dict[int, Any]:
    """The figures of a row by their column's number."""
    cells = grid.rows[row]
    return {at: cell.value for at, cell in enumerate(cells, 1) if isinstance(cell, Figure) and not cell.parts}


def test_the_tables_have_the_columns_that_the_yearly_request_asks_for(tree: Tree) -> None:
    assert [len(grid.columns) for grid in tables(tree.px01)] == [17, 21, 19]


def test_parts_of_the_first_table_make_up_its_wholes(tree: Tree) -> None:
    first = tables(tree.px01)[0]
    whole = numbers(first)
    assert first.rows[-1][1] == TOTAL
    parts = [numbers(first, at) for at in range(len(first.rows) - 1)]
    for column, value in whole.items():
        assert value == sum(row[column] for row in parts), column
    for row in (*parts, whole):
        assert row[6] + row[10] + row[14] <= row[3]
        assert row[5] <= row[3]
        assert row[8] + row[9] <= row[6]
        assert row[12] + row[13] <= row[10]
    assert (whole[3], whole[5], whole[6], whole[10], whole[14]) == (11, 9, 4, 5, 1)
    assert whole[3] - whole[6] - whole[10] - whole[14] == 1, "niên hạn has no column"


def test_who_leads_a_team_stands_in_neither_column_of_people(tree: Tree) -> None:
    first = tables(tree.px01)[0]
    row = next(at for at, cells in enumerate(first.rows) if cells[1] == "Chiến sĩ tiên tiến")
    assert (numbers(first, row)[5], numbers(first, row)[8], numbers(first, row)[9]) == (3, 1, 1)


def test_what_no_record_says_is_a_dash_with_its_reason(tree: Tree) -> None:
    first = tables(tree.px01)[0]
    assert (first.rows[-1][3], first.rows[-1][15:]) == ("–", ("–", "–"))
    assert "không có loại hình “kháng chiến”" in first.note
    assert "chưa có tập thể nào ghi loại “Công ty”" in first.note
    give(make_unit("CTY", tree.px01, "Công ty Một", kind="cong_ty"), "GK")
    first = tables(tree.px01)[0]
    assert numbers(first)[4] == 1
    assert "doanh nghiệp là tập thể ghi loại “Công ty”" in first.note


def test_an_empty_year_has_empty_tables(tree: Tree) -> None:
    assert [grid.rows for grid in tables(tree.px01, 2001)] == [(), (), ()]


def test_what_was_submitted_and_decided_above(db: None) -> None:
    above = Above()
    sent = above.sent()
    above.step(sent, EventKind.RECEIVED)
    first, second, third = sent.lines.order_by("pk")
    services.record_outcome(
        actor=above.standing,
        submission=sent,
        on=TODAY,
        authority="Bộ trưởng Bộ Công an",
        number="50/QĐ-BCA",
        decided=TODAY,
        payer=Payer.UPPER,
        told={first.pk: Told(LineResult.GIVEN), second.pk: Told(LineResult.REFUSED, why="Hết chỉ tiêu")},
    )
    _, submitted, high = tables(above.cat, TODAY.year)
    told = numbers(submitted)
    assert (told[3], told[4], told[5], told[6], told[7], told[8]) == (1, 3, 0, 1, 0, 3)
    assert third.result == ""
    assert told[4] == told[8] + told[12] + told[16] + told[18]
    assert high.rows == (), "a ministry's title is no khen cao"


def test_khen_cao_holds_what_goes_to_the_prime_minister(db: None) -> None:
    above = Above()
    above.praised.person.posts.update(leads=False)
    above.sent([above.praised], addressee="Thủ tướng Chính phủ", about="tặng Bằng khen")
    high = tables(above.cat, TODAY.year)[2]
    assert [cells[1] for cells in high.rows] == ["Bằng khen của Thủ tướng Chính phủ", TOTAL]
    assert {at: value for at, value in numbers(high).items() if value} == {4: 1, 9: 1}
