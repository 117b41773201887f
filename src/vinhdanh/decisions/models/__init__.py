"""Tables of decisions: who decides, numbers, drafts with their lists."""

from vinhdanh.decisions.models.drafts import BasisLine, DecisionDraft, DraftLine
from vinhdanh.decisions.models.numbers import DecisionNumber, IssuingAuthority, NumberGap

__all__ = [
    "BasisLine",
    "DecisionDraft",
    "DecisionNumber",
    "DraftLine",
    "IssuingAuthority",
    "NumberGap",
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
