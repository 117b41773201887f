"""A plain, fast .xlsx writer for large tables: text, numbers, a fixed set of cell styles.

The results of a province are 800,000 cells, nearly all of them one of a few hundred texts. XlsxWriter
takes 4 to 5 s of processor time for them; here each text is encoded once and rows are joined
strings, in half a second. The same content gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vinhdanh.exchange.grid import column_letters
from vinhdanh.exchange.results.styles import STYLES_XML

MOST_CHARACTERS = 32_767  # of one cell, by the format
NAME_LENGTH = 31  # of a sheet, by the format
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Page:
    """How one sheet is shown. Rows and columns are counted from 0."""

    widths: Sequence[float]
    freeze: tuple[int, int] = (0, 0)  # rows and columns that stay
    filter_row: int | None = None  # the header row that carries the filter arrows
    heights: dict[int, float] = field(default_factory=dict)


class XlsxWriter:
    """Writes sheets one after another; leaving the `with` block completes the file.

    A cell is what `text` or `number` returns: the same one may stand in any number of places.
    """

    def __init__(self, path: str | Path) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1)
        self._names: list[str] = []
        self._filters: list[tuple[int, str]] = []
        self._texts: dict[str, int] = {}

    def __enter__(self) -> XlsxWriter:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self._complete()
        finally:
            self._zip.close()

    def text(self, value: str, style: IntEnum) -> str:
        """A text cell. What a spreadsheet would take for a formula gets an apostrophe in front."""
        if not value:
            return f' s="{style:d}"/>'
        if value.startswith(_FORMULA_STARTS):
            value = "'" + value
        return f' s="{style:d}" t="s"><v>{self._texts.setdefault(value, len(self._texts))}</v></c>'

    def number(self, value: int, style: IntEnum) -> str:
        """A cell with a whole number."""
        return f' s="{style:d}"><v>{value}</v></c>'

    def add_sheet(self, name: str, rows: Iterable[Sequence[str]], page: Page) -> str:
        """Write one sheet and give the name it got; "" is no cell."""
        name = self._free_name(name)
        self._names.append(name)
        letters = [column_letters(at) for at in range(len(page.widths))]
        openings = [f'<c r="{letter}' for letter in letters]
        parts = []
        number = 0
        for number, row in enumerate(rows, 1):
            height = page.heights.get(number - 1)
            tall = f' ht="{height:g}" customHeight="1"' if height else ""
            mark = f'{number}"'
            pairs = zip(openings, row, strict=False)
            cells = "".join([opening + mark + cell for opening, cell in pairs if cell])
            parts.append(f'<row r="{number}"{tall}>{cells}</row>')
        last = f"{letters[-1]}{max(number, 1)}"
        filtered = ""
        if page.filter_row is not None:
            area = f"A{page.filter_row + 1}:{last}"
            filtered = f'<autoFilter ref="{area}"/>'
            self._filters.append((len(self._names) - 1, area))
        widths = "".join(
            f'<col min="{at}" max="{at}" width="{width:g}" customWidth="1"/>'
            for at, width in enumerate(page.widths, 1)
        )
        self._write(
            f"xl/worksheets/sheet{len(self._names)}.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{last}"/>{_view(page, first=len(self._names) == 1)}'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
            f"<sheetData>{''.join(parts)}</sheetData>{filtered}"
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
        )
        return name

    def _free_name(self, wanted: str) -> str:
        base = _FORBIDDEN_IN_NAME.sub(" ", wanted).strip("' ")[:NAME_LENGTH] or "Trang"
        taken = {name.lower() for name in self._names}
        name, n = base, 2
        while name.lower() in taken:
            name, n = f"{base[: NAME_LENGTH - len(str(n)) - 1]} {n}", n + 1
        return name

    def _complete(self) -> None:
        """Write what belongs to the whole file."""
        texts = "".join(f'<si><t xml:space="preserve">{_clean(text)}</t></si>' for text in self._texts)
        count = len(self._texts)
        self._write("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}" uniqueCount="{count}">{texts}</sst>')
        self._write("xl/styles.xml", STYLES_XML)
        numbers = range(1, len(self._names) + 1)
        sheets = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, name in zip(numbers, self._names, strict=True)
        )
        filters = "".join(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
            f"{escape(_absolute(self._names[at], area))}</definedName>"
            for at, area in self._filters
        )
        defined = f"<definedNames>{filters}</definedNames>" if filters else ""
        self._write(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets>{defined}</workbook>",
        )
        targets = [*(f"worksheets/sheet{n}.xml" for n in numbers), "styles.xml", "sharedStrings.xml"]
        kinds = ["worksheet"] * len(self._names) + ["styles", "sharedStrings"]
        self._write("xl/_rels/workbook.xml.rels", _relations(zip(kinds, targets, strict=True)))
        self._write("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        of = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        sheet_parts = [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
        parts = [("xl/workbook.xml", "sheet.main"), *sheet_parts]
        parts += [("xl/styles.xml", "styles"), ("xl/sharedStrings.xml", "sharedStrings")]
        self._write(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(f'<Override PartName="/{part}" ContentType="{of}.{kind}+xml"/>' for part, kind in parts)
            + "</Types>",
        )

    def _write(self, part: str, xml: str) -> None:
        info = ZipInfo(part)  # with the format's first date: no clock in the bytes
        info.compress_type = ZIP_DEFLATED
        self._zip.writestr(info, (_HEAD + xml).encode("utf-8"), compresslevel=1)


def _clean(text: str) -> str:
    """Text as XML; the format's own escapes stay text."""
    whole = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    return escape(_LOOKS_ESCAPED.sub("_x005F_", _ILLEGAL.sub("", whole)), quote=False)


def _view(page: Page, *, first: bool) -> str:
    rows, columns = page.freeze
    selected = ' tabSelected="1"' if first else ""
    if not rows and not columns:
        return f'<sheetViews><sheetView{selected} workbookViewId="0"/></sheetViews>'
    corner = f"{column_letters(columns)}{rows + 1}"
    split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    return (
        f'<sheetViews><sheetView{selected} workbookViewId="0"><pane{split} topLeftCell="{corner}" '
        f'activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>'
    )


def _absolute(sheet: str, area: str) -> str:
    first, last = (re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", corner) for corner in area.split(":"))
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{first}:{last}"


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )
