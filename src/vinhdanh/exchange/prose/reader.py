"""Reading a whole text."""

from __future__ import annotations

from vinhdanh.exchange.prose.awards import read_awards
from vinhdanh.exchange.prose.counts import read_counts
from vinhdanh.exchange.prose.decisions import read_decisions
from vinhdanh.exchange.prose.directives import read_directives
from vinhdanh.exchange.prose.known import NOBODY, Known
from vinhdanh.exchange.prose.movements import read_movements
from vinhdanh.exchange.prose.passage import Passage
from vinhdanh.exchange.prose.targets import read_targets
from vinhdanh.exchange.prose.tasks import read_tasks
from vinhdanh.exchange.prose.types import Reading


def read_text(text: str, known: Known = NOBODY) -> Reading:
    """What a Vietnamese report, news text or decision says about the emulation year.

    Args:
        known: names of units and people that are on record where the text is read.
    """
    passage = Passage(text, known)
    return Reading(
        awards=tuple(read_awards(passage)),
        commendation_counts=tuple(read_counts(passage)),
        movements=tuple(read_movements(passage)),
        focal_tasks=tuple(read_tasks(passage)),
        targets=tuple(read_targets(passage)),
        directives=tuple(read_directives(passage)),
        decisions=tuple(read_decisions(passage)),
    )
