"""By what name a reader may know the people behind a figure, and where they served on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Recipient
from vinhdanh.people.conduct_units import places_of
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.reports.scope import Scope

HIDDEN = "Người ngoài phạm vi được xem"


def belongs_to(unit: Unit) -> str:
    """The name of the unit that a team stands in; "" of a unit right below the top, whose name says enough.

    Its ``parent`` is at hand.
    """
    above = unit.parent
    return above.name if above is not None and above.parent_id is not None else ""


def in_full(recipient: Recipient) -> str:
    """A recipient's name; a team's with the unit that it stands in: many are called the same."""
    above = belongs_to(recipient) if isinstance(recipient, Unit) else ""
    return f"{recipient}, {above}" if above else str(recipient)


def people_seen(actor: Account | Operator, persons: Iterable[int | None]) -> dict[int, Person]:
    """Those of the people whose names the reader may see, by their keys."""
    wanted = {key for key in persons if key is not None}
    return {one.pk: one for one in people_visible_to(actor).filter(pk__in=wanted)}


def within(scope: Scope, path: str) -> bool:
    """Whether a place lies at or below the unit or what became part of it."""
    return any(path.startswith(root.path) for root in scope.roots)


class Service:
    """Where some people served, read in one query."""

    def __init__(self, scope: Scope, persons: Iterable[int]) -> None:
        self._scope = scope
        self._places = places_of(set(persons))

    def here(self, person: int, day: date) -> bool:
        """Whether a person served in the scope's unit or below it on a day."""
        return any(
            start <= day and (end is None or end >= day) and within(self._scope, path)
            for start, end, path in self._places.get(person, ())
        )
