"""Proposals of rounds as light rows, with every move: what the funnel and the times are counted from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.models.proposals import ProposalQuerySet
from vinhdanh.dossiers.stages import Stage
from vinhdanh.reports.statistics.asked import Asked

# How far each stage lies; side stages and ends lie nowhere, and "decided" at the end.
ORDER = {
    stage: at
    for at, stage in enumerate(
        (
            Stage.DRAFT,
            Stage.UNIT,
            Stage.APPRAISAL,
            Stage.POSTING,
            Stage.COUNCIL,
            Stage.SIGNING,
            Stage.SENT_UP,
            Stage.DECIDED,
        )
    )
}
_COLUMNS = {
    RecipientKind.PERSON: "person",
    RecipientKind.UNIT: "collective",
    RecipientKind.HOUSEHOLD: "household",
    RecipientKind.OUTSIDER: "outsider",
}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move: its verb, from where to where, when and why."""

    verb: str
    start: Stage
    end: Stage
    at: datetime
    why: str


@dataclass(slots=True)
class ProposalRow:
    """One proposal with its moves, the first one first."""

    pk: int
    round: int
    unit: int
    honour: str
    stage: Stage
    created: datetime
    entered: datetime
    moves: list[MoveRow] = field(default_factory=list)

    @property
    def reached(self) -> int:
        """How far it ever came, as ``ORDER`` counts."""
        passed = (ORDER.get(move.end, 0) for move in self.moves)
        return max(ORDER.get(self.stage, 0), *passed, 0)

    @property
    def last(self) -> MoveRow | None:
        """What was done with it last."""
        return self.moves[-1] if self.moves else None


def asked_for(asked: Asked) -> ProposalQuerySet:
    """Proposals of the year's rounds, or of one, that units at or below the one asked for made."""
    below = reduce(or_, (Q(unit__path__startswith=root.path) for root in asked.scope.roots), Q(pk__in=()))
    found = Proposal.objects.filter(below, round__year=asked.scope.year)
    if asked.round:
        found = found.filter(round=asked.round)
    if asked.kind:
        found = found.filter(**{f"{_COLUMNS[asked.kind]}__isnull": False})
    return found.order_by("pk")


def proposal_rows(asked: Asked) -> list[ProposalRow]:
    """The rows, by two queries whatever their number."""
    proposals = asked_for(asked)
    columns = ("pk", "round", "unit", "honour", "stage", "created", "entered")
    rows = {
        row[0]: ProposalRow(row[0], row[1], row[2], row[3], Stage(row[4]), row[5], row[6])
        for row in proposals.values_list(*columns)
    }
    moves = ProposalMove.objects.filter(proposal__in=proposals.order_by().values("pk")).order_by("pk")
    for proposal, verb, start, end, at, why in moves.values_list(
        "proposal", "verb", "start", "end", "at", "why"
    ):
        rows[proposal].moves.append(MoveRow(verb, Stage(start), Stage(end), at, why))
    return list(rows.values())
