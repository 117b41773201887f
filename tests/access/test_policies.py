"""Which role may do what, as one table."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from vinhdanh.access.policies import ACTIONS, decide, require, units_with
from vinhdanh.access.types import WHOLE_AGENCY, Action, Allowed, Denied, Role, Scope

PATH = "/CAT/PX01/PX01-D1/"

#                    V  E  C  G  I  J  M  R   (view edit conclude grant import judge manage read)
TABLE = {
    Role.OFFICER:        "- - - - - - - -",
    Role.UNIT_CLERK:     "x x - - x x - -",
    Role.UNIT_HEAD:      "x - x - - x - -",
    Role.STANDING_BODY:  "x x x x x x - -",
    Role.COUNCIL_MEMBER: "x - - - - - - -",
    Role.INSPECTOR:      "x - - - - - - x",
    Role.ADMINISTRATOR:  "- - - - - - x x",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_each_role_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    for action, mark in zip(Action, TABLE[role].split(), strict=True):
        assert bool(decide([Scope(role, "PX01")], action, PATH)) == (mark == "x"), action


def test_the_table_is_total() -> None:
    assert set(ACTIONS) == set(Role) == set(TABLE)
    assert set.union(*map(set, ACTIONS.values())) == set(Action)


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
    assert elsewhere == Denied("Đồng chí được ghi hồ sơ ở đơn vị khác, không phải ở đơn vị này.")
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
