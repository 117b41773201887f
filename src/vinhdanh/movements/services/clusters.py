"""Setting up a cluster's year: members, regulation, criteria. All of it is frozen when the year opens."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.movements.models import Cluster, ClusterMember, ClusterYear, CriteriaGroup, Criterion
from vinhdanh.movements.scoring import sum_words
from vinhdanh.movements.selectors.clusters import base_sum, groups_of, head_of, members_of
from vinhdanh.movements.services.cluster_writing import act_of, refuse_stage, require_write, write_down
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.clusters import ClusterActKind, MemberRole, PointKind, Stage
from vinhdanh.people.models import Unit

# The dues may be put off while the year runs; everything else was decided by opening it.
OPEN_LATER = frozenset({"self_due", "cross_due"})
CHANGEABLE = OPEN_LATER | {
    "regulation_number",
    "regulation_date",
    "regulation",
    "declared",
    "threshold",
    "above",
    "vote_base",
    "threshold_basis",
}


def add_cluster(*, actor: Actor, unit: Unit, kind: str, name: str, year: int) -> ClusterYear:
    """A new cluster of the unit's, with its first year as a draft.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: a field does not fit, or the unit has one of that name.
    """
    by = require_write(actor, unit)
    cluster = Cluster(unit=unit, kind=kind, name=name.strip())
    cluster.full_clean()
    with transaction.atomic():
        cluster.save()
        made = ClusterYear(cluster=cluster, year=year)
        made.full_clean()
        made.save()
        write_down(by, made, "cluster_written", (None, cluster), (None, made))
    return made


def write_year(*, actor: Actor, year: ClusterYear, **fields: Any) -> ClusterYear:
    """Write the regulation, the total, the rule of the vote and the dues of a draft; later only the dues.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: a field does not fit, or opening the year has decided it.
        TypeError: a field that a cluster's year does not have.
    """
    by = require_write(actor, year.cluster.unit, year)
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"a cluster's year has no {', '.join(sorted(unknown))}")
    changed = {name: value for name, value in fields.items() if getattr(year, name) != value}
    if year.stage == Stage.CLOSED:
        raise ValidationError("Năm đã tổng kết: không sửa được nữa. Có sai sót thì mở lại.")
    decided = changed.keys() - OPEN_LATER
    if year.stage != Stage.DRAFT and decided:
        labels = ", ".join(
            str(getattr(ClusterYear._meta.get_field(name), "verbose_name", name)) for name in sorted(decided)
        )
        raise ValidationError(f"Tiêu chí, quy chế đã ban hành, không sửa được: {labels}.")
    if changed:
        before = stored(year)
        for name, value in changed.items():
            setattr(year, name, value)
        year.full_clean()
        with transaction.atomic():
            year.save()
            write_down(by, year, "year_written", (before, year))
    return year


def write_members(
    *,
    actor: Actor,
    year: ClusterYear,
    units: Sequence[Unit],
    head: Unit | None,
    deputies: Sequence[Unit] = (),
) -> list[ClusterMember]:
    """Write who competes, in order, and who heads the draft's year. Sheets are empty in a draft.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: opened; a unit stands elsewhere, twice or in another cluster; officers who are no
            members.
    """
    by = require_write(actor, year.cluster.unit, year)
    refuse_stage(year, Stage.DRAFT)
    _refuse_strangers(year, units)
    _refuse_officers(units, head, deputies)
    with transaction.atomic():
        pairs: list[Pair] = []
        there = {one.unit_id: one for one in year.members.select_related("unit")}
        befores = {key: copy(one) for key, one in there.items()}
        # A cluster has one head: whoever was it gives way before another one is.
        year.members.update(role=MemberRole.MEMBER)
        for order, unit in enumerate(units, 1):
            row = there.pop(unit.pk, None)
            row = row or ClusterMember(year=year, unit=unit)
            row.order, row.role = order, _role(unit, head, deputies)
            row.full_clean()
            row.save()
            pairs.append((befores.get(unit.pk), row))
        for row in there.values():
            pairs.append((row, None))
            row.delete()
        write_down(by, year, "year_written", *pairs)
    return members_of(year)


def set_officers(
    *, actor: Actor, year: ClusterYear, head: Unit, deputies: Sequence[Unit], on: date, document: str
) -> None:
    """Change who heads a year that has been opened, with its document.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: a draft or closed; somebody who is no member; no document.
    """
    by = require_write(actor, year.cluster.unit, year)
    refuse_stage(year, Stage.SELF, Stage.CROSS, Stage.MEETING)
    members = members_of(year)
    _refuse_officers([one.unit for one in members], head, deputies)
    if not document.strip():
        raise ValidationError({"document": "Ghi văn bản phân công."})
    with transaction.atomic():
        befores = {one.pk: stored(one) for one in members}
        year.members.update(role=MemberRole.MEMBER)
        pairs: list[Pair] = []
        for one in members:
            role = _role(one.unit, head, deputies)
            if role != MemberRole.MEMBER or one.role != MemberRole.MEMBER:
                one.role = role
                one.save()
                pairs.append((befores[one.pk], one))
        note = f"Trưởng: {head}" + (f"; phó: {', '.join(map(str, deputies))}" if deputies else "")
        act = act_of(by, year, ClusterActKind.OFFICERS, on, document=document, note=note)
        write_down(by, year, "officers_written", *pairs, (None, act))


def drop_year(*, actor: Actor, year: ClusterYear) -> None:
    """Take back a draft that was never opened; a cluster without any year left goes with it.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: it has been opened.
    """
    by = require_write(actor, year.cluster.unit, year)
    refuse_stage(year, Stage.DRAFT)
    with transaction.atomic():
        alone = not year.cluster.years.exclude(pk=year.pk).exists()
        pairs: list[Pair] = [(year, None)]
        if alone:
            pairs.append((year.cluster, None))
        write_down(by, year, "draft_dropped", *pairs)
        year.delete()
        if alone:
            year.cluster.delete()


def _role(unit: Unit, head: Unit | None, deputies: Sequence[Unit]) -> MemberRole:
    if head is not None and unit.pk == head.pk:
        return MemberRole.HEAD
    return MemberRole.DEPUTY if unit in deputies else MemberRole.MEMBER


def _refuse_strangers(year: ClusterYear, units: Sequence[Unit]) -> None:
    above = year.cluster.unit
    if strange := [str(one) for one in units if not one.path.startswith(above.path) or one.pk == above.pk]:
        raise ValidationError(f"Không thuộc {above}: {', '.join(strange)}.")
    if len({one.pk for one in units}) != len(units):
        raise ValidationError("Có đơn vị ghi hai lần trong cụm, khối.")
    elsewhere = (
        ClusterMember.objects.filter(unit__in=units, year__year=year.year, year__cluster__unit=above)
        .exclude(year=year)
        .select_related("unit", "year__cluster")
    )
    if elsewhere:
        names = "; ".join(f"{one.unit} ở {one.year.cluster}" for one in elsewhere[:5])
        raise ValidationError(f"Mỗi đơn vị ở một cụm, khối trong năm. Đã có nơi: {names}.")


def _refuse_officers(units: Sequence[Unit], head: Unit | None, deputies: Sequence[Unit]) -> None:
    officers = [*([head] if head else []), *deputies]
    if strange := [str(one) for one in officers if one not in units]:
        raise ValidationError(f"Trưởng, phó phải là thành viên cụm, khối: {', '.join(strange)} thì không.")
    if len({one.pk for one in officers}) != len(officers):
        raise ValidationError("Một đơn vị không vừa là trưởng vừa là phó.")


# ---- criteria -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A criterion as somebody types it."""

    name: str
    most: Decimal
    method: str = ""


