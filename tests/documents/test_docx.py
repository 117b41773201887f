"""Papers as Word files, read back: texts, page, heads of tables, hostile text."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document as read_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.papers import pdf_text
from vinhdanh.documents.docx import built_in, docx_lines, paper_docx
from vinhdanh.documents.docx.building import build
from vinhdanh.documents.paper import (
    Align,
    Annex,
    Box,
    Column,
    Drawing,
    Facts,
    Heading,
    Items,
    Letterhead,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    bold,
)
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.words import printable

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
HEAD = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
COLUMNS = (Column("STT", 0.5, Align.CENTRE), Column("Họ và tên", 3))
PAPER = Paper(
    title="Quyết định",
    letterhead=HEAD,
    number="05/QĐ-CAT",
    dated=date(2026, 2, 5),
    kind="QUYẾT ĐỊNH",
    about="Về việc tặng Giấy khen",
    issuer_line="GIÁM ĐỐC CÔNG AN TỈNH SƠN HÀ",
    grounds=("Căn cứ Luật Thi đua, khen thưởng", "Theo đề nghị của Trưởng phòng"),
    enacting="QUYẾT ĐỊNH:",
    body=(Paragraph((bold("Điều 1. "), "Tặng Giấy khen cho 07 tập thể.")),),
    signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trịnh Quốc Bảo", mark="(Đã ký)"),
    sent_to=("Như Điều 3", "Lưu: VT"),
)


def read(paper: Paper) -> Document:
    return read_document(BytesIO(paper_docx(paper)))


def lines(paper: Paper) -> list[str]:
    return list(docx_lines(paper_docx(paper)))


def header_texts(document: Document) -> str:
    section = document.sections[0]
    return "\n".join(one.text for one in section.first_page_header.paragraphs)


def test_the_parts_stand_in_the_order_of_the_decree() -> None:
    assert lines(PAPER) == [
        "BỘ CÔNG AN",
        "CÔNG AN TỈNH SƠN HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-CAT",
        "Sơn Hà, ngày 05 tháng 02 năm 2026",
        "QUYẾT ĐỊNH",
        "Về việc tặng Giấy khen",
        "GIÁM ĐỐC CÔNG AN TỈNH SƠN HÀ",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Theo đề nghị của Trưởng phòng.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Tặng Giấy khen cho 07 tập thể.",
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "(Đã ký)",
        "Trịnh Quốc Bảo",
    ]


def test_the_page_is_that_of_the_decree_and_numbered_from_the_second_on() -> None:
    document = read(PAPER)
    [section] = document.sections
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    sides = (section.left_margin, section.right_margin)
    assert [round(one / Mm(1)) for one in (*sizes, *sides) if one is not None] == [210, 297, 20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"  # type: ignore[attr-defined]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_a_letter_has_its_subject_under_its_number_and_no_title() -> None:
    letter = replace(PAPER, kind="", about="V/v rà soát", addressed_to=("Phòng A", "Công an xã B"))
    said = lines(letter)
    assert said[4:10] == [
        "Số: 05/QĐ-CAT",
        "V/v rà soát",
        "Sơn Hà, ngày 05 tháng 02 năm 2026",
        "Kính gửi:",
        "- Phòng A;",
        "- Công an xã B.",
    ]
    assert "Kính gửi: Phòng A" in lines(replace(letter, addressed_to=("Phòng A",)))


def test_every_block_has_its_place() -> None:
    body = (
        Heading("I. ĐẶC ĐIỂM", 1),
        Items(("Một", "Hai")),
        Facts((("Họ và tên", "An"), ("Ngày sinh", ""))),
        Table(COLUMNS, (Row(("Cá nhân",), bold=True), Row(("1", Box(True))), Row(("2", Box())))),
        Table(COLUMNS, ()),
        Drawing(SQUARE, 20, "Hình 1"),
        PageBreak(),
        Paragraph("Trang sau"),
        Signatures((Signature(("THƯ KÝ",), "A"), Signature(("CHỦ TRÌ",), "B", note="(Ký tên)"))),
    )
    document = read(replace(PAPER, body=body))
    said = list(docx_lines(paper_docx(replace(PAPER, body=body))))
    at = said.index("I. ĐẶC ĐIỂM")
    assert said[at : at + 16] == [
        "I. ĐẶC ĐIỂM",
        "- Một",
        "- Hai",
        "Họ và tên: An",
        "Ngày sinh:",
        "STT | Họ và tên",
        "Cá nhân",
        "1 | ☒",
        "2 | ☐",
        "STT | Họ và tên",
        "Không có.",
        "Hình 1",
        "Trang sau",
        "THƯ KÝ",
        "A",
        "CHỦ TRÌ",
    ]
    assert len(document.inline_shapes) == 1
    after = next(one for one in document.paragraphs if one.text == "Trang sau")
    assert after.paragraph_format.page_break_before


def test_heads_of_tables_are_repeated_and_no_row_is_cut() -> None:
    rows = tuple(Row((str(at), "Nguyễn Văn An")) for at in range(60))
    document = read(replace(PAPER, annexes=(Annex("DANH SÁCH", (Table(COLUMNS, rows),)),)))
    [table] = [one for one in document.tables if len(one._tbl.tr_lst) == 61]
    head = table._tbl.tr_lst[0]
    assert head.trPr is not None
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_the_title_of_a_part_stays_with_its_first_row_and_a_narrow_column_holds_its_head() -> None:
    columns = (Column("STT", 0.1), Column("Họ và tên", 5))
    rows = (Row(("I. Tập thể",), bold=True), Row(("1", "Đội 1")), Row(("Cộng: 01 tập thể",), bold=True))
    [table] = [
        one
        for one in read(replace(PAPER, body=(Table(columns, rows),))).tables
        if one.rows[0].cells[0].text == "STT"
    ]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert [bool(one) for one in kept] == [True, True, False, False]
    assert table.columns[0].width > Mm(10)


def test_head_and_signature_go_from_margin_to_margin_on_a_page_that_is_turned() -> None:
    def wide(landscape: bool) -> list[int]:
        tables = read(replace(PAPER, landscape=landscape, annexes=())).tables
        return [sum(column.width or 0 for column in one.columns) for one in (tables[0], tables[-1])]

    upright, turned = wide(False), wide(True)
    assert all(was < Mm(175) < Mm(245) < now for was, now in zip(upright, turned, strict=True))


def test_each_annex_has_a_section_of_its_own() -> None:
    annexes = (
        Annex("DANH SÁCH", (Paragraph("Một"),), about="năm 2025", with_paper="(Kèm theo)", label="Phụ lục I"),
        Annex("BIỂU", (Table(COLUMNS, ()),), landscape=True, signature=Signature(("GIÁM ĐỐC",), "B")),
    )
    document = read(replace(PAPER, annexes=annexes))
    assert [one.orientation for one in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]
    assert [one.different_first_page_header_footer for one in document.sections] == [True, False, False]
    said = lines(replace(PAPER, annexes=annexes))
    start = said.index("Phụ lục I")
    assert said[start : start + 6] == ["Phụ lục I", "DANH SÁCH", "năm 2025", "(Kèm theo)", "Một", "BIỂU"]
    assert said[-2:] == ["GIÁM ĐỐC", "B"]


def test_marks_stand_on_the_first_page() -> None:
    document = read(replace(PAPER, secrecy="MẬT", form_label="Mẫu số 05", mark="DỰ THẢO", proof=SQUARE))
    assert header_texts(document) == "MẬT\tMẫu số 05"
    for head in (document.sections[0].header, document.sections[0].first_page_header):
        assert 'string="DỰ THẢO"' in head._element.xml
    assert len(document.inline_shapes) == 1
    assert "Mẫu số 05" in pdf_text(paper_pdf(replace(PAPER, form_label="Mẫu số 05")))


def test_the_signature_stays_with_what_it_signs() -> None:
    table = read(PAPER).tables[-1]
    assert table._tbl.tr_lst[0].trPr.find(qn("w:cantSplit")) is not None
    without = lines(replace(PAPER, signature=None, sent_to=()))
    assert without[-1] == "Điều 1. Tặng Giấy khen cho 07 tập thể."


@pytest.mark.parametrize(
    "name",
    [
        "{{ 7*7 }} {% raw %} {# chú #}",
        "</w:t></w:r></w:p> & <w:p> “ngoặc” ' \"",
        "{{ noi_dung }}",
        "\ue000noi_dung\ue000",
        "=HYPERLINK(1) {_{ x }_}",
        "H’Hen Ƀhok Êban, Y Čuôr Ŏng, Rơ Châm H’Ưn",
        "Rất dài " * 60,
    ],
)
def test_what_a_name_holds_is_written_and_never_obeyed(name: str) -> None:
    table = Table(COLUMNS, (Row(("1", name)), Row((f"Cộng: {name}",), bold=True)))
    paper = replace(
        PAPER,
        title=name,
        about=name,
        body=(Paragraph(name), table),
        sent_to=(name,),
        grounds=(name,),
        secrecy=name,
        fields={"ly_do": name},
    )
    said = "".join(lines(paper)).replace(" ", "")
    wanted = printable(name).replace(" ", "")
    # In a text that a template fills, docxtpl turns its own escapes "{_{" back into braces.
    assert said.count(wanted) + said.count(wanted.replace("{_{", "{{").replace("}_}", "}}")) >= 6


def test_line_feeds_are_lines() -> None:
    document = read(replace(PAPER, about="Dòng một\nDòng hai", body=(Paragraph("A\nB"),)))
    assert {"Dòng một\nDòng hai", "A\nB"} <= {one.text for one in document.paragraphs}


def test_the_built_in_template_is_what_its_script_makes() -> None:
    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    made, kept = parts(build()), parts(built_in())
    assert made.keys() == kept.keys()
    changing = "docProps/core.xml"  # the hour of making
    assert {name: data for name, data in made.items() if name != changing} == {
        name: data for name, data in kept.items() if name != changing
    }
