"""From which year on a proposal counts what was done: as many years back as its rule asks for."""

from __future__ import annotations

from datetime import date

from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import Merit
from vinhdanh.engine.predicates import Criterion, Group
from vinhdanh.engine.predicates.careers import RatingRun, Span, TitleRun


def first_year_asked(
    honour: str, kind: str, merit: Merit, *, year: int, day: date, line: str = ""
) -> int | None:
    """The first of the years in a row that the rule of an honour looks at; None where it is the year alone.

    Of several ways to the honour the shortest counts: the unit may begin earlier where it rests on another.

    Args:
        kind: person, unit or household; ``line``: the rule line, where it is known.
        year: the last year that is counted; ``day``: whose law is asked.
    """
    book = law()
    of_kind = [one for one in book.lines_giving.get(honour, ()) if book.line(one).subject_kind == kind]
    lines = [line] if line in of_kind else of_kind
    rules = [rule for one in lines for rule in book.versions(one, day)[:1] if rule.merit is merit]
    back = min((years_in_a_row(rule.criterion) for rule in rules), default=1)
    return year - back + 1 if back > 1 else None


def years_in_a_row(criterion: Criterion) -> int:
    """How many years in a row a criterion asks for, the year of the review among them; 1 where none."""
    if isinstance(criterion, Group):
        counts = [years_in_a_row(item) for item in criterion.items]
        return max(counts) if criterion.mode == "all" else min(counts)
    if isinstance(criterion, RatingRun | Span):
        return criterion.years
    if isinstance(criterion, TitleRun):
        return criterion.times + criterion.ending_before
    return 1
