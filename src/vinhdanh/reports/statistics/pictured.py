"""A picture in the two widths that a page needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vinhdanh.reports.charts import SMALL, WIDE
from vinhdanh.reports.figures import Picture


class Drawn(Protocol):
    """Something that draws itself in a width, in pixels."""

    def __call__(self, *, width: float) -> str: ...


def pictured(drawn: Drawn, told: str, rows: Sequence[object], *, wide: float = WIDE) -> tuple[Picture, ...]:
    """The picture for a page and for a phone; none where there is nothing to draw.

    Args:
        wide: pixels of the wide one; the fewer, the larger its words on a sheet.
    """
    return (Picture(drawn(width=wide), told, drawn(width=SMALL)),) if rows else ()
