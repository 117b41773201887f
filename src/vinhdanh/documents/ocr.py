"""Letters read off a picture by Tesseract, a program of the system: each word with its place and confidence.

The program is optional. Pictures reach it through a pipe, so that nothing of them is left on a disk.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from statistics import median
from unicodedata import normalize

from vinhdanh.documents.pages import MOST_PIXELS
from vinhdanh.documents.tiff import frames_of

PROGRAM = "VINHDANH_TESSERACT"  # the variable that names the program where it is not on the path
VIETNAMESE = "vie"
SECONDS = 120  # for one page
DOUBTFUL = 70.0  # a word below it has to be looked at; Tesseract's own measure, no probability
_TURNED = 75.0  # a page read worse on average may lie on its side: tried again after finding its direction
_INSTALL = "Trên Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie."
_LANGUAGE = re.compile(r"[A-Za-z_]{3,20}(?:\+[A-Za-z_]{3,20}){0,3}")
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")


class NotRecognised(Exception):
    """Letters can't be read; the message says why, ``way_out`` what to do. Both Vietnamese."""

    def __init__(self, message: str, way_out: str) -> None:
        super().__init__(message)
        self.way_out = way_out


class NoProgram(NotRecognised):
    """Tesseract is not there, or lacks a language."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in shares of its width and height from its left and upper edge."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was read.

    Attributes:
        start, end: where it stands in the whole text, in characters.
        confidence: 0 to 100, as Tesseract gives it.
        page: its page, from 1.
    """

    text: str
    start: int
    end: int
    confidence: float
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text of which some, or all, was read off pictures. ``words``: those, in the text's order.

    Letters under no word were letters in the file already.
    """

    text: str
    words: tuple[Word, ...] = ()

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages on which words were read off the picture."""
        return tuple(dict.fromkeys(word.page for word in self.words))

    @property
    def confidence(self) -> float | None:
        """The mean over the words; None without any."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else None

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that stand, at least in part, from ``start`` up to ``end``."""
        return tuple(word for word in self.words if word.start < end and start < word.end)

    def doubtful(self, below: float = DOUBTFUL) -> tuple[Word, ...]:
        """The words with less confidence than that."""
        return tuple(word for word in self.words if word.confidence < below)


def program() -> str:
    """The path of Tesseract.

    Raises:
        NoProgram: it is not there.
    """
    named = os.environ.get(PROGRAM, "").strip()
    found = shutil.which(named or "tesseract")
    if found is None and named:
        raise NoProgram(
            f"Không chạy được chương trình nhận dạng chữ “{named}” mà {PROGRAM} chỉ tới.",
            f"Sửa biến {PROGRAM}, hoặc cài Tesseract. {_INSTALL}",
        )
    if found is None:
        raise NoProgram("Máy này chưa cài chương trình nhận dạng chữ Tesseract.", _INSTALL)
    return found


def ready(language: str = VIETNAMESE) -> str:
    """The path of Tesseract, able to read that language, or several joined by "+".

    Raises:
        NoProgram: the program or a language is not there.
    """
    path = program()
    if not _LANGUAGE.fullmatch(language):
        raise NoProgram(f"“{language}” không phải mã ngôn ngữ của Tesseract.", "Tiếng Việt là “vie”.")
    missing = [one for one in language.split("+") if one not in _languages(path)]
    if missing:
        _languages.cache_clear()  # it may be installed while the server runs
        raise NoProgram(f"Tesseract chưa có dữ liệu ngôn ngữ “{', '.join(missing)}”.", _INSTALL)
    return path


@cache
def _languages(path: str) -> frozenset[str]:
    try:
        said = subprocess.run(
            [path, "--list-langs"], capture_output=True, text=True, timeout=30, env=_environment(), check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoProgram(f"“{path}” không chạy được như Tesseract.", _INSTALL) from error
    return frozenset(said.stdout.split("\n")[1:])


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX", "HOME") if name in os.environ}
    # One thread: several wait for each other more than they work, and the server has other things to do.
    return kept | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}


def recognise(
    picture: bytes,
    *,
    page: int = 1,
    frame: int | None = None,
    language: str = VIETNAMESE,
    seconds: float = SECONDS,
) -> Recognised:
    """The text of one picture (PNG, JPEG or PGM): lines of a paragraph joined, a line end between paragraphs.

    Args:
        page: what the words say their page is.
        frame: of a TIFF, which of its pages, from 0; None for any other picture.
        language: Tesseract's name of it, several joined by "+".
        seconds: how long it may take.

    Raises:
        NoProgram: the program or the language is not there.
        NotRecognised: another kind of picture, damaged, too large, or it took too long.
    """
    path = ready(language)
    size = size_of(picture) if frame is None else dict(enumerate(frames_of(picture))).get(frame)
    if size is None:
        raise NotRecognised(
            f"Trang {page} không phải ảnh PNG, JPEG hoặc TIFF.", "Quét lại, lưu dạng PDF, TIFF, PNG, JPG."
        )
    if size[0] * size[1] > MOST_PIXELS:
        raise NotRecognised(
            f"Ảnh trang {page} quá lớn: {size[0]} × {size[1]} điểm ảnh.",
            "Quét lại ở 300 dpi, khổ A4 hoặc A3.",
        )
    read = _read(path, picture, page, frame, language, "3", seconds)
    if read and sum(one.confidence for one in read) / len(read) < _TURNED and "osd" in _languages(path):
        turned = _read(path, picture, page, frame, language, "1", seconds)
        read = max(read, turned, key=lambda words: sum(one.confidence - 50 for one in words))
    return _composed(read, page, size)


