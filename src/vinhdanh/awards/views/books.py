"""Books of honour: of a unit, of a person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.awards.selectors import units_in_view
from vinhdanh.awards.selectors.books import book_of, unit_book
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import current_posts, people_visible_to, visible_units
from vinhdanh.people.views.shown import actor_of


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit by years: its own honours, those of its parts and people, and the years as a picture."""
    actor = actor_of(request)
    found = visible_units(actor).filter(code=code).first()
    if found is None:
        # What became a visible unit is part of its past.
        found = next((u for u in units_in_view(actor) if u.code == code), None)
    if found is None:
        raise Http404
    context = {
        "unit": found,
        "book": unit_book(found),
        "chain": Unit.objects.above(found),
        "became": found.successions.select_related("successor"),
        "split_from": found.origins.filter(kind="split_from").select_related("unit"),
        "children": visible_units(actor).filter(parent=found, valid_to=None),
    }
    return render(request, "awards/unit_book.html", context)


def person(request: HttpRequest, number: str) -> HttpResponse:
    """A person's honours, to be read and to be printed."""
    found = people_visible_to(actor_of(request)).filter(number=number).first()
    if found is None:
        raise Http404
    post = current_posts([found]).get(found.pk)
    context = {"person": found, "post": post, "book": book_of(found)}
    return render(request, "awards/person_book.html", context)
