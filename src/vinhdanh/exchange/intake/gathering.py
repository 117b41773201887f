"""A file read as people mapped and corrected it, beside the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.engine import LawBook
from vinhdanh.exchange.collecting import no_garbage_collection
from vinhdanh.exchange.intake.decisions import Decisions, corrected
from vinhdanh.exchange.intake.mapping import SheetMap, source_of
from vinhdanh.exchange.intake.register import Register
from vinhdanh.exchange.layout import SHEETS
from vinhdanh.exchange.reading.building import Built, build
from vinhdanh.exchange.reading.headings import Heading
from vinhdanh.exchange.reading.problems import Problem, Problems
from vinhdanh.exchange.reading.rows import Row, Rows, read_rows
from vinhdanh.exchange.reading.source import Source
from vinhdanh.exchange.spellings import Spellings

Tell = Callable[[str, int, int], None]  # what is being done, how many done, of how many


@dataclass(frozen=True)
class Page:
    """One sheet that is read: where its columns stand, and all its records in order, usable or not."""

    map: SheetMap
    heading: Heading
    rows: tuple[Row, ...]
    dropped: tuple[Row, ...]


@dataclass(frozen=True)
class Gathered:
    """Everything that the file says."""

    pages: tuple[Page, ...]
    built: Built
    problems: tuple[Problem, ...]
    spellings: Spellings


def gather(
    source: Source,
    maps: Sequence[SheetMap],
    decisions: Decisions,
    *,
    book: LawBook,
    spellings: Spellings,
    year: int,
    register: Register,
    today: date,
    tell: Tell,
) -> Gathered:
    """Read the mapped sheets with every correction in place.

    Args:
        year: review year; later years and dates up to ``today`` are read, beyond it reported.
    """
    own = ((kind, word, code) for kind, some in decisions.words.items() for word, code in some.items())
    spellings = spellings.with_words(own)
    horizon = max(date(year, 12, 31), today)
    problems = Problems()
    tables: dict[str, list[Rows]] = {sheet.key: [] for sheet in SHEETS}
    pages: list[Page] = []
    dropped = set(decisions.dropped)
    with no_garbage_collection():
        for at, one in enumerate(maps):
            found, layout = source_of(source, one.name), one.layout
            if found is None or layout is None or one.missing:
                continue
            tell(f"Đọc trang {one.name}", at, len(maps))
            heading = one.heading(found)
            sheet = corrected(found, one.key, heading, decisions)
            rows = read_rows(layout, sheet, heading, spellings, horizon, problems)
            left_out = [row for row in (*rows.used, *rows.unusable) if row.id in dropped]
            if left_out:
                rows = _without(rows, left_out, dropped)
            tables[layout.key].append(rows)
            every = sorted((*rows.used, *rows.unusable), key=lambda row: row.number)
            pages.append(Page(one, heading, tuple(every), tuple(left_out)))
        tell("Đối chiếu các trang", len(maps), len(maps))
        known = replace(register.known, aliases={**register.aliases, **decisions.aliases})
        built = build(tables, book, spellings, year, problems, known)
    found_problems = problems.in_order([page.map.name for page in pages])
    kept = tuple(p for p in found_problems if f"{p.sheet}!{p.row}" not in dropped)
    return Gathered(tuple(pages), built, kept, spellings)


def _without(rows: Rows, left_out: list[Row], dropped: set[str]) -> Rows:
    """The rows without those left out; whom they would have made known is not known."""
    gone = {
        str(row.values["id"])
        for row in left_out
        if "id" in row.values and row.layout.key in ("persons", "units", "households")
    }
    return Rows(
        [row for row in rows.used if row.id not in dropped],
        rows.lost | gone,
        rows.seen,
        [row for row in rows.unusable if row.id not in dropped],
    )
