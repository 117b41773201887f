"""Holds: of one proposal, and what waits in a round and for how long."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.awards.recipients import code_of
from vinhdanh.dossiers.forms.appraisal import CloseForm, HoldForm
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.holds import (
    HeldRow,
    held_rows,
    hold_words,
    holds_of,
    named_along,
    running_record,
)
from vinhdanh.dossiers.selectors.posting import objections_to
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.services import holds as services
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.writing import is_own
from vinhdanh.dossiers.stages import ENDS, Stage
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.dossiers.views.shown import (
    may_run,
    named,
    said_wrong,
    visible_proposal,
    visible_round,
)
from vinhdanh.dossiers.words import inside
from vinhdanh.engine.facts import HoldGround as Recorded
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.views.shown import actor_of, add_errors, download

PAGE = 50
_AS_RECORDED = {
    Recorded.COMPLAINT.value: HoldGround.COMPLAINT,
    Recorded.INSPECTION.value: HoldGround.INSPECTION,
    Recorded.DISCIPLINE_PENDING.value: HoldGround.DISCIPLINE,
}


def holds(request: HttpRequest, pk: int) -> HttpResponse:
    """The holds of one proposal; who runs the round opens another one here."""
    proposal = visible_proposal(request, pk)
    form = HoldForm(request.POST or None, initial=_offered(proposal))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        record = running_record(proposal) if request.POST.get("theo") else None
        try:
            services.open_hold(
                actor=actor_of(request),
                proposal=proposal,
                ground=HoldGround(data["ground"]),
                note=data["note"],
                document=data["document"],
                record=record,
                on=data["on"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã hoãn xét. Có kết luận thì ghi ở đây, hồ sơ trở lại bước trước.")
            return redirect("dossiers:holds", pk)
    return _shown(request, proposal, form)


def _offered(proposal: Proposal) -> dict[str, object]:
    """What the form begins with: the hold on record about the subject, where one runs."""
    record = running_record(proposal)
    if record is None:
        return {"on": timezone.localdate()}
    note = f"Tạm hoãn xét: {inside(record)}"
    return {
        "ground": _AS_RECORDED.get(record.ground, HoldGround.OTHER),
        "note": f"{note}, {record.basis}" if record.basis else note,
        "document": record.basis[:200],
        "on": timezone.localdate(),
    }


def _shown(
    request: HttpRequest, proposal: Proposal, form: HoldForm, closing: CloseForm | None = None, at: int = 0
) -> HttpResponse:
    actor = actor_of(request)
    may = answer_about(actor, proposal, "hoãn xét")
    own = is_own(actor, proposal.subject)
    kept = holds_of(proposal)
    objections = {
        row.objection.hold_id: row for row in objections_to(proposal, runs_round=bool(may), own=own)
    }
    first = CloseForm(initial={"on": timezone.localdate()})
    context = {
        "proposal": proposal,
        "honour": named(proposal),
        "rows": [
            (one, objections.get(one.pk), closing if closing and one.pk == at else first) for one in kept
        ],
        "open": sum(one.closed is None for one in kept),
        "form": form,
        "may": may,
        "record": running_record(proposal),
        "holdable": proposal.stage not in ENDS | {Stage.DRAFT},
    }
    wrong = (form.is_bound and form.errors) or closing is not None
    return render(request, "dossiers/holds.html", context, status=422 if wrong else 200)


@require_POST
def conclude(request: HttpRequest, pk: int, hold: int) -> HttpResponse:
    """Close a hold with what was found."""
    proposal = visible_proposal(request, pk)
    found = get_object_or_404(proposal.holds, pk=hold)
    form = CloseForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.close_hold(
                actor=actor_of(request),
                hold=found,
                outcome=HoldOutcome(data["outcome"]),
                conclusion=data["conclusion"],
                document=data["document"],
                on=data["on"],
                refuse=data["refuse"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            proposal.refresh_from_db()
            messages.success(request, _said(proposal))
            return redirect("dossiers:holds", pk)
    return _shown(request, proposal, HoldForm(initial=_offered(proposal)), form, found.pk)


@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The holds on record are over: conclude by them, and go on."""
    proposal = visible_proposal(request, pk)
    try:
        moved = services.go_on_after_records(actor=actor_of(request), proposal=proposal)
    except ValidationError as error:
        said_wrong(request, error)
        return redirect("dossiers:holds", pk)
    messages.success(request, _said(moved))
    return redirect("dossiers:held", moved.round_id)


def _said(proposal: Proposal) -> str:
    if proposal.stage == Stage.DEFERRED:
        return f"Đã ghi kết luận. {hold_words([proposal])[proposal.pk].words}."
    return f"Đã ghi kết luận. Hồ sơ nay ở bước “{proposal.get_stage_display()}”."


# ---- a round --------------------------------------------------------------------------------------


def _rows(request: HttpRequest, pk: int) -> tuple[list[HeldRow], str]:
    asked = request.GET.get("tim", "").strip()
    rows = held_rows(visible_round(request, pk), proposals_visible_to(actor_of(request)))
    words = fold(asked).split()
    return [row for row in rows if all(word in row.proposal.folded for word in words)], asked


def held(request: HttpRequest, pk: int) -> HttpResponse:
    """What is deferred in a round, why and for how long."""
    round = visible_round(request, pk)
    rows, asked = _rows(request, pk)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "round": round,
        "page": page,
        "rows": [(row, named(row.proposal)) for row in named_along(list(page))],
        "ready": sum(row.may_go_on for row in rows),
        "asked": asked,
        "may": may_run(request, round),
    }
    return render(request, "dossiers/held.html", context)


def held_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as Excel; people under secrecy stay out."""
    round = visible_round(request, pk)
    rows, _ = _rows(request, pk)
    content = workbook(
        actor=actor_of(request),
        persons_in=1,
        title=f"Đang hoãn xét: {round}",
        notes=[],
        columns=[
            ("Hồ sơ", 18),
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 30),
            ("Đơn vị đề nghị", 32),
            ("Danh hiệu, hình thức", 26),
            ("Vì sao", 60),
            ("Số ngày", 10),
        ],
        rows=(
            [
                row.proposal.code,
                code_of(row.proposal.subject) or None,
                str(row.proposal.subject),
                row.proposal.unit.name,
                named(row.proposal),
                "; ".join(f"{one.get_ground_display()}: {one.note}" for one in row.holds) or None,
                row.days,
            ]
            for row in named_along(rows)
        ),
    )
    return download(content, "dang-hoan-xet.xlsx")
