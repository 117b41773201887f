"""Writes of the emulation year: policy first, one transaction, journal last."""

from vinhdanh.movements.services.directives import (
    DirectiveText,
    add_directives,
    add_meeting,
    change_directive,
    change_meeting,
    drop_directive,
    drop_meeting,
    pass_on,
)
from vinhdanh.movements.services.directives_following import conclude_directive, report_directive
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
    "DirectiveText",
    "IndicatorText",
    "add_directives",
    "add_meeting",
    "add_movement",
    "change_directive",
    "change_meeting",
    "change_movement",
    "close_movement",
    "conclude_directive",
    "drop_directive",
    "drop_draft",
    "drop_meeting",
    "extend_movement",
    "launch_beneath",
    "launch_movement",
    "link_movements",
    "pass_on",
    "report_directive",
    "review_movement",
    "unlink_movements",
    "write_axes",
]
