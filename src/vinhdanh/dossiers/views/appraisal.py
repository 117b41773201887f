"""Appraisal: what waits for a department, and the opinions about one proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Allowed, Answer
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.recipients import code_of
from vinhdanh.dossiers.forms.appraisal import AnswerForm, OverruleForm
from vinhdanh.dossiers.models import Opinion, Proposal
from vinhdanh.dossiers.policies.appraisal import may_appraise
from vinhdanh.dossiers.selectors.appraisal import (
    earlier_opinions,
    home_of,
    opinions_asked_of,
    opinions_of,
    unasked,
)
from vinhdanh.dossiers.selectors.topics import TopicFacts, topic_facts
from vinhdanh.dossiers.services import appraisal as services
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.writing import is_own, scopes_about
from vinhdanh.dossiers.types.appraisal import STOPPING
from vinhdanh.dossiers.types.appraisal import Answer as Said
from vinhdanh.dossiers.types.rounds import Topic
from vinhdanh.dossiers.views.shown import (
    about_proposals,
    named,
    said_wrong,
    visible_proposal,
)
from vinhdanh.people.exports import workbook
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, download, today

PAGE = 50
STATES = {
    "": "Chờ trả lời",
    "qua-han": "Quá hạn",
    "vuong": "Đề nghị bổ sung, không đồng ý",
    "xong": "Đã trả lời",
    "tat-ca": "Tất cả",
}


def _wanted(rows: QuerySet[Opinion], state: str) -> QuerySet[Opinion]:
    match state:
        case "qua-han":
            return rows.filter(answer="", due__lt=today())
        case "vuong":
            return rows.filter(answer__in=STOPPING, overruled=False)
        case "xong":
            return rows.exclude(answer="")
        case "tat-ca":
            return rows
        case _:
            return rows.filter(answer="")


def _listed(request: HttpRequest) -> tuple[QuerySet[Opinion], QuerySet[Opinion], dict[str, str]]:
    """Everything asked of the account, the part that the address asks for, and what it asks."""
    every = opinions_asked_of(actor_of(request))
    asked = {key: request.GET.get(key, "").strip() for key in ("tt", "nd", "dot", "dh", "dv", "tim")}
    rows = _wanted(every, asked["tt"])
    if asked["nd"] in Topic.values:
        rows = rows.filter(topic=asked["nd"])
    if asked["dot"].isdecimal():
        rows = rows.filter(proposal__round=int(asked["dot"]))
    return every, about_proposals(rows, asked), asked


def _may_queue(request: HttpRequest) -> Answer:
    """Only who appraises somewhere has a queue."""
    actor = actor_of(request)
    somewhere = visible_units(actor, Action.APPRAISE).exists()
    return Allowed() if somewhere else decide(scopes(actor), Action.APPRAISE)


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the department of the account, the nearest day first."""
    require(_may_queue(request))
    return _queue(request)


