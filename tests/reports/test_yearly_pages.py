"""The pages and papers of a year-end report, as its clerk, its head and others meet them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from docx import Document

from tests.judged import Judged
from tests.papers import page_texts, pdf_text
from tests.reports.reported import PASSAGE, PEOPLE, YEAR, Reported
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.types import Secrecy
from vinhdanh.reports import services
from vinhdanh.reports.figures import Figure, Form, Grid, Picture, Section, Text, share
from vinhdanh.reports.models import YearReport
from vinhdanh.reports.selectors import yearly
from vinhdanh.reports.selectors.yearly import report_of

HOME = f"/bao-cao/PX01/{YEAR}/"
FIGURE = f"{HOME}so-lieu/{PEOPLE}/"


def client(reported: Reported, who: str = "clerk") -> Client:
    browser = Client()
    browser.force_login(reported.accounts[who])
    return browser


def page(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def rows(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))


# ---- the list -------------------------------------------------------------------------------------


def test_the_list_shows_the_units_in_scope_with_the_state_of_their_reports(reported):
    services.issue_report(
        actor=reported.head, **reported.whose, issued=date(2025, 12, 31), number="12/BC-PX01"
    )
    said = page(client(reported), f"/bao-cao/?nam={YEAR}")
    assert "Đã ban hành" in said
    assert "12/BC-PX01" in said
    assert "Đội Chính sách" in said
    assert "Phòng Hậu cần" not in said
    chosen = page(client(reported), f"/bao-cao/?nam={YEAR}&tt=issued")
    assert "Đội Chính sách" not in chosen
    assert "Không có đơn vị nào khớp" in page(client(reported), f"/bao-cao/?nam={YEAR}&tim=khong-co-dau")
    listed = rows(client(reported).get(f"/bao-cao/danh-sach.xlsx?nam={YEAR}&tt=issued").content)
    assert ("PX01", "Phòng Tổ chức cán bộ", YEAR, "Đã ban hành", "12/BC-PX01", "31/12/2025", 1) in [
        row[:7] for row in listed
    ]


def test_the_years_report_is_found_from_the_unit(judged: Judged):
    assert "/bao-cao/?dv=PX01" in page(judged.client("clerk"), "/don-vi/PX01/")


# ---- one report -----------------------------------------------------------------------------------


def test_every_figure_of_the_page_leads_to_the_records_that_make_it_up(judged: Judged):
    """Whatever parts there are: each figure's page opens, and the weights of its records add up to it."""
    unit, browser = Unit.objects.get(code="PX01"), judged.client("clerk")
    report = report_of(judged.accounts["clerk"], unit, YEAR)
    said = page(browser, HOME)
    assert report.figures
    for key, figure in report.figures.items():
        assert f"{HOME}so-lieu/{key}/" in said or not figure.parts
        if figure.form is not Form.NAME and not figure.parts and figure.value is not None:
            assert sum(record.weight for record in figure.records()) == figure.value, key
    for key in list(report.figures)[:20]:
        assert report.figures[key].label in page(browser, f"{HOME}so-lieu/{key}/").replace("&#x27;", "'")


def test_the_figures_page_lists_searches_and_exports_its_records(reported):
    said = page(client(reported), FIGURE)
    assert "Lê Thị Ánh" in said
    assert "Trần Bình" in said
    assert "Lê Thị Ánh" not in page(client(reported), f"{FIGURE}?tim=tran binh")
    names = [row[1] for row in rows(client(reported).get(f"{FIGURE}ho-so.xlsx").content)]
    assert {"Lê Thị Ánh", "Trần Bình"} <= set(names)
    assert client(reported).get(f"{HOME}so-lieu/khong.co/").status_code == 404


def test_people_under_secrecy_stay_out_of_what_leaves_the_program(reported):
    Person.objects.filter(pk=reported.tree.an.pk).update(secrecy=Secrecy.SECRET)
    file = rows(client(reported).get(f"{FIGURE}ho-so.xlsx").content)
    assert "Lê Thị Ánh" not in str(file)
    assert "Không xuất 1 dòng" in str(file)


