"""Files of a dossier as bytes: what they are by their content. No name is ever trusted."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from django.core.exceptions import ValidationError

from vinhdanh.documents.office import OfficeError, office_kind
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.people import files

MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAME = 120
FOLDER = "ho-so"


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
        try:
            return FileKind(office_kind(data))
        except OfficeError as error:
            raise ValidationError(str(error)) from error
    raise ValidationError(
        "Tệp không phải PDF, PNG, JPEG, Word (.docx) hay Excel (.xlsx), hoặc đã hỏng: xem theo nội dung, "
        "không theo tên. Xuất lại thành PDF rồi gắn."
    )


def shown_name(given: str, kind: FileKind) -> str:
    """A name to show and to save under: no path, no control or direction marks, the ending of its kind."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = plain.rpartition(".")[0] or plain
    stem = stem.replace('"', "").strip(" .") or "tep"
    return f"{stem[: NAME - 6]}.{kind.value}"


def keep(data: bytes) -> str:
    """Lay a file of a dossier under its digest; the SHA-256 by which ``path_of`` finds it."""
    return files.keep(FOLDER, data)


def path_of(digest: str) -> Path:
    """Where the bytes of that digest lie."""
    return files.path_of(FOLDER, digest)
