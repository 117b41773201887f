"""The national law as this process holds it: read once, by whoever asks first."""

from __future__ import annotations

from functools import cache

from vinhdanh.engine import LawBook


@cache
def law() -> LawBook:
    """The book that verdicts and proposals rest on.

    Raises:
        LawError: a law file is wrong; the message names file and line.
    """
    return LawBook.load()
