"""The one door by which a proposal goes from stage to stage."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.dossiers.guards import obstacles
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.models import Proposal, ProposalMove, RoundStep
from vinhdanh.dossiers.policies.proposals import may_move
from vinhdanh.dossiers.services.consequences import AFTER, follow_stage
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    save_columns,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import BY_VERB, ENDS, LOST, ON_PATH, Move, Stage, goal
from vinhdanh.dossiers.types.rounds import RoundState

SIDE = frozenset({Stage.RETURNED, Stage.DEFERRED})
# All that a move writes in the proposal itself; what it begins with is as the database has it.
COLUMNS = ("stage", "left", "entered", "received", "due", "keeper")


def move(
    *,
    actor: Actor,
    proposal: Proposal,
    verb: str,
    why: str = "",
    seen: Stage | str | None = None,
    only: str = "",
    data: Mapping[str, Any] | None = None,
) -> Proposal:
    """Make one move of ``stages.MOVES`` with a proposal, or none at all.

    Args:
        seen: the stage in which the actor saw it; if somebody has moved it since, he is told.
        only: the room that makes the move, for moves that are one room's alone.
        data: what the journal should know besides.

    Raises:
        PermissionDenied: the actor holds no such right there, or it is about himself.
        ValidationError: it has been moved by somebody else, the move doesn't start there, a reason is
            missing, the round isn't open, or something stands in the way; the message says what.
    """
    done = BY_VERB[verb]
    if done.only != only:
        raise ValidationError(f"Việc “{done.label}” làm ở trang khác: Hội đồng, Quyết định hoặc trang hồ sơ.")
    with transaction.atomic():
        row = locked(proposal)
        carry_out(admit_move(actor, row, done), row, done, why=why, seen=seen, data=data)
    return row


def carry_out(
    by: Acting,
    row: Proposal,
    done: Move,
    *,
    why: str,
    seen: Stage | str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """The move itself, for an act that has asked for its own right (an objection holds what it is about).

    Args:
        row: the proposal, locked, within the act's transaction.

    Raises:
        ValidationError: as ``move``.
    """
    with sharing([row]):
        _refuse(row, done, why, seen)
        before, start = copy(row), Stage(row.stage)
        end = goal(done, row.round.path, start, Stage(row.left) if row.left else None)
        _put(row, start, end)
        _save(row, start)
        act = ProposalMove.objects.create(
            proposal=row,
            verb=done.verb,
            start=start,
            end=end,
            why=why.strip(),
            at=row.entered,
            by_name=by.full_name[:200],
            by_username=by.username,
        )
        used = follow_stage(row, start, end)
        write_down(by, row, done.journal, (before, row), (None, act), *used, data=data, why=why.strip())
        for follow in AFTER.get(done.verb, ()):
            follow(by, row)


def admit_move(actor: Actor, row: Proposal, done: Move) -> Acting:
    """Let pass who may make a move with the proposal.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return admit(
        actor,
        may_move(
            scopes_about(actor, row.subject),
            done,
            place=row.place.path,
            unit=row.unit.path,
            agency=row.round.unit.path,
            own=is_own(actor, row.subject),
        ),
    )


def _refuse(row: Proposal, done: Move, why: str, seen: Stage | str | None) -> None:
    """Raises: ValidationError, saying why the move can't be made."""
    if seen is not None and seen != row.stage:
        last = row.moves.last()
        said = f" ({last.by_name}, {timezone.localtime(last.at):%H:%M %d/%m/%Y})" if last else ""
        raise ValidationError(
            f"Chưa làm được “{done.label}”: hồ sơ {row.code} vừa chuyển sang "
            f"“{row.get_stage_display()}”{said}. Tải lại trang để xem."
        )
    if row.stage not in done.start:
        raise ValidationError(
            f"Không làm được “{done.label}”: hồ sơ {row.code} đang ở bước “{row.get_stage_display()}”."
        )
    if row.round.state != RoundState.OPEN:
        raise ValidationError(
            f"{row.round} {row.round.get_state_display().lower()}: chỉ chuyển hồ sơ khi đợt đang mở."
        )
    if done.reason and not why.strip():
        raise ValidationError({"why": f"Ghi lý do: {done.label.lower()}."})
    if found := obstacles(row, done):
        raise ValidationError(found)


def _put(row: Proposal, start: Stage, end: Stage) -> None:
    """The stage and what follows from it: since when, until when, in whose hands."""
    if end in SIDE and start not in SIDE:
        row.left = start
    elif end not in SIDE:
        row.left = ""
    row.stage, row.entered = end, timezone.now()
    if start is Stage.UNIT and end in (Stage.APPRAISAL, Stage.POSTING, Stage.COUNCIL, Stage.SIGNING):
        row.received = timezone.localdate()
    step = row.round.steps.filter(stage=end).first() if end in ON_PATH else None
    row.due = due_of(step, row.entered) if end not in ENDS else None
    row.keeper = step.keeper if step else None


def _save(row: Proposal, start: Stage) -> None:
    """Write the move's columns. Only what comes back into a list can meet another proposal of the year.

    Raises:
        ValidationError: it has.
    """
    if start not in LOST:
        save_columns(row, *COLUMNS)
        return
    row.validate_constraints()
    try:
        with transaction.atomic():
            save_columns(row, *COLUMNS)
    except IntegrityError as error:
        raise ValidationError(
            f"Không đưa lại được {row.code}: vừa có đề nghị khác cho {row.subject} trong năm. Tải lại trang."
        ) from error


def due_of(step: RoundStep | None, entered: datetime) -> datetime | None:
    """The moment until which a dossier may stay in a step; None where nothing is set."""
    if step is None:
        return None
    if step.hours:
        return entered + timedelta(hours=step.hours)
    if step.due:
        return timezone.make_aware(datetime.combine(step.due, time(23, 59, 59)))
    return None
