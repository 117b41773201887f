"""The frozen assessments of one proposal, and what has changed since the last one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.dossiers.judging import judged_now
from vinhdanh.dossiers.selectors.freezing import changed_from, last_assessment, may_stand
from vinhdanh.dossiers.selectors.holds import running_record
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.freezing import look_again
from vinhdanh.dossiers.stages import ENDS
from vinhdanh.dossiers.views.shown import named, said_wrong, visible_proposal
from vinhdanh.people.views.shown import actor_of


def assessments(request: HttpRequest, pk: int) -> HttpResponse:
    """Every frozen assessment; the one asked for (the newest) with its criteria."""
    proposal = visible_proposal(request, pk)
    kept = list(proposal.assessments.order_by("-id"))
    asked = request.GET.get("ban", "")
    shown = next((one for one in kept if not asked or str(one.pk) == asked), None)
    if asked and shown is None:
        raise Http404
    ended = proposal.stage in ENDS
    last = last_assessment(proposal)
    now = judged_now(proposal) if last and not ended else None
    context = {
        "proposal": proposal,
        "honour": named(proposal),
        "kept": kept,
        "shown": shown,
        "now": now,
        "changed": changed_from(last, now) if last and now else [],
        "stands": may_stand(last, now) if now else False,
        "decides": answer_about(actor_of(request), proposal, "chốt lại bản đánh giá"),
        "record": None if ended else running_record(proposal),
    }
    return render(request, "dossiers/assessments.html", context)


@require_POST
def freeze_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze anew what has changed, after a look."""
    proposal = visible_proposal(request, pk)
    try:
        look_again(actor=actor_of(request), proposal=proposal, why=request.POST.get("why", "")[:500])
    except ValidationError as error:
        said_wrong(request, error)
    else:
        messages.success(request, "Đã chốt lại bản đánh giá: hồ sơ xét tiếp được.")
    return redirect("dossiers:assessments", pk)
