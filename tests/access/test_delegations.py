"""A role lent for a time: never longer, wider or further than the lender has it, and both are named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.records import JOINED, Tree, make_account
from vinhdanh.access import services
from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.selectors import delegations_of, lendable_roles, role_labels, scopes
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role, Scope
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import acts_under
from vinhdanh.people import services as people
from vinhdanh.people.models import Finding, Unit
from vinhdanh.people.selectors import people_visible_to, visible_units

OPERATOR = Operator()
TODAY = timezone.localdate()
WEEK = TODAY + timedelta(days=7)


class Office(Tree):
    """The tree, a head of PX01 and his deputy."""

    def __init__(self) -> None:
        super().__init__()
        self.chief = make_account("truong", (Role.UNIT_HEAD, "PX01"), person_number="101")
        self.deputy = make_account("pho", person_number="103")
        self.role: RoleAssignment = self.chief.roles.get()

    def lend(self, **more: Any) -> Delegation:
        fields = {
            "actor": self.chief,
            "assignment": self.role,
            "receiver": self.deputy,
            "valid_from": TODAY,
            "valid_to": WEEK,
            "ground": "Giấy ủy quyền 5/GUQ-PX01",
        }
        return services.delegate(**(fields | more))


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def conclude(actor: Account, subject: Any) -> Finding:
    return people.conclude(actor=actor, subject=subject, about="conduct", year=2025, holds=True)


def test_what_the_delegate_does_names_both(office: Office) -> None:
    with pytest.raises(PermissionDenied):
        conclude(office.deputy, office.an)
    lent = office.lend()
    finding = conclude(office.deputy, office.an)
    assert finding.by == "Trần Thị pho (TUQ. Trần Thị truong)"
    entry = JournalEntry.objects.latest("number")
    assert (entry.actor_name, entry.account) == (finding.by, "pho")
    assert (entry.capacity, entry.under) == ("TUQ. Trần Thị truong", f"delegation:{lent.pk}")
    assert list(acts_under(f"delegation:{lent.pk}")) == [entry]


def test_what_he_does_in_his_own_right_does_not(office: Office) -> None:
    office.lend()
    RoleAssignment.objects.create(
        account=office.deputy, role=Role.UNIT_CLERK, unit_code="PX02", valid_from=JOINED
    )
    people.change_person(actor=office.deputy, person=office.chi, why="Ghi thiếu", category="ky_thuat")
    entry = JournalEntry.objects.latest("number")
    assert (entry.actor_name, entry.capacity, entry.under) == ("Trần Thị pho", None, None)


def test_lending_is_written_down_with_its_paper(office: Office) -> None:
    lent = office.lend()
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.ref, entry.account) == ("access.role_delegated", "account:pho", "truong")
    assert entry.why == "Giấy ủy quyền 5/GUQ-PX01"
    words = {field.label: field.after for field in entry.changes[0].fields}
    assert words["Người được ủy quyền"] == "Trần Thị pho"
    assert words["Đến ngày"] == f"{WEEK:%d/%m/%Y}"
    assert list(delegations_of(office.chief)) == list(delegations_of(office.deputy)) == [lent]
    assert role_labels(office.deputy) == ["Thủ trưởng đơn vị (PX01), TUQ. Trần Thị truong"]


def test_a_delegation_gives_the_right_between_its_days_only(office: Office) -> None:
    lent = office.lend(valid_from=TODAY + timedelta(days=2))
    assert scopes(office.deputy) == ()
    assert scopes(office.deputy, TODAY + timedelta(days=1)) == ()
    for day in (lent.valid_from, lent.valid_to):
        assert scopes(office.deputy, day) == (Scope(Role.UNIT_HEAD, "PX01", "PX01", lent.capacity),)
    assert scopes(office.deputy, WEEK + timedelta(days=1)) == ()


def test_a_part_of_the_unit_may_be_lent(office: Office) -> None:
    office.lend(unit=office.d1)
    assert list(visible_units(office.deputy)) == [office.d1]
    conclude(office.deputy, office.an)
    with pytest.raises(PermissionDenied):
        conclude(office.deputy, office.head)
    # … and when it leaves the lender's reach, it leaves the delegate's
    people.move_unit(actor=OPERATOR, unit=office.d1, parent=office.px02, on=TODAY, basis="QĐ 3")
    assert not visible_units(office.deputy).exists()
    assert not people_visible_to(office.deputy).exclude(number="103").exists()


@pytest.mark.parametrize(
    ("end", "still"),
    [
        (lambda o: o.role.__class__.objects.filter(pk=o.role.pk).update(valid_to=TODAY), False),
        (lambda o: services.close_account(actor=OPERATOR, account=o.chief, why="Nghỉ hưu"), False),
        (lambda o: None, True),
    ],
)
def test_it_ends_with_what_it_rests_on(office: Office, end: Callable[[Office], object], still: bool) -> None:
    office.lend()
    end(office)
    assert bool(scopes(office.deputy, TODAY + timedelta(days=1))) is still


def test_ending_the_role_cuts_what_was_lent_of_it(office: Office) -> None:
    running, coming = (
        office.lend(),
        office.lend(valid_from=WEEK + timedelta(days=1), valid_to=WEEK + timedelta(days=9)),
    )
    services.end_role(actor=OPERATOR, assignment=office.role, last_day=TODAY, why="Điều động")
    running.refresh_from_db()
    coming.refresh_from_db()
    assert (running.valid_to, running.revoked) == (TODAY, None)
    assert coming.revoked is not None
    assert [one.model for one in JournalEntry.objects.latest("number").changes] == [
        "access.roleassignment",
        "access.delegation",
        "access.delegation",
    ]


def test_closing_the_account_revokes_what_it_lent(office: Office) -> None:
    lent = office.lend()
    services.close_account(actor=OPERATOR, account=office.chief, why="Nghỉ hưu")
    lent.refresh_from_db()
    assert lent.revoked is not None


@pytest.mark.parametrize("who", ["chief", "manager"])
def test_it_is_revoked_by_the_lender_or_who_manages_accounts(office: Office, who: str) -> None:
    manager = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    lent = office.lend()
    for nobody in (office.deputy, make_account("khac", (Role.STANDING_BODY, WHOLE_AGENCY))):
        with pytest.raises(PermissionDenied, match="Chỉ người ủy quyền hoặc quản trị viên"):
            services.revoke_delegation(actor=nobody, delegation=lent, why="")
    actor = office.chief if who == "chief" else manager
    services.revoke_delegation(actor=actor, delegation=lent, why="Đã về cơ quan")
    assert scopes(office.deputy) == ()
    entry = JournalEntry.objects.latest("number")
    assert (entry.verb, entry.why, entry.account) == (
        "access.delegation_revoked",
        "Đã về cơ quan",
        actor.username,
    )
    with pytest.raises(ValidationError, match="đã thu hồi lúc"):
        services.revoke_delegation(actor=actor, delegation=lent, why="")
    office.lend()  # it may be lent again


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (lambda o: {"valid_to": TODAY - timedelta(days=1)}, "phải sau ngày ủy quyền"),
        (lambda o: {"valid_from": TODAY - timedelta(days=1)}, "Không ủy quyền lùi ngày"),
        (lambda o: {"ground": "  "}, "để trắng|Giấy ủy quyền"),
        (lambda o: {"unit": o.px02}, "không thuộc PX01"),
        (lambda o: {"unit": o.cat}, "không thuộc PX01"),
        (lambda o: {"receiver": o.chief}, "phải là người khác"),
        (lambda o: {"receiver": make_account("cu", is_active=False)}, "đã khóa"),
        (lambda o: {"receiver": make_account("tt", (Role.INSPECTOR, WHOLE_AGENCY))}, "Thanh tra"),
        (lambda o: {"receiver": make_account("qt", (Role.ADMINISTRATOR, WHOLE_AGENCY))}, "Quản trị viên"),
    ],
)
def test_what_may_not_be_lent(office: Office, more: Callable[[Office], dict[str, Any]], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        office.lend(**more(office))
    assert not Delegation.objects.exists()
    assert not JournalEntry.objects.exists()


def test_never_longer_than_ones_own(office: Office) -> None:
    RoleAssignment.objects.filter(pk=office.role.pk).update(valid_to=WEEK)
    office.role.refresh_from_db()
    with pytest.raises(ValidationError, match="chỉ ủy quyền được trong thời gian đó"):
        office.lend(valid_to=WEEK + timedelta(days=1))
    office.lend(valid_to=WEEK)


def test_not_twice_for_the_same_days(office: Office) -> None:
    office.lend()
    with pytest.raises(ValidationError, match="đã được ủy quyền vai trò này từ"):
        office.lend(valid_from=WEEK, valid_to=WEEK + timedelta(days=3))
    office.lend(valid_from=WEEK + timedelta(days=1), valid_to=WEEK + timedelta(days=3))
    office.lend(unit=office.d1)


def test_only_the_holder_lends_and_only_what_is_his_to_lend(office: Office) -> None:
    office.lend()
    with pytest.raises(PermissionDenied, match="không được ủy quyền lại"):
        office.lend(actor=office.deputy, receiver=make_account("ba"))
    manager = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    with pytest.raises(PermissionDenied, match="Chỉ người được giao vai trò"):
        office.lend(actor=manager, receiver=make_account("tu"))
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied, match="không ủy quyền được"):
        office.lend(actor=clerk, assignment=clerk.roles.get())
    assert lendable_roles(clerk) == []
    assert lendable_roles(office.chief) == [office.role]
    RoleAssignment.objects.filter(pk=office.role.pk).update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(PermissionDenied, match="hiện không giữ"):
        office.lend(receiver=make_account("nam"))


def test_nobody_decides_about_himself_through_his_delegate(office: Office) -> None:
    office.lend()
    with pytest.raises(PermissionDenied):
        conclude(office.deputy, office.head)
    with pytest.raises(PermissionDenied, match="không tự kết luận"):
        conclude(office.deputy, office.binh)
    above = make_account("giamdoc", (Role.SIGNING_AUTHORITY, WHOLE_AGENCY))
    services.delegate(
        actor=above,
        assignment=above.roles.get(),
        receiver=office.deputy,
        valid_from=TODAY,
        valid_to=WEEK,
        ground="Giấy 9/GUQ-CAT",
    )
    assert conclude(office.deputy, office.head).by == "Trần Thị pho (TUQ. Trần Thị giamdoc)"


def test_the_database_holds_what_the_service_holds(office: Office) -> None:
    lent = office.lend()
    for fields in ({"ground": ""}, {"valid_to": date(2000, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.filter(pk=lent.pk).update(**fields)


def test_a_unit_that_does_not_exist_gives_nothing(office: Office) -> None:
    lent = office.lend()
    Delegation.objects.filter(pk=lent.pk).update(unit_code="PX99")
    assert not visible_units(office.deputy).exists()
    assert Unit.objects.count() == 5
