"""What a move brings with it, in the same transaction: opinions to ask for, assessments to freeze."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vinhdanh.access.types import Acting
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.appraisal import ask_opinions
from vinhdanh.dossiers.services.freezing import freeze
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.freezing import Moment


def submitted(by: Acting, row: Proposal) -> None:
    """What the unit sent in is frozen, and the departments are asked."""
    freeze(by, row, Moment.SUBMITTED)
    if row.stage == Stage.APPRAISAL:
        ask_opinions(by, row)


def appraised(by: Acting, row: Proposal) -> None:
    """What the departments have seen is frozen."""
    freeze(by, row, Moment.APPRAISED)


AFTER: Mapping[str, tuple[Callable[[Acting, Proposal], None], ...]] = {
    "submit": (submitted,),
    "resubmit": (submitted,),
    "pass_appraisal": (appraised,),
}
