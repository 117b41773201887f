"""What the pictures are put together from: boxes, lines and words that look right with and without a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from vinhdanh.documents.svg import line, path, rect, text, text_width

WIDE, SMALL = 760.0, 340.0  # pixels of a page and of a phone
SIZE, SMALL_SIZE = 13.0, 11.0  # of words, in the same pixels

# Class → colour in print. The style sheet of the page has the same names, for both themes.
FILLS = {
    "g1": "#1d3d63",
    "g2": "#c49a3a",
    "g3": "#7d9fc0",
    "g4": "#8a5a44",
    "g5": "#5f7f74",
    "g6": "#c9b8a4",
    "g7": "#8d87a8",
    "g0": "#dcdedd",
}
PALE = frozenset({"g2", "g3", "g6", "g0"})  # dark words stand on these
SERIES = ("g1", "g2", "g3", "g4", "g5", "g6", "g7")
_INK, _INK_3, _LINE, _WHITE = "#1b2330", "#4d5664", "#b9bec2", "#ffffff"

Number = int | Decimal


def fill_of(at: int) -> str:
    """The class of the part or series in that place."""
    return SERIES[at % len(SERIES)]


def box(cls: str, x: float, y: float, width: float, height: float) -> str:
    """A filled box."""
    return rect(cls, x, y, width, height, look=f' fill="{FILLS[cls]}"')


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin line: an axis, a grid."""
    return line("gl", x1, y1, x2, y2, look=f' stroke="{_LINE}" stroke-width="1"')


def trend(cls: str, points: Sequence[tuple[float, float]]) -> str:
    """A line through some points."""
    d = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return path(f"{cls}-l", d, look=f' fill="none" stroke="{FILLS[cls]}" stroke-width="2"')


def words(x: float, y: float, said: str, *, anchor: str = "start", small: bool = False, on: str = "") -> str:
    """Some words. ``on``: the class of the box that they stand in, otherwise they stand on the ground.

    Args:
        anchor: ``start``, ``middle`` or ``end`` of the words lies at ``x``.
        small: for figures and notes.
    """
    kinds = {"start": "", "middle": " m", "end": " e"}
    colour = _WHITE if on and on not in PALE else _INK_3 if small and not on else _INK
    cls = ("gi" if on and on not in PALE else "gd" if on else "gs" if small else "gt") + kinds[anchor]
    size = SMALL_SIZE if small else SIZE
    look = f' font-family="Tinos" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
    return text(cls, x, y, said, look)


def width_of(said: str, *, small: bool = False) -> float:
    """How much room words take."""
    return text_width(said, SMALL_SIZE if small else SIZE) * (1 if small else 0.98)


def lines_of(said: str, room: float, most: int = 2) -> list[str]:
    """Words broken into lines of a width; what finds no place in the last one ends in "…"."""
    lines: list[str] = [""]
    parts = said.split()
    for part in parts:
        longer = f"{lines[-1]} {part}".strip()
        if width_of(longer) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]}…"
            break
    return lines


def legend(
    names: Sequence[str], width: float, *, left: float = 0, top: float = 0, fills: Sequence[str] = ()
) -> tuple[list[str], float]:
    """The names of parts beside their colours, in as many lines as it takes; and how high that is."""
    parts, x, y = [], left, top + 12
    for at, name in enumerate(names):
        room = width_of(name) + 18
        if x > left and x + room > width:
            x, y = left, y + 20
        parts += [box(fills[at] if fills else fill_of(at), x, y - 10, 11, 11), words(x + 17, y, name)]
        x += room + 18
    return parts, y + 10 - top


def drawing(title: str, width: float, height: float, parts: Iterable[str]) -> str:
    """The whole picture. ``title`` says in words what it shows."""
    kind = " stat-s" if width <= SMALL else ""
    box_ = f'class="chart stat{kind}" viewBox="0 0 {width:.0f} {height:.0f}"'
    inner = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box_} role="img" aria-label="{escape(title)}">{inner}</svg>'


def steps_to(top: Number) -> list[int]:
    """Round figures from 0 to at least ``top``, for the lines behind columns: 0, 50, 100."""
    most = max(int(top) + (int(top) != top), 1)
    size = 1
    while True:
        for unit in (1, 2, 5):
            if most <= 4 * unit * size:
                return list(range(0, (-(-most // (unit * size)) + 1) * unit * size, unit * size))
        size *= 10
