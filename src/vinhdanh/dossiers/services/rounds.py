"""Setting up a round: which honours, by which path, until when, who proposes and who appraises."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.types import GivenBy
from vinhdanh.dossiers.models import (
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.round_terms import authority_of, steps_of
from vinhdanh.dossiers.services.round_states import locked_round
from vinhdanh.dossiers.services.writing import (
    Actor,
    write_down,
)
from vinhdanh.dossiers.stages import Stage, is_path
from vinhdanh.dossiers.types.rounds import USUAL_PATH, RoundKind, RoundState, Topic
from vinhdanh.eligibility.models import Run
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class HonourPlan:
    """An honour of the round; who gives it is the law's answer where nothing else is said."""

    honour: str
    level: str = ""
    own: bool | None = None
    quota: int | None = None
    quota_ground: str = ""
    votes: int | None = None
    votes_ground: str = ""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A stage of the round's path: until a day, or so many hours after a dossier came in."""

    stage: Stage
    due: date | None = None
    hours: int | None = None
    ground: str = ""
    keeper_unit: Unit | None = None
    keeper: Account | None = None


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic and the department that appraises it."""

    topic: Topic
    department: Unit
    substitute: Unit | None = None
    due: date | None = None


def proposing_units(agency: Unit, day: date | None = None) -> list[Unit]:
    """The units that propose unless somebody says otherwise: all open ones just below the agency."""
    return list(Unit.objects.open(day or timezone.localdate()).filter(parent=agency).order_by("path"))


def write_round(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    kind: RoundKind,
    year: int,
    honours: Sequence[HonourPlan] = (),
    steps: Sequence[StepPlan] | None = None,
    topics: Sequence[TopicPlan] = (),
    units: Sequence[Unit] | None = None,
    document: str = "",
    run: Run | None = None,
    round: ReviewRound | None = None,
) -> ReviewRound:
    """Draft a round, or write a draft anew as a whole.

    Args:
        unit: the agency that holds it.
        steps: its path; the usual one of the kind where none is given.
        units: who proposes; all open units just below the agency where none is given.
        run: the judging whose verdicts the lists are proposed from; the newest of the year by default.
        round: the draft to change; its agency stays.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: it is open already, the path is none, an honour is unknown or named twice, or a
            field is not what it must be.
    """
    by = admit(actor, may_run_round(scopes(actor), unit.path))
    path = USUAL_PATH[kind] if steps is None else tuple(step.stage for step in steps)
    if not is_path(path):
        raise ValidationError("Đường đi phải có bình xét, đơn vị trình và chờ ký, theo đúng thứ tự các bước.")
    if unknown := [plan.honour for plan in honours if plan.honour not in catalogue()]:
        raise ValidationError(f"Không có trong danh mục: {', '.join(unknown)}.")
    chosen = proposing_units(unit) if units is None else list(units)
    if outside := [str(one) for one in chosen if not one.path.startswith(unit.path)]:
        raise ValidationError(f"Không thuộc {unit}: {', '.join(outside)}.")
    with transaction.atomic():
        row = locked_round(round) if round else ReviewRound(unit=unit)
        if row.state != RoundState.DRAFT:
            raise ValidationError(
                f"{row} {row.get_state_display().lower()}: chỉ sửa khi đang lập. "
                "Đợt đã mở thì gia hạn từng bước."
            )
        before = stored(row) if row.pk else None
        row.name, row.kind, row.year = name.strip(), kind, year
        row.document, row.run = document.strip(), run
        row.full_clean()
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise ValidationError(f"Năm {year} vừa có người khác lập đợt “{row.name}”: mở đợt đó.") from error
        pairs: list[Pair] = [(before, row)]
        wanted_steps = [StepPlan(stage) for stage in path] if steps is None else steps
        pairs += _replaced(row.honours, _by_honour, [_honour(row, at, p) for at, p in enumerate(honours)])
        pairs += _replaced(row.steps, _by_stage, [_step(row, plan) for plan in wanted_steps])
        pairs += _replaced(row.topics, _by_topic, [_topic(row, plan) for plan in topics])
        _replaced(row.units, _by_unit, [RoundUnit(round=row, unit=one) for one in chosen])
        write_down(by, row, "round_written", *pairs, data={"units": [one.code for one in chosen]})
    return row


def copy_round(*, actor: Actor, source: ReviewRound, name: str, year: int) -> ReviewRound:
    """A draft for another year with the honours, path, keepers, topics and units of an earlier round.

    Terms move by as many years; their grounds named the earlier year's papers and are left out. Units that
    no longer exist are left out, those that came since are not added.

    Raises:
        PermissionDenied: the actor does not run the agency's rounds.
        ValidationError: the name is taken in that year.
    """
    shift = year - source.year
    today = timezone.localdate()
    return write_round(
        actor=actor,
        unit=source.unit,
        name=name,
        kind=RoundKind(source.kind),
        year=year,
        honours=[
            HonourPlan(h.honour, h.level, h.own, h.quota, h.quota_ground, h.votes, h.votes_ground)
            for h in source.honours.all()
        ],
        steps=[
            StepPlan(
                Stage(step.stage),
                _years_on(step.due, shift),
                step.hours,
                "",
                step.keeper_unit,
                step.keeper,
            )
            for step in steps_of(source)
        ],
        topics=[
            TopicPlan(Topic(t.topic), t.department, t.substitute, _years_on(t.due, shift))
            for t in source.topics.select_related("department", "substitute")
        ],
        units=list(Unit.objects.open(today).filter(pk__in=source.units.values("unit")).order_by("path")),
    )


# ---- the parts ------------------------------------------------------------------------------------


def _by_honour(row: Any) -> Hashable:
    return str(row.honour)


def _by_stage(row: Any) -> Hashable:
    return str(row.stage)


def _by_topic(row: Any) -> Hashable:
    return str(row.topic)


def _by_unit(row: Any) -> Hashable:
    return int(row.unit_id)


def _honour(row: ReviewRound, at: int, plan: HonourPlan) -> RoundHonour:
    law = authority_of(plan.honour, row.unit, date(row.year, 12, 31))
    level = GivenBy(plan.level) if plan.level else law.level
    return RoundHonour(
        round=row,
        honour=plan.honour,
        level=level,
        own=(level is GivenBy.BASE if plan.level else law.own) if plan.own is None else plan.own,
        quota=plan.quota,
        quota_ground=plan.quota_ground.strip(),
        votes=plan.votes,
        votes_ground=plan.votes_ground.strip(),
        position=at,
    )


def _step(row: ReviewRound, plan: StepPlan) -> RoundStep:
    return RoundStep(
        round=row,
        stage=plan.stage,
        due=plan.due,
        hours=plan.hours,
        ground=plan.ground.strip(),
        keeper_unit=plan.keeper_unit,
        keeper=plan.keeper,
    )


def _topic(row: ReviewRound, plan: TopicPlan) -> RoundTopic:
    return RoundTopic(
        round=row,
        topic=plan.topic,
        department=plan.department,
        substitute=plan.substitute,
        due=plan.due,
    )


def _replaced(there: Any, key: Callable[[Any], Hashable], wanted: Sequence[models.Model]) -> list[Pair]:
    """Make the rows those that are wanted; what came, went or changed, as pairs for the journal."""
    old = {key(row): row for row in there.all()}
    new = {key(row): row for row in wanted}
    if len(new) < len(wanted):
        raise ValidationError("Một dòng ghi hai lần: mỗi danh hiệu, bước, nội dung chỉ ghi một lần.")
    pairs: list[Pair] = []
    for gone in old.keys() - new.keys():
        pairs.append((old[gone], None))
        old[gone].delete()
    for name, row in new.items():
        had = old.get(name)
        if had is not None:
            row.pk, row._state.adding = had.pk, False
        row.full_clean()
        columns = [field.attname for field in row._meta.concrete_fields]
        if had is None or any(getattr(had, one) != getattr(row, one) for one in columns):
            row.save()
            pairs.append((had, row))
    return pairs


def _years_on(day: date | None, years: int) -> date | None:
    """The same day of another year; 29/02 becomes the 28th where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=day.day - 1)
