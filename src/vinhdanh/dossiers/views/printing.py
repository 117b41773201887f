"""The papers of dossiers, units and rounds, as PDF or Word."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from vinhdanh.documents.paper import Paper
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.papers.announcing import CALENDAR, OUTCOME, calendar_paper, outcome_paper
from vinhdanh.dossiers.papers.listed import left_out
from vinhdanh.dossiers.papers.meeting import MEETING, held, meeting_paper
from vinhdanh.dossiers.papers.posting import POSTING, posting_paper
from vinhdanh.dossiers.papers.report import report_kind, report_paper
from vinhdanh.dossiers.papers.returning import RETURN, return_paper, returned
from vinhdanh.dossiers.papers.submission import SUBMISSION, submission_paper, submissions_of
from vinhdanh.dossiers.papers.summary import LIST, SUMMARY, list_paper, summary_paper
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.selectors.rounds import Asked, asked_for
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.views.listing import unit_of
from vinhdanh.dossiers.views.prints import require_takeable, returned_of, standing_of
from vinhdanh.dossiers.views.shown import require_run, visible_proposal, visible_round
from vinhdanh.people.exports import secret_numbers
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.views.shown import actor_of

# ---- one dossier --------------------------------------------------------------------------------------


def report(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The report of a dossier."""
    found = visible_proposal(request, pk)
    require_takeable(request, found)
    return paper_response(
        request,
        report_kind(found),
        report_paper(found),
        unit=found.unit,
        form=form,
        name=f"bao-cao-thanh-tich-{found.pk}",
    )


