"""Many small pictures of the same years side by side, each with its own scale."""

from __future__ import annotations

from collections.abc import Sequence

from vinhdanh.documents.svg import titled
from vinhdanh.reports.charts.columns import Series
from vinhdanh.reports.charts.drawing import SMALL, WIDE, box, drawing, lines_of, rule, words
from vinhdanh.reports.figures import written

_HEIGHT, _HEAD, _FOOT, _GAP = 64.0, 52.0, 30.0, 28.0


def multiples(title: str, labels: Sequence[str], panels: Sequence[Series], *, width: float = WIDE) -> str:
    """A panel a series: its columns over the labels, the last one dark with its figure, the highest named."""
    across = 1 if width <= SMALL else 3
    room = (width - _GAP * (across - 1)) / across
    parts: list[str] = []
    deep = _HEAD + _HEIGHT + _FOOT
    for at, panel in enumerate(panels):
        left, top = (at % across) * (room + _GAP), (at // across) * deep
        parts += _panel(panel, labels, left, top, room)
    rows = -(-len(panels) // across)
    return drawing(title, width, max(rows, 1) * deep, parts)


def _panel(panel: Series, labels: Sequence[str], left: float, top: float, room: float) -> list[str]:
    base = top + _HEAD + _HEIGHT
    parts = [
        words(left, top + 14 + 15 * place, said) for place, said in enumerate(lines_of(panel.name, room))
    ]
    known = [value for value in panel.values if value is not None]
    most = max(known, default=0) or 1
    step = room / max(len(labels), 1)
    peak = next((at for at, value in enumerate(panel.values) if value == most), None)
    for at, value in enumerate(panel.values):
        if value is None:
            continue
        high = _HEIGHT * float(value) / float(most)
        last = at == len(panel.values) - 1
        bar = box("sc1" if last else "sc3", left + at * step + 1, base - high, max(step - 3, 1), high)
        said = written(value, panel.form)
        parts.append(titled(f"{labels[at]}, {panel.name}: {said}", bar))
        if value and (last or at == peak):
            parts.append(words(left + (at + 0.5) * step, base - high - 4, said, anchor="middle", small=True))
    parts.append(rule(left, base, left + room, base))
    if labels:
        parts.append(words(left, base + 14, labels[0], small=True))
        parts.append(words(left + room, base + 14, labels[-1], anchor="end", small=True))
    return parts
