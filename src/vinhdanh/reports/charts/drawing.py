"""What the pictures are put together from: boxes, lines and words that look right with and without a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from vinhdanh.documents.svg import line, rect, text, text_width

WIDE, SMALL = 760.0, 340.0  # pixels of a page and of a phone
SIZE, SMALL_SIZE = 13.0, 11.0  # of words, in the same pixels

# Class → colour in print. The style sheet of the page has the same names, for both themes.
FILLS = {
    "sc1": "#1d3d63",
    "sc2": "#c49a3a",
    "sc3": "#7d9fc0",
    "sc4": "#8a5a44",
    "sc5": "#5f7f74",
    "sc6": "#c9b8a4",
    "sc7": "#8d87a8",
    "sc0": "#dcdedd",
}
PALE = frozenset({"sc2", "sc3", "sc6", "sc0"})  # dark words stand on these
SERIES = ("sc1", "sc2", "sc3", "sc4", "sc5", "sc6", "sc7")
_INK, _INK_3, _LINE, _WHITE = "#1b2330", "#4d5664", "#b9bec2", "#ffffff"
_MARK = "#b0741a"

Number = int | Decimal


def fill_of(at: int) -> str:
    """The class of the part or series in that place."""
    return SERIES[at % len(SERIES)]


def box(cls: str, x: float, y: float, width: float, height: float) -> str:
    """A filled box."""
    return rect(cls, x, y, width, height, look=f' fill="{FILLS[cls]}"')


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin line: an axis, a grid."""
    return line("sc-line", x1, y1, x2, y2, look=f' stroke="{_LINE}" stroke-width="1"')


def marking(x: float, y1: float, y2: float) -> str:
    """A line that others are compared with, over everything else."""
    return line("sc-mark", x, y1, x, y2, look=f' stroke="{_MARK}" stroke-width="2"')


def words(x: float, y: float, said: str, *, anchor: str = "start", small: bool = False, on: str = "") -> str:
    """Some words. ``on``: the class of the box that they stand in, otherwise they stand on the ground.

    Args:
        anchor: ``start``, ``middle`` or ``end`` of the words lies at ``x``.
        small: for figures and notes.
    """
    kinds = {"start": "", "middle": " m", "end": " e"}
    colour = _WHITE if on and on not in PALE else _INK_3 if small and not on else _INK
    kind = "note" if small else "text"
    if on:
        kind = "dark" if on in PALE else "in"
    size = SMALL_SIZE if small else SIZE
    look = f' font-family="Tinos" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
    return text(f"sc-{kind}{kinds[anchor]}", x, y, said, look)


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
    size = f'viewBox="0 0 {width:.0f} {height:.0f}"'
    told = f'role="img" aria-label="{escape(title)}"'
    inner = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="chart stat{kind}" {size} {told}>{inner}</svg>'


def steps_to(top: Number) -> list[int]:
    """Round figures from 0 to at least ``top``, for the lines behind columns: 0, 50, 100."""
    most = max(int(top) + (int(top) != top), 1)
    size = 1
    while True:
        for unit in (1, 2, 5):
            if most <= 4 * unit * size:
                return list(range(0, (-(-most // (unit * size)) + 1) * unit * size, unit * size))
        size *= 10
