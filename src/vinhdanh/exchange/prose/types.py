"""What a text says about the emulation year, each finding with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Place(NamedTuple):
    """Where in the text something stands: characters from ``start`` up to ``end``."""

    start: int
    end: int


class RecipientKind(StrEnum):
    """Whom an award went to."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    MIXED = "mixed"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Award:
    """An award that the text says was given. Nothing stated is None."""

    award: str
    granter: str | None
    recipient_kind: RecipientKind
    recipient: str | None
    count: int | None
    year: int | None
    place: Place
    money: bool = False


@dataclass(frozen=True, slots=True)
class CommendationCount:
    """How many collectives and individuals were commended by one act."""

    collectives: int | None
    individuals: int | None
    what: str
    place: Place


@dataclass(frozen=True, slots=True)
class Movement:
    """A named emulation movement or campaign."""

    name: str
    year: int | None
    linked_to: str | None
    axes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Task:
    """What a unit sets itself as a main task."""

    task: str
    place: Place


@dataclass(frozen=True, slots=True)
class Directive:
    """What a leader or a superior body asks for."""

    by: str
    task: str
    place: Place


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator of work with its number: reached ("result") or aimed at ("target")."""

    indicator: str
    value: float
    unit: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class DecisionNamed:
    """A decision with its number or full day."""

    number: str | None
    date: str | None  # dd/mm/yyyy
    signer: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from a text, in the text's order."""

    awards: tuple[Award, ...] = ()
    commendation_counts: tuple[CommendationCount, ...] = ()
    movements: tuple[Movement, ...] = ()
    focal_tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    directives: tuple[Directive, ...] = ()
    decisions: tuple[DecisionNamed, ...] = field(default=())
