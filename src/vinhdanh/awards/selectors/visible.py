"""Reading the register of honours."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.awards.models import Grant, GrantIndex, GrantQuerySet, Recipient
from vinhdanh.awards.recipients import column
from vinhdanh.awards.selectors.lineage import with_forebears
from vinhdanh.awards.selectors.search import Reach
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units


def grants_visible_to(actor: Account | Operator) -> GrantQuerySet:
    """Every honour that the actor may see, with its state.

    Those of the people, units and households that he sees today, and those given in his units or in
    what became one of them, to whomever: a unit's book stays whole when people move on.
    """
    grants = Grant.objects.real().select_related("person", "unit", "household", "outsider", "decision")
    if sees_all(actor):
        return grants
    seen = (
        Q(person__in=people_visible_to(actor))
        | Q(unit__in=visible_units(actor))
        | Q(household__in=households_visible_to(actor))
    )
    for unit in units_in_view(actor):
        seen |= Q(place_path__startswith=unit.path)
    return grants.filter(seen)


def sees_all(actor: Account | Operator) -> bool:
    """Whether the actor may see the whole agency."""
    return WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW)


def units_in_view(actor: Account | Operator) -> list[Unit]:
    """The units of the actor's roles, and those that became one of them or of the units below."""
    roots = list(Unit.objects.filter(code__in=units_with(scopes(actor), Action.VIEW)))
    return roots + [unit for unit in with_forebears(visible_units(actor)) if not _below(unit, roots)]


def _below(unit: Unit, roots: list[Unit]) -> bool:
    return any(unit.path.startswith(root.path) for root in roots)


def reach_of(actor: Account | Operator) -> Reach:
    """The same as ``grants_visible_to``, in the form that look-ups take."""
    if sees_all(actor):
        return Reach(everything=True)
    units = units_in_view(actor)
    elsewhere = Q(grant__person__in=people_visible_to(actor)) | Q(
        grant__household__in=households_visible_to(actor)
    )
    inside = Q()
    for unit in units:
        inside |= Q(grant__place_path__startswith=unit.path)
    rows = GrantIndex.objects.filter(elsewhere)
    if units:
        rows = rows.exclude(inside)
    return Reach(
        units=tuple(unit.code for unit in units), rows=tuple(rows.values_list("key", "words").distinct())
    )


def grants_of(recipient: Recipient) -> GrantQuerySet:
    """The honours of one recipient, newest first, with their state; rows struck as mistakes left out."""
    return Grant.objects.filter(**column(recipient)).real().order_by("-year", "-decision__decided", "-id")


def uses_of_works(subject: Person) -> QuerySet[Grant]:
    """Honours in force that used up a work of which the person is an author."""
    return Grant.objects.in_force().filter(works__authors=subject).distinct()
