"""Asking a unit to mend parts, its answer, and the review."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.dossiers import services
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.services import Ask
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.views.dossier import Eyes, again, at_page, visible
from vinhdanh.people.views.shown import actor_of


def _askable(proposal: Proposal) -> list[tuple[str, PartKind, str, str]]:
    """Names of fields, parts, sections and headings: the report by section, the others whole."""
    found = []
    for part in PartKind:
        found.append((part.value, part, "", part.label))
        if part is PartKind.REPORT:
            found += [
                (f"{part.value}-{one.key}", part, one.key, f"{part.label}, {one.label}")
                for one in template_of(proposal).sections
            ]
    return found


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Which parts to mend, each with its question."""
    proposal, actor = visible(request, pk), actor_of(request)
    require(Eyes(actor, proposal).may_ask())
    errors: list[str] = []
    askable = _askable(proposal)
    if request.method == "POST":
        asks = [
            Ask(part, said, section)
            for name, part, section, _ in askable
            if (said := request.POST.get(name, "").strip())
        ]
        try:
            made = services.ask_edits(actor=actor, proposal=proposal, asks=asks)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, f"Đã yêu cầu sửa {len(made)} phần; các phần khác vẫn khóa.")
            return at_page(proposal, "#cac-phan")
    rows = [(name, label, request.POST.get(name, "")) for name, _, _, label in askable]
    context = {"proposal": proposal, "askable": rows, "errors": errors}
    return render(request, "dossiers/edit_ask.html", context, status=422 if errors else 200)


@require_POST
def settle(request: HttpRequest, pk: int, edit: int, verb: str) -> HttpResponse:
    """The unit sends back (``gui-lai``); the asker accepts (``dong-y``) or asks back (``hoi-lai``)."""
    proposal, actor = visible(request, pk), actor_of(request)
    found = get_object_or_404(proposal.edit_requests, pk=edit)
    note, instead = request.POST.get("note", ""), request.POST.get("instead", "")
    try:
        if verb == "gui-lai":
            services.answer_edit(actor=actor, request=found, note=note)
        elif verb in ("dong-y", "hoi-lai"):
            accept = verb == "dong-y"
            services.review_edit(actor=actor, request=found, accept=accept, note=note, instead_why=instead)
        else:
            raise Http404
    except ValidationError as error:
        return again(request, proposal, "edit", error.messages, found.pk)
    except PermissionDenied as error:
        if verb == "gui-lai" or instead.strip() or not Eyes(actor, proposal).may_review():
            raise
        # He may, once he says why he reviews in the asker's place.
        return again(request, proposal, "edit", [str(error)], found.pk)
    done = {"gui-lai": "Đã gửi lại", "dong-y": "Đã đồng ý", "hoi-lai": "Đã hỏi lại"}[verb]
    messages.success(request, f"{done}: {found.get_part_display().lower()}.")
    return at_page(proposal, "#cac-phan")
