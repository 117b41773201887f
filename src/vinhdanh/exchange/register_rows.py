"""The decisions and grants of a ``Facts`` as rows of the register, for ``records``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantWork
from vinhdanh.awards.recipients import counting_day
from vinhdanh.awards.services.old_books import BLANK, COLUMNS, OldDecisions, Paper, grant_columns, paper_named
from vinhdanh.awards.types import Act
from vinhdanh.engine import facts as engine
from vinhdanh.people.folding import fold

FOLLOWING = ("place", "place_path", "level", "words", *BLANK)  # the columns of ``grant_columns``
GRANT = ("person", "unit", "household", "honour", "year", "merit", "decision", *FOLLOWING)
EVENT = ("grant", "act", "on", "ground", "artefact", "serial", "by")
ACT = {engine.GrantState.ANNULLED: Act.ANNULLED, engine.GrantState.STRIPPED: Act.STRIPPED}

Rows = Iterable[tuple[Any, ...]]
Insert = Callable[[type[models.Model], Sequence[str], Rows], int]


def paper_of(grant: engine.Grant) -> Paper | None:
    """A grant's decision; None where nothing is known of it."""
    return paper_named(grant.authority, grant.number, grant.decided, grant.year)


def unit_at(posts: Sequence[tuple[date, str]], grant: engine.Grant) -> str:
    """The unit that a person's honour counts for: of his main post of that time, "" where there is none.

    Args:
        posts: first day and unit of each main post, in order.
    """
    day = counting_day(grant.year, grant.decided)
    at = bisect_right(posts, day, key=lambda post: post[0])
    return posts[at - 1][1] if at else ""


class RegisterRows:
    """One row a decision and one a grant, in the order of the facts.

    Args:
        subject: id → keys for the columns person, unit, household.
        unit: a unit's id → its key.
        work: a work's id → its key.
        paths: a unit's id → its path.
        posts: a person's id → first day and unit of each main post, in order.
        artefacts: a grant's id → what was handed over with it, where it is known.
    """

    def __init__(
        self,
        facts: engine.Facts,
        subject: Callable[[str], tuple[int | None, int | None, int | None]],
        unit: Mapping[str, int],
        work: Mapping[str, int],
        paths: Mapping[str, str],
        posts: Mapping[str, Sequence[tuple[date, str]]],
        artefacts: Mapping[str, str],
    ) -> None:
        self.facts = facts
        self.subject = subject
        self.unit = unit
        self.work = work
        self.paths = paths
        self.posts = posts
        self.artefacts = artefacts
        papers = (paper_of(grant) for grant in facts.grants)
        self.decision = {
            paper: at for at, paper in enumerate(dict.fromkeys(p for p in papers if p is not None), 1)
        }

    def write(self, insert: Insert) -> int:
        """Insert everything; how many grants."""
        old = OldDecisions()
        insert(Decision, COLUMNS, (old.row(paper) for paper in self.decision))
        written = insert(Grant, GRANT, self._grants())
        insert(GrantWork, ("grant", "work"), self._uses())
        insert(GrantEvent, EVENT, self._events())
        return written

    def _grants(self) -> Rows:
        facts = self.facts
        names = {p.id: fold(p.name) for p in facts.persons}
        names |= {u.id: fold(u.name) for u in facts.units} | {h.id: fold(h.name) for h in facts.households}
        for grant in facts.grants:
            place, paper = self._place(grant), paper_of(grant)
            following = grant_columns(
                folded=names[grant.subject],
                code=grant.subject,
                honour=grant.honour,
                paper=paper,
                place=self.unit.get(place),
                path=self.paths.get(place, ""),
            )
            following["artefact"] = self.artefacts.get(grant.id, "")
            decision = self.decision[paper] if paper else None
            yield (
                *self.subject(grant.subject),
                grant.honour,
                grant.year,
                grant.merit.value,
                decision,
                *following.values(),
            )

    def _place(self, grant: engine.Grant) -> str:
        """The unit that a grant counts for: the unit itself, or the person's main post of that time."""
        if grant.subject in self.unit:
            return grant.subject
        return unit_at(self.posts.get(grant.subject, ()), grant)

    def _uses(self) -> Rows:
        for at, grant in enumerate(self.facts.grants, 1):
            for work in dict.fromkeys(grant.works):
                yield at, self.work[work]

    def _events(self) -> Rows:
        for at, grant in enumerate(self.facts.grants, 1):
            if grant.state != engine.GrantState.IN_FORCE:
                yield at, ACT[grant.state].value, grant.state_since, "", "", "", ""
