"""One subject on one line: which version of the rule applies to him, and what can be said of it."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from vinhdanh.engine.careers import Career
from vinhdanh.engine.facts import Household, Person, Unit
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.rules import Rule


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


def judge_line(book: LawBook, career: Career, line: str, day: date, deferred: bool) -> tuple[int, int]:
    """Status before deferral and verdict of one subject on one line; fills the career."""
    rule = rule_for(book, career.subject, line, day)
    if rule is None:
        verdict = no_rule(book, line, day, career.subject)
        status = int(verdict == Verdict.NO_RULE)  # what rests on an unknown rule is open
        career.statuses[line] = status
        return status, verdict
    status = int(rule.criterion.status(career))
    career.statuses[line] = status
    return status, Verdict.HELD if deferred and status > Verdict.UNMET else Verdict(status)


def rule_for(book: LawBook, subject: Person | Unit | Household, line: str, day: date) -> Rule | None:
    """The version of a line that applies to one subject on a day."""
    if isinstance(subject, Person):
        return book.version_for(line, day, subject.force, subject.category)
    if isinstance(subject, Unit):
        return book.version_for(line, day, subject.force, tier=subject.tier)
    return next(iter(book.versions(line, day)), None)


def no_rule(book: LawBook, line: str, day: date, subject: Person | Unit | Household) -> Verdict:
    """Without a rule: a listed gap is answered, another body's rule is out of scope."""
    if book.versions(line, day):
        return Verdict.OUT_OF_SCOPE
    gap = book.gap_for(line, book.line(line).honour, day)
    forces = gap.data.get("force") if gap is not None else None
    if forces and getattr(subject, "force", None) not in forces:
        return Verdict.OUT_OF_SCOPE
    if not isinstance(subject, Household) and subject.force not in book.forces_of(line):
        return Verdict.OUT_OF_SCOPE
    return Verdict.NO_RULE
