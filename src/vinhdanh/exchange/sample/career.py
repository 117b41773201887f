"""One person while the sample is being built, and the register that collects finished records."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random

from vinhdanh.engine.facts import (
    Absence,
    Discipline,
    Finding,
    Force,
    Grant,
    GrantState,
    Hold,
    Level,
    Merit,
    Post,
    Sex,
    Unassessed,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)
from vinhdanh.exchange.sample.decisions import Decision

FIRST_YEAR = 2014
YEAR = 2025
YEARS = range(FIRST_YEAR, YEAR + 1)


@dataclass(slots=True)
class Career:
    """What is known so far of one person. `quality` 0, 1, 2: how often the year ends excellent."""

    id: str
    name: str
    sex: Sex
    born: date
    force: Force
    category: str
    joined: date
    first_post: date
    role: str
    unit: str
    citizen_id: str
    quality: int
    left: date | None = None
    ranks: tuple[tuple[date, str], ...] = ()
    posts: list[Post] = field(default_factory=list)
    unit_of: dict[int, str] = field(default_factory=dict)  # year -> unit on 31/12
    levels: dict[int, Level] = field(default_factory=dict)
    unassessed: dict[int, Unassessed] = field(default_factory=dict)
    away: dict[int, Unassessed] = field(default_factory=dict)  # years that an absence fills
    disciplined: dict[int, int] = field(default_factory=dict)  # year -> weight of the form
    settling: set[int] = field(default_factory=set)  # years in which a sanction came to its end
    deferred: set[int] = field(default_factory=set)  # years that a hold was open at their end
    held: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    merited: list[int] = field(default_factory=list)  # years of a ministry certificate for công trạng
    works: list[Work] = field(default_factory=list)
    script: str = ""  # name of a fixed history, see scripts.py
    plan: frozenset[tuple[str, int]] = frozenset()  # honours that the fixed history gives

    def level(self, year: int) -> Level | None:
        return self.levels.get(year)

    def has(self, honour: str, year: int) -> bool:
        return year in self.held[honour] if honour in self.held else False

    def worthy(self, year: int) -> bool:
        """A good year, clear of discipline and holds: only then is anything given."""
        level = self.levels.get(year)
        clear = year not in self.disciplined and year not in self.settling and year not in self.deferred
        return level is not None and level >= Level.GOOD and clear

    def run(self, honour: str, year: int) -> int:
        """Consecutive years with the title, ending in `year`."""
        years, length = self.held.get(honour, ()), 0
        while year - length in years:
            length += 1
        return length


@dataclass(slots=True)
class Register:
    """Finished records, in the order they were made; ids are counted per table."""

    seed: int
    ratings: list[YearRating] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    disciplines: list[Discipline] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used_works: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)  # people who are CSTĐ cơ sở of the last year for sure
    _posts: int = 0
    _works_in: Counter[int] = field(default_factory=Counter)

    def stream(self, name: str) -> Random:
        """A random stream of its own for each concern: a change in one leaves the others as they were."""
        return Random(f"{self.seed}:{name}")

    def post(
        self, career: Career, unit: str, start: date, end: date | None, title: str, grade: str, leads: bool
    ) -> Post:
        self._posts += 1
        return Post(f"cv{self._posts}", career.id, unit, start, end, title, grade, leads)

    def rate(self, subject: str, year: int, level: Level | None, why: Unassessed | None = None) -> None:
        self.ratings.append(YearRating(f"xl{len(self.ratings) + 1}", subject, year, level, why))

    def grant(
        self,
        subject: str,
        honour: str,
        year: int,
        decision: Decision,
        merit: Merit = Merit.CONG_TRANG,
        works: tuple[str, ...] = (),
    ) -> None:
        self.used_works.update(works)
        what = GrantState.IN_FORCE, None, works
        grant_id = f"kt{len(self.grants) + 1}"
        self.grants.append(
            Grant(
                grant_id,
                subject,
                honour,
                year,
                merit,
                decision.day,
                decision.number,
                decision.authority,
                *what,
            )
        )

    def recognise(
        self,
        authors: list[Career],
        kind: WorkKind,
        year: int,
        scope: WorkScope,
        name: str,
        on: date,
        number: str,
    ) -> Work:
        """A recognised work; its id is counted within its year: SK-2024-017."""
        self._works_in[year] += 1
        work_id = f"SK-{year}-{self._works_in[year]:03}"
        work = Work(work_id, tuple(a.id for a in authors), kind, year, scope, name, on, number)
        self.works.append(work)
        for author in authors:
            author.works.append(work)
        return work

    def unused(self, career: Career, first: int, last: int, scope: WorkScope = WorkScope.BASE) -> list[Work]:
        """The person's works of those years that no honour has used up."""
        return [
            w
            for w in career.works
            if first <= w.year <= last and w.scope >= scope and w.id not in self.used_works
        ]

    def find(
        self,
        subject: str,
        about: str,
        year: int,
        holds: bool,
        by: str,
        on: date,
        *,
        figure: int | None = None,
        covers: bool = False,
        evidence: str = "",
    ) -> None:
        finding_id = f"kl{len(self.findings) + 1}"
        self.findings.append(
            Finding(finding_id, subject, about, year, holds, figure, covers, by, on, evidence)
        )
