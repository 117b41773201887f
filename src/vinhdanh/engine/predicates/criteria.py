"""A criterion: a leaf that asks one thing, or a group of criteria (all, any)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from vinhdanh.engine.context import Context, Evidence
from vinhdanh.engine.words import Number, all_of, any_of, three_valued


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a criterion stands: clause of the article, file and line of its block."""

    clause: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """One leaf of one subject, answered."""

    leaf: Leaf
    status: int
    low: int
    high: int
    asked: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """Base of leaves and groups. Status: 0 unmet, 1 needs a person, 2 met."""

    place: Place = field(default_factory=Place, compare=False)
    label: str = ""

    def status(self, context: Context) -> Any:
        raise NotImplementedError

    def leaves(self) -> Iterator[Leaf]:
        raise NotImplementedError

    @property
    def needs(self) -> frozenset[str]:
        """Honours whose verdict of the same year this criterion looks at."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Leaf(Criterion):
    """One question with a figure found and a figure asked.

    Subclasses give ``figures`` (lower and upper bound of what is found) and ``asked_for``;
    the status follows. A leaf whose answer is no count overrides ``status``.
    """

    counts: ClassVar[bool] = True  # whether found/asked are figures worth printing
    about_unit_members: ClassVar[bool] = False
    honours: tuple[str, ...] = ()  # honours named by the criterion, for checking

    def figures(self, context: Context) -> tuple[Number, Number]:
        raise NotImplementedError

    def asked_for(self, context: Context) -> Number:
        raise NotImplementedError

    def status(self, context: Context) -> Any:
        low, high = self.figures(context)
        asked = self.asked_for(context)
        return three_valued(low >= asked, high >= asked)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        """Records behind the figure; only a ``Career`` can name them."""
        return ()

    def title(self) -> str:
        """What is asked, as a phrase."""
        raise NotImplementedError

    def found(self, low: int, high: int) -> str:
        """The figure found, in words."""
        raise NotImplementedError

    def found_in(self, context: Any, low: int, high: int) -> str:
        """The figure found in words, with what only the subject itself can add."""
        return self.found(low, high)

    def asked(self, asked: int) -> str:
        """The figure asked, in words."""
        raise NotImplementedError

    @cached_property
    def phrase(self) -> str:
        """What is asked, as a sentence."""
        text = self.label or self.title()
        return text[:1].upper() + text[1:]

    def leaves(self) -> Iterator[Leaf]:
        yield self

    @property
    def needs(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, kw_only=True)
class Group(Criterion):
    """All of the items, or any of them."""

    mode: Literal["all", "any"]
    items: tuple[Criterion, ...]

    def status(self, context: Context) -> Any:
        join = all_of if self.mode == "all" else any_of
        answer = self.items[0].status(context)
        for item in self.items[1:]:
            answer = join(answer, item.status(context))
        return answer

    def leaves(self) -> Iterator[Leaf]:
        for item in self.items:
            yield from item.leaves()

    @property
    def needs(self) -> frozenset[str]:
        return frozenset().union(*(item.needs for item in self.items))
