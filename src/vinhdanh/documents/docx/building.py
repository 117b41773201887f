"""The built-in template: ``python -m vinhdanh.documents.docx.building`` writes paper.docx anew.

Sizes and styles are those of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from vinhdanh.documents.docx.filling import BUILT_IN

FONT = "Times New Roman"
LEFT, RIGHT = Mm(73), Mm(92)  # the two columns of the head: the nation's line never breaks
LINES = Mm(165)
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
MADE = (2026, 1, 1, 0, 0, 0)


def build() -> bytes:
    """The template as a file; the same each time."""
    document = new_document()
    _page(document)
    _letters(document)
    _head(document)
    _title(document)
    body = document.add_paragraph("{{ noi_dung }}")
    _form(body, WD_ALIGN_PARAGRAPH.JUSTIFY, indent=True)
    _line(document, "{{ nhieu_nguoi_ky }}")
    _end(document)
    _form(document.add_paragraph("{{ phu_luc }}"), WD_ALIGN_PARAGRAPH.JUSTIFY, indent=True)
    about = document.core_properties
    about.author, about.comments, about.title = "", "", ""
    out = BytesIO()
    document.save(out)
    return _packed(out.getvalue())


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE")
    first = section.first_page_header.paragraphs[0]
    first.paragraph_format.tab_stops.add_tab_stop(LINES, 2)
    _run(first, "{% if do_mat %}", size=13)
    _boxed(_run(first, "{{ do_mat }}", size=13, bold=True))
    _run(first, "{% endif %}", size=13)
    _run(first, "\t{{ mau_so }}", size=12)
    for part in (section.header, section.first_page_header):
        for one in part.paragraphs:
            one.style = document.styles["Normal"]
            _form(one, one.alignment)


def _letters(document: Document) -> None:
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    for script in ("eastAsia", "cs", "hAnsi"):
        style.element.rPr.rFonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _head(document: Document) -> None:
    table = _table(document, 2)
    left, right = table.rows[0].cells
    _line(left, "{%p if co_quan_chu_quan %}")
    _line(left, "{{ co_quan_chu_quan }}", size=12)
    _line(left, "{%p endif %}")
    _line(left, "{{ co_quan }}", size=12, bold=True)
    _rule(left, Mm(73), Mm(24))
    _line(right, "{{ quoc_hieu }}", size=12, bold=True)
    _line(right, "{{ tieu_ngu }}", size=13, bold=True)
    _rule(right, Mm(92), Mm(58))
    left, right = table.rows[1].cells
    for part in ("{%p if dong_so %}", "{{ dong_so }}", "{%p endif %}"):
        _line(left, part, size=13)
    for part in ("{%p if not ten_loai and trich_yeu %}", "{{ trich_yeu }}", "{%p endif %}"):
        _line(left, part, size=13)
    _line(right, "{{ dia_danh_ngay }}", size=13, italic=True)
    for cell in table.rows[1].cells:
        cell.paragraphs[0].paragraph_format.space_before = Pt(4)


def _title(document: Document) -> None:
    _gap(document, 8)
    _line(document, "{%p if ten_loai %}")
    _line(document, "{{ ten_loai }}", size=14, bold=True)
    _line(document, "{%p if trich_yeu %}")
    _line(document, "{{ trich_yeu }}", size=14, bold=True)
    _rule(document, LINES, Mm(36))
    _line(document, "{%p endif %}")
    _line(document, "{%p if ghi_chu %}")
    _line(document, "{{ ghi_chu }}", size=13, italic=True)
    _line(document, "{%p endif %}")
    _gap(document, 6)
    _line(document, "{%p endif %}")
    _line(document, "{%p if kinh_gui|length == 1 %}")
    _line(document, "Kính gửi: {{ kinh_gui[0] }}").paragraph_format.space_after = Pt(6)
    _line(document, "{%p endif %}")
    _line(document, "{%p if kinh_gui|length > 1 %}")
    _line(document, "Kính gửi:", align=None).paragraph_format.left_indent = Mm(30)
    _line(document, "{%p for dong in kinh_gui %}")
    _line(document, "{{ dong }}", align=None).paragraph_format.left_indent = Mm(36)
    _line(document, "{%p endfor %}")
    _gap(document, 6)
    _line(document, "{%p endif %}")
    _line(document, "{%p if tham_quyen %}")
    _line(document, "{{ tham_quyen }}", bold=True).paragraph_format.space_after = Pt(6)
    _line(document, "{%p endif %}")
    _line(document, "{%p for dong in can_cu %}")
    ground = _line(document, "{{ dong }}", italic=True)
    _form(ground, WD_ALIGN_PARAGRAPH.JUSTIFY, indent=True)
    _line(document, "{%p endfor %}")
    _line(document, "{%p if dong_quyet_dinh %}")
    _line(document, "{{ dong_quyet_dinh }}", bold=True).paragraph_format.space_after = Pt(6)
    _line(document, "{%p endif %}")


def _end(document: Document) -> None:
    _gap(document, 8)
    table = _table(document, 1)
    left, right = table.rows[0].cells
    _line(left, "{%p if noi_nhan %}")
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=None)
    _line(left, "{%p for dong in noi_nhan %}")
    _line(left, "{{ dong }}", size=11, align=None)
    _line(left, "{%p endfor %}")
    _line(left, "{%p endif %}")
    _line(left, "{{ ma_kiem_tra }}", align=None).paragraph_format.space_before = Pt(8)
    _line(right, "{%p if chuc_vu_ky %}")
    _line(right, "{%p for dong in chuc_vu_ky %}")
    kept = [_line(right, "{{ dong }}", bold=True)]
    _line(right, "{%p endfor %}")
    _line(right, "{%p if ghi_chu_ky %}")
    kept.append(_line(right, "{{ ghi_chu_ky }}", size=13, italic=True))
    _line(right, "{%p endif %}")
    space = _line(right, "{{ dau_ky }}", italic=True)
    space.paragraph_format.space_before = space.paragraph_format.space_after = Mm(11)
    for one in (*kept, space):
        one.paragraph_format.keep_with_next = True
    _line(right, "{{ nguoi_ky }}", bold=True)
    _line(right, "{%p endif %}")


# ---- parts ----------------------------------------------------------------------------------------


def _table(document: Document, rows: int) -> Table:
    """Two columns without lines, whose rows no page cuts."""
    table: Table = document.add_table(rows, 2)
    table.autofit = False
    for column, width in zip(table.columns, (LEFT, RIGHT), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties: Any = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _line(
    where: Document | _Cell,
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
    align: Any = CENTRE,
) -> Paragraph:
    """A paragraph without space around it; the first of a cell is used up first."""
    first = where.paragraphs[0] if isinstance(where, _Cell) else None
    one = first if first is not None and not first.text else where.add_paragraph()
    _run(one, text, size=size, bold=bold, italic=italic)
    one.alignment = align
    return one


def _run(one: Paragraph, text: str, *, size: float | None, bold: bool = False, italic: bool = False) -> Any:
    run = one.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    run.font.size = Pt(size) if size else None
    return run


def _form(one: Paragraph, align: Any, *, indent: bool = False) -> None:
    one.alignment = align
    if indent:
        one.paragraph_format.first_line_indent = Mm(10)
        one.paragraph_format.space_after = Pt(6)
        one.paragraph_format.line_spacing = 1.08


def _gap(where: Document | _Cell, points: float) -> Paragraph:
    one = where.add_paragraph()
    one.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    one.paragraph_format.line_spacing = Pt(points)
    return one


def _rule(where: Document | _Cell, room: int, length: int) -> None:
    """A line of that length in the middle, as the border of a paragraph that is nearly nothing."""
    one = _gap(where, 5)
    one.paragraph_format.space_before = Pt(3)
    one.paragraph_format.left_indent = one.paragraph_format.right_indent = (room - length) // 2
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    form: Any = one._p.get_or_add_pPr()
    form.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _boxed(run: Any) -> None:
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "2"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(border)


def _field(one: Paragraph, code: str) -> None:
    """A field that Word counts itself."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = one.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _packed(content: bytes) -> bytes:
    """The same parts, whatever the hour."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            written.writestr(zipfile.ZipInfo(name, MADE), read.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    BUILT_IN.write_bytes(build())
