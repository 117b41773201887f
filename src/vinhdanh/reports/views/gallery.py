"""The page of honour that anybody opens, and its slides for the screen in the hall."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vinhdanh.awards.types import GivenBy
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import whole
from vinhdanh.reports.gate import public
from vinhdanh.reports.models import HonourBook
from vinhdanh.reports.selectors.gallery import gallery, public_units, public_years, slides
from vinhdanh.reports.types.honour_books import BookState

SHOWN = 40  # people of one honour before «xem tất cả»
PAGE = 200


@public
@require_safe
def honours(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A year's honours by level, the newest year where none is named."""
    years = public_years()
    book = _open_book(year or next(iter(years), 0))
    if book is None:
        return render(request, "reports/gallery_none.html", {"years": years, "year": year}, status=404)
    level, units = request.GET.get("cap", ""), public_units()
    unit = next((one for one in units if one.code == request.GET.get("dv")), None)
    honour = request.GET.get("ht", "")[:20]
    shown = gallery(book, level=GivenBy(level) if level in GivenBy.values else None, unit=unit, honour=honour)
    context = {
        "book": book,
        "gallery": shown,
        "years": years,
        "levels": GivenBy.choices,
        "level": level,
        "units": units,
        "unit": unit,
        "shown": SHOWN,
    }
    if honour:
        people = [entry for group in shown.groups for entry in group.people]
        context["page"] = Paginator(people, PAGE).get_page(request.GET.get("trang"))
    return render(request, "reports/gallery.html", context)


@public
@require_safe
def slide(request: HttpRequest, year: int, number: int = 1) -> HttpResponse:
    """One slide; the page turns to the next by itself, the last to the first.

    A number behind the last slide is the first: names may have gone while the screen was on.
    """
    book = _open_book(year)
    if book is None:
        return render(
            request, "reports/gallery_none.html", {"years": public_years(), "year": year}, status=404
        )
    unit = Unit.objects.filter(code=request.GET.get("dv", "")).first()
    shown = gallery(book, unit=unit)
    every = slides(shown)
    at = number if 1 <= number <= len(every) else 1
    context = {
        "book": book,
        "gallery": shown,
        "unit": unit,
        "slide": every[at - 1],
        "number": at,
        "count": len(every),
        "next": at % len(every) + 1,
        "before": (at - 2) % len(every) + 1,
        "stopped": whole(request.GET.get("dung"), 0) == 1,
    }
    return render(request, "reports/slide.html", context)


def _open_book(year: int) -> HonourBook | None:
    return HonourBook.objects.filter(year=year, state=BookState.OPEN).first()
