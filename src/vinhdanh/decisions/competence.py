"""Who may decide an honour, by the law files. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vinhdanh.engine import LawBook
from vinhdanh.engine.lawfiles import Block


@dataclass(frozen=True, slots=True)
class Ground:
    """The clause that gives a level the power to decide an honour."""

    citation: str
    who: str  # as the clause says
    verified: str  # seen, quoted or reported


def ground_for(book: LawBook, honour: str, level: str, force: str, day: date) -> Ground | None:
    """The clause by which somebody of a level decides an honour; None where the law files name none.

    Args: as ``clause_for``.
    """
    best = clause_for(book, honour, level, force, day)
    return Ground(best.citation, str(best.data["who"]), str(best.data["verified"])) if best else None


def clause_for(book: LawBook, honour: str, level: str, force: str, day: date) -> Block | None:
    """The block of that clause. One for the agency's own force comes before one for everybody.

    (Điều 75, 77 to 80 Luật TĐKT 2022.)

    Args:
        honour: a code of the catalogue; ``level``: of ``GivenBy``; ``force``: of the agency.
    """
    found = [
        block
        for block in book.blocks("authority", day)
        if honour in block.subjects_named
        and block.data.get("level") == level
        and (not block.data.get("force") or force in block.data["force"])
    ]
    # The first of equals.
    return min(found, key=lambda block: not block.data.get("force"), default=None)
