"""Drafting targets: their fields and months of the plan, last year's over again, and handing them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.audit.changes import stored
from vinhdanh.movements.measuring import SOURCES
from vinhdanh.movements.models import Target, TargetPlan
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.targets import span_of_target, targets_visible_to
from vinhdanh.movements.services.target_writing import Actor, require_draft, write_down
from vinhdanh.movements.types.targets import FROM_BELOW, TYPED, Reading, TargetState
from vinhdanh.people.models import Unit

# Who does it may change at any time; what is to be reached is decided by registering it.
OPEN_AFTER_REGISTERING = frozenset({"owner", "in_charge", "group", "focal"})
CHANGEABLE = OPEN_AFTER_REGISTERING | {
    "year",
    "name",
    "measure",
    "direction",
    "reading",
    "baseline",
    "value",
    "source",
    "measured_for",
    "roll_up",
    "movement",
    "indicator",
    "parent",
}
# What a new year begins with as the old one had it.
COPIED = (
    "name",
    "measure",
    "direction",
    "reading",
    "source",
    "measured_for",
    "roll_up",
    "owner",
    "in_charge",
    "group",
    "value",
)


def add_target(
    *, actor: Actor, unit: Unit, plan: Mapping[int, Decimal] | None = None, **fields: Any
) -> Target:
    """A draft of a target of the unit.

    Args:
        plan: where it is to stand at the end of some months; without any the line is straight.

    Raises:
        PermissionDenied: the actor drafts nothing for that unit.
        ValidationError: a field does not fit.
        TypeError: a field that a target does not have.
    """
    by = require_draft(actor, unit)
    target = _filled(Target(unit=unit), {"owner": unit} | fields)
    _check(actor, target)
    with transaction.atomic():
        target.save()
        plans = _plan(target, plan or {})
        write_down(by, target, "target_written", (None, target), *((None, one) for one in plans))
    return target


def change_target(
    *, actor: Actor, target: Target, plan: Mapping[int, Decimal] | None = None, **fields: Any
) -> Target:
    """Change a draft; of a registered target only who answers for it and where it is grouped.

    Args:
        plan: the months of the plan, as for ``add_target``; None leaves them.

    Raises:
        PermissionDenied: the actor drafts nothing for that unit.
        ValidationError: a field does not fit, or registering has decided it.
        TypeError: a field that a target does not have.
    """
    by = require_draft(actor, target.unit, target)
    changed = {name: value for name, value in fields.items() if getattr(target, name) != value}
    _refuse_decided(target, changed, plan)
    before = stored(target)
    _filled(target, changed)
    _check(actor, target)
    with transaction.atomic():
        target.save()
        old = list(target.plans.all()) if plan is not None else []
        new = []
        if plan is not None:
            target.plans.all().delete()
            new = _plan(target, plan)
        pairs = [(before, target), *((one, None) for one in old), *((None, one) for one in new)]
        write_down(by, target, "target_written", *pairs)
    return target


def drop_target(*, actor: Actor, target: Target) -> None:
    """Take back a draft that was never registered.

    Raises:
        PermissionDenied: the actor drafts nothing for that unit.
        ValidationError: it has been registered, or others hang on it.
    """
    by = require_draft(actor, target.unit, target)
    if target.state != TargetState.DRAFT or target.acts.exists():
        raise ValidationError("Chỉ tiêu đã đăng ký thì không bỏ được; cần đổi thì điều chỉnh.")
    if target.beneath.exists():
        raise ValidationError("Chỉ tiêu đã giao xuống đơn vị: bỏ các chỉ tiêu bên dưới trước.")
    with transaction.atomic():
        write_down(by, target, "target_dropped", (target, None))
        target.delete()


def copy_targets(*, actor: Actor, unit: Unit, year: int) -> list[Target]:
    """Begin a year with the targets of the year before as drafts; what each reached is the new baseline.

    A target whose name the year already has is left out.

    Raises:
        PermissionDenied: the actor drafts nothing for that unit.
        ValidationError: the year before had none, or all are there already.
    """
    by = require_draft(actor, unit)
    there = set(Target.objects.filter(unit=unit, year=year).values_list("name", flat=True))
    old = list(Target.objects.filter(unit=unit, year=year - 1).prefetch_related("acts"))
    if not old:
        raise ValidationError(f"Năm {year - 1} {unit} không có chỉ tiêu nào để chép.")
    made = [_again(one, year) for one in old if one.name not in there]
    if not made:
        raise ValidationError(f"Năm {year} đã có đủ các chỉ tiêu của năm {year - 1}.")
    with transaction.atomic():
        for target in made:
            target.full_clean()
            target.save()
            write_down(by, target, "targets_copied", (None, target))
    return made


def _again(old: Target, year: int) -> Target:
    acts = [act for act in old.acts.all() if act.kind in (TargetState.ACHIEVED, TargetState.MISSED)]
    fields = {name: getattr(old, name) for name in COPIED}
    return Target(unit=old.unit, year=year, baseline=acts[-1].value if acts else None, **fields)


# ---- handing down ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit below is given."""

    unit: Unit
    value: Decimal
    baseline: Decimal | None = None


