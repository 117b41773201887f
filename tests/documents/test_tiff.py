"""The pages of a TIFF are counted and measured; what is none, or goes round in a circle, has none."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from tests.documents.scanned import stand_in
from vinhdanh.documents.ocr import NotRecognised, recognise
from vinhdanh.documents.tiff import frames_of
from vinhdanh.exchange.prose.files import UnreadableText
from vinhdanh.exchange.prose.scans import Stopped, recognised_text

SAID = "1 1 1 10 10 80 20 95 Tặng"


def tiff(*sizes: tuple[int, int], mode: str = "1", **more: str) -> bytes:
    """A TIFF of white pages, as office scanners write it."""
    pages = [Image.new(mode, size, 255) for size in sizes]
    kept = BytesIO()
    pages[0].save(kept, "TIFF", save_all=True, append_images=pages[1:], **more)
    return kept.getvalue()


@pytest.mark.parametrize("more", [{}, {"compression": "group4"}, {"compression": "tiff_lzw"}])
def test_every_page_is_measured(more: dict[str, str]) -> None:
    assert frames_of(tiff((100, 40), (70, 90), **more)) == [(100, 40), (70, 90)]


def directory(width: int, height: int) -> bytes:
    """A TIFF of one page in the other order of bytes, without what the page holds."""
    head = b"MM\x00*\x00\x00\x00\x08\x00\x02"
    return head + struct.pack(">HHIHHHHII", 256, 3, 1, width, 0, 257, 4, 1, height) + bytes(4)


def test_the_other_order_of_bytes_is_read_too() -> None:
    assert frames_of(directory(100, 40)) == [(100, 40)]


def test_a_chain_that_goes_round_has_no_pages() -> None:
    whole = bytearray(tiff((100, 40)))
    first = int.from_bytes(whole[4:8], "little")
    count = int.from_bytes(whole[first : first + 2], "little")
    end = first + 2 + 12 * count
    whole[end : end + 4] = first.to_bytes(4, "little")
    assert frames_of(bytes(whole)) == []


@given(some.binary(max_size=80))
def test_nothing_that_is_damaged_breaks_the_count(rest: bytes) -> None:
    for head in (b"II*\x00", b"MM\x00*", b""):
        assert isinstance(frames_of(head + rest), list)


def test_each_page_is_told_and_has_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))
    file = tmp_path / "quyet-dinh.TIF"
    file.write_bytes(tiff((100, 40), (70, 90)))
    told: list[tuple[int, int]] = []
    found = recognised_text(file, told=lambda page, of: told.append((page, of)))
    assert (found.text, told) == ("Tặng\nTặng", [(1, 2), (2, 2)])
    assert [word.page for word in found.words] == [1, 2]
    with pytest.raises(Stopped):
        recognised_text(file, stopped=lambda: True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"II*\x00" + b"\x00" * 20, "không phải tệp TIFF"),
        (b"/etc/passwd\n", "không phải tệp TIFF"),
        (directory(20_000, 20_000), "quá lớn: 20000 × 20000"),
        (tiff(*[(8, 8)] * 101), "có 101 trang, nhận dạng nhiều nhất 100"),
    ],
)
def test_what_can_not_be_read_is_said(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))
    file = tmp_path / "quyet-dinh.tiff"
    file.write_bytes(content)
    with pytest.raises(UnreadableText, match=said):
        recognised_text(file)


def test_a_page_that_is_not_there_never_reaches_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))
    with pytest.raises(NotRecognised, match="không phải ảnh"):
        recognise(tiff((100, 40)), frame=1)