def test_a_text_is_written_in_its_place_and_kept_when_it_is_refused(reported):
    browser, address = client(reported), f"{HOME}doan/{PASSAGE}/"
    assert "Chưa viết: việc chưa làm được" in page(browser, HOME)
    answer = browser.post(address, {"text": "Một đội chậm.", "seen": 0})
    assert answer["Location"].endswith(f"#doan-{PASSAGE}")
    assert "<p>Một đội chậm.</p>" in page(browser, HOME)
    second = browser.post(address, {"text": "Lời khác.", "seen": 0})
    assert second.status_code == 422
    assert "vừa ghi đoạn này" in second.content.decode()
    assert "Lời khác.</textarea>" in second.content.decode()


def test_a_figure_typed_over_is_marked_on_the_page_and_in_the_papers(reported):
    browser = client(reported)
    bare = browser.post(f"{FIGURE}ghi-de/", {"value": "03", "reason": "", "seen": 0})
    assert "Ghi lý do" in bare.content.decode()
    browser.post(f"{FIGURE}ghi-de/", {"value": "03", "reason": "Chưa nhập sổ", "seen": 0})
    assert "ghi tay, máy đếm 02" in page(browser, HOME)
    assert "Báo cáo ghi tay 03, máy đếm 02." in page(browser, FIGURE)
    paper = pdf_text(browser.get(f"{HOME}bao-cao.pdf").content)
    assert "03(*) lượt cá nhân" in paper
    assert "ghi 03, máy đếm 02. Chưa nhập sổ." in paper
    file = rows(browser.get(f"{HOME}so-lieu.xlsx").content)
    assert any(row[0] == PEOPLE and row[2:6] == ("03", 2, "03", "Chưa nhập sổ") for row in file)
    reported.commend(reported.tree.head)
    assert "Số đếm đã đổi sau khi ghi tay" in page(browser, HOME)
    browser.post(f"{FIGURE}dung-lai/", {"why": "Đã nhập"})
    assert "ghi tay, máy đếm" not in page(browser, HOME)
    assert "Đã nhập" in page(browser, FIGURE)


def test_the_head_issues_and_the_clerk_is_told_why_he_does_not(reported):
    said = page(client(reported), HOME)
    assert 'disabled aria-describedby="why-issue"' in said
    words = {"issued": "31/12/2025", "number": "12/BC-PX01", "signer": "Đỗ Đức Hòa, Trưởng phòng"}
    assert client(reported).post(f"{HOME}ban-hanh/", words).status_code == 403
    head = client(reported, "head")
    assert "Đánh dấu để xác nhận" in head.post(f"{HOME}ban-hanh/", words).content.decode()
    assert head.post(f"{HOME}ban-hanh/", words | {"sure": "on"}).status_code == 302
    said = page(client(reported), HOME)
    assert "Đã ban hành số 12/BC-PX01 ngày 31/12/2025" in said
    assert "Viết đoạn này" not in said
    paper = pdf_text(client(reported).get(f"{HOME}bao-cao.pdf").content)
    assert "Số: 12/BC-PX01" in paper
    assert "TRƯỞNG PHÒNG" in paper
    assert "DỰ THẢO" not in paper


def test_the_old_edition_is_read_beside_the_new_one(reported):
    services.issue_report(actor=reported.head, **reported.whose, issued=date(2025, 12, 31))
    reported.commend(reported.tree.head)
    browser = client(reported)
    assert browser.post(f"{HOME}ban-moi/", {"why": "Bổ sung"}).status_code == 302
    assert YearReport.objects.count() == 2
    assert ">03</a> lượt cá nhân" in page(browser, HOME)
    old = page(browser, f"{HOME}?ban=1")
    assert ">02</a> lượt cá nhân" in old
    assert "không phải bản mới nhất" in old
    assert f"{FIGURE}?ban=1" in old
    assert "như lúc ban hành" in page(browser, f"{FIGURE}?ban=1")


def test_a_broken_part_is_named_and_the_rest_stands(reported, monkeypatch):
    def broken(scope: object) -> Section:
        raise RuntimeError("X")

    monkeypatch.setattr(yearly, "PARTS", (*yearly.PARTS, broken))
    said = page(client(reported), HOME)
    assert "Chưa tính được: Phần thứ" in said
    assert "lượt cá nhân" in said


