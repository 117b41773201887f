"""Which role may do what, as one table."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from vinhdanh.access.policies import (
    ACTIONS,
    IN_DATA,
    OutOfSight,
    admit,
    apart,
    decide,
    may_delegate,
    require,
    units_with,
)
from vinhdanh.access.types import (
    COVERS,
    WHOLE_AGENCY,
    Acting,
    Action,
    Allowed,
    Denied,
    Operator,
    Role,
    Scope,
)
from vinhdanh.audit.types import Capacity

PATH = "/CAT/PX01/PX01-D1/"

TUQ = Capacity("delegation:7", "TUQ. Trần Văn Bình")
MODE = Capacity("intervention:3", "Can thiệp dữ liệu: sửa họ tên theo đề nghị của PX01")

# What was decided, in the order of Action: view edit conclude grant import judge, request and answer a
# transfer, delegate, manage accounts, read the journal, intervene; propose, submit, appraise, run a round,
# convene, vote, issue, sign; recruit. The docs' page says the same.
TABLE = {
    Role.OFFICER:              "- - - - - - - - - - - - - - - - - - - - -",
    Role.UNIT_CLERK:           "x x - - x x x - - - - - x - - - - - - - x",
    Role.UNIT_HEAD:            "x - x - - x x x x - - - x x - - - - - - -",
    Role.REVIEWING_DEPARTMENT: "x - - - - x - - - - - - - - x - - - - - -",
    Role.STANDING_BODY:        "x x x x x x x x - - - - - - - x - - x - x",
    Role.COUNCIL_SECRETARY:    "x - - - - x - - - - - - - - - - x - - - -",
    Role.COUNCIL_MEMBER:       "x - - - - - - - - - - - - - - - - x - - -",
    Role.SIGNING_AUTHORITY:    "x - x - - - - - x - - - - - - - - - - x -",
    Role.INSPECTOR:            "x - - - - - - - - - x - - - - - - - - - -",
    Role.ADMINISTRATOR:        "- - - - - - - - - x x x - - - - - - - - -",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_each_role_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    for action, mark in zip(Action, TABLE[role].split(), strict=True):
        assert bool(decide([Scope(role, "PX01")], action, PATH)) == (mark == "x"), action


def test_the_table_is_total() -> None:
    assert set(ACTIONS) == set(Role) == set(TABLE)
    assert set.union(*map(set, ACTIONS.values())) == set(Action) == set(COVERS)


@pytest.mark.parametrize(
    ("code", "path", "covered"),
    [
        ("PX01", "/CAT/PX01/", True),
        ("PX01", "/CAT/PX01/PX01-D1/", True),
        ("PX01", "/CAT/", False),
        ("PX01", "/CAT/PX012/", False),
        ("PX01", "/CAT/PX02/", False),
        ("CAT", "/CAT/PX02/", True),
        (WHOLE_AGENCY, "/CAT/PX02/", True),
        (WHOLE_AGENCY, "/", True),
        ("PX01", "/", False),
    ],
)
def test_a_role_covers_its_unit_and_everything_below(code: str, path: str, covered: bool) -> None:
    assert Scope(Role.UNIT_CLERK, code).covers(path) is covered


def test_a_refusal_says_where_the_right_ends_or_whose_it_is() -> None:
    elsewhere = decide([Scope(Role.UNIT_CLERK, "PX02")], Action.EDIT, PATH)
    assert elsewhere == Denied("Đồng chí được ghi hồ sơ ở đơn vị khác, không phải ở đơn vị này.", True)
    never = decide([Scope(Role.UNIT_CLERK, "PX01")], Action.GRANT, PATH)
    assert isinstance(never, Denied)
    assert "Thường trực Hội đồng thi đua, khen thưởng" in never.reason
    with pytest.raises(PermissionDenied, match="ghi khen thưởng"):
        require(never)
    require(Allowed())


def test_the_right_may_come_from_any_of_several_roles() -> None:
    both = [Scope(Role.UNIT_CLERK, "PX02"), Scope(Role.UNIT_HEAD, "PX01")]
    assert decide(both, Action.VIEW, PATH)
    assert decide(both, Action.CONCLUDE, PATH)
    assert not decide(both, Action.EDIT, PATH)
    assert units_with(both, Action.VIEW) == {"PX01", "PX02"}
    assert units_with(both, Action.EDIT) == {"PX02"}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_nobody_without_roles_does_anything_and_every_refusal_is_a_sentence(
    role: Role, action: Action
) -> None:
    nobody = decide([], action, PATH)
    assert isinstance(nobody, Denied)
    assert action.label in nobody.reason
    answer = decide([Scope(role, "PX02")], action, PATH)
    assert isinstance(answer, Denied), "outside one's unit nothing is allowed"
    assert answer.reason.startswith("Đồng chí")
    assert answer.reason.endswith(".")
    assert answer.out_of_sight


def test_what_one_sees_is_refused_and_what_one_does_not_see_is_not_found() -> None:
    member = [Scope(Role.COUNCIL_MEMBER, "PX01")]
    seen = decide(member, Action.EDIT, PATH)
    assert isinstance(seen, Denied)
    assert not seen.out_of_sight
    unseen = decide(member, Action.EDIT, "/CAT/PX02/")
    with pytest.raises(OutOfSight, match="chưa được giao quyền ghi hồ sơ"):
        require(unseen)
    elsewhere = decide(member, Action.EDIT, "/CAT/PX02/", seen_from=[PATH])
    assert isinstance(elsewhere, Denied)
    assert not elsewhere.out_of_sight
    agency = decide(member, Action.MANAGE_ACCOUNTS)
    assert isinstance(agency, Denied)
    assert not agency.out_of_sight, "the agency itself is no secret"


def test_what_was_lent_gives_no_more_than_the_lender_has_and_is_not_passed_on() -> None:
    lent = Scope(Role.UNIT_HEAD, "PX01-D1", within="PX01", capacity=TUQ)
    assert decide([lent], Action.CONCLUDE, PATH)
    assert not decide([lent], Action.CONCLUDE, "/CAT/PX01/"), "only the team was lent"
    assert not decide([lent], Action.CONCLUDE, "/CAT/PX02/PX01-D1/"), "the team left the lender's reach"
    assert not decide([lent], Action.DELEGATE, PATH)


def test_ones_own_right_comes_before_a_borrowed_one() -> None:
    own, lent = Scope(Role.UNIT_HEAD, "PX01"), Scope(Role.UNIT_HEAD, "CAT", "CAT", TUQ)
    assert decide([lent, own], Action.VIEW, PATH) == Allowed(own)
    assert decide([lent, own], Action.VIEW, "/CAT/PX02/") == Allowed(lent)


def test_an_act_in_anothers_name_names_both() -> None:
    clerk = Operator("Lê Thị Ánh", "anh")
    own, lent = Allowed(Scope(Role.UNIT_CLERK)), Allowed(Scope(Role.UNIT_HEAD, capacity=TUQ))
    assert admit(clerk, own) == Acting("Lê Thị Ánh", "anh", None)
    assert admit(clerk, own, lent) == Acting("Lê Thị Ánh (TUQ. Trần Văn Bình)", "anh", TUQ)
    with pytest.raises(PermissionDenied, match="không được"):
        admit(clerk, own, Denied("không được"))


def test_an_administrator_in_the_data_mends_and_neither_concludes_nor_honours() -> None:
    plain, mode = Scope(Role.ADMINISTRATOR), Scope(Role.ADMINISTRATOR, capacity=MODE, in_data=True)
    assert {action for action in Action if decide([mode], action)} == IN_DATA | ACTIONS[Role.ADMINISTRATOR]
    assert not {Action.CONCLUDE, Action.GRANT} & IN_DATA
    refused = decide([plain], Action.EDIT, PATH)
    assert isinstance(refused, Denied)
    assert "sau khi mở chế độ can thiệp dữ liệu" in refused.reason
    refused = decide([mode], Action.GRANT, PATH)
    assert isinstance(refused, Denied)
    assert "Đóng chế độ này" in refused.reason
    acting = admit(Operator("Quản trị", "quantri"), decide([mode], Action.EDIT, PATH))
    assert acting.full_name == "Quản trị", "the mode stands beside the name, not in it"


@pytest.mark.parametrize(
    ("role", "own", "lent", "held", "says"),
    [
        (Role.UNIT_HEAD, True, False, True, ""),
        (Role.SIGNING_AUTHORITY, True, False, True, ""),
        (Role.UNIT_CLERK, True, False, True, "không ủy quyền được. Ủy quyền được: Thủ trưởng đơn vị"),
        (Role.UNIT_HEAD, False, False, True, "Chỉ người được giao"),
        (Role.UNIT_HEAD, False, True, True, "không được ủy quyền lại"),
        (Role.UNIT_HEAD, True, False, False, "hiện không giữ"),
    ],
)
def test_who_may_lend_a_role(role: Role, own: bool, lent: bool, held: bool, says: str) -> None:
    answer = may_delegate(role, own=own, lent=lent, held=held)
    assert bool(answer) == (not says)
    assert not says or (isinstance(answer, Denied) and says in answer.reason)


@pytest.mark.parametrize(
    ("roles", "fits"),
    [
        ([Role.INSPECTOR, Role.COUNCIL_MEMBER], True),
        ([Role.ADMINISTRATOR, Role.OFFICER], True),
        ([Role.UNIT_CLERK, Role.UNIT_HEAD], True),
        ([Role.INSPECTOR, Role.UNIT_CLERK], False),
        ([Role.ADMINISTRATOR, Role.STANDING_BODY], False),
        ([Role.ADMINISTRATOR, Role.SIGNING_AUTHORITY], False),
    ],
)
def test_who_watches_does_not_write(roles: list[Role], fits: bool) -> None:
    assert apart(roles) is fits
