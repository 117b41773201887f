"""What to look at after units were reorganised."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.consistency import checks, run_checks
from vinhdanh.audit.selectors import history_of
from vinhdanh.people.models import Person, Unit

OPERATOR = Operator()
TODAY = timezone.localdate()
ON = TODAY - timedelta(days=30)
EVE = ON - timedelta(days=1)
BASIS = "Quyết định 101/QĐ-CAT"
PEOPLE = [
    one.code
    for one in checks()
    if one.code.startswith("people.") and one.code != "people.roles_on_closed_units"
]


def posts(person: Person) -> list[tuple[str, date, date | None, bool]]:
    return list(person.posts.order_by("start").values_list("unit__code", "start", "end", "leads"))


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def verbs_of(ref: str) -> list[str]:
    return list(history_of(ref).values_list("verb", flat=True))


def nothing_is_wrong() -> bool:
    """Every check over units and people is silent, but for roles that somebody must give anew."""
    found = [one.what for checked in run_checks(PEOPLE) for one in checked.found]
    assert found == []
    return verify_chain() is None
