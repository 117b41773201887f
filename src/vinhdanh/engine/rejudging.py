"""Judging again after some records changed: only whom the changes touch, with the same answers as anew.

What a verdict rests on beyond the subject's own records: findings about the units above a person that
cover their members; honours that used up a work of which he is an author; for a unit its members and the
units it came from. ``touched_by`` follows exactly these.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import Facts, Work, digest
from vinhdanh.engine.index import Index
from vinhdanh.engine.judging import Verdicts, judge_persons, judge_row, lines_by_kind
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.members import Source
from vinhdanh.engine.verdict import Verdict

TABLES = tuple(f.name for f in fields(Facts) if f.name != "_cache")
# Whose record it is, by table; works, lineages and what a record says of others come on top.
_OWNER = {
    "persons": "id",
    "units": "id",
    "households": "id",
    "posts": "person",
    "ratings": "subject",
    "grants": "subject",
    "disciplines": "subject",
    "holds": "subject",
    "measures": "subject",
    "absences": "person",
    "findings": "subject",
}

Compute = Callable[[Verdicts, "list[int] | None"], NDArray[Any]]


@dataclass(eq=False)
class Rejudged:
    """A run made from an earlier one."""

    before: Verdicts
    verdicts: Verdicts
    touched: dict[str, tuple[str, ...]]  # subject -> ids of the changed records it was judged again for
    _persons: Verdicts  # the touched persons alone, with all that they look at
    _kept: tuple[NDArray[np.intp], NDArray[np.intp]]  # rows now, and the same subjects' rows before

    def carried(self, figures: NDArray[Any], compute: Compute) -> NDArray[Any]:
        """Figures by subject and line of the earlier run, computed again for whom the changes touch.

        Args:
            compute: as ``earliest_years``: for a whole run, or for the rows named, none of them a person's.
        """
        now, before = self._kept
        found = np.zeros(self.verdicts.statuses.shape, figures.dtype)
        found[now] = figures[before]
        rows = [self.verdicts.at[subject] for subject in self._persons.subjects]
        if rows:
            found[rows] = compute(self._persons, None)
        others = sorted(self.verdicts.at[s] for s in self.touched if s in self.verdicts.at)
        others = [row for row in others if row >= len(self.verdicts.index.persons)]
        if others:
            found[others] = compute(self.verdicts, others)[others]
        return found


def rejudge(before: Verdicts, facts: Facts) -> Rejudged:
    """The verdicts of ``facts`` by the law and the year of an earlier run: bytes equal to a run made anew.

    Args:
        before: a run over the facts as they were.
        facts: the facts as they are, of the same agency.
    """
    touched = touched_by(before.facts, facts, before.year)
    index = Index.of(facts)
    subjects = (*index.persons, *index.units, *index.households)
    statuses = np.full((len(subjects), len(before.rule_ids)), Verdict.OUT_OF_SCOPE, np.uint8)
    raw = np.zeros_like(statuses)
    kept = [(n, before.at[s]) for n, s in enumerate(subjects) if s in before.at and s not in touched]
    now = np.array([pair[0] for pair in kept], np.intp)
    then = np.array([pair[1] for pair in kept], np.intp)
    statuses[now], raw[now] = before.statuses[then], before.raw[then]
    whole = Verdicts(
        before.book,
        facts,
        before.year,
        before.law_date,
        before.members,
        subjects,
        before.rule_ids,
        statuses,
        raw,
    )
    persons = _persons_alone(before, facts, [s for s in index.persons if s in touched])
    rows = [whole.at[s] for s in persons.subjects]
    statuses[rows], raw[rows] = persons.statuses, persons.raw
    lines = lines_by_kind(before.book, before.rule_ids)
    for subject in touched:
        if subject in index.units or subject in index.households:
            judge_row(whole, whole.at[subject], lines)
    return Rejudged(before, whole, touched, persons, (now, then))


def judge_some(
    book: LawBook, facts: Facts, subjects: Collection[str], *, year: int, members: Source = "verdicts"
) -> Verdicts:
    """Judge some subjects of ``facts`` by the law of the year's 31/12; all others stay out of scope.

    With ``members="verdicts"`` a unit among them needs its members among them too.
    """
    lines = tuple(line.id for line in book.rule_lines)
    index = Index.of(facts)
    every = (*index.persons, *index.units, *index.households)
    statuses = np.full((len(every), len(lines)), Verdict.OUT_OF_SCOPE, np.uint8)
    found = Verdicts(
        book, facts, year, year_end(year), members, every, lines, statuses, np.zeros_like(statuses)
    )
    persons = _persons_alone(found, facts, [s for s in index.persons if s in subjects])
    rows = [found.at[s] for s in persons.subjects]
    found.statuses[rows], found.raw[rows] = persons.statuses, persons.raw
    by_kind = lines_by_kind(book, lines)
    for subject in subjects:
        if subject in index.units or subject in index.households:
            judge_row(found, found.at[subject], by_kind)
    return found


def _persons_alone(before: Verdicts, facts: Facts, persons: list[str]) -> Verdicts:
    """The named persons judged on facts cut down to what concerns them."""
    part = facts_about(facts, persons)
    shape = (len(persons), len(before.rule_ids))
    found = Verdicts(
        before.book,
        part,
        before.year,
        before.law_date,
        before.members,
        tuple(persons),
        before.rule_ids,
        np.full(shape, Verdict.OUT_OF_SCOPE, np.uint8),
        np.zeros(shape, np.uint8),
    )
    judge_persons(found, lines_by_kind(before.book, before.rule_ids)["person"])
    return found


def facts_about(facts: Facts, persons: Iterable[str]) -> Facts:
    """Everything that the verdicts of some persons rest on. Units come along whole, their own records not,
    but for what was concluded about all their members."""
    index, wanted = Index.of(facts), dict.fromkeys(persons)
    works: dict[str, Work] = {w.id: w for person in wanted for w in index.works.get(person, ())}
    places = index.places
    own = {at for person in wanted for at in places.grants.get(person, ())}
    own.update(at for work in works for at in places.users.get(work, ()))
    found = {at for person in wanted for at in places.findings.get(person, ())}
    return Facts(
        persons=tuple(index.persons[person] for person in wanted),
        units=facts.units,
        posts=tuple(r for person in wanted for r in index.posts.get(person, ())),
        ratings=tuple(r for person in wanted for r in index.ratings.get(person, ())),
        grants=tuple(facts.grants[at] for at in sorted(own)),
        works=tuple(works.values()),
        disciplines=tuple(r for person in wanted for r in index.disciplines.get(person, ())),
        holds=tuple(r for person in wanted for r in index.holds.get(person, ())),
        measures=tuple(r for person in wanted for r in index.measures.get(person, ())),
        findings=tuple(facts.findings[at] for at in sorted(found.union(places.covering))),
    )


def fingerprint_of(facts: Facts, told: dict[int, str]) -> str:
    """``facts.fingerprint``, of one of many sets that share records.

    Args:
        told: ``id`` of a record -> its text, filled as it goes. By identity, because equal records may have
            different texts (a level is equal to its number). The caller keeps the records alive.
    """
    texts: dict[str, list[str]] = {}
    for table in TABLES:
        records = getattr(facts, table)
        for record in records:
            if id(record) not in told:
                told[id(record)] = repr(record)
        texts[table] = sorted([told[id(record)] for record in records])
    return digest(texts)


# ---- who is touched -------------------------------------------------------------------------------


def changed_records(before: Facts, after: Facts) -> list[tuple[str, Any, Any]]:
    """(table, record before, record after) of every record that differs; None where there is none."""
    found: list[tuple[str, Any, Any]] = []
    for table in TABLES:
        old, new = getattr(before, table), getattr(after, table)
        if old is new:
            continue
        left, right = {r.id: r for r in old}, {r.id: r for r in new}
        for id, record in left.items():
            other = right.get(id)
            if other is not record and other != record:
                found.append((table, record, other))
        found += [(table, None, record) for id, record in right.items() if id not in left]
    return found


def touched_by(before: Facts, after: Facts, year: int) -> dict[str, tuple[str, ...]]:
    """Every subject whose verdicts of a review year may differ, with the ids of the records it is for."""
    return touched_of(before, after, changed_records(before, after), year)


def touched_of(
    before: Facts, after: Facts, changed: list[tuple[str, Any, Any]], year: int
) -> dict[str, tuple[str, ...]]:
    """The same where it is known which records changed."""
    return _Touched(Index.of(before), Index.of(after), year).by(changed)


class _Touched:
    """Collects subjects with their causes, in both states of the records."""

    def __init__(self, before: Index, after: Index, year: int) -> None:
        self.sides, self.year = (before, after), year
        self.causes: dict[str, dict[str, None]] = {}

    def add(self, subject: str, cause: str) -> None:
        if any(
            subject in side.persons or subject in side.units or subject in side.households
            for side in self.sides
        ):
            self.causes.setdefault(subject, {})[cause] = None

    def by(self, changed: list[tuple[str, Any, Any]]) -> dict[str, tuple[str, ...]]:
        for table, old, new in changed:
            for record in (old, new):
                if record is not None:
                    self._record(table, record)
        self._units_of_members()
        self._successors()
        return {subject: tuple(causes) for subject, causes in self.causes.items()}

    def _record(self, table: str, record: Any) -> None:
        if table in _OWNER:
            self.add(getattr(record, _OWNER[table]), record.id)
        match table:
            case "works":
                self._authors(record.id, record.id)
            case "grants":
                for work in record.works:
                    self._authors(work, record.id)
            case "lineages":
                self.add(record.successor, record.id)
            case "findings" if record.covers_members and record.year == self.year:
                self._below(record.subject, record.id)
            case "units":
                self._below(record.id, record.id)
                for side in self.sides:
                    for above in side.above(record.id):
                        self.add(above, record.id)

    def _authors(self, work: str, cause: str) -> None:
        for side in self.sides:
            for author in side.authors.get(work, ()):
                self.add(author, cause)

    def _below(self, unit: str, cause: str) -> None:
        """The members of a unit and of all below it."""
        for side in self.sides:
            for person in side.members(unit, self.year):
                self.add(person, cause)

    def _units_of_members(self) -> None:
        persons = [s for s in self.causes if any(s in side.persons for side in self.sides)]
        for side in self.sides:
            homes = side.homes(self.year)
            for person in persons:
                for unit in side.above(homes.get(person)):
                    for cause in self.causes[person]:
                        self.add(unit, cause)

    def _successors(self) -> None:
        """What a unit was is looked at by every unit that came from it."""
        followers: dict[str, set[str]] = {}
        for side in self.sides:
            for successor, lineages in side.forebears.items():
                for lineage in lineages:
                    followers.setdefault(lineage.unit, set()).add(successor)
        waiting = [s for s in self.causes if s in followers]
        while waiting:
            unit = waiting.pop()
            for successor in followers.get(unit, ()):
                new = self.causes[unit].keys() - self.causes.get(successor, {}).keys()
                for cause in new:
                    self.add(successor, cause)
                if new:
                    waiting.append(successor)


def by_table(changed: list[tuple[str, Any, Any]]) -> Mapping[str, tuple[tuple[str, ...], tuple[Any, ...]]]:
    """The same as a patch for ``Facts.patched``: table -> (ids that are gone, records new or changed)."""
    found: dict[str, tuple[list[str], list[Any]]] = {}
    for table, old, new in changed:
        gone, written = found.setdefault(table, ([], []))
        if new is None:
            gone.append(old.id)
        else:
            written.append(new)
    return {table: (tuple(gone), tuple(written)) for table, (gone, written) in found.items()}
