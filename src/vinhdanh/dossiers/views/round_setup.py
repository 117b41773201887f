"""Setting up a round, and its own acts: open, extend, close, open again, copy, throw away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.dossiers.forms.rounds import CopyForm, ExtendForm, RoundForm, WhyForm, day_text
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.proposals import rounds_visible_to
from vinhdanh.dossiers.selectors.round_terms import legal_terms, suggested_term
from vinhdanh.dossiers.selectors.rounds import keepers
from vinhdanh.dossiers.services.round_states import (
    close_round,
    drop_round,
    extend,
    open_round,
    reopen_round,
    where_open,
)
from vinhdanh.dossiers.services.rounds import copy_round, write_round
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState
from vinhdanh.dossiers.views.shown import (
    require_run,
    visible_round,
)
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, this_year, whole

# The acts of a round by their slug: what the page is called, and in which state the round must be.
ACTS = {
    "mo": ("Mở đợt", RoundState.DRAFT),
    "gia-han": ("Gia hạn một bước", RoundState.OPEN),
    "ket-thuc": ("Kết thúc đợt", RoundState.OPEN),
    "mo-lai": ("Mở lại đợt", RoundState.CLOSED),
    "bo": ("Bỏ bản lập", RoundState.DRAFT),
    "chep": ("Chép sang năm khác", None),
}


def add(request: HttpRequest) -> HttpResponse:
    """A new round of one kind, with what such a round usually has."""
    actor = actor_of(request)
    agency = visible_units(actor, Action.RUN_ROUND).order_by("depth", "path").first()
    if agency is None:
        require(may_run_round(scopes(actor), "/"))
        raise Http404
    asked = request.GET.get("loai", "")
    kind = RoundKind(asked) if asked in RoundKind.values else RoundKind.YEARLY
    return _edited(request, agency, kind, whole(request.GET.get("nam"), this_year()), None)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    round = visible_round(request, pk)
    require_run(request, round)
    if round.state != RoundState.DRAFT:
        messages.error(request, "Đợt đã mở: chỉ gia hạn từng bước, không sửa cách xét giữa chừng.")
        return redirect("dossiers:round", pk)
    return _edited(request, round.unit, RoundKind(round.kind), round.year, round)


def _edited(
    request: HttpRequest, agency: Unit, kind: RoundKind, year: int, round: ReviewRound | None
) -> HttpResponse:
    form = RoundForm(
        request.POST if request.method == "POST" else None, agency=agency, kind=kind, year=year, round=round
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = write_round(
                actor=actor_of(request),
                unit=agency,
                round=round,
                run=round.run if round else None,
                **form.cleaned(),
            )
        except ValidationError as error:
            add_errors(form.head, error)
        else:
            messages.success(request, "Đã lưu bản lập. Mở đợt thì đơn vị bắt đầu đề nghị.")
            return redirect("dossiers:round", made.pk)
    chosen = [row.code for row in form.honours if row.chosen]
    earlier = rounds_visible_to(actor_of(request)).filter(unit=agency, year__lt=year)[:5]
    context: dict[str, Any] = {
        "form": form,
        "round": round,
        "agency": agency,
        "kind": kind,
        "kinds": RoundKind.choices,
        "year": year,
        "earlier": earlier,
        "terms": legal_terms(chosen, year),
        "suggested": suggested_term(chosen, year),
        "units": Unit.objects.open(timezone.localdate())
        .filter(path__startswith=agency.path, depth__lte=agency.depth + 1)
        .order_by("path"),
        "accounts": keepers(),
    }
    return render(request, "dossiers/round_edit.html", context, status=422 if form.errors else 200)


# ---- acts -------------------------------------------------------------------------------------------


def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act with a round: a page that says what follows, then the act."""
    round = visible_round(request, pk)
    if act not in ACTS:
        raise Http404
    title, wanted = ACTS[act]
    require_run(request, round)
    if wanted is not None and round.state != wanted:
        messages.error(request, f"{title}: không làm được, {round} {round.get_state_display().lower()}.")
        return redirect("dossiers:round", pk)
    form = _form(request, round, act)
    refused: list[str] = []
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _done(request, round, act, form.cleaned_data if form else {})
        except ValidationError as error:
            if form is not None and hasattr(error, "error_dict"):
                add_errors(form, error)
            else:
                refused = error.messages
    context = {
        "round": round,
        "act": act,
        "title": title,
        "form": form,
        "refused": refused,
        "waiting": where_open(round) if act == "ket-thuc" else {},
        "steps": round.steps.all(),
    }
    failed = bool(refused or (form is not None and form.errors))
    return render(request, "dossiers/round_act.html", context, status=422 if failed else 200)


def _form(request: HttpRequest, round: ReviewRound, act: str) -> Any:
    data = request.POST if request.method == "POST" else None
    match act:
        case "gia-han":
            stage = request.GET.get("buoc", "")
            step = round.steps.filter(stage=stage).first()
            initial = {
                "stage": stage,
                "due": day_text(step.due) if step else "",
                "hours": step and step.hours,
            }
            return ExtendForm(data, round=round, initial=initial)
        case "mo-lai":
            return WhyForm(data)
        case "chep":
            year = max(this_year(), round.year + 1)
            name = round.name.replace(str(round.year), str(year))
            return CopyForm(data, initial={"name": name, "year": year})
    return None


def _done(request: HttpRequest, round: ReviewRound, act: str, data: dict[str, Any]) -> HttpResponse:
    actor = actor_of(request)
    match act:
        case "mo":
            open_round(actor=actor, round=round)
            messages.success(request, "Đã mở đợt: đơn vị lập danh sách đề nghị từ bây giờ.")
        case "gia-han":
            stage = Stage(data.pop("stage"))
            extend(actor=actor, round=round, stage=stage, **data)
            messages.success(request, f"Đã gia hạn bước “{stage.label}”.")
        case "ket-thuc":
            close_round(actor=actor, round=round)
            messages.success(request, "Đã kết thúc đợt.")
        case "mo-lai":
            reopen_round(actor=actor, round=round, why=data["why"])
            messages.success(request, "Đã mở lại đợt.")
        case "bo":
            drop_round(actor=actor, round=round)
            messages.success(request, f"Đã bỏ bản lập “{round}”. Nhật ký giữ nội dung.")
            return redirect("dossiers:rounds")
        case _:
            made = copy_round(actor=actor, source=round, **data)
            messages.success(request, "Đã chép. Xem lại hạn, căn cứ, đơn vị rồi mở đợt.")
            return redirect("dossiers:round-change", made.pk)
    return redirect("dossiers:round", round.pk)
