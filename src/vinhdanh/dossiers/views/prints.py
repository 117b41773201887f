"""Which papers a page offers, and what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.models.proposals import ProposalQuerySet
from vinhdanh.dossiers.papers.meeting import held
from vinhdanh.dossiers.papers.report import report_kind
from vinhdanh.dossiers.papers.returning import BY_AGENCY, returned
from vinhdanh.dossiers.papers.submission import submissions_of
from vinhdanh.dossiers.stages import LOST, Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.policies import may_export
from vinhdanh.people.views.shown import actor_of


def require_takeable(request: HttpRequest, proposal: Proposal) -> None:
    """Let pass a dossier that may leave the program: nobody under secrecy but for himself.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    if (person := proposal.person) is not None:
        own = person.number == actor_of(request).person_number
        require(may_export(person.secrecy, own=own))


def standing_of(round: ReviewRound, unit: Unit) -> ProposalQuerySet:
    """What the unit proposes in the round, in its order; not what it left out or took back."""
    found = Proposal.objects.filter(round=round, unit=unit).exclude(stage__in=LOST)
    subjects = ("round__unit", "person", "collective", "household", "outsider", "unit", "place")
    ordered: ProposalQuerySet = found.select_related(*subjects).order_by("honour", "position", "pk")
    return ordered


def returned_of(round: ReviewRound, unit: Unit) -> list[Proposal]:
    """Dossiers of the unit that the agency sent back and that it has not sent in again."""
    rows = standing_of(round, unit).filter(stage=Stage.RETURNED).prefetch_related("moves")
    return [one for one in rows if (last := one.moves.last()) is not None and last.verb in BY_AGENCY]


# ---- links --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Print:
    """A paper that a page offers: what it is, and both addresses."""

    label: str
    pdf: str
    docx: str


def _print(label: str, name: str, *args: object, **query: str) -> Print:
    ends = f"?{urlencode(query)}" if query else ""
    pdf, docx = (reverse(f"dossiers:{name}", args=[*args, form]) + ends for form in ("pdf", "docx"))
    return Print(label, pdf, docx)


def prints_of_unit(round: ReviewRound, unit: Unit, *, runs: bool) -> list[Print]:
    """The papers of a unit in a round: its list, its submissions, its meetings, what was sent back."""
    rows = list(standing_of(round, unit))
    if not rows:
        return []
    at = (round.pk, unit.code)
    found = [_print("Danh sách trích ngang", "unit-list-paper", *at)]
    found += [
        _print(f"Tờ trình {one.number}, {one.on:%d/%m/%Y}", "unit-submission-paper", *at, so=one.number)
        for one in submissions_of(rows)
    ]
    found += [_print(met.words, "unit-meeting-paper", *at, hop=met.key) for met in held(rows)]
    if runs and returned_of(round, unit):
        found.append(_print("Công văn trả hồ sơ", "unit-return-paper", *at))
    return found


def prints_of_dossier(request: HttpRequest, proposal: Proposal, *, runs: bool) -> dict[str, Any]:
    """The papers of a dossier, and why they may not be taken out where that is so."""
    found = [
        _print(report_kind(proposal).label, "report-paper", proposal.pk),
        _print("Tóm tắt thành tích", "summary-paper", proposal.pk),
    ]
    if runs and returned(proposal) is not None:
        found.append(_print("Công văn trả hồ sơ", "return-paper", proposal.pk))
    try:
        require_takeable(request, proposal)
    except PermissionDenied as refused:
        return {"prints": [], "no_prints": str(refused)}
    return {"prints": found, "no_prints": ""}
