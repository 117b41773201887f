"""Scans read by Tesseract itself: how many words are right, what is doubtful, pages on their side."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from io import BytesIO

import pytest
from PIL import Image

from tests.documents.scanned import REPORT, SENTENCES, needs_tesseract, png, scan, there
from vinhdanh.documents.ocr import Recognised, Word, recognise
from vinhdanh.documents.pages import Pages
from vinhdanh.documents.pdf import paper_pdf

pytestmark = needs_tesseract


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """The report at 300 dpi."""
    assert there, "no Tesseract, and in CI its tests are never skipped"
    return scan()


@pytest.fixture(scope="module")
def read(page: Image.Image) -> Recognised:
    """The same, read once."""
    return recognise(png(page), page=4)


def right_words(found: Recognised) -> float:
    """Which share of the report's words stands in the text, in order."""
    truth = " ".join(SENTENCES).split()
    matched = SequenceMatcher(None, truth, found.text.split(), autojunk=False).get_matching_blocks()
    return sum(block.size for block in matched) / len(truth)


def test_at_300_dpi_nineteen_words_of_twenty_are_right_and_paragraphs_are_whole(read: Recognised) -> None:
    assert right_words(read) >= 0.95
    assert read.confidence is not None
    assert read.confidence > 90
    assert all(read.text[word.start : word.end] == word.text for word in read.words)
    assert read.pages == (4,)
    assert [line[:9] for line in read.text.splitlines()[-3:]] == [one[:9] for one in SENTENCES]


def test_a_word_knows_where_it_stands_on_the_page(read: Recognised) -> None:
    box = next(word.box for word in read.words if word.text == "Nụ,")
    assert 0.8 < box.left < 0.95
    assert 0.25 < box.top < 0.35
    assert 0.02 < box.width < 0.05


@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_that_lay_on_its_side_is_read_as_if_upright(page: Image.Image, degrees: int) -> None:
    found = recognise(png(page.rotate(degrees, expand=True)))
    assert right_words(found) >= 0.95
    assert len(found.text.splitlines()) < 15


def test_a_bad_scan_has_doubtful_words_that_are_mostly_wrong() -> None:
    found = recognise(png(scan(dpi=75, grain=10, blur=0.4)))
    doubtful = found.doubtful()
    with Pages(paper_pdf(REPORT)) as pages:
        truth = set(pages.text(0).split())
    assert len(doubtful) >= 5
    assert _wrong(doubtful, truth) > 0.5
    sure = [word for word in found.words if word.confidence >= 90]
    assert _wrong(doubtful, truth) > _wrong(sure, truth) + 0.3


def _wrong(words: Sequence[Word], truth: set[str]) -> float:
    found = [word.text for word in words]
    return sum(one not in truth for one in found) / len(found)


def test_a_blank_page_has_no_words(page: Image.Image) -> None:
    assert recognise(png(Image.new("L", page.size, 255))) == Recognised("")


def test_a_tiff_of_an_office_scanner_is_read_page_by_page(page: Image.Image) -> None:
    kept = BytesIO()
    pages = [page.convert("1"), page.rotate(180).convert("1")]  # black and white, packed as a fax
    pages[0].save(kept, "TIFF", compression="group4", save_all=True, append_images=pages[1:])
    for at in range(2):
        found = recognise(kept.getvalue(), page=at + 1, frame=at)
        assert right_words(found) >= 0.9
        assert found.pages == (at + 1,)
