"""The calendar of an account: every source in one list, and what of it comes soon or is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.movements.models import CalendarEntry, ReminderSettings
from vinhdanh.movements.models.calendar import OFFSETS, ReminderQuerySet
from vinhdanh.movements.selectors.calendar_sources import (
    from_classing,
    from_law,
    from_movements,
    from_personnel,
    from_recruitment,
    from_training,
    from_units,
    own_visible_to,
)
from vinhdanh.movements.selectors.calendar_year_sources import (
    from_clusters,
    from_directives,
    from_registration,
    from_targets,
)
from vinhdanh.movements.types.calendar import Entry, Source
from vinhdanh.people.working_days import SATURDAY, DayKind, calendar

# Whatever has dates adds its function here.
SOURCES: tuple[Source, ...] = (
    from_law,
    from_movements,
    from_registration,
    from_targets,
    from_clusters,
    from_directives,
    from_units,
    from_training,
    from_recruitment,
    from_classing,
    from_personnel,
)
LATE_DAYS = 60  # how long something undone is still told of
SUNDAY = 6


def entries(actor: Account, first: date, last: date) -> list[Entry]:
    """Everything that touches the days from ``first`` to ``last`` and that the account may see, in order."""
    found = [entry for source in SOURCES for entry in source(actor, first, last)]
    return sorted(found, key=lambda one: (one.on, not one.mine, one.title, one.key))


def entry_of(actor: Account, key: str, on: date) -> Entry | None:
    """One entry of a day by its key, if the account sees it."""
    return next((one for one in entries(actor, on, on) if one.key == key), None)


def late(found: Iterable[Entry], today: date) -> list[Entry]:
    """What waited for the account, and the day has passed."""
    return [one for one in found if one.mine and one.waits and one.last < today]


def due_soon(actor: Account, days: int) -> list[Entry]:
    """What concerns the account: late and not done, then the days from today to ``days`` ahead, in order."""
    today = timezone.localdate()
    until = today + timedelta(days=days)
    found = entries(actor, today - timedelta(days=LATE_DAYS), until)
    coming = [one for one in found if one.mine and not one.done and today <= one.last and one.on <= until]
    return late(found, today) + coming


def cancelled_entries(actor: Account) -> list[CalendarEntry]:
    """Units' own dates that were cancelled, the last cancelled first."""
    rows = own_visible_to(actor).filter(cancelled__isnull=False)
    return list(rows.order_by("-cancelled")[:50])


def day_off(day: date) -> str:
    """Why offices do not work on a day; empty on a working day. Terms are not shifted for it.

    The days off of a year are a data file (``people/calendar``); without one only weekends are known.
    """
    at = calendar()
    if at.is_working_day(day):
        return ""
    special = at.days.get(day)
    if special is not None and special.kind != DayKind.SWAPPED_ON:
        return special.name if special.verified else f"{special.name} (chưa kiểm chứng)"
    return "Chủ nhật" if day.weekday() == SUNDAY else "thứ Bảy" if day.weekday() == SATURDAY else ""


# ---- reminders --------------------------------------------------------------------------------------


def settings_of(account: Account) -> ReminderSettings:
    """How an account is reminded; the usual way, unsaved, where it never said."""
    found = ReminderSettings.objects.filter(account=account).first()
    return found or ReminderSettings(account=account, offsets=list(OFFSETS))


def reminders_of(account: Account) -> ReminderQuerySet:
    """What the account is reminded of today, read and unread."""
    return account.reminders.live(timezone.localdate())


def unread_count(account: Account) -> int:
    """How many reminders the account has not read."""
    return reminders_of(account).filter(read__isnull=True).count()
