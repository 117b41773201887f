"""Lowering a title, splitting a dossier, and deciding about several at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers import services
from vinhdanh.dossiers.forms.dossier import LowerForm, SplitForm
from vinhdanh.dossiers.guards import obstacles
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.policies.parts import may_split
from vinhdanh.dossiers.policies.proposals import may_move
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.views.dossier import Eyes, at_page, visible
from vinhdanh.people.views.shown import actor_of, add_errors

MANY = 200  # dossiers on one page to decide about


def lower(request: HttpRequest, pk: int) -> HttpResponse:
    """Lower the title, with the reason; everything in the dossier goes along."""
    proposal = visible(request, pk)
    eyes = Eyes(actor_of(request), proposal)
    require(may_move(eyes.held, BY_VERB["lower"], own=eyes.own, **eyes.paths))
    form = LowerForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.lower(
                actor=eyes.actor,
                proposal=proposal,
                honour=form.cleaned_data["honour"],
                why=form.cleaned_data["why"],
                seen=request.POST.get("seen") or None,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request,
                f"Đã hạ xuống {honour_name(made.honour, police=True)}: {made.code} thay {proposal.code}.",
            )
            return at_page(made)
    context = {"proposal": proposal, "form": form, "name": honour_name(proposal.honour, police=True)}
    return render(request, "dossiers/lower.html", context, status=422 if form.errors else 200)


def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Put some achievements into a second dossier."""
    proposal = visible(request, pk)
    eyes = Eyes(actor_of(request), proposal)
    require(may_split(eyes.held, eyes.stage, own=eyes.own, **eyes.unit_paths))
    form = SplitForm(request.POST or None, proposal=proposal, initial={"honour": proposal.honour})
    if request.method == "POST" and form.is_valid():
        chosen = proposal.achievement_uses.filter(pk__in=form.cleaned_data["uses"])
        try:
            made = services.split(
                actor=eyes.actor,
                proposal=proposal,
                uses=list(chosen),
                why=form.cleaned_data["why"],
                honour=form.cleaned_data["honour"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã tách: hồ sơ mới {made.code}.")
            return at_page(made)
    context = {"proposal": proposal, "form": form, "chosen": request.POST.getlist("uses")}
    return render(request, "dossiers/split.html", context, status=422 if form.errors else 200)


def decide_many(request: HttpRequest, round: int) -> HttpResponse:
    """Pass some dossiers of a round on from the appraisal and refuse others, in one act."""
    actor = actor_of(request)
    found = get_object_or_404(rounds_visible_to(actor), pk=round)
    taking_part = [one.unit.path for one in found.units.select_related("unit")]
    require(may_run_round(scopes(actor), found.unit.path, seen_from=taking_part))
    waiting = list(
        proposals_visible_to(actor)
        .filter(round=found, stage=Stage.APPRAISAL)
        .order_by("unit__path", "honour")[:MANY]
    )
    errors: list[str] = []
    if request.method == "POST":
        accepted = [one for one in waiting if request.POST.get(f"kq-{one.pk}") == "chon"]
        refused = {
            one.pk: request.POST.get(f"ly-do-{one.pk}", "")
            for one in waiting
            if request.POST.get(f"kq-{one.pk}") == "khong"
        }
        try:
            done = services.decide_many(actor=actor, accepted=accepted, refused=refused, proposals=waiting)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(
                request,
                f"Đã xử lý {len(done)} hồ sơ: {len(accepted)} chuyển bước, {len(refused)} không chọn.",
            )
            return redirect("dossiers:decide-many", round=found.pk)
    with sharing(waiting):
        rows: list[dict[str, Any]] = [
            {
                "proposal": one,
                "name": honour_name(one.honour, police=True),
                "why": obstacles(one, BY_VERB["pass_appraisal"]),
                "choice": request.POST.get(f"kq-{one.pk}", ""),
                "reason": request.POST.get(f"ly-do-{one.pk}", ""),
            }
            for one in waiting
        ]
    rows.sort(key=lambda row: bool(row["why"]))  # what can go on comes first
    ready = sum(not row["why"] for row in rows)
    context = {"round": found, "rows": rows, "ready": ready, "errors": errors, "most": MANY}
    return render(request, "dossiers/decide_many.html", context, status=422 if errors else 200)
