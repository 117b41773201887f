"""What the pages of year-end reports begin with: a unit that the account sees, a year, an edition."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, whole
from vinhdanh.reports.models import YearReport
from vinhdanh.reports.selectors.yearly import Report, report_of, reports_visible_to

YEARS = range(2000, 2101)


def visible_unit(request: HttpRequest, code: str, year: int) -> Unit:
    """A unit that the account sees, and a year that can be; any other does not exist."""
    if year not in YEARS:
        raise Http404
    return get_object_or_404(visible_units(actor_of(request)).select_related("parent"), code=code)


def asked_report(request: HttpRequest, code: str, year: int, around: str | None = None) -> Report:
    """The report at an address: the newest edition, or the one that ``?ban=`` asks for.

    Args:
        around: see ``report_of``.
    """
    unit = visible_unit(request, code, year)
    wanted = whole(request.GET.get("ban"), 0)
    edition: YearReport | None = None
    if wanted:
        editions = reports_visible_to(actor_of(request)).filter(unit=unit, year=year)
        edition = get_object_or_404(editions, edition=wanted)
    return report_of(actor_of(request), unit, year, edition, around=around)


def about(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What every page of one report needs: whose it is, and where its figures lie."""
    unit, year = report.scope.unit, report.scope.year
    home = reverse("reports:report", args=[unit.code, year])
    asked = whole(request.GET.get("ban"), 0)
    return {
        "report": report,
        "unit": unit,
        "year": year,
        "edition": report.edition,
        "home": home,
        "figures_at": f"{home}so-lieu/",
        "edition_query": f"?ban={asked}" if asked else "",
    }
