"""A career is a word: one bit a year in 64 bits.

Every function here takes either a Python ``int`` (one subject) or a NumPy ``uint64`` array (a
force) and returns the same kind, so that one evaluation path serves both. Bit 0 stands for
2043, bit 63 for ``EPOCH`` and every year before it: time runs downwards, so that a run of years
that ends in a given year is a run of low bits, which one addition finds.
"""

from __future__ import annotations

from typing import Any

import numpy as np

EPOCH = 1980
LAST = EPOCH + 63
FULL = (1 << 64) - 1

Word = Any
Number = Any


_BITS = {year: 1 << (LAST - year) for year in range(EPOCH, LAST + 1)}


def place(year: int) -> int:
    """Where a year stands in a word, counted from the low end."""
    return min(max(LAST - year, 0), 63)


def bit(year: int) -> int:
    """The bit of one calendar year; years before the epoch share its bit."""
    return _BITS.get(year) or (1 << 63 if year < EPOCH else 1)


def upto(year: int) -> int:
    """All years up to and including ``year``."""
    return 0 if year < EPOCH else (FULL << max(LAST - year, 0)) & FULL


def window(first: int, last: int) -> int:
    """All years from ``first`` to ``last``, both included."""
    return upto(last) & (upto(first - 1) ^ FULL) if first <= last else 0


def popcount(word: Word) -> Number:
    """How many years are set."""
    return word.bit_count() if isinstance(word, int) else np.bitwise_count(word)


def has_run(word: Word, year: int, times: int) -> Any:
    """Whether the ``times`` years ending in ``year`` are all set."""
    years = window(year - times + 1, year)
    return (word & years) == years


def run_mask(word: Word, year: int) -> Word:
    """The unbroken run of set years that ends in ``year``, as a word."""
    later = max(LAST - year, 0)
    word = word >> later
    return (word & ~(word + 1)) << later


def after_first(word: Word) -> Word:
    """All years after the first set one; nothing where none is set."""
    if isinstance(word, int):
        return ((1 << word.bit_length()) - 1) >> 1
    for shift in (1, 2, 4, 8, 16, 32):
        word = word | (word >> shift)
    return word >> 1


def three_valued(surely: Any, possibly: Any) -> Any:
    """0 unmet, 1 needs a person, 2 met, from the two bounds of one comparison."""
    if isinstance(surely, np.ndarray) or isinstance(possibly, np.ndarray):
        return np.add(surely, possibly, dtype=np.uint8)
    return int(surely) + int(possibly)


def all_of(left: Any, right: Any) -> Any:
    """AND of two statuses: the worse one."""
    return min(left, right) if isinstance(left, int) and isinstance(right, int) else np.minimum(left, right)


def any_of(left: Any, right: Any) -> Any:
    """OR of two statuses: the better one."""
    return max(left, right) if isinstance(left, int) and isinstance(right, int) else np.maximum(left, right)
