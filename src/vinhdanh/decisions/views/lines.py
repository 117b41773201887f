"""The list of a decision: one of its lines, and putting more into it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.drafts import LineForm, ReasonForm
from vinhdanh.decisions.models import DraftLine
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.selectors.drafts import candidates, lines_of, waiting_proposals
from vinhdanh.decisions.selectors.obstacles import obstacles_of
from vinhdanh.decisions.selectors.payments import forecast
from vinhdanh.decisions.services.signing import own_lines
from vinhdanh.decisions.views.drafts import (
    CHECKED,
    by_honour,
    elsewhere,
    ticked,
    visible_draft,
)
from vinhdanh.people.views.shown import actor_of, add_errors


def line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """One line: its money with the working, artefact, ground; take it out, or refuse it."""
    actor, found = actor_of(request), visible_draft(request, pk)
    lines = list(lines_of(found))
    row = next((one for one in lines if one.pk == line), None)
    if row is None:
        raise Http404
    for one in lines:
        one.draft = found
    money = forecast(found, lines)
    initial = {name: getattr(row, name) for name in ("own_money", "money_ground", "artefact", "despite")}
    form = LineForm(initial=initial)
    reason = ReasonForm()
    if request.method == "POST":
        act = request.POST.get("viec", "")
        form = LineForm(request.POST) if not act else form
        reason = ReasonForm(request.POST) if act else reason
        asked: Any = reason if act else form
        if asked.is_valid():
            try:
                said = _line_act(actor, row, act, asked.cleaned_data)
            except ValidationError as error:
                add_errors(asked, error)
            else:
                messages.success(request, said)
                return redirect("decisions:draft", pk)
    told = obstacles_of(found, lines, money) if not found.signed and len(lines) <= CHECKED else []
    held = scopes(actor)
    context = {
        "draft": found,
        "line": row,
        "money": money[row.pk],
        "told": [one for one in told if one.line == row.pk],
        "form": form,
        "reason_form": reason,
        "may_draft": may_draft(held, found.unit.path),
        "may_sign": may_sign(held, found.unit.path, own=own_lines(actor, found, [row])),
    }
    return render(
        request, "decisions/line.html", context, status=422 if form.errors or reason.errors else 200
    )


def _line_act(actor: Any, row: DraftLine, act: str, data: dict[str, Any]) -> str:
    """One act about a line; what the page says afterwards."""
    match act:
        case "":
            services.change_line(actor=actor, line=row, **data)
            return f"Đã lưu dòng {row.position}."
        case "dua-ra":
            services.remove_line(actor=actor, line=row)
            return f"Đã đưa {row.proposal.subject} ra khỏi danh sách; hồ sơ vẫn chờ ký."
        case "khong-chon":
            services.refuse_line(actor=actor, line=row, why=data["why"])
            return f"Đã ghi: không chọn {row.proposal.subject}."
        case _:
            raise Http404


def add_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Put more of what waits into the list."""
    actor, found = actor_of(request), visible_draft(request, pk)
    require(may_draft(scopes(actor), found.unit.path))
    waiting = waiting_proposals(found.unit).select_related(None).select_related("place")
    rows = candidates(found.authority, waiting, found.dated)
    groups = by_honour([row for row in rows if row.ground])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = list(waiting_proposals(found.unit).filter(pk__in=ticked(request, groups)))
            if not chosen:
                raise ValidationError("Chưa chọn hồ sơ nào.")
            services.add_lines(actor=actor, draft=found, proposals=chosen)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã thêm {len(chosen)} hồ sơ vào danh sách.")
            return redirect("decisions:draft", pk)
    context = {
        "draft": found,
        "form": form,
        "groups": groups,
        **elsewhere(rows),
    }
    return render(request, "decisions/add.html", context, status=422 if form.errors else 200)
