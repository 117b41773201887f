"""A statutory table at a glance: the columns of its first row as bars, on the page and behind the paper."""

from __future__ import annotations

from functools import partial

from vinhdanh.reports.charts import Bar, bars
from vinhdanh.reports.figures import Form, Picture
from vinhdanh.reports.statistics.pictured import pictured
from vinhdanh.reports.tables.filling import Filled


def picture_of(shown: Filled) -> tuple[Picture, ...]:
    """The picture; nothing where fewer than two columns have a number besides the first."""
    row = shown.table.lines[0]
    counts = [(column, shown.figure(row, column).value) for column in shown.columns[1:]]
    rows = [
        Bar(f"{column.under[-1]}: {column.title.lower()}" if len(column.under) > 1 else column.title, count)
        for column, count in counts
        if isinstance(count, int) and count
    ]
    if len(rows) < 2:
        return ()
    told = f"{shown.table.title} năm {shown.year}, chia theo cột"
    return pictured(partial(bars, told, rows, form=Form.COUNT), told, rows)
