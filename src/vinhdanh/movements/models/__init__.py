"""Tables of the emulation year."""

from vinhdanh.movements.models.movements import (
    Axis,
    Content,
    Indicator,
    Movement,
    MovementAct,
    MovementLink,
)
from vinhdanh.movements.models.targets import Target, TargetAct, TargetPlan, TargetReading

__all__ = ["Axis", "Content", "Indicator", "Movement", "MovementAct", "MovementLink"]
__all__ += ["Target", "TargetAct", "TargetPlan", "TargetReading"]
