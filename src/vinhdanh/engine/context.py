"""What a criterion may ask about a subject in one review year.

Two answers exist: ``careers.Career`` (one subject, Python integers, with evidence) and
``force.ForceContext`` (all persons at once, NumPy arrays). Criteria are written once against
this protocol. Words come as (lower, upper) bounds: what is sure, and what is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vinhdanh.engine.facts import DisciplineForm, Level, Merit, WorkKind, WorkScope
from vinhdanh.engine.words import Number, Word

PLANES = 4  # more usable works than this in one year are not told apart


@dataclass(slots=True)
class Evidence:
    """A record that a figure rests on: its identity and one line about it."""

    id: str
    text: str


class Context(Protocol):
    """One review year of one subject or of a whole force."""

    year: int

    def rating(self, level: Level) -> tuple[Word, Word]:
        """Years at ``level`` or better."""

    def honour(self, codes: tuple[str, ...], without: frozenset[Merit]) -> tuple[Word, Word]:
        """Years counted with one of the honours; those given for a merit of ``without`` are left out."""

    def held(self, codes: tuple[str, ...], without: frozenset[Merit]) -> Word:
        """Years counted with one of the honours, whatever discipline came after."""

    def given(self, codes: tuple[str, ...], without: frozenset[Merit]) -> Word:
        """Years in which one of the honours was decided."""

    def once(self, key: object, compute: Callable[[], Any]) -> Any:
        """What ``compute`` gives; kept where the context does not change."""

    def works(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, planes: int = PLANES
    ) -> Sequence[tuple[Word, Word]]:
        """Unary planes: plane k holds the years with more than k usable works."""

    def service_months(self) -> Number:
        """Whole months of continuous service on 31/12 of the year, -1 where unknown."""

    def post_months(self, grades: tuple[str, ...]) -> Number:
        """Whole months in main posts of the grades up to 31/12 of the year."""

    def sex(self) -> Any:
        """0 unknown, 1 male, 2 female."""

    def finding(self, about: str) -> Any:
        """Status: 0 concluded no, 1 nothing recorded, 2 concluded yes."""

    def figure(self, about: str) -> Number:
        """The number that a finding carries, -1 without one."""

    def claimed(self, about: str) -> Any:
        """Whether anything was concluded on a question: nobody foresees a claim for a later year."""

    def disputed(self, about: str) -> Any:
        """Whether findings of the same weight contradict each other on a question."""

    def disciplined(self, form: DisciplineForm, years: int | None) -> Any:
        """Whether disciplined at that weight or more within the last ``years`` years."""

    def leaving(self) -> Any:
        """Whether the person leaves the service within the year."""

    def meets(self, honours: tuple[str, ...], without: frozenset[Merit]) -> Any:
        """Status of the rules that give one of the honours this year."""

    def members(self) -> Members:
        """The unit's members."""


class Members(Protocol):
    """The members of one unit in the review year."""

    def total(self, denominator: str) -> int:
        """How many people a share is taken of."""

    def rated(self, level: Level) -> tuple[int, int]:
        """Assessed members at that level or better."""

    def titled(
        self, honours: tuple[str, ...], without: frozenset[Merit], everyone: bool = False
    ) -> tuple[int, int]:
        """Assessed members (or everyone) with one of the honours: surely, possibly."""

    def disciplined(self, form: DisciplineForm) -> int:
        """Members disciplined in the year at that weight or more."""

    def names(self, what: str, honours: tuple[str, ...] = (), level: Level | None = None) -> list[Evidence]:
        """Who stands against the unit: members below a level, without a title, disciplined."""
