"""Pages of submissions: what waits, the list, a draft, its page, the papers, the printed tờ trình."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.submissions import DropForm, EventForm, SendForm, read_papers
from vinhdanh.decisions.models import Submission
from vinhdanh.decisions.models.submissions import WAITING_STAGES, SubmissionQuerySet
from vinhdanh.decisions.papers.submission import SUBMISSION, submission_paper
from vinhdanh.decisions.policies.submissions import may_sign_submission, may_write_submission
from vinhdanh.decisions.selectors import submissions as reading
from vinhdanh.decisions.selectors.agreement import agreement_of
from vinhdanh.decisions.types.submissions import ABOVE, EventKind, LineResult, SubmissionState
from vinhdanh.decisions.upward import bodies, decider_of
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.views.shown import actor_of, add_errors, download, today

PAGE = 50


def _found(request: HttpRequest, pk: int) -> Submission:
    return get_object_or_404(reading.submissions_visible_to(actor_of(request)), pk=pk)


def _listed(request: HttpRequest) -> tuple[SubmissionQuerySet, dict[str, str]]:
    found = reading.listed(actor_of(request))
    asked = {key: request.GET.get(key, "").strip() for key in ("cap", "tt", "han", "nam", "tim")}
    if asked["cap"] in GivenBy.values:
        found = found.filter(level=asked["cap"])
    if asked["tt"] == "above":
        found = found.filter(state__in=ABOVE)
    elif asked["tt"] in SubmissionState.values:
        found = found.filter(state=asked["tt"])
    if asked["han"] == "qua":
        found = found.late(today())
    if asked["nam"].isdecimal():
        found = found.filter(year=int(asked["nam"][:4]))
    if asked["tim"]:
        words = fold(asked["tim"])
        keys = [
            one.pk
            for one in found
            if words in fold(f"{one.number} {one.about} {one.addressee} {one.through} {one.holder}")
        ]
        found = found.filter(pk__in=keys)
    return found, asked


def submissions(request: HttpRequest) -> HttpResponse:
    """What waits to be submitted, and everything that was, late ones first."""
    actor = actor_of(request)
    rows, asked = _listed(request)
    every = reading.submissions_visible_to(actor)
    waiting = [
        (group, may_write_submission(scopes(actor), group.unit.path)) for group in reading.groups(actor)
    ]
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "asked": asked,
        "filtered": any(asked.values()),
        "groups": waiting,
        "levels": GivenBy.choices,
        "states": SubmissionState.choices,
        "years": sorted({one for one in every.values_list("year", flat=True) if one}, reverse=True),
        "tiles": (
            ("quá hạn", every.late(today()).count(), "han=qua"),
            ("đang ở cấp trên", every.above().count(), "tt=above"),
            ("cấp trên hỏi bổ sung", every.filter(state=SubmissionState.ASKED).count(), "tt=asked"),
            ("đang soạn", every.filter(state=SubmissionState.DRAFT).count(), "tt=draft"),
            ("đã có kết quả", every.filter(state=SubmissionState.DONE).count(), "tt=done"),
        ),
        "today": today(),
    }
    return render(request, "decisions/submissions.html", context)


def submissions_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    rows, _ = _listed(request)
    headings = (
        ("Số tờ trình", 18),
        ("Ngày ký", 12),
        ("Người quyết định", 30),
        ("Gửi qua", 24),
        ("Về việc", 50),
        ("Số đề nghị", 10),
        ("Được tặng", 10),
        ("Không chọn", 10),
        ("Trả lại", 10),
        ("Tình trạng", 22),
        ("Nơi giữ hồ sơ", 30),
        ("Hạn kế tiếp", 12),
        ("Việc đến hạn", 50),
    )
    content = workbook(
        actor=actor_of(request),
        title="Tờ trình lên cấp trên",
        notes=[],
        columns=headings,
        rows=(
            [
                one.number or None,
                f"{one.signed:%d/%m/%Y}" if one.signed else None,
                one.addressee,
                one.through or None,
                one.about,
                one.asked,  # type: ignore[attr-defined]
                one.given,  # type: ignore[attr-defined]
                one.refused,  # type: ignore[attr-defined]
                one.returned,  # type: ignore[attr-defined]
                one.get_state_display(),
                one.holder or None,
                f"{one.due:%d/%m/%Y}" if one.due else None,
                one.due_what or None,
            ]
            for one in rows
        ),
    )
    return download(content, "trinh-cap-tren.xlsx")


# ---- one submission -------------------------------------------------------------------------------


def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """A submission: where it stands, what is due, its list, its papers, everything that happened."""
    return _shown(request, _found(request, pk))


def _shown(
    request: HttpRequest, found: Submission, form: Any = None, wrong: ValidationError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    lines = reading.lines_visible_to(actor, found)
    papers = list(found.papers.all())
    honours = {line.proposal.honour for line in lines}
    seen = reading.seen_from(found)
    places = [*filter(None, (found.through, found.addressee)), *bodies(honours, today())]
    now = {"on": today(), "signed": today()}
    context = {
        "one": found,
        "lines": lines,
        "waiting": sum(line.proposal.stage in WAITING_STAGES and not line.result for line in lines),
        "tally": reading.tally(lines),
        "papers": papers,
        "ready": sum(paper.ready for paper in papers),
        "events": found.events.select_related("decision"),
        "limits": reading.limits(found),
        "agreement": agreement_of(found, lines),
        "came_back": list(
            dict.fromkeys(one.proposal.unit for one in lines if one.result == LineResult.RETURNED)
        ),
        "steps": _steps(found),
        "decider": decider_of(lines[0].proposal.honour, found.level, today(), found.unit.force)
        if lines
        else None,
        "may_write": may_write_submission(scopes(actor), found.unit.path, seen_from=seen),
        "may_sign": may_sign_submission(scopes(actor), found.unit.path, seen_from=seen),
        "is_draft": found.state == SubmissionState.DRAFT,
        "is_above": found.state in ABOVE,
        "is_late": bool(found.due and found.due < today()),
        "send_form": form if isinstance(form, SendForm) else SendForm(auto_id="gui-%s", initial=now),
        "drop_form": form if isinstance(form, DropForm) else DropForm(auto_id="bo-%s"),
        "event_form": form
        if isinstance(form, EventForm)
        else EventForm(auto_id="dien-bien-%s", state=found.state, initial={**now, "holder": found.holder}),
        "open": type(form).__name__ if form else "",
        "wrong": wrong.messages if wrong else [],
        "bodies": list(dict.fromkeys(places)),
        "today": today(),
    }
    return render(request, "decisions/submission.html", context, status=422 if form or wrong else 200)


_STAGE_WORDS = {
    SubmissionState.SENT: ("Đã gửi", EventKind.SENT),
    SubmissionState.RECEIVED: ("Tiếp nhận", EventKind.RECEIVED),
    SubmissionState.ASKED: ("Hỏi bổ sung", EventKind.ASKED),
    SubmissionState.FORWARDED: ("Trình tiếp", EventKind.FORWARDED),
    SubmissionState.DONE: ("Kết quả", EventKind.OUTCOME),
}


def _steps(found: Submission) -> list[tuple[str, str, Any]]:
    """The line of steps: how each stands, its words, and the day on which it last happened.

    What happened comes first, in the order in which it did; a file may be passed on and received again.
    """
    last = {event.kind: event for event in found.events.all()}
    state = SubmissionState(found.state)
    past = [one for one, (_, kind) in _STAGE_WORDS.items() if kind in last and one != state]
    past.sort(key=lambda one: last[_STAGE_WORDS[one][1]].pk)
    order = [*past, *([state] if state in _STAGE_WORDS else [])]
    if state != SubmissionState.DONE:
        order += [one for one in _STAGE_WORDS if one not in order and one != SubmissionState.ASKED]
        order.sort(key=lambda one: one == SubmissionState.DONE)
    made = timezone.localtime(found.created).date()
    steps: list[tuple[str, str, Any]] = [("done" if order and state in order else "now", "Soạn", made)]
    for one in order:
        words, kind = _STAGE_WORDS[one]
        event = last.get(kind)
        how = "now" if one == state else "done" if one in past else ""
        where = f": {event.holder}" if event and one == state and one != SubmissionState.DONE else ""
        steps.append((how, words + where, event.on if event else None))
    return steps


@require_POST
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Which papers are at hand."""
    found = _found(request, pk)
    try:
        services.set_papers(
            actor=actor_of(request),
            submission=found,
            papers=read_papers(list(found.papers.all()), request.POST),
            added=[request.POST.get("them", "")],
        )
    except ValidationError as error:
        return _shown(request, found, wrong=error)
    messages.success(request, "Đã ghi thành phần hồ sơ.")
    return redirect("decisions:submission", pk)


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Sign and send, drop, or write down a step."""
    actor, found = actor_of(request), _found(request, pk)
    ids = f"{act}-%s"
    match act:
        case "gui":
            form: Any = SendForm(request.POST, auto_id=ids)
        case "bo":
            form = DropForm(request.POST, auto_id=ids)
        case "dien-bien":
            form = EventForm(request.POST, auto_id=ids, state=found.state)
        case _:
            raise Http404
    if form.is_valid():
        try:
            match act:
                case "gui":
                    services.send_submission(actor=actor, submission=found, **form.cleaned_data)
                    said = "Đã gửi tờ trình. Mọi hồ sơ trong danh sách chuyển sang “Đã trình cấp trên”."
                case "bo":
                    services.drop_submission(actor=actor, submission=found, **form.cleaned_data)
                    messages.success(
                        request, "Đã bỏ tờ trình đang soạn. Các hồ sơ trở lại danh sách chờ trình."
                    )
                    return redirect("decisions:submissions")
                case _:
                    services.record_event(actor=actor, submission=found, **form.cleaned_data)
                    said = "Đã ghi diễn biến."
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, said)
            return redirect("decisions:submission", pk)
    return _shown(request, get_object_or_404(Submission, pk=pk), form)


def annex(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a submission as Excel, as it goes with the paper; people under secrecy stay out."""
    actor, found = actor_of(request), _found(request, pk)
    content = workbook(
        actor=actor,
        persons_in=1,
        title=f"Danh sách kèm theo {str(found)[0].lower()}{str(found)[1:]}",
        notes=[f"{found.unit.name} trình {found.addressee} {found.about}."],
        columns=[
            ("STT", 6),
            ("Số hiệu, mã", 14),
            ("Tập thể, cá nhân", 34),
            ("Đơn vị", 40),
            ("Đề nghị tặng", 34),
            ("Năm", 12),
            ("Loại hình", 16),
            ("Tóm tắt thành tích", 60),
            ("Số hồ sơ", 20),
            ("Kết quả", 40),
        ],
        rows=(
            [
                line.position,
                line.proposal.person.number if line.proposal.person else None,
                str(line.proposal.subject),
                line.proposal.unit.name,
                reading.proposal_honour(line.proposal),
                line.proposal.years,
                line.proposal.get_merit_display(),
                line.proposal.achievement or None,
                line.proposal.code,
                _outcome_words(line),
            ]
            for line in reading.lines_visible_to(actor, found)
        ),
    )
    return download(content, f"danh-sach-to-trinh-{found.pk}.xlsx")


def _outcome_words(line: Any) -> str | None:
    if not line.result:
        return None
    parts = [line.get_result_display()]
    if line.grant and line.grant.decision:
        parts.append(str(line.grant.decision))
    return ": ".join(parts) + (f". {line.why}" if line.why else "")


def printed(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The tờ trình on paper, its list as an annex."""
    actor, found = actor_of(request), _found(request, pk)
    if not may_write_submission(scopes(actor), found.unit.path, seen_from=reading.seen_from(found)):
        require(may_sign_submission(scopes(actor), found.unit.path, seen_from=reading.seen_from(found)))
    paper = submission_paper(found, actor)
    if "de-ky" in request.GET and paper.signature:  # the space stays free for a digital signature
        paper = replace(paper, signature=replace(paper.signature, mark=""))
    return paper_response(request, SUBMISSION, paper, unit=found.unit, form=form, name=f"to-trinh-{found.pk}")
