"""Every kind of paper that the rooms write, by code."""

from __future__ import annotations

from vinhdanh.awards.papers import KINDS as AWARDS
from vinhdanh.council.papers import KINDS as COUNCIL
from vinhdanh.decisions.papers import KINDS as DECISIONS
from vinhdanh.dossiers.papers import KINDS as DOSSIERS
from vinhdanh.eligibility.papers import KINDS as WORKS
from vinhdanh.movements.papers import KINDS as MOVEMENTS
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.programmes.papers import KINDS as PROGRAMMES
from vinhdanh.reports.papers import KINDS as REPORTS

# In the order in which a year is worked through.
KINDS: tuple[PaperKind, ...] = (
    *MOVEMENTS,
    *DOSSIERS,
    *COUNCIL,
    *DECISIONS,
    *AWARDS,
    *WORKS,
    *PROGRAMMES,
    *REPORTS,
)
BY_CODE = {kind.code: kind for kind in KINDS}
