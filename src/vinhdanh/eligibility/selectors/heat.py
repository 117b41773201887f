"""The heat map: shares of people who meet each line, a row a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from vinhdanh.eligibility.results import Counts, Part, Results
from vinhdanh.eligibility.selectors.tree import (
    COMMUNES_TITLE,
    alive,
    base_units,
    group_of,
    group_rank,
    kind_name,
)
from vinhdanh.engine import RuleLine
from vinhdanh.engine.facts import Unit

LONGEST_CODE = 8  # letters that stand before a unit's name, and alone on a phone
ENOUGH = 10  # people: below it a unit's share says little and is not ranked


@dataclass(frozen=True, slots=True)
class Cell:
    """One share of the heat map; ``percent`` None where nobody was assessed."""

    line: RuleLine
    counts: Counts
    points: int = 0  # percentage points away from the whole part

    @property
    def silent(self) -> bool:
        """Whether there is no rule to meet."""
        return not self.counts.assessed and bool(self.counts.norule)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit, or several of a kind together."""

    title: str
    people: int
    cells: tuple[Cell, ...]
    unit: str = ""
    code: str = ""
    opens: str = ""  # query that shows what is inside


@dataclass(frozen=True, slots=True)
class HeatGroup:
    title: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    total: HeatRow
    groups: tuple[HeatGroup, ...]
    lines: tuple[RuleLine, ...]


def ranking(results: Results, part: Part, line: RuleLine) -> list[HeatRow]:
    """Units by the share of their people who meet a line, the highest first; communes stand as one row."""
    table = heat_map(results, part, [line], base_units(results, part), fold_communes=True)
    rows = [row for group in table.groups for row in group.rows if row.cells[0].counts.assessed]
    rows = [row for row in rows if row.cells[0].counts.assessed >= ENOUGH] or rows
    return sorted(rows, key=lambda row: (-row.cells[0].counts.percent, row.title))


def heat_map(
    results: Results, part: Part, lines: Sequence[RuleLine], units: Iterable[Unit], *, fold_communes: bool
) -> HeatMap:
    """Shares of people who meet each line, a row a unit.

    Args:
        part: whom to count, e.g. the women whom the account sees.
        fold_communes: show the communes as one row that opens.
    """
    persons = part & results.kind("person")
    whole = _heat_row(results, persons, lines, "Toàn bộ")
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(group_of(unit), []).append(unit)
    shown = []
    for title, members in sorted(groups.items(), key=lambda g: group_rank(g[0])):
        if fold_communes and title == COMMUNES_TITLE and len(members) > 20:
            inside = np.logical_or.reduce([results.below(u.id) for u in members]) & persons
            rows = [_heat_row(results, inside, lines, f"{len(members)} xã, phường", whole, opens="khoi=xa")]
        else:
            rows = [
                _heat_row(results, results.below(u.id) & persons, lines, u.name, whole, unit=u.id)
                for u in members
            ]
        shown.append(HeatGroup(title, tuple(rows)))
    return HeatMap(whole, tuple(shown), tuple(lines))


def collective_heat_map(results: Results, part: Part, lines: Sequence[RuleLine], kind: str) -> HeatMap:
    """Shares of units or households that meet each line, a row for each kind of unit."""
    inside = part & results.kind(kind)
    whole = _heat_row(results, inside, lines, "Toàn bộ")
    kinds: dict[str, list[str]] = {}
    for k in np.flatnonzero(inside):
        unit = results.index.units.get(results.verdicts.subjects[k])
        if unit is not None and alive(unit, results.year):
            kinds.setdefault(kind_name(unit), []).append(unit.id)
    rows = tuple(
        _heat_row(results, results.rows_of(ids), lines, title, whole) for title, ids in sorted(kinds.items())
    )
    return HeatMap(whole, (HeatGroup("Theo loại đơn vị", rows),) if rows else (), tuple(lines))


def _heat_row(
    results: Results,
    part: Part,
    lines: Sequence[RuleLine],
    title: str,
    whole: HeatRow | None = None,
    *,
    unit: str = "",
    opens: str = "",
) -> HeatRow:
    counts = [results.counts(line.id, part) for line in lines]
    base = [cell.counts.percent for cell in whole.cells] if whole else [c.percent for c in counts]
    cells = (Cell(line, c, c.percent - b) for line, c, b in zip(lines, counts, base, strict=True))
    code = unit if len(unit) <= LONGEST_CODE else ""
    return HeatRow(title, int(part.sum()), tuple(cells), unit, code, opens)
