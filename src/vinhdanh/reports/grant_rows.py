"""Honours as light rows, each with what statistics divide by: tens of thousands in a few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from vinhdanh.awards.models import GrantQuerySet
from vinhdanh.awards.types import RecipientKind
from vinhdanh.people.models import Post

_WORKING = frozenset({"", "can_bo"})  # groups of posts (people.types.GRADES) without command


def commands(grade: str, leads: bool) -> bool:
    """Whether a post is one of lãnh đạo, chỉ huy: it leads a unit, or is a deputy's."""
    return leads or grade not in _WORKING


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One honour given once.

    Attributes:
        decided: the day of its decision; None where the register has none.
        sex, force, category, ethnicity: of a person, as codes; "" of others and where unknown.
        grade, leads: of the main post that a person held on the day of the decision (or on the last day
            of its year): the code of its group, and whether it commands; None where no post is known.
        place: the path of codes where it counts ("/CAT/PX01/").
    """

    pk: int
    honour: str
    level: str
    merit: str
    year: int
    decided: date | None
    kind: RecipientKind
    recipient: int
    place: str
    sex: str = ""
    force: str = ""
    category: str = ""
    ethnicity: str = ""
    grade: str | None = None
    leads: bool | None = None


def grant_rows(grants: GrantQuerySet, *, posts: bool = True) -> list[GrantRow]:
    """The rows of some honours, oldest first. Two queries, whatever their number.

    Args:
        posts: whether anything is divided by the posts that people held.
    """
    values = grants.order_by("year", "pk").values_list(
        "pk",
        "honour",
        "level",
        "merit",
        "year",
        "decision__decided",
        "place_path",
        "person",
        "unit",
        "household",
        "outsider",
        "person__sex",
        "person__force",
        "person__category",
        "person__ethnicity",
    )
    found = list(values)
    held = _posts(grants) if posts else {}
    return [_row(row, held) for row in found]


_Posts = dict[int, list[tuple[date, str, bool]]]


def _posts(grants: GrantQuerySet) -> _Posts:
    """Main posts of each person who was given something, the newest first."""
    posts: _Posts = defaultdict(list)
    persons = grants.filter(person__isnull=False).order_by().values("person")
    rows = Post.objects.filter(main=True, person__in=persons).order_by("person", "-start")
    for person, start, grade, leads in rows.values_list("person", "start", "grade", "leads"):
        posts[person].append((start, grade, commands(grade, leads)))
    return posts


def _row(row: tuple[Any, ...], posts: _Posts) -> GrantRow:
    pk, honour, level, merit, year, decided, place, person, unit, household, outsider, *about = row
    if person is None:
        recipients = {
            RecipientKind.UNIT: unit,
            RecipientKind.HOUSEHOLD: household,
            RecipientKind.OUTSIDER: outsider,
        }
        kind, key = next((kind, key) for kind, key in recipients.items() if key is not None)
        return GrantRow(pk, honour, level, merit, year, decided, kind, key, place)
    on = decided or date(year, 12, 31)
    held = next((post for post in posts.get(person, ()) if post[0] <= on), None)
    sex, force, category, ethnicity = (value or "" for value in about)
    return GrantRow(
        pk,
        honour,
        level,
        merit,
        year,
        decided,
        RecipientKind.PERSON,
        person,
        place,
        sex,
        force,
        category,
        ethnicity,
        held[1] if held else None,
        held[2] if held else None,
    )
