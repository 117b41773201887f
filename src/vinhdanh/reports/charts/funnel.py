"""A funnel: how many are left after each step, and what became of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vinhdanh.documents.svg import titled
from vinhdanh.reports.charts.drawing import SMALL, WIDE, box, drawing, width_of, words
from vinhdanh.reports.figures import written

_BAR, _GAP = 34.0, 26.0


@dataclass(frozen=True, slots=True)
class Step:
    """A step, how many reached it, and a note on those who didn't ("12 trả lại, 5 không chọn")."""

    name: str
    count: int
    note: str = ""


def funnel(title: str, steps: Sequence[Step], *, width: float = WIDE) -> str:
    """Each step as a bar in the middle, as long as those who reached it are many."""
    most = max((step.count for step in steps), default=0) or 1
    small = width <= SMALL
    left = 0.0 if small else 190.0
    long = width - left
    parts: list[str] = []
    y = 2.0
    for at, step in enumerate(steps):
        if small:
            y += 15
            parts.append(words(0, y, step.name))
            y += 7
        else:
            parts.append(words(0, y + _BAR / 2 + 5, step.name))
        size = max(long * step.count / most, 2)
        x = left + (long - size) / 2
        said = written(step.count)
        share = f" ({100 * step.count / most:.0f}%)" if at and step.count else ""
        drawn = [box("sc1", x, y, size, _BAR)]
        if width_of(said + share) + 10 <= size:
            drawn.append(words(left + long / 2, y + _BAR / 2 + 5, said + share, anchor="middle", on="sc1"))
        else:
            drawn.append(words(x + size + 6, y + _BAR / 2 + 5, said + share))
        parts.append(titled(f"{step.name}: {said}{share}", *drawn))
        y += _BAR
        if step.note:
            parts.append(words(left + long / 2, y + 16, step.note, anchor="middle", small=True))
        y += _GAP if step.note or not small else 10
    return drawing(title, width, y - _GAP + 10, parts)
