"""The page of a scan, from the upload to the text with its doubtful words marked; each step without JS."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.documents.scanned import pdf, png, stand_in
from tests.exchange.test_texts_pages import LIST, desk
from tests.exchange.texts import Texts
from vinhdanh.awards.models import Grant
from vinhdanh.exchange import recognising
from vinhdanh.exchange.models import TextReading

SENTENCE = "Bộ Công an tặng Bằng khen cho Phòng Tổ chức cán bộ năm 2025."
SAID = "".join(
    f"1 1 1 {50 + 60 * at} 80 55 20 {41 if word == 'Tổ' else 95} {word}\n"
    for at, word in enumerate(SENTENCE.split())
)
PAGE = png(Image.new("L", (1400, 400), 255))
PAGES = pdf(Image.new("L", (400, 400), 255), Image.new("L", (400, 400), 200))
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "progress"}


@pytest.fixture(autouse=True)
def _stood_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))


@pytest.fixture
def texts(db: None) -> Texts:
    return Texts()


def upload(client: Client, name: str = "quyet-dinh.png", data: bytes = PAGE, **more: str) -> Any:
    sent = {"unit": "PX01", "year": "2025", "file": SimpleUploadedFile(name, data)} | more
    return client.post(LIST, sent)


def key_of(answer: Any) -> str:
    found = re.fullmatch(rf"{LIST}quet/([0-9a-f]{{32}})/", answer["Location"])
    assert found is not None, answer["Location"]
    return found[1]


def test_a_picture_becomes_a_text_whose_doubtful_words_are_marked(texts: Texts) -> None:
    client = desk(texts.standing)
    address = f"{LIST}quet/{key_of(upload(client))}/"
    page = client.get(address).content.decode()
    assert "chờ bắt đầu" in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "quyet-dinh.png" in client.get(LIST).content.decode()
    recognising.perform(address.split("/")[3])
    done = client.get(address).content.decode()
    assert "14 chữ trên 1 trang, độ tin cậy trung bình <b>91/100</b>; 1 chữ chưa chắc" in done
    assert not TextReading.objects.exists()  # looking writes nothing
    taken = client.post(f"{address}doc/")
    page = client.get(taken["Location"]).content.decode()
    mark = '<span class="rd-doubt" title="Chữ máy đọc chưa chắc (41/100), trang 1">Tổ</span>'
    assert mark in page
    assert "Đọc từ bản quét, độ tin cậy trung bình 91/100; 1 chữ chưa chắc." in page
    assert "So từng tên, từng con số với bản giấy" in page
    assert "chữ máy đọc chưa chắc, so với bản giấy" in page  # the legend
    assert "chữ kém nhất 41: so tên, số với bản giấy" in page
    body = re.search(r'<div class="body">(.*?)</div>', page, re.DOTALL)
    assert body is not None
    assert re.sub(r"<[^>]+>", "", body[1]) == SENTENCE
    assert "từ bản quét, độ tin cậy 91/100" in client.get(LIST).content.decode()
    book = openpyxl.load_workbook(BytesIO(client.get(f"{taken['Location']}muc.xlsx").content))
    assert 41 in {cell.value for row in book.active.rows for cell in row}
    fields = {"awards-0.take": "on", "awards-0.honour": "BK_BO", "awards-0.who-0": "unit:PX01", "act": "take"}
    client.post(f"{taken['Location']}ghi/", fields)
    assert Grant.objects.get().subject == texts.px01


def test_a_watched_scan_goes_on_by_itself_and_leads_to_its_text_afterwards(
    texts: Texts, django_capture_on_commit_callbacks: Any
) -> None:
    client = desk(texts.standing)
    address = f"{LIST}quet/{key_of(upload(client))}/"
    assert 'hx-trigger="every 1s"' in client.get(address, **HTMX).content.decode()
    recognising.perform(address.split("/")[3])
    watched = client.get(address, **HTMX).content.decode()
    assert 'hx-trigger="load, submit"' in watched
    assert 'hx-trigger="load, submit"' not in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        on = client.post(f"{address}doc/", **HTMX)
    reading = TextReading.objects.get()
    assert on["HX-Redirect"] == f"{LIST}{reading.pk}/"
    assert recognising.scans_of(texts.standing) == []  # the scan is gone, its text is there
    assert client.post(f"{address}doc/")["Location"] == f"{LIST}{reading.pk}/"
    assert client.get(address)["Location"] == f"{LIST}{reading.pk}/"
    assert client.get(address, **HTMX)["HX-Redirect"] == f"{LIST}{reading.pk}/"


def test_the_second_click_makes_no_second_text(texts: Texts) -> None:
    client = desk(texts.standing)
    address = f"{LIST}quet/{key_of(upload(client))}/"
    recognising.perform(address.split("/")[3])
    first, second = client.post(f"{address}doc/"), client.post(f"{address}doc/")
    assert first["Location"] == second["Location"]
    assert TextReading.objects.count() == 1


def test_a_scan_is_stopped_begun_again_and_discarded(texts: Texts) -> None:
    client = desk(texts.standing)
    address = f"{LIST}quet/{key_of(upload(client, 'bao-cao.pdf', PAGES))}/"
    assert "Sẽ dừng" in client.post(f"{address}dung/", follow=True).content.decode()
    recognising.perform(address.split("/")[3])
    assert "Đã dừng." in client.get(address).content.decode()
    assert client.get(address, **HTMX)["HX-Redirect"] == address
    assert "chưa nhận dạng xong" in client.post(f"{address}doc/", follow=True).content.decode()
    assert "bắt đầu nhận dạng lại" in client.post(f"{address}lai/", follow=True).content.decode()
    assert "đang được nhận dạng" in client.post(f"{address}lai/", follow=True).content.decode()
    assert "Đã bỏ bản quét" in client.post(f"{address}bo/", follow=True).content.decode()
    assert client.get(address).status_code == 404


def test_somebody_elses_scan_does_not_exist(texts: Texts) -> None:
    address = f"{LIST}quet/{key_of(upload(desk(texts.standing)))}/"
    other = desk(texts.clerk)
    assert other.get(address).status_code == 404
    for act in ("doc", "dung", "lai", "bo"):
        assert other.post(f"{address}{act}/").status_code == 404
    assert address not in other.get(LIST).content.decode()


def test_without_tesseract_the_page_says_what_to_install(
    texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VINHDANH_TESSERACT", "/khong/co")
    answer = upload(desk(texts.standing))
    assert answer.status_code == 422
    assert "apt install tesseract-ocr tesseract-ocr-vie" in answer.content.decode()


def test_a_broken_scan_says_so_at_once_and_a_failed_one_on_its_page(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk(texts.standing)
    assert "hỏng hoặc không phải tệp PDF" in upload(client, "a.pdf", b"%PDF-1.7 x").content.decode()
    address = f"{LIST}quet/{key_of(upload(client))}/"
    (tmp_path / "fails").mkdir()
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path / "fails", fails=True)))
    recognising.perform(address.split("/")[3])
    page = client.get(address).content.decode()
    assert "Chưa nhận dạng được." in page
    assert f'action="{address}lai/"' in page


def test_scanned_pages_may_be_left_out(texts: Texts) -> None:
    page = upload(desk(texts.standing), "bao-cao.pdf", PAGES, letters_only="on").content.decode()
    assert "bỏ đánh dấu “PDF có trang quét: bỏ qua trang đó, chỉ đọc trang có chữ”" in page
    assert 'name="letters_only" checked' in page
