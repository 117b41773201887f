"""From a file to a preview and a plan, in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from vinhdanh.engine import LawBook
from vinhdanh.exchange.collecting import no_garbage_collection
from vinhdanh.exchange.intake.comparing import Comparison
from vinhdanh.exchange.intake.decisions import Decisions
from vinhdanh.exchange.intake.gathering import Tell, gather
from vinhdanh.exchange.intake.grants import compare_grants
from vinhdanh.exchange.intake.mapping import SheetMap
from vinhdanh.exchange.intake.posts import compare_posts
from vinhdanh.exchange.intake.register import Register
from vinhdanh.exchange.intake.subjects import compare_households, compare_persons, compare_units
from vinhdanh.exchange.intake.yearly import (
    compare_absences,
    compare_discipline,
    compare_findings,
    compare_ratings,
    compare_works,
)
from vinhdanh.exchange.reading.source import Source
from vinhdanh.exchange.spellings import Spellings

# Subjects first: what is not written of them keeps back what is said about them.
_STEPS: tuple[tuple[str, Callable[[Comparison], None]], ...] = (
    ("đơn vị", compare_units),
    ("cán bộ", compare_persons),
    ("hộ gia đình", compare_households),
    ("chức vụ", compare_posts),
    ("xếp loại", compare_ratings),
    ("sáng kiến", compare_works),
    ("khen thưởng", compare_grants),
    ("kỷ luật, tạm hoãn", compare_discipline),
    ("nghỉ, đi học", compare_absences),
    ("kết luận", compare_findings),
)


def compared(
    source: Source,
    maps: Sequence[SheetMap],
    decisions: Decisions,
    *,
    register: Register,
    book: LawBook,
    spellings: Spellings,
    year: int,
    today: date,
    tell: Tell,
) -> Comparison:
    """The file read and compared with the register. Nothing is written."""
    gathered = gather(
        source,
        maps,
        decisions,
        book=book,
        spellings=spellings,
        year=year,
        register=register,
        today=today,
        tell=tell,
    )
    at = Comparison(gathered, register, decisions, book.honours)
    with no_garbage_collection():
        for done, (what, step) in enumerate(_STEPS):
            tell(f"So với sổ: {what}", done, len(_STEPS))
            step(at)
        at.mark_problems()
    tell("So với sổ", len(_STEPS), len(_STEPS))
    return at
