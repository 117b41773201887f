"""Judging a whole population at once: who meets which title, by the law of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.careers import Career
from vinhdanh.engine.columns import columns_of
from vinhdanh.engine.context import Context
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.explaining import Explanation, explain
from vinhdanh.engine.facts import Facts, Household, Person, Unit
from vinhdanh.engine.force import ForceContext
from vinhdanh.engine.index import Index
from vinhdanh.engine.ladders import together_with
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lines import judge_line, judge_lines, no_rule, rule_for
from vinhdanh.engine.members import Roll, Source
from vinhdanh.engine.regulations.titles import Standing, settle, standing_of
from vinhdanh.engine.rules import Rule
from vinhdanh.engine.tables import RuleTable, tables
from vinhdanh.engine.verdict import SHOWN_ORDER, Verdict

CHUNK = 32_768


@dataclass(eq=False)
class Verdicts:
    """The verdicts of one run, frozen: the same facts and law give the same bytes."""

    book: LawBook
    facts: Facts
    year: int
    law_date: date | Mapping[str, date]
    members: Source
    subjects: tuple[str, ...]  # persons, then units, then households
    rule_ids: tuple[str, ...]
    statuses: NDArray[np.uint8]  # [subject, rule]: Verdict
    raw: NDArray[np.uint8] = field(repr=False)  # the same before deferral, after measures: 0, 1, 2

    @cached_property
    def at(self) -> dict[str, int]:
        """Subject -> row."""
        return {id: n for n, id in enumerate(self.subjects)}

    @cached_property
    def column(self) -> dict[str, int]:
        """Rule id -> column."""
        return {id: n for n, id in enumerate(self.rule_ids)}

    def law_date_of(self, subject: str) -> date:
        if isinstance(self.law_date, date):
            return self.law_date
        return self.law_date.get(subject, year_end(self.year))

    def verdict(self, subject: str, rule: str) -> Verdict:
        """One verdict.

        Raises:
            KeyError: for a subject or a rule that was not judged.
        """
        return Verdict(int(self.statuses[self.at[subject], self.column[rule]]))

    def counts(self) -> dict[str, dict[Verdict, int]]:
        """Rule id -> how many subjects have which verdict; out of scope is left out."""
        found = {}
        for rule, n in self.column.items():
            numbers = np.bincount(self.statuses[:, n], minlength=len(Verdict))
            found[rule] = {v: int(numbers[v]) for v in SHOWN_ORDER}
        return found

    @cached_property
    def index(self) -> Index:
        return Index.of(self.facts)

    @cached_property
    def roll(self) -> Roll:
        """The persons as unit criteria see them."""
        n = len(self.index.persons)
        # deferred is not refused: who is met but deferred may still count
        statuses = {
            rule: np.where(
                self.statuses[:n, at] == Verdict.HELD, np.minimum(self.raw[:n, at], 1), self.raw[:n, at]
            ).astype(np.uint8)
            for rule, at in self.column.items()
        }
        return Roll(self.index, self.year, statuses, self.book.lines_giving, self.members)

    def subject(self, id: str) -> Person | Unit | Household:
        """The record of one subject.

        Raises:
            KeyError: for an unknown id.
        """
        index = self.index
        found = index.persons.get(id) or index.units.get(id) or index.households.get(id)
        if found is None:
            raise KeyError(id)
        return found

    def bare_career(self, id: str) -> Career:
        """One subject's career in the review year, before anything was found of it."""
        subject = self.subject(id)
        members = self.roll.members_of(id) if isinstance(subject, Unit) else None
        return Career(
            self.index, subject, self.year, self.book.lines_giving, self.book.discipline_year, members
        )

    def career(self, id: str) -> Career:
        """One subject's career in the review year, with what the run found of it."""
        career = self.bare_career(id)
        row = self.raw[self.at[id]]
        career.statuses = {rule: int(row[at]) for rule, at in self.column.items()}
        standing = self.standing(id)
        if standing is not None:
            touched = [r for r in self.column if standing.touches(self.book.line(r).honour)]
            career.lowered = {rule: career.statuses[rule] for rule in touched}
            for rule in sorted(touched, key=self.book.evaluation_order.index):
                judge_line(self.book, career, rule, self.law_date_of(id))
        return career

    def standing(self, id: str) -> Standing | None:
        """What the điều lệnh measures and decisions of the year say about one subject's titles."""
        return standing_of(self.book, self.index, self.subject(id), self.year, self.law_date_of(id))

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """The same for every person about whom they say something, by row."""
        marked = self.index.measures.keys() | self.index.disciplines.keys()
        found = ((self.at[p], self.standing(p)) for p in self.index.persons if p in marked)
        return {row: standing for row, standing in found if standing is not None}

    def explain(self, subject: str, rule: str) -> Explanation:
        """Why: every criterion, the figures, the records, the article."""
        return explain(self, subject, rule)

    def explain_all(self, subject: str) -> list[Explanation]:
        """Every line that concerns the subject, in the catalogue's order."""
        return [
            self.explain(subject, rule)
            for rule, at in self.column.items()
            if self.statuses[self.at[subject], at] != Verdict.OUT_OF_SCOPE
        ]

    def tables(self, rule: str) -> list[RuleTable]:
        """Figures of every criterion of one line for all its subjects at once, a table a version."""
        return tables(self, rule)

    def table(self, rule: str) -> RuleTable:
        """The first of ``tables``.

        Raises:
            LookupError: when nobody stands under the line.
        """
        found = self.tables(rule)
        if not found:
            raise LookupError(f"không ai thuộc đối tượng của {rule}")
        return found[0]

    def to_bytes(self) -> bytes:
        """The run in a canonical form, for freezing."""
        head = "\n".join([str(self.year), self.members, self.book.fingerprint, self.facts.fingerprint])
        if isinstance(self.law_date, date):
            dates = self.law_date.isoformat()
        else:
            dates = ",".join(f"{k}={v.isoformat()}" for k, v in sorted(self.law_date.items()))
        body = "\n".join(["", dates, "\t".join(self.rule_ids), "\t".join(self.subjects), ""])
        return (head + body).encode() + np.ascontiguousarray(self.statuses).tobytes()

    @property
    def fingerprint(self) -> str:
        return sha256(self.to_bytes()).hexdigest()


