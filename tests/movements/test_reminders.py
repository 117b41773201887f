"""Reminders and their mails: told once, told of the new day, nobody left out because of somebody else."""

from __future__ import annotations

import email
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from tests.movements.test_calendar import written
from tests.movements.year import OPERATOR, TODAY, Year
from vinhdanh.access.models import Account
from vinhdanh.access.services import close_account
from vinhdanh.movements import services
from vinhdanh.movements.models import Reminder, ReminderSettings
from vinhdanh.movements.selectors.calendar import reminders_of, settings_of, unread_count
from vinhdanh.movements.services.mailing import digest, remind_everybody
from vinhdanh.movements.services.reminders import (
    make_reminders,
    offset_reached,
    read_reminders,
    save_settings,
    snooze_reminder,
)
from vinhdanh.movements.types.calendar import EntryKind
from vinhdanh.web.settings import mail as mail_settings


def titles(account: Account) -> list[str]:
    return [one.title for one in reminders_of(account).filter(read__isnull=True)]


def wants_mail(account: Account, address: str = "tonghop@congan.example", **more: Any) -> None:
    wishes: dict[str, Any] = {"muted": [], "offsets": [7, 1, 0], "by_email": True, "email": address}
    save_settings(account=account, **(wishes | more))


def mails(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.MAIL_ON", True)


def test_who_is_concerned_is_told_once(year: Year) -> None:
    written(year.px01)
    assert make_reminders(year.clerk) == 1
    assert make_reminders(year.clerk) == 0
    assert titles(year.clerk) == ["Nộp báo cáo"]
    assert make_reminders(year.officer) == 1
    assert make_reminders(year.other) == 0
    assert make_reminders(year.standing) == 0


def test_nearer_days_tell_again_in_place_of_the_earlier_ones(year: Year) -> None:
    made = written(year.px01, on=TODAY + timedelta(days=7))
    for left in range(9, -1, -1):
        make_reminders(year.clerk, made.on - timedelta(days=left))
    rows = Reminder.objects.filter(account=year.clerk).order_by("-days")
    assert [(one.days, one.replaced) for one in rows] == [(7, True), (1, True), (0, False)]


def test_a_date_that_moves_is_told_again_and_a_cancelled_one_no_more(year: Year) -> None:
    made = written(year.px01)
    make_reminders(year.clerk)
    read_reminders(account=year.clerk)
    services.change_entry(actor=OPERATOR, entry=made, on=made.on + timedelta(days=2))
    assert make_reminders(year.clerk) == 1
    assert titles(year.clerk) == ["Nộp báo cáo"]
    services.change_entry(actor=OPERATOR, entry=made, on=TODAY + timedelta(days=40))
    make_reminders(year.clerk)
    assert titles(year.clerk) == []
    services.change_entry(actor=OPERATOR, entry=made, on=TODAY)
    make_reminders(year.clerk)
    assert titles(year.clerk) == ["Nộp báo cáo"]
    services.cancel_entry(actor=OPERATOR, entry=made, reason="Thôi")
    make_reminders(year.clerk)
    assert titles(year.clerk) == []


def test_whoever_loses_the_role_loses_the_reminder(year: Year) -> None:
    written(year.px01)
    make_reminders(year.clerk)
    year.clerk.roles.all().delete()
    make_reminders(year.clerk)
    assert unread_count(year.clerk) == 0


def test_own_wishes_decide_kinds_and_days(year: Year) -> None:
    made = written(year.px01, on=TODAY + timedelta(days=20))
    assert make_reminders(year.clerk) == 0
    save_settings(account=year.clerk, muted=[], offsets=[30], by_email=False, email="")
    assert make_reminders(year.clerk) == 1
    services.change_entry(actor=OPERATOR, entry=made, kind=EntryKind.MEETING)
    save_settings(account=year.clerk, muted=["meeting"], offsets=[30], by_email=False, email="")
    make_reminders(year.clerk)
    assert titles(year.clerk) == []
    services.change_entry(actor=OPERATOR, entry=made, remind=25)
    assert make_reminders(year.boss) == 1


@pytest.mark.parametrize("offsets", [[], [61], [1, 2, 3, 4, 5, 6]])
def test_wishes_that_cannot_be_kept_are_refused(year: Year, offsets: list[int]) -> None:
    with pytest.raises(ValidationError):
        save_settings(account=year.clerk, muted=[], offsets=offsets, by_email=False, email="")


def test_a_mail_needs_an_address(year: Year) -> None:
    with pytest.raises(ValidationError, match="Ghi địa chỉ thư"):
        save_settings(account=year.clerk, muted=[], offsets=[1], by_email=True, email="")


def test_put_off_it_is_away_until_that_day(year: Year) -> None:
    written(year.px01)
    make_reminders(year.clerk)
    (one,) = reminders_of(year.clerk)
    snooze_reminder(account=year.clerk, key=one.pk, days=2)
    assert unread_count(year.clerk) == 0
    assert Reminder.objects.live(TODAY + timedelta(days=2)).count() == 1
    with pytest.raises(ValidationError, match="Không có lời nhắc"):
        snooze_reminder(account=year.other, key=one.pk, days=2)


@given(offsets=st.sets(st.integers(0, 60), min_size=1, max_size=5), left=st.integers(-5, 70))
def test_the_offset_is_the_nearest_that_has_passed(offsets: set[int], left: int) -> None:
    reached = offset_reached(offsets, left)
    passed = [days for days in offsets if left <= days] if left >= 0 else []
    assert reached == (min(passed) if passed else None)


# ---- mails ------------------------------------------------------------------------------------------


def test_one_digest_a_day_and_never_twice(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    mails(year, monkeypatch)
    wants_mail(year.clerk)
    written(year.px01, "Nộp báo cáo quý")
    written(year.cat, "Hội nghị tổng kết", on=TODAY)
    told = {one.account.username: one for one in remind_everybody()}
    assert (told["tonghop"].made, told["tonghop"].mail) == (2, "đã gửi 2 việc")
    assert told["canbo"].mail == "không đăng ký nhận thư"
    (sent,) = mail.outbox
    assert sent.to == ["tonghop@congan.example"]
    assert sent.subject == f"Vinh Danh: 2 việc đến hạn, {TODAY:%d/%m/%Y}"
    assert "Nộp báo cáo quý" in sent.body
    assert "/lich/viec/" in sent.body
    assert isinstance(sent, EmailMultiAlternatives)
    assert "<li>" in str(sent.alternatives[0][0])
    again = {one.account.username: one.mail for one in remind_everybody()}
    assert again["tonghop"] == "không có việc mới"
    written(year.px01, "Việc thêm trong ngày")
    more = {one.account.username: one.mail for one in remind_everybody()}
    assert more["tonghop"] == "hôm nay đã gửi"
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_stops_nobody_and_goes_next_time(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails(year, monkeypatch)
    wants_mail(year.clerk, "hong@congan.example")
    wants_mail(year.boss, "tot@congan.example")
    written(year.px01)
    send = EmailMultiAlternatives.send
    broken = True

    def sometimes(self: EmailMultiAlternatives, *args: Any, **more: Any) -> int:
        if broken and self.to == ["hong@congan.example"]:
            raise OSError("máy chủ thư không trả lời")
        return send(self, *args, **more)

    monkeypatch.setattr(EmailMultiAlternatives, "send", sometimes)
    told = {one.account.username: one for one in remind_everybody()}
    assert told["tonghop"].failed
    assert [one.to for one in mail.outbox] == [["tot@congan.example"]]
    assert "không trả lời" in settings_of(year.clerk).mail_problem
    broken = False
    list(remind_everybody())
    assert [one.to for one in mail.outbox] == [["tot@congan.example"], ["hong@congan.example"]]
    assert settings_of(year.clerk).mail_problem == ""


def test_names_with_line_breaks_add_no_header_and_no_markup(year: Year) -> None:
    year.clerk.full_name = "An\nBcc: ke-xau@example.com\r\n<script>"
    row = Reminder(title="X", outward="Họp\r\nBcc: ke-xau@example.com <b>", due=TODAY, href="/", kind="other")
    made = digest(year.clerk, "a@congan.example", [row], TODAY)
    parsed = email.message_from_bytes(made.message().as_bytes())
    assert parsed["Bcc"] is None
    assert "ke-xau" not in str(parsed["Subject"])
    assert made.recipients() == ["a@congan.example"]
    assert not any(line.startswith("Bcc:") for line in made.body.splitlines())
    html = str(made.alternatives[0][0])
    assert "<script>" not in html
    assert "&lt;b&gt;" in html
    with pytest.raises(ValidationError):
        save_settings(
            account=year.clerk, muted=[], offsets=[1], by_email=True, email="a@b.example\nBcc: c@d.example"
        )


def test_mails_hold_nothing_that_is_inside(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    mails(year, monkeypatch)
    wants_mail(year.clerk)
    written(year.px01, "Rà soát hồ sơ trinh sát", inside=True, note="Đồng chí Ánh")
    list(remind_everybody())
    (sent,) = mail.outbox
    assert "trinh sát" not in sent.message().as_string()
    assert "Hạn nộp (nội dung xem trên trang)" in sent.body
    assert "Ánh" not in sent.body
    assert titles(year.clerk) == ["Rà soát hồ sơ trinh sát"]


def test_closed_accounts_get_nothing(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    mails(year, monkeypatch)
    wants_mail(year.clerk)
    written(year.px01)
    close_account(actor=OPERATOR, account=year.clerk, why="Nghỉ hưu")
    assert "tonghop" not in {one.account.username for one in remind_everybody()}
    assert mail.outbox == []


def test_without_a_mail_server_reminders_are_made_and_it_is_said(year: Year) -> None:
    wants_mail(year.clerk)
    written(year.px01)
    told = {one.account.username: one for one in remind_everybody()}
    assert (told["tonghop"].made, told["tonghop"].mail) == (1, "chưa cấu hình máy chủ thư")
    assert not ReminderSettings.objects.filter(mailed_on__isnull=False).exists()


def test_the_mail_server_is_read_from_one_address() -> None:
    found = mail_settings("smtp+tls://vinhdanh:m%40t@thu.congan.example")
    assert found["EMAIL_HOST"] == "thu.congan.example"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (587, True, False)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("vinhdanh", "m@t")
    assert mail_settings("")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    assert mail_settings("file:///var/thu")["EMAIL_FILE_PATH"] == "/var/thu"
    with pytest.raises(ImproperlyConfigured) as refused:
        mail_settings("http://vinhdanh:bi-mat@thu")
    assert "bi-mat" not in str(refused.value)
