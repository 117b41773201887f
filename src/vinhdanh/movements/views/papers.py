"""The papers of the emulation year, each from the records that its page shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse

from vinhdanh.access.policies import require
from vinhdanh.movements.models import RegistrationSheet
from vinhdanh.movements.papers.clusters import (
    ACCLAIM,
    POINTS,
    RANKING,
    acclaim_paper,
    points_paper,
    ranking_paper,
)
from vinhdanh.movements.papers.compact import COMPACT, compact_paper
from vinhdanh.movements.papers.conclusions import CONCLUSIONS, conclusions_paper
from vinhdanh.movements.papers.golden import GOLDEN, golden_paper
from vinhdanh.movements.papers.plan import MOVEMENT_PLAN, plan_paper
from vinhdanh.movements.papers.registration import (
    OWN_REGISTRATION,
    REGISTRATION,
    WORKS_REGISTRATION,
    line_paper,
    sheet_paper,
    works_paper,
)
from vinhdanh.movements.papers.targets import HANDING, TARGETS, handing_paper, targets_paper
from vinhdanh.movements.selectors.clusters import groups_of, scores_of
from vinhdanh.movements.selectors.directives import directives_visible_to
from vinhdanh.movements.selectors.praise import golden_rows
from vinhdanh.movements.selectors.registration import Line, home_of, lines_of, sheet_of, tops
from vinhdanh.movements.selectors.targets import targets_visible_to
from vinhdanh.movements.selectors.votes import votes_of
from vinhdanh.movements.types.directives import Stage
from vinhdanh.movements.views.cluster_sheets import visible_member
from vinhdanh.movements.views.clusters import rows_shown, visible_year
from vinhdanh.movements.views.compacts import visible_compact
from vinhdanh.movements.views.golden import asked_lines
from vinhdanh.movements.views.meetings import visible_meeting
from vinhdanh.movements.views.registration import asked_year
from vinhdanh.movements.views.registration_sheets import visible_unit
from vinhdanh.movements.views.shown import visible_movement
from vinhdanh.movements.views.targets import target_rows, visible_target
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.policies import may_export
from vinhdanh.people.services.writing import is_own
from vinhdanh.people.views.shown import actor_of, today


def plan(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The plan that launches a movement."""
    found = visible_movement(request, pk)
    paper, name = plan_paper(found), f"ke-hoach-phong-trao-{pk}"
    return paper_response(request, MOVEMENT_PLAN, paper, unit=found.unit, form=form, name=name)


