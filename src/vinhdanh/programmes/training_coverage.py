"""The arithmetic of training: coverage, attendance, result bands. Pure, and exact: no floats."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TypeVar

WHOLE = 100  # percent
Place = TypeVar("Place", bound=Hashable)
Learner = TypeVar("Learner", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cover:
    """How many of a force are trained. ``in_force`` None: nobody knows its strength."""

    in_force: int | None
    trained: int
    first_time: int = 0

    @property
    def refresher(self) -> int:
        """Those trained now who had been trained before."""
        return self.trained - self.first_time

    @property
    def missing(self) -> int:
        """Members not yet trained."""
        return max((self.in_force or 0) - self.trained, 0)

    @property
    def share(self) -> Fraction | None:
        """Trained by members in force, 0 to 1; None where there is nobody or nobody knows."""
        return Fraction(self.trained, self.in_force) if self.in_force else None

    @property
    def percent(self) -> Fraction | None:
        return self.share * WHOLE if self.share is not None else None

    def reaches(self, target: int | None) -> bool | None:
        """Whether the share is at least ``target`` percent; None where there is no share or no target."""
        if not self.in_force or target is None:
            return None
        return WHOLE * self.trained >= target * self.in_force

    def short_of(self, target: int | None) -> int:
        """How many more must be trained to reach the target."""
        if not self.in_force or target is None:
            return 0
        needed = -(-target * self.in_force // WHOLE)
        return max(needed - self.trained, 0)


def cover(in_force: Mapping[Learner, Place], trained: Mapping[Learner, bool]) -> dict[Place, Cover]:
    """Coverage by place. Who was trained and isn't in force counts nowhere; nobody counts twice.

    Args:
        in_force: each member and where he serves.
        trained: who passed, and whether it was for the first time.
    """
    members: dict[Place, int] = {}
    passed: dict[Place, int] = {}
    new: dict[Place, int] = {}
    for learner, place in in_force.items():
        members[place] = members.get(place, 0) + 1
        if learner in trained:
            passed[place] = passed.get(place, 0) + 1
            new[place] = new.get(place, 0) + trained[learner]
    return {place: Cover(count, passed.get(place, 0), new.get(place, 0)) for place, count in members.items()}


def total(covers: Iterable[Cover]) -> Cover:
    """The whole: what has no known strength stays out of both sides of the share."""
    known = [one for one in covers if one.in_force is not None]
    if not known:
        return Cover(None, 0, 0)
    return Cover(
        sum(one.in_force or 0 for one in known),
        sum(one.trained for one in known),
        sum(one.first_time for one in known),
    )


def together(one: Cover, other: Cover) -> Cover:
    """Two disjoint parts of one place; its strength is unknown when that of a part is."""
    known = one.in_force is not None and other.in_force is not None
    return Cover(
        (one.in_force or 0) + (other.in_force or 0) if known else None,
        one.trained + other.trained,
        one.first_time + other.first_time,
    )


# ---- attendance -----------------------------------------------------------------------------------


def attended_enough(present: int, sessions: int, least: int | None) -> bool:
    """Whether ``present`` of all ``sessions`` is at least ``least`` percent; no minimum asks for nothing."""
    return least is None or WHOLE * present >= least * sessions


def sessions_needed(sessions: int, least: int | None) -> int:
    """The fewest sessions that are enough."""
    return -(-(least or 0) * sessions // WHOLE)


# ---- results --------------------------------------------------------------------------------------


class Banded(Protocol):
    """A result band, as far as the arithmetic needs it."""

    @property
    def least(self) -> Decimal | None: ...
    @property
    def passes(self) -> bool: ...


Band = TypeVar("Band", bound=Banded)


def band_of(score: Decimal | None, bands: Sequence[Band]) -> Band | None:
    """The best band whose lowest score is reached; None without a score, or where no band reaches so low."""
    reached = [band for band in bands if score is not None and band.least is not None and score >= band.least]
    return max(reached, key=lambda band: band.least or 0, default=None)


def bands_in_order(bands: Collection[Band]) -> bool:
    """Whether the scores fall from band to band, and no failing band stands above a passing one."""
    listed = list(bands)
    scores = [band.least for band in listed if band.least is not None]
    falling = all(above > below for above, below in pairwise(scores))
    passing = [band.passes for band in listed]
    return falling and passing == sorted(passing, reverse=True)


def score_words(score: Decimal | None) -> str:
    """A score as it is written here: 8,5; nothing without one."""
    return "" if score is None else f"{score.normalize():f}".replace(".", ",")
