"""The planner: the earliest year in which an honour could be met, and what is still needed.

It walks into the future year by year under the best course that is still open: every yearly
level excellent, works recognised, people's conclusions favourable, what defers lifted, and each
title taken in every year in which its criteria are met. What lies in the past stays as it is.
Ways that have to be claimed (đột xuất …) are not foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.careers import Career
from vinhdanh.engine.context import PLANES, Members
from vinhdanh.engine.explaining import criterion_result, explain_career, missing_of
from vinhdanh.engine.facts import DisciplineForm, Level, Merit, Unit, WorkKind, WorkScope
from vinhdanh.engine.judging import Verdicts, evaluate_versions, versions_by_person
from vinhdanh.engine.lines import rule_for
from vinhdanh.engine.rules import Rule
from vinhdanh.engine.tables import force_context
from vinhdanh.engine.verdict import Verdict
from vinhdanh.engine.words import bit, upto, window

HORIZON = 15


@dataclass(frozen=True, slots=True)
class Plan:
    """The earliest year, None when not within the horizon, and what has to happen until then."""

    earliest: int | None
    needs: tuple[str, ...]


class Dream:
    """A context in a later year: the real past, and the best future since ``base.year``.

    Wraps a ``Career`` or a ``ForceContext``; ``won`` holds the years in which each honour is
    taken on the way.
    """

    def __init__(
        self, base: Any, year: int, won: Mapping[str, Any], lines_giving: Mapping[str, Sequence[str]]
    ) -> None:
        self.base, self.year, self.won, self.lines_giving = base, year, won, lines_giving
        self.now = base.year
        self.future = window(self.now + 1, year)
        self.statuses: dict[str, Any] = {}

    def rating(self, level: Level) -> tuple[Any, Any]:
        low, high = self.base.rating(level)
        return low | self.future, high | self.future

    def _won(self, codes: tuple[str, ...]) -> Any:
        word: Any = 0
        for code in codes:
            word = word | self.won.get(code, 0)
        return word & upto(self.year)

    def honour(self, codes: tuple[str, ...], without: frozenset[Merit]) -> tuple[Any, Any]:
        low, high = self.base.honour(codes, without)
        won = self._won(codes) | self._this_year(codes)
        return low | won, high | won

    def _this_year(self, codes: tuple[str, ...]) -> Any:
        met = self._met(codes)
        if isinstance(met, np.ndarray):
            return np.where(met > 0, np.uint64(bit(self.year)), np.uint64(0))
        return bit(self.year) if met > 0 else 0

    def held(self, codes: tuple[str, ...], without: frozenset[Merit]) -> Any:
        return self.base.held(codes, without) | (self._won(codes) & upto(self.year - 1))

    def given(self, codes: tuple[str, ...], without: frozenset[Merit]) -> Any:
        return self.base.given(codes, without) | self._won(codes)

    def once(self, key: object, compute: Callable[[], Any]) -> Any:
        return compute()

    def works(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, planes: int = PLANES
    ) -> list[tuple[Any, Any]]:
        found = self.base.works(kinds, scope, honour, planes)
        return [(low | self.future, high | self.future) for low, high in found]

    def service_months(self) -> Any:
        months_now = self.base.service_months()
        later = months_now + 12 * (self.year - self.now)
        return (
            np.where(months_now < 0, months_now, later)
            if isinstance(months_now, np.ndarray)
            else (later if months_now >= 0 else months_now)
        )

    def post_months(self, grades: tuple[str, ...]) -> Any:
        found = self.base.post_months(grades)
        more = 12 * (self.year - self.now)
        return (
            np.where(found > 0, found + more, found)
            if isinstance(found, np.ndarray)
            else found + more * (found > 0)
        )

    def sex(self) -> Any:
        return self.base.sex()

    def finding(self, about: str) -> Any:
        found = self.base.finding(about)
        if self.year > self.now:
            return np.full_like(found, 2) if isinstance(found, np.ndarray) else 2
        return found

    def claimed(self, about: str) -> Any:
        found = self.base.claimed(about)
        if self.year > self.now:
            return np.zeros_like(found) if isinstance(found, np.ndarray) else False
        return found

    def figure(self, about: str) -> Any:
        found = self.base.figure(about)
        return found + (self.year - self.now) * (found >= 0)

    def disciplined(self, form: DisciplineForm, years: int | None) -> Any:
        passed = self.year - self.now
        if years is not None and passed >= years:
            marred = self.base.disciplined(form, 1)
            return marred & False
        return self.base.disciplined(form, None if years is None else years - passed)

    def leaving(self) -> Any:
        return self.base.leaving()

    def _met(self, codes: tuple[str, ...]) -> Any:
        met: Any = 0
        for code in codes:
            for line in self.lines_giving.get(code, ()):
                if line in self.statuses:
                    met = np.maximum(met, self.statuses[line])
        return met if isinstance(met, np.ndarray) else int(met)

    def meets(self, honours: tuple[str, ...], without: frozenset[Merit]) -> Any:
        return self._met(honours)

    def members(self) -> Members:
        members: Members = self.base.members() if self.year == self.now else _AllMembers()
        return members

    def __getattr__(self, name: str) -> Any:
        return getattr(self.base, name)  # evidence: only the real past has records


class _AllMembers:
    """A unit at its best: everybody counts."""

    def total(self, denominator: str) -> int:
        return 1

    def rated(self, level: Level) -> tuple[int, int]:
        return 1, 1

    def titled(
        self, honours: tuple[str, ...], without: frozenset[Merit], everyone: bool = False
    ) -> tuple[int, int]:
        return 1, 1

    def disciplined(self, form: DisciplineForm) -> int:
        return 0

    def names(self, what: str, honours: tuple[str, ...] = (), level: Level | None = None) -> list[Any]:
        return []


def earliest_years(
    run: Verdicts, rows: Sequence[int] | None = None, *, horizon: int = HORIZON
) -> NDArray[np.int16]:
    """The earliest year of every subject on every line: the run's own year when met or open now.

    Args:
        rows: only these rows of units and households, all subjects by default.

    Returns:
        int16 [subject, rule]; 0 where not within ``horizon`` years, or out of scope.
    """
    out = np.zeros(run.statuses.shape, np.int16)
    persons = len(run.index.persons)
    person_lines = [
        r for r in run.book.evaluation_order if r in run.column and run.book.line(r).subject_kind == "person"
    ]
    if persons and rows is None:
        _earliest_of_persons(run, person_lines, out[:persons], horizon)
    for n in range(persons, len(run.subjects)) if rows is None else rows:
        subject = run.subject(run.subjects[n])
        kind = "unit" if isinstance(subject, Unit) else "household"
        lines = [
            r for r in run.book.evaluation_order if r in run.column and run.book.line(r).subject_kind == kind
        ]
        lines = [r for r in lines if run.statuses[n, run.column[r]] <= Verdict.HELD]
        if lines:
            for line, year in _earliest_of_one(run, run.career(subject.id), lines, horizon).items():
                out[n, run.column[line]] = year
    return out


def _earliest_of_persons(run: Verdicts, lines: Sequence[str], out: NDArray[np.int16], horizon: int) -> None:
    base = force_context(run)
    count = len(out)
    scope = {line: run.statuses[:count, run.column[line]] <= Verdict.HELD for line in lines}
    versions = {line: versions_by_person(run, line) for line in lines}
    won: dict[str, Any] = {}
    for year in range(run.year, run.year + horizon + 1):
        dream = Dream(base, year, won, run.book.lines_giving)
        for line in lines:
            if year == run.year:
                status = run.raw[:count, run.column[line]]
            else:
                rules, which, _ = versions[line]
                foreseen = np.array([not rule.only_claimed for rule in rules] + [False])[which]
                status = np.zeros(count, np.uint8)
                if foreseen.any():
                    status = np.where(foreseen, evaluate_versions(rules, which, dream), status)
            dream.statuses[line] = np.where(scope[line], status, 0)
            column = out[:, run.column[line]]
            column[(column == 0) & (dream.statuses[line] > 0)] = year
        _take(run, lines, dream, won, year)


def _take(run: Verdicts, lines: Sequence[str], dream: Dream, won: dict[str, Any], year: int) -> None:
    """Every honour whose criteria are met this year is taken, for the years to come."""
    for line in lines:
        honour = run.book.line(line).honour
        status = dream.statuses[line]
        if isinstance(status, np.ndarray):
            taken: Any = np.where(status > 0, np.uint64(bit(year)), np.uint64(0))
        else:
            taken = bit(year) if status > 0 else 0
        won[honour] = won.get(honour, 0) | taken


def _earliest_of_one(run: Verdicts, career: Career, lines: Sequence[str], horizon: int) -> dict[str, int]:
    """As for a force, with integers."""
    found: dict[str, int] = {}
    won: dict[str, int] = {}
    row = run.raw[run.at[career.subject.id]]
    day = run.law_date_of(career.subject.id)
    rules = {line: rule_for(run.book, career.subject, line, day) for line in lines}
    foreseen = {line for line, rule in rules.items() if rule is not None and not rule.only_claimed}
    for year in range(run.year, run.year + horizon + 1):
        dream = Dream(career, year, won, run.book.lines_giving)
        for line in lines:
            rule = rules[line]
            if year == run.year:
                dream.statuses[line] = int(row[run.column[line]])
            elif rule is None or line not in foreseen:
                dream.statuses[line] = 0
            else:
                dream.statuses[line] = int(rule.criterion.status(dream))
            if dream.statuses[line] > 0:
                found.setdefault(line, year)
        if foreseen <= found.keys():
            break
        _take(run, lines, dream, won, year)
    return found


def plan(run: Verdicts, subject: str, line: str, horizon: int = HORIZON) -> Plan:
    """The earliest year for one subject on one line, and what is needed until then.

    Raises:
        KeyError: for a subject or a line that was not judged.
    """
    career = run.career(subject)
    verdict = run.verdict(subject, line)
    if verdict in (Verdict.OUT_OF_SCOPE, Verdict.NO_RULE):
        return Plan(None, ())
    kind = run.book.line(line).subject_kind
    lines = [
        r
        for r in run.book.evaluation_order
        if r in run.column
        and run.book.line(r).subject_kind == kind
        and run.statuses[run.at[subject], run.column[r]] <= Verdict.HELD
    ]
    earliest = _earliest_of_one(run, career, lines, horizon).get(line)
    explanation = explain_career(run.book, career, line, run.law_date_of(subject), verdict)
    if verdict == Verdict.MET:
        return Plan(earliest, ())
    if earliest is None or earliest == run.year:
        return Plan(earliest, explanation.missing)
    rule = rule_for(run.book, career.subject, line, run.law_date_of(subject))
    assert rule is not None
    return Plan(earliest, tuple(_needs(rule, career, earliest)))


def _needs(rule: Rule, career: Career, earliest: int) -> list[str]:
    """The criteria that are open today, told for the year in which they can be met."""
    answer = criterion_result(rule, rule.criterion, career)
    criteria = answer.children if answer.mode == "all" else (answer,)
    years = earliest - career.year
    told = missing_of(criteria)
    span = f"năm {career.year + 1}" if years == 1 else f"các năm {career.year + 1}–{earliest}"
    return [f"Giữ kết quả tốt nhất {span}", *told]
