"""Months and weeks: which units have submitted, opening, closing and reopening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.people import services
from vinhdanh.people.classing import Scale
from vinhdanh.people.classing_scales import offered, parsed
from vinhdanh.people.classing_selectors import UnitLine, periods_visible_to, unit_lines
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.exports import workbook
from vinhdanh.people.forms import PeriodForm
from vinhdanh.people.models import Period, Unit
from vinhdanh.people.policies import may_run_period
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, whole

STATES = {"": "Tất cả", "chua-gui": "Chưa gửi", "gui-muon": "Gửi muộn", "da-gui": "Đã gửi"}


def newest(request: HttpRequest) -> HttpResponse:
    """The newest month that is open, else the newest one; or why there is none yet."""
    actor = actor_of(request)
    periods = periods_visible_to(actor)
    found = periods.filter(closed=None, kind=PeriodKind.MONTH).first() or periods.first()
    if found is not None:
        return redirect("people:period", found.pk)
    context = {
        "may_open": bool(_units_to_open(actor)),
        "sees": visible_units(actor).exists(),
        "number": actor.person_number,
    }
    return render(request, "people/no_period.html", context)


def visible_period(request: HttpRequest, pk: int) -> Period:
    """A period that touches a unit the account sees; any other does not exist."""
    found = periods_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """How far every unit is with one period."""
    period = visible_period(request, pk)
    return render(request, "people/period.html", _overview(request, period))


def _overview(request: HttpRequest, period: Period) -> dict[str, Any]:
    actor, scale = actor_of(request), parsed(period.scale)
    lines = unit_lines(actor, period)
    state = request.GET.get("tt", "") if request.GET.get("tt", "") in STATES else ""
    shown = [line for line in lines if _in_state(line, state)]
    shown.sort(key=lambda line: (not line.missing, line.unit.path))
    missing = [line for line in lines if line.missing]
    answer = may_run_period(scopes(actor), period.unit.path)
    sums = {
        one.code: sum(line.counts.get(one.code, 0) for line in lines if not line.missing)
        for one in scale.classes
    }
    return {
        "period": period,
        "scale": scale,
        "lines": shown,
        "all": len(lines),
        "submitted": len(lines) - len(missing),
        "missing": missing,
        "draft": sum(line.sheet is not None for line in missing),
        "late": sum(line.late and not line.missing for line in lines),
        "sums": [(one, sums[one.code]) for one in scale.classes],
        "summed": sum(sums.values()),
        "state": state,
        "states": STATES,
        "may_run": answer,
        "overdue": timezone.localdate() > period.due,
        "months": _months(actor, period),
        "years": _years(actor, period),
        "weeks": _weeks(actor, period),
        "acts": period.acts.all(),
        "tab": "thang",
        "may_open": bool(_units_to_open(actor)),
    }


def _in_state(line: UnitLine, state: str) -> bool:
    match state:
        case "chua-gui":
            return line.missing
        case "gui-muon":
            return line.late and not line.missing
        case "da-gui":
            return not line.missing
        case _:
            return True


def _months(actor: Account, period: Period) -> list[tuple[int, Period | None]]:
    """The months of the period's year, each with the period that covers the same unit."""
    found = {
        one.number: one
        for one in periods_visible_to(actor).months(period.year).order_by("number", "-unit__depth")
    }
    return [(number, found.get(number)) for number in range(1, 13)]


def _years(actor: Account, period: Period) -> list[tuple[int, Period]]:
    """Other years that have months, each with its last one, the newest year first."""
    found = periods_visible_to(actor).filter(kind=PeriodKind.MONTH).exclude(year=period.year)
    last = {one.year: one for one in found.order_by("number", "-unit__depth")}
    return sorted(last.items(), reverse=True)


def _weeks(actor: Account, period: Period) -> QuerySet[Period]:
    weeks = periods_visible_to(actor).filter(kind=PeriodKind.WEEK, unit=period.unit)
    return weeks.filter(last__gte=period.first, first__lte=period.last).order_by("first")


