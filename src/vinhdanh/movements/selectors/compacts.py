"""Reading giao ước: a unit's own, those it signs, and how many have signed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.movements.models import Compact, CompactParty
from vinhdanh.movements.selectors.movements import paths_above, standing_paths
from vinhdanh.movements.types.compacts import CompactState
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


def compacts_visible_to(actor: Actor) -> QuerySet[Compact]:
    """Giao ước drawn up by visible units, and those open to a unit that one sees or serves in."""
    units = visible_units(actor)
    mine = CompactParty.objects.filter(unit__path__in=paths_above(standing_paths(actor)))
    opened = Q(pk__in=mine.values("compact")) & ~Q(state=CompactState.DRAFT)
    return Compact.objects.filter(Q(unit__in=units) | opened).select_related("unit", "cluster__cluster")


def with_parties(compacts: QuerySet[Compact]) -> QuerySet[Compact]:
    """The giao ước with their units and signatures, in two queries in all."""
    parties = CompactParty.objects.select_related("unit", "signature")
    return compacts.prefetch_related(Prefetch("parties", parties))


def signed_of(compact: Compact) -> int:
    """How many of its units have signed."""
    return sum(hasattr(party, "signature") for party in compact.parties.all())


@dataclass(frozen=True, slots=True)
class Signing:
    """Units that signed of units that are to sign, over a year's giao ước that are open."""

    signed: int
    parties: int
    compacts: int


def signing(actor: Actor, year: int) -> Signing:
    """How far the signing of a year has come, over the giao ước that the actor sees."""
    found = list(with_parties(compacts_visible_to(actor).filter(year=year).exclude(state=CompactState.DRAFT)))
    return Signing(
        sum(map(signed_of, found)), sum(len(compact.parties.all()) for compact in found), len(found)
    )
