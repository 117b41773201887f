"""Tables of the emulation year."""

from vinhdanh.movements.models.directives import Directive, DirectiveAct, Meeting
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
    "Content",
    "Directive",
    "DirectiveAct",
    "Indicator",
    "Meeting",
    "Movement",
    "MovementAct",
    "MovementLink",
]
