"""An administrator in the records: with a reason, for a while, every act marked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access import services
from vinhdanh.access.models import Account, Intervention, RoleAssignment
from vinhdanh.access.selectors import intervention_of, interventions, journal_visible_to, role_labels, scopes
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import acts_under
from vinhdanh.awards import services as awards
from vinhdanh.people import services as people
from vinhdanh.people.selectors import people_visible_to

REASON = "Sửa họ tên ghi sai theo đề nghị của PX01"


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def admin(db: None) -> Account:
    return make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))


def mend(actor: Account, tree: Tree) -> None:
    people.change_person(actor=actor, person=tree.an, why="Sai tên", name="Lê Thị Ảnh")


def age(intervention: Intervention, minutes: int) -> None:
    """As if it had been opened so long ago."""
    Intervention.objects.filter(pk=intervention.pk).update(
        opened=intervention.opened - timedelta(minutes=minutes),
        ends=intervention.ends - timedelta(minutes=minutes),
    )


def test_without_it_an_administrator_sees_and_writes_nothing(tree: Tree, admin: Account) -> None:
    assert not people_visible_to(admin).exists()
    with pytest.raises(PermissionDenied, match="sau khi mở chế độ can thiệp dữ liệu"):
        mend(admin, tree)


def test_in_it_he_mends_and_every_act_is_marked(tree: Tree, admin: Account, settings: Any) -> None:
    opened = services.open_intervention(actor=admin, reason=f" {REASON} ")
    assert opened.ends - opened.opened == timedelta(minutes=settings.INTERVENTION_MINUTES)
    assert intervention_of(admin) == opened
    assert people_visible_to(admin).count() == 4
    mend(admin, tree)
    services.create_account(actor=admin, username="moi", full_name="Hà Văn Mới", password="một câu dài hơn")
    services.sign_out(account=admin)
    services.close_intervention(actor=admin, intervention=opened)
    entries = JournalEntry.objects.order_by("number")
    assert [entry.verb for entry in entries] == [
        "access.intervention_opened",
        "people.person_changed",
        "access.account_created",
        "access.signed_out",
        "access.intervention_closed",
    ]
    assert {entry.under for entry in entries} == {f"intervention:{opened.pk}"}
    assert {entry.capacity for entry in entries} == {f"Can thiệp dữ liệu: {REASON}"}
    assert entries[0].why == REASON
    assert entries[1].actor_name == admin.full_name
    assert acts_under(f"intervention:{opened.pk}").count() == 5
    services.sign_out(account=admin)
    assert JournalEntry.objects.latest("number").under is None
    assert list(interventions()) == [opened]


def test_it_neither_concludes_nor_honours(tree: Tree, admin: Account) -> None:
    services.open_intervention(actor=admin, reason=REASON)
    with pytest.raises(PermissionDenied, match="không gồm quyền ghi kết luận"):
        people.conclude(actor=admin, subject=tree.an, about="conduct", year=2025, holds=True)
    with pytest.raises(PermissionDenied, match="không gồm quyền ghi khen thưởng"):
        awards.record_grant(actor=admin, subject=tree.an, honour="GK", year=2025)


def test_it_ends_by_itself(tree: Tree, admin: Account, settings: Any) -> None:
    opened = services.open_intervention(actor=admin, reason=REASON, minutes=5)
    age(opened, 5)
    assert intervention_of(admin) is None
    with pytest.raises(PermissionDenied):
        mend(admin, tree)
    with pytest.raises(ValidationError, match="đã hết"):
        services.close_intervention(actor=admin, intervention=opened)
    again = services.open_intervention(actor=admin, reason=REASON)
    opened.refresh_from_db()
    assert opened.closed == opened.ends, "the one before was closed when it ran out"
    assert intervention_of(admin) == again


def test_it_is_closed_at_once(tree: Tree, admin: Account) -> None:
    opened = services.open_intervention(actor=admin, reason=REASON)
    with pytest.raises(PermissionDenied, match="Chỉ người mở"):
        services.close_intervention(actor=make_account("khac"), intervention=opened)
    services.close_intervention(actor=admin, intervention=opened)
    assert not people_visible_to(admin).exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"reason": "  "}, "Ghi rõ lý do"),
        ({"minutes": 0}, "từ 1 đến 30 phút"),
        ({"minutes": 31}, "từ 1 đến 30 phút"),
        ({"reason": "x" * 201}, "200"),
    ],
)
def test_what_is_refused(admin: Account, more: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        services.open_intervention(**({"actor": admin, "reason": REASON} | more))
    assert not Intervention.objects.exists()
    assert not JournalEntry.objects.exists()


def test_one_at_a_time_and_only_by_an_administrator(admin: Account) -> None:
    services.open_intervention(actor=admin, reason=REASON)
    with pytest.raises(ValidationError, match="chưa đóng"):
        services.open_intervention(actor=admin, reason=REASON)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(PermissionDenied, match="mở chế độ can thiệp dữ liệu"):
            services.open_intervention(actor=make_account(f"x-{role}", (role, WHOLE_AGENCY)), reason=REASON)
    with pytest.raises(PermissionDenied):
        services.open_intervention(actor=make_account("mot-noi", (Role.ADMINISTRATOR, "PX01")), reason=REASON)


def test_while_it_is_open_his_other_roles_rest(tree: Tree, admin: Account) -> None:
    RoleAssignment.objects.create(
        account=admin, role=Role.UNIT_HEAD, unit_code="PX01", valid_from=timezone.localdate()
    )
    people.conclude(actor=admin, subject=tree.an, about="conduct", year=2025, holds=True)
    opened = services.open_intervention(actor=admin, reason=REASON)
    assert [scope.role for scope in scopes(admin)] == [Role.ADMINISTRATOR]
    assert role_labels(admin) == ["Quản trị viên, đang can thiệp dữ liệu"]
    with pytest.raises(PermissionDenied, match="Đóng chế độ này"):
        people.conclude(actor=admin, subject=tree.an, about="conduct", year=2025, holds=False)
    with pytest.raises(PermissionDenied, match="hiện không giữ"):
        services.delegate(
            actor=admin,
            assignment=admin.roles.get(role=Role.UNIT_HEAD),
            receiver=make_account("pho"),
            valid_from=timezone.localdate(),
            valid_to=timezone.localdate(),
            ground="X",
        )
    services.close_intervention(actor=admin, intervention=opened)
    assert len(scopes(admin)) == 2


def test_who_loses_the_role_loses_the_mode(tree: Tree, admin: Account) -> None:
    services.open_intervention(actor=admin, reason=REASON)
    RoleAssignment.objects.filter(account=admin).update(
        valid_from=timezone.localdate() - timedelta(days=9),
        valid_to=timezone.localdate() - timedelta(days=1),
    )
    with pytest.raises(PermissionDenied):
        mend(admin, tree)


def test_the_database_holds_what_the_service_holds(admin: Account) -> None:
    opened = services.open_intervention(actor=admin, reason=REASON)
    for fields in ({"reason": ""}, {"ends": opened.opened}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Intervention.objects.filter(pk=opened.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Intervention.objects.create(
            account=admin, reason="X", opened=opened.opened, ends=opened.ends + timedelta(hours=1)
        )


def test_who_reads_the_whole_journal(db: None) -> None:
    services.sign_out(account=make_account("an"))
    for role in Role:
        account = make_account(f"x-{role}", (role, WHOLE_AGENCY))
        may = role in (Role.INSPECTOR, Role.ADMINISTRATOR)
        assert journal_visible_to(account).exists() is may, role
    assert not journal_visible_to(make_account("mot-noi", (Role.INSPECTOR, "PX01"))).exists()
    assert journal_visible_to(Operator()).exists()
