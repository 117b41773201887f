"""Words of records that stand in a report as figures do: each knows the record it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vinhdanh.movements.models import Movement
from vinhdanh.reports.figures import Figure, Form, Line, Record

_CALLED = "phong trào"


def named(
    key: str, label: str, words: str, query: str, *, detail: str = "", day: date | None = None, href: str = ""
) -> Figure:
    """Words of one record: a movement's name, a task, a slogan."""
    return Figure(key, label, words, query, lambda: (Record(words, detail, day, href),), Form.NAME, href=href)


def lower_first(text: str) -> str:
    """A name as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop at its end."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def listed(items: Sequence[Line], between: str = "; ") -> Line:
    """Pieces of a line, one after the other."""
    found: list[str | Figure] = []
    for at, item in enumerate(items):
        found += [between, *item] if at else item
    return tuple(found)


def numbered(items: Sequence[Line]) -> Line:
    """(1) …; (2) …; (3) …: one thing alone has no number."""
    if len(items) == 1:
        return items[0]
    return listed([(f"({at}) ", *item) for at, item in enumerate(items, 1)])


def movement_words(movement: Movement, year: int | None = None) -> str:
    """A movement's name within a sentence, with its year where its name does not say it."""
    words = lower_first(movement.name)
    if not words.startswith(_CALLED):
        words = f"{_CALLED} thi đua “{movement.name}”"
    return words if year is None or str(year) in words else f"{words} năm {year}"


def linked_words(movement: Movement) -> str:
    """A movement that another is carried out with; its axes follow where its name does not hold them.

    Its ``axes`` are at hand.
    """
    words, axes = movement_words(movement), [axis.name for axis in movement.axes.all()]
    if not axes or all(axis in words for axis in axes):
        return words
    return f"{words} ({' – '.join(axes)})"
