"""Reading the register of honours."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.awards.models import Grant, GrantQuerySet, Recipient
from vinhdanh.awards.recipients import column
from vinhdanh.awards.selectors.lineage import came_along, forebears
from vinhdanh.awards.selectors.search import Reach
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import (
    households_visible_to,
    people_visible_to,
    subjects_visible_to,
    visible_units,
)


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
    return grants.filter(seen | _given_in(units_in_view(actor)))


def sees_all(actor: Account | Operator) -> bool:
    """Whether the actor may see the whole agency."""
    return WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW)


def units_in_view(actor: Account | Operator) -> list[Unit]:
    """The topmost units that the actor sees, and what became one of them or of those below, or came there."""
    return _in_view(visible_units(actor))


def _in_view(seen: QuerySet[Unit]) -> list[Unit]:
    every = list(seen)
    known = {unit.pk for unit in every}
    top = [unit for unit in every if unit.parent_id not in known]
    old = [step.unit for step in forebears(every) if step.unit_id not in known]
    return list(dict.fromkeys([*top, *old, *came_along([*every, *old])]))


def _given_in(units: Iterable[Unit]) -> Q:
    """Honours that counted for one of the units or for what stood below it then."""
    return reduce(or_, (Q(place_path__contains=f"/{unit.code}/") for unit in units), Q(pk__in=()))


def reach_of(actor: Account | Operator) -> Reach:
    """The same as ``grants_visible_to``, in the form that look-ups take."""
    held = scopes(actor)
    if WHOLE_AGENCY in units_with(held, Action.VIEW):
        return Reach(everything=True)
    people, seen, households = subjects_visible_to(actor, held)
    units = _in_view(seen)
    rows: list[int] = []
    for kind, who in (("person", people), ("unit", seen), ("household", households)):
        rows += _elsewhere(kind, who, units)
    return Reach(units=tuple(unit.code for unit in units), rows=tuple(rows))


def _elsewhere(kind: str, who: QuerySet[Any], units: Iterable[Unit]) -> list[int]:
    """Keys of the index's rows of some recipients that were given in none of the units.

    Step by step, each by its index: asked with joins, PostgreSQL would read the whole register.
    """
    try:
        asked, values = who.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    sqlite = connection.vendor == "sqlite"
    among, at = ("IN (%s)", "instr") if sqlite else ("= ANY(ARRAY(%s))", "strpos")
    codes = [f"/{unit.code}/" for unit in units]
    outside = f"{at}(place_path, %s) = 0 AND " * len(codes)
    given = f"SELECT id FROM awards_grant WHERE {outside}{kind}_id {among.replace('%s', asked)}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key FROM awards_grantindex WHERE grant_id {among.replace('%s', given)}",
            [*codes, *values],
        )
        return [key for (key,) in cursor.fetchall()]


def grants_of(recipient: Recipient) -> GrantQuerySet:
    """The honours of one recipient, newest first, with their state; rows struck as mistakes left out."""
    return Grant.objects.filter(**column(recipient)).real().order_by("-year", "-decision__decided", "-id")


def uses_of_works(subject: Person) -> QuerySet[Grant]:
    """Honours in force that used up a work of which the person is an author."""
    return Grant.objects.in_force().filter(works__authors=subject).distinct()
