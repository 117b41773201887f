"""The columns that say who a row is about, encoded once for every sheet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine import Verdicts
from vinhdanh.exchange.results.styles import Style
from vinhdanh.exchange.results.xlsx import XlsxWriter

HEADINGS = {
    "person": ("Số hiệu", "Họ và tên", "Đơn vị"),
    "unit": ("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"),
    "household": ("Mã hộ", "Chủ hộ", ""),
}


@dataclass(frozen=True)
class People:
    """Per subject of the run: three cells, and its place in a list by unit."""

    cells: list[tuple[str, str, str]]
    order: NDArray[np.int64]  # rank by unit, then as the run lists them


def people_of(verdicts: Verdicts, writer: XlsxWriter) -> People:
    """Number, name and unit of every subject of the run, as cells."""
    index = verdicts.index
    homes = index.homes(verdicts.year)
    cells, units = [], []
    for id in verdicts.subjects:
        if id in index.persons:
            name, home = index.persons[id].name, homes.get(id)
        elif id in index.units:
            name, home = index.units[id].name, index.units[id].parent
        else:
            name, home = index.households[id].name, None
        unit = index.units.get(home) if home else None
        shown = f"{unit.name} ({unit.id})" if unit else ""
        cells.append(
            (writer.text(id, Style.TEXT), writer.text(name, Style.TEXT), writer.text(shown, Style.TEXT))
        )
        units.append(shown)
    rank = {unit: n for n, unit in enumerate(sorted(set(units)))}
    return People(cells, np.array([rank[unit] for unit in units], np.int64))
