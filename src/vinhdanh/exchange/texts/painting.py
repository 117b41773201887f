"""The text with the places of its items, cut so that overlapping ones can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vinhdanh.exchange.prose.scans import Doubt
from vinhdanh.exchange.texts.items import Item


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text in which the same items lie. ``items``: the closest one first.

    ``doubt``: it is, or lies in, a word that was read off a scan and has to be looked at.
    """

    text: str
    items: tuple[Item, ...]
    begins: tuple[Item, ...]  # those whose first letter stands here
    doubt: Doubt | None = None

    @property
    def classes(self) -> str:
        return css_of(item.kind for item in self.items)


def css_of(kinds: Iterable[str]) -> str:
    """The classes of a place by what lies there."""
    names = [f"rd-{kind.replace('_', '-')}" for kind in dict.fromkeys(kinds)]
    return " ".join(["rd", *names, *(["rd-two"] if len(names) > 1 else [])])


def pieces(text: str, items: Sequence[Item], doubts: Sequence[Doubt] = ()) -> list[Piece]:
    """The whole text, in order; places outside it are cut off. ``doubts``: in the text's order."""
    spans = [(max(0, item.start), min(len(text), item.end), item) for item in items]
    spans = [span for span in spans if span[0] < span[1]]
    edges = [edge for start, end, _ in spans for edge in (start, end)]
    edges += [min(edge, len(text)) for word in doubts for edge in (word.start, word.end)]
    bounds = sorted({0, len(text), *edges})
    found = []
    left = list(reversed(doubts))
    for start, end in pairwise(bounds):
        over = sorted((s for s in spans if s[0] <= start and end <= s[1]), key=lambda s: s[1] - s[0])
        while left and left[-1].end <= start:
            left.pop()
        doubted = left[-1] if left and left[-1].start <= start else None
        found.append(
            Piece(
                text[start:end],
                tuple(item for _, _, item in over),
                tuple(item for first, _, item in over if first == start),
                doubted,
            )
        )
    return found
