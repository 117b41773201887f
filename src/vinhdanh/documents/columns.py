"""Columns of a table that hold their words: a share of the width, but never less than the longest word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vinhdanh.documents.paper import Box, Table, Words
from vinhdanh.documents.words import printable

_BREAKS = re.compile(r"\s+|(?<=[-–/])(?=[^\W\d])")  # where a line may end within a cell
_MEASURED = 3  # of a column's words: the longest in letters is not always the widest
_CELL = 9.0  # points at both sides of a word
_MOST = 0.25  # of the width that one word may ask for


def longest_words(table: Table, at: int) -> list[str]:
    """The longest words of a column, head and cells."""
    cells = [row.cells[at] for row in table.rows if not row.whole]
    title = "" if table.heads else table.columns[at].title
    texts = [title, *(_text(one) for one in cells if not isinstance(one, Box))]
    words = {word for text in texts for word in _BREAKS.split(printable(text))}
    return sorted(words, key=lambda word: (-len(word), word))[:_MEASURED]


def widths(table: Table, width: float) -> list[float]:
    """The width of each column in points, where letters can't be measured: estimated, rather wide."""
    shares = [one.width for one in table.columns]
    need = [
        min(_CELL + max(_estimated(word) for word in longest_words(table, at)) * table.size, width * _MOST)
        for at in range(len(shares))
    ]
    held: set[int] = set()
    while True:
        free = [at for at in range(len(shares)) if at not in held]
        left = width - sum(need[at] for at in held)
        part = left / (sum(shares[at] for at in free) or 1)
        narrow = {at for at in free if part * shares[at] < need[at]}
        if not free or not narrow:
            break
        held |= narrow
    if not free:
        return _shared(shares, width)
    return [need[at] if at in held else part * shares[at] for at in range(len(shares))]


def _shared(shares: Sequence[float], width: float) -> list[float]:
    return [width * share / sum(shares) for share in shares]


def _estimated(word: str) -> float:
    """A word in bold Times, in parts of its size."""
    return sum(
        0.75 if one.isupper() else 0.5 if one.isdigit() else 0.3 if one in ".,;:/-" else 0.56 for one in word
    )


def _text(words: Words) -> str:
    parts = (words,) if isinstance(words, str) else words
    return "".join(one if isinstance(one, str) else one.text for one in parts)
