"""The members of each unit, and how they stand, for unit criteria."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.context import Evidence
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import DisciplineForm, Level, Merit
from vinhdanh.engine.index import Index
from vinhdanh.engine.wording import DISCIPLINE_FORMS, LEVELS

Source = Literal["verdicts", "grants"]
NO_LEVEL = -1
SHOWN = 30  # how many members an explanation names


class Roll:
    """Everybody's level, titles and discipline of the year, once for all units.

    Args:
        statuses: line -> status of every person this year (0, 1, 2), in the persons' order.
        source: whether a title counts when it is met, or only once it has been granted.
    """

    def __init__(
        self,
        index: Index,
        year: int,
        statuses: Mapping[str, NDArray[np.uint8]],
        lines_giving: Mapping[str, tuple[str, ...]],
        source: Source,
    ) -> None:
        self.index, self.year, self.source = index, year, source
        self._statuses, self._lines_giving = statuses, lines_giving
        self.ids = tuple(index.persons)
        self.at = {id: n for n, id in enumerate(self.ids)}

    @cached_property
    def levels(self) -> NDArray[np.int8]:
        levels = np.full(len(self.ids), NO_LEVEL, np.int8)
        for rating in self.index.ratings_in.get(self.year, ()):
            at = self.at.get(rating.subject)
            if at is not None:
                levels[at] = max(int(levels[at]), int(rating.level or 0))
        return levels

    @cached_property
    def _granted(self) -> dict[tuple[str, Merit], NDArray[np.bool_]]:
        found: dict[tuple[str, Merit], NDArray[np.bool_]] = {}
        for grant in self.index.grants_in.get(self.year, ()):
            if grant.subject in self.at:
                row = found.setdefault((grant.honour, grant.merit), np.zeros(len(self.ids), bool))
                row[self.at[grant.subject]] = True
        return found

    def titled(
        self, honours: tuple[str, ...], without: frozenset[Merit] = frozenset()
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Who holds one of the titles this year, but for those merits: surely, possibly."""
        surely = np.zeros(len(self.ids), bool)
        for (honour, merit), holders in self._granted.items():
            if honour in honours and merit not in without:
                surely |= holders
        possibly = surely.copy()
        if self.source == "verdicts":
            for honour in honours:
                for line in self._lines_giving.get(honour, ()):
                    if line in self._statuses:
                        surely = surely | (self._statuses[line] == 2)
                        possibly = possibly | (self._statuses[line] >= 1)
        return surely, possibly

    @cached_property
    def discipline(self) -> NDArray[np.int8]:
        """The heaviest discipline decided in the year, 0 none."""
        heaviest = np.zeros(len(self.ids), np.int8)
        for d in self.index.facts.disciplines:
            if d.subject in self.at and d.decided.year == self.year:
                heaviest[self.at[d.subject]] = max(heaviest[self.at[d.subject]], d.form)
        return heaviest

    @cached_property
    def _by_unit(self) -> dict[str, list[int]]:
        """Members of each unit's whole subtree on 31/12 of the year."""
        day = year_end(self.year)
        found: dict[str, list[int]] = {}
        chains: dict[str, list[str]] = {}
        for person, unit in self.index.homes(self.year).items():
            subject = self.index.persons.get(person)
            if subject is None or (subject.left is not None and subject.left < day):
                continue
            if unit not in chains:
                chains[unit] = self.index.above(unit)
            for above in chains[unit]:
                found.setdefault(above, []).append(self.at[person])
        return found

    def members_of(self, unit: str) -> UnitMembers:
        return UnitMembers(self, np.array(self._by_unit.get(unit, []), np.intp))


class UnitMembers:
    """One unit's members. Shares are taken of those who were assessed in the year."""

    def __init__(self, roll: Roll, who: NDArray[np.intp]) -> None:
        self.roll = roll
        self.everyone = who
        self.assessed = who[roll.levels[who] != NO_LEVEL]

    def total(self, denominator: str = "assessed_members") -> int:
        return len(self.everyone if denominator == "all_members" else self.assessed)

    def rated(self, level: Level) -> tuple[int, int]:
        number = int((self.roll.levels[self.assessed] >= level).sum())
        return number, number

    def titled(
        self, honours: tuple[str, ...], without: frozenset[Merit], everyone: bool = False
    ) -> tuple[int, int]:
        surely, possibly = self.roll.titled(honours, without)
        who = self.everyone if everyone else self.assessed
        return int(surely[who].sum()), int(possibly[who].sum())

    def disciplined(self, form: DisciplineForm) -> int:
        return int((self.roll.discipline[self.everyone] >= form).sum())

    def names(self, what: str, honours: tuple[str, ...] = (), level: Level | None = None) -> list[Evidence]:
        """Members that stand against the unit, at most ``SHOWN`` of them."""
        roll, persons = self.roll, self.roll.index.persons
        if what == "disciplined":
            who = [n for n in self.everyone if roll.discipline[n]]
            tell = {n: DISCIPLINE_FORMS[DisciplineForm(int(roll.discipline[n]))] for n in who}
        elif what == "rating":
            who = [n for n in self.assessed if level is not None and roll.levels[n] < level]
            tell = {n: LEVELS[Level(int(roll.levels[n]))] for n in who}
        else:
            surely, possibly = roll.titled(honours)
            who = [n for n in self.assessed if not surely[n]]
            tell = {n: "chưa đủ căn cứ" if possibly[n] else "không đạt" for n in who}
        rows = [Evidence(roll.ids[n], f"{persons[roll.ids[n]].name}: {tell[n]}") for n in who[:SHOWN]]
        if len(who) > SHOWN:
            rows.append(Evidence("", f"và {len(who) - SHOWN} người nữa"))
        return rows
