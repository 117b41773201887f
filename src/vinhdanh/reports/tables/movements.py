"""Movements by the day of their launch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse

from vinhdanh.engine.durations import whole_months
from vinhdanh.movements.models import Movement, MovementAct
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.types.movements import MovementActKind, MovementState
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.items import UNSEEN, Apart, Entry, Item


class MovementSource:
    """Movements that a unit, one below it or what became part of it launched in a period."""

    reason = ""
    apart: Sequence[Apart] = ()

    def __init__(self, scope: Scope, first: date, last: date) -> None:
        self._scope = scope
        below = reduce(or_, (Q(movement__unit__path__startswith=root.path) for root in scope.roots))
        acts = MovementAct.objects.filter(
            below, kind=MovementActKind.LAUNCHED, on__gte=first, on__lte=last
        ).exclude(movement__state=MovementState.DRAFT)
        # Launched anew after a mistake: the first day counts.
        self._launched = {act.movement_id: act.on for act in acts.order_by("-on", "-id")}

    @cached_property
    def items(self) -> Sequence[Item]:
        found = Movement.objects.filter(pk__in=self._launched).select_related("unit").order_by("pk")
        return [
            Item(
                one.pk,
                f"movement:{one.pk}",
                {
                    "kind": one.kind,
                    "unit_kind": one.unit.kind,
                    "tier": one.unit.tier,
                    "months": months(one.first, one.last),
                    "responding": one.parent_id is not None,
                },
            )
            for one in found
        ]

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """The movements; one that the reader doesn't see has no name."""
        keys = [item.pk for item in items]
        seen = set(movements_visible_to(self._scope.actor).filter(pk__in=keys).values_list("pk", flat=True))
        found = Movement.objects.filter(pk__in=keys).select_related("unit")
        listed = [_entry(one, self._launched[one.pk], named=one.pk in seen) for one in found]
        return sorted(listed, key=lambda one: (one.day or date.min, one.name, one.pk))


def months(first: date, last: date) -> Decimal:
    """The months from one day to another, both included; what is left over counts half a month.

    >>> months(date(2026, 1, 1), date(2026, 12, 31)), months(date(2026, 1, 5), date(2026, 12, 31))
    (Decimal('12'), Decimal('11.5'))
    """
    end = last + timedelta(days=1)
    whole = whole_months(first, end)
    exact = whole_months(first, last) < whole  # the last day completes a month
    return Decimal(whole) if exact else whole + Decimal("0.5")


def _entry(one: Movement, on: date, *, named: bool) -> Entry:
    kind = str(one.get_kind_display())
    if not named:
        return Entry(one.pk, UNSEEN, kind, on)
    detail = f"{kind}, {one.unit.name} phát động, từ {one.first:%d/%m/%Y} đến {one.last:%d/%m/%Y}"
    return Entry(one.pk, one.name, detail, on, reverse("movements:movement", args=[one.pk]))
