"""Báo cáo tổng kết công tác thi đua, khen thưởng năm: the report as a paper.

Its outline is the program's own, which agencies may change; head and signature after Nghị định 30/2020/NĐ-CP.
Wide tables go to annexes; what was typed over by hand carries a mark, and a note at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from vinhdanh.documents.paper import (
    Annex,
    Block,
    Drawing,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Span,
    italic,
)
from vinhdanh.documents.words import roman
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import signature_of
from vinhdanh.people.papers.secrecy import left_out_note
from vinhdanh.reports import figures as said
from vinhdanh.reports.figures import NOTHING, Figure, Grid, Line, Passage, Picture, Points, Section, Text
from vinhdanh.reports.leaving import Leaving
from vinhdanh.reports.models import YearReport
from vinhdanh.reports.papers.grids import fits, set_table
from vinhdanh.reports.papers.sampled import sample_sections
from vinhdanh.reports.selectors.yearly import Report

MARK = "(*)"
DOTS = "…" * 30  # a line of a passage that nobody has written, to be filled by hand
PICTURE = 160.0  # mm across


def report_paper(report: Report) -> Paper:
    """The report as a paper: a draft says so, an issued one has its number and day."""
    unit, edition = report.scope.unit, report.edition
    paper = set_report(
        letterhead_of(unit, edition.issued if edition else None),
        report.scope.year,
        report.sections,
        Leaving(report.scope.actor),
    )
    above = (f"{unit.parent.name} (để báo cáo)",) if unit.parent else ()
    paper = replace(paper, sent_to=(*above, "Lưu: VT"))
    if not report.issued:
        return paper
    assert isinstance(edition, YearReport)
    signature = signature_of(edition.signer)
    return replace(paper, number=edition.number, dated=edition.issued, mark="", signature=signature)


def set_report(head: Letterhead, year: int, sections: Sequence[Section], leaving: Leaving | None) -> Paper:
    """The paper of some parts, as a draft.

    Args:
        leaving: whose names stay out; None: nobody's.
    """
    writer = _Writer(leaving)
    body = [block for at, one in enumerate(sections, 1) for block in writer.part(one, (at,))]
    return Paper(
        title=f"Báo cáo tổng kết công tác thi đua, khen thưởng năm {year}",
        letterhead=head,
        number="……/BC",
        kind="BÁO CÁO",
        about=f"Tổng kết công tác thi đua, khen thưởng năm {year}\nvà phương hướng, nhiệm vụ năm {year + 1}",
        body=(*body, *left_out_note(writer.left_out), *writer.notes()),
        annexes=tuple(writer.annexes),
        signature=signature_of(),
        mark="DỰ THẢO",
    )


class _Writer:
    """Puts parts into blocks; keeps what goes to annexes, what was typed over, how many rows stayed in."""

    def __init__(self, leaving: Leaving | None) -> None:
        self._leaving = leaving
        self.annexes: list[Annex] = []
        self.typed: dict[str, Figure] = {}
        self.left_out = 0

    def part(self, section: Section, at: tuple[int, ...]) -> Iterator[Block]:
        yield Heading(_numbered(section.title, at))
        for block in section.blocks:
            yield from self._block(block)
        for number, one in enumerate(section.parts, 1):
            yield from self.part(one, (*at, number))

    def notes(self) -> Iterator[Block]:
        """What was typed over, at the end of the paper."""
        if not self.typed:
            return
        head = f"Ghi chú: {MARK} số do đơn vị ghi, khác với số máy đếm từ hồ sơ:"
        yield Paragraph((italic(head),), indented=False)
        for one in self.typed.values():
            typed = one.typed
            assert typed is not None
            why = typed.reason.rstrip(".")
            yield Paragraph(
                (italic(f"- {one.label}: ghi {typed.value}, máy đếm {one.counted}. {why}."),), indented=False
            )

    def _block(self, block: said.Block) -> Iterator[Block]:
        match block:
            case Text(line=line):
                yield Paragraph(self._words(line))
            case Points(lines=lines):
                yield Items(tuple(self._words(line) for line in lines))
            case Grid():
                rows = self._rows(block)
                if not block.rows:
                    yield Paragraph(f"{block.caption}: không có." if block.empty == NOTHING else block.empty)
                    return
                note = (Paragraph((italic(f"Ghi chú: {block.note}"),), indented=False),) if block.note else ()
                if not block.annex and fits(block, rows):
                    yield Heading(block.caption, level=1)
                    yield from (set_table(block, rows), *note)
                    return
                label = f"Phụ lục {roman(len(self.annexes) + 1)}"
                table = set_table(block, rows, landscape=True)
                self.annexes.append(Annex(block.caption, (table, *note), label=label, landscape=True))
                yield Paragraph((italic(f"({block.caption}: {label}.)"),))
            case Picture(svg=svg, caption=caption):
                yield Drawing(svg, PICTURE, caption)
            case Passage(text=""):
                yield from (Paragraph(DOTS), Paragraph(DOTS))
            case Passage(text=text):
                yield from (Paragraph(line.strip()) for line in text.splitlines() if line.strip())

    def _words(self, line: Line) -> tuple[str | Span, ...]:
        return tuple(Span(self._cell(one)) for one in line)

    def _cell(self, one: str | Figure) -> str:
        if not isinstance(one, Figure):
            return self._leaving.masked(one) if self._leaving else one
        mark = ""
        if one.typed:
            self.typed.setdefault(one.key, one)
            mark = MARK
        shown = self._leaving.masked(one.shown) if self._leaving else one.shown
        return f"{shown}{mark}"

    def _rows(self, grid: Grid) -> list[tuple[str, ...]]:
        """The rows as they may leave the program."""
        rows = []
        for line in grid.rows:
            texts = [one.shown if isinstance(one, Figure) else one for one in line]
            if self._leaving and any(self._leaving.names(text) for text in texts):
                self.left_out += 1
                continue
            rows.append(tuple(self._cell(one) for one in line))
        return rows


def _numbered(title: str, at: tuple[int, ...]) -> str:
    """I. TITLE; 1. Title; a) Title."""
    match at:
        case (one,):
            return f"{roman(one)}. {title.upper()}"
        case (_, two):
            return f"{two}. {title}"
        case _:
            return f"{'abcdđeghiklmnopqrstuvxy'[(at[-1] - 1) % 23]}) {title}"


def _sample(head: Letterhead, long: bool) -> Paper:
    paper = set_report(replace(head, place=head.place or "Sơn Hà"), 2025, sample_sections(long), None)
    if long:
        return paper
    signature = signature_of("Thượng tá Lò Văn Thắng, Trưởng phòng")
    return replace(
        paper,
        number="125/BC-PX01",
        dated=date(2025, 12, 18),
        mark="",
        sent_to=("Công an tỉnh Sơn Hà (để báo cáo)", "Lưu: VT"),
        signature=signature,
    )


YEAR_REPORT = PaperKind("bao-cao-tong-ket", "Báo cáo tổng kết năm", _sample)
