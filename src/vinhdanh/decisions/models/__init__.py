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
]
