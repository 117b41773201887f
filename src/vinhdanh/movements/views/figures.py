"""Figures of a movement: the table of a term, a unit's form and course, the levels for points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.figures import Term, figure_words, read_term
from vinhdanh.movements.forms.figures import read_figures, read_goals
from vinhdanh.movements.models import Movement
from vinhdanh.movements.policies.figures import may_enter_figures, may_send_figures
from vinhdanh.movements.policies.movements import may_write_movement
from vinhdanh.movements.selectors.figures import (
    Table,
    UnitRow,
    corrections_of,
    course,
    figures_of,
    last_ended,
    pillars,
    report_of,
    reporting_units,
    table,
    terms_of,
)
from vinhdanh.movements.services.writing import require_write
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.movements.views.shown import visible_movement
from vinhdanh.people.exports import Cell, workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download

STATES = {"": "Tất cả", "gui": "Đã gửi", "chua": "Chưa gửi"}
CADENCES = {"thang": Cadence.MONTH, "quy": Cadence.QUARTER}


def figured_movement(request: HttpRequest, pk: int) -> Movement:
    """A movement that has been launched; a draft has neither figures nor praise."""
    found = visible_movement(request, pk)
    if found.state == MovementState.DRAFT:
        raise Http404
    return found


def chosen_term(request: HttpRequest, movement: Movement) -> Term | None:
    """The term of the address, or the last month that is over; None before the movement begins."""
    asked = read_term(request.GET.get("ky", ""))
    cadence = asked.cadence if asked else CADENCES.get(request.GET.get("loai", ""), Cadence.MONTH)
    if asked and asked in terms_of(movement, cadence):
        return asked
    return last_ended(movement, Cadence.MONTH if cadence == Cadence.YEAR else cadence)


def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Units by indicators for a term: values, changes, points, who has not sent."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    term = chosen_term(request, movement)
    if term is None:
        raise Http404
    found = table(actor, movement, term)
    held = scopes(actor)
    mine = [row.unit for row in found.rows if may_enter_figures(held, row.unit.path)]
    terms = terms_of(movement, term.cadence)
    context = {
        "movement": movement,
        "term": term,
        "terms": terms[:24],
        "before": term.before if term.before in terms else None,
        "after": term.shifted(1) if term.shifted(1) in terms else None,
        "quarterly": term.cadence == Cadence.QUARTER,
        "table": found,
        "rows": _filtered(request, found),
        "states": STATES,
        "filtered": bool(request.GET.get("tt") or request.GET.get("tim")),
        "mine": mine[:1] if len(mine) == 1 else [],
        "may_weigh": may_write_movement(held, movement.unit.path),
        "open": movement.state == MovementState.LAUNCHED,
    }
    return render(request, "movements/figures.html", context)


def _filtered(request: HttpRequest, found: Table) -> list[UnitRow]:
    words, state = fold(request.GET.get("tim", "")).split(), request.GET.get("tt", "")
    rows = [
        row for row in found.rows if all(word in fold(f"{row.unit.name} {row.unit.code}") for word in words)
    ]
    if state in ("gui", "chua"):
        rows = [row for row in rows if (row.report is not None) == (state == "gui")]
    return rows


def figures_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as Excel."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    term = chosen_term(request, movement)
    if term is None:
        raise Http404
    found = table(actor, movement, term)
    columns = [("Mã", 12), ("Đơn vị", 40)]
    for one in found.indicators:
        columns += [(f"{one.name} ({one.measure})", 18), ("So kỳ trước", 12), ("Minh chứng", 30)]
    columns += [(f"Điểm {pillar.axis}, trong {figure_words(pillar.weights)}", 16) for pillar in found.scored]
    columns += [("Tình trạng", 22), ("Người gửi", 26)]
    rows: list[list[Cell]] = []
    for row in _filtered(request, found):
        line: list[Cell] = [row.unit.code, row.unit.name]
        for cell in row.cells:
            value = figure_words(cell.value) if cell.figure else None
            line += [value, cell.change or None, cell.figure.evidence or None if cell.figure else None]
        line += [figure_words(score.points) if score else None for score in row.scores]
        line += [row.state, row.report.by_name if row.report else None]
        rows.append(line)
    content = workbook(
        actor=actor,
        title=f"Số liệu {term.words}: {movement}",
        notes=[f"Đơn vị phát động: {movement.unit}. Số có dấu phẩy thập phân."],
        columns=columns,
        rows=rows,
    )
    return download(content, f"so-lieu-{term.key}.xlsx")


# ---- one unit -------------------------------------------------------------------------------------


def _reporting(request: HttpRequest, movement: Movement, code: str, term: Term | None) -> tuple[Unit, Term]:
    """A unit that the account sees and that gives figures for the term."""
    unit = get_object_or_404(visible_units(actor_of(request)), code=code)
    if term is None or unit not in reporting_units(movement, term):
        raise Http404
    return unit, term


def unit_figures(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A unit's course over the last terms, axis by axis."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    unit, term = _reporting(request, movement, code, chosen_term(request, movement))
    context = {
        "movement": movement,
        "unit": unit,
        "term": term,
        "quarterly": term.cadence == Cadence.QUARTER,
        "courses": course(movement, unit, term.cadence),
        "report": report_of(movement, unit, term),
        "corrections": corrections_of(movement, unit, term),
        "may_enter": may_enter_figures(scopes(actor), unit.path) and movement.state == MovementState.LAUNCHED,
    }
    return render(request, "movements/figures_unit.html", context)


def enter(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """All indicators of a unit's term in one form; the head may send them from it."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    unit, term = _reporting(request, movement, code, chosen_term(request, movement))
    require(may_enter_figures(scopes(actor), unit.path))
    errors: list[str] = []
    axes = pillars(movement, term.cadence)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "gui":
                services.send_figures(actor=actor, movement=movement, unit=unit, term=term)
                said = f"Đã gửi số liệu {term.words} của {unit}."
            else:
                typed = read_figures(request.POST, [one for axis in axes for one in axis.indicators])
                made = services.enter_figures(
                    actor=actor, movement=movement, unit=unit, term=term, figures=typed
                )
                said = f"Đã ghi {len(made)} số liệu." if made else "Không có gì thay đổi."
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, said)
            return redirect(f"{reverse('movements:figures-enter', args=[pk, code])}?ky={term.key}")
    there = figures_of(movement, unit, term)
    before = figures_of(movement, unit, term.before)
    typed_again = request.POST if errors and request.POST.get("act") != "gui" else None
    rows = [
        (
            axis.axis,
            [_line(one, there.get(one.pk), before.get(one.pk), typed_again) for one in axis.indicators],
        )
        for axis in axes
    ]
    lacking = sum(line["figure"] is None for _, lines in rows for line in lines)
    context = {
        "movement": movement,
        "unit": unit,
        "term": term,
        "terms": terms_of(movement, term.cadence)[:24],
        "rows": rows,
        "lacking": lacking,
        "errors": errors,
        "report": report_of(movement, unit, term),
        "may_send": may_send_figures(scopes(actor), unit.path),
    }
    return render(request, "movements/figures_enter.html", context, status=422 if errors else 200)


