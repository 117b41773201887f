"""A unit's list of proposals from a Word file or a workbook: preview, choosing, putting in, taking out again.

As with other lists nothing is stored between preview and writing: the lines travel in the page, sealed.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.services.listing import Outcome, list_proposals, move_many
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.dossiers.views.listing import unit_of
from vinhdanh.dossiers.views.shown import visible_round
from vinhdanh.exchange.forms import FileForm
from vinhdanh.exchange.lists.proposals import ReadProposals, read_proposals
from vinhdanh.exchange.reading.source import NotAWorkbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of

SALT = "vinhdanh.exchange.proposals"
SEALED_FOR = 7200  # seconds
WRONG_FILE = "Đưa nhầm từ tệp danh sách"


class ProposalFileForm(forms.Form):
    """A file with the list."""

    file = FileForm.base_fields["file"]
    clean_file = FileForm.clean_file


def _place(request: HttpRequest, pk: int, code: str) -> tuple[ReviewRound, Unit]:
    """The round and the unit, for who writes the unit's list."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    require(decide(scopes(actor_of(request)), Action.PROPOSE, unit.path))
    return round, unit


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Bring a file; see line by line what would be put in."""
    round, unit = _place(request, pk, code)
    form = ProposalFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "round": round,
        "unit": unit,
        "form": form,
        "is_open": round.state == RoundState.OPEN,
        "made": _made(request, round, unit),
        "undo": request.GET.get("da-ghi", ""),
    }
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = read_proposals(actor_of(request), round, unit, file.read(), file.name or "tệp")
        except NotAWorkbook as error:
            form.add_error("file", str(error))
        else:
            context |= {
                "found": found,
                "name": file.name,
                "numbered": list(enumerate(found.lines)),
                "sealed": _seal(request, round, unit, found),
            }
    return render(request, "exchange/proposals.html", context, status=422 if form.errors else 200)


@require_POST
def put_in(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put the ticked lines into the unit's list, each an act of its own."""
    round, unit = _place(request, pk, code)
    back = redirect("exchange:list-proposals", pk, code)
    try:
        said = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=SEALED_FOR)
    except signing.BadSignature:
        messages.error(request, "Bản xem trước đã quá hạn, chưa ghi gì: tải tệp lên lần nữa.")
        return back
    if said["to"] != [round.pk, unit.code, actor_of(request).pk]:
        messages.error(
            request, "Bản xem trước này không phải của đồng chí hoặc của danh sách này, chưa ghi gì."
        )
        return back
    whole, chosen = Outcome(), set(request.POST.getlist("dong"))
    for at, (name, honour, subject, achievement) in enumerate(said["lines"]):
        if str(at) not in chosen:
            continue
        subject = request.POST.get(f"ai-{at}") or subject
        honour = request.POST.get(f"dh-{at}") or honour
        if not subject or not honour:
            whole.refused.append((name, "chưa chọn người hoặc danh hiệu, hình thức."))
            continue
        one = list_proposals(
            actor=actor_of(request),
            round=round,
            unit=unit,
            honour=honour,
            subjects=[subject],
            why=request.POST.get("ly_do", "")[:300],
            achievement=achievement,
        )
        whole.done += one.done
        whole.refused += one.refused
    for name, words in whole.refused:
        messages.error(request, f"{name}: {words}")
    if not whole.done:
        if not whole.refused:
            messages.error(request, "Chưa chọn dòng nào, chưa ghi gì.")
        return back
    messages.success(request, f"Đã đưa vào danh sách {len(whole.done)} đề nghị.")
    made = signing.dumps([row.pk for row in whole.done], salt=SALT, compress=True)
    return redirect(f"{back.url}?da-ghi={made}")


@require_POST
def take_out(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Drop what one file put in, as far as nobody has sent it on."""
    round, unit = _place(request, pk, code)
    rows = _made(request, round, unit)
    outcome = move_many(actor=actor_of(request), proposals=rows, verb="drop", why=WRONG_FILE)
    for name, words in outcome.refused:
        messages.error(request, f"{name}: {words}")
    messages.success(request, f"Đã bỏ khỏi danh sách {len(outcome.done)} đề nghị vừa đưa vào.")
    return redirect("exchange:list-proposals", pk, code)


def _made(request: HttpRequest, round: ReviewRound, unit: Unit) -> list[Any]:
    """The proposals that the file in the address put in and that are drafts still."""
    sealed = request.POST.get("da-ghi") or request.GET.get("da-ghi", "")
    try:
        keys = signing.loads(sealed, salt=SALT, max_age=SEALED_FOR) if sealed else []
    except signing.BadSignature:
        keys = []
    rows = proposals_visible_to(actor_of(request)).filter(round=round, unit=unit, stage=Stage.DRAFT)
    return list(rows.filter(pk__in=keys if isinstance(keys, list) else []).order_by("number"))


def _seal(request: HttpRequest, round: ReviewRound, unit: Unit, found: ReadProposals) -> str:
    lines = [
        (line.name, line.honour, line.subject.code if line.subject else "", line.achievement)
        for line in found.lines
    ]
    said = {"to": [round.pk, unit.code, actor_of(request).pk], "lines": lines}
    return signing.dumps(said, salt=SALT, compress=True)
