"""Writes, a module for each subject."""

from vinhdanh.decisions.services.complaint_acts import (
    accept_complaint,
    assign_complaint,
    carry_out_complaint,
    conclude_complaint,
    decline_complaint,
    extend_complaint,
    stop_complaint,
)
from vinhdanh.decisions.services.complaints import file_complaint, record_complaint, withdraw_complaint
from vinhdanh.decisions.services.outcomes import Told, record_outcome
from vinhdanh.decisions.services.submission_events import record_event
from vinhdanh.decisions.services.submissions import (
    PaperText,
    drop_submission,
    send_submission,
    set_papers,
    write_submission,
)

__all__ = [
    "PaperText",
    "Told",
    "accept_complaint",
    "assign_complaint",
    "carry_out_complaint",
    "conclude_complaint",
    "decline_complaint",
    "drop_submission",
    "extend_complaint",
    "file_complaint",
    "record_complaint",
    "record_event",
    "record_outcome",
    "send_submission",
    "set_papers",
    "stop_complaint",
    "withdraw_complaint",
    "write_submission",
]
