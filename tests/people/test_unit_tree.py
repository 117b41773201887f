"""The unit tree as it stood on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people.outcome import BASIS, EVE, ON, OPERATOR, TODAY
from tests.records import Tree, make_person, make_unit
from vinhdanh.people import services
from vinhdanh.people.models import Unit
from vinhdanh.people.unit_tree import tree_on


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def rows(day: date) -> list[tuple[str, int, int]]:
    return [(row.unit.code, row.depth, row.strength) for row in tree_on(Unit.objects.all(), day)]


def test_strength_counts_everybody_below(tree: Tree) -> None:
    assert rows(TODAY) == [
        ("CAT", 0, 4),
        ("PX01", 1, 3),
        ("PX01-D1", 2, 1),
        ("PX01-D2", 2, 1),
        ("PX02", 1, 1),
    ]


def test_a_moved_unit_stands_where_it_stood_then(tree: Tree) -> None:
    services.move_unit(actor=OPERATOR, unit=tree.d1, parent=tree.px02, on=ON, basis=BASIS)
    assert ("PX01-D1", 2, 1) in rows(EVE)
    assert {code: strength for code, _, strength in rows(EVE)}["PX01"] == 3
    now = {code: strength for code, _, strength in rows(TODAY)}
    assert (now["PX01"], now["PX02"]) == (2, 2)
    parents = {row.unit.code: row.parent.code for row in tree_on(Unit.objects.all(), EVE) if row.parent}
    assert parents["PX01-D1"] == "PX01"


def test_of_two_moves_the_day_decides(tree: Tree) -> None:
    services.move_unit(actor=OPERATOR, unit=tree.d1, parent=tree.px02, on=ON, basis=BASIS)
    services.move_unit(actor=OPERATOR, unit=tree.d1, parent=tree.cat, on=TODAY, basis=BASIS)

    def parent(day: date) -> str:
        return next(r.parent.code for r in tree_on(Unit.objects.all(), day) if r.unit == tree.d1 and r.parent)

    assert [parent(day) for day in (EVE, ON, TODAY - timedelta(1), TODAY)] == ["PX01", "PX02", "PX02", "CAT"]


def test_units_are_there_from_their_first_day_to_their_last(tree: Tree) -> None:
    new = services.add_unit(actor=OPERATOR, code="PX09", name="Phòng Mới", parent=tree.cat, valid_from=ON)
    services.merge_units(actor=OPERATOR, units=[tree.px02], into=new, on=ON, basis=BASIS)
    before, after = ({code for code, _, _ in rows(day)} for day in (EVE, ON))
    assert ("PX02" in before, "PX09" in before) == (True, False)
    assert ("PX02" in after, "PX09" in after) == (False, True)


def test_who_sees_part_of_the_tree_sees_it_from_his_own_root(tree: Tree) -> None:
    seen = Unit.objects.filter(path__startswith="/CAT/PX01/")
    assert [(r.unit.code, r.depth) for r in tree_on(seen, TODAY)] == [
        ("PX01", 0),
        ("PX01-D1", 1),
        ("PX01-D2", 1),
    ]


def test_a_tree_that_is_no_police_is_a_tree(tree: Tree) -> None:
    board = make_unit("UBND", name="Ủy ban nhân dân tỉnh", kind="uy_ban", force="civil", tier="province")
    office = make_unit("SNV", board, "Sở Nội vụ", kind="so", force="civil")
    make_person("701", office, "Hà Văn Công", force="civil")
    assert [(c, d, s) for c, d, s in rows(TODAY) if c in ("UBND", "SNV")] == [("UBND", 0, 1), ("SNV", 1, 1)]
    assert office.kind_label == "Sở"