def hand_down(*, actor: Actor, target: Target, shares: list[Share]) -> list[Target]:
    """Give a target to units below, each with its own value: drafts that their heads then register.

    Raises:
        PermissionDenied: the actor drafts nothing for the unit or for one below.
        ValidationError: no unit, one that is not below, or one that has it already.
    """
    require_draft(actor, target.unit, target)
    if target.state in (TargetState.ACHIEVED, TargetState.MISSED):
        raise ValidationError("Chỉ tiêu đã chốt thì không giao xuống nữa.")
    if not shares:
        raise ValidationError("Ghi giá trị giao cho ít nhất một đơn vị.")
    made = []
    with transaction.atomic():
        for share in shares:
            require_draft(actor, share.unit)
            made.append(_handed(actor, target, share))
        by = require_draft(actor, target.unit, target)
        pairs = [(None, one) for one in made]
        write_down(by, target, "target_handed_down", *pairs)
    return made


def _handed(actor: Actor, target: Target, share: Share) -> Target:
    source = TYPED if target.source == FROM_BELOW else target.source
    child = Target(
        unit=share.unit,
        owner=share.unit,
        year=target.year,
        name=target.name,
        measure=target.measure,
        direction=target.direction,
        reading=target.reading,
        baseline=share.baseline,
        value=share.value,
        source=source,
        group=target.group,
        focal=target.focal,
        movement=_movement_for(target, share.unit),
        indicator=target.indicator,
        parent=target,
    )
    try:
        _check(actor, child)
    except ValidationError as error:
        raise ValidationError([f"{share.unit}: {said}" for said in error.messages]) from error
    child.save()
    return child


def _movement_for(target: Target, unit: Unit) -> Any:
    """The movement that the unit launched beneath the target's own, or that one."""
    if target.movement is None:
        return None
    return target.movement.beneath.filter(unit=unit).first() or target.movement


# ---- what fits ------------------------------------------------------------------------------------


def _filled(target: Target, fields: Mapping[str, Any]) -> Target:
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"a target has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(target, name, value)
    if source := SOURCES.get(target.source):
        target.reading = source.reading
    return target


def _check(actor: Actor, target: Target) -> None:
    """A target's own fields, and that what it refers to is in its reach."""
    said: dict[str, str] = {}
    if target.source not in SOURCES and target.source not in (TYPED, FROM_BELOW):
        said["source"] = "Nguồn số liệu này không có."
    if target.source == FROM_BELOW and target.reading == Reading.MONTHLY:
        said["reading"] = "Tổng hợp từ đơn vị dưới thì ghi lũy kế hoặc mức ở cuối tháng."
    if target.source in (TYPED, FROM_BELOW) and target.measured_for_id:
        said["measured_for"] = "Chỉ nguồn đo từ hồ sơ mới chọn đơn vị để đo."
    counted = target.measured_for
    if counted and not _on_one_line(counted, target.unit):
        said["measured_for"] = f"Chỉ đo được hồ sơ của {target.unit}, đơn vị dưới hoặc cấp trên của đơn vị."
    if not target.owner.path.startswith(target.unit.path):
        said["owner"] = f"{target.owner} không thuộc {target.unit}."
    above = target.parent
    if above and (above.year != target.year or not _below(target.unit, above.unit)):
        said["parent"] = "Chỉ tiêu cấp trên giao phải cùng năm và của đơn vị cấp trên."
    movement = target.movement
    if movement and not movements_visible_to(actor).of_year(target.year).filter(pk=movement.pk).exists():
        said["movement"] = f"Năm {target.year} không có phong trào này."
    if movement and not target.unit.path.startswith(movement.unit.path):
        said["movement"] = (
            f"“{movement}” do {movement.unit} phát động, không phải của {target.unit} hay cấp trên."
        )
    if said:
        raise ValidationError(said)
    target.full_clean()
    if above and not targets_visible_to(actor).filter(pk=above.pk).exists():
        raise ValidationError({"parent": "Không có chỉ tiêu này."})


def _below(unit: Unit, above: Unit) -> bool:
    return unit.path.startswith(above.path) and unit.pk != above.pk


def _on_one_line(one: Unit, other: Unit) -> bool:
    return one.path.startswith(other.path) or other.path.startswith(one.path)


def _plan(target: Target, plan: Mapping[int, Decimal]) -> list[TargetPlan]:
    first, last = span_of_target(target)
    if last in plan and plan[last] != target.value:
        raise ValidationError({"plan": f"Kế hoạch tháng {last} phải bằng chỉ tiêu cả năm."})
    rows = []
    for month, value in sorted(plan.items()):
        if not first <= month <= last:
            raise ValidationError({"plan": f"Tháng {month} ngoài thời gian của chỉ tiêu ({first}–{last})."})
        row = TargetPlan(target=target, month=month, value=value)
        row.full_clean()
        row.save()
        rows.append(row)
    return rows


def _refuse_decided(target: Target, changed: Mapping[str, Any], plan: Mapping[int, Decimal] | None) -> None:
    if target.state in (TargetState.ACHIEVED, TargetState.MISSED):
        raise ValidationError("Chỉ tiêu đã chốt: không sửa được nữa.")
    if target.state == TargetState.DRAFT:
        return
    decided = sorted(changed.keys() - OPEN_AFTER_REGISTERING)
    if decided:
        labels = ", ".join(
            str(getattr(Target._meta.get_field(name), "verbose_name", name)) for name in decided
        )
        raise ValidationError(f"Chỉ tiêu đã đăng ký, không sửa được: {labels}. Đổi giá trị thì điều chỉnh.")
    if plan is not None and dict(plan) != dict(target.plans.values_list("month", "value")):
        raise ValidationError("Chỉ tiêu đã đăng ký, không sửa được kế hoạch tháng.")
