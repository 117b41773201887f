"""The page of one dossier: what is in it, where it stands, what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers import services
from vinhdanh.dossiers.forms.dossier import AchievementForm, CommentForm, PeriodForm
from vinhdanh.dossiers.models import EditRequest, PartVersion, Proposal
from vinhdanh.dossiers.panels import panels_of
from vinhdanh.dossiers.policies.parts import (
    lock_of,
    may_ask_edit,
    may_comment,
    may_count,
    may_explain,
    may_review_edit,
    may_split,
    may_write_part,
    reads_agency,
)
from vinhdanh.dossiers.selectors.achievements import work_warnings, works_to_use
from vinhdanh.dossiers.selectors.dossier import (
    SHOWN_EVENTS,
    events,
    judged,
    offers,
    return_reason,
    stage_line,
    standing,
    visible_proposal,
)
from vinhdanh.dossiers.selectors.edits import asked_about, flagged, waiting_requests
from vinhdanh.dossiers.selectors.papers import papers_of
from vinhdanh.dossiers.selectors.parts import Compared, compared, doubts_about_minutes, newest, told
from vinhdanh.dossiers.services import listing
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.writing import is_own, scopes_about
from vinhdanh.dossiers.stages import BY_VERB, OPEN, Stage
from vinhdanh.dossiers.types.parts import Audience, EditState, PartKind
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.dossiers.views.prints import prints_of_dossier
from vinhdanh.dossiers.views.shown import may_run
from vinhdanh.engine import Verdict
from vinhdanh.people.views.shown import actor_of


def visible(request: HttpRequest, pk: int) -> Proposal:
    """A proposal that the account sees; any other does not exist."""
    found = visible_proposal(actor_of(request), pk)
    if found is None:
        raise Http404
    return found


def at_page(proposal: Proposal, place: str = "") -> HttpResponse:
    """Back to the dossier, at one of its panels."""
    return redirect(reverse("dossiers:dossier", args=[proposal.pk]) + place)


class Eyes:
    """Somebody in front of one dossier: his roles about its subject, and what they allow there."""

    def __init__(self, actor: Account, proposal: Proposal) -> None:
        self.actor, self.proposal = actor, proposal
        self.paths = {
            "place": proposal.place.path,
            "unit": proposal.unit.path,
            "agency": proposal.round.unit.path,
        }
        self.held = scopes_about(actor, proposal.subject)
        self.own = is_own(actor, proposal.subject)
        self.flagged = flagged(proposal)
        self.stage = Stage(proposal.stage)
        self.open = proposal.round.state == RoundState.OPEN

    @property
    def unit_paths(self) -> dict[str, str]:
        return {"place": self.paths["place"], "unit": self.paths["unit"]}

    def may_write(self, part: PartKind) -> Answer:
        return may_write_part(self.held, self.stage, part, self.flagged, own=self.own, **self.unit_paths)

    def may_ask(self) -> Answer:
        return may_ask_edit(self.held, self.stage, own=self.own, **self.paths)

    def may_review(self) -> Answer:
        """Whether he belongs to those who review; another than the asker then says why."""
        return may_review_edit(self.held, asked=True, instead_why="", own=self.own, **self.paths)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as the page shows it."""

    part: PartKind
    told: str
    version: PartVersion | None
    lock: str
    may_write: bool
    doubts: list[str]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the page shows it: the question, what was changed since, what may be done."""

    request: EditRequest
    about: str
    changed: list[Compared]
    new_files: list[str]
    answered: bool
    may_answer: bool
    may_review: bool
    is_asker: bool


def _rows(eyes: Eyes, parts: dict[PartKind, PartVersion]) -> list[PartRow]:
    found = []
    for part in PartKind:
        version = parts.get(part)
        doubts = (
            doubts_about_minutes(eyes.proposal, version.content)
            if part is PartKind.MINUTES and version
            else []
        )
        lock = lock_of(eyes.stage, part, eyes.flagged)
        may = bool(eyes.open and eyes.may_write(part))
        found.append(PartRow(part, told(version), version, lock, may, doubts))
    return found


def _requests(
    eyes: Eyes, requests: list[EditRequest], parts: dict[PartKind, PartVersion]
) -> list[RequestRow]:
    found = []
    for one in requests:
        part = PartKind(one.part)
        before = eyes.proposal.part_versions.filter(part=part, number=one.asked_version).first()
        now = parts.get(part)
        changed = compared(eyes.proposal, part, before.content if before else {}, now.content if now else {})
        asked = next(act for act in one.acts.all())
        files = (
            eyes.proposal.attachments.standing().filter(at__gt=asked.at) if part is PartKind.EVIDENCE else []
        )
        found.append(
            RequestRow(
                one,
                asked_about(one, eyes.proposal),
                [each for each in changed if each.differs],
                [each.name for each in files],
                one.state == EditState.ANSWERED,
                bool(eyes.open and one.state == EditState.OPEN and eyes.may_write(part)),
                bool(eyes.may_review()),
                one.asker == eyes.actor.username,
            )
        )
    return found


def context_of(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """Everything that the page shows."""
    actor = actor_of(request)
    eyes = Eyes(actor, proposal)
    parts, requests = newest(proposal), waiting_requests(proposal)
    run, verdicts = judged(proposal)
    happened = events(actor, proposal)
    everything = request.GET.get("dien-bien") == "het"
    uses = proposal.achievement_uses.select_related("achievement__praise", "achievement__work")
    papers = papers_of(proposal)
    items = {paper.item for paper in papers.items}
    return {
        "proposal": proposal,
        "name": honour_name(proposal.honour, police=True),
        "standing": standing(actor, proposal, requests),
        "line": stage_line(proposal),
        "returned": return_reason(proposal),
        "rows": _rows(eyes, parts),
        "requests": _requests(eyes, requests, parts),
        "asked_parts": {one.part for one in requests},
        "papers": papers,
        "items": [paper.item for paper in papers.items if paper.part is not PartKind.SUMMARY],
        "run": run,
        "verdicts": verdicts,
        "offers": offers(actor, proposal),
        **prints_of_dossier(request, proposal, runs=bool(may_run(request, proposal.round))),
        "events": happened if everything else happened[:SHOWN_EVENTS],
        "more_events": 0 if everything else max(len(happened) - SHOWN_EVENTS, 0),
        "uses": uses,
        "works": proposal.works.all(),
        "works_to_use": works_to_use(proposal),
        "warnings": work_warnings(proposal),
        "loose": [one for one in proposal.attachments.standing() if one.item not in items],
        "may_attach": bool(eyes.open and eyes.may_write(PartKind.EVIDENCE)),
        "may_tell": bool(eyes.open and eyes.may_write(PartKind.REPORT)),
        "may_ask": bool(eyes.open and eyes.may_ask()),
        "may_count": bool(eyes.open and may_count(eyes.held, eyes.stage, own=eyes.own, **eyes.unit_paths)),
        "may_split": bool(
            eyes.open and len(uses) > 1 and may_split(eyes.held, eyes.stage, own=eyes.own, **eyes.unit_paths)
        ),
        "unexplained": proposal.verdict == Verdict.UNMET and not proposal.added_why,
        "may_explain": bool(
            eyes.open and may_explain(eyes.held, eyes.stage, own=eyes.own, **eyes.unit_paths)
        ),
        "may_extend": bool(eyes.open and proposal.stage in OPEN and answer_about(actor, proposal, "gia hạn")),
        "may_comment": bool(may_comment(eyes.held, own=eyes.own, **eyes.paths)),
        "audiences": Audience.choices if reads_agency(eyes.held, eyes.paths["agency"], own=eyes.own) else (),
        "achievement_form": AchievementForm(proposal=proposal),
        "main_panels": panels_of(actor, proposal, side=False),
        "side_panels": panels_of(actor, proposal, side=True),
        "follows": proposal.followed_by.all(),
        "may_issue": bool(decide(eyes.held, Action.ISSUE, eyes.paths["agency"])),
        "may_sign": bool(decide(eyes.held, Action.SIGN, eyes.paths["agency"])),
        "decided_here": proposal.round.honours.filter(honour=proposal.honour, own=True).exists(),
    }


def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier."""
    proposal = visible(request, pk)
    return render(request, "dossiers/dossier.html", context_of(request, proposal))


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One move, as the account saw the dossier. A refusal shows on the page, with the reason as typed."""
    proposal = visible(request, pk)
    if verb not in BY_VERB:
        raise Http404
    try:
        moved = services.move(
            actor=actor_of(request),
            proposal=proposal,
            verb=verb,
            why=request.POST.get("why", ""),
            seen=request.POST.get("seen") or None,
        )
    except ValidationError as error:
        proposal = visible(request, pk)
        tried = {"verb": verb, "why": request.POST.get("why", ""), "errors": error.messages}
        context = context_of(request, proposal) | {"tried": tried}
        return render(request, "dossiers/dossier.html", context, status=422)
    messages.success(
        request, f"{BY_VERB[verb].label}: hồ sơ {moved.code} ở bước “{moved.get_stage_display()}”."
    )
    return at_page(moved)


def again(
    request: HttpRequest, proposal: Proposal, act: str, errors: list[str], key: int = 0
) -> HttpResponse:
    """The page once more after a refusal, with what was typed where it was typed.

    Args:
        act: which form it was; ``key``: of which of its rows.
    """
    kept = {"act": act, "key": key, "post": request.POST, "errors": errors}
    return render(
        request, "dossiers/dossier.html", context_of(request, proposal) | {"kept": kept}, status=422
    )


def said_of(form: Form) -> list[str]:
    """Everything that a form refuses, a sentence each."""
    return [str(one) for said in form.errors.values() for one in said]


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the unit proposes all the same whom the rules do not favour."""
    proposal = visible(request, pk)
    try:
        listing.explain(actor=actor_of(request), proposal=proposal, why=request.POST.get("why", "")[:300])
    except ValidationError as error:
        return again(request, proposal, "explain", error.messages)
    messages.success(request, "Đã ghi lý do vẫn đề nghị; lý do hiện ở mọi trang của hồ sơ.")
    return at_page(proposal, "#ket-qua")


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """From which year on the dossier counts what was done."""
    proposal, form = visible(request, pk), PeriodForm(request.POST)
    if not form.is_valid():
        return again(request, proposal, "count", said_of(form))
    try:
        row = services.count_from(actor=actor_of(request), proposal=proposal, **form.cleaned_data)
    except ValidationError as error:
        return again(request, proposal, "count", error.messages)
    messages.success(request, f"Thành tích tính {row.counted}.")
    return at_page(row, "#thanh-tich")


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about the dossier."""
    proposal, form = visible(request, pk), CommentForm(request.POST)
    if not form.is_valid():
        return again(request, proposal, "comment", said_of(form))
    try:
        services.add_comment(actor=actor_of(request), proposal=proposal, **form.cleaned_data)
    except ValidationError as error:
        return again(request, proposal, "comment", error.messages)
    messages.success(request, "Đã ghi trao đổi.")
    return at_page(proposal, "#dien-bien")
