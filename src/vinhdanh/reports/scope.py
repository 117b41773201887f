"""What a report is about: a unit, a year, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.selectors.lineage import roots_of
from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import Figure

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """One unit with everything below it, in one year, as one reader may see it.

    Attributes:
        by_hand: keys of the figures that are typed over.
    """

    actor: Account | Operator
    unit: Unit
    year: int
    by_hand: frozenset[str] = frozenset()
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _of_unit: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # the same in any year

    @property
    def first(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    @property
    def roots(self) -> tuple[Unit, ...]:
        """The unit and what became part of it: all that was given at or below one of these is its own."""
        if "roots" not in self._of_unit:
            self._of_unit["roots"] = tuple(roots_of(self.unit))
        found: tuple[Unit, ...] = self._of_unit["roots"]
        return found

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The unit and those below it today, from the top down."""
        return tuple(Unit.objects.subtree(self.unit).order_by("depth", "path"))

    def tells(self, figure: Figure) -> bool:
        """Whether a sentence has the figure to tell: something was counted, or somebody wrote it by hand."""
        return bool(figure.value) or figure.key in self.by_hand

    def once(self, name: str, read: Callable[[], T]) -> T:
        """What several parts of one report need, read for the first of them: ``name`` says what."""
        if name not in self._kept:
            self._kept[name] = read()
        found: T = self._kept[name]
        return found

    def before(self) -> Scope:
        """The same a year earlier."""
        return self.once(
            "before", lambda: Scope(self.actor, self.unit, self.year - 1, _of_unit=self._of_unit)
        )

    def anew(self) -> Scope:
        """The same with nothing read yet."""
        return Scope(self.actor, self.unit, self.year, self.by_hand)
