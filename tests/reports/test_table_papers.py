"""A statutory table on paper and in a workbook, read back by other programs."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest

from tests.exported import fault
from tests.papers import page_texts, pdf_text
from tests.reports.given import Given
from vinhdanh.documents.docx import paper_docx
from vinhdanh.documents.paper import Letterhead
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.reports.papers.tables import TABLE, table_paper
from vinhdanh.reports.tables.filling import Counting
from vinhdanh.reports.tables.sheets import table_workbook

HEAD = Letterhead("CÔNG AN TỈNH SƠN HÀ", place="Sơn Hà")


@pytest.fixture
def g(db: None) -> Given:
    made = Given()
    made.some()
    return made


def test_the_paper_has_the_head_and_foot_of_the_form(g: Given) -> None:
    text = pdf_text(paper_pdf(table_paper(HEAD, g.table("0603"))))
    for piece in (
        "Biểu số: 0603.N/BNV-TĐKT",
        "Ban hành theo Thông tư số 2/2023/TT-BNV ngày 23/03/2023",
        "Ngày nhận báo cáo: 15/12/2025",
        "Đơn vị báo cáo: Công an tỉnh Sơn Hà",
        "(Năm 2025, từ 01/12/2024 đến 30/11/2025)",
        "Số đếm là lượt khen thưởng",
        "Tổng số 01 06 04 01 01 00",
        "Sơn Hà, ngày … tháng … năm …",
        "(Ký, họ tên, đóng dấu)",
    ):
        assert piece in text
    assert "CỘNG HÒA" not in text
    people = pdf_text(paper_pdf(table_paper(HEAD, g.table("0603", Counting.RECIPIENTS))))
    assert "Số đếm là đối tượng" in people


def test_what_does_not_add_up_stands_under_the_table(g: Given) -> None:
    g.head.posts.update(grade="truong_cong_an_xa")
    text = pdf_text(paper_pdf(table_paper(HEAD, g.table("0603"))))
    assert "Ghi chú: Dòng 05 có 03" in text
    assert "02 chưa phân loại" in text


def test_the_word_file_has_the_same_head_and_merged_headings(g: Given) -> None:
    made = docx.Document(BytesIO(paper_docx(table_paper(HEAD, g.table("0603")))))
    head, grid = made.tables[:2]
    assert head.rows[0].cells[0].paragraphs[0].text == "Biểu số: 0603.N/BNV-TĐKT"
    assert len(head.rows) == 1
    first = [cell.text for cell in grid.rows[0].cells]
    assert first == ["Nội dung", "Mã số", "Đơn vị tính", "Tổng số", *["Chia ra"] * 4]
    assert [cell.text for cell in grid.rows[2].cells] == ["A", "B", "C", "1", "2", "3", "4", "5"]
    assert [cell.text for cell in grid.rows[3].cells] == ["Tổng số", "01", "", "06", "04", "01", "01", "00"]


def test_the_samples_fit_on_landscape_pages() -> None:
    for paper in TABLE.samples(HEAD):
        assert len(page_texts(paper_pdf(paper))) <= 3


def test_the_workbook_is_laid_out_as_the_form(g: Given) -> None:
    content = table_workbook(g.table("0603"), g.reader)
    assert fault(content, g.reader.username) == ""
    sheet = openpyxl.load_workbook(BytesIO(content))["0603"]
    assert sheet["A1"].value == "Biểu số: 0603.N/BNV-TĐKT"
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A8:A9", "D8:D9", "E8:H8", "A12:H12"} <= merged
    rows = {row[1].value: [cell.value for cell in row[3:8]] for row in sheet.iter_rows(min_row=11)}
    assert rows["01"] == [6, 4, 1, 1, 0]
    assert rows["08"] == [None] * 5, "nobody knows who is a businessman"
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("18/2025/TT-BNV" in text for text in texts)
    assert any(text.startswith("Dòng 08 để trống") for text in texts)


def test_a_workbook_of_the_state_table_merges_pairs(g: Given) -> None:
    sheet = openpyxl.load_workbook(BytesIO(table_workbook(g.table("0602"), g.reader)))["0602"]
    titles = {str(one): sheet[str(one).split(":")[0]].value for one in sheet.merged_cells.ranges}
    assert "Bằng khen của Thủ tướng Chính phủ" in titles.values()
    assert sum(1 for value in titles.values() if value == "7") == 1, "its two columns share one number"
