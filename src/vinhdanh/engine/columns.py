"""A force as columns, and the words made from them.

``ForceColumns`` holds one row a record, sorted by subject, in narrow NumPy arrays. It is what a
million people are judged from; ``columns_of`` makes it from records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.conclusions import FindingColumns
from vinhdanh.engine.durations import merged_months, whole_months, year_end
from vinhdanh.engine.facts import (
    DisciplineForm,
    Facts,
    Force,
    Level,
    Merit,
    Sex,
    WorkKind,
    WorkScope,
)
from vinhdanh.engine.index import Index
from vinhdanh.engine.words import EPOCH, FULL, LAST, upto

FORCES = tuple(Force)
MERITS = tuple(Merit)
KINDS = tuple(WorkKind)
SEXES = (None, Sex.MALE, Sex.FEMALE)
FREE, USED_TWICE = -1, -2  # used_honour of a work: by nothing; by more than one honour

Array = NDArray[Any]


@dataclass
class Rows:
    """Parallel columns of one kind of record, sorted by subject."""

    subject: Array
    columns: dict[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.subject)

    @cached_property
    def starts(self) -> Array:
        """The first row of each subject."""
        return starts_of(self.subject)


def starts_of(key: Array) -> Array:
    """Where each run of equal values begins."""
    new = np.ones(len(key), bool)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    return np.flatnonzero(new)


def shifts_of(years: Array) -> Array:
    """The place of each year in a word."""
    return np.clip(np.int16(LAST) - years, 0, 63).astype(np.uint8)


def bits_of(chosen: Array | bool, shifts: Array) -> Array:
    """The bit of each row's year, nothing where the row is not chosen."""
    return np.left_shift(chosen, shifts, dtype=np.uint64)


def or_by(bits: Array, starts: Array, subjects: Array, n: int) -> Array:
    """OR runs of rows into one word a subject."""
    word = np.zeros(n, np.uint64)
    if len(starts):
        word[subjects] = np.bitwise_or.reduceat(bits, starts)
    return word


