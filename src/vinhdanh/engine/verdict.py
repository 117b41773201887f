"""What can be said about one subject and one honour."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """What can be said about one subject and one honour.

    HELD is said of those who would otherwise be met or open: clearing the ground reopens
    their case. Who does not meet the criteria anyway is UNMET, deferred or not.
    """

    UNMET = 0
    UNSURE = 1
    MET = 2
    HELD = 3
    NO_RULE = 4
    OUT_OF_SCOPE = 5

    @property
    def label(self) -> str:
        """The word that screens and papers show."""
        return LABELS[self]

    @property
    def css(self) -> str:
        return ("unmet", "unsure", "met", "held", "norule", "none")[self]


LABELS = {
    Verdict.MET: "Đạt",
    Verdict.UNSURE: "Chưa đủ căn cứ",
    Verdict.HELD: "Hoãn xét",
    Verdict.UNMET: "Không đạt",
    Verdict.NO_RULE: "Không có quy định",
    Verdict.OUT_OF_SCOPE: "Không thuộc đối tượng",
}
SHOWN_ORDER = (Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET, Verdict.NO_RULE)
