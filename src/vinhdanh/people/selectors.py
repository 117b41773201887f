"""Reading units and people: never more than the actor may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Post, Unit


def visible_units(actor: Account | Operator, action: Action = Action.VIEW) -> QuerySet[Unit]:
    """Units on which the actor may do ``action``: those of his roles and everything below them."""
    codes = units_with(scopes(actor), action)
    if WHOLE_AGENCY in codes:
        return Unit.objects.all()
    if not codes:
        return Unit.objects.none()
    below = Q()
    for path in Unit.objects.filter(code__in=codes).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return Unit.objects.filter(below) if below else Unit.objects.none()


def people_visible_to(
    actor: Account | Operator, action: Action = Action.VIEW, on: date | None = None
) -> QuerySet[Person]:
    """People whose place of service (today, or the last one) is in a visible unit, and the actor himself."""
    codes = units_with(scopes(actor), action)
    if WHOLE_AGENCY in codes:
        return Person.objects.all()
    own = getattr(actor, "person_number", "") if action == Action.VIEW else ""
    if not codes:
        return Person.objects.filter(number=own) if own else Person.objects.none()
    seen = Person.objects.in_units(visible_units(actor, action), on or timezone.localdate())
    return seen | Person.objects.filter(number=own) if own else seen


def households_visible_to(actor: Account | Operator, action: Action = Action.VIEW) -> QuerySet[Household]:
    """Households followed by a visible unit; all of them for who sees the whole agency."""
    if WHOLE_AGENCY in units_with(scopes(actor), action):
        return Household.objects.all()
    return Household.objects.filter(unit__in=visible_units(actor, action))


def search_units(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Units by words of the name, without marks, or by the beginning of the code."""
    by_name = Q()
    for word in fold(text).split():
        by_name &= Q(folded__contains=word)
    return units.filter(by_name | Q(code__istartswith=text.strip())) if text.strip() else units


def current_posts(people: QuerySet[Person] | list[Person], on: date | None = None) -> dict[int, Post]:
    """Person's key → his main post on a day (today by default) or the last one before, with its unit."""
    found = Post.objects.standing(on or timezone.localdate()).filter(person__in=people).select_related("unit")
    return {post.person_id: post for post in found}


def subjects_named(identifiers: list[str]) -> dict[str, Person | Unit | Household]:
    """The records behind the subject ids of ``Facts``: số hiệu, unit codes, household codes."""
    found: dict[str, Person | Unit | Household] = {}
    found.update((h.code, h) for h in Household.objects.filter(code__in=identifiers))
    found.update((u.code, u) for u in Unit.objects.filter(code__in=identifiers))
    found.update((p.number, p) for p in Person.objects.filter(number__in=identifiers))
    return found
