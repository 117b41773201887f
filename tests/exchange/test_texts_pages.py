"""The page of a text: its words marked, its items beside them, written and taken back with two clicks."""

from __future__ import annotations

import json
import re
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.exchange.texts import PASSAGE, Texts
from vinhdanh.access.models import Account
from vinhdanh.awards.models import Grant
from vinhdanh.exchange.models import TextReading

LIST = "/doc-van-ban/"


@pytest.fixture
def texts(db: None) -> Texts:
    return Texts()


def desk(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def test_a_file_is_read_checked_written_and_taken_back(texts: Texts) -> None:
    client = desk(texts.standing)
    assert "Chưa đọc văn bản nào" in client.get(LIST).content.decode()
    file = SimpleUploadedFile("tin hội nghị.txt", PASSAGE.encode())
    answer = client.post(LIST, {"unit": "PX01", "year": "2025", "file": file})
    address = answer["Location"]
    page = client.get(address).content.decode()
    assert '<a class="rd rd-awards" href="#i-awards-0">' in page
    assert all(f'id="{side}-{key}"' in page for side in "it" for key in ("awards-0", "targets-0"))
    assert not Grant.objects.exists()
    fields = {"awards-0.take": "on", "awards-0.honour": "CO_BO", "awards-0.who-0": "unit:PX01"}
    saved = client.post(f"{address}ghi/", fields | {"act": "save"}, follow=True).content.decode()
    assert "chưa ghi gì vào sổ" in saved
    assert 'name="awards-0.take" value="on" checked' in saved
    taken = client.post(f"{address}ghi/", fields | {"act": "take"}, follow=True).content.decode()
    assert "Đã ghi 1 bản ghi vào sổ." in taken
    grant = Grant.objects.get()
    assert f'href="/so-khen-thuong/luot/{grant.pk}/"' in taken
    undone = client.post(f"{address}hoan-tac/", {"ground": "Ghi nhầm"}, follow=True).content.decode()
    assert "Lý do: Ghi nhầm" in undone
    assert not Grant.objects.in_force().exists()


def test_every_mark_leads_to_an_item_and_back(texts: Texts) -> None:
    page = desk(texts.standing).get(f"{LIST}{texts.bring().pk}/").content.decode()
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    body = re.search(r'<div class="body">(.*?)</div>', page, re.DOTALL)
    assert body is not None
    shown = re.sub(r"<[^>]+>", "", body[1])
    assert shown == PASSAGE  # not a letter more or less


def test_words_of_a_text_are_never_markup(texts: Texts) -> None:
    reading = texts.bring(text="<script>x</script> Bộ Công an tặng Bằng khen cho Phòng <b>Hậu</b> cần.")
    page = desk(texts.standing).get(f"{LIST}{reading.pk}/").content.decode()
    assert "<script>x" not in page
    assert "<b>Hậu</b>" not in page


def test_a_forged_item_says_so_and_writes_nothing(texts: Texts) -> None:
    client, reading = desk(texts.standing), texts.bring()
    sent = {"awards-77.take": "on", "act": "take"}
    page = client.post(f"{LIST}{reading.pk}/ghi/", sent, follow=True).content.decode()
    assert "Văn bản này không có mục awards-77" in page
    assert not reading.choices.exists()


def test_a_refusal_keeps_what_was_typed(texts: Texts) -> None:
    client, reading = desk(texts.standing), texts.bring()
    sent = {"awards-0.take": "on", "awards-0.year": "25", "act": "take"}
    page = client.post(f"{LIST}{reading.pk}/ghi/", sent, follow=True).content.decode()
    assert "Ghi năm bằng bốn chữ số" in page
    assert 'name="awards-0.year" value="25"' in page


def test_bad_uploads_say_what_to_do(texts: Texts) -> None:
    client = desk(texts.standing)
    sent = {"unit": "PX01", "year": "2025"}
    empty = client.post(LIST, sent)
    assert (empty.status_code, "chọn tệp hoặc dán chữ" in empty.content.decode()) == (422, True)
    both = client.post(LIST, sent | {"text": "x", "file": SimpleUploadedFile("a.txt", b"x")})
    assert "không cả hai" in both.content.decode()
    kind = client.post(LIST, sent | {"file": SimpleUploadedFile("a.xlsx", b"x")})
    assert "Lưu lại dưới một trong các dạng đó." in kind.content.decode()
    other = client.post(LIST, sent | {"unit": "KHONG", "text": "x"})
    assert "Chọn đơn vị trong danh sách." in other.content.decode()
    assert not TextReading.objects.exists()


def test_the_list_filters_exports_and_deletes(texts: Texts) -> None:
    client, reading = desk(texts.standing), texts.bring()
    assert "Tin hội nghị.txt" in client.get(LIST).content.decode()
    assert "Không có văn bản nào khớp" in client.get(f"{LIST}?q=khác").content.decode()
    assert "Không có văn bản nào khớp" in client.get(f"{LIST}?trang-thai=taken").content.decode()
    book = openpyxl.load_workbook(BytesIO(client.get(f"{LIST}danh-sach.xlsx").content))
    assert "Tin hội nghị.txt" in {cell.value for row in book.active.rows for cell in row}
    items = openpyxl.load_workbook(BytesIO(client.get(f"{LIST}{reading.pk}/muc.xlsx").content))
    assert "Ghi được" in {cell.value for row in items.active.rows for cell in row}
    found = json.loads(client.get(f"{LIST}{reading.pk}/ket-qua.json").content)
    start, end = found["awards"][0]["place"]
    assert found["text"][start:end].startswith("Cờ “Đơn vị dẫn đầu")
    assert "Đã xóa" in client.post(f"{LIST}{reading.pk}/xoa/", follow=True).content.decode()
    assert not TextReading.objects.exists()


def test_somebody_elses_text_does_not_exist_for_a_clerk(texts: Texts) -> None:
    reading = texts.bring()
    assert desk(texts.clerk).get(f"{LIST}{reading.pk}/").status_code == 404
    mine = texts.bring(by=texts.clerk)
    seen = desk(texts.standing).get(f"{LIST}{mine.pk}/").content.decode()
    assert "chỉ người đó chọn và ghi được" in seen
    assert 'name="act"' not in seen


def test_a_clerk_is_told_why_he_writes_no_honours(texts: Texts) -> None:
    mine = texts.bring(by=texts.clerk)
    page = desk(texts.clerk).get(f"{LIST}{mine.pk}/").content.decode()
    assert "chưa được giao quyền ghi khen thưởng" in page
    assert 'name="awards-0.take"' not in page
    assert 'name="movements-0.take"' in page
