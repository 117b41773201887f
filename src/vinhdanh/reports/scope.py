"""What a report is about: a unit, a year, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.selectors.lineage import roots_of
from vinhdanh.people.models import Unit


@dataclass(frozen=True)
class Scope:
    """One unit with everything below it, in one year, as one reader may see it."""

    actor: Account | Operator
    unit: Unit
    year: int

    @property
    def first(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    @cached_property
    def roots(self) -> tuple[Unit, ...]:
        """The unit and what became part of it: all that was given at or below one of these is its own."""
        return tuple(roots_of(self.unit))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The unit and those below it today, from the top down."""
        return tuple(Unit.objects.subtree(self.unit).order_by("depth", "path"))

    def before(self) -> Scope:
        """The same a year earlier."""
        return Scope(self.actor, self.unit, self.year - 1)
