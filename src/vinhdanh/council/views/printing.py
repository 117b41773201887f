"""The papers of councils and boxes, as PDF or Word."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.council.models import Attendance, BallotBox, CouncilMeeting
from vinhdanh.council.papers.ballot import BALLOT, WRITTEN, ballot_paper, written_paper
from vinhdanh.council.papers.count import COUNT, count_paper
from vinhdanh.council.papers.invitation import INVITATION, invitation_paper
from vinhdanh.council.papers.minutes import MINUTES, minutes_paper
from vinhdanh.council.policies.boxes import may_keep_box
from vinhdanh.council.selectors.meetings import is_members, meetings_visible_to
from vinhdanh.council.types.boxes import BoxState, BoxWay
from vinhdanh.council.types.meetings import MeetingState, Presence
from vinhdanh.council.views.boxes import visible_box
from vinhdanh.council.views.shown import require_runs, visible_meeting
from vinhdanh.documents.paper import Paper, PaperError
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.exports import secret_numbers
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.views.shown import actor_of


def _answer(
    request: HttpRequest, kind: PaperKind, build: Callable[[], Paper], unit: Unit, form: PaperForm, key: int
) -> HttpResponse:
    """The paper; where its records do not allow one to be made, the reason."""
    try:
        paper = build()
    except PaperError as error:
        return render(request, "people/paper_refused.html", {"kind": kind, "why": str(error)}, status=409)
    return paper_response(request, kind, paper, unit=unit, form=form, name=f"{kind.code}-{key}")


# ---- meetings -----------------------------------------------------------------------------------------


def _secret_codes(request: HttpRequest, meeting: CouncilMeeting) -> set[str]:
    """Codes of the meeting's proposals about people whose records the account may not take out."""
    hidden = secret_numbers(actor_of(request))
    about = Proposal.objects.filter(agenda_lines__item__meeting=meeting, person__number__in=hidden)
    return {one.code for one in about}


def minutes(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The minutes of a meeting; there are none of one that has not begun."""
    found = visible_meeting(request, pk)
    if found.state == MeetingState.PLANNED:
        raise Http404
    codes = _secret_codes(request, found)
    return _answer(request, MINUTES, lambda: minutes_paper(found, codes), found.council.unit, form, pk)


def invitation(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The invitation to a meeting."""
    found = visible_meeting(request, pk)
    require_runs(actor_of(request), found.council)
    return _answer(request, INVITATION, lambda: invitation_paper(found), found.council.unit, form, pk)


def written(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The sheet on which an absent member says what he thinks; his own, or any for who runs the council."""
    actor = actor_of(request)
    seats = Attendance.objects.filter(meeting__in=meetings_visible_to(actor))
    row = get_object_or_404(seats.select_related("member", "meeting__council__unit__parent"), pk=pk)
    if not is_members(actor, row.member):
        require_runs(actor, row.meeting.council)
    if row.presence == Presence.PRESENT:
        raise PermissionDenied("Thành viên có mặt biểu quyết tại phiên họp, không gửi phiếu bằng văn bản.")
    codes = _secret_codes(request, row.meeting)
    unit = row.meeting.council.unit
    return _answer(request, WRITTEN, lambda: written_paper(row, codes), unit, form, pk)


# ---- boxes --------------------------------------------------------------------------------------------


def _secret_refs(request: HttpRequest, box: BallotBox) -> set[str]:
    """Refs of the box's items about people whose records the account may not take out."""
    keys = [one.proposal for one in box.items.all() if one.proposal]
    hidden = secret_numbers(actor_of(request))
    about = Proposal.objects.filter(pk__in=keys, person__number__in=hidden)
    return {f"proposal:{key}" for key in about.values_list("pk", flat=True)}


def count(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The count of a closed box."""
    found = visible_box(request, pk)
    if found.state != BoxState.CLOSED:
        raise Http404
    refs = _secret_refs(request, found)
    return _answer(request, COUNT, lambda: count_paper(found, refs), found.unit, form, pk)


def ballots(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """Ballots of an open box on paper, as many as are asked for (``so``), one for each who is there."""
    found = visible_box(request, pk)
    if found.state != BoxState.OPEN or found.way != BoxWay.PAPER:
        raise Http404
    require(may_keep_box(scopes(actor_of(request)), found.unit.path, found.purpose))
    asked = request.GET.get("so", "")
    copies = min(int(asked), found.sheets) if asked.isdecimal() and len(asked) < 6 else found.sheets
    refs = _secret_refs(request, found)
    many = max(copies, 1)
    return _answer(request, BALLOT, lambda: ballot_paper(found, many, refs), found.unit, form, pk)
