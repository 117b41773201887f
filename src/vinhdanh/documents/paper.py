"""What a paper consists of: plain data, the same for PDF and DOCX.

The parts and their order are those of Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Words = str | tuple[str | Span, ...]


def bold(text: str) -> Span:
    """Words in bold."""
    return Span(text, bold=True)


def italic(text: str) -> Span:
    """Words in italics."""
    return Span(text, italic=True)


class Align(StrEnum):
    """Where words stand in their line or cell."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "justify"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body: its first line moved in, justified, unless said otherwise."""

    words: Words
    align: Align = Align.JUSTIFIED
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part, in bold: level 1 in the middle of the line, level 2 and 3 at its start."""

    words: Words
    level: int = 2


@dataclass(frozen=True, slots=True)
class Items:
    """Paragraphs that each start with a mark, "- " unless given."""

    items: tuple[Words, ...]
    mark: str = "- "


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of a name and its value ("Họ và tên: …"); an empty value leaves dots to be filled by hand."""

    lines: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick on a paper, in a cell of a table."""

    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and where its cells stand."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a table's head that goes over several columns or rows."""

    title: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as many cells as there are columns; or one cell over all of them (a section, a total line)."""

    cells: tuple[Words | Box, ...]
    bold: bool = False

    @property
    def whole(self) -> bool:
        """Whether its one cell goes over the whole table."""
        return len(self.cells) == 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head is repeated on each page. Without rows it says ``empty``.

    ``heads``: the rows of its head where that has several, each with the cells that begin in it, from left to
    right; the titles of its columns otherwise.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "Không có."
    size: float = 12.0  # points
    room: float = 4.5  # points above and below the words of a cell; more where people sign in the rows
    heads: tuple[tuple[Head, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row that has not one cell for each column."""
        for at, row in enumerate(self.rows, 1):
            if len(row.cells) not in (1, len(self.columns)):
                raise ValueError(
                    f"row {at} has {len(row.cells)} cells, the table {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines above the name in capitals ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), a note, the name.

    ``mark`` stands in the space for the signature, e.g. "(Đã ký)"; otherwise the space stays free.
    """

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Several signers side by side, two or three in a row."""

    signers: tuple[Signature, ...]
    across: int = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG text, over the given width in millimetres, with a line under it."""

    svg: str
    width: float
    caption: str = ""
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Paragraph | Heading | Items | Facts | Table | Signatures | Drawing | PageBreak


@dataclass(frozen=True, slots=True)
class Annex:
    """What comes with a paper, on pages of its own. ``with_paper`` names the paper it belongs to."""

    title: str
    blocks: tuple[Block, ...]
    about: str = ""
    with_paper: str = ""  # "(Kèm theo Quyết định số … ngày … của …)"
    label: str = ""  # "Phụ lục I"
    landscape: bool = False
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues: the two names at the left, the state's two lines at the right, the place of its papers."""

    issuer: str  # cơ quan ban hành
    parent: str = ""  # cơ quan chủ quản trực tiếp
    place: str = ""  # địa danh
    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of an office.

    Attributes:
        title: what the file is called; never printed.
        masthead: lines at the left and at the right in place of the letterhead, the first of each in bold.
        number: what stands behind "Số:"; None where a paper has no number line (biên bản, phiếu).
        dated: the day in the place line; None leaves dots.
        kind: tên loại, in capitals as it is printed; "" is a công văn, with ``about`` under its number.
        about: trích yếu.
        note: a line in brackets and italics under the title.
        issuer_line: who decides, between title and basis ("GIÁM ĐỐC CÔNG AN TỈNH …").
        grounds: the basis lines, without their final ";".
        enacting: the line between basis and body ("QUYẾT ĐỊNH:").
        addressed_to: Kính gửi.
        signature: at the right of the end; ``signatures`` instead where several sign side by side.
        sent_to: nơi nhận, without dash and ";".
        secrecy: dấu chỉ độ mật, as it is printed.
        form_label: the form's number where the agency prints one ("Mẫu số 05"), small at the top right.
        mark: printed large and pale over each page ("DỰ THẢO"); "" for none.
        proof: SVG of a code that leads to where the paper can be checked, at the foot of the first page.
        copies: how many times it is printed in one file, each from page 1 on: ballots, which are all alike.
        fields: what a template of the agency's own may name besides the parts above.
    """

    title: str
    letterhead: Letterhead
    masthead: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    number: str | None = None
    dated: date | None = None
    placed: bool = True  # whether there is a line of place and date at all
    kind: str = ""
    about: str = ""
    note: str = ""
    issuer_line: str = ""
    grounds: tuple[str, ...] = ()
    enacting: str = ""
    addressed_to: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    signature: Signature | None = None
    signatures: Signatures | None = None
    sent_to: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    secrecy: str = ""
    form_label: str = ""
    mark: str = ""
    proof: str = ""
    size: float = 14.0  # points of the body: 13 or 14
    copies: int = 1
    fields: Mapping[str, str | Sequence[Mapping[str, str]]] = field(default_factory=dict)


class PaperError(ValueError):
    """A paper that cannot be made; its message says what to mend, in Vietnamese."""
