"""The preview: each row of the file as it will be shown, and what it all adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from json import JSONEncoder
from typing import Any

from vinhdanh.exchange.grid import column_letters
from vinhdanh.exchange.intake.comparing import Comparison
from vinhdanh.exchange.intake.decisions import scope_of
from vinhdanh.exchange.intake.gathering import Page
from vinhdanh.exchange.intake.outcomes import Cell, Mark, Outcome, State
from vinhdanh.exchange.intake.values import words
from vinhdanh.exchange.layout import Column, Kind
from vinhdanh.exchange.reading.cells import shown
from vinhdanh.exchange.reading.headings import PERSON_NAME
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.text import fold

_ENCODE = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What a row holds, as bits: a list is filtered by them.
HAS_NEW, HAS_CHANGED, HAS_SAME, HAS_CONFLICT, HAS_BAD, HAS_NOTE = (1 << bit for bit in range(6))


# Columns of ``IntakeRow``, in the order in which rows are inserted.
ROW = (
    "intake",
    "position",
    "sheet",
    "number",
    "marks",
    "bad_before",
    "bad",
    "conflicts_before",
    "conflicts",
    "cells",
)


@dataclass
class Counts:
    """The figures above the preview."""

    rows: int = 0
    new_rows: int = 0
    changed_cells: int = 0
    changed_rows: int = 0
    same_cells: int = 0
    conflict_cells: int = 0
    conflict_rows: int = 0
    waiting_rows: int = 0
    bad_cells: int = 0
    bad_rows: int = 0
    notes: int = 0
    dropped_rows: int = 0
    records: int = 0  # that will be written
    sheets: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def blocked(self) -> bool:
        """Whether something must be put right before anything is written."""
        return bool(self.bad_cells)


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the preview, ready to be stored."""

    sheet: int  # which page of the file
    number: int
    marks: int
    bad_before: int  # bad cells in the rows above
    bad: int
    conflicts_before: int
    conflicts: int
    cells: str  # JSON: the state of the row, its note, and a cell for each column shown

    def stored(self, intake: int, position: int) -> tuple[object, ...]:
        """The values of ``ROW``."""
        return (intake, position, *(getattr(self, name) for name in ROW[2:]))


def columns_of(page: Page) -> list[tuple[str, str, str]]:
    """Letter, key and heading of each column that is shown, in the order of the sheet."""
    layout = page.map.layout
    assert layout is not None
    headings = {column.key: column.header for column in layout.columns} | {PERSON_NAME: "Họ và tên"}
    shown = sorted(page.heading.columns.items(), key=lambda pair: pair[1])
    return [(column_letters(at), key, headings[key]) for key, at in shown]


def preview(at: Comparison) -> tuple[Counts, list[Shown]]:
    """Every row with its marks, and the figures."""
    counts = Counts(records=at.plan.records)
    alike = _alike(at)
    made: list[Shown] = []
    for number, page in enumerate(at.gathered.pages):
        counts.sheets[page.map.name] = len(page.rows)
        counts.dropped_rows += len(page.dropped)
        writer = _Rows(at, page, alike)
        for row in page.rows:
            outcome = at.outcomes.get(row.id)
            if outcome is None:  # left out by hand
                continue
            before = counts.bad_cells, counts.conflict_cells
            marks, cells = writer.row(outcome, counts)
            bad, conflicts = counts.bad_cells - before[0], counts.conflict_cells - before[1]
            made.append(Shown(number, row.number, marks, before[0], bad, before[1], conflicts, cells))
    return counts, made


def _alike(at: Comparison) -> Counter[tuple[str, str]]:
    """How many unusable cells are written the same way, by what a correction of one would reach."""
    found: Counter[tuple[str, str]] = Counter()
    for outcome in at.outcomes.values():
        for key, cell in outcome.cells.items():
            if cell.mark is Mark.BAD:
                found[_reach(outcome.row, key)] += 1
    return found


def _reach(row: Row, key: str) -> tuple[str, str]:
    column = _column(row, key)
    if column.kind is Kind.CHOICE:
        return column.choices, fold(row.shown(key))
    return scope_of(row.layout.key, key), row.shown(key)


def _column(row: Row, key: str) -> Column:
    return Column(PERSON_NAME, "Họ và tên") if key == PERSON_NAME else row.layout.column(key)


