"""The law as this process holds it: read once, the national texts alone or with others beside them."""

from __future__ import annotations

from functools import cache

from vinhdanh.engine import LawBook
from vinhdanh.engine.lawbook import LAWS
from vinhdanh.engine.lawfiles import Instrument, Problem, read_instrument
from vinhdanh.people.lawbook import law as national


@cache
def law(draft: str = "", overlay: str = "") -> LawBook:
    """The book that verdicts rest on.

    Args:
        draft: a draft text beside it, for comparison only.
        overlay: an agency's own quy chế beside the national texts.

    Raises:
        LawError: a law file is wrong; the message names file and line.
    """
    if not draft and not overlay:
        return national()
    return LawBook.load(drafts=[draft] if draft else [], overlays=[overlay] if overlay else [])


@cache
def drafts() -> tuple[Instrument, ...]:
    """Draft texts that ship with the program. They are for comparison and never ground a verdict."""
    return tuple(text for text in _shipped() if text.kind == "draft")


@cache
def overlays() -> tuple[Instrument, ...]:
    """Quy chế of agencies that ship with the program; a run names the one that it is judged by."""
    return tuple(text for text in _shipped() if text.kind == "overlay")


def _shipped() -> list[Instrument]:
    problems: list[Problem] = []
    found = (read_instrument(folder.parent, problems) for folder in sorted(LAWS.glob("*/instrument.toml")))
    return [text for text in found if text is not None]
