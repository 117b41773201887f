"""Changing an open round where the year asks for it: quota, keeper, department, another unit, one term."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import (
    Opinion,
    Proposal,
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.services.appraisal import ask_what_is_unasked
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.round_states import locked_round, refuse_state, runner
from vinhdanh.dossiers.services.writing import (
    Actor,
    locked,
    write_down,
)
from vinhdanh.dossiers.stages import OPEN, Stage
from vinhdanh.dossiers.types.rounds import RoundState, Topic
from vinhdanh.people.models import Unit


def change_quota(
    *, actor: Actor, round: ReviewRound, honour: str, quota: int | None, ground: str = "", why: str
) -> RoundHonour:
    """Set another quota for an honour of an open round, or none. What stands in the lists stays.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: the round is not open, it has no such honour, or the reason or the ground is missing.
    """
    by = _admitted(actor, round, why)
    with transaction.atomic():
        row = _open(round, "sửa số lượng")
        one = row.honours.filter(honour=honour).first()
        if one is None:
            raise ValidationError({"honour": "Đợt không có danh hiệu, hình thức này: chọn lại."})
        before = stored(one)
        one.quota, one.quota_ground = quota, ground.strip() if quota else ""
        _saved(one)
        write_down(by, row, "round_quota_changed", (before, one), why=why.strip())
    return one


def change_keeper(
    *, actor: Actor, round: ReviewRound, stage: Stage, unit: Unit | None, keeper: Account | None, why: str
) -> RoundStep:
    """Put a step into other hands, or back into those of the stage's owner; what stands there follows.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: the round is not open or has no such step, or the reason is missing.
    """
    by = _admitted(actor, round, why)
    with transaction.atomic():
        row = _open(round, "đổi người giữ")
        step = row.steps.filter(stage=stage).first()
        if step is None:
            raise ValidationError({"stage": f"{row} không có bước “{stage.label}”."})
        before = stored(step)
        step.keeper_unit, step.keeper = unit, keeper
        _saved(step)
        Proposal.objects.filter(round=row, stage=stage).update(keeper=keeper)
        write_down(by, row, "round_keeper_changed", (before, step), why=why.strip())
    return step


def change_topic(
    *,
    actor: Actor,
    round: ReviewRound,
    topic: Topic,
    department: Unit,
    substitute: Unit | None = None,
    due: date | None = None,
    why: str,
) -> RoundTopic:
    """Give a topic to a department, its substitute and a day; a topic that the round lacked comes in anew.

    What is in the appraisal and unanswered is asked of the new one. An answer that was given stays.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: the round is not open, the substitute is the department itself, or the reason is
            missing.
    """
    by = _admitted(actor, round, why)
    if substitute == department:
        raise ValidationError({"substitute": "Cơ quan thay thế phải khác cơ quan thẩm định."})
    with transaction.atomic():
        row = _open(round, "đổi cơ quan thẩm định")
        given = row.topics.filter(topic=topic).first() or RoundTopic(round=row, topic=topic)
        before = stored(given) if given.pk else None
        given.department, given.substitute, given.due = department, substitute, due
        _saved(given)
        write_down(by, row, "round_topic_changed", (before, given), why=why.strip())
        there = Proposal.objects.filter(round=row, stage=Stage.APPRAISAL)
        Opinion.objects.filter(proposal__in=there, topic=topic, current=True, answer="").update(current=False)
        for proposal in there.select_for_update(of=("self",)).order_by("pk"):
            ask_what_is_unasked(by, proposal)
    return given


def add_unit(*, actor: Actor, round: ReviewRound, unit: Unit, why: str) -> RoundUnit:
    """Let one more unit of the agency propose.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: the round is not open, the unit isn't the agency's or proposes already, or the
            reason is missing.
    """
    by = _admitted(actor, round, why)
    with transaction.atomic():
        row = _open(round, "thêm đơn vị")
        if not unit.path.startswith(row.unit.path):
            raise ValidationError({"unit": f"{unit} không thuộc {row.unit}."})
        if row.units.filter(unit=unit).exists():
            raise ValidationError({"unit": f"{unit} đã có trong đợt."})
        made = RoundUnit(round=row, unit=unit)
        _saved(made)
        write_down(by, row, "round_unit_added", (None, made), data={"unit": unit.code}, why=why.strip())
    return made


def extend_one(
    *, actor: Actor, proposal: Proposal, due: date | None = None, hours: int | None = None, why: str
) -> Proposal:
    """Give one proposal more time, or less, in the step where it stands; the round's term stays.

    Args:
        due, hours: until the end of that day, or so many hours from now; one of the two.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: it is at an end, the round is not open, the term is past, both or neither are given,
            or the reason is missing.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do gia hạn."})
    if (due is None) == (hours is None):
        raise ValidationError({"due": "Ghi hạn mới theo ngày hoặc theo giờ."})
    with transaction.atomic():
        row = locked(proposal)
        by = admit(actor, answer_about(actor, row, "gia hạn"))
        refuse_state(row.round, RoundState.OPEN, "gia hạn")
        if row.stage not in OPEN:
            raise ValidationError(f"Hồ sơ {row.code} đã kết thúc: {row.get_stage_display().lower()}.")
        if due:
            until = timezone.make_aware(datetime.combine(due, time(23, 59, 59)))
        else:
            until = timezone.now() + timedelta(hours=hours or 0)
        if until < timezone.now():
            raise ValidationError({"due": "Hạn mới đã qua: ghi ngày từ hôm nay."})
        before = stored(row)
        row.due = until
        row.save(update_fields=["due"])
        write_down(by, row, "proposal_extended", (before, row), why=why.strip())
    return row


def _admitted(actor: Actor, round: ReviewRound, why: str) -> Acting:
    by = runner(actor, round)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do."})
    return by


def _open(round: ReviewRound, act: str) -> ReviewRound:
    row = locked_round(round)
    refuse_state(row, RoundState.OPEN, act)
    return row


def _saved(row: models.Model) -> None:
    row.full_clean()
    row.save()