# ---- papers ---------------------------------------------------------------------------------------


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><rect width="50" height="20"/></svg>'


@pytest.fixture
def rich(reported, monkeypatch):
    """A report with every kind of block."""
    some, whole = Figure("x.dat", "Đạt", 9, "Đếm."), Figure("x.giao", "Giao", 12, "Đếm.")
    wide = tuple(f"Cột-số-{at}-dài" for at in range(12))
    blocks = (
        Text(("Đạt ", some, ", bằng ", share("x.ty-le", "Tỷ lệ", some, whole), ".")),
        Grid("Bảng nhỏ", ("Tên", "Số"), (("<b>Đội & 1</b>", some),), frozenset({1})),
        Grid("Bảng rộng", wide, (tuple(str(at) for at in range(12)),)),
        Grid("Bảng phụ", ("Tên", "Số"), (), annex=True),
        Picture(SVG, "Biểu đồ"),
    )
    section = Section(
        "x", "Kết quả", blocks, (Section("x1", "Phần trong", parts=(Section("x2", "Trong nữa"),)),)
    )
    monkeypatch.setattr(yearly, "PARTS", (lambda scope: section,))
    return client(reported)


def test_the_page_shows_every_kind_of_block(rich):
    said = page(rich, HOME)
    for words in (
        "&lt;b&gt;Đội &amp; 1&lt;/b&gt;",
        ">75%</a>",
        SVG,
        "Biểu đồ",
        "phụ lục của bản in",
        "Không có.",
    ):
        assert words in said
    assert "Tính từ" in page(rich, f"{HOME}so-lieu/x.ty-le/")


def test_wide_tables_go_to_annexes_and_pictures_come_along(rich):
    pages = page_texts(rich.get(f"{HOME}bao-cao.pdf").content)
    assert "I. KẾT QUẢ" in pages[0]
    assert "1. Phần trong" in pages[0]
    assert "a) Trong nữa" in pages[0]
    assert "(Bảng rộng: Phụ lục I.)" in pages[0]
    assert any("Phụ lục I Bảng rộng" in one for one in pages[1:])
    assert "Bảng phụ: không có." in pages[0], "a table without rows needs no annex"
    word = Document(BytesIO(rich.get(f"{HOME}bao-cao.docx").content))
    assert len(word.inline_shapes) >= 1
    assert any("<b>Đội & 1</b>" in cell.text for table in word.tables for cell in table._cells)


def test_what_nobody_wrote_leaves_dots_and_a_draft_says_so(reported):
    paper = pdf_text(client(reported).get(f"{HOME}bao-cao.pdf").content)
    assert ". ĐÁNH GIÁ CHUNG" in paper
    assert "…………" in paper
    assert "DỰ THẢO" in paper


def test_the_news_text_is_read_copied_and_taken_along(reported):
    browser = client(reported)
    sentence = "01 lượt tập thể và 02 lượt cá nhân được các cấp"
    assert sentence in page(browser, f"{HOME}tin-ngan/")
    assert sentence in browser.get(f"{HOME}tin-ngan.txt").content.decode()
    assert sentence in pdf_text(browser.get(f"{HOME}tin-ngan.pdf").content)
    word = Document(BytesIO(browser.get(f"{HOME}tin-ngan.docx").content))
    assert any(sentence in one.text for one in word.paragraphs)


def test_a_name_under_secrecy_is_neither_in_the_paper_nor_in_its_tables(reported, monkeypatch):
    Person.objects.filter(pk=reported.tree.an.pk).update(secrecy=Secrecy.SECRET)
    blocks = (Text(("Gương Lê Thị Ánh.",)), Grid("Bảng", ("Tên",), (("Lê Thị Ánh",), ("Trần Bình",))))
    monkeypatch.setattr(yearly, "PARTS", (lambda scope: Section("x", "X", blocks),))
    paper = pdf_text(client(reported).get(f"{HOME}bao-cao.pdf").content)
    assert "Lê Thị Ánh" not in paper
    assert "Trần Bình" in paper
    assert "Gương (không nêu tên)." in paper
    assert "Không in 1 người có độ mật" in paper
