"""What a unit keeps of the units it came from (sáp nhập, chia tách, đổi tên)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vinhdanh.engine.words import FULL

if TYPE_CHECKING:
    from vinhdanh.engine.careers import Career


@dataclass(frozen=True, slots=True)
class Forebears:
    """Units that became another on one day."""

    years: int  # the word of years up to that day's
    careers: tuple[Career, ...]
    alone: bool  # the successor did not stand before: their past is its only past


def inherit(
    own: tuple[int, int], forebears: Iterable[Forebears], of: Callable[[Career], tuple[int, int]]
) -> tuple[int, int]:
    """A unit's years (surely, possibly) with those of the units it came from.

    What all of them had is surely its own, what some had is possibly. A unit that already stood
    beside those taken into it only possibly gains their years.
    """
    low, high = own
    for before in forebears:
        surely = FULL
        for word, possible in map(of, before.careers):
            surely &= word
            high |= possible & before.years
        low |= surely & before.years if before.alone else 0
    return low, high