def _queue(request: HttpRequest, refused: list[str] | None = None) -> HttpResponse:
    """The page; after a refusal with what was ticked and typed."""
    every, rows, asked = _listed(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    shown: list[Opinion] = list(page.object_list)
    facts = topic_facts(shown)
    waiting = every.filter(answer="")
    late = waiting.filter(due__lt=today()).count()
    honours = every.order_by().values_list("proposal__honour", flat=True).distinct()
    units = every.order_by("proposal__unit__path").values_list("proposal__unit__code", "proposal__unit__name")
    context = {
        "page": page,
        "rows": [(one, facts[one.pk], named(one.proposal)) for one in shown],
        "clean": sum(facts[one.pk].clean and not one.answer for one in shown),
        "waiting": waiting.count(),
        "late": late,
        "today": today(),
        "asked": asked,
        "filtered": any(value for key, value in asked.items() if key != "tt"),
        "states": STATES.items(),
        "topics": Topic.choices,
        "rounds": every.order_by().values_list("proposal__round", "proposal__round__name").distinct(),
        "honours": sorted((code, honour_name(code, police=True)) for code in set(honours)),
        "units": dict(units).items(),
        "refused": refused,
        "ticked": request.POST.getlist("chon"),
        "note": request.POST.get("note", ""),
    }
    return render(request, "dossiers/appraisal_queue.html", context, status=422 if refused else 200)


def queue_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel; people under secrecy stay out."""
    require(_may_queue(request))
    _, found, _ = _listed(request)
    rows = list(found)
    facts = topic_facts(rows)
    content = workbook(
        actor=actor_of(request),
        persons_in=1,
        title="Hồ sơ chờ ý kiến thẩm định",
        notes=[],
        columns=[
            ("Hồ sơ", 18),
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 30),
            ("Đơn vị đề nghị", 32),
            ("Danh hiệu, hình thức", 26),
            ("Nội dung", 26),
            ("Cơ quan", 12),
            ("Trên hồ sơ", 60),
            ("Ý kiến", 18),
            ("Hạn", 12),
        ],
        rows=(
            [
                one.proposal.code,
                code_of(one.proposal.subject) or None,
                str(one.proposal.subject),
                one.proposal.unit.name,
                named(one.proposal),
                one.get_topic_display(),
                one.department.code,
                "; ".join(fact.text for fact in facts[one.pk].facts),
                one.get_answer_display() or None,
                f"{one.due:%d/%m/%Y}" if one.due else None,
            ]
            for one in rows
        ),
    )
    return download(content, "cho-tham-dinh.xlsx")


@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree to the chosen ones, where the records say nothing against it."""
    keys = [int(key) for key in request.POST.getlist("chon") if key.isdecimal()]
    chosen = list(opinions_asked_of(actor_of(request)).filter(pk__in=keys))
    try:
        done = services.agree_all(
            actor=actor_of(request), opinions=chosen, note=request.POST.get("note", "")[:1000]
        )
    except ValidationError as error:
        return _queue(request, error.messages)
    messages.success(request, f"Đã ghi đồng ý về {len(done)} hồ sơ.")
    return redirect("dossiers:appraisal")


# ---- one proposal ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpinionRow:
    """One opinion on the page of a proposal."""

    opinion: Opinion
    facts: TopicFacts | None  # for who answers or decides
    may: Answer
    form: AnswerForm


def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinions about one proposal, each with what the records say to its topic."""
    return _shown(request, visible_proposal(request, pk))


def _shown(
    request: HttpRequest,
    proposal: Proposal,
    wrong: AnswerForm | None = None,
    at: int = 0,
    status: int = 200,
    overruling: OverruleForm | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    asked = opinions_of(proposal)
    for one in asked:
        one.proposal = proposal
    decides = answer_about(actor, proposal, "xét tiếp")
    held, home, own = scopes_about(actor, proposal.subject), home_of(actor), is_own(actor, proposal.subject)
    answers = {
        one.pk: may_appraise(
            held,
            one.department.path,
            unit=proposal.unit.path,
            place=proposal.place.path,
            home=home,
            own=own,
        )
        for one in asked
    }
    facts = topic_facts(asked)
    shown = [
        OpinionRow(
            one,
            facts[one.pk] if answers[one.pk] or decides else None,
            answers[one.pk],
            wrong if wrong and one.pk == at else AnswerForm(),
        )
        for one in asked
    ]
    person = proposal.person
    context = {
        "proposal": proposal,
        "honour": named(proposal),
        "rows": [(row.opinion, row) for row in shown],
        "answered": sum(bool(one.answer) for one in asked),
        "unasked": unasked(proposal),
        "earlier": earlier_opinions(proposal),
        "decides": decides,
        "open_file": person is not None and people_visible_to(actor).filter(pk=person.pk).exists(),
        "choices": Said.choices,
        "running": proposal.stage == "appraisal",
        "today": today(),
        "overruling": overruling,
        "at": at,
    }
    return render(request, "dossiers/opinions.html", context, status=status)


def _opinion(request: HttpRequest, pk: int, opinion: int) -> tuple[Proposal, Opinion]:
    proposal = visible_proposal(request, pk)
    return proposal, get_object_or_404(
        Opinion.objects.select_related("department"), proposal=proposal, pk=opinion
    )


@require_POST
def answer(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    """Answer one topic."""
    proposal, found = _opinion(request, pk, opinion)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        try:
            services.answer_opinion(
                actor=actor_of(request), opinion=found, answer=Said(data["answer"]), note=data["note"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ghi ý kiến: {found.get_topic_display().lower()}.")
            return redirect("dossiers:opinions", pk)
    return _shown(request, proposal, form, found.pk, 422)


@require_POST
def overrule(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    """Go on against an opinion, with the reason."""
    proposal, found = _opinion(request, pk, opinion)
    form = OverruleForm(request.POST)
    if form.is_valid():
        try:
            services.overrule(actor=actor_of(request), opinion=found, why=form.cleaned_data["why"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi xét tiếp. Ý kiến không đồng ý và lý do còn trong hồ sơ.")
            return redirect("dossiers:opinions", pk)
    return _shown(request, proposal, at=found.pk, status=422, overruling=form)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the departments about a proposal that came into the appraisal without them."""
    proposal = visible_proposal(request, pk)
    try:
        services.ask_again(actor=actor_of(request), proposal=proposal)
    except ValidationError as error:
        said_wrong(request, error)
    else:
        messages.success(request, "Đã hỏi ý kiến các cơ quan thẩm định.")
    return redirect("dossiers:opinions", pk)
