"""The data rows of one sheet: each cell read by its column, everything that is no record left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vinhdanh.exchange.layout import Column, Kind, Sheet
from vinhdanh.exchange.reading.cells import CellReader, Issue, shown
from vinhdanh.exchange.reading.effects import Effects
from vinhdanh.exchange.reading.headings import PERSON_NAME, Heading, are_column_numbers
from vinhdanh.exchange.reading.problems import Problems, Severity
from vinhdanh.exchange.reading.source import SourceSheet
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import fold

EXAMPLE = re.compile(r"VD-", re.I)  # the template's example rows: VD-001
_TOTAL = re.compile(
    r"^((tong|cong)( (cong|so|chung|toan \w+))?( \d+.*)?|(tong cong|tong so|cong chung)\b.*)$"
)
_SECTION_NUMBER = re.compile(r"^([IVX]{1,5}|[A-ZĐ])[.)]?$")
_SECTION = re.compile(r"^([IVX]{1,5}|[A-ZĐ]|\d{1,2})\s*[.)/\-]\s*\D")


@dataclass(slots=True)
class Row:
    """One record as read. `values` holds only the cells that have a value."""

    layout: Sheet
    sheet: str
    number: int
    heading: Heading
    raw: Sequence[Any]
    values: dict[str, Any]

    @property
    def id(self) -> str:
        """Where it came from: «Khen thưởng!118»."""
        return f"{self.sheet}!{self.number}"

    def cell(self, key: str) -> str:
        return self.heading.cell(key, self.number)

    def shown(self, key: str) -> str:
        column = self.heading.columns.get(key)
        return "" if column is None else shown(self.raw[column])


@dataclass(frozen=True, slots=True)
class Rows:
    """The usable rows of one sheet, the others, and the identifiers that stand in those."""

    used: list[Row]
    lost: set[str]
    seen: int
    unusable: list[Row] = field(default_factory=list)


def read_rows(
    layout: Sheet,
    source: SourceSheet,
    heading: Heading,
    spellings: Spellings,
    horizon: date,
    problems: Problems,
) -> Rows:
    """Read every data row below the header; cells and rows that can't be used are reported."""
    effects = Effects(spellings)
    columns = [(c, heading.columns[c.key]) for c in layout.columns if c.key in heading.columns]
    readers = [(c, at, CellReader(c, spellings, horizon)) for c, at in columns]
    if PERSON_NAME in heading.columns:
        column = Column(PERSON_NAME, "Họ và tên")
        readers.append((column, heading.columns[PERSON_NAME], CellReader(column, spellings, horizon)))
    first_id = layout.columns[0]
    rows = Rows([], set(), 0)
    seen = 0
    for number, raw in _records(layout, source, heading):
        seen += 1
        values: dict[str, Any] = {}
        issues: list[tuple[Column, Issue]] = []
        usable = True
        for column, at, read in readers:
            cell = raw[at]
            value, issue = read(cell) if cell != "" else (None, None)
            if value is not None:
                values[column.key] = value
            elif column.required and issue is None:
                issue = _missing(column, source, number, at)
            if issue is not None:
                issues.append((column, issue))
                usable = usable and (value is not None or not (column.required or column.strict))
        row = Row(layout, source.name, number, heading, raw, values)
        if issues:
            _report(row, issues, usable, effects, problems)
        if usable:
            rows.used.append(row)
            continue
        rows.unusable.append(row)
        if first_id.key in values and layout.key in ("persons", "units", "households"):
            rows.lost.add(str(values[first_id.key]))
    return Rows(rows.used, rows.lost, seen, rows.unusable)


def _missing(column: Column, source: SourceSheet, number: int, at: int) -> Issue:
    above = source.rows[number - 2][at]
    suggestion = None
    if above != "" and column.kind in (Kind.SUBJECT, Kind.CODE):
        suggestion = f"“{shown(above)}” như dòng trên, nếu dòng này cùng nhóm"
    return Issue("missing", f"“{column.header}” ở mọi dòng", f"Thiếu “{column.header}”.", suggestion)


