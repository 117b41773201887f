"""From the draft to the year's end: registering, adjusting, the months, closing and reopening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.movements.models import Target, TargetAct, TargetReading
from vinhdanh.movements.policies.targets import may_conclude_target
from vinhdanh.movements.selectors.targets import course_of, months_of, span_of_target
from vinhdanh.movements.services.target_writing import (
    Actor,
    require_conclude,
    require_report,
    write_down,
)
from vinhdanh.movements.types.targets import CLOSED, TYPED, TargetActKind, TargetState
from vinhdanh.people.models import Unit

CENT = Decimal("0.01")


def register_target(*, actor: Actor, target: Target, on: date, document: str = "") -> TargetAct:
    """Register a draft: from now on the unit is measured by it.

    Raises:
        PermissionDenied: the actor does not conclude for that unit.
        ValidationError: registered before, or the day has not come.
    """
    by = require_conclude(actor, target)
    if target.state != TargetState.DRAFT:
        raise ValidationError(f"Chỉ tiêu {target.get_state_display().lower()}, không đăng ký lần nữa.")
    target.state = TargetState.REGISTERED
    act = TargetAct(kind=TargetActKind.REGISTERED, on=on, value=target.value, document=document.strip())
    return _do(by, target, act, "target_registered")


def adjust_target(
    *, actor: Actor, target: Target, value: Decimal, on: date, document: str, note: str
) -> TargetAct:
    """Set a registered target another value, by a document and for a reason. Months that were planned go.

    Raises:
        PermissionDenied: the actor does not conclude for that unit.
        ValidationError: not registered, the same value, no document or no reason.
    """
    by = require_conclude(actor, target)
    _refuse_not_running(target)
    if value == target.value:
        raise ValidationError({"value": "Giá trị mới phải khác giá trị đang có."})
    _refuse_silent(document=document, note=note)
    target.value = value
    act = TargetAct(
        kind=TargetActKind.ADJUSTED, on=on, value=value, document=document.strip(), note=note.strip()
    )
    plans: list[Pair] = [(one, None) for one in target.plans.all()]
    with transaction.atomic():
        target.plans.all().delete()
        return _do(by, target, act, "target_adjusted", *plans)


def report_month(
    *, actor: Actor, target: Target, month: int, value: Decimal, evidence: str, note: str = ""
) -> TargetReading:
    """Enter the figure of one month.

    Args:
        value: as the target's ``reading`` says: of the month alone, since January, or at its end.

    Raises:
        PermissionDenied: the actor reports nothing for that target.
        ValidationError: not registered, measured from the records, or the month does not fit.
    """
    by = require_report(actor, target)
    _refuse_not_running(target)
    _refuse_measured(target)
    _refuse_month(target, month)
    row = TargetReading(month=month, value=value, evidence=evidence.strip(), note=note.strip())
    return _enter(by, target, row, "month_reported")


def correct_month(
    *,
    actor: Actor,
    target: Target,
    reading: TargetReading,
    value: Decimal,
    evidence: str,
    why: str,
    note: str = "",
) -> TargetReading:
    """Replace the standing figure of a month; the old row stays.

    Raises:
        PermissionDenied: the actor reports nothing for that target.
        ValidationError: not registered, measured, replaced before, or no reason.
    """
    by = require_report(actor, target)
    _refuse_not_running(target)
    _refuse_measured(target)
    if TargetReading.objects.filter(replaces=reading).exists():
        raise ValidationError("Số liệu này đã được đính chính: đính chính số liệu mới nhất của tháng.")
    if reading.target_id != target.pk:
        raise ValidationError("Không có số liệu này.")
    _refuse_silent(why=why)
    row = TargetReading(month=reading.month, value=value, evidence=evidence.strip(), note=note.strip())
    row.replaces, row.why = reading, why.strip()
    return _enter(by, target, row, "month_corrected", why=row.why)


def _enter(by: Acting, target: Target, row: TargetReading, verb: str, why: str = "") -> TargetReading:
    if not row.evidence:
        raise ValidationError({"evidence": "Ghi văn bản hoặc sổ làm căn cứ của số liệu."})
    row.target, row.at, row.by_name = target, timezone.now(), by.full_name
    row.full_clean()
    with transaction.atomic():
        row.save()
        write_down(by, target, verb, (None, row), why=why)
    return row


def close_target(
    *,
    actor: Actor,
    target: Target,
    on: date,
    document: str,
    note: str = "",
    value: Decimal | None = None,
) -> TargetAct:
    """Close a target with what was reached; whether that fulfils it follows from the figures.

    Months that the records measured are written down as they stand, so that a later change of the records
    leaves the year as it was closed.

    Args:
        value: what was reached, where no month says so; else the last month's figure holds.

    Raises:
        PermissionDenied: the actor does not conclude for that unit.
        ValidationError: not registered, no figure, the year still runs, or no document.
    """
    by = require_conclude(actor, target)
    _refuse_not_running(target)
    _refuse_early(target, on)
    _refuse_silent(document=document)
    months = months_of(target, running=True)
    reached = value if value is not None else _last(months)
    if reached is None:
        raise ValidationError({"value": "Chưa tháng nào có số liệu: ghi kết quả cả năm."})
    met = course_of(target).meets(Fraction(reached))
    target.state = TargetState.ACHIEVED if met else TargetState.MISSED
    kind = TargetActKind.ACHIEVED if met else TargetActKind.MISSED
    act = TargetAct(kind=kind, on=on, value=reached, document=document.strip(), note=note.strip())
    with transaction.atomic():
        frozen = _freeze(by, target, months, document.strip()) if target.source != TYPED else []
        return _do(by, target, act, "target_closed", *((None, row) for row in frozen))


def close_targets(
    *, actor: Actor, unit: Unit, year: int, on: date, document: str
) -> tuple[list[TargetAct], list[str]]:
    """Close a unit's registered targets of a year with one document, each with its last month's figure.

    Returns:
        The acts; and, one sentence each, the targets that stay open: without a figure, or still running.

    Raises:
        PermissionDenied: the actor does not conclude for that unit.
        ValidationError: no document, or nothing could be closed; each sentence begins with the target.
    """
    admit(actor, may_conclude_target(scopes(actor), unit.path))
    _refuse_silent(document=document)
    targets = Target.objects.filter(unit=unit, year=year, state=TargetState.REGISTERED)
    closed, left = [], []
    with transaction.atomic():
        for target in targets.select_related("unit", "owner", "movement"):
            try:
                closed.append(close_target(actor=actor, target=target, on=on, document=document))
            except ValidationError as error:
                left.append(f"{target.name}: {' '.join(error.messages)}")
    if not closed:
        raise ValidationError(left or ["Không còn chỉ tiêu nào chờ chốt."])
    return closed, left


def reopen_target(*, actor: Actor, target: Target, on: date, note: str) -> TargetAct:
    """Open a closed target again, for a reason; what was closed stays written.

    Raises:
        PermissionDenied: the actor does not conclude for that unit.
        ValidationError: not closed, or no reason.
    """
    by = require_conclude(actor, target)
    if target.state not in CLOSED:
        raise ValidationError("Chỉ tiêu chưa chốt.")
    _refuse_silent(note=note)
    target.state = TargetState.REGISTERED
    act = TargetAct(kind=TargetActKind.REOPENED, on=on, note=note.strip())
    return _do(by, target, act, "target_reopened")


def _last(months: Mapping[int, Fraction]) -> Decimal | None:
    """The figure of the last month, to a hundredth."""
    if not months:
        return None
    figure = months[max(months)]
    return (Decimal(figure.numerator) / figure.denominator).quantize(CENT)


def _freeze(by: Acting, target: Target, months: Mapping[int, Fraction], document: str) -> list[TargetReading]:
    there = {row.month: row for row in target.readings.standing()}
    rows = []
    for month, figure in sorted(months.items()):
        row = TargetReading(target=target, month=month, evidence=document, note="Đo từ hồ sơ khi chốt")
        row.value = (Decimal(figure.numerator) / figure.denominator).quantize(CENT)
        row.at, row.by_name = timezone.now(), by.full_name
        if old := there.get(month):
            if old.value == row.value:
                continue
            row.replaces, row.why = old, "Chốt lại"
        row.full_clean()
        row.save()
        rows.append(row)
    return rows


def _do(by: Acting, target: Target, act: TargetAct, verb: str, *pairs: Pair) -> TargetAct:
    if act.on > timezone.localdate():
        raise ValidationError({"on": "Ngày chưa đến: việc đã làm mới ghi."})
    act.target, act.at, act.by_name = target, timezone.now(), by.full_name
    act.full_clean()
    with transaction.atomic():
        before = stored(target)
        target.full_clean()
        target.save()
        act.save()
        write_down(by, target, verb, (before, target), (None, act), *pairs, why=act.note)
    return act


def _refuse_not_running(target: Target) -> None:
    if target.state == TargetState.DRAFT:
        raise ValidationError("Chỉ tiêu chưa đăng ký.")
    if target.state in CLOSED:
        raise ValidationError("Chỉ tiêu đã chốt: mở lại mới ghi thêm được.")


def _refuse_measured(target: Target) -> None:
    if target.source != TYPED:
        raise ValidationError("Chỉ tiêu này lấy số liệu từ hồ sơ hoặc từ đơn vị dưới, không nhập tay.")


def _refuse_month(target: Target, month: int) -> None:
    first, last = span_of_target(target)
    if not first <= month <= last:
        raise ValidationError({"month": f"Chỉ tiêu tính từ tháng {first} đến tháng {last}."})
    today = timezone.localdate()
    if (target.year, month) > (today.year, today.month):
        raise ValidationError({"month": "Tháng chưa đến."})


def _refuse_early(target: Target, on: date) -> None:
    """The year's end is concluded in its last month or later."""
    if (on.year, on.month) < (target.year, span_of_target(target)[1]):
        last = span_of_target(target)[1]
        raise ValidationError({"on": f"Chốt từ tháng {last}/{target.year}, khi chỉ tiêu đi hết thời gian."})


def _refuse_silent(**texts: str) -> None:
    words = {
        "document": "Ghi văn bản làm căn cứ.",
        "note": "Ghi lý do.",
        "why": "Ghi lý do đính chính.",
    }
    lacking = {name: words[name] for name, text in texts.items() if not text.strip()}
    if lacking:
        raise ValidationError(lacking)
