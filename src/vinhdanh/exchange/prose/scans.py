"""Text that stands in a file as a picture: pages of a scan, photographs. How sure each word and item is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from vinhdanh.documents import ocr
from vinhdanh.documents.ocr import DOUBTFUL, VIETNAMESE, Box, NotRecognised, Recognised, Word
from vinhdanh.documents.pages import HugePage, Pages, UnreadablePdf
from vinhdanh.documents.tiff import frames_of
from vinhdanh.exchange.prose.files import PICTURES, TIFF, UnreadableText, unreadable_pdf, unwrapped
from vinhdanh.exchange.prose.types import Reading

LARGEST_SCAN = 50_000_000  # bytes of a file
MOST_PAGES = 100  # that are read at one go: some five minutes
_AROUND = 400  # letters before and behind an item in which its names are looked for
ENDINGS = (".pdf", *PICTURES)

Told = Callable[[int, int], None]  # page n of m is begun


class Stopped(Exception):
    """Somebody asked to stop; nothing was kept."""


def _nobody(page: int, of: int) -> None:
    """Progress that nobody watches."""


def recognised_text(
    file: Path,
    *,
    told: Told = _nobody,
    stopped: Callable[[], bool] = lambda: False,
    language: str = VIETNAMESE,
) -> Recognised:
    """The text of a PDF or a picture, pages without letters read by OCR; letters that are there stay.

    Args:
        told: hears which page is begun.
        stopped: asked before each page.
        language: Tesseract's name of it.

    Raises:
        UnreadableText: another kind of file, too large, damaged, or nothing to read on it; OCR is not
            installed.
        Stopped: ``stopped`` said so.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableText(
            f"“{file.name}” không phải tệp .pdf, .tif, .png hay .jpg.",
            "Chỉ nhận dạng chữ trên bản quét, ảnh chụp.",
        )
    if file.stat().st_size > LARGEST_SCAN:
        raise UnreadableText(f"“{file.name}” lớn hơn 50 MB.", "Quét lại ở 300 dpi, xám, hoặc tách tệp ra.")
    try:
        if ending == ".pdf":
            found = _of_pdf(file, told, stopped, language)
        elif ending in TIFF:
            found = _of_tiff(file, told, stopped, language)
        else:
            told(1, 1)
            found = ocr.recognise(file.read_bytes(), language=language)
    except NotRecognised as error:
        raise UnreadableText(f"“{file.name}”: {error}", error.way_out) from error
    except UnreadablePdf as error:
        raise unreadable_pdf(file.name, error) from error
    if not found.text.strip():
        raise UnreadableText(f"“{file.name}” không có chữ nào nhận ra được.", "Quét lại rõ hơn, ở 300 dpi.")
    return found


def _of_pdf(file: Path, told: Told, stopped: Callable[[], bool], language: str) -> Recognised:
    with Pages(file) as pages:
        _refuse_many(file, pages.count)
        parts = []
        for at in range(pages.count):
            if stopped():
                raise Stopped
            told(at + 1, pages.count)
            if not pages.is_scan(at):
                parts.append(Recognised(unwrapped(pages.text(at)).strip()))
                continue
            try:
                picture = pages.picture(at)
            except HugePage as error:
                raise UnreadableText(
                    f"Trang {at + 1} của “{file.name}” có khổ quá lớn.", "In lại trang đó ra khổ A4 hoặc A3."
                ) from error
            parts.append(ocr.recognise(picture, page=at + 1, language=language))
    return ocr.together(parts)


def _of_tiff(file: Path, told: Told, stopped: Callable[[], bool], language: str) -> Recognised:
    picture = file.read_bytes()
    count = len(frames_of(picture))
    if not count:
        raise UnreadableText(f"“{file.name}” hỏng hoặc không phải tệp TIFF.", "Quét lại, hoặc lưu dạng PDF.")
    _refuse_many(file, count)
    parts = []
    for at in range(count):
        if stopped():
            raise Stopped
        told(at + 1, count)
        parts.append(ocr.recognise(picture, page=at + 1, frame=at, language=language))
    return ocr.together(parts)


