"""A paper as an editable Word file: the text of a template filled, then the blocks put in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as read_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from vinhdanh.documents.docx.tags import RICH, marker, values
from vinhdanh.documents.docx.writing import Writer, png
from vinhdanh.documents.paper import Align, Annex, Paper, PaperError, bold, italic
from vinhdanh.documents.words import printable

BUILT_IN = Path(__file__).with_name("paper.docx")
PROOF = 18  # millimetres


@cache
def built_in() -> bytes:
    """The template that comes with the program."""
    return BUILT_IN.read_bytes()


def environment() -> SandboxedEnvironment:
    """Jinja for templates of strangers: nothing of Python's is in reach, text is never markup."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def paper_docx(paper: Paper, template: bytes | None = None) -> bytes:
    """The paper as a Word file.

    Args:
        template: the agency's own, as ``check_template`` accepted it; the built-in one otherwise.

    Raises:
        PaperError: the template does not fit this paper, or a drawing cannot be drawn.
    """
    try:
        filled = DocxTemplate(BytesIO(template or built_in()))
        _forget(filled)
        filled.render(values(paper), jinja_env=environment(), autoescape=True)
        made = BytesIO()
        filled.save(made)
        document = read_document(made)
    except Exception as error:
        raise PaperError(
            f"Mẫu Word của đơn vị không dùng được với giấy này ({error}). Tải mẫu lên lại, hoặc dùng mẫu của "
            "phần mềm."
        ) from error
    if template is None:
        document.styles["Normal"].font.size = Pt(paper.size)
    _mend(document)
    if paper.landscape:
        upright = _line_width(document.sections[-1])
        _turn(document.sections[-1], wide=True)
        _widen(document, upright)
    if paper.masthead is not None and template is None:
        _masthead(document, *paper.masthead)
    _place(document, paper)
    if paper.secrecy:
        _secrecy(document, printable(paper.secrecy))
    if paper.mark:
        _stamp(document, printable(paper.mark))
    _properties(document, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _forget(filled: Any) -> None:
    """Empty what the file says of itself: it would be filled as if it were text."""
    filled.init_docx()
    about = filled.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        setattr(about, name, "")


def _mend(document: Document) -> None:
    """What conditions left and Word would refuse: tables without rows, cells without a paragraph."""
    for table in list(document.element.body.iter(qn("w:tbl"))):
        if not table.tr_lst:
            table.getparent().remove(table)
    for cell in document.element.body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _masthead(document: Document, left: Sequence[str], right: Sequence[str]) -> None:
    """Other lines in the two upper cells of the head; the cells below it, with number and place, go."""
    head = document.tables[0]
    for row in head.rows[1:]:
        head._tbl.remove(row._tr)
    half = Length(_line_width(document.sections[-1]) // 2)
    for column in head.columns:
        column.width = half
    for cell, lines in zip(head.rows[0].cells, (left, right), strict=True):
        cell.width = half
        for one in cell.paragraphs[1:]:
            cell._tc.remove(one._p)
        cell.paragraphs[0].clear()
        for at, line in enumerate(lines):
            one = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            one.alignment = WD_ALIGN_PARAGRAPH.LEFT
            run = one.add_run(printable(line))
            run.bold, run.font.size = at == 0, Pt(12)


def paragraphs(document: Document) -> Iterator[WordParagraph]:
    """Every paragraph of the body, those in tables too."""
    for one in document.element.body.iter(qn("w:p")):
        cell = next(one.iterancestors(qn("w:tc")), None)
        parent = document._body if cell is None else _Cell(cell, document._body)  # type: ignore[arg-type]
        yield WordParagraph(one, parent)


def _place(document: Document, paper: Paper) -> None:
    """Put the blocks where the rich tags stand."""
    places: dict[str, list[WordParagraph]] = {}
    for one in paragraphs(document):
        for tag in RICH:
            if marker(tag) in one.text:
                places.setdefault(tag, []).append(one)
    lines = _line_width(document.sections[-1])
    for place in places.get("noi_dung", ()):
        Writer(document, place, _room(place, lines)).write(paper.body)
        _take_out(place)
    for place in places.get("nhieu_nguoi_ky", ()):
        if paper.signatures is not None:
            signers, across = paper.signatures.signers, paper.signatures.across
            Writer(document, place, _room(place, lines)).signatures(signers, across)
        _take_out(place)
    for place in places.get("ma_kiem_tra", ()):
        if paper.proof:
            _empty(place)
            place.add_run().add_picture(BytesIO(png(paper.proof, PROOF)), width=Mm(PROOF))
        else:
            _take_out(place)
    for place in places.get("phu_luc", ())[:1]:
        _annexes(document, place, paper)


def _room(place: WordParagraph, lines: int) -> int:
    """EMU for what stands at the place: its cell's, or the page's lines."""
    cell = place._parent
    return int(cell.width) if isinstance(cell, _Cell) and cell.width else lines


def _line_width(section: Section) -> int:
    """EMU between the margins."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    assert page is not None
    return int(page - (left or 0) - (right or 0))


def _widen(document: Document, upright: int) -> None:
    """Tables from margin to margin (head, signature) go so on the turned page too.

    Args:
        upright: EMU between the margins before it was turned.
    """
    more = _line_width(document.sections[-1]) - upright
    grown = 1 + more / upright
    for one in document.paragraphs:
        _keep_rule(one, more)
    for table in document.tables:
        cells = [_Cell(one, table) for row in table.rows for one in row._tr.tc_lst]
        if sum(column.width or 0 for column in table.columns) < upright * 0.9:
            continue
        for cell in cells:
            for one in cell.paragraphs:
                _keep_rule(one, round((cell.width or 0) * (grown - 1)))
        for held in (*table.columns, *cells):
            if held.width:
                held.width = Length(round(held.width * grown))


def _keep_rule(paragraph: WordParagraph, more: int) -> None:
    """A rule is the lower border of a paragraph moved in at both sides: as long as before in wider lines."""
    form, properties = paragraph.paragraph_format, paragraph._p.pPr
    if properties is None or properties.find(qn("w:pBdr")) is None or form.left_indent is None:
        return
    form.left_indent = Length(form.left_indent + more // 2)
    form.right_indent = Length((form.right_indent or 0) + more // 2)


def _empty(place: WordParagraph) -> None:
    for run in list(place._p.r_lst):
        place._p.remove(run)


def _take_out(place: WordParagraph) -> None:
    """Remove the paragraph; where Word needs one (a cell, behind a last table), it stays and is small."""
    before, after = place._p.getprevious(), place._p.getnext()
    alone = (
        place._p.getparent().tag == qn("w:tc") and (after is None) and (before is None or _is_table(before))
    )
    touching = before is not None and _is_table(before) and (after is None or after.tag != qn("w:p"))
    if alone or touching:
        _empty(place)
        _shrink(place)
    else:
        place._p.getparent().remove(place._p)


def _is_table(element: Any) -> bool:
    return bool(element.tag == qn("w:tbl"))


def _shrink(place: WordParagraph) -> None:
    """A paragraph that takes no room to speak of."""
    form = place.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(1)
    how = place._p.get_or_add_pPr()
    letters = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "2")
    letters.append(size)
    how.append(letters)


# ---- annexes --------------------------------------------------------------------------------------


def _annexes(document: Document, place: WordParagraph, paper: Paper) -> None:
    """Each annex in a section of its own: the last takes the body's, the paper's ends before the first."""
    if not paper.annexes:
        _take_out(place)
        return
    _empty(place)
    style = deepcopy(place._p.pPr) if place._p.pPr is not None else None
    _shrink(place)
    last = document.element.body.sectPr
    _end_section(place, deepcopy(last))
    for at, annex in enumerate(paper.annexes):
        if at + 1 < len(paper.annexes):
            holder = OxmlElement("w:p")
            last.addprevious(holder)
            end = WordParagraph(holder, document._body)
        else:
            end = document.add_paragraph()
        if style is not None:
            end._p.insert(0, deepcopy(style))
        section = (
            Section(deepcopy(last), document.part) if at + 1 < len(paper.annexes) else document.sections[-1]
        )
        section.start_type = WD_SECTION.NEW_PAGE
        section.different_first_page_header_footer = False
        _turn(section, wide=annex.landscape or paper.landscape)
        _annex(Writer(document, end, _line_width(section)), annex)
        _shrink(end)
        if at + 1 < len(paper.annexes):
            _end_section(end, section._sectPr)


def _annex(writer: Writer, annex: Annex) -> None:
    for line in filter(None, (annex.label, annex.title, annex.about)):
        writer.paragraph((bold(line),), Align.CENTRE, tight=True, size=14, with_next=True)
    if annex.with_paper:
        writer.paragraph((italic(annex.with_paper),), Align.CENTRE, tight=True, size=13, with_next=True)
    writer.paragraph("", Align.CENTRE, tight=True, size=6, with_next=True)
    writer.write(annex.blocks)
    if annex.signature is not None:
        writer.signatures((annex.signature,), 1, at_right=True)


def _end_section(place: WordParagraph, properties: Any) -> None:
    place._p.get_or_add_pPr().append(properties)


def _turn(section: Section, *, wide: bool) -> None:
    """Lay the page on its long side, or stand it up."""
    width, height = section.page_width, section.page_height
    assert width is not None
    assert height is not None
    if wide != (width > height):
        section.page_width, section.page_height = height, width
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT


# ---- what no template can leave out ---------------------------------------------------------------


def _secrecy(document: Document, secrecy: str) -> None:
    """A template that forgot the mark of secrecy gets it above everything."""
    section = document.sections[0]
    said = [one.text for head in (section.header, section.first_page_header) for one in head.paragraphs]
    if any(secrecy in text for text in (*said, *(one.text for one in paragraphs(document)))):
        return
    first = OxmlElement("w:p")
    document.element.body.insert(0, first)
    run = WordParagraph(first, document._body).add_run(secrecy)
    run.bold = True


_STAMP = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:400pt;'
    "height:100pt;rotation:325;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:page;mso-position-vertical:center;"
    'mso-position-vertical-relative:page" fillcolor="#e1e1e1" stroked="f">'
    '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-weight:bold"/></v:shape></w:pict></w:r>'
)


def _stamp(document: Document, mark: str) -> None:
    """The mark large and pale behind each page."""
    section = document.sections[0]
    heads = [section.header]
    if any(one.different_first_page_header_footer for one in document.sections):
        heads.append(section.first_page_header)
    for head in heads:
        run = parse_xml(_STAMP)
        run.find(".//{urn:schemas-microsoft-com:vml}shape/{urn:schemas-microsoft-com:vml}textpath").set(
            "string", mark
        )
        head.paragraphs[0]._p.append(run)


def _properties(document: Document, paper: Paper) -> None:
    """What the file says of itself: the paper's title, nobody's name."""
    about = document.core_properties
    about.title = printable(paper.title)[:255]
    about.author = about.last_modified_by = about.comments = ""
