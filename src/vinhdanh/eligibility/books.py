"""The law as this process holds it: read once, the national texts alone or with one draft beside them."""

from __future__ import annotations

from functools import cache

from vinhdanh.engine import LawBook
from vinhdanh.engine.lawbook import LAWS
from vinhdanh.engine.lawfiles import Instrument, Problem, read_instrument
from vinhdanh.people.lawbook import law as national


@cache
def law(draft: str = "") -> LawBook:
    """The book that verdicts rest on; with ``draft``, the one that a draft text is compared by.

    Raises:
        LawError: a law file is wrong; the message names file and line.
    """
    return LawBook.load(drafts=[draft]) if draft else national()


@cache
def drafts() -> tuple[Instrument, ...]:
    """Draft texts that ship with the program. They are for comparison and never ground a verdict."""
    problems: list[Problem] = []
    found = (read_instrument(folder.parent, problems) for folder in sorted(LAWS.glob("*/instrument.toml")))
    return tuple(text for text in found if text is not None and text.kind == "draft")