@dataclass(frozen=True, slots=True)
class GroupText:
    """A group of criteria as somebody types it. ``cap`` is only for bonus and minus points."""

    name: str
    kind: PointKind = PointKind.BASE
    cap: Decimal | None = None
    criteria: Sequence[CriterionText] = ()


def write_criteria(*, actor: Actor, year: ClusterYear, groups: Sequence[GroupText]) -> ClusterYear:
    """Write the draft's whole sheet of criteria: what was there gives way.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: opened, or a row that does not fit, named.
    """
    by = require_write(actor, year.cluster.unit, year)
    refuse_stage(year, Stage.DRAFT)
    with transaction.atomic():
        pairs: list[Pair] = []
        for old in groups_of(year):
            pairs += [(one, None) for one in old.criteria.all()]
            pairs.append((old, None))
        year.groups.all().delete()
        for order, text in enumerate(groups, 1):
            pairs += _write_group(year, order, text)
        write_down(by, year, "criteria_written", *pairs)
    return year


def _write_group(year: ClusterYear, order: int, text: GroupText) -> list[Pair]:
    group = CriteriaGroup(year=year, order=order, name=text.name.strip(), kind=text.kind, cap=text.cap)
    _clean(group, f"Nhóm “{text.name}”")
    if not text.criteria:
        raise ValidationError(f"Nhóm “{text.name}”: ghi ít nhất một tiêu chí.")
    group.save()
    pairs: list[Pair] = [(None, group)]
    for at, one in enumerate(text.criteria, 1):
        criterion = Criterion(
            group=group, order=at, name=one.name.strip(), most=one.most, method=one.method.strip()
        )
        _clean(criterion, f"Tiêu chí “{one.name}”")
        criterion.save()
        pairs.append((None, criterion))
    return pairs


def _clean(row: CriteriaGroup | Criterion, where: str) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValidationError([f"{where}: {said}" for said in error.messages]) from None


def lacking(year: ClusterYear) -> list[str]:
    """What a draft still needs before it is opened; nothing where it is ready."""
    members, groups = members_of(year), groups_of(year)
    found = []
    if len(members) < 2:
        found.append("Cụm, khối cần ít nhất hai đơn vị thành viên.")
    if head_of(members) is None:
        found.append("Chưa có trưởng cụm, khối.")
    if not (year.regulation_number and year.regulation_date):
        found.append("Ghi số và ngày của quy chế.")
    if not base_sum(groups):
        found.append("Chưa có tiêu chí điểm chuẩn.")
    elif year.declared is None:
        found.append("Ghi tổng điểm, để kiểm tổng các tiêu chí.")
    elif wrong := sum_words(year.declared, base_sum(groups)):
        found.append(wrong)
    if year.threshold is None or not year.threshold_basis:
        found.append("Ghi tỷ lệ phiếu suy tôn và chỗ quy chế ghi tỷ lệ đó.")
    if year.self_due is None or year.cross_due is None:
        found.append("Đặt hạn tự chấm và hạn chấm chéo.")
    return found


def copy_criteria(by: Acting, source: ClusterYear, target: ClusterYear) -> None:
    """Write the criteria of one year into another one that has none, as a draft to go on from."""
    pairs: list[Pair] = []
    for group in groups_of(source):
        texts = [CriterionText(one.name, one.most, one.method) for one in group.criteria.all()]
        text = GroupText(group.name, PointKind(group.kind), group.cap, texts)
        pairs += _write_group(target, group.order, text)
    write_down(by, target, "criteria_written", *pairs)