class _Rows:
    """Writes the rows of one page."""

    def __init__(self, at: Comparison, page: Page, alike: Counter[tuple[str, str]]) -> None:
        self.at, self.alike = at, alike
        self.texts: dict[Any, str] = {}
        self.columns = [
            (key, index) for key, index in sorted(page.heading.columns.items(), key=lambda p: p[1])
        ]

    def row(self, outcome: Outcome, counts: Counts) -> tuple[int, str]:
        """Marks and cells of a row; adds it to the counts."""
        marks = 0
        cells: list[Any] = []
        changed = False
        plain = {State.NEW: Mark.NEW, State.MATCHED: Mark.SAME, State.REPEATED: Mark.SAME}.get(
            outcome.state, Mark.NONE
        )
        for key, index in self.columns:
            cell = outcome.cells.get(key)
            text = self._text(outcome.row.raw[index])
            if cell is None:
                new = self._canonical(outcome, key, text) if plain is Mark.NEW else ""
                cells.append([plain.value, text, {"w": new}] if new else text)
                if plain is Mark.SAME and text:
                    counts.same_cells += 1
                    marks |= HAS_SAME
                continue
            cells.append([cell.mark.value, text, self._told(outcome, key, cell)])
            match cell.mark:
                case Mark.CHANGED:
                    counts.changed_cells, changed = counts.changed_cells + 1, True
                case Mark.CONFLICT:
                    counts.conflict_cells += 1
                    marks |= HAS_CONFLICT
                case Mark.BAD:
                    counts.bad_cells += 1
                    marks |= HAS_BAD
                case Mark.SAME:
                    counts.same_cells += 1
                    marks |= HAS_SAME
            if cell.note and cell.mark not in (Mark.BAD, Mark.CONFLICT):
                counts.notes += 1
                marks |= HAS_NOTE
        counts.rows += 1
        counts.bad_rows += bool(marks & HAS_BAD)
        counts.conflict_rows += outcome.state is State.CONFLICT
        counts.waiting_rows += outcome.state is State.WAITING
        counts.new_rows += outcome.state is State.NEW
        counts.changed_rows += changed
        marks |= HAS_NEW * (outcome.state is State.NEW) | HAS_CHANGED * changed
        content = {"s": outcome.state.value, "m": plain.value, "c": cells}
        if outcome.note:
            content["n"] = outcome.note
        return marks, _ENCODE(content)

    def _text(self, raw: Any) -> str:
        """A cell's content; what many cells hold is written out once."""
        if raw == "" or raw.__class__ is bool:
            return shown(raw)
        text = self.texts.get(raw)
        if text is None:
            text = self.texts[raw] = shown(raw)
        return text

    def _canonical(self, outcome: Outcome, key: str, text: str) -> str:
        """What will be written, where the file words it otherwise."""
        column = _column(outcome.row, key)
        if column.kind is Kind.TEXT or not text:
            return ""
        value = outcome.row.values.get(key)
        if column.kind is Kind.FLAG or value is None:
            return ""
        new = words(column, value, self.at.gathered.spellings)
        return new if fold(new) != fold(text) else ""

    def _told(self, outcome: Outcome, key: str, cell: Cell) -> dict[str, Any]:
        """What the page needs beside the text of a marked cell."""
        told: dict[str, Any] = {"k": key}
        if cell.note:
            told["n"] = cell.note
        if cell.old is not None:
            told["o"] = cell.old
        if cell.new:
            told["w"] = cell.new
        if cell.options:
            told["a"] = [list(option) for option in cell.options]
        if cell.mark is Mark.BAD:
            told["like"] = self.alike[_reach(outcome.row, key)]
            if cell.problem is not None:
                told |= {
                    "code": cell.problem.code,
                    "x": cell.problem.expected,
                    "e": cell.problem.effect,
                    "sg": cell.problem.suggestion or "",
                }
        return told


def problem_rows(at: Comparison) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Unusable cells and conflicts: sheet, cell, state, what was read, why, suggestion."""
    for outcome in at.outcomes.values():
        for key, cell in outcome.cells.items():
            if cell.mark in (Mark.BAD, Mark.CONFLICT):
                state = "Chưa dùng được" if cell.mark is Mark.BAD else "Mâu thuẫn với sổ"
                suggestion = (cell.problem.suggestion if cell.problem else "") or ""
                row = outcome.row
                yield row.sheet, row.cell(key), state, row.shown(key), cell.note, suggestion
