"""Tables of the emulation year."""

from vinhdanh.movements.models.calendar import CalendarEntry, CalendarFeed, Reminder, ReminderSettings
from vinhdanh.movements.models.movements import (
    Axis,
    Content,
    Indicator,
    Movement,
    MovementAct,
    MovementLink,
)

__all__ = [
    "Axis",
    "CalendarEntry",
    "CalendarFeed",
    "Content",
    "Indicator",
    "Movement",
    "MovementAct",
    "MovementLink",
    "Reminder",
    "ReminderSettings",
]
