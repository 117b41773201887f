"""The pages of the calendar and of reminders, the bell, and the address that needs no cookie."""

from __future__ import annotations

from datetime import timedelta

import icalendar
from django.conf import settings
from django.test import Client

from tests.movements.test_calendar import SOON, written
from tests.movements.year import OPERATOR, TODAY, Year
from tests.people.months import as_, said, sheet_of
from vinhdanh.access.models import FailedSignIn
from vinhdanh.access.services import close_account
from vinhdanh.movements.models import CalendarEntry, Reminder
from vinhdanh.movements.services.feeds import make_feed


def shown(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def test_a_clerk_writes_changes_finishes_and_cancels_a_date(year: Year) -> None:
    client = as_(year.clerk)
    data = {"unit": "PX01", "kind": "deadline", "title": "Nộp tự chấm điểm", "on": shown(SOON)}
    answer = client.post("/lich/viec/moi/", data)
    made = CalendarEntry.objects.get()
    address = f"/lich/viec/{made.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = said(client.get(f"/lich/?nam={SOON.year}"))
    assert "Nộp tự chấm điểm" in page
    assert "Còn 3 ngày" in page
    client.post(f"{address}sua/", data | {"title": "Nộp tự chấm điểm quý", "remind": "14", "inside": "on"})
    made.refresh_from_db()
    assert (made.title, made.remind, made.inside) == ("Nộp tự chấm điểm quý", 14, True)
    client.post(f"{address}xong/", {"xong": "1"})
    assert "Xong ngày" in said(client.get(address))
    refused = client.post(f"{address}huy/", {"reason": ""})
    assert refused.status_code == 422
    assert "Ghi lý do hủy" in said(refused)
    client.post(f"{address}huy/", {"reason": "Gộp vào báo cáo năm"})
    assert "Gộp vào báo cáo năm" in said(client.get("/lich/"))


def test_what_was_typed_stays_when_something_is_wrong(year: Year) -> None:
    wrong = as_(year.clerk).post("/lich/viec/moi/", {"unit": "PX02", "title": "Họp", "on": "mai"})
    assert wrong.status_code == 422
    for words in ("Chọn một đơn vị trong danh sách", "Ghi ngày theo dạng", "Chọn loại việc"):
        assert words in said(wrong)
    assert 'value="Họp"' in wrong.content.decode()


def test_the_list_is_narrowed_and_taken_out_as_it_is_narrowed(year: Year) -> None:
    written(year.px01, "Việc của phòng")
    written(year.px02, "Việc phòng khác")
    client = as_(year.standing)
    query = f"?nam={SOON.year}&dv=PX01&nguon=own"
    page = said(client.get(f"/lich/{query}"))
    assert "Việc của phòng" in page
    assert "Việc phòng khác" not in page
    rows = list(sheet_of(client.get(f"/lich/danh-sach.xlsx{query}")).values)
    assert [row[2] for row in rows[4:]] == ["Việc của phòng"]
    empty = said(client.get(f"/lich/?nam={SOON.year}&loai=inspection"))
    assert "Không có việc nào như vậy" in empty
    month = said(client.get(f"/lich/?nam={SOON.year}&thang={SOON.month}"))
    assert "Việc của phòng" in month
    assert "Chủ nhật" in month


def test_the_bell_counts_and_empties(year: Year) -> None:
    written(year.px01)
    year.clerk.set_password("mat-khau-dai-12")
    year.clerk.save()
    client = Client()
    client.post("/dang-nhap/", {"username": "tonghop", "password": "mat-khau-dai-12"})
    assert "Nhắc việc: 1 việc chưa đọc" in client.get("/lich/").content.decode()
    page = said(client.get("/nhac-viec/"))
    assert "1 việc chưa đọc" in page
    one = Reminder.objects.get(account=year.clerk)
    client.post(f"/nhac-viec/{one.pk}/nhac-lai/", {"ngay": "1"})
    assert "Đã đọc hết" in said(client.get("/nhac-viec/"))
    Reminder.objects.update(snoozed_to=None)
    client.post("/nhac-viec/doc/")
    assert "Đã đọc hết" in said(client.get("/nhac-viec/"))
    assert "Nộp báo cáo" in said(client.get("/nhac-viec/?xem=tat-ca"))


def test_nobody_reads_or_puts_off_what_another_is_told(year: Year) -> None:
    written(year.px01)
    as_(year.clerk).get("/nhac-viec/")
    one = Reminder.objects.get()
    stranger = as_(year.other)
    stranger.post("/nhac-viec/doc/", {"nhac": one.pk})
    stranger.post(f"/nhac-viec/{one.pk}/nhac-lai/", {"ngay": "3"})
    one.refresh_from_db()
    assert (one.read, one.snoozed_to) == (None, None)


def test_wishes_are_kept_and_the_page_says_that_mail_is_off(year: Year) -> None:
    client = as_(year.clerk)
    page = said(client.get("/nhac-viec/cai-dat/"))
    assert "chưa gửi thư được" in page
    data = {"wanted": ["deadline", "meeting"], "offsets": "10; 2", "by_email": "on", "email": "a@b.example"}
    assert client.post("/nhac-viec/cai-dat/", data).status_code == 302
    wishes = year.clerk.reminder_settings
    assert (wishes.offsets, wishes.email, "other" in wishes.muted) == ([10, 2], "a@b.example", True)
    wrong = client.post("/nhac-viec/cai-dat/", data | {"offsets": "tuần", "email": ""})
    assert wrong.status_code == 422
    assert "Ghi các số ngày cách nhau bằng dấu phẩy" in said(wrong)
    assert "Ghi địa chỉ thư" in said(wrong)


def test_the_address_of_the_feed_is_shown_once_and_needs_no_cookie(year: Year) -> None:
    written(year.px01)
    client = as_(year.clerk)
    page = client.post("/lich/lien-ket/lap/", follow=True).content.decode()
    address = page.partition('class="once" readonly value="')[2].partition('"')[0]
    assert address.endswith(".ics")
    assert address not in client.get("/nhac-viec/cai-dat/").content.decode()
    path = "/" + address.split("/", 3)[3]
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert not answer.cookies
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert "Nộp báo cáo" in {str(one["SUMMARY"]) for one in events}
    again = Client().get(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = Client().get(path, headers={"if-modified-since": answer["Last-Modified"]})
    assert since.status_code == 304
    assert Client().post(path).status_code == 405
    close_account(actor=OPERATOR, account=year.clerk, why="Nghỉ hưu")
    assert Client().get(path).status_code == 404


def test_who_tries_secrets_waits_and_who_has_one_does_not(year: Year) -> None:
    token = make_feed(account=year.clerk)
    client = Client()
    answers = [client.get(f"/lich/thu-{at}.ics").status_code for at in range(settings.SIGN_IN_ATTEMPTS + 1)]
    assert answers == [404] * (settings.SIGN_IN_ATTEMPTS - 1) + [429, 429]
    assert client.get(f"/lich/{token}.ics").status_code == 200
    assert FailedSignIn.objects.count() == settings.SIGN_IN_ATTEMPTS


def test_one_date_is_taken_into_a_calendar(year: Year) -> None:
    made = written(year.px01)
    client = as_(year.clerk)
    answer = client.get(f"/lich/muc/own-{made.pk}.ics?ngay={made.on.isoformat()}")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == made.on
    wrong = made.on + timedelta(days=1)
    assert client.get(f"/lich/muc/own-{made.pk}.ics?ngay={wrong.isoformat()}").status_code == 404


def test_a_day_of_the_past_is_no_day_left(year: Year) -> None:
    written(year.px01, "Đã qua", on=TODAY - timedelta(days=3))
    page = said(as_(year.clerk).get(f"/lich/?nam={TODAY.year}"))
    assert "1 việc quá hạn chưa ghi là xong" in page
