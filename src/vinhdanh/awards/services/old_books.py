"""Rows for writers in bulk that take over old books: what a grant's line needs besides what the book says.

Such a writer has passed its own policy and journal, and inserts past the ORM. An old book may lack a
decision's number, day or signer, or give one number twice; nothing is refused, ``Decision.repeated``
marks it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Decision
from vinhdanh.awards.services.decisions import decision_key
from vinhdanh.awards.types import GivenBy
from vinhdanh.awards.words import grant_words

# What is known of a decision. Without its day, the year counted for keeps two equal numbers apart.
Paper = tuple[str, str, date | None, int]
_Identity = tuple[str, date | None, int]  # a paper's key instead of its spelling
# A decision's columns, in the order of ``OldDecisions.row``.
COLUMNS = ("authority", "number", "decided", "year", "key", "document", "repeated")
BLANK = ("achievement", "money_ground", "artefact", "serial")  # columns that an old book says nothing of


def paper_named(authority: str, number: str, decided: date | None, year: int) -> Paper | None:
    """The decision of a line; None where nothing is known of it."""
    if not (authority or number or decided):
        return None
    return authority, number, decided, 0 if decided else year


def level_of(honour: str) -> str:
    """Who gives an honour, by the catalogue; a code that it does not know is taken for the base's."""
    known = catalogue().get(honour)
    return known.level if known else GivenBy.BASE.value


def grant_columns(
    *, folded: str, code: str, honour: str, paper: Paper | None, place: int | None, path: str
) -> dict[str, Any]:
    """The columns that follow from the recipient, the honour and the decision.

    Args:
        folded: the recipient's name, folded.
        place: key of the unit that the honour counts for, with its ``path``.
    """
    authority, number, decided, _ = paper or ("", "", None, 0)
    return {
        "place_id": place,
        "place_path": path,
        "level": level_of(honour),
        "words": grant_words(folded, code, number, decided, authority),
        **dict.fromkeys(BLANK, ""),
    }


class OldDecisions:
    """The decisions of old books: those on record are found again, the others get a row."""

    def __init__(self) -> None:
        self._known: defaultdict[_Identity, list[tuple[int, str, str]]] = defaultdict(list)
        self._taken: set[tuple[str, int]] = set()
        columns = ("pk", "authority", "number", "decided", "key", "year")
        rows = Decision.objects.order_by("pk")
        for pk, authority, number, decided, key, year in rows.values_list(*columns):
            if decided:
                self._known[key, decided, 0].append((pk, authority, number))
            if number and year:
                self._taken.add((key, year))
        undated = rows.filter(decided=None).values_list(*columns, "grants__year").distinct()
        for pk, authority, number, _, key, _, counted in undated:
            self._known[key, None, counted or 0].append((pk, authority, number))

    def row(self, paper: Paper) -> tuple[str, str, date | None, int | None, str, str, bool]:
        """Authority, number, day, year, key, document and whether the number is repeated, of a new row."""
        authority, number, decided, _ = paper
        key, year = decision_key(authority, number), decided.year if decided else None
        repeated = bool(number) and year is not None and (key, year) in self._taken
        if number and year is not None:
            self._taken.add((key, year))
        return authority, number, decided, year, key, "", repeated

    def missing(self, papers: Iterable[Paper | None]) -> list[Paper]:
        """Those that are not on record, each once."""
        return [p for p in dict.fromkeys(papers) if p is not None and self._found(p) is None]

    def learn(self, paper: Paper, key: int) -> None:
        """A row was written for it: from now on it is on record."""
        authority, number, decided, year = paper
        self._known[decision_key(authority, number), decided, year].append((key, authority, number))

    def key_of(self, paper: Paper | None) -> int | None:
        """The decision's key; it is written where it is not on record yet."""
        if paper is None:
            return None
        found = self._found(paper)
        if found is None:
            found = Decision.objects.create(**dict(zip(COLUMNS, self.row(paper), strict=True))).pk
            self.learn(paper, found)
        return found

    def _found(self, paper: Paper) -> int | None:
        """One on record that says the same. A spelling that gains its marks says more, so is another."""
        authority, number, decided, year = paper
        same = self._known[decision_key(authority, number), decided, year]
        for pk, *known in same:
            if known == [authority, number]:
                return pk
        for pk, *known in same:
            if all(
                new.isascii() or not old.isascii()
                for old, new in zip(known, (authority, number), strict=True)
            ):
                return pk
        return None
