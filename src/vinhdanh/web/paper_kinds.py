"""Every kind of paper that the rooms write, by code."""

from __future__ import annotations

from vinhdanh.decisions.papers import KINDS as DECISIONS
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (*DECISIONS,)
BY_CODE = {kind.code: kind for kind in KINDS}
