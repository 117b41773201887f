"""Finding by name whom a unit may put into its list: officers, teams and households of the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import catalogue, subject_kind
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.stages import LOST
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Post, Unit
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units

MOST = 12
_M = TypeVar("_M", bound=Model)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of the unit, and whether the list has him already."""

    code: str
    name: str
    about: str
    listed: bool


def takes(honour: str, kind: RecipientKind) -> bool:
    """Whether the honour can be given to such subjects."""
    return subject_kind(kind) in catalogue()[honour].subjects


def takes_outsiders(honour: str) -> bool:
    """Whether somebody from outside can be proposed for the honour."""
    return takes(honour, RecipientKind.OUTSIDER)


def found_by_name(
    actor: Account | Operator, unit: Unit, honour: str, text: str, listed: Sequence[Proposal]
) -> list[Found]:
    """Officers, teams and households of the unit by words of the name without marks, or by the code.

    Only kinds that the honour can be given to, and only whom the actor sees; at most a dozen.

    Args:
        listed: the unit's proposals for the honour.
    """
    if not text.strip():
        return []
    there = {code_of(row.subject) for row in listed if row.stage not in LOST}
    found: list[Found] = []
    if takes(honour, RecipientKind.PERSON):
        serving = Post.objects.standing(timezone.localdate()).filter(unit__path__startswith=unit.path)
        people = people_visible_to(actor).filter(left__isnull=True, pk__in=serving.values("person"))
        named = _named(people, text, "number")
        places = dict(serving.filter(person__in=named).values_list("person", "unit__name"))
        found += [
            Found(one.number, one.name, f"{one.number}, {places.get(one.pk, '')}", one.number in there)
            for one in named
        ]
    if takes(honour, RecipientKind.UNIT):
        units = visible_units(actor).filter(path__startswith=unit.path, valid_to__isnull=True)
        found += [
            Found(u.code, u.name, f"tập thể, {u.code}", u.code in there) for u in _named(units, text, "code")
        ]
    if takes(honour, RecipientKind.HOUSEHOLD):
        homes = households_visible_to(actor).filter(unit__path__startswith=unit.path).select_related("unit")
        found += [
            Found(h.code, str(h), f"hộ gia đình, {h.code}, {h.unit}", h.code in there)
            for h in _named(homes, text, "code")
        ]
    return found[:MOST]


def _named(rows: QuerySet[_M], text: str, code: str) -> list[_M]:
    """Those of whose name's words one begins with each, or whose code begins so."""
    words = Q()
    for word in fold(text).split():
        words &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    return list(rows.filter(words | Q(**{f"{code}__istartswith": text.strip()})).order_by("folded")[:MOST])
