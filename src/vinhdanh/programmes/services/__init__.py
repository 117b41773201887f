"""Writes of training and recruitment: policy first, one transaction, journal last."""

from vinhdanh.programmes.services.recruitment import (
    change_parameters,
    change_round,
    close_round,
    open_round,
    reopen_round,
    set_communes,
    set_receivers,
)
from vinhdanh.programmes.services.recruitment_candidates import (
    change_candidate,
    move_candidate,
    note_export,
    register_candidate,
    remove_candidate,
    take_back,
)
from vinhdanh.programmes.services.recruitment_figures import (
    add_outreach,
    enter_totals,
    erase_round,
    remove_outreach,
)

__all__ = [
    "add_outreach",
    "change_candidate",
    "change_parameters",
    "change_round",
    "close_round",
    "enter_totals",
    "erase_round",
    "move_candidate",
    "note_export",
    "open_round",
    "register_candidate",
    "remove_candidate",
    "remove_outreach",
    "reopen_round",
    "set_communes",
    "set_receivers",
    "take_back",
]
