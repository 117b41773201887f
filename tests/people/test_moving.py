"""Units move in the tree and close when they are empty; where they come from is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.people.outcome import BASIS, EVE, ON, OPERATOR, TODAY, fresh, nothing_is_wrong, posts
from tests.records import JOINED, Tree, make_account, make_household, make_person, make_unit
from vinhdanh.access.types import Role
from vinhdanh.people import services
from vinhdanh.people.checks import unit_paths
from vinhdanh.people.models import Household, UnitLineage, UnitPlace
from vinhdanh.people.selectors import lineage_of, parent_on
from vinhdanh.people.types import LineageKind


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


# ---- moving and closing ---------------------------------------------------------------------------


def test_a_unit_moves_with_everything_below_it(tree: Tree) -> None:
    team = make_unit("T1", tree.d1)
    moved = services.move_unit(actor=OPERATOR, unit=tree.d1, parent=tree.px02, on=ON, basis=BASIS)
    assert (moved.path, moved.depth, moved.parent) == ("/CAT/PX02/PX01-D1/", 2, tree.px02)
    assert (fresh(team).path, fresh(team).depth) == ("/CAT/PX02/PX01-D1/T1/", 3)
    assert (parent_on(moved, EVE), parent_on(moved, ON)) == (tree.px01, tree.px02)
    up = services.move_unit(actor=OPERATOR, unit=moved, parent=tree.cat, on=TODAY, basis=BASIS)
    assert (up.path, up.depth, fresh(team).depth) == ("/CAT/PX01-D1/", 1, 2)
    assert parent_on(up, EVE) == tree.px01
    assert parent_on(up, TODAY - timedelta(days=1)) == tree.px02
    assert [place.parent for place in lineage_of(up).places] == [tree.px01, tree.px02]
    root = services.move_unit(actor=OPERATOR, unit=tree.px02, parent=None, on=ON, basis=BASIS)
    assert (root.path, root.depth) == ("/PX02/", 0)
    assert not list(unit_paths())
    assert posts(tree.an) == [("PX01-D1", JOINED, None, False)], "nobody changes his unit"


def test_a_unit_does_not_come_under_itself_nor_under_what_ended(tree: Tree) -> None:
    for parent, says in [
        (tree.d1, "không thể trực thuộc chính nó"),
        (tree.cat, "không có gì thay đổi"),
        (make_unit("CU", tree.cat, valid_to=date(2020, 1, 1)), "đã kết thúc"),
    ]:
        with pytest.raises(ValidationError, match=says):
            services.move_unit(actor=OPERATOR, unit=tree.px01, parent=parent, on=ON, basis=BASIS)
    deep = tree.cat
    for number in range(9):
        deep = make_unit(f"{number}" * 38, deep)
    deep = make_unit("x" * 31, deep)
    with pytest.raises(ValidationError, match="quá sâu"):
        services.move_unit(actor=OPERATOR, unit=tree.px01, parent=deep, on=ON, basis=BASIS)
    assert not UnitPlace.objects.exists()


def test_moving_takes_the_right_at_both_ends(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied):
        services.move_unit(actor=clerk, unit=tree.d1, parent=tree.px02, on=ON, basis=BASIS)
    services.move_unit(actor=clerk, unit=tree.d1, parent=tree.d2, on=ON, basis=BASIS)
    standing = make_account("tt", (Role.STANDING_BODY, "CAT"))
    with pytest.raises(PermissionDenied):
        services.move_unit(actor=standing, unit=tree.px02, parent=None, on=ON, basis=BASIS)


def test_a_unit_closes_only_when_it_is_empty(tree: Tree) -> None:
    household = make_household("HO-1", tree.px02)
    with pytest.raises(ValidationError, match=r"còn 1 người chưa có đơn vị mới: Đặng Chi \(201\)"):
        services.close_unit(actor=OPERATOR, unit=tree.px02, last_day=EVE, basis=BASIS)
    services.assign_post(actor=OPERATOR, person=tree.chi, unit=tree.px01, start=ON)
    with pytest.raises(ValidationError, match="còn theo dõi 1 hộ"):
        services.close_unit(actor=OPERATOR, unit=tree.px02, last_day=EVE, basis=BASIS)
    Household.objects.filter(pk=household.pk).update(unit=None)
    closed = services.close_unit(actor=OPERATOR, unit=tree.px02, last_day=EVE, basis=BASIS)
    assert closed.valid_to == EVE
    with pytest.raises(ValidationError, match="không ghi chức vụ ở đó sau ngày này"):
        services.assign_post(actor=OPERATOR, person=tree.an, unit=closed, start=TODAY)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        services.add_unit(actor=OPERATOR, code="PX02-D1", name="X", parent=closed)
    with pytest.raises(TypeError, match="valid_to"):
        services.change_unit(actor=OPERATOR, unit=tree.px01, why="", valid_to=EVE)
    assert nothing_is_wrong()


def test_many_left_behind_are_named_and_counted(tree: Tree) -> None:
    for number in range(400, 415):
        make_person(str(number), tree.d1)
    with pytest.raises(ValidationError, match=r"còn 16 người .*\(408\) và 6 người khác"):
        services.close_unit(actor=OPERATOR, unit=tree.d1, last_day=EVE, basis=BASIS)


# ---- lineage --------------------------------------------------------------------------------------


def test_a_lineage_is_followed_over_several_successions(tree: Tree) -> None:
    first = services.rename_unit(
        actor=OPERATOR, unit=tree.px02, code="PX02A", name="Hậu cần A", on=date(2020, 1, 1), basis="1"
    )
    services.merge_units(actor=OPERATOR, units=[tree.px01], into=first, on=date(2022, 1, 1), basis="2")
    last = services.rename_unit(
        actor=OPERATOR, unit=first, code="PX09", name="Phòng Chín", on=date(2024, 1, 1), basis="3"
    )
    past = lineage_of(last)
    assert [(step.unit.code, step.distance, step.basis) for step in past.origins] == [
        ("PX02A", 1, "3"),
        ("PX02", 2, "1"),
        ("PX01", 2, "2"),
    ]
    assert past.successors == ()
    assert past.heirs == ()
    future = lineage_of(tree.px02)
    assert [step.unit.code for step in future.successors] == ["PX02A", "PX09"]
    assert [unit.code for unit in future.heirs] == ["PX09"]
    UnitLineage.objects.create(unit=last, successor=tree.px02, kind=LineageKind.RENAMED, on=TODAY, basis="4")
    assert len(lineage_of(last).origins) == 3, "a circle is walked once"
