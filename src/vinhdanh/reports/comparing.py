"""A figure beside the one of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from vinhdanh.reports.figures import Figure, Form, Grid, Number, derived, percent

NONE = "–"  # no percentage can be told


def minus(now: Number, before: Number) -> Number:
    """How much more, or below zero how much less."""
    return now - before


def grown(now: Number, before: Number) -> Decimal | str:
    """The difference in percent of what was before; of nothing, and of less, there is none."""
    found = percent(now - before if now > before else before - now, before)
    if found is None:
        return NONE
    return -found if now < before else found


def difference(now: Figure, before: Figure) -> Figure:
    """How much more (or, below zero, less) than before; unknown where one of the two is."""
    query = f"{now.label}: số năm nay trừ số năm trước."
    key, label = f"{now.key}.tang-giam", f"{now.label}, tăng giảm"
    return derived(key, label, minus, query, Form.POINTS, now, before)


def change(now: Figure, before: Figure, key: str = "") -> Figure:
    """The difference in percent of the figure before; "–" where that was nothing."""
    query = (
        f"{now.label}: (số năm nay − số năm trước) chia cho số năm trước, nhân 100; "
        "năm trước không có gì thì không tính được."
    )
    label = f"{now.label}, tăng giảm %"
    return derived(key or f"{now.key}.ty-le-tang-giam", label, grown, query, Form.POINTS, now, before)


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
