"""Scans into text and items: pages with and without letters, what is doubtful, the command."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from tests.documents.scanned import REPORT, SENTENCES, needs_tesseract, pdf, png, scan, stand_in, there
from tests.documents.test_pages import locked
from vinhdanh.documents.ocr import Box, Recognised, Word
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.exchange.prose import scans
from vinhdanh.exchange.prose.export import as_json
from vinhdanh.exchange.prose.files import ScannedText, UnreadableText, text_of
from vinhdanh.exchange.prose.reader import read_text
from vinhdanh.exchange.prose.scans import Stopped, doubts, from_json, recognised_text, scanned_pages, to_json
from vinhdanh.web.cli import app

SAID = "1 1 1 50 80 60 20 96 Công\n1 1 1 120 80 60 20 40 an\n"


@pytest.fixture
def stood_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tesseract reads "Công an" on every page."""
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))


def joined(*files: bytes) -> bytes:
    """The pages of several PDFs in one."""
    whole = pypdfium2.PdfDocument.new()
    for one in files:
        whole.import_pages(pypdfium2.PdfDocument(one))
    kept = BytesIO()
    whole.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="module")
def mixed() -> bytes:
    """A printed page, and a scan of it behind."""
    return joined(paper_pdf(REPORT), pdf(scan(dpi=50), dpi=50))


def test_a_scan_is_refused_with_the_way_to_ocr(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(scan(dpi=50), dpi=50))
    (tmp_path / "a.png").write_bytes(png(scan(dpi=50)))
    for name in ("a.pdf", "a.png"):
        with pytest.raises(ScannedText, match="là bản quét") as caught:
            text_of(tmp_path / name)
        assert f"vinhdanh read {name} --ocr" in caught.value.way_out


def test_letters_that_are_there_stay_and_the_scanned_page_is_read(
    stood_in: None, mixed: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(mixed)
    assert scanned_pages(file) == (2,)
    heard: list[tuple[int, int]] = []
    found = recognised_text(file, told=lambda page, of: heard.append((page, of)))
    assert heard == [(1, 2), (2, 2)]
    assert found.text == f"{text_of(file).strip()}\nCông an"
    assert (found.pages, found.confidence) == ((2,), 68)
    assert [found.text[word.start : word.end] for word in found.words] == ["Công", "an"]


def test_somebody_may_stop_between_two_pages(stood_in: None, mixed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(mixed)
    heard: list[int] = []
    with pytest.raises(Stopped):
        recognised_text(
            tmp_path / "a.pdf", told=lambda page, of: heard.append(page), stopped=lambda: bool(heard)
        )
    assert heard == [1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"x", "không phải tệp .pdf, .tif, .png hay .jpg"),
        ("a.pdf", b"%PDF-1.7 x", "hỏng"),
        ("a.pdf", locked(), "có mật khẩu"),
        ("a.png", b"/etc/passwd", "không phải ảnh PNG, JPEG hoặc TIFF"),
    ],
)
def test_a_file_that_cannot_be_recognised_says_why(
    stood_in: None, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableText, match=said) as caught:
        recognised_text(tmp_path / name)
    assert caught.value.way_out


def test_too_many_pages_and_too_many_bytes_are_refused(
    stood_in: None, mixed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(mixed)
    monkeypatch.setattr(scans, "MOST_PAGES", 1)
    with pytest.raises(UnreadableText, match="có 2 trang, nhận dạng nhiều nhất 1 trang"):
        recognised_text(tmp_path / "a.pdf")
    monkeypatch.setattr(scans, "LARGEST_SCAN", 100)
    with pytest.raises(UnreadableText, match="lớn hơn 50 MB"):
        recognised_text(tmp_path / "a.pdf")


def recognised(text: str, **confidences: float) -> Recognised:
    """A text of words read off page 1, each 95 sure unless said otherwise."""
    words, at = [], 0
    for one in text.split():
        start = text.index(one, at)
        at = start + len(one)
        words.append(Word(one, start, at, confidences.get(one.strip(",."), 95), 1, Box(0, 0, 0.1, 0.1)))
    return Recognised(text, tuple(words))


def test_a_doubtful_name_makes_its_award_doubtful_and_no_other() -> None:
    found = recognised(
        "Chủ tịch UBND tỉnh Sơn Hà tặng Bằng khen cho bà Lò Thị Nụ. "
        + "Hội nghị được tổ chức trang trọng tại hội trường lớn của cơ quan với nhiều đại biểu. " * 6
        + "Giám đốc Công an tỉnh tặng Giấy khen cho 45 tập thể.",
        Nụ=41.5,
    )
    reading = read_text(found.text)
    told = doubts(reading, found)
    assert [found.text[one.start : one.end] for one in told.words] == ["Nụ."]
    assert [told.items["awards", number].minimum for number in (0, 1)] == [41.5, 95]
    assert 85 < told.items["awards", 0].mean < 95
    exported = as_json(reading, found)["awards"]
    assert exported[0]["confidence"]["minimum"] == 41.5
    assert "confidence" not in as_json(reading)["awards"][0]


def test_items_on_letters_of_the_file_have_no_confidence() -> None:
    reading = read_text(SENTENCES[1])
    assert doubts(reading, Recognised(SENTENCES[1])) == scans.Doubts((), {})
    assert as_json(reading, Recognised(SENTENCES[1]))["awards"][0]["confidence"] is None


def test_what_was_recognised_is_kept_and_comes_back() -> None:
    found = recognised(SENTENCES[1], Nụ=41.5)
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


def test_the_command_shows_confidence_and_marks_doubtful_words(stood_in: None, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(scan(dpi=50)))
    shown = CliRunner().invoke(app, ["read", str(tmp_path / "a.png"), "--ocr"])
    assert shown.exit_code == 0
    assert "độ tin cậy trung bình 68/100; 1 chữ dưới 70" in shown.stdout
    assert "Công ‹an›" in shown.stdout
    shown = CliRunner().invoke(app, ["read", str(tmp_path / "a.png"), "--ocr", "--below", "30"])
    assert "0 chữ dưới 30" in shown.stdout
    out = tmp_path / "a.json"
    assert (
        CliRunner().invoke(app, ["read", str(tmp_path / "a.png"), "--ocr", "--json", str(out)]).exit_code == 0
    )
    data = json.loads(out.read_text(encoding="utf-8"))
    assert (data["text"], data["confidence"], data["recognised_pages"]) == ("Công an", 68, [1])
    assert data["doubtful"] == [{"word": "an", "place": [5, 7], "page": 1, "confidence": 40}]


def test_the_command_says_which_pages_it_left_out(mixed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(mixed)
    shown = CliRunner().invoke(app, ["read", str(tmp_path / "a.pdf")])
    assert "Trang 2 là bản quét, chưa đọc. Thêm --ocr" in shown.stderr
    assert "bà Lò Thị Nụ" in shown.stdout


class TestWithTesseract:
    """The whole way, with the program itself."""

    pytestmark = needs_tesseract

    def test_awards_of_a_scanned_report_are_read(self, tmp_path: Path) -> None:
        assert there, "no Tesseract, and in CI its tests are never skipped"
        (tmp_path / "a.pdf").write_bytes(pdf(scan()))
        found = recognised_text(tmp_path / "a.pdf")
        reading = read_text(found.text)
        told = [(one.award, one.recipient, one.count) for one in reading.awards]
        assert ("Giấy khen của Giám đốc Công an tỉnh Sơn Hà", None, 45) in told
        assert ("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Sơn Hà", "bà Lò Thị Nụ", 1) in told
        assert all(sure.minimum > 60 for sure in doubts(reading, found).items.values())
