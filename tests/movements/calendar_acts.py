"""What a unit does to its own dates, one act at a time, for the table of permissions."""

from __future__ import annotations

from typing import Any

from tests.movements.year import OPERATOR, TODAY, Year
from vinhdanh.movements import services
from vinhdanh.movements.models import CalendarEntry

CALENDAR_ACTS = ("add_entry", "change_entry", "finish_entry", "cancel_entry")


def date_of(year: Year) -> int:
    """The key of a date of PX01."""
    made = services.add_entry(actor=OPERATOR, unit=year.px01, kind="deadline", title="Nộp", on=TODAY)
    return made.pk


def calendar_act(name: str, actor: Any, year: Year, key: int) -> object:
    """Do one of them."""
    entry = CalendarEntry.objects.get(pk=key)
    match name:
        case "add_entry":
            return services.add_entry(actor=actor, unit=year.px01, kind="other", title="Mới", on=TODAY)
        case "change_entry":
            return services.change_entry(actor=actor, entry=entry, title="Khác")
        case "finish_entry":
            return services.finish_entry(actor=actor, entry=entry)
        case _:
            return services.cancel_entry(actor=actor, entry=entry, reason="X")
