"""Every kind of paper that the rooms write, by code."""

from __future__ import annotations

from vinhdanh.council.papers import KINDS as COUNCIL
from vinhdanh.decisions.papers import KINDS as DECISIONS
from vinhdanh.dossiers.papers import KINDS as DOSSIERS
from vinhdanh.movements.papers import KINDS as MOVEMENTS
from vinhdanh.people.papers.kinds import PaperKind

# In the order in which a year is worked through.
KINDS: tuple[PaperKind, ...] = (*MOVEMENTS, *DOSSIERS, *COUNCIL, *DECISIONS)
BY_CODE = {kind.code: kind for kind in KINDS}
