"""Files of every kind that offices keep tables in, told apart by their content and never by their name."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from vinhdanh.exchange.reading.delimited import read_delimited
from vinhdanh.exchange.reading.opendocument import MIMETYPE, read_opendocument
from vinhdanh.exchange.reading.source import (
    NotAWorkbook,
    Source,
    SourceSheet,
    bytes_of,
    carry_down,
    open_workbook,
    protected,
)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHER = {  # what people bring by mistake: how it begins, and what it is
    b"%PDF": "tệp PDF",
    b"{\\rtf": "văn bản RTF",
    b"\x89PNG": "ảnh",
    b"\xff\xd8\xff": "ảnh",
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf": "tệp nén 7z",
}
_WAY_OUT = "Cần bảng tính .xlsx, .xls, .ods hoặc .csv."


def open_table(source: str | Path | bytes, name: str = "") -> Source:
    """The sheets of an .xlsx, .xls, .ods or .csv file.

    Args:
        source: path, or the bytes of the file.
        name: the file's name; a .csv has one sheet, and it is called so.

    Raises:
        NotAWorkbook: not there, empty, another kind of file, encrypted, broken, or too large.
    """
    data, name = (
        (source, name) if isinstance(source, bytes) else (bytes_of(source), name or Path(source).stem)
    )
    if not data:
        raise NotAWorkbook("empty_file", "Tệp rỗng (0 byte). Tải lại hoặc sao chép lại tệp.")
    if data.startswith(_OLE):
        return _open_old(data)
    if data.startswith(b"PK"):
        return read_opendocument(data) if _is_opendocument(data) else open_workbook(data)
    for begins, what in _OTHER.items():
        if data.startswith(begins):
            raise NotAWorkbook("not_a_table", f"Đây là {what}, không phải bảng tính. {_WAY_OUT}")
    return read_delimited(data, name)


def _is_opendocument(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as packed:
            kind = packed.read("mimetype") if "mimetype" in packed.namelist() else b""
    except (BadZipFile, OSError, EOFError, ValueError):
        return False  # the reader of .xlsx says what is wrong
    return kind.strip() == MIMETYPE


def _open_old(data: bytes) -> Source:
    """The sheets of an .xls file: a formula in error reads there as an empty cell."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected()
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            shown = [s for s in workbook.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
            hidden = [s.name for s in workbook.sheets_metadata if s.visible != SheetVisibleEnum.Visible]
            sheets = []
            for about in shown:
                sheet = workbook.get_sheet_by_name(about.name)
                rows = sheet.to_python(skip_empty_area=False)
                across = carry_down(rows, sheet.merged_cell_ranges or ())  # type: ignore[arg-type]
                sheets.append(SourceSheet(about.name, rows, across))  # type: ignore[arg-type]
    except PasswordError as error:
        raise protected() from error
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise NotAWorkbook(
            "old_format",
            f"Tệp Office 97–2003 này không mở được như bảng tính ({error}). Nếu là văn bản thì không nhập "
            "được; nếu là bảng tính thì mở bằng Excel và lưu lại thành .xlsx.",
        ) from error
    return Source(tuple(sheets), tuple(hidden), "xls")