@dataclass(frozen=True, slots=True)
class _Read:
    """A word as Tesseract tells it: pixels, and the numbers of its block, paragraph and line."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...]

    @property
    def block(self) -> tuple[str, ...]:
        return self.line[:2]


def _read(
    path: str, picture: bytes, page: int, frame: int | None, language: str, mode: str, seconds: float
) -> list[_Read]:
    only = [] if frame is None else ["-c", f"tessedit_page_number={frame}"]
    command = [path, "stdin", "stdout", "-l", language, "--dpi", "300", "--psm", mode, *only, "tsv"]
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=seconds, env=_environment(), check=True
        )
    except subprocess.TimeoutExpired as error:
        raise NotRecognised(
            f"Nhận dạng trang {page} quá {seconds:.0f} giây nên đã dừng.",
            "Quét lại trang đó ở 300 dpi, đen trắng hoặc xám.",
        ) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotRecognised(
            f"Tesseract không đọc được ảnh trang {page}: ảnh hỏng hoặc dở dang.", "Quét lại trang đó."
        ) from error
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[_Read]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not (text := normalize("NFC", cells[11].strip())):
            continue
        left, top, width, height = map(int, cells[6:10])
        confidence = min(max(float(cells[10]), 0.0), 100.0)
        yield _Read(text, confidence, left, top, left + width, top + height, tuple(cells[2:5]))


# ---- lines into paragraphs ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in its own direction: where it ends, how wide its widest gap is, how high its words are."""

    words: tuple[_Read, ...]
    end: float
    gap: float
    height: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def _composed(read: Sequence[_Read], page: int, size: tuple[int, int]) -> Recognised:
    lines = _lines(read)
    for edge in (0, -1):  # a page number parts sentences that go on over the page
        if len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[edge].text):
            del lines[edge]
    widest = max((line.end for line in lines if len(line.words) > 5), default=0.0)
    text, words = "", []
    before: _Line | None = None
    for line in lines:
        if before is not None:
            text += " " if _goes_on(before, line, widest) else "\n"
        for number, word in enumerate(line.words):
            text += " " if number else ""
            box = Box(
                word.left / size[0],
                word.top / size[1],
                (word.right - word.left) / size[0],
                (word.bottom - word.top) / size[1],
            )
            words.append(Word(word.text, len(text), len(text) + len(word.text), word.confidence, page, box))
            text += word.text
        before = line
    return Recognised(text, tuple(words))


def _lines(read: Sequence[_Read]) -> list[_Line]:
    rows = [tuple(row) for _, row in groupby(read, key=lambda word: word.line)]
    steps = [(after.left - one.left, after.top - one.top) for row in rows for one, after in pairwise(row)]
    across, down = sum(step[0] for step in steps), sum(step[1] for step in steps)
    upright = abs(across) >= abs(down)  # of a page that lay on its side the lines go up or down
    sign = 1 if (across if upright else down) >= 0 else -1
    lines = []
    for row in rows:
        spans = [
            sorted((sign * one, sign * other))
            for one, other in ((w.left, w.right) if upright else (w.top, w.bottom) for w in row)
        ]
        high = median((w.bottom - w.top) if upright else (w.right - w.left) for w in row)
        gap = max((after[0] - one[1] for one, after in pairwise(spans)), default=0)
        lines.append(_Line(row, spans[-1][1], gap, high))
    return lines


def _goes_on(before: _Line, line: _Line, widest: float) -> bool:
    """Whether a sentence goes on from one line to the next: within a block, from a line that is full.

    Two things beside each other, as at the head of a paper, have a wide gap between them and end there.
    """
    first, last = line.text[0], before.text[-1]
    if last in ".:;!?" or not (first.isalnum() or first in "“\"'(") or before.gap > 3 * before.height:
        return False
    if before.text.isupper() or line.text.isupper():
        return (
            before.text.isupper()
            and line.text.isupper()
            and before.words[0].line[:-1] == line.words[0].line[:-1]
        )
    if first.islower():
        return True
    return before.words[0].block == line.words[0].block and before.end >= widest - 3 * before.height


def together(parts: Sequence[Recognised]) -> Recognised:
    """The texts of pages as one; a sentence that goes on over a page is not parted."""
    text, words = "", []
    for part in parts:
        if not part.text:
            continue
        if text:
            text += " " if text[-1] not in ".:;!?\n" and part.text[0].islower() else "\n"
        words += [replace(w, start=w.start + len(text), end=w.end + len(text)) for w in part.words]
        text += part.text
    return Recognised(text, tuple(words))


# ---- pictures -------------------------------------------------------------------------------------


def size_of(picture: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as a PNG, JPEG or PGM says; None for anything else.

    Nothing else may reach Tesseract: what is no picture it takes for a list of names of files to open.
    """
    if picture[:8] == b"\x89PNG\r\n\x1a\n" and picture[12:16] == b"IHDR":
        return _given(int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big"))
    if found := re.match(rb"P5\n(\d{1,6}) (\d{1,6})\n255\n", picture):
        return _given(int(found[1]), int(found[2]))
    if picture[:3] == b"\xff\xd8\xff":
        return _jpeg_size(picture)
    return None


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of JPEG that say the size


def _jpeg_size(picture: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(picture) and picture[at] == 0xFF:
        marker = picture[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
        elif marker in _FRAMES:
            high = int.from_bytes(picture[at + 5 : at + 7], "big")
            return _given(int.from_bytes(picture[at + 7 : at + 9], "big"), high)
        else:
            at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return None


def _given(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width and height else None
