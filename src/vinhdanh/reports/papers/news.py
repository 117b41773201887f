"""Tin ngắn: the news text of a year-end report, to be sent on as a file."""

from __future__ import annotations

from collections.abc import Sequence

from vinhdanh.documents.paper import Letterhead, Paper, Paragraph
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.reports.leaving import Leaving
from vinhdanh.reports.news import news_of, news_title, plain
from vinhdanh.reports.papers.sampled import sample_sections
from vinhdanh.reports.selectors.yearly import Report


def news_lines(report: Report) -> list[str]:
    """The paragraphs as they may leave the program."""
    leaving = Leaving(report.scope.actor)
    return [leaving.masked(plain(line)) for line in news_of(report.sections)]


def news_paper(report: Report) -> Paper:
    """The news text under the unit's letterhead."""
    unit, year = report.scope.unit, report.scope.year
    return set_news(letterhead_of(unit), news_title(unit.name, year), news_lines(report))


def set_news(head: Letterhead, title: str, lines: Sequence[str]) -> Paper:
    """The paper of a news text."""
    return Paper(
        title=title,
        letterhead=head,
        placed=False,
        kind="TIN NGẮN",
        about=title,
        body=tuple(Paragraph(line) for line in lines) or (Paragraph("Chưa có nội dung để đưa tin."),),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    lines = [plain(line) for line in news_of(sample_sections(long))]
    return set_news(head, news_title("Phòng Tổ chức cán bộ", 2025), lines)


NEWS = PaperKind("tin-ngan-tong-ket", "Tin ngắn tổng kết năm", _sample)
