"""One target: its months against the plan, what each account may do with it, and handing it down."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.forms.targets import (
    AdjustForm,
    CloseForm,
    CorrectForm,
    MonthForm,
    RegisterForm,
    ReopenForm,
    read_figure,
)
from vinhdanh.movements.measuring import SOURCES
from vinhdanh.movements.models import Target, TargetReading
from vinhdanh.movements.policies.targets import may_conclude_target, may_draft_target, may_report_month
from vinhdanh.movements.selectors.movements import responding_units
from vinhdanh.movements.selectors.targets import Line, lines_of, targets_visible_to
from vinhdanh.movements.services import Share
from vinhdanh.movements.services.target_writing import ref, require_draft
from vinhdanh.movements.types.targets import CLOSED, FROM_BELOW, TYPED, TargetState
from vinhdanh.movements.views.targets import refuse, visible_target
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of


@dataclass(frozen=True, slots=True)
class Month:
    """One line of the table beside the picture."""

    month: int
    plan: Fraction
    actual: Fraction | None
    reading: TargetReading | None
    earlier: tuple[TargetReading, ...] = ()  # what corrections replaced, the newest first

    @property
    def apart(self) -> Fraction | None:
        """How far from the plan."""
        return None if self.actual is None else self.actual - self.plan


def target(request: HttpRequest, pk: int) -> HttpResponse:
    """One target."""
    return render(request, "movements/target.html", _shown(request, visible_target(request, pk)))


def _shown(request: HttpRequest, found: Target, **forms: Any) -> dict[str, Any]:
    actor = actor_of(request)
    held, path = scopes(actor), found.unit.path
    line = lines_of([found])[0]
    today = timezone.localdate()
    beneath = lines_of(targets_visible_to(actor).filter(parent=found))
    typed, running = found.source == TYPED, found.state == TargetState.REGISTERED
    free = _free_months(line, today.year, today.month)
    source = SOURCES.get(found.source)
    return {
        "target": found,
        "line": line,
        "months": _months(line),
        "source": source,
        "from_below": found.source == FROM_BELOW,
        "typed": typed,
        "running": running,
        "closed": found.state in CLOSED,
        "beneath": beneath,
        "acts": found.acts.all(),
        "may_draft": may_draft_target(held, path),
        "may_report": may_report_month(held, path, found.owner.path),
        "may_conclude": may_conclude_target(held, path),
        "free": free,
        "ref": ref(found),
        "register_form": RegisterForm(initial={"on": today}),
        "adjust_form": AdjustForm(initial={"on": today}),
        "month_form": MonthForm(months=free, initial={"month": free[0] if free else None}),
        "close_form": CloseForm(initial={"on": today}),
        "reopen_form": ReopenForm(initial={"on": today}),
        "correct_form": CorrectForm(),
        "open": "",
    } | forms


def _free_months(line: Line, year: int, month: int) -> list[int]:
    """Months that have begun and have no figure yet."""
    target = line.target
    gone = [m for m in line.plan if (target.year, m) <= (year, month)]
    return [m for m in gone if m not in line.months]


def _months(line: Line) -> list[Month]:
    rows = list(line.target.readings.all())
    replaced = {row.replaces_id for row in rows}
    by_month: dict[int, TargetReading] = {row.month: row for row in rows if row.pk not in replaced}
    earlier = {m: tuple(r for r in reversed(rows) if r.month == m and r.pk in replaced) for m in by_month}
    return [
        Month(month, plan, line.months.get(month), by_month.get(month), earlier.get(month, ()))
        for month, plan in line.plan.items()
    ]


# ---- acts -----------------------------------------------------------------------------------------


def _act(request: HttpRequest, found: Target, name: str, form: Any, service: Any, said: str) -> HttpResponse:
    """Do one act by its form; a refusal comes back on the target's page with what was typed."""
    if form.is_valid():
        try:
            service(actor=actor_of(request), target=found, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
            found = visible_target(request, found.pk)
        else:
            messages.success(request, said)
            return redirect("movements:target", found.pk)
    context = _shown(request, found, **{name: form, "open": name})
    return render(request, "movements/target.html", context, status=422)


@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a draft."""
    found, form = visible_target(request, pk), RegisterForm(request.POST)
    return _act(request, found, "register_form", form, services.register_target, "Đã đăng ký chỉ tiêu.")


@require_POST
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Another value by a document."""
    found, form = visible_target(request, pk), AdjustForm(request.POST)
    return _act(request, found, "adjust_form", form, services.adjust_target, "Đã điều chỉnh chỉ tiêu.")


@require_POST
def month(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a month."""
    found = visible_target(request, pk)
    form = MonthForm(request.POST, months=range(1, 13))
    return _act(request, found, "month_form", form, services.report_month, "Đã ghi số liệu tháng.")


@require_POST
def correct(request: HttpRequest, pk: int, reading: int) -> HttpResponse:
    """Correct a month."""
    found, form = visible_target(request, pk), CorrectForm(request.POST)
    row = get_object_or_404(TargetReading, target=found, pk=reading)

    def service(**fields: Any) -> object:
        return services.correct_month(reading=row, **fields)

    return _act(request, found, "correct_form", form, service, f"Đã đính chính số liệu tháng {row.month}.")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close with what was reached."""
    found, form = visible_target(request, pk), CloseForm(request.POST)
    return _act(request, found, "close_form", form, services.close_target, "Đã chốt kết quả chỉ tiêu.")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed target again."""
    found, form = visible_target(request, pk), ReopenForm(request.POST)
    return _act(request, found, "reopen_form", form, services.reopen_target, "Đã mở lại chỉ tiêu.")


# ---- handing down ---------------------------------------------------------------------------------


def hand_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the target to the units below, each with its value."""
    actor, found = actor_of(request), visible_target(request, pk)
    require_draft(actor, found.unit, found)
    given = {one.unit_id: one for one in Target.objects.filter(parent=found)}
    units = responding_units(found.unit, timezone.localdate())
    errors: list[str] = []
    if request.method == "POST":
        try:
            shares = _shares(request, [unit for unit in units if unit.pk not in given])
            made = services.hand_down(actor=actor, target=found, shares=shares)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(
                request, f"Đã giao chỉ tiêu cho {len(made)} đơn vị, chờ thủ trưởng đơn vị đăng ký."
            )
            return redirect("movements:target", pk)
    rows = [
        (unit, given.get(unit.pk), request.POST.get(f"v{unit.pk}", ""), request.POST.get(f"b{unit.pk}", ""))
        for unit in units
    ]
    context = {
        "target": found,
        "rows": rows,
        "errors": errors,
        "all": request.POST.get("tat-ca", ""),
        "handed": sum((one.value for one in given.values()), Decimal(0)),
    }
    return render(request, "movements/target_hand_down.html", context, status=422 if errors else 200)


def _shares(request: HttpRequest, units: list[Unit]) -> list[Share]:
    """A value a unit, or the one for all where a unit's own field is empty."""
    common = request.POST.get("tat-ca", "").strip()
    shares = []
    for unit in units:
        text = request.POST.get(f"v{unit.pk}", "").strip() or common
        if text:
            before = request.POST.get(f"b{unit.pk}", "").strip()
            shares.append(Share(unit, _of(unit, text), _of(unit, before) if before else None))
    return shares


def _of(unit: Unit, text: str) -> Decimal:
    try:
        return read_figure(text)
    except ValidationError as error:
        raise ValidationError(f"{unit}: {error.messages[0]}") from None
