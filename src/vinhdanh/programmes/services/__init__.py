"""Writes of training and recruitment: policy first, one transaction, journal last."""

from vinhdanh.programmes.services.listing import import_candidates, import_members, undo_import
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
    note_opening,
    note_steps_export,
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
from vinhdanh.programmes.services.training_attending import check_in, check_in_by_name, check_in_scanned
from vinhdanh.programmes.services.training_classes import (
    add_class,
    add_session,
    change_class,
    remove_session,
    withdraw_class,
)
from vinhdanh.programmes.services.training_closing import (
    add_make_up,
    close_class,
    correct_result,
    issue_certificates,
)
from vinhdanh.programmes.services.training_learners import (
    call_up,
    drop_learner,
    mark_attendance,
    record_results,
)
from vinhdanh.programmes.services.training_members import (
    change_member,
    end_member,
    register_member,
    remove_member,
)
from vinhdanh.programmes.services.training_plan_closing import close_plan, reopen_plan, withdraw_plan
from vinhdanh.programmes.services.training_plans import add_plan, change_plan, report_figures

__all__ = [
    "add_class",
    "add_make_up",
    "add_outreach",
    "add_plan",
    "add_session",
    "call_up",
    "change_candidate",
    "change_class",
    "change_member",
    "change_parameters",
    "change_plan",
    "change_round",
    "check_in",
    "check_in_by_name",
    "check_in_scanned",
    "close_class",
    "close_plan",
    "close_round",
    "correct_result",
    "drop_learner",
    "end_member",
    "enter_totals",
    "erase_round",
    "import_candidates",
    "import_members",
    "issue_certificates",
    "mark_attendance",
    "move_candidate",
    "note_export",
    "note_opening",
    "note_steps_export",
    "open_round",
    "record_results",
    "register_candidate",
    "register_member",
    "remove_candidate",
    "remove_member",
    "remove_outreach",
    "remove_session",
    "reopen_plan",
    "reopen_round",
    "report_figures",
    "set_communes",
    "set_receivers",
    "take_back",
    "undo_import",
    "withdraw_class",
    "withdraw_plan",
]
