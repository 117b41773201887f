"""Reading a list: every line through the page's own form, every mistake by its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vinhdanh.exchange.grid import column_letters
from vinhdanh.exchange.lists.kinds import ListColumn, ListSource, who
from vinhdanh.exchange.reading.formats import open_table
from vinhdanh.exchange.reading.source import BadCell, Cell, NotAWorkbook, SourceSheet
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit

MOST_ROWS = 1000
HEADER_WITHIN = 12  # rows from the top
_YES, _NO = ("x", "co", "1", "dung", "true"), ("", "khong", "0", "false")


@dataclass(frozen=True, slots=True)
class CellNote:
    """What is wrong with one cell."""

    cell: str  # C7
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the file."""

    number: int  # as the program that shows the sheet counts
    texts: dict[str, str]  # form field → what is written there, as the form reads it
    wrong: tuple[CellNote, ...]
    kept: str  # why it isn't written although nothing is wrong with it: who is there already

    @property
    def is_new(self) -> bool:
        return not self.wrong and not self.kept


@dataclass(frozen=True, slots=True)
class ReadList:
    """A file as it was read."""

    lines: tuple[ListLine, ...]
    ignored: tuple[str, ...]  # headings of columns that the list doesn't have

    @property
    def new(self) -> tuple[ListLine, ...]:
        return tuple(line for line in self.lines if line.is_new)

    @property
    def wrong(self) -> tuple[ListLine, ...]:
        return tuple(line for line in self.lines if line.wrong)

    @property
    def kept(self) -> tuple[ListLine, ...]:
        return tuple(line for line in self.lines if line.kept)


def read_list(source: ListSource, unit: Unit, data: bytes, name: str) -> ReadList:
    """The lines of a file, compared with what is on record.

    Raises:
        NotAWorkbook: it can't be read, has no line with the headings, no line below it, or too many.
    """
    columns = source.columns()
    sheet, top, places, ignored = _header(open_table(data, name).sheets, columns)
    texts: list[tuple[int, dict[str, str], list[CellNote]]] = []
    for number, row in enumerate(sheet.rows[top + 1 :], top + 2):
        line = {column.field: row[at] for at, column in places.items() if at < len(row)}
        if any(shown(cell) for cell in line.values()):
            texts.append((number, *_texts(number, line, places)))
    if not texts:
        raise NotAWorkbook("no_rows", f"Trang “{sheet.name}” không có dòng nào dưới dòng tiêu đề.")
    if len(texts) > MOST_ROWS:
        raise NotAWorkbook("too_many", f"Tệp có {len(texts)} dòng, mỗi lần nhập nhiều nhất {MOST_ROWS} dòng.")
    return ReadList(tuple(check_lines(source, unit, texts, places)), tuple(ignored))


def check_lines(
    source: ListSource,
    unit: Unit,
    texts: Sequence[tuple[int, dict[str, str], list[CellNote]]],
    places: Mapping[int, ListColumn],
) -> list[ListLine]:
    """Each line through the form, and beside the records and the other lines."""
    there = source.on_file(unit)
    letters = {column.field: column_letters(at) for at, column in places.items()}
    headings = {column.field: column.heading for column in places.values()}
    first: dict[tuple[str, Any], int] = {}
    lines = []
    for number, line, notes in texts:
        wrong, kept = list(notes), ""
        told = {note.cell for note in notes}
        form = source.form(unit, line)
        for field, errors in form.errors.items():
            cell = f"{letters.get(field, letters['name'])}{number}"
            if cell not in told:
                words = " ".join(str(one) for one in errors)
                wrong.append(CellNote(cell, headings.get(field, headings["name"]), words))
        if not wrong:
            key = who(form.cleaned_data)
            kept = there.get(key, "")
            if key in first:
                words = f"Trùng họ tên và ngày sinh với dòng {first[key]}."
                wrong.append(CellNote(f"{letters['name']}{number}", headings["name"], words))
                kept = ""
            first.setdefault(key, number)
        wrong.sort(key=lambda note: (len(note.cell), note.cell))  # as they stand in the row
        lines.append(ListLine(number, line, tuple(wrong), kept))
    return lines


def _header(
    sheets: Sequence[SourceSheet], columns: Sequence[ListColumn]
) -> tuple[SourceSheet, int, dict[int, ListColumn], list[str]]:
    """The sheet and row that hold the headings, which column stands where, and headings of no column."""
    by_heading = {fold(column.heading): column for column in columns}
    needed = {column.field for column in columns if column.required}
    best: list[str] = sorted(column.heading for column in columns if column.required)
    for sheet in sheets:
        for top, row in enumerate(sheet.rows[:HEADER_WITHIN]):
            folded = [" ".join(fold(shown(cell)).split()) for cell in row]
            places = {at: by_heading[words] for at, words in enumerate(folded) if words in by_heading}
            missing = needed - {column.field for column in places.values()}
            if not missing:
                others = [shown(cell) for at, cell in enumerate(row) if at not in places and shown(cell)]
                return sheet, top, places, others
            if len(missing) < len(best):
                best = sorted(column.heading for column in columns if column.field in missing)
    raise NotAWorkbook(
        "no_header",
        f"Không thấy dòng tiêu đề của biểu mẫu: thiếu cột {', '.join(best)}. Tải biểu mẫu, chép dữ liệu vào.",
    )


def _texts(
    number: int, line: Mapping[str, Cell], places: Mapping[int, ListColumn]
) -> tuple[dict[str, str], list[CellNote]]:
    """What the form is given, and the cells that say nothing that it could be given."""
    given, notes = {}, []
    for at, column in places.items():
        raw = line.get(column.field, "")
        text = shown(raw)
        words = fold(text)
        said = ""
        if isinstance(raw, BadCell):
            said = f"Công thức không cho kết quả ({raw.text}): ghi thẳng giá trị."
        elif column.flag:
            text = "on" if words in _YES else ""
            said = "" if words in (*_YES, *_NO) else f"“{shown(raw)}” không rõ: ghi x hoặc để trống."
        elif column.choices and text:
            found = next((value for value, name in column.choices if words in (fold(name), fold(value))), "")
            options = ", ".join(name for _, name in column.choices)
            said = "" if found else f"“{text}” không có trong danh sách: {options}."
            text = found
        if said:
            notes.append(CellNote(f"{column_letters(at)}{number}", column.heading, said))
        given[column.field] = text
    return given, notes


def shown(cell: Cell) -> str:
    """A cell as somebody would type it."""
    match cell:
        case BadCell():
            return cell.text
        case bool():
            return "x" if cell else ""
        case datetime() | date():
            return f"{cell:%d/%m/%Y}"
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
        case _:
            return str(cell).strip()
