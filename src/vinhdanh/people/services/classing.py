"""Opening and closing months, and entering a unit's sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.services import record
from vinhdanh.audit.types import Actor as Writer
from vinhdanh.people.classing import Scale
from vinhdanh.people.classing_scales import Offered, parsed
from vinhdanh.people.classing_selectors import SheetRow, SheetView, serving, sheet_units, sheet_view, span_of
from vinhdanh.people.classing_telling import shortcomings
from vinhdanh.people.classing_types import PeriodActKind, PeriodKind, SheetState
from vinhdanh.people.models import (
    Period,
    PeriodAct,
    PersonClass,
    ScaleText,
    Sheet,
    Unit,
    UnitClass,
)
from vinhdanh.people.policies import may_class, may_run_period
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.writing import Actor, is_own

SHOWN = 8  # units named in a refusal; the page lists them all
MOST_POINTS = 1000


class SheetChanged(Exception):
    """Somebody saved the sheet since the page was opened."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        at = timezone.localtime(sheet.saved)
        super().__init__(
            f"Chưa lưu được: đồng chí {sheet.saved_by} vừa ghi bảng này lúc {at:%H:%M, %d/%m/%Y}. "
            "Nội dung đồng chí gõ vẫn còn: xem lại rồi lưu lần nữa."
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody enters for one person. ``cls`` empty: not yet."""

    cls: str
    points: int | None = None
    reason: str = ""


# ---- periods --------------------------------------------------------------------------------------


def open_period(
    *,
    actor: Actor,
    unit: Unit,
    scale: Offered,
    kind: PeriodKind,
    year: int,
    number: int,
    due: date | None = None,
) -> Period:
    """Open a month or week for a unit and everything below it. The scale's text is kept as it is now.

    Args:
        due: the last day to submit; by default the scale's day of the next month, or a week's Monday after.

    Raises:
        PermissionDenied: the actor may not open periods there.
        ValidationError: no such period, the scale has none of this kind, or an open or closed period
            covers some of the same people already.
    """
    by = _admit(actor, unit)
    rules = scale.scale
    if not rules.monthly:
        raise ValidationError(f"{rules.name} chỉ xếp loại năm, không có kỳ tháng.")
    if kind == PeriodKind.WEEK and rules.week_counts_in_month_of is None:
        raise ValidationError(f"{rules.name} không phân loại tuần.")
    try:
        first, last = span_of(kind, year, number)
    except ValueError as error:
        raise ValidationError(f"Năm {year} không có {PeriodKind(kind).label.lower()} {number}.") from error
    if due is None:
        due = last + timedelta(days=rules.due_day if kind == PeriodKind.MONTH else 1)
    with transaction.atomic():
        _refuse_overlap(unit, rules, kind, year, number)
        period = Period(
            kind=kind,
            year=year,
            number=number,
            unit=unit,
            scale=keep(by, scale),
            first=first,
            last=last,
            due=due,
        )
        period.full_clean()
        period.save()
        _act(by, period, PeriodActKind.OPENED, {"scale": rules.key, "digest": rules.digest, "due": due})
    return period


def _admit(actor: Actor, unit: Unit) -> Acting:
    below = visible_units(actor).filter(path__startswith=unit.path).values_list("path", flat=True)[:1]
    return admit(actor, may_run_period(scopes(actor), unit.path, seen_from=list(below)))


def _refuse_overlap(unit: Unit, rules: Scale, kind: PeriodKind, year: int, number: int) -> None:
    same = Period.objects.filter(kind=kind, year=year, number=number).select_related("unit", "scale")
    for other in same:
        nested = unit.path.startswith(other.unit.path) or other.unit.path.startswith(unit.path)
        if nested and set(rules.forces) & set(parsed(other.scale).forces):
            raise ValidationError(
                f"{other} đã mở cho {other.unit} theo {other.scale}: một người chỉ được phân loại một lần."
            )


def keep(actor: Writer, scale: Offered) -> ScaleText:
    """The stored version of a scale's text, written down the first time it is used."""
    rules = scale.scale
    kept, _ = ScaleText.objects.get_or_create(
        digest=rules.digest,
        origin=scale.origin,
        defaults={
            "key": rules.key,
            "name": rules.name,
            "text": scale.text,
            "kept": timezone.now(),
            "by_name": actor.full_name,
        },
    )
    return kept


def close_period(*, actor: Actor, period: Period) -> Period:
    """Close a period: from now on nothing in it changes.

    Raises:
        PermissionDenied: the actor may not close it.
        ValidationError: it is closed, or units have not submitted; they are named.
    """
    by = _admit(actor, period.unit)
    with transaction.atomic():
        period = Period.objects.select_for_update().select_related("unit", "scale").get(pk=period.pk)
        if period.closed:
            raise ValidationError(f"{period} đã chốt.")
        missing = units_missing(period)
        if missing:
            named = ", ".join(unit.name for unit in missing[:SHOWN])
            more = f" và {len(missing) - SHOWN} đơn vị khác" if len(missing) > SHOWN else ""
            raise ValidationError(
                f"Chưa chốt được {str(period).lower()}: {len(missing)} đơn vị chưa gửi bảng phân loại "
                f"({named}{more})."
            )
        period.closed = timezone.now()
        period.save(update_fields=["closed"])
        _act(by, period, PeriodActKind.CLOSED, {"sheets": period.sheets.count()})
    return period


def reopen_period(*, actor: Actor, period: Period, ground: str) -> Period:
    """Open a closed period again, for a reason.

    Raises:
        PermissionDenied: the actor may not reopen it.
        ValidationError: it is open, or no reason is given.
    """
    by = _admit(actor, period.unit)
    if not ground.strip():
        raise ValidationError("Mở lại kỳ đã chốt thì ghi lý do.")
    with transaction.atomic():
        period = Period.objects.select_for_update().select_related("unit").get(pk=period.pk)
        if not period.closed:
            raise ValidationError(f"{period} đang mở.")
        period.closed = None
        period.save(update_fields=["closed"])
        _act(by, period, PeriodActKind.REOPENED, {}, ground.strip())
    return period


def units_missing(period: Period) -> list[Unit]:
    """Units with people to class that have not submitted, in the tree's order."""
    homes = sheet_units()
    forces = parsed(period.scale).forces
    owing = {homes[pk] for pk in serving(period.unit, period.last, forces).values_list("unit_id", flat=True)}
    done = set(period.sheets.filter(state=SheetState.SUBMITTED).values_list("unit_id", flat=True))
    return sorted((unit for unit in owing if unit.pk not in done), key=lambda unit: unit.path)


def _act(
    actor: Acting, period: Period, kind: PeriodActKind, data: Mapping[str, Any], ground: str = ""
) -> None:
    act = PeriodAct(period=period, kind=kind, at=timezone.now(), by_name=actor.full_name, ground=ground)
    act.full_clean()
    act.save()
    record(
        actor=actor,
        verb=f"classing.period_{kind.value}",
        subject=f"{period}, {period.unit}",
        ref=f"period:{period.pk}",
        data=data,
        why=ground,
    )


# ---- a unit's sheet -------------------------------------------------------------------------------


def save_sheet(
    *,
    actor: Actor,
    period: Period,
    unit: Unit,
    unit_classes: Mapping[str, str],
    lines: Mapping[str, Line],
    submit: bool = False,
    remark: str = "",
    seen: int | None = None,
) -> Sheet:
    """Save a unit's sheet as a draft, or submit it. Who isn't named keeps what is stored.

    Args:
        unit_classes: class of each collective on the sheet, by code.
        lines: by số hiệu.
        remark: why the quota is exceeded, where the scale lets that be explained.
        seen: the version of the sheet that the actor looked at; 0 where there was none.

    Raises:
        PermissionDenied: the actor may not class in the unit, or names himself.
        SheetChanged: somebody saved a newer version.
        ValidationError: the period is closed, somebody isn't on the sheet, a class isn't in the scale, or
            the sheet can't be submitted yet; as messages by số hiệu or unit code where they have one.
    """
    by = admit(actor, may_class(scopes(actor), unit.path))
    with transaction.atomic():
        period = Period.objects.select_for_update().select_related("unit", "scale").get(pk=period.pk)
        if period.closed:
            raise ValidationError(f"{period} đã chốt: muốn sửa phải mở lại kỳ.")
        view = sheet_view(period, unit)
        if not view.rows:
            raise ValidationError(f"{unit} không có ai để phân loại trong {str(period).lower()}.")
        if view.sheet is not None and seen is not None and seen != view.sheet.version:
            raise SheetChanged(view.sheet)
        changes = _enter(actor, view, unit_classes, lines)
        if submit:
            problems = shortcomings(view, remark)
            if problems:
                raise ValidationError(problems)
        sheet = _write(by, view, submit, remark)
        record(
            actor=by,
            verb="classing.sheet_submitted" if submit else "classing.sheet_saved",
            subject=str(sheet),
            ref=f"sheet:{period.pk}/{unit.code}",
            data=changes | ({"remark": remark} if remark else {}),
        )
    return sheet


def _enter(
    actor: Actor, view: SheetView, unit_classes: Mapping[str, str], lines: Mapping[str, Line]
) -> dict[str, Any]:
    """Put what was entered into the view; returns what changed."""
    wrong: dict[str, list[str]] = {}
    changes: dict[str, Any] = {}
    rows = {row.person.number: row for row in view.rows}
    groups = {group.unit.code: group for group in view.groups}
    for code in unit_classes.keys() - groups.keys() | lines.keys() - rows.keys():
        wrong[code] = [f"{code} không có trong bảng phân loại của {view.unit}."]
    for code, cls in unit_classes.items():
        if code in groups and cls and view.scale.find_unit(cls) is None:
            wrong[code] = [f"“{cls}” không phải loại của tập thể trong {view.scale.name}."]
        elif code in groups and groups[code].cls != cls:
            changes[code] = [groups[code].cls, cls]
            groups[code].cls = cls
    for number, line in lines.items():
        if number not in rows:
            continue
        if problem := _wrong_line(actor, view.scale, rows[number], line):
            wrong[number] = [problem]
            continue
        row = rows[number]
        before, after = [row.cls, row.points, row.reason], [line.cls, line.points, line.reason.strip()]
        if before != after:
            changes[number] = [before, after]
            row.cls, row.points, row.reason = line.cls, line.points, line.reason.strip()
    if wrong:
        raise ValidationError(wrong)
    return changes


def _wrong_line(actor: Actor, scale: Scale, row: SheetRow, line: Line) -> str:
    """What is wrong with a line, in words; empty where nothing is.

    Raises:
        PermissionDenied: somebody classes himself.
    """
    if is_own(actor, row.person) and (line.cls, line.points) != (row.cls, row.points):
        raise PermissionDenied(
            "Đồng chí không tự phân loại mình: đề nghị thủ trưởng hoặc cán bộ tổng hợp khác ghi dòng này."
        )
    if line.cls and not row.assessed and row.ground:
        return f"{row.person} thuộc diện {row.ground.exemption.name.lower()}: không phân loại."
    if line.cls and scale.find(line.cls) is None:
        return f"“{line.cls}” không phải loại trong {scale.name}."
    if line.points is not None and not 0 <= line.points <= MOST_POINTS:
        return f"Điểm từ 0 đến {MOST_POINTS}, đọc được {line.points}."
    return ""


def _write(actor: Acting, view: SheetView, submit: bool, remark: str) -> Sheet:
    now = timezone.now()
    sheet = view.sheet or Sheet(period=view.period, unit=view.unit)
    sheet.version += 1
    sheet.saved, sheet.saved_by, sheet.remark = now, actor.full_name, remark.strip()
    again = submit and sheet.state == SheetState.SUBMITTED  # a correction keeps the hour of the first time
    sheet.state = SheetState.SUBMITTED if submit else SheetState.DRAFT
    if submit and not again:
        sheet.submitted, sheet.submitted_by = now, actor.full_name
    sheet.full_clean()
    sheet.save()
    people = [row.person for row in view.rows]
    units = [group.unit for group in view.groups]
    # A person who came from elsewhere within the period leaves the sheet that had him before.
    PersonClass.objects.filter(period=view.period, person__in=people).delete()
    PersonClass.objects.filter(sheet=sheet).delete()
    UnitClass.objects.filter(period=view.period, unit__in=units).delete()
    PersonClass.objects.bulk_create(
        PersonClass(
            period=view.period,
            sheet=sheet,
            person=row.person,
            unit=group.unit,
            proposed=row.proposed,
            cls=row.cls,
            exemption=row.ground.exemption.code if row.ground else "",
            points=row.points,
            reason=row.reason,
        )
        for group in view.groups
        for row in group.rows
    )
    UnitClass.objects.bulk_create(
        UnitClass(period=view.period, sheet=sheet, unit=group.unit, cls=group.cls)
        for group in view.groups
        if group.cls
    )
    return sheet
