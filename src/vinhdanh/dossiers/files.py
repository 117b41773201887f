"""Files as bytes: what they are by their content, and where they lie. No name is ever trusted."""

from __future__ import annotations

import os
import tempfile
import unicodedata
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from vinhdanh.dossiers.types.parts import FileKind

MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TYPES = "[Content_Types].xml"
_BODY = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}
_RUNS = ("vbaproject.bin", "activex", "macrosheets", "embeddings/oleobject")
UNPACKED = 200 * 1024 * 1024  # bytes an Office file may grow to: more is a bomb
PARTS = 5000
TYPES_SIZE = 1024 * 1024
NAME = 120


def kind_by_content(data: bytes) -> FileKind:
    """What a file is.

    Raises:
        ValidationError: it is none of the kinds that are taken, is broken, or can run something.
    """
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return FileKind.PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in data[-64:]:
        return FileKind.PNG
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[-2048:]:
        return FileKind.JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise ValidationError(
        "Tệp không phải PDF, PNG, JPEG, Word (.docx) hay Excel (.xlsx), hoặc đã hỏng: xem theo nội dung, "
        "không theo tên. Xuất lại thành PDF rồi gắn."
    )


def _office(data: bytes) -> FileKind:
    """Raises: ValidationError, saying what is wrong with the archive."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
                raise ValidationError("Tệp Word, Excel bung ra quá lớn: không nhận.")
            names = {entry.filename.lower() for entry in entries}
            kind = next((kind for kind, body in _BODY.items() if body in names), None)
            types = archive.getinfo(_TYPES)
            if kind is None or types.file_size > TYPES_SIZE:
                raise ValidationError("Tệp nén không phải Word (.docx) hay Excel (.xlsx).")
            declared = archive.read(types).lower()
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValidationError("Tệp Word, Excel hỏng hoặc có mật khẩu: lưu lại rồi gắn.") from error
    if b"macroenabled" in declared or any(part in name for name in names for part in _RUNS):
        raise ValidationError("Tệp Word, Excel có macro hoặc nhúng chương trình: xuất thành PDF rồi gắn.")
    return kind


def shown_name(given: str, kind: FileKind) -> str:
    """A name to show and to save under: no path, no control or direction marks, the ending of its kind."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = plain.rpartition(".")[0] or plain
    stem = stem.replace('"', "").strip(" .") or "tep"
    return f"{stem[: NAME - 6]}.{kind.value}"


def keep(data: bytes) -> str:
    """Lay a file under its digest; the same bytes lie there once. Whole or not at all.

    Returns:
        The SHA-256 of the bytes, by which ``path_of`` finds them.
    """
    digest = sha256(data).hexdigest()
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def path_of(digest: str) -> Path:
    """Where the bytes of that digest lie."""
    return Path(settings.MEDIA_ROOT) / "ho-so" / digest[:2] / digest
