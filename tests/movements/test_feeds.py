"""The calendar feed: a secret that opens one account's dates, read back as a calendar program would."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from tests.movements.test_calendar import SOON, written
from tests.movements.year import END, OPERATOR, TODAY, Year
from tests.records import make_account
from vinhdanh.access.services import close_account
from vinhdanh.access.services.interventions import open_intervention
from vinhdanh.access.types import Role
from vinhdanh.movements import services
from vinhdanh.movements.ics import calendar_of, single
from vinhdanh.movements.models import CalendarFeed
from vinhdanh.movements.selectors.calendar import entries
from vinhdanh.movements.services.feeds import feed_of, make_feed, read_feed, revoke_feed
from vinhdanh.movements.types.calendar import EntryKind, FeedEvent

SITE = "https://thidua.sonha.example"
LONG = "Hội nghị tổng kết phong trào thi đua “Vì An ninh Tổ quốc” của Công an tỉnh, các phòng và công an xã"


def feed_for(year: Year) -> CalendarFeed:
    found = feed_of(make_feed(account=year.clerk))
    assert found is not None
    return found


def own(events: list[FeedEvent]) -> list[FeedEvent]:
    return [one for one in events if one.entry.key.startswith("own-")]


def events_in(content: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_the_secret_is_told_once_and_kept_only_as_a_digest(year: Year) -> None:
    token = make_feed(account=year.clerk)
    assert len(token) >= 43
    assert token not in str(CalendarFeed.objects.values_list().get())
    found = feed_of(token)
    assert found is not None
    assert found.account == year.clerk
    assert feed_of(token[:-1]) is None


def test_a_new_secret_ends_the_old_one_and_revoking_ends_all(year: Year) -> None:
    old = make_feed(account=year.clerk)
    new = make_feed(account=year.clerk)
    assert feed_of(old) is None
    assert feed_of(new) is not None
    revoke_feed(account=year.clerk)
    assert feed_of(new) is None


def test_a_closed_account_s_feed_is_gone(year: Year) -> None:
    token = make_feed(account=year.clerk)
    close_account(actor=OPERATOR, account=year.clerk, why="Nghỉ hưu")
    assert feed_of(token) is None


def test_it_shows_what_the_account_may_see_now(year: Year) -> None:
    written(year.px01)
    feed = feed_for(year)
    assert len(own(read_feed(feed))) == 1
    year.clerk.roles.all().delete()
    assert own(read_feed(feed)) == []


def test_what_changes_gets_a_new_number_and_keeps_its_identity(year: Year) -> None:
    made = written(year.px01)
    feed = feed_for(year)
    (before,) = own(read_feed(feed))
    changed = CalendarFeed.objects.get().changed
    (same,) = own(read_feed(CalendarFeed.objects.select_related("account").get()))
    assert (same.sequence, same.changed) == (before.sequence, before.changed)
    assert CalendarFeed.objects.get().changed == changed
    services.change_entry(actor=OPERATOR, entry=made, on=SOON + timedelta(days=1))
    (after,) = own(read_feed(CalendarFeed.objects.select_related("account").get()))
    assert (after.sequence, after.entry.key) == (before.sequence + 1, before.entry.key)


def test_an_open_intervention_goes_into_no_telephone(year: Year) -> None:
    administrator = make_account("quantri", (Role.ADMINISTRATOR, ""))
    written(year.px01)
    feed = feed_of(make_feed(account=administrator))
    assert feed is not None
    open_intervention(actor=administrator, reason="Sửa dữ liệu nhập sai")
    assert own([FeedEvent(one, feed.made, 0) for one in entries(administrator, TODAY, END)])
    assert read_feed(feed) == []


def test_a_calendar_program_reads_it_back(year: Year) -> None:
    written(year.px01, LONG, kind=EntryKind.MEETING, until=SOON + timedelta(days=1), remind=3, note="Bí mật")
    content = calendar_of(read_feed(feed_for(year)), name="Lịch thi đua", site=SITE, offsets=[7, 0])
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75  # folded by octets (RFC 5545, 3.1)
    event = next(one for one in events_in(content) if str(one["UID"]).startswith("own-"))
    assert str(event["SUMMARY"]) == LONG
    assert str(event["UID"]).endswith("@thidua.sonha.example")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (SOON, SOON + timedelta(days=2))
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED")
    assert str(event["URL"]).startswith(f"{SITE}/lich/viec/")
    assert "Bí mật" not in content.decode()
    morning = timedelta(hours=7, minutes=30)
    assert [one.decoded("TRIGGER") for one in event.walk("VALARM")] == [
        morning - timedelta(days=days) for days in (7, 3, 0)
    ]
    whole = icalendar.Calendar.from_ical(content)
    assert str(whole["X-WR-TIMEZONE"]) == "Asia/Ho_Chi_Minh"


def test_line_breaks_in_a_title_begin_no_property(year: Year) -> None:
    written(year.px01, "Họp\r\nATTENDEE:mailto:ke-xau@example.com")
    content = calendar_of(read_feed(feed_for(year)), name="X", site=SITE, offsets=[1])
    assert not any(line.startswith(b"ATTENDEE") for line in content.splitlines())


def test_what_concerns_others_sounds_no_alarm(year: Year) -> None:
    written(year.px01)
    (found,) = [one for one in entries(year.standing, TODAY, END) if one.key.startswith("own-")]
    content = single(found, site=SITE, offsets=[7], now=timezone.now())
    (event,) = events_in(content)
    assert event.walk("VALARM") == []


@pytest.mark.parametrize("token", ["", "x", "khong-co"])
def test_a_wrong_secret_opens_nothing(year: Year, token: str) -> None:
    make_feed(account=year.clerk)
    assert feed_of(token) is None
