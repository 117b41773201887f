"""Who sees which texts, and for which units somebody may read one."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.policies import sees_all_readings
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units


def readings_visible_to(actor: Account) -> QuerySet[TextReading]:
    """The account's own texts; all of them for who keeps the register of the whole agency."""
    found = TextReading.objects.select_related("unit")
    return found if sees_all_readings(scopes(actor)) else found.filter(by=actor)


def units_to_read_for(actor: Account) -> QuerySet[Unit]:
    """Units that stand today for which the account writes something."""
    able = Q()
    for action in (Action.GRANT, Action.EDIT, Action.CONCLUDE):
        able |= Q(pk__in=visible_units(actor, action).values("pk"))
    return Unit.objects.filter(able).open(timezone.localdate())
