"""What a unit's years owe to the units it came from, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vinhdanh.eligibility.results import Results
from vinhdanh.engine.careers import Career
from vinhdanh.engine.facts import Level, LineageKind, Unit
from vinhdanh.engine.lineage import Forebears, inherit
from vinhdanh.engine.wording import LEVELS, sentence
from vinhdanh.engine.words import bit

BACK = 12  # years before the review year that the sentences go
_BECAME = {
    LineageKind.MERGED: "sáp nhập",
    LineageKind.SPLIT: "chia tách",
    LineageKind.RENAMED: "đổi tên",
}


@dataclass(frozen=True, slots=True)
class Inherited:
    """One reorganisation out of which the unit came, and what it brings along."""

    on: date
    how: str
    units: tuple[Unit, ...]
    surely: tuple[str, ...]  # «Hoàn thành xuất sắc nhiệm vụ 2023, 2024»
    possibly: tuple[str, ...]  # what only some of them had

    @property
    def names(self) -> str:
        """«A», «A và B», «A, B và C»."""
        names = [unit.name for unit in self.units]
        return " và ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def inherited(results: Results, unit: str) -> list[Inherited]:
    """What the engine counts for a unit from before it was what it is, by the day of each reorganisation."""
    record = results.index.units[unit]
    career = Career(results.index, record, results.year, results.book.lines_giving)
    lineages = [line for line in results.index.forebears.get(unit, ()) if line.on <= career.as_of]
    found = []
    days = sorted({line.on for line in lineages if line.unit in results.index.units})
    for day, before in zip(days, career.forebears, strict=True):
        here = [line for line in lineages if line.on == day and line.unit in results.index.units]
        surely, possibly = _told(results, career, before)
        units = tuple(results.index.units[line.unit] for line in here)
        found.append(Inherited(day, _BECAME[here[0].kind], units, surely, possibly))
    return found


def _told(results: Results, unit: Career, before: Forebears) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Years surely and possibly brought along. What the unit surely has anyway is no question any more."""
    surely: list[str] = []
    possibly: list[str] = []
    level = Level.EXCELLENT
    words = [
        (
            sentence(LEVELS[level]),
            inherit((0, 0), [before], lambda c: c.rating(level)),
            unit.rating(level)[0],
        )
    ]
    codes = {g.honour for c in before.careers for g in results.index.grants.get(c.subject.id, ())}
    for code in results.book.honours:
        if code in codes:
            honour = results.book.honours[code]
            name = honour.police_name if results.of_police and honour.police_name else honour.name
            words.append((name, _brought(before, code), unit.honour((code,), frozenset())[0]))
    told = 0  # years of which the old units have anything on record: of the others nothing is said
    for career in before.careers:
        for rating in results.index.ratings.get(career.subject.id, ()):
            told |= bit(rating.year)
    for name, (low, high), known in words:
        if years := _years(results.year, low):
            surely.append(f"{name} {years}")
        if years := _years(results.year, high & ~low & ~known & told):
            possibly.append(f"{name} {years}")
    return tuple(surely), tuple(possibly)


def _brought(before: Forebears, code: str) -> tuple[int, int]:
    return inherit((0, 0), [before], lambda career: career.honour((code,), frozenset()))


def _years(until: int, word: int) -> str:
    return ", ".join(str(year) for year in range(until - BACK, until + 1) if word & bit(year))
