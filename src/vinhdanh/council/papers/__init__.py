"""The papers of this room: each module builds one kind, or some that are alike, from its records."""

from vinhdanh.council.papers.ballot import BALLOT, WRITTEN
from vinhdanh.council.papers.count import COUNT
from vinhdanh.council.papers.invitation import INVITATION
from vinhdanh.council.papers.minutes import MINUTES
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (INVITATION, MINUTES, BALLOT, WRITTEN, COUNT)