def _report(
    row: Row, issues: list[tuple[Column, Issue]], usable: bool, effects: Effects, problems: Problems
) -> None:
    subject = next((str(row.values[k]) for k in ("subject", "person", "id") if k in row.values), None)
    for column, issue in issues:
        if issue.mended:
            severity, effect = Severity.FIXED, "Đã dùng giá trị đã chỉnh."
        elif usable:
            severity = Severity.ERROR
            effect = effects.of_cell(row.layout.key, column.key, row.values)
        else:
            severity, effect = Severity.ERROR, effects.of_row(row.layout.key, row.values)
        problems.add(
            severity,
            issue.code,
            row.sheet,
            cell=row.cell(column.key),
            row=row.number,
            read=row.shown(column.key),
            expected=issue.expected,
            message=issue.message,
            suggestion=issue.suggestion,
            effect=effect,
            subject=subject,
        )


def _records(layout: Sheet, source: SourceSheet, heading: Heading) -> Iterator[tuple[int, list[Any]]]:
    """Row numbers and cells of what looks like a record: no totals, notes, examples, signatures."""
    columns = heading.columns
    known = sorted(at for key, at in columns.items() if key != PERSON_NAME)
    required = [columns[c.key] for c in layout.columns if c.required]
    first = columns[layout.columns[0].key]
    named = layout.columns[0].kind is Kind.CODE  # its records are told by a code of their own
    start = heading.row + 1
    below = source.rows[start:]
    last_full = _last_full(below, required, first, named)
    under_header = True
    numbered = {heading.numbering, first if layout.key == "persons" else None}
    for at, row in enumerate(below):
        cell = row[first]
        key = cell if isinstance(cell, str) else shown(cell)
        whole = all(row[c] != "" for c in required)
        surely = whole and at <= last_full and any(map(str.isdigit, key))
        if not surely:
            if heading.repeated_in(row) or (under_header and are_column_numbers(row)):
                under_header = True
                continue
            filled = [c for c, cell in enumerate(row) if cell != "" and shown(cell)]
            if _is_section(row, filled, numbered, start + at, source, known):
                continue
            if not whole:
                if not any(c in known for c in filled):
                    continue
                lacks = sum(c not in filled for c in required)
                signed = at > last_full and (key or 2 * lacks >= len(required))
                if lacks and signed and not _looks_like_code(key):
                    continue  # notes, place and date, signatures
            elif named and at > last_full and not set(filled) - set(required):
                continue  # signatures under both columns
        elif under_header and are_column_numbers(row):
            continue
        under_header = False
        if EXAMPLE.match(key) or _is_total(row, key):
            continue
        yield start + at + 1, row


def _last_full(below: list[list[Any]], required: list[int], first: int, named: bool) -> int:
    """The last row that is surely a record: every required cell is filled, and a code has a digit."""
    for at in reversed(range(len(below))):
        row = below[at]
        if all(row[c] != "" for c in required) and (not named or any(map(str.isdigit, shown(row[first])))):
            return at
    return -1


def _is_total(row: list[Any], key: str) -> bool:
    if key:
        return key[0] in "TCtc" and bool(_TOTAL.match(fold(key)))
    words = (fold(cell) for cell in row if isinstance(cell, str) and cell)
    return bool(_TOTAL.match(next(words, "")))


def _looks_like_code(key: str) -> bool:
    return bool(key) and (any(c.isdigit() for c in key) or " " not in key) and len(key) <= 30


def _is_section(
    row: list[Any],
    filled: list[int],
    numbered: set[int | None],
    index: int,
    source: SourceSheet,
    known: list[int],
) -> bool:
    """A heading inside the table: «I. Phòng Tham mưu» alone in its row, or «I» and the title beside it.

    Args:
        numbered: where the number of a section may stand: under STT, or in place of a person's number.
    """
    if len(filled) == 2 and len(known) > 2:
        number, title = (shown(row[at]) for at in filled)
        return filled[0] in numbered and bool(_SECTION_NUMBER.match(number)) and not title.isdigit()
    if len(filled) != 1 or not known:
        return False
    at = filled[0]
    text = shown(row[at])
    alone = at not in known or (index, at) in source.merged_across or bool(_SECTION.match(text))
    return alone and not _looks_like_code(text)
