"""The decisions and grants of a ``Facts`` as rows of the register, for ``records``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantWork
from vinhdanh.awards.recipients import counting_day
from vinhdanh.awards.services.decisions import decision_key
from vinhdanh.awards.types import Act, GivenBy
from vinhdanh.awards.words import grant_words
from vinhdanh.engine import facts as engine
from vinhdanh.people.folding import fold

DECISION = ("authority", "number", "decided", "year", "key", "document", "repeated")
GRANT = (
    "person", "unit", "household", "place", "place_path", "honour", "level", "year", "merit", "decision",
    "words", "achievement", "money_ground", "artefact", "serial",
)  # fmt: skip
EVENT = ("grant", "act", "on", "ground", "artefact", "serial", "by")
ACT = {engine.GrantState.ANNULLED: Act.ANNULLED, engine.GrantState.STRIPPED: Act.STRIPPED}

Rows = Iterable[tuple[Any, ...]]
Insert = Callable[[type[models.Model], Sequence[str], Rows], int]
# What is known of a decision. Without its day, the year counted for keeps two equal numbers apart.
Paper = tuple[str, str, date | None, int]


def paper_of(grant: engine.Grant) -> Paper | None:
    """A grant's decision; None where nothing is known of it."""
    if not (grant.authority or grant.number or grant.decided):
        return None
    return grant.authority, grant.number, grant.decided, 0 if grant.decided else grant.year


class RegisterRows:
    """One row a decision and one a grant, in the order of the facts.

    Args:
        subject: id → keys for the columns person, unit, household.
        unit: a unit's id → its key.
        work: a work's id → its key.
        paths: a unit's id → its path.
        posts: a person's id → first day and unit of each main post, in order.
    """

    def __init__(
        self,
        facts: engine.Facts,
        subject: Callable[[str], tuple[int | None, int | None, int | None]],
        unit: Mapping[str, int],
        work: Mapping[str, int],
        paths: Mapping[str, str],
        posts: Mapping[str, Sequence[tuple[date, str]]],
    ) -> None:
        self.facts = facts
        self.subject = subject
        self.unit = unit
        self.work = work
        self.paths = paths
        self.posts = posts
        papers = (paper_of(grant) for grant in facts.grants)
        self.decision = {
            paper: at for at, paper in enumerate(dict.fromkeys(p for p in papers if p is not None), 1)
        }

    def write(self, insert: Insert) -> int:
        """Insert everything; how many grants."""
        insert(Decision, DECISION, self._decisions())
        written = insert(Grant, GRANT, self._grants())
        insert(GrantWork, ("grant", "work"), self._uses())
        insert(GrantEvent, EVENT, self._events())
        return written

    def _decisions(self) -> Rows:
        taken: set[tuple[str, int]] = set()
        for authority, number, decided, _ in self.decision:
            key, year = decision_key(authority, number), decided.year if decided else None
            # An old book may give a number twice; the first one has it.
            repeated = bool(number) and year is not None and (key, year) in taken
            if year is not None:
                taken.add((key, year))
            yield authority, number, decided, year, key, "", repeated

    def _grants(self) -> Rows:
        facts, honours = self.facts, catalogue()
        names = {p.id: fold(p.name) for p in facts.persons}
        names |= {u.id: fold(u.name) for u in facts.units} | {h.id: fold(h.name) for h in facts.households}
        for grant in facts.grants:
            place = self._place(grant)
            honour, paper = honours.get(grant.honour), paper_of(grant)
            yield (
                *self.subject(grant.subject),
                self.unit.get(place),
                self.paths.get(place, ""),
                grant.honour,
                honour.level if honour else GivenBy.BASE.value,
                grant.year,
                grant.merit.value,
                self.decision[paper] if paper else None,
                grant_words(
                    names[grant.subject], grant.subject, grant.number, grant.decided, grant.authority
                ),
                *("", "", "", ""),  # what facts know nothing of
            )

    def _place(self, grant: engine.Grant) -> str:
        """The unit that a grant counts for: the unit itself, or the person's main post of that time."""
        if grant.subject in self.unit:
            return grant.subject
        held = self.posts.get(grant.subject, ())
        at = bisect_right(held, counting_day(grant.year, grant.decided), key=lambda post: post[0])
        return held[at - 1][1] if at else ""

    def _uses(self) -> Rows:
        for at, grant in enumerate(self.facts.grants, 1):
            for work in dict.fromkeys(grant.works):
                yield at, self.work[work]

    def _events(self) -> Rows:
        for at, grant in enumerate(self.facts.grants, 1):
            if grant.state != engine.GrantState.IN_FORCE:
                yield at, ACT[grant.state].value, grant.state_since, "", "", "", ""
