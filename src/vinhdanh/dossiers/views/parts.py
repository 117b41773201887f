"""Writing a part of a dossier, and what its versions differ in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vinhdanh.access.policies import require
from vinhdanh.awards.selectors.visible import grants_of
from vinhdanh.dossiers import services
from vinhdanh.dossiers.forms.dossier import MinutesForm, SubmissionForm
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.edits import waiting_requests
from vinhdanh.dossiers.selectors.first_words import first_words
from vinhdanh.dossiers.selectors.parts import (
    WRITTEN,
    compared,
    last_of,
    over_limit,
    strength_of,
    template_for,
)
from vinhdanh.dossiers.services import PartConflict
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.views.dossier import Eyes, at_page, visible
from vinhdanh.people.views.shown import actor_of, whole

FORMS = {PartKind.MINUTES: MinutesForm, PartKind.SUBMISSION: SubmissionForm}


def _part(name: str) -> PartKind:
    if name not in PartKind.values:
        raise Http404
    return PartKind(name)


def edit(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """A part to write in. Saves by itself where scripts run; the button saves anywhere."""
    proposal, kind = visible(request, pk), _part(part)
    if request.method == "POST":
        return _save(request, proposal, kind)
    require(Eyes(actor_of(request), proposal).may_write(kind))
    version = last_of(proposal, kind)
    content = version.content if version else first_words(proposal, kind)
    return _shown(request, proposal, kind, content, version.number if version else 0)


def _save(request: HttpRequest, proposal: Proposal, kind: PartKind) -> HttpResponse:
    quiet = request.headers.get("HX-Request") == "true"
    seen = whole(request.POST.get("seen"), 0)
    form = None
    if kind in WRITTEN:
        sections = template_for(proposal, kind).sections
        content: dict[str, Any] = {one.key: request.POST.get(one.key, "") for one in sections}
    else:
        form = FORMS[kind](request.POST)
        if not form.is_valid():
            typed, errors = request.POST.dict(), {name: list(said) for name, said in form.errors.items()}
            return _answer(
                request, proposal, kind, typed, seen, form=form, quiet=quiet, errors=errors, status=422
            )
        content = form.cleaned_data
    try:
        version = services.save_part(
            actor=actor_of(request), proposal=proposal, part=kind, content=content, seen=seen
        )
    except PartConflict as conflict:
        theirs = conflict.theirs
        mine = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in content.items()
        }
        more: dict[str, Any] = {
            "conflict": conflict.messages[0],
            "theirs": theirs,
            "compared": [one for one in compared(proposal, kind, theirs.content, mine) if one.differs],
        }
        # Saved again, the typed text takes the place of theirs, which stays among the versions.
        return _answer(request, proposal, kind, content, theirs.number, form=form, quiet=quiet, **more)
    except PermissionDenied as refused:
        # Locked while it was being written: what was typed stays on the page.
        errors = {"": [str(refused)]}
        return _answer(
            request, proposal, kind, content, seen, form=form, quiet=quiet, errors=errors, status=403
        )
    except ValidationError as error:
        if form is not None:
            for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
                form.add_error(name if name in form.fields else None, texts)
        errors = getattr(error, "message_dict", {"": error.messages})
        return _answer(
            request, proposal, kind, content, seen, form=form, quiet=quiet, errors=errors, status=422
        )
    if quiet:
        return _quiet(request, proposal, kind, content, version.number, saved=version)
    messages.success(request, f"Đã lưu {kind.label.lower()}, bản {version.number}.")
    return at_page(proposal, "#cac-phan")


def _answer(
    request: HttpRequest,
    proposal: Proposal,
    kind: PartKind,
    content: dict[str, Any],
    seen: int,
    *,
    quiet: bool,
    status: int = 409,
    **more: Any,
) -> HttpResponse:
    """What was not saved: a line beside the text that is being typed, or the page with the text in it."""
    if quiet:
        more.pop("form", None)
        # The number that the writer began from stays: only he decides to save over the other's text.
        return _quiet(request, proposal, kind, content, None, **more)
    return _shown(request, proposal, kind, content, seen, status=status, **more)


def _quiet(
    request: HttpRequest,
    proposal: Proposal,
    kind: PartKind,
    content: dict[str, Any],
    seen: int | None,
    **more: Any,
) -> HttpResponse:
    context = {"proposal": proposal, "part": kind, "seen": seen, **more}
    if kind in WRITTEN:
        context["sections"] = _sections(proposal, kind, content)
    return render(request, "dossiers/part_saved.html", context)


def _sections(proposal: Proposal, kind: PartKind, content: dict[str, Any]) -> list[dict[str, Any]]:
    sections = template_for(proposal, kind).sections
    long = over_limit(sections, {one.key: str(content.get(one.key, "")).strip() for one in sections})
    return [
        {
            "section": one,
            "text": content.get(one.key, ""),
            "length": len(str(content.get(one.key, "")).replace("\r\n", "\n").strip()),
            "over": long.get(one.key, ""),
        }
        for one in sections
    ]


def _shown(
    request: HttpRequest,
    proposal: Proposal,
    kind: PartKind,
    content: dict[str, Any],
    seen: int,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {
        "proposal": proposal,
        "part": kind,
        "seen": seen,
        "asked": [one for one in waiting_requests(proposal) if one.part == kind],
        **more,
    }
    if kind in WRITTEN:
        template = template_for(proposal, kind)
        context |= {"template": template, "sections": _sections(proposal, kind, content)}
        if template.register:
            context["grants"] = grants_of(proposal.subject).select_related("decision")[:60]
    elif more.get("form") is None:
        initial = {
            key: f"{date.fromisoformat(value):%d/%m/%Y}" if key == "on" else value
            for key, value in content.items()
        }
        context["form"] = FORMS[kind](initial=initial)
    if kind is PartKind.MINUTES:
        context["strength"] = strength_of(proposal.place, timezone.localdate())
    return render(request, "dossiers/part_edit.html", context, status=status)


def versions(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Every version of a part, and two of them side by side."""
    proposal, kind = visible(request, pk), _part(part)
    every = list(proposal.part_versions.filter(part=kind).order_by("-number"))
    numbers = {one.number: one for one in every}
    newest = every[0].number if every else 0
    to = numbers.get(whole(request.GET.get("den"), newest))
    since = numbers.get(whole(request.GET.get("tu"), to.number - 1 if to else 0))
    context = {
        "proposal": proposal,
        "part": kind,
        "versions": every,
        "to": to,
        "since": since,
        "compared": compared(proposal, kind, since.content if since else {}, to.content) if to else [],
    }
    return render(request, "dossiers/part_versions.html", context)
