"""Reading the register of honours."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.awards.models import Grant, GrantQuerySet
from vinhdanh.people.models import Household, Person, Unit
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units


def grants_visible_to(actor: Account | Operator) -> GrantQuerySet:
    """Every honour of the people, units and households that the actor sees, with its state."""
    grants = Grant.objects.real().select_related("person", "unit", "household")
    if WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW):
        return grants
    return grants.filter(
        Q(person__in=people_visible_to(actor))
        | Q(unit__in=visible_units(actor))
        | Q(household__in=households_visible_to(actor))
    )


def grants_of(subject: Person | Unit | Household) -> GrantQuerySet:
    """The honours of one subject, newest first, with their state; rows struck as mistakes left out."""
    match subject:
        case Person():
            found = Grant.objects.filter(person=subject)
        case Unit():
            found = Grant.objects.filter(unit=subject)
        case Household():
            found = Grant.objects.filter(household=subject)
    return found.real().order_by("-year", "-decided", "-id")


def uses_of_works(subject: Person) -> QuerySet[Grant]:
    """Honours in force that used up a work of which the person is an author."""
    return Grant.objects.in_force().filter(works__authors=subject).distinct()