def judge(
    book: LawBook,
    facts: Facts,
    *,
    year: int,
    rules: Sequence[str] | None = None,
    law_date: date | Mapping[str, date] | None = None,
    members: Source = "verdicts",
) -> Verdicts:
    """Judge every subject of ``facts`` for one review year.

    Args:
        year: the review year; records up to its 31/12 count.
        rules: line ids to judge, all by default. What they look at is judged, and listed, along.
        law_date: the day whose law applies, one for all or one a subject; 31/12 of the year by
            default. It is not the review year: facts of 2025 may be judged by the law of 2026.
        members: whether a unit's members count with the titles they meet, or only with those
            granted.

    Raises:
        KeyError: for a line id that no text has.
    """
    index = Index.of(facts)
    law_date = year_end(year) if law_date is None else law_date
    wanted = [line.id for line in book.rule_lines] if rules is None else [book.line(r).id for r in rules]
    wanted += [
        line
        for rule in wanted.copy()
        for code in together_with(book, book.line(rule).honour)
        for line in book.lines_giving.get(code, ())
    ]
    judged = set(order_for(book, wanted))
    subjects = (*index.persons, *index.units, *index.households)
    lines = tuple(line.id for line in book.rule_lines if line.id in judged)
    by_kind = lines_by_kind(book, lines)
    statuses = np.full((len(subjects), len(lines)), Verdict.OUT_OF_SCOPE, np.uint8)
    raw = np.zeros_like(statuses)
    found = Verdicts(book, facts, year, law_date, members, subjects, lines, statuses, raw)
    judge_persons(found, by_kind["person"])
    for n in range(len(index.persons), len(subjects)):
        judge_row(found, n, by_kind)
    return found


def lines_by_kind(book: LawBook, lines: Sequence[str]) -> dict[str, list[str]]:
    """Lines in evaluation order, by the kind of subject that they are about."""
    chosen = set(lines)
    found: dict[str, list[str]] = {"person": [], "unit": [], "household": []}
    for line in book.evaluation_order:
        if line in chosen:
            found[book.line(line).subject_kind].append(line)
    return found


def judge_row(run: Verdicts, n: int, lines: Mapping[str, Sequence[str]]) -> None:
    """One unit or household on all its lines; the persons have been judged before."""
    subject = run.subject(run.subjects[n])
    kind = "unit" if isinstance(subject, Unit) else "household"
    if isinstance(subject, Unit) and _unit_gone(subject, run.year):
        return
    answers = judge_lines(run.book, run.bare_career(subject.id), lines[kind], run.law_date_of(subject.id))
    for line, answer in answers.items():
        run.raw[n, run.column[line]], run.statuses[n, run.column[line]] = answer


