"""One unit's month: a row a person, the quota beside it, saved as a draft or submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.people import services
from vinhdanh.people.classing import Scale
from vinhdanh.people.classing_selectors import SheetRow, SheetView, is_late, may_see_sheet, sheet_view
from vinhdanh.people.classing_telling import tell_sheet
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Period, Unit
from vinhdanh.people.policies import may_class
from vinhdanh.people.services.classing import Line, SheetChanged
from vinhdanh.people.services.writing import is_own
from vinhdanh.people.views.periods import visible_period
from vinhdanh.people.views.shown import actor_of, by_line, download

PREVIOUS, PROPOSED = "truoc", "de-xuat"  # what empty rows are filled from, beside a class's code


def visible_sheet(request: HttpRequest, pk: int, code: str) -> tuple[Period, Unit]:
    """A period and a unit of it that the account sees; any other does not exist."""
    period = visible_period(request, pk)
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not may_see_sheet(actor_of(request), period, unit):
        raise Http404
    return period, unit


def sheet(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The sheet: shown, filled in, reckoned, saved or submitted."""
    actor = actor_of(request)
    period, unit = visible_sheet(request, pk, code)
    view = sheet_view(period, unit)
    if not view.rows:
        raise Http404
    if request.method != "POST":
        return _page(request, view)
    entered = _entered(request.POST, view, actor)
    act = request.POST.get("act", "")
    if act in ("check", "fill"):
        _put(view, entered)
        if act == "fill":
            _fill(view, request.POST.get("fill", ""), actor)
        return _page(request, view, typed=True)
    if entered.wrong:
        _put(view, entered)
        return _page(request, view, entered.wrong, typed=True, status=422)
    try:
        saved = services.save_sheet(
            actor=actor,
            period=period,
            unit=unit,
            unit_classes=entered.units,
            lines=entered.lines,
            submit=act == "submit",
            remark=request.POST.get("remark", ""),
            seen=int(seen) if (seen := request.POST.get("version", "")).isdigit() else 0,
        )
    except SheetChanged as changed:
        _put(view, entered)
        return _page(request, view, {NON_FIELD_ERRORS: [str(changed)]}, typed=True, status=409)
    except ValidationError as error:
        _put(view, entered)
        return _page(request, view, by_line(error), typed=True, status=422)
    done = "Đã gửi" if saved.state == SheetState.SUBMITTED else "Đã lưu nháp"
    messages.success(request, f"{done} bảng phân loại {str(period).lower()} của {unit}.")
    return redirect("people:sheet", pk, code)


class _Entered:
    """What the form says: classes of units and people, and figures that are no figures."""

    def __init__(self) -> None:
        self.units: dict[str, str] = {}
        self.lines: dict[str, Line] = {}
        self.wrong: dict[str, list[str]] = {}


def _entered(post: QueryDict, view: SheetView, actor: Account) -> _Entered:
    found = _Entered()
    for group in view.groups:
        found.units[group.unit.code] = post.get(f"u:{group.unit.code}", group.cls)
        for row in group.rows:
            number = row.person.number
            if is_own(actor, row.person) or not row.assessed:
                continue
            text = post.get(f"d:{number}", "").strip()
            points = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
            if text and points is None:
                found.wrong[number] = [f"Điểm là số nguyên, đọc được “{text}”."]
            found.lines[number] = Line(
                post.get(f"l:{number}", row.cls), points, post.get(f"g:{number}", "").strip()
            )
    return found


def _put(view: SheetView, entered: _Entered) -> None:
    """The view as it was typed, so that nothing typed is lost."""
    for group in view.groups:
        group.cls = entered.units[group.unit.code]
        for row in group.rows:
            line = entered.lines.get(row.person.number)
            if line is not None:
                row.cls, row.points, row.reason = line.cls, line.points, line.reason


def _fill(view: SheetView, source: str, actor: Account) -> None:
    """Fill the rows that are still empty; nothing is saved."""
    names = {one.name: one.code for one in view.scale.classes}
    for row in view.rows:
        if row.cls or not row.assessed or is_own(actor, row.person):
            continue
        if source == PREVIOUS:
            row.cls = names.get(row.previous, "")
        elif source == PROPOSED:
            row.cls = row.proposed if view.scale.find(row.proposed) else ""
        elif view.scale.find(source):
            row.cls = source


def _page(
    request: HttpRequest,
    view: SheetView,
    wrong: Mapping[str, list[str]] | None = None,
    *,
    typed: bool = False,
    status: int = 200,
) -> HttpResponse:
    actor, period = actor_of(request), view.period
    answer = may_class(scopes(actor), view.unit.path)
    found = dict(wrong or {})
    rows = view.rows
    month = period.kind == PeriodKind.MONTH
    told = tell_sheet(view) if month else []
    context: dict[str, Any] = {
        "view": view,
        "period": period,
        "scale": view.scale,
        "unit": view.unit,
        "sheet": view.sheet,
        "late": is_late(period, view.sheet),
        "overdue": timezone.localdate() > period.due,
        "own": {row.person.number for row in rows if is_own(actor, row.person)},
        "wrong": found,
        "general": found.get(NON_FIELD_ERRORS, []),
        "problems": len(found) - (NON_FIELD_ERRORS in found),
        "told": told,
        "anyover": any(not one.fits for one in told),
        "sums": [(one, sum(row.cls == one.code for row in rows)) for one in view.scale.classes],
        "blank": sum(row.assessed and not row.cls for row in rows),
        "exempt": sum(not row.assessed for row in rows),
        "has_weeks": any(row.weeks for row in rows),
        "has_previous": any(row.previous for row in rows),
        "may": answer,
        "writable": bool(answer) and period.closed is None,
        "typed": typed,
        "remark": request.POST.get("remark", view.sheet.remark if view.sheet else ""),
        "month": month,
        "tab": "thang",
    }
    return render(request, "people/sheet.html", context, status=status)


def sheet_file(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The sheet as Excel. People under secrecy are left out, and the file says how many."""
    period, unit = visible_sheet(request, pk, code)
    view = sheet_view(period, unit)
    if not view.rows:
        raise Http404
    points = bool(view.scale.points)
    content = workbook(
        actor=actor_of(request),
        persons_in=0,
        title=f"{period}: bảng phân loại của {unit}",
        notes=[
            f"{view.scale.name}. {view.scale.basis.words}.",
            *(f"{group.unit}: {_unit_class(view.scale, group.cls)}." for group in view.groups if group.cls),
        ],
        columns=[
            ("Số hiệu", 12),
            ("Họ và tên", 28),
            ("Chức vụ", 24),
            ("Đơn vị", 34),
            ("Kỳ trước", 18),
            *([(view.scale.points, 10)] if points else []),
            ("Loại", 18),
            ("Ghi chú", 40),
        ],
        rows=(
            [
                row.person.number,
                row.person.name,
                row.post.title or row.post.grade_label,
                group.unit.name,
                row.previous or None,
                *([row.points] if points else []),
                _row_class(view.scale, row),
                row.reason or None,
            ]
            for group in view.groups
            for row in group.rows
        ),
    )
    return download(content, f"phan-loai-{period.year}-{period.number:02}-{period.kind}.xlsx")


def _unit_class(scale: Scale, code: str) -> str:
    found = scale.find_unit(code)
    return found.name if found else code


def _row_class(scale: Scale, row: SheetRow) -> str | None:
    if not row.assessed and row.ground:
        return row.ground.exemption.name
    found = scale.find(row.cls)
    return found.name if found else None
