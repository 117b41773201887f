"""What a move brings with it, in the same transaction: achievements, opinions to ask for, what is frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.policies.parts import WRITING
from vinhdanh.dossiers.selectors.achievements import used_elsewhere
from vinhdanh.dossiers.services.appraisal import ask_opinions
from vinhdanh.dossiers.services.freezing import freeze
from vinhdanh.dossiers.stages import LOST, Stage
from vinhdanh.dossiers.types.freezing import Moment


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


def submitted(by: Acting, row: Proposal) -> None:
    """What the unit sent in is frozen, and the departments are asked."""
    freeze(by, row, Moment.SUBMITTED)
    if row.stage == Stage.APPRAISAL:
        ask_opinions(by, row)


def began(by: Acting, row: Proposal) -> None:
    """A proposal that came out of another one (lowered, split) past its unit is as one that was sent in."""
    if row.stage not in WRITING:
        submitted(by, row)


def appraised(by: Acting, row: Proposal) -> None:
    """What the departments have seen is frozen."""
    freeze(by, row, Moment.APPRAISED)


def decided(by: Acting, row: Proposal) -> None:
    """What the decision, or the submission upwards, rests on is frozen."""
    freeze(by, row, Moment.BEFORE_DECISION)


AFTER: Mapping[str, tuple[Callable[[Acting, Proposal], None], ...]] = {
    "submit": (submitted,),
    "resubmit": (submitted,),
    "pass_appraisal": (appraised,),
    "sign": (decided,),
    "send_up": (decided,),
}
