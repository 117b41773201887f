"""The papers of this room: each module builds one kind from its records."""

from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.reports.papers.tables import KINDS as TABLES

KINDS: tuple[PaperKind, ...] = (*TABLES,)
