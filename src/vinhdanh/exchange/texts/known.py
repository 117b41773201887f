"""Names of the installation's own units and people, for the reader of texts."""

from __future__ import annotations

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.exchange.prose.known import Known
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import people_visible_to, visible_units

_MOST = 50_000  # people whose names are looked up


def known_names(actor: Account | Operator) -> Known:
    """The units and people whom the actor sees; nobody else's name helps the reading."""
    seen = visible_units(actor).values("pk")
    units = Unit.objects.open(timezone.localdate()).filter(pk__in=seen).values_list("name", "code")
    people = people_visible_to(actor).values_list("name", flat=True)[:_MOST]
    return Known.of(bodies=(name for pair in units for name in pair), people=people)
