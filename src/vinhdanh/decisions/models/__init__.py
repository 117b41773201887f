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
from vinhdanh.decisions.models.artefacts import ArtefactIssue, ArtefactNeed, Stock, StockEntry
from vinhdanh.decisions.models.fund import ForecastLine, Fund, FundEntry, FundLevel, Payment
from vinhdanh.decisions.models.revoking import (
    FollowUp,
    MoneyReturn,
    RevocationCase,
    RevocationEvent,
    RevokedGrant,
)

__all__ = [
    "ArtefactIssue",
    "ArtefactNeed",
    "FollowUp",
    "ForecastLine",
    "Fund",
    "FundEntry",
    "FundLevel",
    "MoneyReturn",
    "Payment",
    "RevocationCase",
    "RevocationEvent",
    "RevokedGrant",
    "Stock",
    "StockEntry",
]
