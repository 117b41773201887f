"""Tables of the emulation year."""

from vinhdanh.movements.models.movements import (
    Axis,
    Content,
    Indicator,
    Movement,
    MovementAct,
    MovementLink,
)

__all__ = ["Axis", "Content", "Indicator", "Movement", "MovementAct", "MovementLink"]
