"""The head of a table as rows of merged cells: for the page, the workbook and the paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from vinhdanh.reports.tables.definitions import Column, Table


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head: where it begins, and how many columns and rows it takes."""

    title: str
    column: int
    across: int = 1
    down: int = 1


def stub(table: Table) -> tuple[str, ...]:
    """The headings of the columns that hold words."""
    return ("Nội dung", "Mã số") if table.measure else ("Nội dung", "Mã số", "Đơn vị tính")


def headings(table: Table, columns: Sequence[Column]) -> tuple[tuple[Head, ...], ...]:
    """The rows of headings, the last with the letters and numbers of the columns."""
    paths = [(*column.under, column.title) for column in columns]
    depth = max(len(path) for path in paths)
    before = len(stub(table))
    rows: list[list[Head]] = [[] for _ in range(depth)]
    rows[0] += [Head(title, at, down=depth) for at, title in enumerate(stub(table))]
    for level in range(depth):
        here = [(at, path) for at, path in enumerate(paths) if len(path) > level]
        # Two neighbours with one title share a cell only under the same headings, and never a last one.
        for _, group in groupby(
            here, key=lambda one: one[1][: level + 1] if len(one[1]) > level + 1 else one
        ):
            found = list(group)
            first, path = found[0]
            down = depth - level if len(path) == level + 1 else 1
            rows[level].append(Head(path[level], before + first, len(found), down))
    letters = [Head("ABC"[at], at) for at in range(before)]
    numbers = [list(group) for _, group in groupby(enumerate(columns), key=lambda one: one[1].number)]
    letters += [Head(group[0][1].number, before + group[0][0], len(group)) for group in numbers]
    return (*(tuple(row) for row in rows), tuple(letters))