def summary(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The summary of a dossier."""
    found = visible_proposal(request, pk)
    require_takeable(request, found)
    return paper_response(
        request, SUMMARY, summary_paper(found), unit=found.unit, form=form, name=f"tom-tat-{found.pk}"
    )


def return_letter(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The letter that goes back to the unit with one dossier; only while it is sent back."""
    found = visible_proposal(request, pk)
    row = returned(found)
    if row is None:
        raise Http404
    require_run(request, found.round)
    require_takeable(request, found)
    paper = return_paper(found.round.unit, found.unit, str(found.round), [row])
    return paper_response(
        request, RETURN, paper, unit=found.round.unit, form=form, name=f"cong-van-tra-{found.pk}"
    )


# ---- a unit in a round --------------------------------------------------------------------------------


def _of_unit(request: HttpRequest, pk: int, code: str) -> tuple[ReviewRound, Unit]:
    round = visible_round(request, pk)
    return round, unit_of(request, round, code)


def _whole(request: HttpRequest, rows: list[Proposal]) -> tuple[list[Proposal], int]:
    """The proposals of a paper without people under secrecy, and how many those are.

    Raises:
        PermissionDenied: the account sees only some of them; half of a paper would be another paper.
    """
    actor = actor_of(request)
    seen = proposals_visible_to(actor).filter(pk__in=[one.pk for one in rows]).count()
    if seen < len(rows):
        raise PermissionDenied(
            f"Đồng chí xem được {seen} trong {len(rows)} đề nghị của giấy này, nên không in được: "
            "nhờ người tổng hợp của cả đơn vị."
        )
    return left_out(rows, secret_numbers(actor))


def unit_list(request: HttpRequest, pk: int, code: str, form: PaperForm) -> HttpResponse:
    """The unit's own list."""
    round, unit = _of_unit(request, pk, code)
    rows, hidden = _whole(request, list(standing_of(round, unit)))
    paper = list_paper(round, unit, rows, hidden=hidden)
    return paper_response(
        request, LIST, paper, unit=unit, form=form, name=f"trich-ngang-{round.pk}-{unit.code}"
    )


def submission(request: HttpRequest, pk: int, code: str, form: PaperForm) -> HttpResponse:
    """A submission of the unit, by its number (``so``) or the newest one."""
    round, unit = _of_unit(request, pk, code)
    made = submissions_of(list(standing_of(round, unit)))
    number = request.GET.get("so")
    found = next((one for one in made if number in (None, one.number)), None)
    if found is None:
        raise Http404
    found.proposals[:], hidden = _whole(request, found.proposals)
    paper = submission_paper(round, unit, found, hidden=hidden)
    return paper_response(
        request, SUBMISSION, paper, unit=unit, form=form, name=f"to-trinh-{round.pk}-{unit.code}"
    )


def meeting(request: HttpRequest, pk: int, code: str, form: PaperForm) -> HttpResponse:
    """The minutes of a meeting of the unit, by its key (``hop``) or the newest one."""
    round, unit = _of_unit(request, pk, code)
    meetings = held(list(standing_of(round, unit)))
    key = request.GET.get("hop")
    met = next((one for one in meetings if key in (None, one.key)), None)
    if met is None:
        raise Http404
    rows, hidden = _whole(request, [one for one, _ in meetings[met]])
    kept = {one.pk for one in rows}
    voted = [(one, votes) for one, votes in meetings[met] if one.pk in kept]
    paper = meeting_paper(round, unit, met, voted, hidden=hidden)
    return paper_response(
        request, MEETING, paper, unit=unit, form=form, name=f"bien-ban-{round.pk}-{unit.code}"
    )


def unit_return_letter(request: HttpRequest, pk: int, code: str, form: PaperForm) -> HttpResponse:
    """One letter for every dossier of the unit that is sent back."""
    round, unit = _of_unit(request, pk, code)
    back = returned_of(round, unit)
    if not back:
        raise Http404
    require_run(request, round)
    rows, hidden = _whole(request, back)
    told = [row for one in rows if (row := returned(one)) is not None]
    paper = return_paper(round.unit, unit, str(round), told, hidden=hidden)
    return paper_response(
        request, RETURN, paper, unit=round.unit, form=form, name=f"cong-van-tra-{round.pk}-{unit.code}"
    )


# ---- a round ------------------------------------------------------------------------------------------


def _answer(
    request: HttpRequest, kind: PaperKind, paper: Paper, round: ReviewRound, form: PaperForm
) -> HttpResponse:
    return paper_response(request, kind, paper, unit=round.unit, form=form, name=f"{kind.code}-{round.pk}")


def _run(request: HttpRequest, pk: int) -> ReviewRound:
    round = visible_round(request, pk)
    require_run(request, round)
    return round


def round_list(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The round's list under the filters of its page."""
    round, actor = _run(request, pk), actor_of(request)
    asked = Asked.read(request.GET)
    rows, hidden = left_out(list(asked_for(actor, round, asked)), secret_numbers(actor))
    part = Stage(asked.buoc).label if asked.buoc in Stage.values else ""
    paper = list_paper(round, round.unit, rows, hidden=hidden, part=part or ("Theo bộ lọc" * asked.narrowed))
    return _answer(request, LIST, paper, round, form)


def calendar(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The notice of the round's calendar."""
    round = _run(request, pk)
    return _answer(request, CALENDAR, calendar_paper(round), round, form)


def outcome(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The notice of how the round came out; what a unit left out or took back itself is not in it."""
    round, actor = _run(request, pk), actor_of(request)
    rows = proposals_visible_to(actor).filter(round=round)
    rows = rows.exclude(stage__in=[Stage.DROPPED, Stage.WITHDRAWN, Stage.LOWERED]).prefetch_related("moves")
    kept, hidden = left_out(list(rows), secret_numbers(actor))
    return _answer(request, OUTCOME, outcome_paper(round, round.unit, kept, hidden=hidden), round, form)


def posting(request: HttpRequest, pk: int, posting: int, form: PaperForm) -> HttpResponse:
    """The notice of a list that hangs out."""
    round = _run(request, pk)
    found = round.postings.select_related("round__unit").filter(pk=posting).first()
    if found is None:
        raise Http404
    return _answer(request, POSTING, posting_paper(found), round, form)
