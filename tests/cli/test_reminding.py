"""``vinhdanh remind``: what it did, account by account, and how it ends."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from tests.cli.conftest import Run
from tests.movements.test_calendar import written
from tests.movements.test_reminders import wants_mail
from tests.movements.year import Year
from vinhdanh.web.cli.output import Exit


@pytest.fixture
def year(db: None) -> Year:
    made = Year()
    written(made.px01)
    wants_mail(made.clerk)
    return made


def test_it_says_whom_it_told_and_tells_nobody_twice(
    year: Year, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.MAIL_ON", True)
    first = run("remind", "--json")
    assert first.code == Exit.OK
    told = {one["account"]: (one["made"], one["mail"]) for one in first.facts["accounts"]}
    assert told["tonghop"] == (1, "đã gửi 1 việc")
    assert told["thuongtruc"] == (0, "không đăng ký nhận thư")
    again = run("remind")
    assert "0 lời nhắc mới, 0 thư hỏng" in again.words
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_ends_with_one_and_its_reason(
    year: Year, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: Any, **more: Any) -> int:
        raise OSError("không nối được máy chủ thư")

    monkeypatch.setattr("django.conf.settings.MAIL_ON", True)
    monkeypatch.setattr(EmailMultiAlternatives, "send", never)
    ran = run("remind")
    assert ran.code == Exit.NOT_IN_ORDER
    assert "không nối được máy chủ thư" in ran.words
    assert "1 thư hỏng" in ran.words


def test_without_a_mail_server_it_says_so(year: Year, run: Run) -> None:
    ran = run("remind", "--json")
    assert ran.code == Exit.OK
    assert ran.facts["mail"] is False
    assert {one["mail"] for one in ran.facts["accounts"]} == {
        "không đăng ký nhận thư",
        "chưa cấu hình máy chủ thư",
    }
