"""Papers that a unit writes once for many of its dossiers: the minutes of a meeting, its submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Denied
from vinhdanh.dossiers import services
from vinhdanh.dossiers.forms.dossier import MeetingForm, SubmissionForm, VoteRow
from vinhdanh.dossiers.models import PartVersion, Proposal, ReviewRound
from vinhdanh.dossiers.policies.parts import WRITING
from vinhdanh.dossiers.selectors.first_words import first_words
from vinhdanh.dossiers.selectors.parts import last_of, strength_of, told
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.services import Meeting, RowsRefused, TeamVote
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.dossiers.views.dossier import Eyes
from vinhdanh.dossiers.views.listing import unit_of
from vinhdanh.dossiers.views.prints import prints_of_unit
from vinhdanh.dossiers.views.shown import visible_round
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of


def _rows(request: HttpRequest, round: ReviewRound, unit: Unit, part: PartKind) -> list[tuple[Proposal, str]]:
    """The dossiers that the unit still writes, each with why the account may not write this part of it.

    Raises:
        PermissionDenied: it may write in none of them.
    """
    actor = actor_of(request)
    standing = proposals_visible_to(actor).filter(round=round, unit=unit, stage__in=WRITING)
    rows = []
    for one in standing.order_by("place__path", "honour", "position", "pk"):
        answer = Eyes(actor, one).may_write(part)
        rows.append((one, answer.reason if isinstance(answer, Denied) else ""))
    if all(refused for _, refused in rows):
        require(decide(scopes(actor), Action.PROPOSE, unit.path))
    return rows


def _open(request: HttpRequest, pk: int, code: str) -> tuple[ReviewRound, Unit]:
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    if round.state != RoundState.OPEN:
        raise PermissionDenied(f"{round} {round.get_state_display().lower()}: chỉ ghi hồ sơ khi đợt đang mở.")
    return round, unit


# ---- the minutes --------------------------------------------------------------------------------------


def minutes(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The minutes of one meeting of the unit, or of one of its teams, with the votes on every proposal."""
    round, unit = _open(request, pk, code)
    every = _rows(request, round, unit, PartKind.MINUTES)
    places = sorted({one.place for one, _ in every}, key=lambda place: place.path)
    met = next((place for place in places if place.code == request.GET.get("doi")), unit)
    mine = [(one, refused) for one, refused in every if one.place == met or met == unit]
    form, votes = _forms(request, met, mine)
    if request.method == "POST":
        # Every form is asked, so that each keeps its own errors.
        answers = [form.is_valid(), *(vote.is_valid() for vote in votes if vote.chosen)]
        if all(answers) and (count := _written(request, form, votes)) is not None:
            messages.success(request, f"Đã ghi biên bản bình xét vào {count} hồ sơ.")
            return redirect("dossiers:unit-list", round.pk, unit.code)
    context = {
        "round": round,
        "unit": unit,
        "met": met,
        "tabs": [(unit, len(every))]
        + [(place, sum(one.place == place for one, _ in every)) for place in places if place != unit],
        "form": form,
        "votes": votes,
        "known": strength_of(met, timezone.localdate()),
        "prints": prints_of_unit(round, unit, runs=False),
        "wrong": form.is_bound and (form.errors or any(vote.errors or vote.said for vote in votes)),
    }
    return render(request, "dossiers/unit_minutes.html", context, status=422 if context["wrong"] else 200)


def _forms(
    request: HttpRequest, met: Unit, rows: Sequence[tuple[Proposal, str]]
) -> tuple[MeetingForm, list[VoteRow]]:
    data = request.POST if request.method == "POST" else None
    strength = strength_of(met, timezone.localdate())
    form = MeetingForm(data, initial={"strength": strength, "present": strength})
    votes = []
    for one, refused in rows:
        version, summary = last_of(one, PartKind.MINUTES), last_of(one, PartKind.SUMMARY)
        initial: dict[str, Any] = {"on": version is None and not refused, "against": 0, "blank": 0}
        if version is not None:
            initial |= {name: version.content[name] for name in ("in_favour", "against", "blank")}
        text = summary.content if summary else first_words(one, PartKind.SUMMARY)
        vote = VoteRow(data, proposal=one, refused=refused, initial=initial | {"summary": text["text"]})
        vote.has = told(version)
        votes.append(vote)
    return form, votes


def _written(request: HttpRequest, form: MeetingForm, votes: Sequence[VoteRow]) -> int | None:
    """How many dossiers were written; None with the reasons in the forms."""
    chosen = [vote for vote in votes if vote.chosen]
    try:
        made: list[PartVersion] = services.put_minutes(
            actor=actor_of(request),
            meeting=Meeting(**form.cleaned_data),
            votes=[
                TeamVote(
                    vote.proposal,
                    *(vote.cleaned_data[name] for name in ("in_favour", "against", "blank", "summary")),
                )
                for vote in chosen
            ],
        )
    except RowsRefused as refused:
        for vote in chosen:
            vote.said = refused.by_proposal.get(vote.proposal.pk, "")
    except ValidationError as error:
        form.add_error(None, error)
    else:
        return len(made)
    return None


# ---- the submission -----------------------------------------------------------------------------------


def submission(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The unit's submission, written once into every dossier that it names."""
    round, unit = _open(request, pk, code)
    rows = _rows(request, round, unit, PartKind.SUBMISSION)
    form = SubmissionForm(request.POST if request.method == "POST" else None)
    ticked = {int(key) for key in request.POST.getlist("ho_so") if key.isdigit()}
    said: dict[int, str] = {}
    if request.method == "POST" and form.is_valid():
        chosen = [one for one, refused in rows if one.pk in ticked and not refused]
        try:
            made = services.put_submission(actor=actor_of(request), proposals=chosen, **form.cleaned_data)
        except RowsRefused as error:
            said = error.by_proposal
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã ghi tờ trình {form.cleaned_data['number']} vào {len(made)} hồ sơ.")
            return redirect("dossiers:unit-list", round.pk, unit.code)
    shown = []
    for one, refused in rows:
        version = last_of(one, PartKind.SUBMISSION)
        on = one.pk in ticked if form.is_bound else version is None
        shown.append(
            {
                "proposal": one,
                "refused": refused,
                "on": on and not refused,
                "has": told(version),
                "said": said.get(one.pk, ""),
            }
        )
    wrong = form.is_bound and (form.errors or said)
    context = {"round": round, "unit": unit, "form": form, "rows": shown, "wrong": wrong}
    context["prints"] = prints_of_unit(round, unit, runs=False)
    return render(request, "dossiers/unit_submission.html", context, status=422 if wrong else 200)
