"""Pages of statistics: pictures with tables, every figure a link, files, papers, who may look."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.eligibility.agency import SECRET, THUY
from tests.exported import fault
from tests.judged import Judged, judged
from tests.papers import pdf_text
from vinhdanh.reports.statistics import Page

__all__ = ["judged"]
pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="(/thong-ke/[a-z-]+/so/[^"]+)"')
MOST_QUERIES = 60


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


def test_the_overview_leads_to_every_page(judged: Judged) -> None:
    said = text(judged.client("standing"), "/thong-ke/?nam=2024")
    for page in Page:
        assert f'href="/thong-ke/{page}/?nam=2024"' in said
    assert "cán bộ được khen năm 2024" in said


@pytest.mark.parametrize("page", list(Page))
def test_a_page_keeps_its_filters_and_has_no_style_of_its_own(judged: Judged, page: Page) -> None:
    said = text(judged.client("standing"), f"/thong-ke/{page}/?nam=2024&dv=PX01&dt=person")
    assert '<option value="PX01" selected>' in said
    assert "<option selected>2024</option>" in said
    assert " style=" not in said
    assert said.count('role="img"') % 2 == 0  # each picture for a page and for a phone
    for address in HREF.findall(said):
        assert "nam=2024" in address
        assert "dv=PX01" in address


def test_every_figure_leads_to_its_records(judged: Judged) -> None:
    client = judged.client("standing")
    said = text(client, "/thong-ke/co-cau/?nam=2024")
    links = sorted(set(HREF.findall(said)))
    assert len(links) > 20
    for address in links[::6]:
        assert text(client, address.replace("&amp;", "&"))
    listed = text(client, "/thong-ke/co-cau/so/gioi.female.luot/?nam=2024")
    assert "Nông Thị Bích Thủy" in listed
    assert THUY in listed
    shared = text(client, "/thong-ke/co-cau/so/gioi.female.ty-le-luot/?nam=2024")
    assert "Tính từ" in shared
    text(client, "/thong-ke/co-cau/so/khong-co/?nam=2024", 404)


def test_a_list_of_records_is_searched_and_says_when_nothing_fits(judged: Judged) -> None:
    client, address = judged.client("standing"), "/thong-ke/co-cau/so/tong.luot/?nam=2024&tim="
    assert "Nông Thị Bích Thủy" in text(client, f"{address}bich thuy")
    assert "Không dòng nào có chữ" in text(client, f"{address}khong ai ca")


def test_the_clerk_of_a_unit_sees_his_own_and_nobody_without_a_unit_anything(judged: Judged) -> None:
    said = text(judged.client("clerk"), "/thong-ke/so-sanh/?nam=2024")
    assert "PX02" not in said
    text(judged.client("clerk"), "/thong-ke/co-cau/?dv=PX02", 404)
    for who in ("officer", "nobody", "admin"):
        refused = text(judged.client(who), "/thong-ke/co-cau/", 403)
        assert "chưa được giao quyền" in refused
        assert 'href="/thong-ke/"' not in refused
    assert 'href="/thong-ke/"' in said


def test_columns_of_the_comparison_sort_both_ways(judged: Judged) -> None:
    client = judged.client("standing")
    assert "xep=-luot" in text(client, "/thong-ke/so-sanh/?nam=2024")
    assert "xep=luot" in text(client, "/thong-ke/so-sanh/?nam=2024&xep=-luot")


@pytest.mark.parametrize("page", list(Page))
def test_tables_are_taken_out_as_excel_with_numbers_as_numbers(judged: Judged, page: Page) -> None:
    content = judged.client("standing").get(f"/thong-ke/{page}/bang.xlsx?nam=2024").content
    assert fault(content, "standing", SECRET) == ""
    book = openpyxl.load_workbook(BytesIO(content))
    assert len(book.sheetnames) == len(set(book.sheetnames))
    if page is Page.STRUCTURE:
        cells = [cell for row in book["Giới tính"].iter_rows() for cell in row]
        assert any(cell.number_format == "0.0%" and 0 < cell.value < 1 for cell in cells)
        assert any(isinstance(cell.value, int) for cell in cells)


def test_the_records_are_taken_out_without_people_under_secrecy(judged: Judged) -> None:
    address = "/thong-ke/co-cau/so/tong.luot/danh-sach.xlsx?nam=2024"
    content = judged.client("standing").get(address).content
    assert fault(content, "standing", SECRET) == ""
    texts = [
        cell.value for row in openpyxl.load_workbook(BytesIO(content)).active.iter_rows() for cell in row
    ]
    assert "Nông Thị Bích Thủy" in texts


@pytest.mark.parametrize("page", list(Page))
def test_a_page_is_a_paper_with_the_same_figures(judged: Judged, page: Page) -> None:
    client = judged.client("standing")
    answer = client.get(f"/thong-ke/{page}/ban-in.pdf?nam=2024")
    said = pdf_text(answer.content)
    assert "THỐNG KÊ" in said
    assert "năm 2024" in said
    if page is Page.STRUCTURE:
        assert "Tỷ lệ quân số" in said
        shown = re.search(
            r"so/gioi\.female\.ty-le-luot/[^>]*>([^<]+)<", text(client, "/thong-ke/co-cau/?nam=2024")
        )
        assert shown
        assert said.count(shown[1]) >= 2  # in the picture and in the table
    word = client.get(f"/thong-ke/{page}/ban-in.docx?nam=2024")
    assert word.content.startswith(b"PK")


@pytest.mark.parametrize("page", list(Page))
def test_a_page_asks_few_queries(judged: Judged, page: Page) -> None:
    client = judged.client("standing")
    client.get(f"/thong-ke/{page}/")
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/thong-ke/{page}/")
    assert len(caught) <= MOST_QUERIES
