"""Writing about training and recruitment. Policy first, one transaction, journal last."""

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
    check_in,
    drop_learner,
    mark_attendance,
    record_results,
)
from vinhdanh.programmes.services.training_members import change_member, end_member, register_member
from vinhdanh.programmes.services.training_plans import add_plan, change_plan, report_figures

__all__ = [
    "add_class",
    "add_make_up",
    "add_plan",
    "add_session",
    "call_up",
    "change_class",
    "change_member",
    "change_plan",
    "check_in",
    "close_class",
    "correct_result",
    "drop_learner",
    "end_member",
    "issue_certificates",
    "mark_attendance",
    "record_results",
    "register_member",
    "remove_session",
    "report_figures",
    "withdraw_class",
]
