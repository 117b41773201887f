"""Accounts and roles: made, given, ended."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.records import make_account
from vinhdanh.access import services
from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.selectors import demo_accounts, scopes
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role, Scope
from vinhdanh.audit.models import JournalEntry

OPERATOR = Operator()
GOOD = "một mật khẩu dài"


def new(username: str = "lan", **more: Any) -> Account:
    fields = {"full_name": "Hoàng Thị Lan", "password": GOOD} | more
    return services.create_account(actor=OPERATOR, username=username, **fields)


def test_an_account_is_made_and_written_down(db: None) -> None:
    account = new(" Lan.HT ", person_number="100234")
    assert account.username == "lan.ht"
    assert account.check_password(GOOD)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.ref) == ("access.account_created", "account:lan.ht")
    assert GOOD not in entry.data


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"username": "LAN"}, "đã có người dùng"),
        ({"username": "lan anh"}, "chữ thường không dấu"),
        ({"username": "khac", "password": "ngan"}, "10"),
        ({"username": "khac", "password": "1234567890123"}, "số"),
        ({"username": "khac", "full_name": ""}, "để trắng"),
        ({"username": "khac", "person_number": "100234"}, "đã có một tài khoản"),
    ],
)
def test_what_an_account_may_not_be(db: None, more: dict[str, str], says: str) -> None:
    new("lan", person_number="100234")
    with pytest.raises(ValidationError, match=says):
        new(**more)
    assert Account.objects.count() == 1


def test_the_database_itself_keeps_names_apart_whatever_their_case(db: None) -> None:
    new("lan")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(username="LAN", full_name="Khác")


def test_only_who_manages_accounts_makes_accounts_and_gives_roles(db: None) -> None:
    clerk = make_account("tonghop", (Role.STANDING_BODY, WHOLE_AGENCY))
    manager = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    with pytest.raises(PermissionDenied, match="quản lý tài khoản"):
        services.give_role(actor=clerk, account=clerk, role=Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        services.create_account(actor=clerk, username="x", full_name="X", password=GOOD)
    with pytest.raises(PermissionDenied):
        services.close_account(actor=clerk, account=manager, why="")
    with pytest.raises(PermissionDenied):
        services.change_password(actor=clerk, account=manager, password=GOOD)
    services.give_role(actor=manager, account=clerk, role=Role.UNIT_HEAD, unit_code="PX01")
    services.change_password(actor=manager, account=clerk, password=GOOD)
    assert Scope(Role.UNIT_HEAD, "PX01") in scopes(clerk)


def test_roles_hold_between_their_days(db: None) -> None:
    account = make_account("an")
    today = timezone.localdate()
    given = services.give_role(
        actor=OPERATOR, account=account, role=Role.UNIT_CLERK, unit_code="PX01", valid_from=today
    )
    assert scopes(account, today - timedelta(days=1)) == ()
    assert scopes(account, today) == (Scope(Role.UNIT_CLERK, "PX01"),)
    services.end_role(actor=OPERATOR, assignment=given, last_day=today, why="Chuyển đơn vị")
    assert scopes(account, today) == (Scope(Role.UNIT_CLERK, "PX01"),)
    assert scopes(account, today + timedelta(days=1)) == ()
    assert JournalEntry.objects.latest("number").why == "Chuyển đơn vị"


def test_a_role_is_not_given_twice_nor_ended_before_it_began(db: None) -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(ValidationError, match="đang giữ vai trò"):
        services.give_role(actor=OPERATOR, account=account, role=Role.UNIT_CLERK, unit_code="PX01")
    given = RoleAssignment.objects.get()
    with pytest.raises(ValidationError, match="phải sau ngày giao"):
        services.end_role(actor=OPERATOR, assignment=given, last_day=date(2000, 1, 1), why="")


def test_a_closed_account_has_no_roles(db: None) -> None:
    account = make_account("an", (Role.STANDING_BODY, WHOLE_AGENCY), is_active=False)
    assert scopes(account) == ()


def test_demo_accounts_only_in_the_demo(db: None, settings: Any) -> None:
    with pytest.raises(PermissionDenied, match="chạy thử"):
        new("thu", is_demo=True)
    settings.VINHDANH_DEMO = True
    new("thu", is_demo=True, post_text="toàn cơ quan")
    (shown,) = demo_accounts()
    assert (shown.username, shown.scope_text) == ("thu", "toàn cơ quan")
    settings.VINHDANH_DEMO = False
    assert demo_accounts() == ()


def test_the_first_account_is_made_at_the_prompt(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "vinhdanh.access.management.commands.create_account.getpass", lambda prompt: "một mật khẩu dài"
    )
    out = StringIO()
    call_command("create_account", "quantri", "--name", "Vũ Thị Mai", stdout=out)
    assert out.getvalue() == "Đã lập tài khoản quantri, vai trò Quản trị viên.\n"
    assert scopes(Account.objects.get()) == (Scope(Role.ADMINISTRATOR),)
    with pytest.raises(CommandError, match="đã có người dùng"):
        call_command("create_account", "quantri", "--name", "Vũ Thị Mai")


def test_two_different_passwords_make_no_account(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["một mật khẩu dài", "một mật khẩu khác"])
    monkeypatch.setattr(
        "vinhdanh.access.management.commands.create_account.getpass", lambda prompt: next(typed)
    )
    with pytest.raises(CommandError, match="không giống nhau"):
        call_command("create_account", "quantri", "--name", "Vũ Thị Mai")
    assert not Account.objects.exists()