def _refuse_many(file: Path, pages: int) -> None:
    if pages > MOST_PAGES:
        raise UnreadableText(
            f"“{file.name}” có {pages} trang, nhận dạng nhiều nhất {MOST_PAGES} trang một lần.",
            "Tách tệp ra.",
        )


def scanned_pages(file: Path) -> tuple[int, ...]:
    """The pages of a PDF, from 1, that hold their text as a picture: ``text_of`` leaves them out.

    Raises:
        UnreadableText: damaged, or with a password.
    """
    try:
        with Pages(file) as pages:
            return tuple(at + 1 for at in range(pages.count) if pages.is_scan(at))
    except UnreadablePdf as error:
        raise unreadable_pdf(file.name, error) from error


# ---- how sure -------------------------------------------------------------------------------------


class Confidence(NamedTuple):
    """How sure the words of a place are, 0 to 100: the least sure one, and the mean."""

    minimum: float
    mean: float


class Doubt(NamedTuple):
    """A word that somebody has to look at: characters from ``start`` up to ``end``, of page ``page``."""

    start: int
    end: int
    page: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """What has to be looked at: words in the text's order, and each item's confidence.

    ``items``: (kind as in ``Reading``, number within it from 0) → confidence; items that stand on letters of
    the file have none.
    """

    words: tuple[Doubt, ...]
    items: Mapping[tuple[str, int], Confidence]


def confidence_of(record: Any, recognised: Recognised) -> Confidence | None:
    """How sure the words are on which an item stands; None where all of them are letters of the file.

    These are the words of its place, and its names and numbers where they stand next to it: an award's place
    is its form, and who received it stands before or behind.
    """
    spans = [tuple(record.place), *_spans(record, recognised.text)]
    words = {word.start: word.confidence for span in spans for word in recognised.within(*span)}
    if not words:
        return None
    return Confidence(round(min(words.values()), 1), round(sum(words.values()) / len(words), 1))


def _spans(record: Any, text: str) -> Iterator[tuple[int, int]]:
    start, end = record.place
    first = max(0, start - _AROUND)
    near = text[first : end + _AROUND]
    for one in fields(record):
        value = getattr(record, one.name)
        if not isinstance(value, str | int) or isinstance(value, bool) or not str(value):
            continue
        found = re.finditer(rf"(?<!\w)0?{re.escape(str(value))}(?!\w)", near, re.IGNORECASE)
        spans = [(first + each.start(), first + each.end()) for each in found]
        if spans:
            yield min(spans, key=lambda span: abs(span[0] - start))


def doubts(reading: Reading, recognised: Recognised, *, below: float = DOUBTFUL) -> Doubts:
    """The doubtful words of a recognised text, and the confidence of each item read from it.

    Args:
        reading: read from ``recognised.text``.
        below: words less sure than that are doubtful.
    """
    words = tuple(
        Doubt(word.start, word.end, word.page, round(word.confidence, 1))
        for word in recognised.doubtful(below)
    )
    items: dict[tuple[str, int], Confidence] = {}
    for kind in fields(reading):
        records: tuple[Any, ...] = getattr(reading, kind.name)
        for number, record in enumerate(records):
            if (found := confidence_of(record, recognised)) is not None:
                items[kind.name, number] = found
    return Doubts(words, items)


# ---- kept -----------------------------------------------------------------------------------------


def to_json(recognised: Recognised) -> dict[str, Any]:
    """The text and its words as JSON: start, end, confidence, page, and the box on the page."""
    words = [
        [
            word.start,
            word.end,
            round(word.confidence, 1),
            word.page,
            *(round(one, 4) for one in _box(word.box)),
        ]
        for word in recognised.words
    ]
    return {"text": recognised.text, "words": words}


def from_json(data: Mapping[str, Any]) -> Recognised:
    """What ``to_json`` kept."""
    text = data["text"]
    words = tuple(
        Word(text[start:end], start, end, confidence, page, Box(*box))
        for start, end, confidence, page, *box in data["words"]
    )
    return Recognised(text, words)


def _box(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.width, box.height
