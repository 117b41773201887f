"""What people decide about a file before it is written: cells corrected, rows left out, conflicts settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from vinhdanh.exchange.grid import column_number
from vinhdanh.exchange.layout import SHEETS, Kind
from vinhdanh.exchange.reading.cells import shown
from vinhdanh.exchange.reading.headings import Heading
from vinhdanh.exchange.reading.source import SourceSheet
from vinhdanh.exchange.text import code_key, tidy

ANY_CODE = "code"  # scope of a correction that holds for every identifier of the file
FILE, REGISTER = "file", "register"  # which side a conflict is settled by

_CELL = re.compile(r"([A-Z]+)(\d+)")
_IDENTIFIERS = {Kind.CODE, Kind.SUBJECT}
_COLUMNS = {(sheet.key, column.key): column for sheet in SHEETS for column in sheet.columns}


@dataclass(frozen=True)
class Decisions:
    """Everything is named by what stands in the file, so that it holds when the file is read again."""

    cells: Mapping[str, str] = field(default_factory=dict)  # "Khen thưởng!D118" -> what to read there
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # scope -> written -> read as
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # kind of choice -> word -> code
    dropped: tuple[str, ...] = ()  # "Khen thưởng!118"
    persons: Mapping[str, str] = field(default_factory=dict)  # number -> the same person's, "" for another
    settled: Mapping[str, str] = field(default_factory=dict)  # "Đơn vị!E7" -> file or register

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Decisions:
        return cls(**{**data, "dropped": tuple(data.get("dropped", ()))})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def with_cell(self, place: str, text: str) -> Decisions:
        """Read ``text`` in one cell."""
        return replace(self, cells={**self.cells, place: tidy(text)})

    def with_text(self, scope: str, written: str, text: str) -> Decisions:
        """Read ``text`` wherever that is written within the scope."""
        return replace(self, texts={**self.texts, scope: {**self.texts.get(scope, {}), written: tidy(text)}})

    def with_word(self, kind: str, word: str, code: str) -> Decisions:
        """Take a word for a code in every column of that kind."""
        return replace(self, words={**self.words, kind: {**self.words.get(kind, {}), word: code}})

    def without_rows(self, rows: Iterable[str]) -> Decisions:
        """Leave rows out of the import."""
        return replace(self, dropped=tuple(dict.fromkeys((*self.dropped, *rows))))

    def with_rows_again(self) -> Decisions:
        """Take back every row that was left out."""
        return replace(self, dropped=())

    def with_person(self, number: str, same_as: str) -> Decisions:
        """A number of the file is the person of another number; with "", somebody else."""
        return replace(self, persons={**self.persons, number: same_as})

    def with_settled(self, place: str, side: str) -> Decisions:
        """Settle one conflict by the file or by the register."""
        return replace(self, settled={**self.settled, place: side})

    @property
    def aliases(self) -> dict[str, str]:
        """Numbers of the file that mean somebody on record."""
        return {number: own for number, own in self.persons.items() if own}

    def another(self, number: str) -> bool:
        """Whether it was said that this number is nobody on record."""
        return any(code_key(one) == code_key(number) and not own for one, own in self.persons.items())

    @property
    def count(self) -> int:
        """How many corrections were made."""
        parts = (self.cells, self.persons, self.settled, *self.texts.values(), *self.words.values())
        return sum(map(len, parts))


def scope_of(sheet: str, key: str) -> str:
    """Where a correction «for all that are written alike» holds: one column, or every identifier."""
    column = _COLUMNS.get((sheet, key))
    return ANY_CODE if column is not None and column.kind in _IDENTIFIERS else f"{sheet}.{key}"


def corrected(source: SourceSheet, sheet: str, heading: Heading, decisions: Decisions) -> SourceSheet:
    """The sheet with every correction written into its cells."""
    changes: dict[tuple[int, int], str] = {}
    for key, at in heading.columns.items():
        texts = decisions.texts.get(scope_of(sheet, key), {})
        if texts:
            for number, row in enumerate(source.rows[heading.row + 1 :], heading.row + 1):
                written = shown(row[at]) if row[at] != "" else ""
                if written in texts:
                    changes[number, at] = texts[written]
    for place, text in decisions.cells.items():
        name, _, cell = place.rpartition("!")
        found = _CELL.fullmatch(cell)
        if name == source.name and found:
            changes[int(found[2]) - 1, column_number(found[1])] = text
    if not changes:
        return source
    rows = list(source.rows)
    for (number, at), text in changes.items():
        if number < len(rows) and at < len(rows[number]):
            rows[number] = [*rows[number]]
            rows[number][at] = text
    return replace(source, rows=rows)
