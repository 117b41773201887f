"""A round's own states: opened, extended, closed, opened again, thrown away."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundStep
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.round_terms import steps_of
from vinhdanh.dossiers.services.writing import (
    Actor,
    write_down,
)
from vinhdanh.dossiers.stages import OPEN, Stage
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.people.models import Unit


def open_round(*, actor: Actor, round: ReviewRound) -> ReviewRound:
    """Open a draft: from now on units propose in it.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: it is no draft, or has no honour, no unit, or a step due before the one before it.
    """
    by = runner(actor, round)
    with transaction.atomic():
        row = locked_round(round)
        refuse_state(row, RoundState.DRAFT, "mở")
        if not row.honours.exists():
            raise ValidationError("Chọn ít nhất một danh hiệu, hình thức trước khi mở đợt.")
        if not row.units.exists():
            raise ValidationError("Chọn ít nhất một đơn vị đề nghị trước khi mở đợt.")
        dues = [(step, step.due) for step in steps_of(row) if step.due]
        for (earlier, first), (later, second) in pairwise(dues):
            if second < first:
                raise ValidationError(
                    f"Hạn “{later.get_stage_display()}” ({second:%d/%m/%Y}) trước hạn "
                    f"“{earlier.get_stage_display()}” ({first:%d/%m/%Y}): sửa lại."
                )
        return _turned(by, row, RoundState.OPEN, "round_opened", opened=timezone.localdate())


def extend(
    *,
    actor: Actor,
    round: ReviewRound,
    stage: Stage,
    due: date | None = None,
    hours: int | None = None,
    ground: str = "",
    why: str,
) -> RoundStep:
    """Set another term for a step of an open round; what stands in that step gets it too.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: the round is not open, it has no such step, both a day and hours or neither are
            given, or the reason is missing.
    """
    by = runner(actor, round)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do gia hạn."})
    if (due is None) == (hours is None):
        raise ValidationError({"due": "Ghi hạn mới theo ngày hoặc theo giờ."})
    with transaction.atomic():
        row = locked_round(round)
        refuse_state(row, RoundState.OPEN, "gia hạn")
        step = row.steps.filter(stage=stage).first()
        if step is None:
            raise ValidationError(f"{row} không có bước “{stage.label}”.")
        before = stored(step)
        step.due, step.hours = due, hours
        step.ground = ground.strip() or step.ground
        step.full_clean()
        step.save()
        there = Proposal.objects.filter(round=row, stage=stage)
        if hours:
            there.update(due=F("entered") + timedelta(hours=hours))
        elif due:
            there.update(due=timezone.make_aware(datetime.combine(due, time(23, 59, 59))))
        write_down(by, row, "round_extended", (before, step), why=why.strip())
    return step


def where_open(round: ReviewRound) -> dict[Stage, int]:
    """How many proposals of a round still wait, by stage."""
    found = Counter(Proposal.objects.filter(round=round).open().values_list("stage", flat=True))
    return {stage: found[stage] for stage in OPEN if found[stage]}


def close_round(*, actor: Actor, round: ReviewRound) -> ReviewRound:
    """End a round in which everything has been decided.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: it is not open, or proposals still wait; the message says how many and where.
    """
    by = runner(actor, round)
    with transaction.atomic():
        row = locked_round(round)
        refuse_state(row, RoundState.OPEN, "kết thúc")
        if waiting := where_open(row):
            told = "; ".join(f"{count} ở bước “{stage.label}”" for stage, count in waiting.items())
            raise ValidationError(
                f"Chưa kết thúc được: còn {sum(waiting.values())} đề nghị chưa xong ({told}). "
                "Xét xong, rút hoặc không chọn từng hồ sơ rồi kết thúc."
            )
        return _turned(by, row, RoundState.CLOSED, "round_closed", closed=timezone.localdate())


def reopen_round(*, actor: Actor, round: ReviewRound, why: str) -> ReviewRound:
    """Open an ended round once more.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: it has not ended, or the reason is missing.
    """
    by = runner(actor, round)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do mở lại."})
    with transaction.atomic():
        row = locked_round(round)
        refuse_state(row, RoundState.CLOSED, "mở lại")
        return _turned(by, row, RoundState.OPEN, "round_reopened", why=why.strip(), closed=None)


def drop_round(*, actor: Actor, round: ReviewRound) -> None:
    """Throw a draft away that was never opened.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: it has been opened.
    """
    by = runner(actor, round)
    with transaction.atomic():
        row = locked_round(round)
        refuse_state(row, RoundState.DRAFT, "bỏ")
        write_down(by, row, "round_dropped", (row, None))
        row.delete()


def locked_round(round: ReviewRound) -> ReviewRound:
    """The round as it is now, held until the transaction ends."""
    return ReviewRound.objects.select_for_update(of=("self",)).get(pk=round.pk)


def runner(actor: Actor, round: ReviewRound) -> Acting:
    """Let pass who runs the round.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    seen = [one.path for one in Unit.objects.filter(pk__in=round.units.values("unit"))]
    return admit(actor, may_run_round(scopes(actor), round.unit.path, seen_from=seen))


def refuse_state(row: ReviewRound, wanted: RoundState, act: str) -> None:
    """Raises: ValidationError, where the round is in another state than the act asks for."""
    if row.state != wanted:
        raise ValidationError(
            f"Không {act} được: {row} {row.get_state_display().lower()}. Tải lại trang để xem."
        )


def _turned(
    by: Acting, row: ReviewRound, state: RoundState, verb: str, *, why: str = "", **dates: date | None
) -> ReviewRound:
    """The round in its new state, with the line in the journal."""
    before = stored(row)
    row.state = state
    for name, day in dates.items():
        setattr(row, name, day)
    row.full_clean()
    row.save()
    write_down(by, row, verb, (before, row), why=why)
    return row
