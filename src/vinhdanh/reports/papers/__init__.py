"""The papers of this room: the year-end report, and the short news text from the same figures."""

from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.reports.papers.news import NEWS
from vinhdanh.reports.papers.yearly import YEAR_REPORT

KINDS: tuple[PaperKind, ...] = (YEAR_REPORT, NEWS)
