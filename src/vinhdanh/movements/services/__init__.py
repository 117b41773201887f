"""Writes of the emulation year: policy first, one transaction, journal last."""

from vinhdanh.movements.services.calendar import add_entry, cancel_entry, change_entry, finish_entry
from vinhdanh.movements.services.launching import (
    close_movement,
    extend_movement,
    launch_beneath,
    launch_movement,
    review_movement,
)
from vinhdanh.movements.services.movements import (
    AxisText,
    IndicatorText,
    add_movement,
    change_movement,
    drop_draft,
    link_movements,
    unlink_movements,
    write_axes,
)

__all__ = [
    "AxisText",
    "IndicatorText",
    "add_entry",
    "add_movement",
    "cancel_entry",
    "change_entry",
    "change_movement",
    "close_movement",
    "drop_draft",
    "extend_movement",
    "finish_entry",
    "launch_beneath",
    "launch_movement",
    "link_movements",
    "review_movement",
    "unlink_movements",
    "write_axes",
]
