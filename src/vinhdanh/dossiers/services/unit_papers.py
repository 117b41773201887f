"""Papers that a unit writes once for many dossiers: the minutes of a meeting, its submission."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from vinhdanh.dossiers.models import PartVersion, Proposal
from vinhdanh.dossiers.services.listing import sentences
from vinhdanh.dossiers.services.parts import save_part
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.types.parts import PartKind


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that considered several proposals: when, who was there, who led it and who wrote."""

    on: date
    strength: int
    present: int
    chair: str
    secretary: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class TeamVote:
    """How the meeting voted on one proposal. ``summary``: what its dossier says he did; "" leaves that."""

    proposal: Proposal
    in_favour: int
    against: int
    blank: int
    summary: str = ""


class RowsRefused(ValidationError):
    """Nothing was written. ``by_proposal``: for each dossier that can't be written, its sentence."""

    def __init__(self, by_proposal: dict[int, tuple[str, str]]) -> None:
        super().__init__([f"{name}: {said}" for name, said in by_proposal.values()])
        self.by_proposal = {key: said for key, (_, said) in by_proposal.items()}


def put_minutes(*, actor: Actor, meeting: Meeting, votes: Sequence[TeamVote]) -> list[PartVersion]:
    """The minutes of one meeting into every dossier that it voted on: all of them, or none.

    Raises:
        RowsRefused: somebody may not write in one of them, or its figures contradict each other.
        ValidationError: nothing was voted on.
    """
    if not votes:
        raise ValidationError("Chọn ít nhất một đề nghị mà cuộc họp đã bình xét.")

    def write(vote: TeamVote) -> PartVersion:
        one = vote.proposal
        if text := vote.summary.strip():
            save_part(actor=actor, proposal=one, part=PartKind.SUMMARY, content={"text": text})
        content = {
            "on": meeting.on,
            "number": meeting.number,
            "strength": meeting.strength,
            "present": meeting.present,
            "chair": meeting.chair,
            "secretary": meeting.secretary,
            "in_favour": vote.in_favour,
            "against": vote.against,
            "blank": vote.blank,
        }
        return save_part(actor=actor, proposal=one, part=PartKind.MINUTES, content=content)

    return _all_or_none([(vote.proposal, partial(write, vote)) for vote in votes])


def put_submission(
    *, actor: Actor, proposals: Sequence[Proposal], number: str, on: date
) -> list[PartVersion]:
    """The unit's submission into several dossiers at once: all of them, or none.

    Raises:
        RowsRefused: somebody may not write in one of them, or the number or the day is not right.
        ValidationError: nothing is chosen.
    """
    if not proposals:
        raise ValidationError("Chọn ít nhất một đề nghị để đưa vào tờ trình.")
    content = {"number": number, "on": on}

    def write(one: Proposal) -> PartVersion:
        return save_part(actor=actor, proposal=one, part=PartKind.SUBMISSION, content=content)

    return _all_or_none([(one, partial(write, one)) for one in proposals])


def _all_or_none(writes: Sequence[tuple[Proposal, Callable[[], PartVersion]]]) -> list[PartVersion]:
    refused: dict[int, tuple[str, str]] = {}
    made: list[PartVersion] = []
    with transaction.atomic():
        for one, write in sorted(writes, key=lambda pair: pair[0].pk):
            try:
                made.append(write())
            except (ValidationError, PermissionDenied) as error:
                refused[one.pk] = (str(one.subject), sentences(error))
        if refused:
            raise RowsRefused(refused)
    return made