@dataclass
class ForceColumns:
    """Everything that individual titles are judged from, for ``n`` persons in one review year."""

    n: int
    year: int
    honours: tuple[str, ...]  # what grants["honour"] indexes
    ratings: Rows  # year, level (-1: not assessed)
    grants: Rows  # year, given, honour, merit; only those in force
    works: Rows  # year, kind, scope, used_honour, used_year, shared
    force: Array  # index into FORCES
    sex: Array  # 0 unknown, 1 male, 2 female
    joined_year: Array  # 0 unknown
    service: Array  # whole months on 31/12, -1 unknown
    leaves: Array  # bool
    gone: Array  # bool: not in the service in the review year
    discipline_end: Array  # year in which the last discipline ended, 0 none
    disciplines: Rows  # year, form
    category: tuple[str, ...] = ()
    findings: Mapping[str, Array] = field(default_factory=dict)  # about -> status
    figures: Mapping[str, Array] = field(default_factory=dict)
    disputed: Mapping[str, Array] = field(default_factory=dict)  # about -> bool: contradicting conclusions
    facts: Facts | None = None
    ids: tuple[str, ...] = ()
    _words: dict[object, Array] = field(default_factory=dict, repr=False)
    _planes_of: dict[object, list[tuple[Array, Array]]] = field(default_factory=dict, repr=False)
    _numbers_of: dict[object, tuple[Array, Array]] = field(default_factory=dict, repr=False)

    @classmethod
    def plain(
        cls,
        n: int,
        year: int,
        *,
        honours: tuple[str, ...],
        ratings: Rows,
        grants: Rows,
        works: Rows,
        joined_year: Array,
        service: Array,
        force: Force = Force.POLICE,
        findings: Mapping[str, Array] | None = None,
    ) -> Self:
        """A force without discipline, holds or leavers: the shape of a benchmark."""
        no = np.zeros(n, bool)
        none = np.zeros(0, np.int16)
        return cls(
            n=n,
            year=year,
            honours=honours,
            ratings=ratings,
            grants=grants,
            works=works,
            force=np.full(n, FORCES.index(force), np.int8),
            sex=np.zeros(n, np.int8),
            joined_year=joined_year,
            service=service,
            leaves=no,
            gone=no,
            discipline_end=np.zeros(n, np.int16),
            disciplines=Rows(np.zeros(0, np.int32), {"year": none, "form": none}),
            findings=findings or {},
        )

    # --- words ---------------------------------------------------------------------------------

    def rated(self, level: Level) -> Array:
        """Years at the level or better."""
        key = ("rated", level)
        if key not in self._words:
            self._words[key] = self._rated(level)
        return self._words[key]

    def _rated(self, level: int) -> Array:
        rows = self.ratings
        bits = bits_of(rows["level"] >= level, shifts_of(rows["year"]))
        return or_by(bits, rows.starts, rows.subject[rows.starts], self.n) & self._upto

    @cached_property
    def unknown(self) -> Array:
        """Years in the service without a level."""
        known = self._rated(0)
        shift = np.clip(LAST + 1 - self.joined_year, 0, 63).astype(np.uint64)
        before = np.where(self.joined_year > EPOCH, np.uint64(FULL) << shift, np.uint64(0))
        return ~known & ~before & self._upto

    @property
    def _upto(self) -> np.uint64:
        return np.uint64(upto(self.year))

    @cached_property
    def _by_honour(self) -> list[tuple[Array, Array, Array]]:
        """Of each honour: its rows, where each subject begins among them, and those subjects."""
        order = np.argsort(self.grants["honour"], kind="stable")
        ends = np.cumsum(np.bincount(self.grants["honour"], minlength=len(self.honours)))
        found = []
        for rows in np.split(order, ends[:-1]):
            subject = self.grants.subject[rows]
            starts = starts_of(subject)
            found.append((rows, starts, subject[starts]))
        return found

    def granted(self, code: str, without: frozenset[Merit], when: str = "year") -> Array:
        """Years with an honour in force: ``year`` counted, or ``given`` decided."""
        key = ("granted", code, without, when)
        if key not in self._words:
            if code not in self.honours:
                self._words[key] = np.zeros(self.n, np.uint64)
            else:
                rows, starts, subjects = self._by_honour[self.honours.index(code)]
                counts: Array | bool = True
                if without:
                    counts = np.array([merit not in without for merit in MERITS])[self.grants["merit"][rows]]
                bits = bits_of(counts, shifts_of(self.grants[when][rows]))
                self._words[key] = or_by(bits, starts, subjects, self.n) & self._upto
        return self._words[key]

    @cached_property
    def _work_years(self) -> tuple[Array, Array, Array, Array, Array]:
        """Works in order of subject and year: that order, where each (subject, year) begins, its
        place in a word, where each subject begins among those, and the subjects."""
        shifts = shifts_of(self.works["year"])
        key = self.works.subject.astype(np.int64) << 6 | shifts
        order = np.argsort(key, kind="stable")
        starts = starts_of(key[order])
        subject = self.works.subject[order[starts]]
        by_subject = starts_of(subject)
        return order, starts, shifts[order[starts]], by_subject, subject[by_subject]

    def work_planes(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, planes: int
    ) -> list[tuple[Array, Array]]:
        """Plane k: years with more than k usable works, surely and possibly free."""
        key = (kinds, scope, honour)
        if key not in self._numbers_of:
            rows = self.works
            code = self.honours.index(honour) if honour in self.honours else USED_TWICE - 1
            own = (rows["used_honour"] == code) & (rows["used_year"] == self.year)
            wanted = np.array([kind in kinds for kind in KINDS])
            usable = wanted[rows["kind"]] & (rows["scope"] >= scope) & ((rows["used_honour"] == FREE) | own)
            every = self._numbers(usable)
            free = self._numbers(usable & (rows["shared"] == 0)) if rows["shared"].any() else every
            self._numbers_of[key], self._planes_of[key] = (free, every), []
        free, every = self._numbers_of[key]
        found = self._planes_of[key]
        while len(found) < planes:
            low = self._plane(free, len(found))
            found.append((low, low if free is every else self._plane(every, len(found))))
        return found[:planes]

    def _numbers(self, chosen: Array) -> Array:
        """How many of the chosen works each (subject, year) has."""
        order, starts, *_ = self._work_years
        if len(starts) == 0:
            return np.zeros(0, np.int16)
        return np.add.reduceat(chosen[order], starts, dtype=np.int16)

    def _plane(self, numbers: Array, plane: int) -> Array:
        _, _, shifts, by_subject, subjects = self._work_years
        return or_by(bits_of(numbers > plane, shifts), by_subject, subjects, self.n) & self._upto

    def post_months(self, grades: tuple[str, ...]) -> Array:
        """Whole months in main posts of the grades, per person."""
        months = np.zeros(self.n, np.int32)
        if self.facts is not None:
            posts = Index.of(self.facts).posts
            for at, id in enumerate(self.ids):
                spans = [(p.start, p.end) for p in posts.get(id, ()) if p.main and p.grade in grades]
                if spans:
                    months[at] = merged_months(spans, year_end(self.year))
        return months

    def disciplined(self, form: DisciplineForm, years: int | None) -> Array:
        rows = self.disciplines
        marred = np.zeros(self.n, bool)
        first = 0 if years is None else self.year - years + 1
        marred[rows.subject[(rows["form"] >= form) & (rows["year"] >= first)]] = True
        return marred

    @staticmethod
    def read_rows(path: Path, columns: tuple[str, ...]) -> Rows:
        """One sorted Parquet file, read in row groups (needs pyarrow)."""
        import pyarrow.parquet as pq

        table = pq.read_table(path, columns=["person", *columns], use_threads=True)
        found = {name: table.column(name).to_numpy() for name in columns}
        return Rows(table.column("person").to_numpy(), found)


