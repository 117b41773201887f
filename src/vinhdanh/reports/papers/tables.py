"""A statutory statistical table on paper, in landscape: its own head in place of the letterhead."""

from __future__ import annotations

from dataclasses import replace

from vinhdanh.documents.paper import (
    Align,
    Annex,
    Block,
    Drawing,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
    italic,
)
from vinhdanh.documents.paper import Column as PaperColumn
from vinhdanh.documents.paper import Head as PaperHead
from vinhdanh.documents.paper import Row as PaperRow
from vinhdanh.documents.words import day_line
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.reports.figures import written
from vinhdanh.reports.tables.attributes import Value
from vinhdanh.reports.tables.definitions import Row
from vinhdanh.reports.tables.filling import COUNTING_WORDS, Filled
from vinhdanh.reports.tables.headings import headings, stub
from vinhdanh.reports.tables.items import Apart, Entry, Item
from vinhdanh.reports.tables.loading import tables
from vinhdanh.reports.tables.pictured import picture_of

DOTS = "…………"
PICTURE = 200.0  # mm across
# Points of the words in a table, by how many columns it has at most.
SIZES = ((8, 11.0), (14, 10.0), (22, 8.0), (1000, 6.5))
WIDTHS = (4.6, 1.0, 1.5)  # of the columns with words
NUMBERS, FEW, WIDE = 1.3, 5, 1.9  # of those with numbers; few of them are wide


def table_paper(head: Letterhead, filled: Filled) -> Paper:
    """The table as it is handed in. Its day and its signers are left to be filled."""
    table, year = filled.table, filled.year
    circular = table.circular
    issued = f" ngày {circular.issued:%d/%m/%Y}" if circular.issued else ""
    place = f"{head.place}, " if head.place else ""
    makers = tuple(Signature((who.upper(),), note=note) for who, note in circular.makers)
    return Paper(
        title=f"Biểu {table.label}",
        letterhead=head,
        masthead=(
            (
                f"Biểu số: {table.label}",
                f"Ban hành theo Thông tư số {circular.number}{issued}",
                f"Ngày nhận báo cáo: {circular.due_in(year):%d/%m/%Y}",
            ),
            (f"Đơn vị báo cáo: {filled.unit_name}", f"Đơn vị nhận báo cáo: {circular.receiver or DOTS}"),
        ),
        placed=False,
        kind=table.title.upper(),
        note=f"(Năm {year}, {circular.period_words(year)})",
        landscape=True,
        size=13,
        body=(
            *_measured(filled),
            _grid(filled),
            *_beside(filled),
            Paragraph((italic(f"{place}{day_line(None)}"),), Align.RIGHT, indented=False),
        ),
        signatures=Signatures(makers) if makers else None,
        annexes=tuple(
            Annex(one.caption, (Drawing(one.svg, PICTURE),), label="Biểu đồ kèm theo", landscape=True)
            for one in picture_of(filled)
        ),
    )


def _measured(filled: Filled) -> tuple[Block, ...]:
    """The unit of measure and the way of counting, at the right above the table."""
    said = [f"Đơn vị tính: {filled.table.measure}"] if filled.table.measure else []
    if counting := counting_words(filled):
        said.append(counting)
    if not said:
        return ()
    return (Paragraph((italic(". ".join(said)),), Align.RIGHT, indented=False),)


def counting_words(filled: Filled) -> str:
    """What its numbers count, where honours can be counted in two ways."""
    return f"Số đếm là {COUNTING_WORDS[filled.counting]}" if filled.two_ways else ""


def _grid(filled: Filled) -> Table:
    table = filled.table
    words = len(stub(table))
    wide = WIDE if len(filled.columns) <= FEW else NUMBERS
    columns = [
        *(
            PaperColumn(title, WIDTHS[at], Align.LEFT if at == 0 else Align.CENTRE)
            for at, title in enumerate(stub(table))
        ),
        *(PaperColumn(column.title, wide, Align.RIGHT) for column in filled.columns),
    ]
    size = next(points for most, points in SIZES if len(columns) <= most)
    heads = tuple(
        tuple(PaperHead(one.title, one.across, one.down) for one in row)
        for row in headings(table, filled.columns)
    )
    return Table(
        tuple(columns),
        tuple(_row(filled, row, words) for row in table.rows),
        size=size,
        room=3,
        heads=heads,
    )


def _row(filled: Filled, row: Row, words: int) -> PaperRow:
    if not row.code:
        return PaperRow((row.words,), bold=True)
    said = (f"+ {row.words}" if row.indent > 1 else row.words, row.code, row.measure)[:words]
    numbers = tuple(filled.figure(row, column).shown for column in filled.columns)
    return PaperRow((*said, *numbers), bold=row.indent == 0)


def _beside(filled: Filled) -> tuple[Block, ...]:
    """What does not add up and what is not counted, under the table."""
    said = [one.said for one in filled.failing]
    said += [f"Không đếm {written(len(one.items))} {one.about}." for one in filled.apart]
    if not said:
        return ()
    return (Paragraph((italic(f"Ghi chú: {' '.join(said)}"),), indented=False),)


# ---- on fictitious data ---------------------------------------------------------------------------


LONG_SERVICE = "HCCSVV_3"
SAMPLE: tuple[tuple[str, str, str, str | None], ...] = (  # level, honour, recipient, group of posts
    ("ministry", "BK_BO", "unit", None),
    ("ministry", "BK_BO", "person", "can_bo"),
    ("ministry", "CSTD_BO", "person", "truong_phong"),
    ("ministry", "CO_BO", "unit", None),
    ("ministry", "KNC_BO", "person", "can_bo"),
    ("state", "HCLD_3", "person", "doi_truong"),
    ("government", "BK_TTG", "unit", None),
    ("state", LONG_SERVICE, "person", "can_bo"),
    ("state", LONG_SERVICE, "person", "truong_phong"),
    ("state", "AHLLVTND", "unit", None),
)
MERITS = ("cong_trang", "phong_trao", "dot_xuat")


class SampleSource:
    """Honours that nobody was given: so many of each."""

    reason = ""
    apart: tuple[Apart, ...] = ()

    def __init__(self, many: int) -> None:
        self.items = tuple(self._item(at, *SAMPLE[at % len(SAMPLE)]) for at in range(many))

    def _item(self, at: int, level: str, honour: str, recipient: str, grade: str | None) -> Item:
        merit = "nien_han" if honour == LONG_SERVICE else MERITS[at % len(MERITS)]
        attributes: dict[str, Value] = {"honour": honour, "recipient": recipient, "grade": grade}
        attributes |= {"merit": merit, "level": level, "place_force": "police", "agency_kind": "cong_an_tinh"}
        return Item(at, f"{recipient}:{at}", attributes)

    def entries(self, items: object) -> list[Entry]:
        """Nobody."""
        return []


def _sample(head: Letterhead, long: bool) -> Paper:
    code, year = ("0602", 2025) if long else ("0603", 2025)
    table = next(one for one in tables() if one.code == code and one.circular.rules(year))
    filled = Filled(table, SampleSource(1240 if long else 76), year, "Công an tỉnh Sơn Hà")
    return table_paper(replace(head, place=head.place or "Sơn Hà"), filled)


TABLE = PaperKind("bieu-thong-ke", "Biểu thống kê thi đua, khen thưởng", _sample)
KINDS: tuple[PaperKind, ...] = (TABLE,)
