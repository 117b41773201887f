"""What was concluded about a subject, question by question; conclusions that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.facts import Finding
from vinhdanh.engine.index import Index


@dataclass(frozen=True, slots=True)
class Concluded:
    """The findings that count on one question: one, or several from the same place."""

    findings: tuple[Finding, ...]

    @property
    def status(self) -> int:
        """0 concluded no, 2 concluded yes, 1 where the findings say both."""
        said = {finding.holds for finding in self.findings}
        return 1 if len(said) > 1 else 2 if said == {True} else 0

    @property
    def figure(self) -> int:
        """The number they carry; -1 without one, or where they differ in it."""
        figures = {finding.figure for finding in self.findings}
        found = next(iter(figures))
        return -1 if len(figures) > 1 or found is None else found

    @property
    def disputed(self) -> bool:
        """Whether the findings contradict each other: people must settle it, no reader may pick one."""
        return len({(finding.holds, finding.figure) for finding in self.findings}) > 1


def concluded(places: Iterable[Iterable[Finding]]) -> dict[str, Concluded]:
    """Question -> what counts on it.

    Args:
        places: findings by where they were drawn, the weightiest first: a person's own before those of
            the nearest unit. What was concluded nearer counts alone; within one place nothing prevails.
    """
    found: dict[str, Concluded] = {}
    for place in places:
        here: dict[str, list[Finding]] = {}
        for finding in place:
            here.setdefault(finding.about, []).append(finding)
        for about, findings in here.items():
            found.setdefault(about, Concluded(tuple(findings)))
    return found


def _concluded(index: Index, ids: tuple[str, ...], year: int) -> Iterator[tuple[int, str, Concluded]]:
    """(person, question, what counts on it)."""
    homes = index.homes(year)
    by_unit: dict[str | None, list[list[Finding]]] = {None: []}
    of_unit: dict[str | None, dict[str, Concluded]] = {}
    for at, id in enumerate(ids):
        unit = homes.get(id)
        if unit not in by_unit:
            by_unit[unit] = list(index.covering_findings(unit, year))
        own = [f for f in index.findings.get(id, ()) if f.year == year]
        if own:
            counting = concluded([own, *by_unit[unit]])
        else:
            if unit not in of_unit:
                of_unit[unit] = concluded(by_unit[unit])
            counting = of_unit[unit]
        for about, found in counting.items():
            yield at, about, found


@dataclass
class FindingColumns:
    """Conclusions as columns: question -> one value a person."""

    statuses: dict[str, NDArray[Any]] = field(default_factory=dict)
    figures: dict[str, NDArray[Any]] = field(default_factory=dict)
    disputed: dict[str, NDArray[Any]] = field(default_factory=dict)

    @staticmethod
    def of(index: Index, ids: tuple[str, ...], year: int) -> FindingColumns:
        columns = FindingColumns()
        for at, about, found in _concluded(index, ids, year):
            if about not in columns.statuses:
                columns.statuses[about] = np.ones(len(ids), np.uint8)
                columns.figures[about] = np.full(len(ids), -1, np.int32)
            columns.statuses[about][at] = found.status
            columns.figures[about][at] = found.figure
            if found.disputed:
                columns.disputed.setdefault(about, np.zeros(len(ids), bool))[at] = True
        return columns
