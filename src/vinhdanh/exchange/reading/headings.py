"""Which sheet is which, and where its header row and its columns are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz, process

from vinhdanh.exchange.grid import column_letters
from vinhdanh.exchange.layout import SHEETS, Column, Sheet
from vinhdanh.exchange.reading.cells import shown
from vinhdanh.exchange.reading.problems import Problems, Severity
from vinhdanh.exchange.reading.source import SourceSheet
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import fold

HEADER_WITHIN = 30  # rows: titles and the agency's name stand above the header
PERSON_NAME = "person_name"  # a name beside the number: read only to check the number
_ROW_NUMBER = "row_number"
_LEADING = re.compile(r"^((danh sach|ds|bang|bieu|mau|phu luc|trang|sheet|[ivx]+|\d+)\s+)+")
_TRAILING = re.compile(r"(\s+(nam|\d+))+$")
_NOTE = re.compile(r"\([^)]*\)")
_COLUMN_NUMBER = re.compile(r"^\(?(\d{1,2}|[A-ZĐ])\)?$")
NUMBERING = {"stt", "tt", "so tt", "so thu tu"}
_NEAR_COLUMN = 80  # of 100
# Sheets of the program's own files that hold no records.
_NO_RECORDS = {"huong dan", "danh muc", "tong hop", "van de du lieu"}


@dataclass(frozen=True, slots=True)
class Heading:
    """Where one sheet's columns stand.

    `row` is the index of the header's lowest row, `top` that of its highest; `words` holds, for each
    column that is read, its headings of all those rows, folded.
    """

    row: int
    columns: dict[str, int]  # column key -> index in the row
    top: int = 0
    words: tuple[tuple[int, frozenset[str]], ...] = ()
    numbering: int | None = None  # the column that only counts the rows: STT

    def repeated_in(self, row: list[Any]) -> bool:
        """A header again, as at the top of a printed page: nothing but headings in the columns read."""
        hits = 0
        for at, words in self.words:
            text = fold(shown(row[at])) if row[at] != "" else ""
            if text and text not in words:
                return False
            hits += bool(text)
        return hits >= min(2, len(self.words))

    def cell(self, key: str, row: int) -> str:
        """«D118»; the first known column where the sheet lacks that one."""
        column = self.columns.get(key)
        return f"{column_letters(min(self.columns.values()) if column is None else column)}{row}"


def sheets_by_name(
    sources: tuple[SourceSheet, ...], spellings: Spellings
) -> list[tuple[Sheet | None, SourceSheet]]:
    """Every sheet of the file with what it is; several may hold the same kind of records."""
    layouts = {sheet.key: sheet for sheet in SHEETS}
    known = spellings.known["sheet"]
    found: list[tuple[Sheet | None, SourceSheet]] = []
    for source in sources:
        full = fold(source.name)
        short = _TRAILING.sub("", _LEADING.sub("", full))
        codes = known.get(full) or known.get(short) or ()
        found.append((layouts[codes[0]] if len(codes) == 1 else None, source))
    if not any(layout and layout.key == "persons" for layout, _ in found):
        persons = layouts["persons"]
        alike = [
            at
            for at, (layout, source) in enumerate(found)
            if layout is None and {"id", "name"} <= set(_best(persons, source, spellings)[0].columns)
        ]
        if len(alike) == 1:
            found[alike[0]] = (persons, found[alike[0]][1])
    return found


def holds_no_records(source: SourceSheet) -> bool:
    """A sheet that may be passed over in silence: empty, or the guide of the template."""
    return fold(source.name) in _NO_RECORDS or not any(cell != "" for row in source.rows for cell in row)


def find_heading(
    sheet: Sheet, source: SourceSheet, spellings: Spellings, problems: Problems
) -> Heading | None:
    """The header of a sheet; reports unknown, doubled and missing columns. None: unusable."""
    heading, texts = _best(sheet, source, spellings)
    missing = [c for c in sheet.columns if c.required and c.key not in heading.columns]
    wanted = ", ".join(f"“{c.header}”" for c in sheet.columns if c.required)
    unused = {at: text for at, text in texts.items() if at not in heading.columns.values()}
    if not heading.columns or missing:
        lacking = ", ".join(f"“{c.header}”" for c in missing)
        read = "; ".join(text for text in texts.values() if text)[:200]
        problems.add(
            Severity.ERROR,
            "no_header" if not heading.columns else "missing_column",
            source.name,
            cell=f"A{heading.row + 1}" if heading.columns else "",
            row=heading.row + 1 if heading.columns else 0,
            read=read,
            expected=f"dòng tiêu đề có các cột {wanted}",
            message=f"Không thấy cột {lacking}."
            if heading.columns
            else f"Không thấy dòng tiêu đề trong {HEADER_WITHIN} dòng đầu.",
            suggestion=_near(missing[0], unused) if heading.columns else None,
            effect=f"Không dòng nào của trang này được đọc ({sheet.name.lower()}).",
        )
        return None
    _report_unused(sheet, source, heading, unused, spellings, problems)
    if sheet.key == "ratings" and not {"level", "unassessed"} & heading.columns.keys():
        problems.add(
            Severity.ERROR,
            "missing_column",
            source.name,
            row=heading.row + 1,
            cell=f"A{heading.row + 1}",
            read="; ".join(filter(None, texts.values()))[:200],
            expected="cột “Mức xếp loại”",
            message="Không thấy cột “Mức xếp loại”.",
            suggestion=_near(sheet.column("level"), unused),
            effect="Không dòng nào của trang này được đọc (xếp loại).",
        )
        return None
    return heading


def _report_unused(
    sheet: Sheet,
    source: SourceSheet,
    heading: Heading,
    unused: dict[int, str],
    spellings: Spellings,
    problems: Problems,
) -> None:
    words = _words(sheet, spellings)
    lacking = [c for c in sheet.columns if c.key not in heading.columns]
    for at, text in unused.items():
        key = _key_of(words, text)
        if not text or key in (_ROW_NUMBER, PERSON_NAME):
            continue
        row = next(n for n in range(heading.top, heading.row + 1) if text in _texts(source.rows[n]))
        cell = f"{column_letters(at)}{row + 1}"
        if key is not None:
            first = f"{column_letters(heading.columns[key])}{heading.row + 1}"
            message = f"Cột thứ hai cùng nghĩa với ô {first}; chỉ đọc cột ở ô {first}."
            code, suggestion = "doubled_column", None
        else:
            message, code = "Không có cột này trong tệp mẫu.", "unknown_column"
            near = {c.header: fuzz.ratio(fold(c.header), fold(text)) for c in lacking}
            best = max(near, key=lambda h: near[h], default=None)
            suggestion = f"“{best}”" if best and near[best] >= _NEAR_COLUMN else None
        problems.add(
            Severity.WARNING,
            code,
            source.name,
            cell=cell,
            row=row + 1,
            read=text,
            expected=", ".join(c.header for c in lacking) or "không cần cột nào nữa",
            message=message,
            suggestion=suggestion,
            effect="Không đọc cột này.",
        )


def _near(column: Column, unused: dict[int, str]) -> str | None:
    best = process.extractOne(
        fold(column.header), [fold(t) for t in unused.values()], scorer=fuzz.ratio, score_cutoff=60
    )
    return f"sửa “{list(unused.values())[best[2]]}” thành “{column.header}”" if best else None


def _words(sheet: Sheet, spellings: Spellings) -> dict[str, str]:
    """Folded heading -> column key, for one sheet."""
    words: dict[str, str] = {}
    for word, codes in spellings.known["column"].items():
        for code in codes:
            of_sheet, key = code.split(".")
            named = sheet.columns[0].key in ("subject", "person")
            if of_sheet == sheet.key or (of_sheet == "any" and (named or key == _ROW_NUMBER)):
                words.setdefault(word, key)
    words.update({fold(column.header): column.key for column in sheet.columns})
    return words


def _key_of(words: dict[str, str], text: str) -> str | None:
    return words.get(fold(text)) or words.get(fold(_NOTE.sub(" ", text)))


def best_heading(sheet: Sheet, source: SourceSheet, spellings: Spellings, row: int | None = None) -> Heading:
    """The header of a sheet, without complaining; with ``row``, the one that ends in that row (an index)."""
    return _best(sheet, source, spellings, row)[0]


def heading_at(source: SourceSheet, top: int, row: int, columns: dict[str, int]) -> Heading:
    """The header that somebody pointed out."""
    return _with_words(Heading(row, columns, min(top, row)), source)


def _best(
    sheet: Sheet, source: SourceSheet, spellings: Spellings, only: int | None = None
) -> tuple[Heading, dict[int, str]]:
    """The row that looks most like the header, and the text of each of its cells."""
    words = _words(sheet, spellings)
    own = {column.key: fold(column.header) for column in sheet.columns}
    best, texts = Heading(only or 0, {}, only or 0), dict[int, str]()
    above: list[str] = []
    first, last = (0, HEADER_WITHIN) if only is None else (max(only - 1, 0), only + 1)
    for at, row in enumerate(source.rows[first:last], first):
        if are_column_numbers(row):
            continue
        if only is not None and at < only:
            above = _texts(row)
            continue
        here = _texts(row)
        columns: dict[str, int] = {}
        group, grouped = "", False
        for column, text in enumerate(here):
            upper = above[column] if column < len(above) else ""
            group = upper or group  # a heading that spans several columns stands over the first
            joined = _key_of(words, f"{group} {text}") if text and group and group != text else None
            grouped = grouped or joined is not None
            key = joined or (_key_of(words, text) if text else None)
            # A name may stand beside its code: the column's own heading comes before another word for it.
            if key is not None and key != _ROW_NUMBER and (key not in columns or own.get(key) == fold(text)):
                columns[key] = column
        if len(columns) > len(best.columns):
            best, texts = Heading(at, columns, at - 1 if grouped and at else at), dict(enumerate(here))
        elif texts and columns == best.columns and at == best.row + 1 and here == list(texts.values()):
            best = Heading(at, columns, best.top)  # the header's cells are merged over two rows
        above = here
    return _with_words(best, source), texts


def _with_words(heading: Heading, source: SourceSheet) -> Heading:
    """The heading with the words of all its rows, by which it is known when it stands there again."""
    rows = [_texts(row) for row in source.rows[heading.top : heading.row + 1]]
    words = {
        at: frozenset(fold(row[at]) for row in rows if at < len(row) and row[at])
        for at in sorted(heading.columns.values())
    }
    numbering = next(
        (at for row in reversed(rows) for at, text in enumerate(row) if fold(text) in NUMBERING), None
    )
    return replace(heading, words=tuple(words.items()), numbering=numbering)


def _texts(row: list[Any]) -> list[str]:
    return [shown(cell) for cell in row]


def are_column_numbers(row: list[Any]) -> bool:
    """The row «(1) (2) (3)» or «A B 1 2» under a header."""
    cells = [shown(cell) for cell in row if cell != ""]
    if len(cells) < 2 or not all(map(_COLUMN_NUMBER.match, cells)):
        return False
    numbers = [int(c.strip("()")) for c in cells if c.strip("()").isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
