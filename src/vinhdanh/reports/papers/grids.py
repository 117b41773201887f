"""Tables of a report on paper: how wide each column is, how small the words, and what fits upright."""

from __future__ import annotations

from collections.abc import Sequence

from vinhdanh.documents.paper import Align, Column, Row, Table
from vinhdanh.reports.figures import Grid

Cells = Sequence[str]
SIZES = (12.0, 10.5, 9.0)  # points, tried in this order
LETTERS = {False: 960, True: 1470}  # letters of one point in a line between the margins, upright and across
ROOM = 2  # letters that the edges of a cell take


def fits(grid: Grid, rows: Sequence[Cells]) -> bool:
    """Whether the table stands upright without breaking a word, in letters that are easily read."""
    return sum(_longest_words(grid, rows)) <= LETTERS[False] / SIZES[1]


def set_table(grid: Grid, rows: Sequence[Cells], *, landscape: bool = False) -> Table:
    """The table with columns wide enough for their longest word; what room is left goes to long texts."""
    words = _longest_words(grid, rows)
    texts = [
        max((len(one) for one in (title, *cells)), default=0)
        for title, *cells in zip(grid.columns, *rows, strict=True)
    ]
    size = next((one for one in SIZES if sum(words) * 1.3 <= LETTERS[landscape] / one), SIZES[-1])
    left = max(0.0, LETTERS[landscape] / size - sum(words))
    wishes = [max(0, text - word) ** 0.6 for text, word in zip(texts, words, strict=True)]
    whole = sum(wishes) or 1.0
    columns = tuple(
        Column(title, word + left * wish / whole, Align.RIGHT if at in grid.numeric else Align.LEFT)
        for at, (title, word, wish) in enumerate(zip(grid.columns, words, wishes, strict=True))
    )
    return Table(columns, tuple(Row(tuple(cells)) for cells in rows), empty=grid.empty, size=size)


def _longest_words(grid: Grid, rows: Sequence[Cells]) -> list[int]:
    """Letters of the longest word of each column, its edges counted."""
    columns = zip(grid.columns, *rows, strict=True)
    return [max(len(word) for cell in column for word in cell.split() or [""]) + ROOM for column in columns]
