"""What goes into a ballot box and what comes out of it, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from vinhdanh.access.models import Account


@dataclass(frozen=True, slots=True)
class BoxItem:
    """One thing that is voted on."""

    ref: str  # proposal:12
    label: str
    sub: str
    needed: int


@dataclass(frozen=True, slots=True)
class BoxVoter:
    """Somebody who may vote, except on the refs that are refused to him."""

    account: Account | None
    refused_refs: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What a closed box says of one thing."""

    ref: str
    for_: int
    against: int
    blank: int
    needed: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Voted:
    """Whether somebody has voted, never what."""

    name: str
    voted: bool