def compact(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """A giao ước with the signatures of its units."""
    found = visible_compact(request, pk)
    paper, name = compact_paper(found), f"giao-uoc-{pk}"
    return paper_response(request, COMPACT, paper, unit=found.unit, form=form, name=name)


# ---- registration ---------------------------------------------------------------------------------


def sheet(request: HttpRequest, year: int, code: str, form: PaperForm) -> HttpResponse:
    """A unit's registration of a year."""
    unit = visible_unit(request, year, code)
    paper = sheet_paper(actor_of(request), sheet_of(unit, year), lines_of(unit, year))
    name = f"dang-ky-{year}-{unit.pk}"
    return paper_response(request, REGISTRATION, paper, unit=unit, form=form, name=name)


def works(request: HttpRequest, year: int, code: str, form: PaperForm) -> HttpResponse:
    """The sáng kiến that a unit's commitments name."""
    unit = visible_unit(request, year, code)
    paper = works_paper(actor_of(request), sheet_of(unit, year), lines_of(unit, year))
    name = f"dang-ky-sang-kien-{year}-{unit.pk}"
    return paper_response(request, WORKS_REGISTRATION, paper, unit=unit, form=form, name=name)


def line(request: HttpRequest, year: int, code: str, key: str, form: PaperForm) -> HttpResponse:
    """One subject's registration."""
    unit = visible_unit(request, year, code)
    found = next((one for one in lines_of(unit, year) if one.key == key), None)
    if found is None:
        raise Http404
    return _line(request, sheet_of(unit, year), found, form)


def own_registration(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """The officer's own registration."""
    home, year = home_of(actor_of(request)), asked_year(request)
    if home is None:
        raise Http404
    found = next(one for one in lines_of(home.unit, year) if one.key == home.person.number)
    return _line(request, sheet_of(home.unit, year), found, form)


def _line(request: HttpRequest, sheet: RegistrationSheet, found: Line, form: PaperForm) -> HttpResponse:
    if not isinstance(found.subject, Unit):
        own = is_own(actor_of(request), found.subject)
        require(may_export(found.subject.secrecy, own=own))
    paper, name = line_paper(sheet, found), f"dang-ky-{sheet.year}-{found.subject.pk}"
    return paper_response(request, OWN_REGISTRATION, paper, unit=sheet.unit, form=form, name=name)


# ---- targets --------------------------------------------------------------------------------------


def targets(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """The targets of the list, as it is filtered."""
    rows = target_rows(request)
    unit = rows["unit"] or _issuer(request, (line.target.unit for line in rows["lines"]))
    paper, name = targets_paper(unit, rows["year"], rows["lines"]), f"bang-chi-tieu-{rows['year']}"
    return paper_response(request, TARGETS, paper, unit=unit, form=form, name=name)


def handing(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """A target and what the units below were given of it."""
    found = visible_target(request, pk)
    beneath = targets_visible_to(actor_of(request)).filter(parent=found).order_by("unit__path")
    paper, name = handing_paper(found, list(beneath)), f"phieu-giao-{pk}"
    return paper_response(request, HANDING, paper, unit=found.unit, form=form, name=name)


def _issuer(request: HttpRequest, units: Iterable[Unit]) -> Unit:
    """Whose letterhead a list of several units carries: the highest of them, or of those that are seen."""
    highest = min(units, key=lambda unit: unit.depth, default=None)
    found = highest or next(iter(tops(actor_of(request), today())), None) or Unit.objects.first()
    if found is None:
        raise Http404
    return found


# ---- clusters -------------------------------------------------------------------------------------


def points(request: HttpRequest, pk: int, member: int, form: PaperForm) -> HttpResponse:
    """A member's points in three hands."""
    found = visible_member(request, pk, member)
    paper = points_paper(found, groups_of(found.year), scores_of(found))
    return paper_response(request, POINTS, paper, unit=found.unit, form=form, name=f"phieu-diem-{member}")


def ranking(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The points of all members, as far as the account sees them."""
    year = visible_year(request, pk)
    paper, name = ranking_paper(year, rows_shown(actor_of(request), year)), f"bang-diem-{pk}"
    return paper_response(request, RANKING, paper, unit=year.cluster.unit, form=form, name=name)


def acclaim(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The minutes of suy tôn."""
    year = visible_year(request, pk)
    paper = acclaim_paper(year, rows_shown(actor_of(request), year), votes_of(year))
    name = f"bien-ban-suy-ton-{pk}"
    return paper_response(request, ACCLAIM, paper, unit=year.cluster.unit, form=form, name=name)


# ---- directives, Sổ vàng --------------------------------------------------------------------------


def conclusions(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """What a meeting directed and concluded; cancelled lines stay out."""
    found = visible_meeting(request, pk)
    lines = directives_visible_to(actor_of(request)).filter(meeting=found, parent__isnull=True)
    told = lines.exclude(stage=Stage.CANCELLED).prefetch_related("coordinating").order_by("order", "id")
    paper, name = conclusions_paper(found, list(told)), f"thong-bao-ket-luan-{pk}"
    return paper_response(request, CONCLUSIONS, paper, unit=found.unit, form=form, name=name)


def golden(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """The lines of the Sổ vàng as the page is filtered."""
    actor, search = actor_of(request), asked_lines(request)
    rows = golden_rows(actor, search)
    unit = search.unit or _issuer(request, (row.entry.movement.unit for row in rows))
    paper, name = golden_paper(actor, unit, search, rows), f"so-vang-{search.year}"
    return paper_response(request, GOLDEN, paper, unit=unit, form=form, name=name)