def order_for(book: LawBook, wanted: list[str]) -> tuple[str, ...]:
    """The wanted lines and all they look at, in evaluation order."""
    needed = set(wanted)
    for line in reversed(book.evaluation_order):
        if line in needed:
            for rule in book.rules:
                if line == rule.id or line in rule.replaces:
                    for honour in rule.criterion.needs:
                        needed.update(book.lines_giving.get(honour, ()))
                    for leaf in rule.criterion.leaves():
                        if leaf.about_unit_members:
                            for honour in leaf.honours:
                                needed.update(book.lines_giving.get(honour, ()))
    return tuple(line for line in book.evaluation_order if line in needed)


def _unit_gone(unit: Unit, year: int) -> bool:
    ended = unit.valid_to is not None and unit.valid_to < year_end(year)
    return ended or (unit.valid_from is not None and unit.valid_from > year_end(year))


def judge_persons(run: Verdicts, order: Sequence[str]) -> None:
    """All persons on all person lines, chunk by chunk."""
    book, index, column = run.book, run.index, run.column
    persons = list(index.persons.values())
    if not persons:
        return
    columns = columns_of(run.facts, run.year)
    deferral = np.array([_deferral(run, p) for p in persons], bool)
    versions = {line: versions_by_person(run, line) for line in order}
    for start in range(0, columns.n, CHUNK):
        part = slice(start, min(start + CHUNK, columns.n))
        context = ForceContext(columns, book.lines_giving, book.discipline_year, part)
        deferred = deferral[part]
        lowering = {row - start: s for row, s in run.standings.items() if start <= row < part.stop}
        for line in order:
            rules, which, without = versions[line]
            status = evaluate_versions(rules, which[part], context)
            context.statuses[line] = np.where(without[part] == Verdict.NO_RULE, np.uint8(1), status)
            if any(s.touches(book.line(line).honour) for s in lowering.values()):
                context.lowered = _lowered(book, context.statuses, lowering)
        for line in order:
            _, which, without = versions[line]
            status = context.lowered.get(line, context.statuses[line])
            run.raw[part, column[line]] = np.where(columns.gone[part], np.uint8(0), status)
            verdict = np.where(deferred & (status > Verdict.UNMET), np.uint8(Verdict.HELD), status)
            verdict = np.where(which[part] < 0, without[part], verdict)
            run.statuses[part, column[line]] = np.where(
                columns.gone[part], np.uint8(Verdict.OUT_OF_SCOPE), verdict
            )


def _lowered(
    book: LawBook, statuses: Mapping[str, NDArray[np.uint8]], standings: Mapping[int, Standing]
) -> dict[str, NDArray[np.uint8]]:
    """Statuses after the measures, of the lines that they touch; measures are few, so row by row."""
    found: dict[str, NDArray[np.uint8]] = {}
    for row, standing in standings.items():
        own = {line: int(status[row]) for line, status in statuses.items()}
        for line, status in settle(book, standing, own).items():
            found.setdefault(line, statuses[line].copy())[row] = status
    return found


def _deferral(run: Verdicts, person: Person) -> bool:
    """Whether a person is deferred by the law of his own day."""
    if not (run.index.holds.get(person.id) or run.index.disciplines.get(person.id)):
        return False
    career = Career(run.index, person, run.year, {})
    return bool(career.held_by(run.book.deferral_grounds(run.law_date_of(person.id))))


def evaluate_versions(rules: Sequence[Rule], which: NDArray[np.int16], context: Context) -> NDArray[np.uint8]:
    """Statuses of one line where each person has his own version of it (-1: none)."""
    status = np.zeros(len(which), np.uint8)
    for n, rule in enumerate(rules):
        mine = which == n
        if mine.all():
            return np.asarray(rule.criterion.status(context), np.uint8)
        if mine.any():
            status = np.where(mine, np.asarray(rule.criterion.status(context), np.uint8), status)
    return status


def versions_by_person(run: Verdicts, line: str) -> tuple[list[Rule], NDArray[np.int16], NDArray[np.uint8]]:
    """Which version of a line each person stands under (-1: none), and the verdict of those
    under none."""
    persons = run.index.persons.values()
    rules: list[Rule] = []
    which = np.full(len(persons), -1, np.int16)
    without = np.full(len(persons), Verdict.OUT_OF_SCOPE, np.uint8)
    found: dict[tuple[object, ...], tuple[int, int]] = {}
    for n, person in enumerate(persons):
        day = run.law_date_of(person.id)
        key = (person.force, person.category, day)
        if key not in found:
            rule = rule_for(run.book, person, line, day)
            if rule is None:
                found[key] = (-1, no_rule(run.book, line, day, person))
            else:
                if rule not in rules:
                    rules.append(rule)
                found[key] = (rules.index(rule), Verdict.OUT_OF_SCOPE)
        which[n], without[n] = found[key]
    return rules, which, without
