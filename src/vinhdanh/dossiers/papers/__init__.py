"""The papers of this room: each module builds one kind, or some that are alike, from its records."""

from vinhdanh.dossiers.papers.announcing import CALENDAR, OUTCOME
from vinhdanh.dossiers.papers.meeting import MEETING
from vinhdanh.dossiers.papers.posting import POSTING
from vinhdanh.dossiers.papers.report import COLLECTIVE, CONTRIBUTION, INDIVIDUAL, SUDDEN, TOPICAL
from vinhdanh.dossiers.papers.returning import RETURN
from vinhdanh.dossiers.papers.submission import SUBMISSION
from vinhdanh.dossiers.papers.summary import LIST, SUMMARY
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (
    COLLECTIVE,
    INDIVIDUAL,
    SUDDEN,
    TOPICAL,
    CONTRIBUTION,
    SUMMARY,
    LIST,
    SUBMISSION,
    MEETING,
    RETURN,
    POSTING,
    CALENDAR,
    OUTCOME,
)