def _line(indicator: Any, figure: Any, before: Any, typed: Any) -> dict[str, Any]:
    """A line of the form: what stands, or what was typed when something was wrong."""
    value = figure_words(figure.value) if figure else ""
    line = {
        "indicator": indicator,
        "figure": figure,
        "before": before,
        "value": value,
        "evidence": figure.evidence if figure else "",
        "why": "",
    }
    if typed is not None:
        keys = {"value": "v", "evidence": "m", "why": "l"}
        line |= {name: typed.get(f"{key}{indicator.pk}", "") for name, key in keys.items()}
    return line


# ---- points ---------------------------------------------------------------------------------------


def goals(request: HttpRequest, pk: int) -> HttpResponse:
    """The two levels between which each indicator earns its points."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    require_write(actor, movement.unit, movement)
    cadence = CADENCES.get(request.GET.get("loai", ""), Cadence.MONTH)
    axes = pillars(movement, cadence)
    errors: list[str] = []
    if request.method == "POST":
        try:
            levels = read_goals(request.POST, [one for axis in axes for one in axis.indicators])
            services.set_goals(actor=actor, movement=movement, cadence=cadence, levels=levels)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, "Đã lưu mức tính điểm.")
            return redirect(f"{reverse('movements:figures', args=[pk])}?loai={request.GET.get('loai', '')}")
    rows = [
        (
            axis,
            [
                _levels(one, axis.goals.get(one.pk), request.POST if errors else None)
                for one in axis.indicators
            ],
        )
        for axis in axes
    ]
    context = {"movement": movement, "rows": rows, "errors": errors, "quarterly": cadence == Cadence.QUARTER}
    return render(request, "movements/figures_goals.html", context, status=422 if errors else 200)


def _levels(indicator: Any, goal: Any, typed: Any) -> dict[str, Any]:
    if typed is not None:
        levels = {"goal": typed.get(f"d{indicator.pk}", ""), "limit": typed.get(f"k{indicator.pk}", "")}
    else:
        levels = {"goal": figure_words(goal.goal), "limit": figure_words(goal.limit)} if goal else {}
    return {"indicator": indicator} | levels
