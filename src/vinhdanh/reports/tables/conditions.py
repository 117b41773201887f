"""Conditions as data: which records a cell counts. What is not known of a record never fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from vinhdanh.reports.tables.attributes import Value

BOUNDS = ("at_least", "over", "at_most", "under")


@dataclass(frozen=True, slots=True)
class Bounds:
    """A span of numbers; None where it is open."""

    at_least: int | None = None
    over: int | None = None
    at_most: int | None = None
    under: int | None = None

    def hold(self, number: int | Decimal) -> bool:
        """Whether a number lies inside."""
        return (
            (self.at_least is None or number >= self.at_least)
            and (self.over is None or number > self.over)
            and (self.at_most is None or number <= self.at_most)
            and (self.under is None or number < self.under)
        )


@dataclass(frozen=True, slots=True)
class Test:
    """One attribute is one of some values (``wanted``) or none of them, or lies within bounds."""

    __test__ = False  # no test case

    attribute: str
    values: frozenset[Value] = frozenset()
    wanted: bool = True
    bounds: Bounds | None = None

    def holds(self, attributes: Mapping[str, Value]) -> bool:
        """Whether a record fits; what is not known of it does not."""
        value = attributes.get(self.attribute)
        if value is None:
            return False
        if self.bounds is not None:
            return isinstance(value, int | Decimal) and self.bounds.hold(value)
        return (value in self.values) is self.wanted


@dataclass(frozen=True, slots=True)
class Condition:
    """All the tests hold, and of each group of alternatives at least one. Without any, everything fits."""

    tests: tuple[Test, ...] = ()
    any_of: tuple[tuple[Condition, ...], ...] = ()

    def holds(self, attributes: Mapping[str, Value]) -> bool:
        """Whether a record with these attributes is counted."""
        return all(test.holds(attributes) for test in self.tests) and all(
            any(one.holds(attributes) for one in group) for group in self.any_of
        )


EVERYTHING = Condition()
