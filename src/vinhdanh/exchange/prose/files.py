"""The text of a file: plain, Word or PDF."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

from vinhdanh.documents.pages import Pages, UnreadablePdf

LARGEST = 20_000_000  # bytes; longer than any report
TIFF = (".tif", ".tiff")
PICTURES = (".png", ".jpg", ".jpeg", *TIFF)


class UnreadableText(Exception):
    """A file that gives no text: the message says why, ``way_out`` what to do."""

    def __init__(self, message: str, way_out: str) -> None:
        super().__init__(message)
        self.way_out = way_out


class ScannedText(UnreadableText):
    """A picture, or a PDF of pictures only, without letters: OCR can read it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” là bản quét: chỉ có hình, không có lớp chữ.",
            f"Nhận dạng chữ (OCR): vinhdanh read {name} --ocr; hoặc dùng bản Word.",
        )


def text_of(file: Path) -> str:
    """The text of a .txt, .docx or .pdf file, paragraphs parted by line ends.

    Pages of a PDF that are pictures give nothing: ``scans.scanned_pages`` names them.

    Raises:
        ScannedText: a picture, or a PDF of pictures only.
        UnreadableText: another kind of file, too large, damaged, or without any text.
    """
    readers = {".txt": _plain, ".docx": _word, ".pdf": _pdf}
    reader = readers.get(file.suffix.lower())
    if file.suffix.lower() in PICTURES:
        raise ScannedText(file.name)
    if reader is None:
        raise UnreadableText(
            f"“{file.name}” không phải tệp .txt, .docx hay .pdf, cũng không phải ảnh .tif, .png, .jpg.",
            "Lưu lại dưới một trong các dạng đó.",
        )
    if file.stat().st_size > LARGEST:
        raise UnreadableText(f"“{file.name}” lớn hơn 20 MB.", "Tách văn bản ra các tệp nhỏ hơn.")
    text = reader(file)
    if not text.strip():
        raise UnreadableText(
            f"“{file.name}” không có chữ nào đọc được.",
            "Kiểm tra lại tệp, hoặc dùng bản khác.",
        )
    return text


def _plain(file: Path) -> str:
    raw = file.read_bytes()
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableText(f"“{file.name}” không ghi bằng Unicode.", "Mở tệp và lưu lại với mã UTF-8.")


def _word(file: Path) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = Document(str(file))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableText(
            f"“{file.name}” hỏng hoặc không phải tệp Word.", "Mở bằng Word và lưu lại."
        ) from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _pdf(file: Path) -> str:
    try:
        with Pages(file) as pages:
            texts = [pages.text(at) for at in range(pages.count)]
            scanned = not any(map(str.strip, texts)) and any(map(pages.is_scan, range(pages.count)))
    except UnreadablePdf as error:
        raise unreadable_pdf(file.name, error) from error
    if scanned:
        raise ScannedText(file.name)
    return unwrapped("\n".join(texts))


def unreadable_pdf(name: str, error: UnreadablePdf) -> UnreadableText:
    """What to say of a PDF that can't be opened."""
    if error.locked:
        return UnreadableText(f"“{name}” có mật khẩu.", "Bỏ mật khẩu rồi lưu lại.")
    return UnreadableText(f"“{name}” hỏng hoặc không phải tệp PDF.", "Mở bằng trình đọc PDF và lưu lại.")


def unwrapped(text: str) -> str:
    """Lines of a page made sentences again: one that ends without a stop goes on, if full or the next small.

    A full line is nearly as long as the longest; a heading is shorter and stays a line of its own.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    full = 0.8 * max(map(len, lines), default=0)
    whole: list[str] = []
    before = ""
    for line in lines:
        goes_on = before and before[-1] not in ".:;!?" and line[:1].isalpha()
        if goes_on and (line[0].islower() or len(before) >= full):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
        before = line
    return "\n".join(whole)
