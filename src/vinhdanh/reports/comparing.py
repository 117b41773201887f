"""A figure beside the one of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from vinhdanh.reports.figures import Figure, Form, Grid


def difference(now: Figure, before: Figure) -> Figure:
    """How much more (or, below zero, less) than before; unknown where one of the two is."""
    value = None
    if isinstance(now.value, int | Decimal) and isinstance(before.value, int | Decimal):
        value = now.value - before.value
    query = f"{now.label}: số năm nay trừ số năm trước."
    return Figure(
        f"{now.key}.tang-giam", f"{now.label}, tăng giảm", value, query, form=Form.POINTS, parts=(now, before)
    )


def change(now: Figure, before: Figure) -> Figure:
    """The difference in percent of the figure before; unknown where that is nothing."""
    value = None
    if isinstance(now.value, int | Decimal) and isinstance(before.value, int | Decimal) and before.value:
        value = (Decimal(100) * (now.value - before.value) / before.value).quantize(Decimal("0.1"))
    query = f"{now.label}: (số năm nay − số năm trước) chia cho số năm trước, nhân 100."
    return Figure(
        f"{now.key}.ty-le-tang-giam",
        f"{now.label}, tăng giảm %",
        value,
        query,
        form=Form.POINTS,
        parts=(now, before),
    )


def beside(caption: str, year: int, pairs: Iterable[tuple[Figure, Figure]]) -> Grid:
    """A table of figures of a year beside those of the year before."""
    return Grid(
        caption,
        ("Nội dung", f"Năm {year}", f"Năm {year - 1}", "Tăng, giảm", "Tăng, giảm (%)"),
        tuple(
            (now.label, now, before, difference(now, before), change(now, before)) for now, before in pairs
        ),
        numeric=frozenset({1, 2, 3, 4}),
    )
