"""The pages of a PDF, one at a time, so that memory stays flat: their letters, and their pictures for OCR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any
from unicodedata import normalize

import pypdfium2
from pypdfium2 import raw

DPI = 300  # what readers of print are trained on
LEAST_DPI = 100  # below it letters of 13 points can't be told apart
MOST_PIXELS = 40_000_000  # of one page: an A3 at 300 dpi has 17 million
_FEW = 40  # letters: a page number, a stamp
_LOOKED_AT = 2_000  # parts of one page
_OUTLINES = 200  # drawn shapes of a page whose letters were turned into lines
_pdfium = RLock()  # PDFium serves one thread at a time, whatever files they are about


class UnreadablePdf(ValueError):
    """A PDF that can't be opened; ``locked``: it asks for a password."""

    def __init__(self, *, locked: bool) -> None:
        super().__init__("locked" if locked else "damaged")
        self.locked = locked


class HugePage(ValueError):
    """A page too large to be drawn finely enough to be read."""


class Pages:
    """An open PDF. Close it, or use it in ``with``.

    Raises:
        UnreadablePdf: damaged, or with a password.
    """

    def __init__(self, pdf: bytes | Path) -> None:
        with _pdfium:
            try:
                self._document = pypdfium2.PdfDocument(pdf)
                self.count = len(self._document)
            except pypdfium2.PdfiumError as error:
                locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
                raise UnreadablePdf(locked=locked) from error

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        with _pdfium:
            self._document.close()

    def text(self, at: int) -> str:
        """The letters of a page, counted from 0, lines parted by line ends; "" where there are none."""
        with self._page(at) as page:
            return _letters(page)

    def last_box(self, at: int, words: str) -> tuple[float, float, float, float] | None:
        """Where these words stand last on a page: left, lower, right, upper edge in points; or None."""
        with self._page(at) as page:
            held = page.get_textpage()
            try:
                searched = held.search(words, match_case=True)
                last = None
                while (found := searched.get_next()) is not None:
                    last = found
                if last is None:
                    return None
                first, count = last
                boxes = [held.get_charbox(one) for one in range(first, first + count)]
            finally:
                held.close()
        sides = list(zip(*boxes, strict=True))
        return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])

    def is_scan(self, at: int) -> bool:
        """Whether a page's text can only be seen.

        It is a picture with hardly a letter beside it, or the picture of a whole page under letters without
        one Vietnamese sign: many scanners write such a layer, in which nothing can be trusted.
        """
        with self._page(at) as page:
            text = _letters(page)
            few = sum(map(str.isalpha, text)) < _FEW
            if not few and _is_vietnamese(text):
                return False
            whole = page.get_width() * page.get_height()
            drawn = 0
            for part in islice(page.get_objects(max_depth=3), _LOOKED_AT):
                if part.type == raw.FPDF_PAGEOBJ_IMAGE:
                    left, bottom, right, top = part.get_bounds()
                    if few or (right - left) * (top - bottom) > whole / 2:
                        return True
                drawn += part.type == raw.FPDF_PAGEOBJ_PATH
            return few and drawn >= _OUTLINES

    def picture(self, at: int, *, dpi: int = DPI) -> bytes:
        """A page in grey as a PGM file; a page beyond ``MOST_PIXELS`` is drawn more coarsely.

        Raises:
            HugePage: it would have to be drawn too coarsely.
            UnreadablePdf: the page is damaged.
        """
        with self._page(at) as page:
            inches = page.get_width() * page.get_height() / 72**2
            fitting = min(dpi, int((MOST_PIXELS / max(inches, 0.01)) ** 0.5))
            if fitting < LEAST_DPI:
                raise HugePage(f"page {at + 1}: {inches:.0f} square inches")
            bitmap = page.render(scale=fitting / 72, grayscale=True)
            try:
                rows, wide = memoryview(bitmap.buffer), bitmap.width
                kept = b"".join(
                    rows[row * bitmap.stride : row * bitmap.stride + wide] for row in range(bitmap.height)
                )
                return b"P5\n%d %d\n255\n" % (wide, bitmap.height) + kept
            finally:
                bitmap.close()

    @contextmanager
    def _page(self, at: int) -> Iterator[Any]:
        with _pdfium:
            try:
                page = self._document[at]
                try:
                    yield page
                finally:
                    page.close()
            except pypdfium2.PdfiumError as error:
                raise UnreadablePdf(locked=False) from error


def _letters(page: Any) -> str:
    held = page.get_textpage()
    try:
        text: str = held.get_text_range()
    finally:
        held.close()
    return text


def _is_vietnamese(text: str) -> bool:
    return any(one in "đĐ" or len(normalize("NFD", one)) > 1 for one in text)
