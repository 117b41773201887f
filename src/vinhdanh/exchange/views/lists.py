"""A commune's lists from a workbook: the empty form, the preview, writing it whole, taking it back.

Between preview and writing nothing is stored here: the lines travel in the page, sealed, so that a file with
people's data leaves no copy behind when it isn't written.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.exchange.forms import ListForm
from vinhdanh.exchange.lists.form_file import form_file
from vinhdanh.exchange.lists.kinds import CandidateList, ListSource, MemberList
from vinhdanh.exchange.lists.reading import ReadList, read_list
from vinhdanh.exchange.reading.source import NotAWorkbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, download
from vinhdanh.programmes import services
from vinhdanh.programmes.recruitment_selectors import rounds_seen
from vinhdanh.programmes.recruitment_types import RoundState
from vinhdanh.programmes.training_policies import may_register

SALT = "vinhdanh.exchange.lists"
SEALED_FOR = 7200  # seconds
LAST = 10  # files written before


def _candidates(request: HttpRequest, pk: int) -> CandidateList:
    """The round's list, for who keeps files in it; to all others there is none."""
    actor = actor_of(request)
    found = CandidateList(actor, get_object_or_404(rounds_seen(actor), pk=pk))
    if found.round.by_totals or found.round.state == RoundState.ERASED or not found.units().exists():
        raise Http404
    return found


def _members(request: HttpRequest) -> MemberList:
    """The register's list, for who keeps the register of a commune."""
    actor = actor_of(request)
    found = MemberList(actor)
    if not found.units().exists():
        answer = may_register(scopes(actor), "/")
        raise PermissionDenied(getattr(answer, "reason", "Đồng chí chưa được giao xã, phường nào."))
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """Citizens of one commune for a round."""
    return _page(request, _candidates(request, pk))


@never_cache
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """The grassroots force of one commune."""
    return _page(request, _members(request))


def candidate_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty form of citizens."""
    source = _candidates(request, pk)
    return download(form_file(source), source.file_name)


def member_form(request: HttpRequest) -> HttpResponse:
    """The empty form of members."""
    source = _members(request)
    return download(form_file(source), source.file_name)


@require_POST
def apply_candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was previewed."""
    return _apply(request, _candidates(request, pk))


@require_POST
def apply_members(request: HttpRequest) -> HttpResponse:
    """Write what was previewed."""
    return _apply(request, _members(request))


@require_POST
def undo_candidates(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """Take back what one file added."""
    return _undo(request, _candidates(request, pk), intake)


@require_POST
def undo_members(request: HttpRequest, intake: int) -> HttpResponse:
    """Take back what one file added."""
    return _undo(request, _members(request), intake)


# ---- the same for both ----------------------------------------------------------------------------


def _page(request: HttpRequest, source: ListSource) -> HttpResponse:
    units = source.units()
    first = units[:2]
    usual = first[0].code if len(first) == 1 else request.GET.get("dv", "")
    form = ListForm(request.POST or None, request.FILES or None, units=units, initial={"unit": usual})
    context: dict[str, Any] = {
        "source": source,
        "address": source.address(),
        "template_address": source.address("template"),
        "apply_address": source.address("apply"),
        "form": form,
        "columns": source.columns(),
    }
    if request.method == "POST" and form.is_valid():
        unit, file = form.cleaned_data["unit"], form.cleaned_data["file"]
        name = file.name or "tệp"
        try:
            found = read_list(source, unit, file.read(), name)
        except NotAWorkbook as error:
            form.add_error("file", str(error))
        else:
            context |= {
                "found": found,
                "unit": unit,
                "name": name,
                "sealed": _seal(source, unit, name, found),
            }
    context["intakes"] = source.intakes()[:LAST]
    return render(request, "exchange/list.html", context, status=422 if form.errors else 200)


def _seal(source: ListSource, unit: Unit, name: str, found: ReadList) -> str:
    """The lines to write, so that nobody changes them on the way; nothing when a line is wrong."""
    if found.wrong or not found.new:
        return ""
    lines = [line.texts for line in found.new]
    said = {"to": source.address(), "unit": unit.code, "by": source.actor.pk, "name": name, "lines": lines}
    return signing.dumps(said, salt=SALT, compress=True)


def _apply(request: HttpRequest, source: ListSource) -> HttpResponse:
    back = redirect(source.address())
    try:
        said = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=SEALED_FOR)
    except signing.BadSignature:
        messages.error(request, "Bản xem trước đã quá hạn, chưa ghi gì: tải tệp lên lần nữa.")
        return back
    unit = source.units().filter(code=said["unit"]).first()
    if unit is None or (said["to"], said["by"]) != (source.address(), source.actor.pk):
        messages.error(
            request, "Bản xem trước này không phải của đồng chí hoặc của danh sách này, chưa ghi gì."
        )
        return back
    lines = []
    for texts in said["lines"]:
        form = source.form(unit, texts)
        if not form.is_valid():
            messages.error(request, "Sổ đã thay đổi từ lúc xem trước, chưa ghi gì: tải tệp lên lần nữa.")
            return back
        lines.append({name: form.cleaned_data[name] for name in source.fields})
    try:
        made = source.write(unit, said["name"], lines)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back
    messages.success(request, f"Đã ghi {len(made.added)} người của {unit} từ tệp {made.file_name}.")
    return back


def _undo(request: HttpRequest, source: ListSource, pk: int) -> HttpResponse:
    intake = get_object_or_404(source.intakes(), pk=pk)
    try:
        count = services.undo_import(actor=source.actor, intake=intake)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã hoàn tác: lấy lại {count} người của lần nhập {intake.file_name}.")
    return redirect(source.address())
