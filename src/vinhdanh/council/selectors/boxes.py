"""What a box says, as far as a meeting needs it until its own module takes this one's place."""

from __future__ import annotations

from vinhdanh.council.models import BallotBox
from vinhdanh.council.types.boxes import ItemResult, Progress


def result_of(box: BallotBox) -> list[ItemResult]:
    """How each item came out; nothing before it is closed."""
    if box.state != "closed":
        return []
    return [
        ItemResult(ref, "", "", *box.cast.get(ref, (0, 0, 0)), needed=needed) for ref, needed in box.items
    ]


def progress_of(box: BallotBox) -> Progress:
    """Who has voted, never what."""
    return Progress(tuple((name, name in box.voted) for name in box.voters))
