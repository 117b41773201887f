"""Thống kê: a page of statistics as a paper, with the same pictures and figures."""

from __future__ import annotations

from collections.abc import Iterator

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Drawing,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import HEAD, sample_rows
from vinhdanh.reports.charts import Bar, bars
from vinhdanh.reports.figures import Figure, Grid, Picture, Section, Text
from vinhdanh.reports.statistics.asked import Asked

_WIDE = 200.0  # millimetres of a picture on a sheet laid across
_MANY = 7  # columns from which on the letters of a table are smaller


def statistics_paper(asked: Asked, section: Section) -> Paper:
    """The section as it is shown, every part with its picture and its table."""
    only = f"\nChỉ tính: {asked.kind.label.lower()}" if asked.kind else ""
    which = f"\n{asked.round.name}" if asked.round else ""
    about = f"{section.title}, năm {asked.scope.year}\n{asked.scope.unit.name}{which}{only}"
    return _paper(letterhead_of(asked.scope.unit), about, section)


def _paper(head: Letterhead, about: str, section: Section) -> Paper:
    return Paper(
        title=f"Thống kê: {about.splitlines()[0]}",
        letterhead=head,
        kind="THỐNG KÊ",
        about=about,
        body=tuple(_blocks(section, top=True)),
        signature=Signature((HEAD.upper(),)),
        landscape=True,
        size=13,
    )


def _blocks(section: Section, *, top: bool = False) -> Iterator[Block]:
    if not top:
        yield Heading(section.title)
    for one in section.blocks:
        match one:
            case Text(line=line):
                yield Paragraph(tuple(_shown(cell) for cell in line))
            case Picture(svg=svg, caption=caption):
                yield Drawing(svg, _WIDE, caption)
            case Grid():
                yield _table(one)
    for part in section.parts:
        yield from _blocks(part)


def _table(grid: Grid) -> Table:
    columns = tuple(
        Column(title, 1.0 if at in grid.numeric else 2.4, Align.RIGHT if at in grid.numeric else Align.LEFT)
        for at, title in enumerate(grid.columns)
    )
    rows = tuple(Row(tuple(_shown(cell) for cell in row), bold=row[0] == "Cộng") for row in grid.rows)
    size = 12 if len(columns) < _MANY else 11
    return Table(columns, rows, empty=grid.empty, size=size, room=4.5 if len(rows) < _MANY else 3)


def _shown(cell: str | Figure) -> str:
    return cell.shown if isinstance(cell, Figure) else cell


def _sample(head: Letterhead, long: bool) -> Paper:
    unit = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội" if long else "Phòng Tổ chức cán bộ"
    named = sample_rows([(unit, 12), ("Công an phường Bến Đò", 7)], long, 60)
    picture = bars("Lượt khen theo đơn vị", [Bar(name, count) for name, count in named[:12]])
    rows = tuple((name, Figure(f"a-{at}", name, count, "")) for at, (name, count) in enumerate(named))
    grid = Grid("Đơn vị", ("Đơn vị", "Lượt khen"), rows, frozenset({1}))
    line = Text(("Năm 2025 có ", Figure("a", "Lượt khen", 19, ""), " lượt khen."))
    part = Section("don-vi", "Theo đơn vị", (Picture(picture, "Lượt khen theo đơn vị"), grid))
    section = Section("so-sanh", "So sánh các đơn vị", (line,), (part,))
    return _paper(head, "So sánh các đơn vị, năm 2025\nCông an tỉnh Sơn Hà", section)


STATISTICS_PAPER = PaperKind("thong-ke", "Thống kê khen thưởng, có biểu đồ", _sample)
KINDS: tuple[PaperKind, ...] = (STATISTICS_PAPER,)
