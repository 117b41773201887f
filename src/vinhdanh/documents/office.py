"""What an Office file is by its content, and whether it may be taken. No name is ever trusted."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Literal

OfficeKind = Literal["docx", "xlsx"]
_TYPES = "[Content_Types].xml"
_BODY: dict[str, OfficeKind] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_RUNS = ("vbaproject.bin", "activex", "macrosheets", "embeddings/oleobject")
UNPACKED = 200 * 1024 * 1024  # bytes an Office file may grow to: more is a bomb
PARTS = 5000
TYPES_SIZE = 1024 * 1024
# What reading a damaged archive raises; a password is a RuntimeError.
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError, OSError, ValueError)


class OfficeError(Exception):
    """A file that isn't taken; its message says why and what to do, in Vietnamese."""


def office_kind(data: bytes) -> OfficeKind:
    """Whether the bytes are a Word or an Excel file.

    Raises:
        OfficeError: neither, broken, a bomb, or able to run something.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
                raise OfficeError("Tệp Word, Excel bung ra quá lớn: không nhận.")
            names = {entry.filename.lower() for entry in entries}
            kind = next((kind for body, kind in _BODY.items() if body in names), None)
            types = archive.getinfo(_TYPES)
            if kind is None or types.file_size > TYPES_SIZE:
                raise OfficeError("Tệp nén không phải Word (.docx) hay Excel (.xlsx).")
            declared = archive.read(types).lower()
    except BROKEN as error:
        raise OfficeError("Tệp Word, Excel hỏng hoặc có mật khẩu: lưu lại rồi gắn.") from error
    if b"macroenabled" in declared or any(part in name for name in names for part in _RUNS):
        raise OfficeError("Tệp Word, Excel có macro hoặc nhúng chương trình: xuất thành PDF rồi gắn.")
    return kind