def unit_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The units of a period as Excel, those that have not submitted first."""
    period = visible_period(request, pk)
    context = _overview(request, period)
    scale = context["scale"]
    content = workbook(
        actor=actor_of(request),
        title=f"{period}: đơn vị gửi bảng phân loại",
        notes=[
            f"{period.unit}, theo {scale.name}. Hạn gửi {period.due:%d/%m/%Y}.",
            f"{scale.basis.words}.",
        ],
        columns=[
            ("Mã", 12),
            ("Đơn vị", 46),
            ("Quân số", 9),
            ("Trạng thái", 14),
            ("Gửi muộn", 10),
            ("Người ghi", 26),
            ("Ghi lúc", 18),
            *((one.name, 10) for one in scale.classes),
            ("Không phân loại", 12),
            ("Chưa chọn", 10),
        ],
        rows=([*_file_row(line), *_file_counts(line, scale)] for line in context["lines"]),
    )
    return download(content, f"phan-loai-{period.kind}-{period.year}-{period.number:02}.xlsx")


def _file_row(line: UnitLine) -> list[str | int | None]:
    sheet = line.sheet
    state = "Chưa ghi" if sheet is None else SheetState(sheet.state).label
    saved = f"{timezone.localtime(sheet.saved):%H:%M, %d/%m/%Y}" if sheet else None
    return [
        line.unit.code,
        line.unit.name,
        line.strength,
        state,
        "muộn" if line.late else None,
        sheet.saved_by if sheet else None,
        saved,
    ]


def _file_counts(line: UnitLine, scale: Scale) -> list[int | None]:
    if line.sheet is None:
        return [None] * (len(scale.classes) + 2)
    return [*(line.counts.get(one.code, 0) for one in scale.classes), line.exempt, line.blank]


# ---- opening and closing --------------------------------------------------------------------------


def _units_to_open(actor: Account) -> QuerySet[Unit]:
    """Units that a period may be opened for: no đội and no tổ, unless it stands alone."""
    units = visible_units(actor, Action.CONCLUDE).filter(valid_to=None)
    return units.exclude(tier="sub_base", parent__isnull=False).order_by("path")


def open_new(request: HttpRequest) -> HttpResponse:
    """The form that opens a period, and opening it."""
    actor = actor_of(request)
    units = _units_to_open(actor)
    if not units:
        answer = may_run_period(scopes(actor), "/")
        raise PermissionDenied(getattr(answer, "reason", ""))
    found, broken = offered()
    monthly = [one for one in found.values() if one.scale.monthly]
    scales = [(one.scale.key, f"{one.scale.name} ({one.origin.label.lower()})") for one in monthly]
    if request.method == "POST":
        form = PeriodForm(request.POST, units=units, scales=scales)
        if form.is_valid():
            data = form.cleaned_data
            try:
                period = services.open_period(
                    actor=actor,
                    unit=data["unit"],
                    scale=found[data["scale"]],
                    kind=PeriodKind(data["kind"]),
                    year=data["year"],
                    number=data["number"],
                    due=data["due"],
                )
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                messages.success(request, f"Đã mở {str(period).lower()} cho {period.unit}.")
                return redirect("people:period", period.pk)
    else:
        form = PeriodForm(initial=_next(request, actor, units, scales), units=units, scales=scales)
    context = {"form": form, "broken": broken, "tab": "thang", "scales": monthly}
    return render(request, "people/period_open.html", context, status=422 if form.errors else 200)


def _next(
    request: HttpRequest, actor: Account, units: QuerySet[Unit], scales: list[tuple[str, str]]
) -> dict[str, Any]:
    """The month after the newest one, for the same unit by the same rules."""
    last = periods_visible_to(actor).filter(kind=PeriodKind.MONTH, unit__in=units).first()
    today = timezone.localdate()
    year, month = (last.year, last.number + 1) if last else (today.year, today.month)
    if month > 12:
        year, month = year + 1, 1
    first_unit = units.first()
    return {
        "kind": PeriodKind.MONTH,
        "year": whole(request.GET.get("nam"), year),
        "number": whole(request.GET.get("thang"), month),
        "unit": last.unit.code if last else first_unit.code if first_unit else None,
        "scale": last.scale.key if last else scales[0][0] if scales else None,
    }


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a period; refused with the units that have not submitted."""
    period = visible_period(request, pk)
    try:
        services.close_period(actor=actor_of(request), period=period)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã chốt {str(period).lower()}: từ nay không ai sửa được, trừ khi mở lại.")
    return redirect("people:period", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed period again, for a reason."""
    period = visible_period(request, pk)
    try:
        services.reopen_period(actor=actor_of(request), period=period, ground=request.POST.get("ground", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã mở lại {str(period).lower()}.")
    return redirect("people:period", pk)
