"""The papers of the register of honours."""

from vinhdanh.awards.papers.extract import PERSON_EXTRACT, UNIT_EXTRACT
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (PERSON_EXTRACT, UNIT_EXTRACT)
