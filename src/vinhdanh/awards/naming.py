"""How a recipient is named to anybody: in full, masked, or not at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from enum import Enum

from vinhdanh.awards.types import RecipientKind
from vinhdanh.people.types import Secrecy

STARS = 3  # at most, so that the length of a name is not told


class Naming(Enum):
    """What anybody may read of a recipient."""

    FULL = "full"
    MASKED = "masked"
    HIDDEN = "hidden"  # not even that there is such an honour


def naming(kind: RecipientKind, secrecies: Iterable[int], consent: bool | None) -> Naming:
    """How to name a recipient of that kind.

    Args:
        secrecies: of his file, and of the file into which it was merged.
        consent: what he, or the office for him, said last; None while nothing was said.
    """
    if any(level != Secrecy.OPEN for level in secrecies):
        return Naming.HIDDEN
    if kind is RecipientKind.UNIT or consent:
        return Naming.FULL
    return Naming.MASKED


def masked(name: str) -> str:
    """The first letter of each word.

    >>> masked("Nông Thị Bích Thảo")
    'N*** T** B*** T***'
    """
    words = unicodedata.normalize("NFC", name).split()
    return " ".join(word[0] + "*" * min(max(len(word) - 1, 1), STARS) for word in words)


def named(name: str, how: Naming) -> str:
    """The name as it is shown; empty where it is hidden."""
    return {Naming.FULL: name, Naming.MASKED: masked(name), Naming.HIDDEN: ""}[how]


def chain(person: int, kept_by: Mapping[int, int]) -> Collection[int]:
    """The file of a person and those into which it was merged, the last one standing last."""
    found = [person]
    while (after := kept_by.get(found[-1])) is not None and after not in found:
        found.append(after)
    return found
