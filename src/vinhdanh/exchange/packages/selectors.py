"""Reading packages: who sees which."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Operator
from vinhdanh.exchange.packages.models import DataPackage, ReceivedPackage
from vinhdanh.exchange.packages.policies import may_take_packages
from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units


def units_to_pack(actor: Account | Operator) -> QuerySet[Unit]:
    """Units of which the actor may make a package."""
    return visible_units(actor, Action.CONCLUDE)


def may_pack_all(actor: Account | Operator) -> bool:
    """Whether the actor may make a package of the whole agency."""
    return bool(decide(scopes(actor), Action.CONCLUDE))


def packages_visible_to(actor: Account | Operator) -> QuerySet[DataPackage]:
    """Packages of the units that the actor may make them of; all of them for the whole agency.

    One that holds people under secrecy is seen by who could have made it.
    """
    held = scopes(actor)
    found = DataPackage.objects.select_related("by")
    if not may_pack_all(actor):
        found = found.filter(unit_code__in=units_to_pack(actor).values("code"))
    if not decide(held, Action.GRANT):
        found = found.filter(~Q(secrecy=SecrecyRule.INCLUDED))
    return found


def received_visible_to(actor: Account | Operator) -> QuerySet[ReceivedPackage]:
    """Packages that were received: all, or none."""
    found = ReceivedPackage.objects.select_related("by")
    return found if may_take_packages(scopes(actor)) else found.none()
