"""Writes of the emulation year: policy first, one transaction, journal last."""

from vinhdanh.movements.services.figures import FigureText, enter_figures, send_figures, set_goals
from vinhdanh.movements.services.golden import enter_golden, strike_golden
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
from vinhdanh.movements.services.praise import (
    answer_proposal,
    drop_proposal,
    finish_proposal,
    send_proposal,
    take_back_proposal,
    write_proposal,
)

__all__ = [
    "AxisText",
    "FigureText",
    "IndicatorText",
    "add_movement",
    "answer_proposal",
    "change_movement",
    "close_movement",
    "drop_draft",
    "drop_proposal",
    "enter_figures",
    "enter_golden",
    "extend_movement",
    "finish_proposal",
    "launch_beneath",
    "launch_movement",
    "link_movements",
    "review_movement",
    "send_figures",
    "send_proposal",
    "set_goals",
    "strike_golden",
    "take_back_proposal",
    "unlink_movements",
    "write_axes",
    "write_proposal",
]
