"""The page of honour as anybody and as colleagues open it."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from tests.records import Tree, make_account, paper, standing_body
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services import record_grant
from vinhdanh.reports.models import BookOmission, HonourBook
from vinhdanh.reports.services.honour_books import make_book, open_book

OPERATOR = Operator()
PUBLIC = "/vinh-danh/2025/"
INSIDE = "/bang-vinh-danh/2025/"


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def grant(tree: Tree) -> Grant:
    return record_grant(actor=OPERATOR, subject=tree.an, honour="GK", year=2025, decision=paper())


@pytest.fixture
def book(grant: Grant) -> HonourBook:
    return open_book(actor=OPERATOR, book=make_book(actor=OPERATOR, year=2025, words="Trân trọng vinh danh"))


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_anybody_reads_an_open_year_without_names_that_were_not_agreed_to(tree, book):
    client = Client()
    found = page(client, PUBLIC)
    assert "Trân trọng vinh danh" in found
    assert "01</b> lượt cá nhân" in found
    assert tree.an.name not in found
    assert "Set-Cookie" not in client.get(PUBLIC).headers
    assert page(client, "/vinh-danh/") == found.replace("/vinh-danh/2025/?", "/vinh-danh/?")


def test_a_year_that_is_not_open_is_told_so(tree, grant):
    make_book(actor=OPERATOR, year=2025)
    assert "chưa được công khai" in page(Client(), PUBLIC, 404)
    assert "Chưa có năm nào" in page(Client(), "/vinh-danh/", 404)
    assert "chưa được công khai" in page(Client(), PUBLIC + "trinh-chieu/", 404)


def test_slides_turn_by_themselves_go_round_and_can_be_stopped(tree, book):
    client = Client()
    assert 'content="12;url=/vinh-danh/2025/trinh-chieu/2/"' in page(client, PUBLIC + "trinh-chieu/")
    assert 'content="12;url=/vinh-danh/2025/trinh-chieu/1/"' in page(client, PUBLIC + "trinh-chieu/2/")
    assert "http-equiv" not in page(client, PUBLIC + "trinh-chieu/2/?dung=1")
    assert "1/2" in page(client, PUBLIC + "trinh-chieu/99/")


def test_a_colleague_reads_the_names_of_his_units_and_takes_them_along(tree, book):
    client = Client()
    client.force_login(make_account("canbo", (Role.UNIT_HEAD, "PX01")))
    assert tree.an.name in page(client, INSIDE)
    file = openpyxl.load_workbook(BytesIO(client.get(INSIDE + "danh-sach.xlsx").content))
    assert tree.an.name in [cell.value for row in file.active.rows for cell in row]
    client.force_login(make_account("khac", (Role.UNIT_HEAD, "PX02")))
    assert tree.an.name not in page(client, INSIDE)
    assert client.post(INSIDE, {"viec": "thoi", "reason": "Vì"}).status_code == 403


def test_the_standing_body_prepares_opens_leaves_out_and_closes(tree, grant):
    client = Client()
    client.force_login(standing_body())
    client.post("/bang-vinh-danh/", {"year": 2025, "seconds": 12, "words": ""})
    assert "Đang chuẩn bị" in page(client, "/bang-vinh-danh/")
    client.post(INSIDE, {"viec": "cong-khai"})
    assert "01</b> lượt cá nhân" in page(Client(), PUBLIC)
    refused = client.post(INSIDE, {"viec": "de-lai", "grant": 999_999, "reason": "Đơn"})
    assert "Không có lượt khen mang mã này" in refused.content.decode()
    client.post(INSIDE, {"viec": "de-lai", "grant": grant.pk, "reason": "Đang xác minh đơn"})
    assert "Đang xác minh đơn" in page(client, INSIDE)
    assert "00</b> lượt cá nhân" in page(Client(), PUBLIC)
    client.post(INSIDE, {"viec": "dua-lai", "dong": BookOmission.objects.get().pk})
    client.post(INSIDE, {"viec": "thoi", "reason": ""})
    assert "01</b> lượt cá nhân" in page(Client(), PUBLIC)
    client.post(INSIDE, {"viec": "thoi", "reason": "Có đơn"})
    page(Client(), PUBLIC, 404)


def test_a_forged_act_finds_nothing(tree, book):
    client = Client()
    client.force_login(standing_body())
    assert client.post(INSIDE, {"viec": "xoa"}).status_code == 404
    assert client.post(INSIDE, {"viec": "dua-lai", "dong": "x"}).status_code == 404
