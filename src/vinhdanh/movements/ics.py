"""Dates as iCalendar (RFC 5545): whole days, the same identity every time, alarms where they concern one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar

from vinhdanh.movements.types.calendar import Entry, FeedEvent

ZONE = "Asia/Ho_Chi_Minh"
MORNING = timedelta(hours=7, minutes=30)  # when an alarm sounds, on its day
REFRESH = "PT4H"


def calendar_of(events: Iterable[FeedEvent], *, name: str, site: str, offsets: Iterable[int]) -> bytes:
    """A calendar with those dates.

    Args:
        name: how calendar programs call it.
        site: address of the installation, for links and identities: ``https://thidua.example``.
        offsets: days ahead on which dates that concern the account sound an alarm.
    """
    book = icalendar.Calendar()
    book.add("prodid", "-//Vinh Danh//Lich thi dua//VI")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    book.add("x-wr-timezone", ZONE)
    book.add("x-published-ttl", REFRESH)
    days = sorted(set(offsets), reverse=True)
    for event in events:
        book.add_component(_event(event, site, days))
    return bytes(book.to_ical())


def single(entry: Entry, *, site: str, offsets: Iterable[int], now: datetime) -> bytes:
    """One date to put into a calendar by hand."""
    return calendar_of([FeedEvent(entry, now, 0)], name=entry.outward, site=site, offsets=offsets)


def _event(one: FeedEvent, site: str, offsets: list[int]) -> icalendar.Event:
    entry = one.entry
    made = icalendar.Event()
    made.add("uid", f"{entry.key}@{site.partition('://')[2].partition('/')[0]}")
    made.add("dtstamp", one.changed)
    made.add("last-modified", one.changed)
    made.add("sequence", one.sequence)
    made.add("dtstart", entry.on)
    made.add("dtend", entry.last + timedelta(days=1))  # the first day after it
    made.add("summary", entry.outward)
    made.add("description", "\n".join(_lines(entry, site)))
    made.add("url", site + entry.href)
    made.add("categories", [entry.kind.label])
    made.add("transp", "TRANSPARENT")
    if entry.mine and not entry.done:
        for days in sorted({*offsets, *([] if entry.remind is None else [entry.remind])}, reverse=True):
            made.add_component(_alarm(entry, days))
    return made


def _lines(entry: Entry, site: str) -> list[str]:
    lines = [f"{entry.kind.label}, {entry.source.label.lower()}"]
    if entry.unit_name:
        lines.append(entry.unit_name)
    if entry.cite:
        unsure = " (chưa kiểm chứng cho ngày này)" if entry.unverified else ""
        lines.append(f"Căn cứ: {entry.cite}{unsure}")
    return [*lines, site + entry.href]


def _alarm(entry: Entry, days: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.outward)
    alarm.add("trigger", MORNING - timedelta(days=days))
    return alarm
