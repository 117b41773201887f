"""Units go on under another name, or divide, with their people, roles and requests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.people.outcome import BASIS, EVE, ON, OPERATOR, TODAY, fresh, nothing_is_wrong, posts, verbs_of
from tests.records import JOINED, Tree, make_account, make_household, make_person, make_unit
from vinhdanh.access.models import Delegation, RoleAssignment
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Role, Scope
from vinhdanh.audit.consistency import run_checks
from vinhdanh.people import services
from vinhdanh.people.models import Household, Person, Transfer, Unit, UnitLineage
from vinhdanh.people.selectors import lineage_of, people_visible_to
from vinhdanh.people.types import LineageKind


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


# ---- renaming -------------------------------------------------------------------------------------


def test_a_renamed_unit_goes_on_with_its_people_commanders_and_roles(tree: Tree) -> None:
    tree.head.posts.update(leads=True)
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    head = make_account("truong", (Role.UNIT_HEAD, "PX01"))
    deputy = make_account("pho")
    Delegation.objects.create(
        assignment=head.roles.get(),
        receiver=deputy,
        unit_code="PX01",
        valid_from=TODAY - timedelta(days=60),
        valid_to=TODAY + timedelta(days=60),
        ground="Giấy 2/GUQ",
    )
    new = services.rename_unit(
        actor=OPERATOR, unit=tree.px01, code="PX01A", name="Phòng Tổ chức", on=ON, basis=BASIS
    )
    assert (new.path, new.kind, new.tier, new.valid_from, new.valid_to) == (
        "/CAT/PX01A/",
        "phong",
        "base",
        ON,
        None,
    )
    assert new.folded == "phong to chuc"
    assert posts(tree.head) == [("PX01", JOINED, EVE, True), ("PX01A", ON, None, True)]
    assert fresh(tree.d1).path == "/CAT/PX01A/PX01-D1/"
    assert UnitLineage.objects.get().kind == LineageKind.RENAMED
    assert scopes(clerk) == (Scope(Role.UNIT_CLERK, "PX01A"),)
    assert scopes(clerk, EVE) == (Scope(Role.UNIT_CLERK, "PX01"),)
    (lent,) = scopes(deputy)
    assert (lent.role, lent.unit_code, lent.within) == (Role.UNIT_HEAD, "PX01A", "PX01A")
    assert people_visible_to(clerk).count() == 3
    assert verbs_of("account:tonghop") == ["access.role_followed"]
    (checked,) = run_checks(["people.roles_on_closed_units"])
    assert not checked.found
    assert nothing_is_wrong()


def test_roles_that_had_not_begun_lie_on_the_new_code(tree: Tree) -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))
    RoleAssignment.objects.update(valid_from=TODAY)
    services.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX01A", name="X", on=ON, basis=BASIS)
    role = RoleAssignment.objects.get(account=account)
    assert (role.unit_code, role.valid_from) == ("PX01A", TODAY)


def test_a_code_that_is_taken_renames_nothing(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="đã dùng cho"):
        services.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX02", name="X", on=ON, basis=BASIS)
    with pytest.raises(ValidationError, match="dấu"):
        services.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX/2", name="X", on=ON, basis=BASIS)
    assert not fresh(tree.px01).valid_to


# ---- splitting ------------------------------------------------------------------------------------


def test_a_team_comes_out_of_another_with_those_named_for_it(tree: Tree) -> None:
    stays = make_person("301", tree.d1)
    new = services.add_unit(actor=OPERATOR, code="PX01-D3", name="Đội Ba", parent=tree.px01, valid_from=ON)
    (lineage,) = services.split_unit(actor=OPERATOR, unit=tree.d1, parts={new: [tree.an]}, on=ON, basis=BASIS)
    assert (lineage.unit, lineage.successor, lineage.kind) == (tree.d1, new, LineageKind.SPLIT_FROM)
    assert posts(tree.an) == [("PX01-D1", JOINED, EVE, False), ("PX01-D3", ON, None, False)]
    assert posts(stays) == [("PX01-D1", JOINED, None, False)]
    assert not fresh(tree.d1).valid_to
    assert verbs_of("unit:PX01-D1") == ["people.unit_split"]
    assert verbs_of("unit:PX01-D3") == ["people.unit_split", "people.unit_added"]
    assert nothing_is_wrong()


def test_a_unit_that_is_divided_ends_and_leaves_nobody(tree: Tree) -> None:
    other = make_person("301", tree.d1)
    household = make_household("HO-1", tree.d1)
    parts = [
        services.add_unit(actor=OPERATOR, code=code, name=code, parent=tree.px01, valid_from=ON)
        for code in ("PX01-D3", "PX01-D4")
    ]

    def split(**more: Any) -> None:
        fields = {"parts": {parts[0]: [tree.an], parts[1]: [other]}, "households": parts[1]} | more
        services.split_unit(actor=OPERATOR, unit=tree.d1, on=ON, basis=BASIS, closes=True, **fields)

    with pytest.raises(ValidationError, match=r"còn 1 người chưa có đơn vị mới: Nguyễn Văn 301 \(301\)"):
        split(parts={parts[0]: [tree.an], parts[1]: []})
    with pytest.raises(ValidationError, match="theo dõi các hộ gia đình"):
        split(households=None)
    with pytest.raises(ValidationError, match="được xếp vào hai đơn vị"):
        split(parts={parts[0]: [tree.an, other], parts[1]: [other]})
    with pytest.raises(ValidationError, match="không công tác ở Đội Chính sách"):
        split(parts={parts[0]: [tree.an, other], parts[1]: [tree.binh]})
    below = make_unit("PX01-D1-T1", tree.d1)
    with pytest.raises(ValidationError, match="còn đơn vị trực thuộc"):
        split()
    services.move_unit(actor=OPERATOR, unit=below, parent=parts[0], on=ON, basis=BASIS)
    split()
    assert fresh(tree.d1).valid_to == EVE
    assert {step.unit.code for step in lineage_of(tree.d1).successors} == {"PX01-D3", "PX01-D4"}
    assert Household.objects.get(pk=household.pk).unit == parts[1]
    assert nothing_is_wrong()


def test_requests_of_those_who_go_follow_and_others_must_be_answered_first(tree: Tree) -> None:
    new = services.add_unit(actor=OPERATOR, code="PX01-D3", name="Đội Ba", parent=tree.px01, valid_from=ON)

    def ask(person: Person, to: Unit) -> Transfer:
        return services.request_transfer(actor=OPERATOR, person=person, to_unit=to, start=TODAY, reason="X")

    going, coming = ask(tree.an, tree.px02), ask(tree.chi, tree.d1)
    call = {"actor": OPERATOR, "unit": tree.d1, "parts": {new: [tree.an]}, "on": ON, "basis": BASIS}
    with pytest.raises(ValidationError, match="Còn đề nghị chưa trả lời: Điều động Đặng Chi"):
        services.split_unit(**call, closes=True)
    services.refuse_transfer(actor=OPERATOR, transfer=coming, answer="Đơn vị sắp chia")
    services.split_unit(**call, closes=True)
    assert Transfer.objects.get(pk=going.pk).from_unit == new
    assert nothing_is_wrong()


def test_a_department_is_divided_into_several_with_its_teams_and_roles(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    new = [
        services.add_unit(actor=OPERATOR, code=code, name=code, parent=tree.cat, valid_from=ON)
        for code in ("PX11", "PX12")
    ]
    call: dict[str, Any] = {
        "actor": OPERATOR,
        "unit": tree.px01,
        "parts": {new[0]: [tree.head], new[1]: []},
        "on": ON,
        "basis": BASIS,
        "closes": True,
        "roles": new[0],
    }
    with pytest.raises(ValidationError, match="còn đơn vị trực thuộc: Đội Đào tạo"):
        services.split_unit(**call, below={tree.d1: new[0]})
    assert fresh(tree.d1).path == "/CAT/PX01/PX01-D1/"  # nothing of the refused act stays
    with pytest.raises(ValidationError, match="Phòng Hậu cần không trực thuộc Phòng Tổ chức cán bộ"):
        services.split_unit(**call, below={tree.px02: new[0]})
    services.split_unit(**call, below={tree.d1: new[0], tree.d2: new[1]})
    assert (fresh(tree.d1).path, fresh(tree.d2).path) == ("/CAT/PX11/PX01-D1/", "/CAT/PX12/PX01-D2/")
    assert {step.kind for step in lineage_of(tree.px01).successors} == {LineageKind.SPLIT_FROM}
    assert fresh(tree.px01).valid_to == EVE
    assert scopes(clerk) == (Scope(Role.UNIT_CLERK, "PX11"),)
    assert nothing_is_wrong()
