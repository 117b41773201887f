"""Dates that a unit writes itself: written, changed, done, cancelled with a reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.movements.models import CalendarEntry
from vinhdanh.movements.policies.calendar import may_write_calendar
from vinhdanh.movements.selectors.movements import standing_paths
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.people.models import Unit

CHANGEABLE = frozenset({"kind", "title", "on", "until", "note", "remind", "inside"})


def require_calendar(actor: Actor, unit: Unit) -> Acting:
    """Let pass who may write in the unit's calendar.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    below = [path for path in standing_paths(actor) if path.startswith(unit.path)]
    return admit(actor, may_write_calendar(scopes(actor), unit.path, seen_from=below))


def add_entry(*, actor: Actor, unit: Unit, **fields: Any) -> CalendarEntry:
    """Write a date into the unit's calendar; the units below it see it too.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit.
        TypeError: a field that an entry does not have.
    """
    by = require_calendar(actor, unit)
    _refuse_unknown(fields)
    entry = CalendarEntry(unit=unit, by_name=by.full_name, **fields)
    entry.full_clean()
    with transaction.atomic():
        entry.save()
        _write_down(by, entry, "calendar_written", (None, entry))
    return entry


def change_entry(*, actor: Actor, entry: CalendarEntry, **fields: Any) -> CalendarEntry:
    """Change a date. Reminders follow: who was told of the old day is told of the new one.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit, or the date is cancelled.
        TypeError: a field that an entry does not have.
    """
    by = require_calendar(actor, entry.unit)
    _refuse_unknown(fields)
    _refuse_cancelled(entry)
    before = stored(entry)
    for name, value in fields.items():
        setattr(entry, name, value)
    return _save(by, entry, "calendar_written", (before, entry))


def finish_entry(*, actor: Actor, entry: CalendarEntry, done: bool = True) -> CalendarEntry:
    """Say that what the date is for is done, or that it is not after all.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: the date is cancelled.
    """
    by = require_calendar(actor, entry.unit)
    _refuse_cancelled(entry)
    before = stored(entry)
    entry.done = timezone.localdate() if done else None
    return _save(by, entry, "calendar_done", (before, entry))


def cancel_entry(*, actor: Actor, entry: CalendarEntry, reason: str) -> CalendarEntry:
    """Take a date out of the calendar; it stays on record with the reason.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: no reason, or it is cancelled already.
    """
    by = require_calendar(actor, entry.unit)
    _refuse_cancelled(entry)
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do hủy."})
    before = stored(entry)
    entry.cancelled, entry.cancel_reason = timezone.now(), reason.strip()
    return _save(by, entry, "calendar_cancelled", (before, entry), why=reason.strip())


def _save(by: Acting, entry: CalendarEntry, verb: str, pair: Pair, why: str = "") -> CalendarEntry:
    entry.full_clean()
    with transaction.atomic():
        entry.save()
        _write_down(by, entry, verb, pair, why=why)
    return entry


def _refuse_unknown(fields: dict[str, Any]) -> None:
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"a date has no {', '.join(sorted(unknown))}")


def _refuse_cancelled(entry: CalendarEntry) -> None:
    if entry.cancelled is not None:
        raise ValidationError("Việc này đã hủy: không sửa được nữa. Cần thì ghi việc mới.")


def _write_down(by: Acting, entry: CalendarEntry, verb: str, pair: Pair, why: str = "") -> None:
    record(
        actor=by,
        verb=f"movements.{verb}",
        subject=str(entry),
        ref=f"calendar:{entry.pk}",
        data=written(pair),
        why=why,
    )
