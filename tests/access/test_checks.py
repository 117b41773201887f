"""Each check over accounts finds what it is for, and is silent over sound data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.records import make_account
from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.consistency import checks, run_checks

TODAY = timezone.localdate()
ACCESS = [one.code for one in checks() if one.code.startswith("access.")]


def found(code: str) -> list[str]:
    (checked,) = run_checks([code])
    assert all(one.mend for one in checked.found)
    return [f"{one.what} {' '.join(one.records)}" for one in checked.found]


def lend(role: RoleAssignment, receiver: Account, **more: object) -> Delegation:
    fields = {"unit_code": role.unit_code, "valid_from": TODAY, "valid_to": TODAY, "ground": "Giấy 1/GUQ"}
    return Delegation.objects.create(assignment=role, receiver=receiver, **(fields | more))


@pytest.fixture
def chief(db: None) -> RoleAssignment:
    """An agency in order: somebody manages, a head lends his role, an inspector watches."""
    make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    make_account("thanhtra", (Role.INSPECTOR, WHOLE_AGENCY), (Role.COUNCIL_MEMBER, WHOLE_AGENCY))
    head: RoleAssignment = make_account("truong", (Role.UNIT_HEAD, "PX01")).roles.get()
    lend(head, make_account("pho", password="mưa rơi trên bến cũ"))
    past = make_account("cu", (Role.INSPECTOR, WHOLE_AGENCY), (Role.UNIT_CLERK, "PX01"))
    past.roles.filter(role=Role.INSPECTOR).update(valid_to=TODAY - timedelta(days=1))
    return head


def test_sound_data_raises_no_alarm(chief: RoleAssignment) -> None:
    assert {code: found(code) for code in ACCESS if found(code)} == {}


def test_an_installation_without_accounts_is_not_ill(db: None) -> None:
    assert {code: found(code) for code in ACCESS if found(code)} == {}


DAMAGE: list[tuple[str, Callable[[RoleAssignment], object], str]] = [
    ("somebody_manages", lambda r: Account.objects.filter(username="quantri").update(is_active=False), ""),
    (
        "somebody_manages",
        lambda r: RoleAssignment.objects.filter(role="administrator").update(unit_code="X"),
        "",
    ),
    (
        "duties_apart",
        lambda r: make_account("hai", (Role.ADMINISTRATOR, ""), (Role.STANDING_BODY, "")),
        "account:hai",
    ),
    (
        "duties_apart",
        lambda r: make_account("hai", (Role.INSPECTOR, ""), (Role.UNIT_CLERK, "PX01")),
        "account:hai",
    ),
    ("demo_accounts", lambda r: make_account("thu", is_demo=True), "account:thu"),
    (
        "password_hashes",
        lambda r: Account.objects.filter(username="pho").update(password="plain"),
        "account:pho",
    ),
    (
        "delegations_within",
        lambda r: [
            lend(r, make_account("ba")),
            RoleAssignment.objects.filter(pk=r.pk).update(valid_to=TODAY - timedelta(days=1)),
        ],
        "account:ba",
    ),
    ("delegations_within", lambda r: lend(r, make_account("ba"), unit_code=WHOLE_AGENCY), "account:ba"),
    (
        "delegations_within",
        lambda r: Account.objects.filter(pk=r.account_id).update(is_active=False),
        "account:pho",
    ),
    (
        "delegations_within",
        lambda r: RoleAssignment.objects.filter(pk=r.pk).update(valid_from=TODAY + timedelta(days=1)),
        "account:pho",
    ),
]


@pytest.mark.parametrize(
    ("check", "damage", "says"), DAMAGE, ids=[f"{n}-{case[0]}" for n, case in enumerate(DAMAGE)]
)
def test_a_check_names_the_account_that_is_wrong(
    chief: RoleAssignment, check: str, damage: Callable[[RoleAssignment], object], says: str
) -> None:
    assert not found(f"access.{check}")
    damage(chief)
    assert any(says in one for one in found(f"access.{check}")), found(f"access.{check}")


def test_every_check_has_been_shown_to_find_something() -> None:
    assert {f"access.{check}" for check, _, _ in DAMAGE} == set(ACCESS)


def test_what_was_revoked_is_no_longer_looked_at(chief: RoleAssignment) -> None:
    RoleAssignment.objects.filter(pk=chief.pk).update(valid_to=TODAY - timedelta(days=1))
    Delegation.objects.update(revoked=timezone.now())
    assert not found("access.delegations_within")
