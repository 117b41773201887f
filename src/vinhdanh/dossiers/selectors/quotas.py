"""What the law says of how many may be given an honour: a share, none, or nothing that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vinhdanh.dossiers.selectors.round_terms import Said, said
from vinhdanh.eligibility.books import law
from vinhdanh.engine import quota_in_force
from vinhdanh.engine.lawfiles import as_tuple


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a text allows: a share of those who are proposed for the honours below.

    Args:
        share: as the text writes it, «15%»; ``base``: codes of the honours; ``of``: how many have one.
    """

    most: int
    share: str
    base: tuple[str, ...]
    of: int
    said: Said


@dataclass(frozen=True, slots=True)
class NoCap:
    """A text that sets no share, and who reads it so."""

    by: str
    said: Said


def cap_on(honour: str, counts: Mapping[str, int], day: date) -> Cap | None:
    """The share that a text in force on a day sets, the agency's own among them; None where none does.

    Args:
        counts: proposals of the round by honour.
    """
    for block in law().blocks("quota", day):
        base = as_tuple(block.data.get("base"))
        of = sum(counts.get(code, 0) for code in base)
        found = quota_in_force(law(), honour, of, day) if block.data.get("of") == honour else None
        if found is not None:
            return Cap(found[0], str(block.data["share"]), base, of, said(block))
    return None


def no_cap_on(honour: str, day: date) -> NoCap | None:
    """Where it is known that law and decrees set no share (Điều 23 Luật TĐKT 2022); None elsewhere."""
    articles = {id(rule.article) for rule in law().rules if rule.honour == honour and rule.applies_on(day)}
    for block in law().blocks("reading", day):
        if block.data.get("cap") == "none" and id(block.article) in articles:
            return NoCap(str(block.data["by"]), said(block))
    return None
