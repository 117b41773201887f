"""The year of a unit: proposed from its months, decided line by line, written as ratings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.people import services
from vinhdanh.people.classing_selectors import sheet_units
from vinhdanh.people.classing_telling import tell_year, year_rows
from vinhdanh.people.classing_year import OUTCOMES, YearView, year_lines, year_view
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Period, Unit
from vinhdanh.people.policies import may_class, may_edit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.classing_year import Decision
from vinhdanh.people.services.writing import is_own
from vinhdanh.people.views.shown import actor_of, by_line, download, this_year, whole


def unit_list(request: HttpRequest) -> HttpResponse:
    """Every unit that rates its people, and how far it is with a year."""
    newest = Period.objects.order_by("-year").values_list("year", flat=True).first()
    year = whole(request.GET.get("nam"), newest or this_year())
    lines = year_lines(actor_of(request), year)
    context = {
        "year": year,
        "years": sorted({*Period.objects.values_list("year", flat=True), year, this_year()}, reverse=True),
        "lines": lines,
        "done": sum(line.accepted == line.strength for line in lines),
        "tab": "nam",
    }
    return render(request, "people/years.html", context)


def visible_year(request: HttpRequest, year: int, code: str) -> Unit:
    """A unit of the account's own scope that rates its people; any other does not exist."""
    unit = visible_units(actor_of(request), Action.VIEW).filter(code=code).first()
    if unit is None or not 1990 <= year <= 2100 or sheet_units()[unit.pk] != unit:
        raise Http404
    return unit


def unit_year(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One unit's year: shown, decided, accepted."""
    actor = actor_of(request)
    unit = visible_year(request, year, code)
    if request.method != "POST":
        return _page(request, year_view(unit, year))
    act = request.POST.get("act", "")
    decisions = _decisions(request, year_view(unit, year))
    try:
        services.draft_year(
            actor=actor, unit=unit, year=year, decisions=decisions, accept_proposals=act == "propose"
        )
        if act == "accept":
            done = services.accept_year(
                actor=actor, unit=unit, year=year, remark=request.POST.get("remark", "")
            )
            messages.success(request, _accepted_words(done.written, done.same, done.deferred, len(done.own)))
        else:
            messages.success(request, f"Đã lưu dự kiến xếp loại năm {year} của {unit}.")
    except ValidationError as error:
        view = year_view(unit, year)
        for line in view.lines:
            if line.id in decisions:
                line.decided, line.reason = decisions[line.id].outcome, decisions[line.id].reason
        found = by_line(error)
        return _page(request, view, found, status=422)
    return redirect("people:class-year", year, code)


def _decisions(request: HttpRequest, view: YearView) -> dict[str, Decision]:
    actor = actor_of(request)
    return {
        line.id: Decision(
            request.POST.get(f"m:{line.id}", line.decided), request.POST.get(f"g:{line.id}", "").strip()
        )
        for line in view.lines
        if f"m:{line.id}" in request.POST and not is_own(actor, line.subject)
    }


def _accepted_words(written: int, same: int, deferred: int, own: int) -> str:
    said = [f"Đã ghi {written} xếp loại"]
    if same:
        said.append(f"{same} đã có trong hồ sơ và giữ nguyên")
    if deferred:
        said.append(f"{deferred} hoãn, xét sau")
    if own:
        said.append(f"{own} dòng của chính đồng chí do người khác chốt")
    return ", ".join(said) + "."


def _page(
    request: HttpRequest, view: YearView, wrong: Mapping[str, list[str]] | None = None, *, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    found = dict(wrong or {})
    answer = may_class(scopes(actor), view.unit.path)
    people = [line for group in view.groups for line in group.lines]
    told = tell_year(view)
    context: dict[str, Any] = {
        "view": view,
        "unit": view.unit,
        "year": view.year,
        "scale": view.scale,
        "told": told,
        "anyover": any(not one.fits for one in told),
        "rows": year_rows(view.scale) if view.scale else [],
        "outcomes": list(OUTCOMES.items()),
        "names": OUTCOMES,
        "own": {line.id for line in view.lines if is_own(actor, line.subject)},
        "wrong": found,
        "general": found.get(NON_FIELD_ERRORS, []),
        "problems": len(found) - (NON_FIELD_ERRORS in found),
        "decided": sum(bool(line.decided) for line in view.lines),
        "open": sum(not line.proposal.outcome for line in people),
        "accepted": sum(bool(line.draft and line.draft.accepted) for line in view.lines),
        "may": answer,
        "may_accept": may_edit(scopes(actor), view.unit.path),
        "tab": "nam",
    }
    return render(request, "people/year.html", context, status=status)


def year_file(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """A unit's year as Excel: twelve months, what they propose, what was decided."""
    unit = visible_year(request, year, code)
    view = year_view(unit, year)
    lines = [(group.unit, line) for group in view.groups for line in (group.line, *group.lines)]
    content = workbook(
        actor=actor_of(request),
        persons_in=0,
        title=f"Xếp loại năm {year} của {unit}",
        notes=[
            *([f"{view.scale.name}. {view.scale.basis.words}."] if view.scale else []),
        ],
        columns=[
            ("Số hiệu, mã", 12),
            ("Họ và tên, tên đơn vị", 30),
            ("Đơn vị", 34),
            *((f"T{month}", 5) for month in range(1, 13)),
            ("Đề xuất", 30),
            ("Kết luận", 30),
            ("Lý do", 40),
            ("Trong hồ sơ", 30),
        ],
        rows=(
            [
                line.id,
                str(line.subject),
                of.name,
                *(cell.short or None for cell in line.cells),
                OUTCOMES.get(line.proposal.outcome),
                OUTCOMES.get(line.decided),
                line.reason or None,
                OUTCOMES.get(line.recorded),
            ]
            for of, line in lines
        ),
    )
    return download(content, f"xep-loai-nam-{year}.xlsx")