def _rows(found: Sequence[tuple[int, ...]], names: tuple[str, ...]) -> Rows:
    table = np.array(sorted(found), dtype=np.int32).reshape(len(found), len(names) + 1)
    return Rows(
        table[:, 0].copy(), {name: table[:, at + 1].astype(np.int16) for at, name in enumerate(names)}
    )


def columns_of(facts: Facts, year: int) -> ForceColumns:
    """The persons of ``facts`` as columns for one review year."""
    index = Index.of(facts)
    ids = tuple(index.persons)
    at = {id: n for n, id in enumerate(ids)}
    n, as_of = len(ids), year_end(year)
    codes = tuple(sorted({g.honour for rows in index.grants.values() for g in rows}))
    code_at = {code: k for k, code in enumerate(codes)}
    merit_at = {m: k for k, m in enumerate(MERITS)}
    kind_at = {kind: k for k, kind in enumerate(KINDS)}
    persons = list(index.persons.values())

    ratings = [
        (at[r.subject], r.year, -1 if r.level is None else int(r.level))
        for r in facts.ratings
        if r.subject in at
    ]
    grants = [
        (at[id], g.year, g.decided.year if g.decided else g.year, code_at[g.honour], merit_at[g.merit])
        for id, rows in index.grants.items()
        if id in at
        for g in rows
    ]
    disciplines = [
        (at[d.subject], d.decided.year, int(d.form))
        for d in facts.disciplines
        if d.subject in at and d.decided <= as_of
    ]
    ended = np.zeros(n, np.int16)
    for d in facts.disciplines:
        if d.subject in at and d.decided <= as_of and d.ends is not None and d.ends <= as_of:
            ended[at[d.subject]] = max(ended[at[d.subject]], d.ends.year)
    months = np.full(n, -1, np.int32)
    for k, p in enumerate(persons):
        if p.joined is not None:
            months[k] = whole_months(p.joined, min(p.left or as_of, as_of))
    findings = FindingColumns.of(index, ids, year)
    return ForceColumns(
        n=n,
        year=year,
        honours=codes,
        ratings=_rows(ratings, ("year", "level")),
        grants=_rows(grants, ("year", "given", "honour", "merit")),
        works=_rows(list(_work_rows(index, at, code_at, kind_at)), WORK_COLUMNS),
        force=np.array([FORCES.index(p.force) for p in persons], np.int8),
        sex=np.array([SEXES.index(p.sex) for p in persons], np.int8),
        joined_year=np.array([p.joined.year if p.joined else 0 for p in persons], np.int16),
        service=months,
        leaves=np.array([bool(p.left and p.left.year == year) for p in persons], bool),
        gone=np.array(
            [bool((p.left and p.left.year < year) or (p.joined and p.joined > as_of)) for p in persons], bool
        ),
        discipline_end=ended,
        disciplines=_rows(disciplines, ("year", "form")),
        category=tuple(p.category for p in persons),
        findings=findings.statuses,
        figures=findings.figures,
        disputed=findings.disputed,
        facts=facts,
        ids=ids,
    )


WORK_COLUMNS = ("year", "kind", "scope", "used_honour", "used_year", "shared")


def _work_rows(
    index: Index, at: Mapping[str, int], code_at: Mapping[str, int], kind_at: Mapping[WorkKind, int]
) -> Iterator[tuple[int, ...]]:
    for id, works in index.works.items():
        if id not in at:
            continue
        for work in works:
            uses = index.uses.get(work.id, ())
            own = {(h, y) for s, h, y in uses if s == id}
            honour, used_year = FREE, 0
            if len(own) == 1:
                ((code, used_year),) = own
                honour = code_at[code]
            elif own:
                honour = USED_TWICE
            shared = int(any(s != id for s, _, _ in uses))
            yield at[id], work.year, kind_at[work.kind], int(work.scope), honour, used_year, shared
