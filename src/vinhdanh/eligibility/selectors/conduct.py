"""The three effects of discipline and điều lệnh on one person's honours, kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vinhdanh.eligibility.results import Results
from vinhdanh.engine import CriterionResult, Explanation, Verdict
from vinhdanh.engine.context import Evidence
from vinhdanh.engine.regulations.titles import best_of
from vinhdanh.engine.rules import Citation


@dataclass(frozen=True, slots=True)
class Barred:
    """One honour that an earlier discipline stands against, or that people have to look at."""

    line: str
    name: str
    said: str
    records: tuple[Evidence, ...]
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Lowered:
    """One title of the year after the measures of the year."""

    line: str
    name: str
    left: Verdict  # the best that the measures leave: met, open, unmet
    found: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Effects:
    """What hinders whom: while it runs, when looking back, the year's title."""

    blocked: tuple[Evidence, ...]
    back: tuple[Barred, ...]
    lowered: tuple[Lowered, ...]


def effects_on(results: Results, subject: str, explanations: Sequence[Explanation]) -> Effects:
    """The three effects in the run's review year."""
    book = results.book
    career = results.verdicts.career(subject)
    blocked = career.held_by(book.deferral_grounds(results.verdicts.law_date_of(subject)))
    standing = results.verdicts.standing(subject)
    lowered = []
    if standing is not None:
        best = best_of(book, career.statuses)
        for line in results.lines_for("person"):
            if standing.touches(line.honour) and line.id in results.column:
                left = Verdict(standing.limit(line.honour, best))
                lowered.append(Lowered(line.id, results.name(line), left, standing.found, standing.citation))
    return Effects(blocked, tuple(_back(results, subject, explanations)), tuple(lowered))


def _back(results: Results, subject: str, explanations: Sequence[Explanation]) -> Iterator[Barred]:
    marred = {d.id for d in results.index.disciplines.get(subject, ())}
    for explanation in explanations:
        line = results.line(explanation.rule)
        name = results.name(line) if line else explanation.rule
        for criterion in _leaves(explanation.criteria):
            records = tuple(r for r in criterion.records if r.id in marred)
            if records and criterion.verdict != Verdict.MET:
                said = f"{criterion.label}: {criterion.found}"
                yield Barred(explanation.rule, name, said, records, criterion.citation)
        for warning in explanation.warnings:
            yield Barred(explanation.rule, name, warning, (), None)


def _leaves(criteria: tuple[CriterionResult, ...]) -> Iterator[CriterionResult]:
    for criterion in criteria:
        if criterion.children:
            yield from _leaves(criterion.children)
        else:
            yield criterion
