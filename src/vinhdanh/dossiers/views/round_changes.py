"""Changing an open round, and giving one proposal another term; each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.policies import require
from vinhdanh.dossiers.forms.round_changes import (
    ChangeForm,
    ExtendOneForm,
    KeeperForm,
    QuotaForm,
    TopicForm,
    UnitForm,
)
from vinhdanh.dossiers.forms.rounds import day_text
from vinhdanh.dossiers.selectors.rounds import keepers
from vinhdanh.dossiers.services import round_changes as services
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState, Topic
from vinhdanh.dossiers.views.shown import (
    require_run,
    visible_proposal,
    visible_round,
)
from vinhdanh.people.views.shown import actor_of, add_errors

# The changes by their slug: what the page is called, what it asks for, and the service.
CHANGES: dict[str, tuple[str, type[ChangeForm], Callable[..., Any]]] = {
    "so-luong": ("Sửa số lượng tối đa", QuotaForm, services.change_quota),
    "nguoi-giu": ("Đổi người giữ một bước", KeeperForm, services.change_keeper),
    "co-quan": ("Đổi, thêm cơ quan thẩm định", TopicForm, services.change_topic),
    "don-vi": ("Thêm đơn vị đề nghị", UnitForm, services.add_unit),
}


def alter(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One change of an open round."""
    round = visible_round(request, pk)
    if what not in CHANGES:
        raise Http404
    title, asks, service = CHANGES[what]
    require_run(request, round)
    if round.state != RoundState.OPEN:
        messages.error(request, f"{title}: không làm được, {round} {round.get_state_display().lower()}.")
        return redirect("dossiers:round", pk)
    form = asks(request.POST or None, round=round, item=request.GET.get("muc", ""), keepers=keepers())
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if "stage" in data:
            data["stage"] = Stage(data["stage"])
        if "topic" in data:
            data["topic"] = Topic(data["topic"])
        try:
            service(actor=actor_of(request), round=round, **data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{title}: đã ghi, có lý do trong nhật ký.")
            return redirect("dossiers:round", pk)
    context = {"round": round, "title": title, "form": form}
    return render(request, "dossiers/round_alter.html", context, status=422 if form.errors else 200)


def extend_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Another term for one proposal in the step where it stands."""
    proposal = visible_proposal(request, pk)
    require(answer_about(actor_of(request), proposal, "gia hạn"))
    due = proposal.due
    form = ExtendOneForm(request.POST or None, initial={"due": day_text(due.date()) if due else ""})
    if request.method == "POST" and form.is_valid():
        try:
            moved = services.extend_one(actor=actor_of(request), proposal=proposal, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã gia hạn hồ sơ {moved.code}.")
            return redirect("dossiers:dossier", pk)
    context = {"proposal": proposal, "form": form}
    return render(request, "dossiers/extend_one.html", context, status=422 if form.errors else 200)
