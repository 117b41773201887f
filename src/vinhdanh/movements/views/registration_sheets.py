"""One unit's sheet, one officer's lines, and the way of a sheet to the unit above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.catalogue import in_order, is_title
from vinhdanh.movements import services
from vinhdanh.movements.forms.registration import MOST_PROMISES, read_line, read_sheet
from vinhdanh.movements.models import RegistrationSheet
from vinhdanh.movements.policies.registration import (
    may_receive_registration,
    may_send_registration,
    may_write_registration,
)
from vinhdanh.movements.selectors.reach import Reach, reach_of
from vinhdanh.movements.selectors.registration import (
    Line,
    call_for,
    calls,
    home_of,
    is_late,
    lines_of,
    sheet_of,
    titles_for,
)
from vinhdanh.movements.services import Entry
from vinhdanh.movements.types.registration import (
    OPEN,
    SheetState,
    figure_words,
    title_name,
    title_short,
)
from vinhdanh.movements.views.registration import FIRST_YEAR, LAST_YEAR, asked_year
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of


def visible_unit(request: HttpRequest, year: int, code: str) -> Unit:
    """A unit that the account sees; any other does not exist, nor does another age."""
    found = visible_units(actor_of(request)).filter(code=code).first()
    if found is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return found


def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The unit's sheet: a table of its officers and a tick for each title."""
    unit = visible_unit(request, year, code)
    actor, errors = actor_of(request), []
    if request.method == "POST":
        require(may_write_registration(scopes(actor), unit.path))
        lines = lines_of(unit, year)
        try:
            entries = read_sheet(request.POST, lines)
            services.write_registrations(actor=actor, unit=unit, year=year, entries=entries)
        except ValidationError as error:
            errors = error.messages
        else:
            said = f"Đã lưu {len(entries)} dòng." if entries else "Không có gì thay đổi."
            messages.success(request, said)
            return redirect("movements:registration-sheet", year, code)
    context = shown_sheet(actor, unit, year) | {"errors": errors}
    return render(request, "movements/registration_sheet.html", context, status=422 if errors else 200)


def shown_sheet(actor: Account, unit: Unit, year: int) -> dict[str, Any]:
    """What the page of a sheet shows."""
    found, lines, reach = sheet_of(unit, year), lines_of(unit, year), reach_of(year)
    held, columns = scopes(actor), columns_of(lines)
    call = call_for(unit, calls(year))
    open_ = found.state in OPEN
    may_write = may_write_registration(held, unit.path)
    officers = [line for line in lines if line.post or not isinstance(line.subject, Unit)]
    rows = [row_of(line, columns, reach) for line in officers]
    due = [line for line in officers if line.post]
    return {
        "unit": unit,
        "year": year,
        "sheet": found,
        "call": call,
        "late": is_late(found if found.pk else None, call),
        "own": row_of(lines[0], [code for code in titles_for(unit) if is_title(code)], reach),
        "rows": rows,
        "columns": [(code, title_short(code)) for code in columns],
        "registered": sum(bool(line.titles) for line in due),
        "away": sum(bool(line.away and not line.titles) for line in due),
        "expected": sum(bool(line.titles or not line.away) for line in due),
        "warned": sum(bool(row["obstacles"]) for row in rows),
        "proposing": sum(bool(row["proposed"]) and not row["line"].titles for row in rows),
        "reach": reach,
        "acts": found.acts.all() if found.pk else [],
        "open": open_,
        "may_write": may_write,
        "writes": bool(open_ and may_write),
        "may_send": may_send_registration(held, unit.path),
        "may_receive": may_receive_registration(held, unit.path),
        "above": visible_units(actor).filter(code__in=unit.codes_above).order_by("depth"),
    }


def columns_of(lines: Sequence[Line]) -> list[str]:
    """The emulation titles that the table has a column for: what any of its officers may strive for."""
    codes: set[str] = set()
    for line in lines:
        if not isinstance(line.subject, Unit):
            codes |= {code for code in titles_for(line.subject) if is_title(code)}
    return in_order(codes)


def row_of(line: Line, columns: Sequence[str], reach: Reach | None) -> dict[str, Any]:
    """One line with its ticks, what the law says against them, and what it proposes instead."""
    can = titles_for(line.subject)
    titles = [code for code in can if is_title(code)]
    told = [(code, reach.obstacle(line.key, code)) for code in line.titles] if reach else []
    proposed = reach.proposed(line.key, titles) if reach else []
    return {
        "line": line,
        "cells": [(code, code in line.titles, code in can, code in proposed) for code in columns],
        "obstacles": [(title_short(code), one) for code, one in told if one],
        "proposed": [title_short(code) for code in proposed],
        "commendations": [title_short(code) for code in line.commendations],
    }


