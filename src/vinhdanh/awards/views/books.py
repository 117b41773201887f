"""Books of honour: of a unit, of a person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.policies import require
from vinhdanh.awards.papers.extract import PERSON_EXTRACT, UNIT_EXTRACT, person_extract, unit_extract
from vinhdanh.awards.selectors import units_in_view
from vinhdanh.awards.selectors.books import book_of, own_book, unit_book
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.policies import may_export
from vinhdanh.people.selectors import current_posts, people_visible_to, visible_units
from vinhdanh.people.services.writing import is_own
from vinhdanh.people.views.shown import actor_of


def _visible_unit(request: HttpRequest, code: str) -> Unit:
    """A unit that the account sees, or that became one; any other does not exist."""
    actor = actor_of(request)
    found = visible_units(actor).filter(code=code).first()
    if found is None:
        # What became a visible unit is part of its past.
        found = next((u for u in units_in_view(actor) if u.code == code), None)
    if found is None:
        raise Http404
    return found


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit by years: its own honours, those of its parts and people, and the years as a picture."""
    found = _visible_unit(request, code)
    context = {
        "unit": found,
        "book": unit_book(found),
        "chain": Unit.objects.above(found),
        "became": found.successions.select_related("successor"),
        "split_from": found.origins.filter(kind="split_from").select_related("unit"),
        "children": visible_units(actor_of(request)).filter(parent=found, valid_to=None),
    }
    return render(request, "awards/unit_book.html", context)


def _visible_person(request: HttpRequest, number: str) -> Person:
    """A person whom the account sees; anybody else does not exist."""
    found = people_visible_to(actor_of(request)).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def person(request: HttpRequest, number: str) -> HttpResponse:
    """A person's honours."""
    found = _visible_person(request, number)
    post = current_posts([found]).get(found.pk)
    context = {"person": found, "post": post, "book": book_of(found)}
    return render(request, "awards/person_book.html", context)


def unit_paper(request: HttpRequest, code: str, form: PaperForm) -> HttpResponse:
    """What a unit itself was given, as an extract of the register."""
    found = _visible_unit(request, code)
    paper, name = unit_extract(found, own_book(found).rows), f"trich-so-khen-thuong-{found.pk}"
    return paper_response(request, UNIT_EXTRACT, paper, unit=found, form=form, name=name)


def person_paper(request: HttpRequest, number: str, form: PaperForm) -> HttpResponse:
    """What a person was given, as an extract of the register; under secrecy only his own."""
    found = _visible_person(request, number)
    require(may_export(found.secrecy, own=is_own(actor_of(request), found)))
    post = current_posts([found]).get(found.pk)
    issuer = post.unit if post else Unit.objects.order_by("depth", "path").first()
    if issuer is None:
        raise Http404
    paper, name = person_extract(issuer, found, post, book_of(found).rows), f"trich-so-khen-thuong-{number}"
    return paper_response(request, PERSON_EXTRACT, paper, unit=issuer, form=form, name=name)
