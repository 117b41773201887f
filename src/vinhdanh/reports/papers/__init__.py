"""The papers of this room: the year-end report and its news text, statistical tables."""

from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.reports.papers.news import NEWS
from vinhdanh.reports.papers.tables import KINDS as TABLES
from vinhdanh.reports.papers.yearly import YEAR_REPORT

KINDS: tuple[PaperKind, ...] = (YEAR_REPORT, NEWS, *TABLES)
