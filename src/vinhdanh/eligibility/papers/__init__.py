"""The papers about recognised works, whose pages stand in this room."""

from vinhdanh.eligibility.papers.works import WORK_CONFIRMATION, WORK_DESCRIPTION
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (WORK_CONFIRMATION, WORK_DESCRIPTION)
