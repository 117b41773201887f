"""Plans, their classes and sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import (
    change,
)
from vinhdanh.programmes.models import (
    Enrolment,
    ReportedTraining,
    ResultBand,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.training_coverage import bands_in_order, score_words
from vinhdanh.programmes.training_policies import may_plan
from vinhdanh.programmes.training_selectors import plan_answer
from vinhdanh.programmes.training_types import TargetGroup

Actor = Account | Operator


@dataclass(frozen=True, slots=True)
class BandLine:
    """One result band as it is entered."""

    name: str
    least: Decimal | None = None
    passes: bool = True


def ref_of(row: TrainingPlan | TrainingClass) -> str:
    """The record's name in the journal: ``training-plan:3``, ``training-class:12``."""
    return f"training-{'plan' if isinstance(row, TrainingPlan) else 'class'}:{row.pk}"


def require_plan(actor: Actor, plan: TrainingPlan) -> Acting:
    """Let pass who may run the plan.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return admit(actor, plan_answer(actor, plan))


def require_running(plan: TrainingPlan) -> None:
    """Raises ValidationError when the plan is closed."""
    if plan.closed:
        raise ValidationError(
            f"Kế hoạch đã chốt ngày {timezone.localtime(plan.closed):%d/%m/%Y}: mở lại kế hoạch, ghi lý do, "
            "rồi mới sửa."
        )


def note(
    actor: Acting,
    verb: str,
    about: TrainingPlan | TrainingClass,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Write an act on a plan or class down."""
    record(
        actor=actor,
        verb=f"training.{verb}",
        subject=str(about),
        ref=ref_of(about),
        data=written(*pairs) | dict(data or {}),
        why=why,
    )


# ---- plans ----------------------------------------------------------------------------------------


def area_of(organiser: Unit) -> Unit:
    """Whom a unit may plan for: a phòng for the agency above it, any other unit for itself and below."""
    return organiser.parent if organiser.kind == "phong" and organiser.parent else organiser


def add_plan(
    *,
    actor: Actor,
    organiser: Unit,
    year: int,
    name: str,
    group: TargetGroup,
    basis: str,
    counted_on: date,
    bands: Sequence[BandLine],
    area: Unit | None = None,
    **more: Any,
) -> TrainingPlan:
    """A plan of a unit.

    Args:
        area: whose people must attend; by default all that the organiser may plan for.
        more: the optional columns of ``TrainingPlan``.

    Raises:
        PermissionDenied: the actor may not plan for the organiser.
        ValidationError: something is missing, the bands contradict one another, or the area is another
            unit's.
    """
    by = admit(actor, may_plan(scopes(actor), organiser.path))
    area = area or area_of(organiser)
    if not area.path.startswith(area_of(organiser).path):
        raise ValidationError(f"{organiser} không lập kế hoạch cho {area}: ngoài địa bàn của đơn vị.")
    plan = TrainingPlan(
        year=year,
        name=name.strip(),
        group=group,
        basis=basis.strip(),
        counted_on=counted_on,
        organiser=organiser,
        area=area,
        **more,
    )
    plan.full_clean()
    _check_bands(bands, plan.top_score)
    with transaction.atomic():
        plan.save()
        ResultBand.objects.bulk_create(
            ResultBand(plan=plan, position=at, name=band.name.strip(), least=band.least, passes=band.passes)
            for at, band in enumerate(bands)
        )
        shown = [f"{band.name}: từ {band.least}, {'đạt' if band.passes else 'không đạt'}" for band in bands]
        note(by, "plan_added", plan, (None, plan), data={"bands": shown})
    return plan


def _check_bands(bands: Sequence[BandLine], top: Decimal) -> None:
    names = [band.name.strip().casefold() for band in bands]
    if not any(band.passes for band in bands):
        raise ValidationError("Ghi ít nhất một loại kết quả đạt.")
    if "" in names or len(set(names)) < len(names):
        raise ValidationError("Mỗi loại kết quả có một tên riêng.")
    if any(band.least is not None and not 0 <= band.least <= top for band in bands):
        raise ValidationError(f"Điểm của loại kết quả từ 0 đến {score_words(top)}.")
    if not bands_in_order(bands):
        raise ValidationError("Xếp loại kết quả từ cao xuống thấp: điểm giảm dần, loại không đạt ở cuối.")


def change_plan(*, actor: Actor, plan: TrainingPlan, why: str, **changes: Any) -> TrainingPlan:
    """Change what a plan says of itself; its group, area, organiser and bands stay.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the plan is closed, nothing differs, no reason, or something is missing.
    """
    by = require_plan(actor, plan)
    require_running(plan)
    fixed = changes.keys() & {"group", "area", "organiser"}
    if fixed:
        raise ValidationError("Đối tượng, địa bàn, đơn vị tổ chức không đổi được: lập kế hoạch khác.")
    if not why.strip():
        raise ValidationError("Ghi lý do sửa kế hoạch.")
    if not change(plan, changes):
        raise ValidationError("Không có gì khác với bản đang lưu.")
    plan.full_clean()
    with transaction.atomic():
        before = stored(plan)
        plan.save()
        note(by, "plan_changed", plan, (before, plan), why=why.strip())
    return plan


def report_figures(
    *,
    actor: Actor,
    plan: TrainingPlan,
    unit: Unit,
    classes: int,
    trained: int,
    source: str,
    in_force: int | None = None,
    first_time: int = 0,
) -> ReportedTraining:
    """Figures of a unit that has no list of names, new or instead of the ones before.

    Args:
        in_force: its strength; None takes that of the register, and where there is none, leaves it unknown.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the plan is closed, the unit lies outside it or has named learners, or the figures
            contradict.
    """
    by = require_plan(actor, plan)
    require_running(plan)
    if not unit.path.startswith(plan.area.path):
        raise ValidationError(f"{unit} không thuộc địa bàn của kế hoạch.")
    named = Enrolment.objects.filter(training_class__plan=plan, unit__path__startswith=unit.path)
    if named.exists():
        raise ValidationError(
            f"{unit} đã có {named.count()} lượt học viên ghi tên trong kế hoạch này, "
            "nên độ phủ tính theo danh sách, không ghi số tổng hợp."
        )
    others = plan.reported.exclude(unit=unit).select_related("unit")
    clash = next(
        (o.unit for o in others if o.unit.path.startswith(unit.path) or unit.path.startswith(o.unit.path)),
        None,
    )
    if clash is not None:
        raise ValidationError(f"{clash} đã có số tổng hợp; {unit} ghi nữa thì một người tính hai lần.")
    if in_force is not None and trained > in_force:
        raise ValidationError(f"Đã tập huấn {trained} nhiều hơn quân số {in_force}: xem lại hai số này.")
    row = ReportedTraining.objects.filter(plan=plan, unit=unit).first() or ReportedTraining(
        plan=plan, unit=unit
    )
    before = stored(row)
    row.classes, row.in_force, row.trained, row.first_time = classes, in_force, trained, first_time
    row.source = source.strip()
    row.full_clean()
    with transaction.atomic():
        row.save()
        note(by, "figures_reported", plan, (before, row))
    return row
