"""Complaints and inspections of the years before: shown as a warning, never as «not met»."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import Hold, Household, Merit, Person, Unit
from vinhdanh.engine.index import Index
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lawfiles import Block, as_tuple, cite
from vinhdanh.engine.regulations.blocks import regulations_on
from vinhdanh.engine.wording import HOLD_GROUNDS, VERIFIED, count, day


def lookback_warnings(
    book: LawBook,
    index: Index,
    subject: Person | Unit | Household,
    honour: str,
    merit: Merit,
    *,
    year: int,
    on: date,
) -> tuple[str, ...]:
    """What the old circular asks to be looked at before this honour is given (Điều 2 TT 12/2019).

    One sentence for each complaint or inspection in the period, with how far the text is known.
    """
    found: list[str] = []
    holds = index.holds.get(subject.id)
    law = regulations_on(book, on)
    if not holds or isinstance(subject, Household) or subject.force not in law.forces:
        return ()
    for block in law.blocks("lookback"):
        if honour not in as_tuple(block.data.get("honours")) and merit.value not in as_tuple(
            block.data.get("merits")
        ):
            continue
        first = _first_day(block, index, subject.id, year)
        if first is not None:
            found += [_told(block, hold) for hold in _within(block, holds, first, year_end(year))]
    return tuple(dict.fromkeys(found))


def _first_day(block: Block, index: Index, subject: str, year: int) -> date | None:
    if "years" in block.data:
        return date(year - int(block.data["years"]) + 1, 1, 1)
    led = [post.start for post in index.posts.get(subject, ()) if post.leads]
    return min(led, default=None)


def _within(block: Block, holds: list[Hold], first: date, last: date) -> Iterator[Hold]:
    """Holds that ended before the last day: one that still runs defers consideration anyway."""
    for hold in holds:
        ended = hold.closed is not None and first <= hold.closed <= last
        if hold.ground.value in as_tuple(block.data["of"]) and ended and hold.opened <= last:
            yield hold


def _told(block: Block, hold: Hold) -> str:
    years = block.data.get("years")
    period = f"trong {count(int(years))} năm" if years else "trong thời gian giữ chức vụ lãnh đạo, chỉ huy"
    ground = HOLD_GROUNDS[hold.ground].removeprefix("đang ")
    known = VERIFIED[block.data["verified"]].lower()
    text = block.article.instrument
    caveat = text.caveat.removeprefix(f"{text.short} ")
    return (
        f"Cần xem xét: {ground} từ {day(hold.opened)} đến {day(hold.closed)}, {period} "
        f"({cite('', block.article)}; {known}{f', {caveat}' if caveat else ''})."
    )
