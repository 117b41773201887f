"""Which sheet holds what, and which column is which: proposed, corrected by people, kept with the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from vinhdanh.exchange.layout import SHEETS, Sheet
from vinhdanh.exchange.reading.cells import shown
from vinhdanh.exchange.reading.headings import (
    HEADER_WITHIN,
    PERSON_NAME,
    Heading,
    best_heading,
    heading_at,
    holds_no_records,
    sheets_by_name,
)
from vinhdanh.exchange.reading.source import Source, SourceSheet
from vinhdanh.exchange.spellings import Spellings

SAMPLED = HEADER_WITHIN + 6  # rows of a sheet shown while its columns are mapped
_WIDEST = 80  # columns shown
LAYOUTS: Mapping[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}
_CHECKED = {"subject", "person"}  # first columns beside which a name only checks the number


@dataclass(frozen=True)
class Sample:
    """The first rows of a sheet as text: columns are mapped without opening the file again."""

    name: str
    total: int  # rows of the whole sheet
    rows: list[list[str]]

    @classmethod
    def of(cls, sheet: SourceSheet) -> Sample:
        rows = [[shown(cell) for cell in row[:_WIDEST]] for row in sheet.rows[:SAMPLED]]
        return cls(sheet.name, len(sheet.rows), rows)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sample:
        return cls(**data)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sheet(self) -> SourceSheet:
        """The sample as a sheet to look for a header in."""
        return SourceSheet(self.name, [[*row] for row in self.rows], frozenset())


@dataclass(frozen=True)
class SheetMap:
    """What one sheet of a file is read as. ``row`` is the index of the header's lowest row."""

    name: str
    key: str = ""  # which records it holds; "" when it is not read
    row: int = 0
    top: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SheetMap:
        return cls(**data)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def layout(self) -> Sheet | None:
        return LAYOUTS.get(self.key)

    @property
    def missing(self) -> list[str]:
        """Headings of columns without which no row can be used."""
        if self.layout is None:
            return []
        lacking = [c.header for c in self.layout.columns if c.required and c.key not in self.columns]
        if self.key == "ratings" and not {"level", "unassessed"} & self.columns.keys():
            lacking.append(self.layout.column("level").header)
        return lacking

    def heading(self, source: SourceSheet) -> Heading:
        """The heading as the reader of rows takes it."""
        return heading_at(source, self.top, self.row, dict(self.columns))


def choices(key: str) -> list[tuple[str, str, bool]]:
    """Column keys of a kind of sheet with their headings, and whether they are required."""
    layout = LAYOUTS[key]
    found = [(column.key, column.header, column.required) for column in layout.columns]
    if layout.columns[0].key in _CHECKED:
        found.append((PERSON_NAME, "Họ và tên (để đối chiếu)", False))
    return found


def propose(source: Source, spellings: Spellings) -> list[SheetMap]:
    """What each sheet seems to hold: by its name, or by its header where the name says nothing."""
    found = []
    for layout, sheet in sheets_by_name(source.sheets, spellings):
        if layout is None and not holds_no_records(sheet):
            layout = _by_header(sheet, spellings)
        found.append(propose_sheet(sheet, layout.key if layout else "", spellings))
    return found


def propose_sheet(sheet: SourceSheet, key: str, spellings: Spellings, row: int | None = None) -> SheetMap:
    """The header of a sheet that holds those records, looked for or taken from a given row."""
    layout = LAYOUTS.get(key)
    if layout is None:
        return SheetMap(sheet.name)
    heading = best_heading(layout, sheet, spellings, row)
    return SheetMap(sheet.name, key, heading.row, heading.top, heading.columns)


def _by_header(sheet: SourceSheet, spellings: Spellings) -> Sheet | None:
    """The one kind of records whose required columns all stand in the header; None where several fit."""
    fitting: list[tuple[int, Sheet]] = []
    for layout in SHEETS:
        proposed = propose_sheet(sheet, layout.key, spellings)
        if not proposed.missing:
            fitting.append((len(proposed.columns), layout))
    most = max((count for count, _ in fitting), default=0)
    best = [layout for count, layout in fitting if count == most]
    return best[0] if len(best) == 1 else None


def source_of(source: Source, name: str) -> SourceSheet | None:
    """The sheet of that name."""
    return next((sheet for sheet in source.sheets if sheet.name == name), None)


def from_json(data: Sequence[Mapping[str, Any]]) -> list[SheetMap]:
    return [SheetMap.from_json(one) for one in data]
