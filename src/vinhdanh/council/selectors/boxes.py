"""What a box says, as far as a meeting needs it until its own module takes this one's place."""

from __future__ import annotations

from vinhdanh.council.models import BallotBox
from vinhdanh.council.types.boxes import ItemResult, Voted


def result_of(box: BallotBox) -> list[ItemResult]:
    """What was voted, once it is closed."""
    assert box.state == "closed"
    found = []
    for ref, needed in box.items:
        for_, against, blank = box.cast.get(ref, (0, 0, 0))
        found.append(ItemResult(ref, for_, against, blank, needed, for_ >= needed))
    return found


def progress_of(box: BallotBox) -> list[Voted]:
    """Who has voted, never what."""
    return [Voted(name, name in box.voted) for name in box.voters]
