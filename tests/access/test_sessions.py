"""Sessions end, first passwords are changed, and what one may not see is not found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from tests.records import make_account
from vinhdanh.access import services
from vinhdanh.access.middleware import NOTED_EVERY
from vinhdanh.access.models import Account
from vinhdanh.access.types import DEMO_PASSWORD, WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.models import JournalEntry

pytestmark = pytest.mark.urls("tests.access.pages")

GOOD = "một mật khẩu dài"
SIGN_IN = "/dang-nhap/?next=/ho-so/"


class Clock:
    """The hour as the middleware reads it."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("vinhdanh.access.middleware.timezone.now", made)
    return made


@pytest.fixture
def client(db: None) -> Client:
    made = Client(REMOTE_ADDR="10.1.2.3")
    made.force_login(make_account("an"))
    return made


def inside(client: Client) -> bool:
    answer = client.get("/ho-so/")
    assert answer.status_code == 200 or answer["Location"] == SIGN_IN
    return bool(answer.status_code == 200)


def test_a_session_ends_when_nobody_is_there(client: Client, clock: Clock, settings: Any) -> None:
    assert inside(client)
    clock.wait(minutes=settings.SESSION_IDLE_MINUTES - 2)
    assert inside(client)
    clock.wait(minutes=settings.SESSION_IDLE_MINUTES - 2)
    assert inside(client), "every page counts anew"
    clock.wait(minutes=settings.SESSION_IDLE_MINUTES)
    answer = client.get("/ho-so/")
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert [str(m) for m in get_messages(answer.wsgi_request)] == [
        "Phiên làm việc đã kết thúc: đã 30 phút không thao tác. Đăng nhập lại để tiếp tục."
    ]
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.account, entry.address) == ("access.session_ended", "an", "10.1.2.3")
    assert not inside(client)


def test_a_session_ends_with_the_working_day_however_busy(
    client: Client, clock: Clock, settings: Any
) -> None:
    for _ in range(settings.SESSION_HOURS * 4):
        assert inside(client)
        clock.wait(minutes=15)
    assert not inside(client)
    assert JournalEntry.objects.get().why == "đã đăng nhập quá 8 giờ."


def test_signing_in_again_begins_anew(client: Client, clock: Clock, settings: Any) -> None:
    assert inside(client)
    clock.wait(minutes=settings.SESSION_IDLE_MINUTES)
    assert not inside(client)
    client.force_login(Account.objects.get())
    assert inside(client)
    clock.wait(minutes=settings.SESSION_IDLE_MINUTES - 1)
    assert inside(client)


def test_the_limits_are_settings(client: Client, clock: Clock, settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES = 2
    assert inside(client)
    clock.wait(minutes=2)
    assert not inside(client)


def test_a_page_a_second_is_not_a_write_a_second(client: Client, clock: Clock) -> None:
    assert inside(client)
    noted = client.session["seen_at"]
    clock.wait(seconds=NOTED_EVERY - 1)
    assert inside(client)
    assert client.session["seen_at"] == noted
    clock.wait(seconds=2)
    assert inside(client)
    assert client.session["seen_at"] == noted + NOTED_EVERY + 1


def test_a_public_page_needs_no_session(db: None, clock: Clock) -> None:
    client = Client()
    assert client.get("/tra-cuu/").status_code == 200
    assert not client.session.keys()


def test_closing_an_account_ends_its_sessions_with_the_next_page(client: Client) -> None:
    assert inside(client)
    services.close_account(actor=Operator(), account=Account.objects.get(), why="Chuyển ngành")
    assert not inside(client)


def test_a_new_password_ends_every_other_session(db: None) -> None:
    account = make_account("an", password=GOOD)
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(account)
        assert inside(client)
    services.change_password(actor=account, account=account, password="mật khẩu khác hẳn")
    assert not inside(here)
    assert not inside(there)


# ---- the first password ---------------------------------------------------------------------------


def made_by_another(**more: Any) -> Account:
    return services.create_account(
        actor=Operator(), username="moi", full_name="Hà Văn Mới", password=GOOD, **more
    )


def test_a_password_that_another_chose_is_changed_before_anything_else(db: None) -> None:
    account = made_by_another()
    client = Client()
    client.force_login(account)
    answer = client.get("/ho-so/")
    assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan/")
    assert "do người khác đặt" in str(next(iter(get_messages(answer.wsgi_request))))
    assert client.post("/ghi/").status_code == 302
    for still_open in ("/tai-khoan/", "/dang-xuat/", "/tra-cuu/"):
        assert client.get(still_open).status_code == 200
    corner = client.get("/ho-so/", headers={"HX-Request": "true"})
    assert (corner.status_code, corner["HX-Redirect"]) == (204, "/tai-khoan/")
    services.change_password(actor=account, account=account, password="mật khẩu của riêng tôi")
    client.force_login(account)
    assert client.get("/ho-so/").status_code == 200


def test_a_reset_asks_for_a_new_one_too(db: None) -> None:
    account, manager = make_account("an"), make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    services.change_password(actor=manager, account=account, password=GOOD)
    assert account.must_change_password
    assert JournalEntry.objects.get().verb == "access.password_reset"
    assert GOOD not in JournalEntry.objects.get().data
    assert account.password not in JournalEntry.objects.get().data


def test_who_typed_it_himself_and_who_tries_the_demo_are_not_asked(db: None, settings: Any) -> None:
    assert not made_by_another(must_change_password=False).must_change_password
    settings.VINHDANH_DEMO = True
    demo = services.create_account(
        actor=Operator(), username="thu", full_name="Thử", password=DEMO_PASSWORD, is_demo=True
    )
    assert not demo.must_change_password


# ---- out of sight ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.UNIT_CLERK, "PX02", 200),
        (Role.UNIT_CLERK, "PX01", 404),
        (Role.UNIT_HEAD, "PX01", 404),
        (Role.OFFICER, "PX02", 404),
        (Role.ADMINISTRATOR, WHOLE_AGENCY, 404),
        (Role.UNIT_HEAD, "PX02", 403),
        (Role.INSPECTOR, WHOLE_AGENCY, 403),
    ],
)
def test_beyond_ones_sight_is_not_found_and_within_it_is_refused(
    db: None, role: Role, unit: str, status: int
) -> None:
    client = Client()
    client.force_login(make_account("an", (role, unit)))
    answer = client.get("/px02/")
    assert answer.status_code == status
    if status == 404:
        assert "PX02" not in answer.content.decode()
        assert "ghi hồ sơ" not in answer.content.decode()
