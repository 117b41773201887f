"""One subject on the lines of the law: which version applies, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from vinhdanh.engine.careers import Career
from vinhdanh.engine.facts import Household, Person, Unit
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.regulations.titles import settle, standing_of
from vinhdanh.engine.rules import Rule
from vinhdanh.engine.verdict import Verdict


def judge_lines(
    book: LawBook,
    career: Career,
    lines: Sequence[str],
    day: date,
    answer: Callable[[str, Rule], int] | None = None,
) -> dict[str, tuple[int, Verdict]]:
    """Status before deferral and verdict of one subject on lines in evaluation order; fills the career.

    Args:
        answer: how a line's criteria are answered, where more than their status is wanted.
    """
    deferred = bool(career.held_by(book.deferral_grounds(day)))
    standing = standing_of(book, career.index, career.subject, career.year, day)
    without: dict[str, Verdict | None] = {}
    for line in lines:
        without[line] = judge_line(book, career, line, day, answer)
        if standing is not None:
            career.lowered = settle(book, standing, career.statuses)
    found = {}
    for line in lines:
        status = career.lowered.get(line, career.statuses[line])
        verdict = without[line]
        if verdict is None:
            verdict = Verdict.HELD if deferred and status > Verdict.UNMET else Verdict(status)
        found[line] = status, verdict
    return found


def judge_line(
    book: LawBook,
    career: Career,
    line: str,
    day: date,
    answer: Callable[[str, Rule], int] | None = None,
) -> Verdict | None:
    """Fill in the status of one line by its criteria alone; the verdict where no rule applies."""
    rule = rule_for(book, career.subject, line, day)
    if rule is None:
        verdict = no_rule(book, line, day, career.subject)
        career.statuses[line] = int(verdict == Verdict.NO_RULE)  # what rests on an unknown rule is open
        return verdict
    career.statuses[line] = answer(line, rule) if answer else int(rule.criterion.status(career))
    return None


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
