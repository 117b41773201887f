"""Why a proposal stands where it is, in whose hands and until when. Made for a page of rows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.dossiers.models import Proposal, ProposalMove, ProposalReminder, RoundStep
from vinhdanh.dossiers.selectors.appraisal import opinion_words
from vinhdanh.dossiers.selectors.awaited import Awaited
from vinhdanh.dossiers.selectors.edits import edit_words
from vinhdanh.dossiers.selectors.holds import hold_words
from vinhdanh.dossiers.selectors.posting import posting_words
from vinhdanh.dossiers.stages import BY_VERB, ENDS, KEEPING, Stage, Where
from vinhdanh.dossiers.words import time_left

# What other parts of the review know of proposals: key of a proposal → what it waits for, and by whom. Each
# takes all rows of a page and asks the database once. The first that answers is shown.
Reason = Callable[[Sequence[Proposal]], Mapping[int, Awaited]]
REASONS: list[Reason] = [edit_words, posting_words, opinion_words, hold_words]

SOON = timedelta(days=1)  # due today or tomorrow


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal stands. ``due``: None where nothing is set. ``left``: of a term in hours."""

    sentence: str
    keeper: str
    due: datetime | None
    late: bool
    soon: bool
    left: str = ""


def why_here(proposal: Proposal, actor: Account | Operator | None = None) -> Standing:
    """Why one proposal stands where it is; for a list use ``standings``."""
    return standings([proposal], actor)[proposal.pk]


def standings(proposals: Sequence[Proposal], actor: Account | Operator | None = None) -> dict[int, Standing]:
    """Why each of the proposals stands where it is, by key; the same number of queries for any number.

    Args:
        proposals: with their units and rounds already read.
        actor: whoever reads, so that what is in his own hands says so.
    """
    if not proposals:
        return {}
    told = awaited(proposals)
    last = _last_moves(proposals)
    reminded = _reminded(proposals)
    steps = _steps(proposals)
    now = timezone.now()
    found = {}
    for row in proposals:
        stage = Stage(row.stage)
        more = told.get(row.pk)
        sentence = more.words if more else _sentence(row, stage, last.get(row.pk))
        if row.pk in reminded and stage not in ENDS:
            sentence += f"; đã nhắc {timezone.localtime(reminded[row.pk]):%H:%M %d/%m}"
        due = row.due if stage not in ENDS else None
        step = steps.get((row.round_id, row.stage))
        found[row.pk] = Standing(
            sentence=sentence,
            keeper=_mine(more, actor) if more and more.by else _keeper(row, stage, step, actor),
            due=due,
            late=due is not None and due < now,
            soon=due is not None and now <= due and _day(due) <= _day(now) + SOON,
            left=time_left(due, now) if step and step.hours else "",
        )
    return found


def awaited(proposals: Sequence[Proposal]) -> dict[int, Awaited]:
    """What the proposals wait for besides their stage, by key."""
    told: dict[int, Awaited] = {}
    for reason in REASONS:
        told = {**reason(proposals), **told}
    return told


def _mine(more: Awaited, actor: Account | Operator | None) -> str:
    """Who has to act, marked where it is the reader himself."""
    own = bool(more.username) and more.username == getattr(actor, "username", "")
    return f"{more.by} (tôi)" if own else more.by


def _day(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def _last_moves(proposals: Sequence[Proposal]) -> dict[int, ProposalMove]:
    """The newest move of each."""
    rows = ProposalMove.objects.filter(proposal__in=[row.pk for row in proposals]).order_by("id")
    return {row.proposal_id: row for row in rows}


def _reminded(proposals: Sequence[Proposal]) -> dict[int, datetime]:
    """When whoever keeps it now was reminded last."""
    entered = {row.pk: (row.stage, row.entered) for row in proposals}
    found = {}
    for row in ProposalReminder.objects.filter(proposal__in=list(entered)).order_by("id"):
        stage, since = entered[row.proposal_id]
        if row.stage == stage and row.at >= since:
            found[row.proposal_id] = row.at
    return found


def _steps(proposals: Sequence[Proposal]) -> dict[tuple[int, str], RoundStep]:
    rows = RoundStep.objects.filter(round__in={row.round_id for row in proposals})
    return {(row.round_id, row.stage): row for row in rows.select_related("keeper", "keeper_unit")}


def _sentence(row: Proposal, stage: Stage, last: ProposalMove | None) -> str:
    """What the stages say; with the reason of the move that led there, where it had one."""
    if last is None or last.end != stage or not last.why:
        return KEEPING[stage].waits if stage in KEEPING else stage.label
    when = f"{timezone.localtime(last.at):%d/%m}"
    if stage in KEEPING and stage not in (Stage.RETURNED, Stage.DEFERRED):
        return f"{BY_VERB[last.verb].label} {when}: {last.why}"
    return (
        f"{stage.label} từ {when}: {last.why}" if stage not in ENDS else f"{stage.label} {when}: {last.why}"
    )


def _keeper(row: Proposal, stage: Stage, step: RoundStep | None, actor: Account | Operator | None) -> str:
    """Who has it in hand: the account or unit that the round names, otherwise the stage's owner."""
    if stage not in KEEPING:
        return ""
    unit = step.keeper_unit.name if step and step.keeper_unit else ""
    if row.keeper_id is not None:
        held = step.keeper if step and step.keeper_id == row.keeper_id else row.keeper
        assert held is not None
        name = f"{held.full_name} (tôi)" if held == actor else held.full_name
        return f"{unit} – {name}" if unit else name
    if unit:
        return unit
    words = KEEPING[stage]
    if words.where is Where.PLACE:
        return row.place.name
    return row.unit.name if words.where is Where.UNIT else words.owner.label
