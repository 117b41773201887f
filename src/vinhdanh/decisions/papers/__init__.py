"""The papers of this room: each module builds one kind from its records."""

from vinhdanh.decisions.papers.decision import DECISION
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (DECISION,)
