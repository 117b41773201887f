"""The text with the places of its items, cut so that overlapping ones can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vinhdanh.exchange.texts.items import Item


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text in which the same items lie. ``items``: the closest one first."""

    text: str
    items: tuple[Item, ...]
    begins: tuple[Item, ...]  # those whose first letter stands here

    @property
    def classes(self) -> str:
        return css_of(item.kind for item in self.items)


def css_of(kinds: Iterable[str]) -> str:
    """The classes of a place by what lies there."""
    names = [f"rd-{kind.replace('_', '-')}" for kind in dict.fromkeys(kinds)]
    return " ".join(["rd", *names, *(["rd-two"] if len(names) > 1 else [])])


def pieces(text: str, items: Sequence[Item]) -> list[Piece]:
    """The whole text, in order; places outside it are cut off."""
    spans = [(max(0, item.start), min(len(text), item.end), item) for item in items]
    spans = [span for span in spans if span[0] < span[1]]
    bounds = sorted({0, len(text), *(span[0] for span in spans), *(span[1] for span in spans)})
    found = []
    for start, end in pairwise(bounds):
        over = sorted((s for s in spans if s[0] <= start and end <= s[1]), key=lambda s: s[1] - s[0])
        found.append(
            Piece(
                text[start:end],
                tuple(item for _, _, item in over),
                tuple(item for first, _, item in over if first == start),
            )
        )
    return found
