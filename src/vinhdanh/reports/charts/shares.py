"""Bars of parts that make up a whole: the structure of something beside that of something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vinhdanh.documents.svg import titled
from vinhdanh.reports.charts.drawing import (
    SMALL,
    WIDE,
    Number,
    box,
    drawing,
    fill_of,
    legend,
    lines_of,
    width_of,
    words,
)
from vinhdanh.reports.figures import Form, percent, written

_BAR, _GAP, _LABEL = 26.0, 9.0, 150.0


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: its name and how much each part is, in the order of the names."""

    name: str
    parts: tuple[Number, ...]


def shares(title: str, names: Sequence[str], rows: Sequence[Share], *, width: float = WIDE) -> str:
    """Each row as a bar of the full width, its parts with their percentages.

    Args:
        names: the parts; what isn't known ("Chưa ghi", "Chưa rõ …") is drawn pale.
    """
    fills = ["sc0" if name.startswith("Chưa ") else fill_of(at) for at, name in enumerate(names)]
    parts, y = legend(names, width, fills=fills)
    small = width <= SMALL
    left = 0.0 if small else _LABEL
    for row in rows:
        if small:
            y += 16
            parts.append(words(0, y, row.name))
            y += 6
        else:
            lines = lines_of(row.name, left - 10)
            for at, said in enumerate(lines):
                parts.append(words(0, y + _BAR / 2 + 5 + (at - (len(lines) - 1) / 2) * 15, said))
        whole, x = sum(row.parts), left
        for name, part, fill in zip(names, row.parts, fills, strict=True):
            if not part:
                continue
            long = (width - left) * float(part) / float(whole)
            said = written(percent(part, whole), Form.PERCENT)
            drawn = [box(fill, x, y, max(long - 1.5, 1), _BAR)]
            if width_of(said, small=True) + 6 <= long:
                drawn.append(
                    words(x + long / 2, y + _BAR / 2 + 4, said, anchor="middle", small=True, on=fill)
                )
            parts.append(titled(f"{row.name}, {name}: {said}", *drawn))
            x += long
        if not whole:
            parts.append(words(left, y + _BAR / 2 + 4, "Chưa có số liệu", small=True))
        y += _BAR + _GAP
    return drawing(title, width, y, parts)
