"""Around the reading of pictures: what is asked of the program, how lines become text, what is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.documents.scanned import png, stand_in
from vinhdanh.documents.ocr import (
    Box,
    NoProgram,
    NotRecognised,
    Recognised,
    Word,
    ready,
    recognise,
    size_of,
    together,
)

PAGE = png(Image.new("L", (1000, 1000), 255))
# block paragraph line left top width height confidence word
HEAD = """1 1 1 50 50 60 20 96 BỘ
1 1 1 120 50 60 20 96 CÔNG
1 1 1 500 50 60 20 96 CỘNG
1 1 2 50 80 60 20 96 CÔNG
1 1 2 120 80 60 20 96 AN
"""
BODY = """2 1 1 100 200 100 20 96 Năm
2 1 1 210 200 100 20 96 2025,
2 1 1 320 200 100 20 96 trao
2 1 1 430 200 100 20 96 Giấy
2 1 1 540 200 100 20 96 khen
2 1 1 650 200 300 20 96 cho
2 1 2 50 230 100 20 31.5 Lê
2 1 2 160 230 100 20 -1 Ánh.
2 2 1 100 260 100 20 96 Hết
"""


def given(monkeypatch: pytest.MonkeyPatch, program: Path | str) -> None:
    monkeypatch.setenv("VINHDANH_TESSERACT", str(program))


def test_lines_of_a_paragraph_are_joined_and_two_columns_of_a_head_are_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, stand_in(tmp_path, said=HEAD + BODY))
    found = recognise(PAGE, page=2)
    assert found.text.splitlines() == [
        "BỘ CÔNG CỘNG",
        "CÔNG AN",
        "Năm 2025, trao Giấy khen cho Lê Ánh.",
        "Hết",
    ]
    assert [found.text[word.start : word.end] for word in found.words] == found.text.split()
    assert [(word.text, word.confidence) for word in found.doubtful()] == [("Lê", 31.5), ("Ánh.", 0)]
    assert found.words[0].box == Box(0.05, 0.05, 0.06, 0.02)


def test_a_page_number_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, stand_in(tmp_path, said="1 1 1 500 10 20 20 90 -12-\n" + BODY))
    assert recognise(PAGE).text.startswith("Năm 2025,")


def test_pages_are_joined_and_a_sentence_goes_on_over_the_page() -> None:
    def page(text: str, number: int) -> Recognised:
        word = text.split()[0]
        return Recognised(text, (Word(word, 0, len(word), 90, number, Box(0, 0, 1, 1)),))

    found = together([page("Tặng Giấy khen", 1), Recognised(""), page("cho Lê Ánh.", 3), page("Hết", 4)])
    assert found.text == "Tặng Giấy khen cho Lê Ánh.\nHết"
    assert [found.text[word.start : word.end] for word in found.words] == ["Tặng", "cho", "Hết"]
    assert found.pages == (1, 3, 4)
    assert [word.text for word in found.within(12, 16)] == ["cho"]


@pytest.mark.parametrize(
    ("program", "language", "said"),
    [
        ("/khong/co/tesseract", "vie", "Không chạy được"),
        ("false", "vie", "không chạy được như Tesseract"),
        (None, "fra", "chưa có dữ liệu ngôn ngữ “fra”"),
        (None, "--tessdata-dir=/", "không phải mã ngôn ngữ"),
    ],
)
def test_a_missing_program_or_language_is_said_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str | None, language: str, said: str
) -> None:
    given(monkeypatch, program or stand_in(tmp_path))
    with pytest.raises(NoProgram, match=said) as caught:
        ready(language)
    assert "tesseract-ocr-vie" in caught.value.way_out or "“vie”" in caught.value.way_out


def test_without_the_variable_the_program_is_looked_for_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VINHDANH_TESSERACT", raising=False)
    monkeypatch.setenv("PATH", "/khong/co")
    with pytest.raises(NoProgram, match="chưa cài chương trình nhận dạng chữ") as caught:
        ready()
    assert "apt install tesseract-ocr tesseract-ocr-vie" in caught.value.way_out


def test_what_is_no_picture_never_reaches_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Tesseract would take it for a list of files of the server to open."""
    given(monkeypatch, stand_in(tmp_path, said=BODY))
    for content in (b"/etc/passwd\n", b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        with pytest.raises(NotRecognised, match="không phải ảnh"):
            recognise(content)


def test_a_picture_that_would_fill_the_memory_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, stand_in(tmp_path, said=BODY))
    huge = bytearray(PAGE)
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(NotRecognised, match="quá lớn: 60000 × 60000"):
        recognise(bytes(huge))


def test_a_page_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, stand_in(tmp_path, seconds=5))
    with pytest.raises(NotRecognised, match="Nhận dạng trang 3 quá 0 giây"):
        recognise(PAGE, page=3, seconds=0.05)


def test_a_damaged_picture_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, stand_in(tmp_path, fails=True))
    with pytest.raises(NotRecognised, match="ảnh trang 1: ảnh hỏng"):
        recognise(PAGE)


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"exif": b"Exif\0\0" + bytes(40)}])
def test_the_size_of_a_jpeg_is_read_from_its_head(more: dict[str, object]) -> None:
    kept = BytesIO()
    Image.new("L", (321, 123)).save(kept, "JPEG", **more)
    assert size_of(kept.getvalue()) == (321, 123)
