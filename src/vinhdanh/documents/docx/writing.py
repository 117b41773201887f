"""Blocks of a paper as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from itertools import product
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from vinhdanh.documents import setting
from vinhdanh.documents.columns import widths
from vinhdanh.documents.paper import (
    Align,
    Block,
    Box,
    Drawing,
    Facts,
    Head,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    Words,
)
from vinhdanh.documents.pdf import spans

ALIGNED = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
SIGNING_SPACE = Mm(11)  # above and below what stands in the place of the signature
TICKED, UNTICKED = "☒", "☐"
TICK_FONT = "Segoe UI Symbol"  # the font of the paper has no boxes
SHARPNESS = 300  # pixels an inch of a drawing


class Writer:
    """Puts blocks before one paragraph, whose font, size and spacing theirs are."""

    def __init__(self, document: Document, place: WordParagraph, width: int) -> None:
        """``width``: of the lines, in EMU."""
        self._document, self._place, self._width = document, place, width
        self._style = deepcopy(place._p.pPr)
        run = next(iter(place.runs), None)
        self._letters = deepcopy(run._r.rPr) if run is not None else None

    def write(self, blocks: Sequence[Block]) -> None:
        """Put the blocks, in order."""
        broken = False
        for at, block in enumerate(blocks):
            if isinstance(block, PageBreak):
                broken = at > 0
                continue
            first = self._last()
            self._block(block)
            if broken:
                self._break_after(first)
            broken = False

    def paragraph(self, words: Words = "", align: Align = Align.JUSTIFIED, **how: Any) -> WordParagraph:
        """A paragraph before the place. ``how``: see ``_fill``."""
        one = self._place.insert_paragraph_before()
        if self._style is not None:
            one._p.insert(0, deepcopy(self._style))
        self._fill(one, words, align, **how)
        return one

    def _last(self) -> Any:
        return self._place._p.getprevious()

    def _break_after(self, last: Any) -> None:
        """What stands behind that element starts on a new page."""
        new = last.getnext() if last is not None else self._place._p.getparent()[0]
        if new.tag != qn("w:p"):  # a table cannot: its first paragraph can
            new = next(new.iter(qn("w:p")))
        WordParagraph(new, self._place._parent).paragraph_format.page_break_before = True

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                indented = block.indented and block.align is Align.JUSTIFIED
                self.paragraph(block.words, block.align, flat=not indented)
            case Heading():
                centred = block.level == 1
                align = Align.CENTRE if centred else Align.LEFT
                self.paragraph(block.words, align, flat=centred, bold=True, with_next=True)
            case Items():
                for item in block.items:
                    parts = (item,) if isinstance(item, str) else item
                    self.paragraph((block.mark, *parts))
            case Facts():
                for fact, words in block.lines:
                    self._fact(fact, words)
            case Table():
                self._table(block)
            case Signatures():
                self.signatures(block.signers, block.across)
            case Drawing():
                self._drawing(block)

    def _fact(self, name: str, words: Words) -> None:
        if any(text for text, _, _ in spans(words)):
            parts = (words,) if isinstance(words, str) else words
            self.paragraph((f"{name}: ", *parts), Align.LEFT)
            return
        one = self.paragraph(f"{name}: ", Align.LEFT)
        one.paragraph_format.tab_stops.add_tab_stop(
            Length(self._width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        one.add_run("\t")

    def _drawing(self, drawing: Drawing) -> None:
        one = self.paragraph("", drawing.align, flat=True, with_next=bool(drawing.caption))
        one.add_run().add_picture(BytesIO(png(drawing.svg, drawing.width)), width=Mm(drawing.width))
        if drawing.caption:
            self.paragraph(drawing.caption, drawing.align, flat=True, size=12, italic=True)

    # ---- tables -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        made = self._grid(widths(table, Length(self._width).pt), ruled=True)
        self._head(made, table)
        rows = table.rows or (Row((table.empty,)),)
        for row, after in zip(rows, (*rows[1:], None), strict=True):
            line = _add_row(made)
            if row.whole:
                cell = line[0].merge(line[-1]) if len(line) > 1 else line[0]
                align = Align.LEFT if table.rows else Align.CENTRE
                content = row.cells[0]
                # The title of a part never stands alone at the foot of a page.
                title = after is not None and (row.bold or not after.whole)
                look = {"bold": row.bold, "italic": not table.rows, "with_next": title}
                self._cell(cell, content, align, size=table.size, **look)
                continue
            for cell, content, column in zip(line, row.cells, table.columns, strict=True):
                self._cell(cell, content, column.align, size=table.size, bold=row.bold)
        self._gap()

    def _head(self, made: WordTable, table: Table) -> None:
        """The head, in the row that is there and as many more as it has; repeated on each page."""
        heads = table.heads or (tuple(Head(column.title) for column in table.columns),)
        lines = [list(made.rows[0].cells), *(_add_row(made) for _ in heads[1:])]
        for row in made.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        taken: set[tuple[int, int]] = set()
        for at, row_of_heads in enumerate(heads):
            column = 0
            for one in row_of_heads:
                while (at, column) in taken:
                    column += 1
                taken |= {
                    (at + down, column + over) for down, over in product(range(one.down), range(one.across))
                }
                cell = lines[at][column]
                if one.across > 1 or one.down > 1:
                    cell = cell.merge(lines[at + one.down - 1][column + one.across - 1])
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                self._cell(cell, one.title, Align.CENTRE, size=table.size, bold=True, with_next=True)

    def _grid(self, shares: Sequence[float], *, ruled: bool) -> WordTable:
        """A table of one row before the place, as wide as its lines."""
        grid = CT_Tbl.new_tbl(1, len(shares), Length(self._width))
        self._place._p.addprevious(grid)
        made = WordTable(grid, self._place._parent)
        made.autofit = False
        whole = sum(shares)
        for column, share in zip(made.columns, shares, strict=True):
            column.width = Length(round(self._width * share / whole))
        for cell, column in zip(made.rows[0].cells, made.columns, strict=True):
            cell.width = column.width
        _whole_rows(made)
        if ruled:
            _rule(made._tbl.tblPr)
        return made

    def _cell(self, cell: _Cell, content: Words | Box, align: Align, **how: Any) -> None:
        one = cell.paragraphs[0]
        if isinstance(content, Box):
            self._fill(one, TICKED if content.ticked else UNTICKED, Align.CENTRE, tight=True, **how)
            for run in one.runs:
                _in_font(run, TICK_FONT)
            return
        shown = Align.LEFT if align is Align.JUSTIFIED else align
        self._fill(one, content, shown, tight=True, **how)

    def _gap(self) -> None:
        """A small paragraph: two tables that touch become one in Word."""
        self.paragraph("", Align.LEFT, tight=True, size=4)

    # ---- signatures -------------------------------------------------------------------------------

    def signatures(self, signers: Sequence[Signature], across: int, *, at_right: bool = False) -> None:
        """Signers side by side; ``at_right``: one in the right half."""
        for start in range(0, len(signers), across):
            row = signers[start : start + across]
            cells = self._grid([1.0] * (2 if at_right else len(row)), ruled=False).rows[0].cells
            for cell, signer in zip(cells[1:] if at_right else cells, row, strict=True):
                self._signer(cell, signer)
            self._gap()

    def _signer(self, cell: _Cell, signer: Signature) -> None:
        lines: list[tuple[str, dict[str, Any]]] = [(line, {"bold": True}) for line in signer.lines]
        lines += [(signer.note, {"italic": True, "size": 13})] if signer.note else []
        for at, (line, how) in enumerate(lines):
            one = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            self._fill(one, line, Align.CENTRE, tight=True, with_next=True, **how)
        space = cell.add_paragraph()
        self._fill(space, signer.mark, Align.CENTRE, tight=True, with_next=True, italic=True)
        space.paragraph_format.space_before = space.paragraph_format.space_after = SIGNING_SPACE
        self._fill(cell.add_paragraph(), signer.name, Align.CENTRE, tight=True, bold=True)

    # ---- words ------------------------------------------------------------------------------------

    def _fill(
        self,
        one: WordParagraph,
        words: Words,
        align: Align,
        *,
        flat: bool = False,
        tight: bool = False,
        with_next: bool = False,
        bold: bool = False,
        italic: bool = False,
        size: float | None = None,
    ) -> None:
        """Words into a paragraph.

        Args:
            flat: its first line isn't moved in; ``tight``: nor is anything above, below, between its lines.
            with_next: it stays on one page with what follows.
            size: in points; the place's without one.
        """
        form = one.paragraph_format
        form.alignment = ALIGNED[align]
        if flat or tight:
            form.first_line_indent = Mm(0)
        if tight:
            form.space_before = form.space_after = Pt(0)
            form.line_spacing = 1.0
        if with_next:
            form.keep_with_next = True
        for text, strong, slanted in spans(words):
            for at, line in enumerate(text.split("\n")):
                run = one.add_run()
                if self._letters is not None:
                    run._r.insert(0, deepcopy(self._letters))
                if at:
                    run.add_break()
                run.add_text(line)
                run.bold = True if bold or strong else run.bold
                run.italic = True if italic or slanted else run.italic
                if size is not None:
                    run.font.size = Pt(size)


def png(svg: str, width: float) -> bytes:
    """A drawing as a picture: Word shows no SVG without one. ``width`` in millimetres.

    Raises:
        PaperError: it cannot be drawn.
    """
    return setting.pictures("drawing", {"svg": svg, "width": width}, ppi=SHARPNESS)[0]


def _add_row(table: WordTable) -> list[_Cell]:
    """A row like the first, with nothing in it; its cells."""
    row: Any = table.add_row()  # type: ignore[no-untyped-call]
    _whole(row._tr)
    return [_Cell(cell, table) for cell in row._tr.tc_lst]


def _whole_rows(table: WordTable) -> None:
    for row in table.rows:
        _whole(row._tr)


def _whole(row: Any) -> None:
    """The row is never cut by the end of a page."""
    how = row.get_or_add_trPr()
    if how.find(qn("w:cantSplit")) is None:
        how.append(OxmlElement("w:cantSplit"))


def _rule(properties: Any) -> None:
    """Thin lines around every cell, room inside, and the edges of the text: Word would hang them out."""
    borders, margins, indent = (OxmlElement(f"w:{name}") for name in ("tblBorders", "tblCellMar", "tblInd"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, side, val="single", sz="4", space="0", color="000000")
    for side, room in (("top", "60"), ("left", "80"), ("bottom", "60"), ("right", "80")):
        _add(margins, side, w=room, type="dxa")
    indent.set(qn("w:w"), "80")
    indent.set(qn("w:type"), "dxa")
    properties.insert_element_before(margins, "w:tblLook")
    for one in (indent, borders):
        properties.insert_element_before(one, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _add(parent: Any, name: str, **attributes: str) -> None:
    one = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        one.set(qn(f"w:{key}"), value)
    parent.append(one)


def _in_font(run: Any, font: str) -> None:
    run.font.name = font
    fonts = run._r.rPr.rFonts
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
