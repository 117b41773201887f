"""What follows a proposal from stage to stage."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vinhdanh.audit.changes import Pair
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.achievements import used_elsewhere
from vinhdanh.dossiers.services.writing import stored
from vinhdanh.dossiers.stages import LOST, Stage


def follow_stage(row: Proposal, start: Stage, end: Stage) -> list[Pair]:
    """Let achievements go with what is lost, and take them up again with what is restored.

    Raises:
        ValidationError: another proposal has taken one up meanwhile.
    """
    counts = end not in LOST
    if counts == (start not in LOST):
        return []
    pairs: list[Pair] = []
    for use in row.achievement_uses.exclude(counts=counts).select_related("achievement"):
        before = stored(use)
        use.counts = counts
        try:
            with transaction.atomic():
                use.save(update_fields=["counts"])
        except IntegrityError as error:
            raise ValidationError(used_elsewhere(use.achievement, row)) from error
        pairs.append((before, use))
    return pairs