@require_POST
def propose(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Register those who have nothing yet for what the planner proposes."""
    unit, actor = visible_unit(request, year, code), actor_of(request)
    require(may_write_registration(scopes(actor), unit.path))
    reach = reach_of(year)
    entries = {}
    for line in lines_of(unit, year):
        if reach is None or line.titles or not (line.post or line.subject == unit):
            continue
        found = reach.proposed(line.key, [one for one in titles_for(line.subject) if is_title(one)])
        if found:
            entries[line.key] = Entry(found)
    try:
        services.write_registrations(actor=actor, unit=unit, year=year, entries=entries)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã đăng ký theo gợi ý cho {len(entries)} dòng chưa có danh hiệu. Xem lại rồi gửi."
        )
    return redirect("movements:registration-sheet", year, code)


ACTS = {
    "gui": (services.send_registration, "Đã gửi bản đăng ký."),
    "rut": (services.recall_registration, "Đã rút bản đăng ký về sửa."),
    "tiep-nhan": (services.accept_registration, "Đã tiếp nhận bản đăng ký."),
    "tra-lai": (services.return_registration, "Đã trả lại bản đăng ký."),
    "bo-sung": (services.supplement_registration, "Đã mở bản bổ sung: sửa xong thì gửi lại."),
}
REASONED = ("tra-lai", "bo-sung")


@require_POST
def act(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Send, take back, accept, return or supplement a sheet."""
    unit = visible_unit(request, year, code)
    name = request.POST.get("viec", "")
    found = RegistrationSheet.objects.filter(unit=unit, year=year).select_related("unit").first()
    if name not in ACTS or found is None:
        raise Http404
    service, said = ACTS[name]
    more = {"reason": request.POST.get("ly_do", "")} if name in REASONED else {}
    try:
        service(actor=actor_of(request), sheet=found, **more)  # type: ignore[operator]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("movements:registration-sheet", year, code)


# ---- one subject ----------------------------------------------------------------------------------


def line(request: HttpRequest, year: int, code: str, key: str) -> HttpResponse:
    """One officer's lines, or the unit's own: titles, commendations, commitments."""
    unit, actor = visible_unit(request, year, code), actor_of(request)
    found = next((one for one in lines_of(unit, year) if one.key == key), None)
    if found is None:
        raise Http404
    may = may_write_registration(scopes(actor), unit.path)
    errors: list[str] = []
    if request.method == "POST":
        require(may)
        try:
            entries = {key: read_line(request.POST)}
            services.write_registrations(actor=actor, unit=unit, year=year, entries=entries)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, f"Đã lưu đăng ký của {found.subject}.")
            return redirect("movements:registration-sheet", year, code)
    return _line_page(request, found, unit, year, bool(may), errors)


def mine(request: HttpRequest) -> HttpResponse:
    """The officer's own registration."""
    actor, year = actor_of(request), asked_year(request)
    home = home_of(actor)
    if home is None:
        context = {"year": year, "line": None}
        return render(request, "movements/registration_line.html", context)
    errors: list[str] = []
    if request.method == "POST":
        try:
            services.register_own(actor=actor, year=year, entry=read_line(request.POST))
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, "Đã lưu đăng ký của đồng chí.")
            return redirect("movements:registration-mine")
    found = next(one for one in lines_of(home.unit, year) if one.key == home.person.number)
    return _line_page(request, found, home.unit, year, True, errors, own=True)


def _line_page(
    request: HttpRequest,
    found: Line,
    unit: Unit,
    year: int,
    may: bool,
    errors: list[str],
    own: bool = False,
) -> HttpResponse:
    written, reach = sheet_of(unit, year), reach_of(year)
    codes = in_order({*titles_for(found.subject), *found.titles})
    ticked = set(request.POST.getlist("t")) if errors else set(found.titles)
    row = row_of(found, codes, reach)
    titles = [
        {
            "code": code,
            "name": title_name(code),
            "title": is_title(code),
            "ticked": code in ticked,
            "proposed": title_short(code) in row["proposed"],
            "obstacle": reach.obstacle(found.key, code) if reach else None,
        }
        for code in codes
    ]
    notes = [one.note for one in found.titles.values() if one.note]
    context = {
        "unit": unit,
        "year": year,
        "sheet": written,
        "line": found,
        "titles": titles,
        "slots": _slots(request, found, bool(errors)),
        "note": request.POST.get("note", "") if errors else next(iter(notes), ""),
        "own": own,
        "may_write": may,
        "writes": may and written.state in OPEN and not found.elsewhere,
        "waiting": written.state == SheetState.SENT,
        "errors": errors,
        "reach": reach,
        "call": call_for(unit, calls(year)),
    }
    return render(request, "movements/registration_line.html", context, status=422 if errors else 200)


def _slots(request: HttpRequest, found: Line, typed: bool) -> list[dict[str, Any]]:
    """The rows for commitments: what there is, and empty ones up to the most."""
    slots = []
    for at in range(1, MOST_PROMISES + 1):
        promise = found.commitments[at - 1] if at <= len(found.commitments) else None
        value = {
            "text": promise.text if promise else "",
            "measure": promise.measure if promise else "",
            "value": figure_words(promise.value) if promise else "",
        }
        if typed:
            value = {name: request.POST.get(f"c{at}_{name}", "") for name in value}
        slots.append({"at": at, **value})
    filled = [slot for slot in slots if slot["text"]]
    return slots[: min(len(filled) + 2, MOST_PROMISES)]
