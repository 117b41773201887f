"""Tables, a module for each subject."""

from vinhdanh.decisions.models.complaints import Complaint, ComplaintEvent, ComplaintLetter
from vinhdanh.decisions.models.submissions import (
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionPaper,
)

__all__ = [
    "Complaint",
    "ComplaintEvent",
    "ComplaintLetter",
    "Submission",
    "SubmissionEvent",
    "SubmissionLine",
    "SubmissionPaper",
]
