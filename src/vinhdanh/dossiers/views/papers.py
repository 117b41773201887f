"""Files, achievements and works of a dossier."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from vinhdanh.dossiers import services
from vinhdanh.dossiers.files import MEDIA, path_of
from vinhdanh.dossiers.forms.dossier import AchievementForm, FileForm, WorksForm
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.dossiers.views.dossier import again, at_page, said_of, visible
from vinhdanh.people.views.shown import actor_of


def _done(
    request: HttpRequest, proposal: Proposal, place: str, said: str, act: Callable[[], object]
) -> HttpResponse:
    """Do something and go back to the panel, with what came of it."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return at_page(proposal, place)


def _refused(request: HttpRequest, proposal: Proposal, place: str, form: forms.Form) -> HttpResponse:
    for said in form.errors.values():
        messages.error(request, " ".join(str(one) for one in said))
    return at_page(proposal, place)


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file as a paper."""
    proposal, form = visible(request, pk), FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, proposal, "#giay-to", form)
    given = form.cleaned_data["file"]

    def act() -> object:
        return services.attach_file(
            actor=actor_of(request),
            proposal=proposal,
            item=form.cleaned_data["item"],
            name=given.name or "",
            data=given.read(),
        )

    return _done(request, proposal, "#giay-to", "Đã gắn tệp.", act)


@require_GET
def download(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file, always to save and never to run or show in the site's own name."""
    found = get_object_or_404(visible(request, pk).attachments, pk=file)
    path = path_of(found.sha256)
    if not path.exists():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=MEDIA[FileKind(found.kind)])
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def withdraw(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Withdraw a file, with the reason."""
    proposal = visible(request, pk)
    found = get_object_or_404(proposal.attachments, pk=file)
    why = request.POST.get("why", "")
    return _done(
        request,
        proposal,
        "#giay-to",
        f"Đã rút tệp {found.name}; lịch sử còn giữ.",
        lambda: services.withdraw_file(actor=actor_of(request), attachment=found, why=why),
    )


@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an achievement."""
    proposal = visible(request, pk)
    form = AchievementForm(request.POST, proposal=proposal)
    if not form.is_valid():
        return again(request, proposal, "tell", said_of(form))
    data, actor = form.cleaned_data, actor_of(request)

    try:
        if data["achievement"] is not None:
            services.use_achievement(actor=actor, proposal=proposal, achievement=data["achievement"])
        else:
            services.add_achievement(
                actor=actor,
                proposal=proposal,
                text=data["text"],
                since=data["since"],
                until=data["until"],
                praise=data["praise"],
            )
    except ValidationError as error:
        return again(request, proposal, "tell", error.messages)
    messages.success(request, "Đã ghi thành tích.")
    return at_page(proposal, "#thanh-tich")


@require_POST
def untell(request: HttpRequest, pk: int, use: int) -> HttpResponse:
    """Take an achievement out of the dossier."""
    proposal = visible(request, pk)
    found = get_object_or_404(proposal.achievement_uses, pk=use)
    return _done(
        request,
        proposal,
        "#thanh-tich",
        "Đã bỏ thành tích khỏi hồ sơ.",
        lambda: services.remove_achievement(actor=actor_of(request), use=found),
    )


@require_POST
def works(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the works that the proposal rests on."""
    proposal = visible(request, pk)
    form = WorksForm(request.POST, proposal=proposal)
    if not form.is_valid():
        return _refused(request, proposal, "#thanh-tich", form)
    chosen = list(form.cleaned_data["works"])
    return _done(
        request,
        proposal,
        "#thanh-tich",
        "Đã ghi sáng kiến của hồ sơ.",
        lambda: services.choose_works(actor=actor_of(request), proposal=proposal, works=chosen),
    )
