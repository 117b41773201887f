"""Signing a decision by keys: the file that all sign, its order, the signatures, files from elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.signing import ElsewhereForm, KeyForm, OrderForm, PrepareForm
from vinhdanh.decisions.models import DecisionDraft, SignedFile
from vinhdanh.decisions.papers.decision import hidden_from
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.policies.signing import may_initial
from vinhdanh.decisions.selectors.drafts import drafts_visible_to, lines_of
from vinhdanh.decisions.selectors.signing import bytes_of, course_of, seal_image, signature_image
from vinhdanh.decisions.services.signed_files import paper_of
from vinhdanh.decisions.services.signing import own_lines
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.decisions.views.reports import shown_reports
from vinhdanh.documents.paper import PaperError
from vinhdanh.documents.pdf import paper_pictures
from vinhdanh.people.views.shown import actor_of, add_errors

PAGES = 12  # of a preview
FORMS: dict[str, tuple[str, type[Any]]] = {
    "thu-tu": ("order_form", OrderForm),
    "dung": ("prepare_form", PrepareForm),
    "ky-nhay": ("key_form", KeyForm),
    "ky": ("key_form", KeyForm),
    "tai-len": ("elsewhere_form", ElsewhereForm),
}


def _found(request: HttpRequest, pk: int) -> DecisionDraft:
    """A decision that the account sees, or has to initial; any other does not exist."""
    actor = actor_of(request)
    found = drafts_visible_to(actor).filter(pk=pk).first()
    if found is None:
        found = DecisionDraft.objects.filter(pk=pk, signing_order__account=actor).first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The file to sign, whose turn it is, and what may be done."""
    return _shown(request, _found(request, pk))


def _shown(request: HttpRequest, found: DecisionDraft, **forms: Any) -> HttpResponse:
    actor, held, course = actor_of(request), scopes(actor_of(request)), course_of(found)
    turn = course.left[0] if course.left else None
    order = list(found.signing_order.select_related("account"))
    as_signed = {
        "day": timezone.localdate(),
        "number": found.number.n if found.number else None,
        "signer": found.signer,
        "signer_post": found.signer_post,
    }
    places = {f"who{one.position}": one.account_id for one in order}
    posts = {f"post{one.position}": one.post for one in order}
    context = {
        "draft": found,
        "course": course,
        "turn": turn,
        "my_turn": may_initial(turn is not None and turn.account_id == actor.pk),
        "visible": drafts_visible_to(actor).filter(pk=found.pk).exists(),
        "may_draft": may_draft(held, found.unit.path),
        "may_sign": may_sign(held, found.unit.path, own=own_lines(actor, found, list(lines_of(found)))),
        "files": found.signed_files.all(),
        "pictured": _page_count(found) if course.prepared and not found.signed else [],
        "has_signature": signature_image(actor) is not None,
        "has_seal": seal_image(found.authority) is not None,
        "key_form": KeyForm(initial={"location": found.authority.place}),
        "prepare_form": PrepareForm(initial=as_signed),
        "elsewhere_form": ElsewhereForm(initial=as_signed),
        "order_form": OrderForm(initial=places | posts),
        "refused": [form for form in forms.values() if form.errors],
    }
    return render(request, "decisions/keys.html", context | forms, status=422 if context["refused"] else 200)


@never_cache
@sensitive_post_parameters("secret")
@sensitive_variables("form", "key")
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act by its name in the address; refused, the page says why. Keys have to be given again."""
    found = _found(request, pk)
    if act not in FORMS:
        raise Http404
    name, kind = FORMS[act]
    form = kind(request.POST, request.FILES)
    if form.is_valid():
        try:
            said = _done(act, request, found, form)
        except ValidationError as error:
            add_errors(form, error)
            found = _found(request, pk)
        else:
            messages.success(request, said)
            return redirect("decisions:keys", pk)
    return _shown(request, found, **{name: form})


@sensitive_variables("form", "data")
def _done(act: str, request: HttpRequest, found: DecisionDraft, form: Any) -> str:
    actor, data, seen = actor_of(request), form.cleaned_data, request.POST.get("seen", "")
    match act:
        case "thu-tu":
            made = services.set_signing_order(actor=actor, draft=found, named=form.named())
            return f"Đã ghi {len(made)} người ký nháy." if made else "Không ai ký nháy quyết định này."
        case "dung":
            kept = services.prepare_file(actor=actor, draft=found, **data)
            return f"Đã dựng bản số {kept.number}, ngày {kept.day:%d/%m/%Y}. Xem lại từng trang rồi ký."
        case "ky-nhay":
            services.initial_file(actor=actor, draft=found, seen=seen, key=form.signing_key())
            return "Đã ký nháy."
        case "ky":
            signed = services.sign_file(
                actor=actor,
                draft=found,
                seen=seen,
                key=form.signing_key(),
                reason=data["reason"],
                location=data["location"],
            )
        case _:
            given = dict(data)
            signed = services.record_signed_elsewhere(
                actor=actor, draft=found, data=given.pop("file"), **given
            )
    services.judge_again()
    return f"Đã ký {signed.decision}. {signed.lines.count()} lượt đã vào Sổ khen thưởng."


# ---- files ----------------------------------------------------------------------------------------


def _page_count(found: DecisionDraft) -> list[int]:
    """Numbers of the pages that the preview shows."""
    course = course_of(found)
    assert course.prepared is not None
    try:
        count = len(paper_pictures(paper_of(found, course.prepared), ppi=18))
    except PaperError:
        return []
    return list(range(1, min(count, PAGES) + 1))


@require_GET
def preview(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of the file to sign, as a picture."""
    found = _whole(request, pk)
    course = course_of(found)
    if course.prepared is None or found.signed or not 0 < page <= PAGES:
        raise Http404
    pictures = paper_pictures(paper_of(found, course.prepared), ppi=96)
    if page > len(pictures):
        raise Http404
    return HttpResponse(pictures[page - 1], content_type="image/png")


def _file(request: HttpRequest, pk: int, version: int) -> SignedFile:
    return get_object_or_404(_whole(request, pk).signed_files, version=version)


def _whole(request: HttpRequest, pk: int) -> DecisionDraft:
    """A decision whose file may be read: nothing can be taken out of what is signed."""
    found, actor = _found(request, pk), actor_of(request)
    initials = found.signing_order.filter(account=actor).exists()
    if not initials and hidden_from(actor, found, list(lines_of(found))):
        raise PermissionDenied(
            "Quyết định có người thuộc diện mật: chỉ người soạn, người ký xem được bản ký số."
        )
    return found


@require_GET
def download(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """A kept PDF. What came from elsewhere is only ever saved, never shown in the site's own name."""
    found = _file(request, pk, version)
    try:
        data = bytes_of(found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("decisions:keys", pk)
    response = HttpResponse(data, content_type="application/pdf")
    how = "inline" if found.role == FileRole.PREPARED else "attachment"
    response["Content-Disposition"] = f"{how}; filename=quyet-dinh-{pk}-ban-{version}.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def report(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """What the signatures of a kept file were worth when it was kept, and are today."""
    found = _file(request, pk, version)
    try:
        data, lost = bytes_of(found), ""
    except ValidationError as error:
        data, lost = b"", " ".join(error.messages)
    now, problem = shown_reports(data) if data else ([], lost)
    context = {"draft": found.draft, "file": found, "kept": found.reports, "reports": now, "problem": problem}
    return render(request, "decisions/signed_report.html", context)
