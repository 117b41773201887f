"""How long things took: from the shortest to the longest, with the one in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vinhdanh.documents.svg import titled
from vinhdanh.reports.charts.drawing import (
    SMALL,
    WIDE,
    Number,
    box,
    drawing,
    lines_of,
    rule,
    steps_to,
    words,
)
from vinhdanh.reports.figures import Form, written

_BAR, _GAP, _LABEL = 14.0, 12.0, 240.0


@dataclass(frozen=True, slots=True)
class Stay:
    """A name, and the shortest, the middle and the longest time."""

    name: str
    least: Number
    median: Number
    most: Number


def durations(title: str, rows: Sequence[Stay], *, unit: str, width: float = WIDE) -> str:
    """Each row as a pale bar from the shortest to the longest, a dark one where the median lies.

    Args:
        unit: what is counted ("ngày làm việc").
    """
    small = width <= SMALL
    left = 4.0 if small else _LABEL
    grid = steps_to(max((row.most for row in rows), default=1))
    long = width - left - (64 if small else 150)

    def at(value: Number) -> float:
        return left + long * float(value) / grid[-1]

    parts: list[str] = []
    y = 8.0
    for row in rows:
        lines = lines_of(row.name, width if small else left - 10)
        high = _BAR if small else max(_BAR, 15.0 * len(lines))
        if small:
            for said in lines:
                y += 15
                parts.append(words(0, y, said))
            y += 6
        else:
            for place, said in enumerate(lines):
                parts.append(words(0, y + high / 2 + 5 + (place - (len(lines) - 1) / 2) * 15, said))
        top = y + (high - _BAR) / 2
        told = f"{_said(row.least)}–{_said(row.most)}"
        pale = box("sc3", at(row.least), top + 3, max(at(row.most) - at(row.least), 2), _BAR - 6)
        parts.append(
            titled(
                f"{row.name}: ngắn nhất {_said(row.least)}, ở giữa {_said(row.median)}, "
                f"dài nhất {_said(row.most)} {unit}",
                pale,
                box("sc1", at(row.median) - 2.5, top - 1, 5, _BAR + 2),
            )
        )
        behind = f"{_said(row.median)}" if small else f"{_said(row.median)} (từ {told})"
        parts.append(words(at(row.most) + 8, top + _BAR / 2 + 5, behind))
        y += high + _GAP
    back: list[str] = []
    for step in grid:
        back += [
            rule(at(step), 4, at(step), y),
            words(at(step), y + 14, str(step), anchor="middle", small=True),
        ]
    return drawing(title, width, y + 22, [*back, *parts])


def _said(value: Number) -> str:
    return written(Decimal(value), Form.AMOUNT)
