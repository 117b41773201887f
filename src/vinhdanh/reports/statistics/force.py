"""Who served on a day: what shares of honours are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from vinhdanh.people.models import Post, Unit
from vinhdanh.people.models.persons import PostQuerySet
from vinhdanh.reports.grant_rows import commands
from vinhdanh.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class ForceRow:
    """Somebody who serves, with what statistics divide by, as codes."""

    person: int
    sex: str
    force: str
    category: str
    ethnicity: str
    leads: bool  # or is a deputy
    place: str  # the path of his unit
    post: str


def serving(roots: Iterable[Unit], day: date) -> PostQuerySet:
    """The main posts held on a day at or below some units, of people who had not left."""
    below = reduce(or_, (Q(unit__path__startswith=root.path) for root in roots), Q(pk__in=()))
    stays = Q(person__left__isnull=True) | Q(person__left__gt=day)
    return Post.objects.on(day).filter(below, stays, main=True, person__withdrawn=False)


def day_of(scope: Scope) -> date:
    """The day on which a year's force is counted: its last one, or today."""
    return min(scope.last, timezone.localdate())


def force_of(scope: Scope) -> list[ForceRow]:
    """Everybody who served on that day, by one query."""
    columns = (
        "person",
        "person__sex",
        "person__force",
        "person__category",
        "person__ethnicity",
        "leads",
        "unit__path",
        "title",
        "grade",
    )
    found: dict[int, ForceRow] = {}
    rows = serving(scope.roots, day_of(scope)).order_by("person", "start").values_list(*columns)
    for person, sex, force, category, ethnicity, leads, path, title, grade in rows:
        command = commands(grade, leads)
        found[person] = ForceRow(person, sex, force, category, ethnicity, command, path, title)
    return list(found.values())
