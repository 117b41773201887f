"""Bars that lie: units side by side."""

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
    marking,
    rule,
    width_of,
    words,
)
from vinhdanh.reports.figures import Form, written

_BAR, _GAP, _LABEL = 16.0, 7.0, 290.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and its figure; ``strong`` draws it in the first colour, the others in a pale one."""

    name: str
    value: Number | None
    strong: bool = True


def bars(
    title: str,
    rows: Sequence[Bar],
    *,
    form: Form = Form.AMOUNT,
    mark: tuple[str, Number] | None = None,
    width: float = WIDE,
) -> str:
    """Each row as one bar with its figure behind it.

    Args:
        mark: a name and a figure that all are compared with: a line through the bars ("Toàn tỉnh", 12).
    """
    small = width <= SMALL
    left = 0.0 if small else _LABEL
    values = [row.value for row in rows if row.value is not None] + ([mark[1]] if mark else [])
    top = max(values, default=0) or 1
    figure = max((width_of(written(v, form)) for v in values), default=0) + 8
    long = width - left - figure
    parts: list[str] = []
    y = 26.0 if mark else 4.0
    start = y
    for row in rows:
        lines = lines_of(row.name, width if small else left - 10)
        high = max(_BAR, 15.0 * len(lines)) if not small else _BAR
        if small:
            for said in lines:
                y += 15
                parts.append(words(0, y, said))
            y += 5
        else:
            for at, said in enumerate(lines):
                parts.append(words(0, y + high / 2 + 5 + (at - (len(lines) - 1) / 2) * 15, said))
        at_y = y + (high - _BAR) / 2
        length = long * float((row.value or 0) / Decimal(top))
        said = written(row.value, form) if row.value is not None else "–"
        bar = box("sc1" if row.strong else "sc3", left, at_y, max(length, 1), _BAR)
        parts.append(titled(f"{row.name}: {said}", bar))
        parts.append(words(left + length + 6, at_y + _BAR / 2 + 5, said))
        y += high + _GAP
    if mark:
        x = left + long * float(Decimal(mark[1]) / Decimal(top))
        anchor = "end" if x > width - 140 else "start"
        said = f"{mark[0]}: {written(mark[1], form)}"
        parts += [marking(x, 20, y), words(x, 13, said, anchor=anchor)]
    elif not small:
        parts.insert(0, rule(left, start - 4, left, y))
    return drawing(title, width, y + 4, parts)
