"""Which titles of a year stand together on one ladder (a reading: what «một bậc» is)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vinhdanh.engine.lawbook import LawBook


def title_ladders(book: LawBook) -> tuple[tuple[str, ...], ...]:
    """Every ladder of the book by any of its readings, the highest title first."""
    ladders = (b.data["title_ladder"] for b in book.blocks("reading") if "title_ladder" in b.data)
    return tuple(dict.fromkeys(tuple(codes) for ladder in ladders for codes in ladder.values()))


def together_with(book: LawBook, honour: str, outside: str = "") -> tuple[str, ...]:
    """An honour and, where it stands on a ladder that ``outside`` does not, the whole ladder.

    A measure that lowers a title asks which higher one would be given, so whatever looks at a
    title of the year waits for all of its ladder.
    """
    for codes in title_ladders(book):
        if honour in codes and outside not in codes:
            return codes
    return (honour,)
