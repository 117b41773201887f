"""Records by subject, computed once per ``Facts``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import (
    Absence,
    ConductMeasure,
    Discipline,
    Facts,
    Finding,
    Grant,
    GrantState,
    Hold,
    Household,
    Lineage,
    Person,
    Post,
    Unit,
    Work,
    YearRating,
)


def _by(records: Iterable[Any], key: str) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[getattr(record, key)].append(record)
    return found


@dataclass(frozen=True, slots=True)
class Places:
    """Where in their tables the grants, annulled ones too, and the findings of a subject stand."""

    grants: defaultdict[str, list[int]]  # subject -> places
    users: defaultdict[str, list[int]]  # work id -> places of the grants that used it
    findings: defaultdict[str, list[int]]
    covering: tuple[int, ...]  # findings about all members of a unit

    @staticmethod
    def of(facts: Facts) -> Places:
        made = Places(
            defaultdict(list),
            defaultdict(list),
            defaultdict(list),
            tuple(at for at, finding in enumerate(facts.findings) if finding.covers_members),
        )
        for at, grant in enumerate(facts.grants):
            made.grants[grant.subject].append(at)
            for used in grant.works:
                made.users[used].append(at)
        for at, finding in enumerate(facts.findings):
            made.findings[finding.subject].append(at)
        return made


@dataclass
class Index:
    """Where every record of a subject is found. Only grants in force are listed."""

    facts: Facts
    persons: dict[str, Person]
    units: dict[str, Unit]
    households: dict[str, Household]
    posts: defaultdict[str, list[Post]]
    ratings: defaultdict[str, list[YearRating]]
    grants: defaultdict[str, list[Grant]]
    works: defaultdict[str, list[Work]]
    disciplines: defaultdict[str, list[Discipline]]
    holds: defaultdict[str, list[Hold]]
    absences: defaultdict[str, list[Absence]]
    findings: defaultdict[str, list[Finding]]
    uses: defaultdict[str, list[tuple[str, str, int]]]  # work id -> (subject, honour, year)
    authors: dict[str, tuple[str, ...]]  # work id -> its authors
    children: defaultdict[str, list[str]]
    forebears: defaultdict[str, list[Lineage]]  # successor -> what became it
    measures: defaultdict[str, list[ConductMeasure]]
    _homes: dict[int, dict[str, str]] = field(default_factory=dict)

    @staticmethod
    def of(facts: Facts) -> Index:
        """The index of one set of facts, built at first use."""
        cached = facts._cache.get("index")
        if isinstance(cached, Index):
            return cached
        grants = [g for g in facts.grants if g.state == GrantState.IN_FORCE]
        works: defaultdict[str, list[Work]] = defaultdict(list)
        for work in facts.works:
            for author in work.authors:
                works[author].append(work)
        uses: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for grant in grants:
            for used in grant.works:
                uses[used].append((grant.subject, grant.honour, grant.year))
        children: defaultdict[str, list[str]] = defaultdict(list)
        for unit in facts.units:
            if unit.parent is not None:
                children[unit.parent].append(unit.id)
        index = Index(
            facts=facts,
            persons={p.id: p for p in facts.persons},
            units={u.id: u for u in facts.units},
            households={h.id: h for h in facts.households},
            posts=_by(facts.posts, "person"),
            ratings=_by(facts.ratings, "subject"),
            grants=_by(grants, "subject"),
            works=works,
            disciplines=_by(facts.disciplines, "subject"),
            holds=_by(facts.holds, "subject"),
            absences=_by(facts.absences, "person"),
            findings=_by(facts.findings, "subject"),
            uses=uses,
            authors={work.id: work.authors for work in facts.works},
            children=children,
            forebears=_by(facts.lineages, "successor"),
            measures=_by(facts.measures, "subject"),
        )
        facts._cache["index"] = index
        return index

    @cached_property
    def places(self) -> Places:
        return Places.of(self.facts)

    @cached_property
    def ratings_in(self) -> dict[int, list[YearRating]]:
        """Year -> its ratings that carry a level."""
        found: dict[int, list[YearRating]] = {}
        for rating in self.facts.ratings:
            if rating.level is not None:
                found.setdefault(rating.year, []).append(rating)
        return found

    @cached_property
    def grants_in(self) -> dict[int, list[Grant]]:
        """Year counted -> the honours in force."""
        found: dict[int, list[Grant]] = {}
        for grants in self.grants.values():
            for grant in grants:
                found.setdefault(grant.year, []).append(grant)
        return found

    def homes(self, year: int) -> dict[str, str]:
        """Person -> unit of the main post on 31/12 of the year, or on the day of leaving within it
        (the one begun last, if several; a post held beside it where there is no main one)."""
        if year not in self._homes:
            leaving = {p.id: p.left for p in self.facts.persons if p.left and p.left.year == year}
            found: dict[str, tuple[bool, date, str]] = {}
            for post in self.facts.posts:
                day = leaving.get(post.person) or year_end(year)
                if post.start <= day and (post.end is None or post.end >= day):
                    rank = (post.main, post.start, post.unit)
                    found[post.person] = max(found.get(post.person, rank), rank)
            self._homes[year] = {person: unit for person, (_, _, unit) in found.items()}
        return self._homes[year]

    def above(self, unit: str | None) -> list[str]:
        """The unit and every unit above it, nearest first."""
        chain: list[str] = []
        while unit is not None and unit in self.units and unit not in chain:
            chain.append(unit)
            unit = self.units[unit].parent
        return chain

    def members(self, unit: str, year: int) -> list[str]:
        """Who serves in a unit or anywhere below it on 31/12 of the year."""
        inside = {unit}
        waiting = [unit]
        while waiting:
            below = [child for child in self.children.get(waiting.pop(), ()) if child not in inside]
            inside.update(below)
            waiting += below
        return [person for person, home in self.homes(year).items() if home in inside]

    def covering_findings(self, unit: str | None, year: int) -> Iterable[list[Finding]]:
        """Findings that hold for every member of a unit, place by place: its own, then
        those of the units above."""
        for above in self.above(unit):
            found = [f for f in self.findings.get(above, ()) if f.covers_members and f.year == year]
            if found:
                yield found
