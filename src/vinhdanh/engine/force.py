"""A whole force in one review year: every question of ``Context`` answered with arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from vinhdanh.engine.columns import Array, ForceColumns
from vinhdanh.engine.context import PLANES, Members
from vinhdanh.engine.facts import DisciplineForm, Level, Merit, WorkKind, WorkScope
from vinhdanh.engine.words import EPOCH, FULL, LAST, bit, place, upto

NOTHING: Mapping[str, Array] = {}


class ForceContext:
    """A slice of a force. ``statuses`` is filled line by line, in evaluation order."""

    def __init__(
        self,
        columns: ForceColumns,
        lines_giving: Mapping[str, Sequence[str]],
        discipline_year: str = "person",
        part: slice = slice(None),
    ) -> None:
        self.columns, self.year, self.part = columns, columns.year, part
        self.lines_giving = lines_giving
        self.statuses: dict[str, Array] = {}
        self.lowered: dict[str, Array] = {}  # the same after the year's điều lệnh measures, where they differ
        self._memo: dict[object, Any] = {}
        ends = columns.discipline_end[part].astype(np.int64)
        self._upto = np.uint64(upto(self.year))
        if ends.any():
            first_sure = ends if discipline_year == "counts" else ends + 1
            first_possible = ends + 1 if discipline_year == "not" else ends
            self._surely: Any = _from_year(first_sure) & self._upto
            self._possibly: Any = _from_year(first_possible) & self._upto
        else:
            self._surely = self._possibly = None  # every year counts

    def rating(self, level: Level) -> tuple[Array, Array]:
        if level not in self._memo:
            word = self.columns.rated(level)[self.part]
            unknown = self.columns.unknown[self.part]
            self._memo[level] = self._counted(word, word | unknown)
        found: tuple[Array, Array] = self._memo[level]
        return found

    def _counted(self, low: Array, high: Array) -> tuple[Array, Array]:
        """The bounds without the years before a discipline's end."""
        return (low, high) if self._surely is None else (low & self._surely, high & self._possibly)

    def _or(self, codes: tuple[str, ...], without: frozenset[Merit], when: str) -> Array:
        word = self.columns.granted(codes[0], without, when)[self.part]
        for code in codes[1:]:
            word = word | self.columns.granted(code, without, when)[self.part]
        return word

    def honour(self, codes: tuple[str, ...], without: frozenset[Merit]) -> tuple[Array, Array]:
        key = (codes, without)
        if key not in self._memo:
            word = self._or(codes, without, "year")
            met = self._met(codes, self.lowered)
            possible = word
            if met is not None:
                possible = word | np.left_shift(met > 0, np.uint8(place(self.year)), dtype=np.uint64)
            self._memo[key] = self._counted(word, possible)
        found: tuple[Array, Array] = self._memo[key]
        return found

    def held(self, codes: tuple[str, ...], without: frozenset[Merit]) -> Array:
        return self._or(codes, without, "year")

    def given(self, codes: tuple[str, ...], without: frozenset[Merit]) -> Array:
        return self._or(codes, without, "given")

    def once(self, key: object, compute: Callable[[], Any]) -> Any:
        if key not in self._memo:
            self._memo[key] = compute()
        return self._memo[key]

    def works(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, planes: int = PLANES
    ) -> list[tuple[Array, Array]]:
        found = self.columns.work_planes(kinds, scope, honour, planes)
        return [self._counted(low[self.part], high[self.part]) for low, high in found]

    def service_months(self) -> Array:
        return self.columns.service[self.part]

    def post_months(self, grades: tuple[str, ...]) -> Array:
        key = ("posts", grades)
        if key not in self._memo:
            self._memo[key] = self.columns.post_months(grades)[self.part]
        found: Array = self._memo[key]
        return found

    def sex(self) -> Array:
        return self.columns.sex[self.part]

    def finding(self, about: str) -> Array:
        found = self.columns.findings.get(about)
        return np.ones(self.size, np.uint8) if found is None else found[self.part]

    def figure(self, about: str) -> Array:
        found = self.columns.figures.get(about)
        return np.full(self.size, -1, np.int32) if found is None else found[self.part]

    def claimed(self, about: str) -> Array:
        found: Array = (self.finding(about) != 1) | self.disputed(about)
        return found

    def disputed(self, about: str) -> Array:
        found = self.columns.disputed.get(about)
        return np.zeros(self.size, bool) if found is None else found[self.part]

    @property
    def size(self) -> int:
        return len(self.columns.force[self.part])

    def disciplined(self, form: DisciplineForm, years: int | None) -> Array:
        return self.columns.disciplined(form, years)[self.part]

    def leaving(self) -> Array:
        return self.columns.leaves[self.part]

    def _met(self, codes: tuple[str, ...], lowered: Mapping[str, Array] = NOTHING) -> Array | None:
        met: Array | None = None
        for code in codes:
            for line in self.lines_giving.get(code, ()):
                if line in self.statuses:
                    found = lowered.get(line, self.statuses[line])
                    met = found if met is None else np.maximum(met, found)
        return met

    def meets(self, honours: tuple[str, ...], without: frozenset[Merit]) -> Array:
        held = (self.held(honours, without) & np.uint64(bit(self.year))) != 0
        met = self._met(honours)
        surely = np.where(held, np.uint8(2), np.uint8(0))
        return surely if met is None else np.maximum(met, surely)

    def members(self) -> Members:
        raise TypeError("tiêu chí về thành viên chỉ áp dụng cho tập thể")


def _from_year(first: Array) -> Array:
    """All years from ``first`` on, as words; the whole word where ``first`` is at or before the epoch.

    ``first`` of 0 or 1 means that no discipline ended.
    """
    shift = np.clip(LAST + 1 - first, 0, 63).astype(np.uint64)
    return np.where(first <= EPOCH, np.uint64(FULL), (np.uint64(1) << shift) - np.uint64(1))
