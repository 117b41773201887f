"""Tables of the emulation year."""

from vinhdanh.movements.models.figures import FigureReport, IndicatorFigure, IndicatorGoal
from vinhdanh.movements.models.movements import (
    Axis,
    Content,
    Indicator,
    Movement,
    MovementAct,
    MovementLink,
)
from vinhdanh.movements.models.praise import (
    GoldenEntry,
    GoldenStrike,
    PraiseAct,
    PraiseProposal,
)

__all__ = [
    "Axis",
    "Content",
    "FigureReport",
    "GoldenEntry",
    "GoldenStrike",
    "Indicator",
    "IndicatorFigure",
    "IndicatorGoal",
    "Movement",
    "MovementAct",
    "MovementLink",
    "PraiseAct",
    "PraiseProposal",
]
