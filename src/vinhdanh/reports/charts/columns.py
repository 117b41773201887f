"""Columns over years, one for each series."""

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
    rule,
    steps_to,
    width_of,
    words,
)
from vinhdanh.reports.figures import Form, written

_HEIGHT, _TOP = 190.0, 18.0


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted at each of the labels; None where nothing is known."""

    name: str
    values: tuple[Number | None, ...]
    form: Form = Form.AMOUNT


def columns(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    fills: Sequence[str] = (),
    width: float = WIDE,
) -> str:
    """Each label with one column a series; figures stand above them where they find room.

    A narrow picture shows the last labels only; the table has them all.

    Args:
        fills: classes of the series in their order, where the usual ones would mislead.
    """
    if width <= SMALL:
        most = max(int(width // (26 * max(len(series), 1))), 3)
        labels, series = labels[-most:], [Series(s.name, s.values[-most:], s.form) for s in series]
    parts, y = legend([one.name for one in series], width, fills=fills) if len(series) > 1 else ([], 0.0)
    top = max((v for one in series for v in one.values if v is not None), default=0)
    grid = steps_to(top)
    left = max(width_of(written(step, Form.AMOUNT), small=True) for step in grid) + 10
    base, high = y + _TOP + _HEIGHT, grid[-1]
    for step in grid:
        at = base - _HEIGHT * step / high
        parts += [
            rule(left, at, width, at),
            words(left - 6, at + 4, written(step, Form.AMOUNT), anchor="end", small=True),
        ]
    room = (width - left) / max(len(labels), 1)
    deep = 0
    each = min(room * 0.8 / max(len(series), 1), 34)
    for at, label in enumerate(labels):
        middle = left + (at + 0.5) * room
        x = middle - each * len(series) / 2
        for place, one in enumerate(series):
            if (value := one.values[at]) is not None:
                said = written(value, one.form)
                height = _HEIGHT * float(value) / high
                bar = box(
                    fills[place] if fills else fill_of(place), x, base - height, max(each - 2, 1), height
                )
                parts.append(titled(f"{label}, {one.name}: {said}", bar))
                if value and width_of(said, small=True) <= each + 4:
                    parts.append(
                        words(x + each / 2 - 1, base - height - 4, said, anchor="middle", small=True)
                    )
            x += each
        for place, said in enumerate(lines_of(label, room - 4)):
            parts.append(words(middle, base + 18 + 15 * place, said, anchor="middle"))
            deep = max(deep, place)
    return drawing(title, width, base + 28 + 15 * deep, parts)
