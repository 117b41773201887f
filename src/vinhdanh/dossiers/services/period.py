"""Saying from which year on a proposal counts what was done."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.policies.parts import may_count
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    save_columns,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState

LONGEST = 60  # years: longer than anybody serves


def count_from(*, actor: Actor, proposal: Proposal, first_year: int) -> Proposal:
    """Set the counted period of a proposal: from a year on, up to the year of the round.

    Args:
        first_year: the year of the round itself where that year alone counts.

    Raises:
        PermissionDenied: the actor doesn't write in the dossier, or it is about himself.
        ValidationError: the year is after the round's or too long ago, the unit no longer has the dossier in
            hand, or the round isn't open.
    """
    with transaction.atomic():
        row = locked(proposal)
        by = admit(
            actor,
            may_count(
                scopes_about(actor, row.subject),
                Stage(row.stage),
                place=row.place.path,
                unit=row.unit.path,
                own=is_own(actor, row.subject),
            ),
        )
        if row.round.state != RoundState.OPEN:
            raise ValidationError(f"{row.round} {row.round.get_state_display().lower()}: chỉ xem.")
        if not row.year - LONGEST <= first_year <= row.year:
            raise ValidationError(
                {"first_year": f"Ghi năm đầu từ {row.year - LONGEST} đến {row.year}, năm xét của đợt."}
            )
        before = stored(row)
        row.first_year = first_year if first_year < row.year else None
        save_columns(row, "first_year")
        write_down(by, row, "proposal_counted", (before, row))
    return row
