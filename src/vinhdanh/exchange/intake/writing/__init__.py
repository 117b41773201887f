"""Writing a plan: every row of it, inside the caller's transaction, all logged."""

from __future__ import annotations

from collections.abc import Callable

from vinhdanh.exchange.intake.gathering import Tell
from vinhdanh.exchange.intake.log import Log
from vinhdanh.exchange.intake.plan import Plan
from vinhdanh.exchange.intake.writing.honours import write_grants
from vinhdanh.exchange.intake.writing.rows import Writer
from vinhdanh.exchange.intake.writing.subjects import (
    write_households,
    write_persons,
    write_posts,
    write_units,
    write_works,
)
from vinhdanh.exchange.intake.writing.yearly import (
    write_absences,
    write_disciplines,
    write_findings,
    write_holds,
    write_ratings,
)

__all__ = ["write"]

# Subjects first, then what is said about them.
_STEPS: tuple[tuple[str, Callable[[Writer], None]], ...] = (
    ("đơn vị", write_units),
    ("cán bộ", write_persons),
    ("hộ gia đình", write_households),
    ("sáng kiến", write_works),
    ("chức vụ", write_posts),
    ("xếp loại", write_ratings),
    ("khen thưởng", write_grants),
    ("kỷ luật", write_disciplines),
    ("tạm hoãn", write_holds),
    ("nghỉ, đi học", write_absences),
    ("kết luận", write_findings),
)


def write(plan: Plan, *, ground: str, by: str, tell: Tell) -> Log:
    """Insert and change rows as the plan says.

    Args:
        ground: stands in acts upon honours that are corrected: which import did it.
        by: name of whoever imports, who stands there too.

    Raises:
        TooLong: a text is longer than its column.
        IntegrityError: the database holds something that the plan did not know.
    """
    at = Writer(plan, ground, by, tell)
    for what, step in _STEPS:
        at.told(what)
        step(at)
    return at.log
