"""Whether an actor may do what the standing body alone does with a proposal."""

from __future__ import annotations

from vinhdanh.access.types import Answer
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.policies.appraisal import may_decide_about
from vinhdanh.dossiers.services.writing import Actor, is_own, scopes_about


def answer_about(actor: Actor, row: Proposal, act: str) -> Answer:
    """May the actor do the act (named for the refusal)? Who runs the round may, never about himself."""
    return may_decide_about(
        scopes_about(actor, row.subject),
        row.round.unit.path,
        act,
        unit=row.unit.path,
        place=row.place.path,
        own=is_own(actor, row.subject),
    )
