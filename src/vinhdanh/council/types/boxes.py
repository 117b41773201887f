"""What goes into a ballot box and what comes out of it, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    account: Account
    refused_refs: frozenset[str]
    name: str
    # Why not, where it isn't because he is proposed himself: ref → half a sentence.
    whys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How an item came out."""

    ref: str
    label: str
    sub: str
    for_: int
    against: int
    blank: int
    needed: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Who has voted, never what."""

    names: tuple[tuple[str, bool], ...]

    @property
    def voted(self) -> int:
        return sum(done for _, done in self.names)

    @property
    def total(self) -> int:
        return len(self.names)
