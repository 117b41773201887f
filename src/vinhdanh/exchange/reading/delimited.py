"""Tables as text (.csv): the encoding and the separator are found out, never asked."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import PurePath
from unicodedata import category, normalize

from vinhdanh.exchange.reading.source import Cell, NotAWorkbook, Source, SourceSheet

SEPARATORS = ";,\t|"
MOST_COLUMNS = 400
_SAMPLE = 200  # lines that decide on the separator
_STEM = re.compile(r"[-_\s]+")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?$")
_VIETNAMESE = set("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")  # in no other language of the West


def read_delimited(data: bytes, name: str = "") -> Source:
    """The one sheet of a text table. Whole numbers without a leading zero are numbers, as in a spreadsheet.

    Raises:
        NotAWorkbook: not a text, or a text without columns.
    """
    text = decode(data)
    separator = separator_of(text)
    if separator is None:
        raise NotAWorkbook(
            "not_a_table",
            "Tệp là văn bản nhưng không có cột: không thấy dấu chấm phẩy, dấu phẩy, dấu | hay phím tab ngăn "
            "các ô. Lưu lại từ Excel thành .xlsx.",
        )
    try:
        rows = [
            [_cell(field) for field in line]
            for line in csv.reader(StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise NotAWorkbook("broken_file", f"Tệp .csv hỏng, không tách được thành ô ({error}).") from error
    width = max(map(len, rows), default=0)
    if width > MOST_COLUMNS:
        raise NotAWorkbook("too_large", f"Có dòng dài {width} cột, nhiều nhất là {MOST_COLUMNS} cột.")
    for row in rows:
        row.extend([""] * (width - len(row)))
    sheet = SourceSheet(_sheet_name(name), rows, frozenset())
    return Source((sheet,), (), "csv")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the old Vietnamese code page of Windows.

    Raises:
        NotAWorkbook: the bytes are no text in any of them.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _text(data, encoding)
    if 3 * data[1:400:2].count(0) > len(data[1:400:2]):  # ASCII letters in two bytes each
        return _text(data, "utf-16-le")
    try:
        return _text(data, "utf-8")
    except NotAWorkbook:
        if b"\0" in data:
            raise
    # Every byte means something in these: the one with Vietnamese letters in it is the right one.
    encodings = [encoding for encoding in ("cp1258", "cp1252") if _decodes(data, encoding)]
    guesses = [normalize("NFC", _text(data, encoding)) for encoding in encodings]
    if not guesses:
        raise _no_text()
    return max(guesses, key=lambda text: sum(map(_VIETNAMESE.__contains__, text.lower())))


def separator_of(text: str) -> str | None:
    """The character between the cells: the one that most lines have equally often. None: no columns."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    if not lines:
        return None
    best, agreeing = None, 0
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        width, lines_so_wide = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]))
        if width > 1 and lines_so_wide * min(width, 8) > agreeing:
            best, agreeing = separator, lines_so_wide * min(width, 8)
    return best


def _cell(field: str) -> Cell:
    text = field.strip()
    return float(text) if _NUMBER.match(text) and len(text) <= 15 else field


def _text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text() from error
    if any(category(letter) == "Cc" and letter not in "\t\r\n\f" for letter in text[:20_000]):
        raise _no_text()
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise NotAWorkbook(
            "not_a_table",
            "Đây là trang web lưu thành tệp, dù tên có đuôi gì. Mở bằng Excel rồi lưu lại thành .xlsx.",
        )
    return text


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _no_text() -> NotAWorkbook:
    return NotAWorkbook(
        "not_a_table",
        "Tệp không phải bảng tính, cũng không phải văn bản đọc được. Cần .xlsx, .xls, .ods hoặc .csv.",
    )


def _sheet_name(name: str) -> str:
    """«so_khen-thuong.csv» → «so khen thuong»."""
    return _STEM.sub(" ", PurePath(name).stem).strip()[:60] or "Bảng"
