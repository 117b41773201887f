"""A second judge, slow and plain, to hold the engine against.

Written from the articles themselves (Luật 06/2022/QH15, Nghị định 152/2025/NĐ-CP), not from
the law files: it shares nothing with the engine but the record types of ``facts``. It loops
over the records for every question, so each answer can be checked by reading it.

Doubt is handled by asking twice. In the *worst* world whatever the records do not settle goes
against the subject, in the *best* world it goes for him. Met in the worst world: met. Not even
met in the best: unmet. Otherwise people must look first: unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, StrEnum
from typing import Protocol, TypeVar

from vinhdanh.engine.facts import (
    Discipline,
    DisciplineForm,
    Facts,
    Force,
    Grant,
    GrantState,
    Level,
    Merit,
    Person,
    Work,
    WorkKind,
    WorkScope,
)

ARMED = {Force.POLICE, Force.ARMY, Force.MILITIA}
OTHERS = {Force.PUBLIC, Force.GRASSROOTS}
FIRST_YEAR = 1945  # no record is older; only bounds the loops


class World(Enum):
    WORST = "worst"
    BEST = "best"


class Answer(StrEnum):
    MET = "met"
    UNSURE = "unsure"
    UNMET = "unmet"
    HELD = "held"
    OUT = "out"  # the title is not for this subject


class SlowJudge:
    """Judges one subject and one title at a time for the review year ``year``.

    ``members`` says where a unit's members' titles are read: ``verdicts`` or ``grants``.
    """

    def __init__(self, facts: Facts, year: int, members: str = "verdicts") -> None:
        self.facts = facts
        self.year = year
        self.members = members
        self.last_day = date(year, 12, 31)
        self.persons = {p.id: p for p in facts.persons}
        self.units = {u.id: u for u in facts.units}
        self.known: dict[tuple[str, str], Answer] = {}
        self.home: dict[str, str | None] = {}
        self.ratings = by_subject(facts.ratings)
        self.given = by_subject(facts.grants)
        self.findings = by_subject(facts.findings)

    def answer(self, subject: str, rule: str) -> Answer:
        key = (subject, rule)
        if key not in self.known:
            self.known[key] = self._answer(subject, rule)
        return self.known[key]

    def _answer(self, subject: str, rule: str) -> Answer:
        if not self.in_scope(subject, rule) or self.gone(subject):
            return Answer.OUT
        answer = self.bare_answer(subject, rule)
        return Answer.HELD if answer is not Answer.UNMET and self.held(subject) else answer

    def bare_answer(self, subject: str, rule: str) -> Answer:
        """The answer of the criteria alone, whether or not consideration is deferred."""
        meets = ARTICLES[rule]
        if meets(self, subject, World.WORST):
            return Answer.MET
        return Answer.UNSURE if meets(self, subject, World.BEST) else Answer.UNMET

    def in_scope(self, subject: str, rule: str) -> bool:
        force = (self.persons.get(subject) or self.units[subject]).force
        if (rule in UNIT_RULES) != (subject in self.units):
            return False
        if rule in ("CSTT", "DVTT", "DVQT"):
            return force in ARMED  # Điều 24 khoản 2
        if rule == "LDTT_CBCC":
            return force is Force.CIVIL  # Điều 24 khoản 1
        if rule == "LDTT_ND":
            return force in OTHERS  # Điều 24 khoản 3
        if rule in ("TTLDTT", "TTLDXS"):
            return force in (Force.CIVIL, Force.PUBLIC)
        if rule == "HCHUY_ANTQ":
            return force is Force.POLICE  # Điều 56
        if rule.startswith("HCCSVV"):
            return force in (Force.POLICE, Force.ARMY)  # Điều 57
        return True

    def gone(self, subject: str) -> bool:
        """A person who left before the review year, or joined after it."""
        person = self.persons.get(subject)
        if person is None:
            return False
        left = person.left is not None and person.left.year < self.year
        return left or (person.joined is not None and person.joined > self.last_day)

    # ---- deferral and discipline: khoản 4 Điều 4 Nghị định 152/2025 ----

    def disciplines(self, subject: str) -> list[Discipline]:
        return [d for d in self.facts.disciplines if d.subject == subject and d.decided <= self.last_day]

    def held(self, subject: str) -> bool:
        for d in self.disciplines(subject):
            if d.ends is None or d.ends > self.last_day:
                return True
        for h in self.facts.holds:
            opened = h.subject == subject and h.opened <= self.last_day
            if opened and h.closed is None:
                return True
        return False

    def counts(self, subject: str, year: int, world: World) -> bool:
        """Achievements count from the day the discipline has been served."""
        for d in self.disciplines(subject):
            if d.ends is not None and d.ends <= self.last_day:
                if year < d.ends.year:
                    return False
                if year == d.ends.year and world is World.WORST:
                    return False
        return True

    # ---- yearly level ----

    def level_reached(self, subject: str, level: Level, year: int, world: World) -> bool:
        if not self.counts(subject, year, world):
            return False
        for r in self.ratings.get(subject, []):
            if r.year == year and r.level is not None:
                return r.level >= level
        person = self.persons.get(subject)
        if person is not None and person.joined is not None and year < person.joined.year:
            return False
        return world is World.BEST  # not recorded, or not assessed

    def level_run(self, subject: str, level: Level, world: World, after: int = FIRST_YEAR) -> list[int]:
        """The years, latest first, of the unbroken run that ends in the review year."""
        run = []
        for year in range(self.year, after, -1):
            if not self.level_reached(subject, level, year, world):
                break
            run.append(year)
        return run

    # ---- honours ----

    def grants(self, subject: str, honour: str) -> list[Grant]:
        """In force, counted by the review year, and of a merit that may support another honour
        (khoản 3 Điều 4 Nghị định 152/2025)."""
        found = []
        for g in self.given.get(subject, []):
            valid = g.state is GrantState.IN_FORCE and g.merit not in (Merit.DOT_XUAT, Merit.PHONG_TRAO)
            if valid and g.honour == honour and g.year <= self.year:
                found.append(g)
        return found

    def granted(self, subject: str, honour: str, year: int) -> bool:
        return any(g.year == year for g in self.grants(subject, honour))

    def holds_title(self, subject: str, title: str, year: int, world: World) -> bool:
        if not self.counts(subject, year, world):
            return False
        if self.granted(subject, title, year):
            return True
        if year == self.year and world is World.BEST:
            return self.bare_answer(subject, title) in (Answer.MET, Answer.UNSURE)
        return False

    def title_run(self, subject: str, title: str, times: int, world: World) -> bool:
        return all(self.holds_title(subject, title, self.year - back, world) for back in range(times))

    def title_count(self, subject: str, title: str, years: Iterable[int], world: World) -> int:
        return sum(self.holds_title(subject, title, year, world) for year in years)

    def year_first_given(self, subject: str, honour: str) -> int | None:
        years = [g.decided.year if g.decided else g.year for g in self.grants(subject, honour)]
        return min(years, default=None)

    # ---- recognised works ----

    def free_works(
        self,
        subject: str,
        kinds: set[WorkKind],
        scope: WorkScope,
        honour: str,
        years: int | None,
        world: World,
    ) -> list[Work]:
        """Works of the last ``years`` years that may support ``honour`` this year.

        A work supports one honour only (Công văn 5007/BNV-TĐKT); the honour under review itself
        does not count as another. Whether a co-author's use also uses it up is for people to say.
        """
        found = []
        for w in self.facts.works:
            if subject not in w.authors or w.kind not in kinds or w.scope < scope or w.year > self.year:
                continue
            if years is not None and w.year <= self.year - years:
                continue
            uses = [g for g in self.facts.grants if g.state is GrantState.IN_FORCE and w.id in g.works]
            mine = [g for g in uses if g.subject == subject]
            if any((g.honour, g.year) != (honour, self.year) for g in mine):
                continue
            if len(uses) > len(mine) and world is World.WORST:
                continue
            if self.counts(subject, w.year, world):
                found.append(w)
        return found

    # ---- what people conclude ----

    def recorded(self, subject: str, about: str) -> bool | None:
        for f in self.findings.get(subject, []):
            if f.about == about and f.year == self.year:
                return f.holds
        unit = self.unit_of(subject) if subject in self.persons else None
        while unit is not None:
            for f in self.findings.get(unit, []):
                if f.about == about and f.year == self.year and f.covers_members:
                    return f.holds
            unit = self.units[unit].parent if unit in self.units else None
        return None

    def finding(self, subject: str, about: str, world: World) -> bool:
        holds = self.recorded(subject, about)
        return world is World.BEST if holds is None else holds

    def claim(self, subject: str, about: str) -> bool:
        return self.recorded(subject, about) is True

    # ---- service ----

    def served(self, subject: str, at_least: int, under: int | None, world: World) -> bool:
        """Continuous service on the last day of the year, in whole years to the day."""
        joined = self.persons[subject].joined
        if joined is None:
            return world is World.BEST
        until = self.last_day
        left = self.persons[subject].left
        if left is not None and left < until:
            until = left
        years = 0
        while anniversary(joined, years + 1) <= until:
            years += 1
        return years >= at_least and (under is None or years < under)

    # ---- members of a unit ----

    def unit_of(self, person: str) -> str | None:
        if person not in self.home:
            self.home[person] = self._unit_of(person)
        return self.home[person]

    def _unit_of(self, person: str) -> str | None:
        """The unit of the main post on the last day, a leaver's last one: the post that started last."""
        left = self.persons[person].left
        day = left if left is not None and left.year == self.year else self.last_day
        posts = [
            p
            for p in self.facts.posts
            if p.person == person and p.start <= day and (p.end is None or p.end >= day)
        ]
        return max(posts, key=lambda p: (p.main, p.start, p.unit)).unit if posts else None

    def members_of(self, unit: str) -> list[Person]:
        found = []
        for person in self.facts.persons:
            if person.left is not None and person.left < self.last_day:
                continue
            at = self.unit_of(person.id)
            while at is not None:
                if at == unit:
                    found.append(person)
                    break
                at = self.units[at].parent if at in self.units else None
        return found

    def completed(self, person: str) -> bool:
        return any(
            r.year == self.year and r.level is not None and r.level >= Level.COMPLETED
            for r in self.ratings.get(person, [])
        )

    def assessed_members(self, unit: str) -> list[Person]:
        assessed = {r.subject for r in self.facts.ratings if r.year == self.year and r.level is not None}
        return [m for m in self.members_of(unit) if m.id in assessed]

    def member_has(self, person: str, titles: dict[str, str], world: World) -> bool:
        """``titles``: rule judged → honour it gives."""
        for rule, honour in titles.items():
            if self.granted(person, honour, self.year):
                return True
            if self.members == "verdicts":
                answer = self.answer(person, rule)
                open_ = answer in (Answer.UNSURE, Answer.HELD)  # deferred is not refused
                if answer is Answer.MET or (open_ and world is World.BEST):
                    return True
        return False

    def share(self, unit: str, percent: int, world: World, has: Callable[[str], bool]) -> bool:
        assessed = self.assessed_members(unit)
        if not assessed:
            return world is World.BEST
        return 100 * sum(has(m.id) for m in assessed) >= percent * len(assessed)


class About(Protocol):
    @property
    def subject(self) -> str: ...


Record = TypeVar("Record", bound=About)


def by_subject(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.subject, []).append(record)
    return found


def anniversary(day: date, years: int) -> date:
    """The corresponding day; the month's last day where there is none (Điều 148 Bộ luật Dân sự)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


# ---- the articles ----

WORKS = {WorkKind.INITIATIVE, WorkKind.PROJECT, WorkKind.INGENUITY}


def _advanced(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 24 khoản 1, 2: completed tasks well; self-reliant, united, takes part in movements."""
    return j.level_reached(s, Level.GOOD, j.year, w) and j.finding(s, "conduct", w)


def _advanced_worker(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 24 khoản 3."""
    return j.finding(s, "production", w) and j.finding(s, "exemplary", w)


def _is_advanced(j: SlowJudge, s: str, w: World) -> bool:
    if any(j.granted(s, honour, j.year) for honour in ("CSTT", "LDTT")):
        return True
    return (_advanced_worker if j.persons[s].force in OTHERS else _advanced)(j, s, w)


def _fighter_base(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 23. The work is of the year, as the title is."""
    works = j.free_works(s, WORKS, WorkScope.BASE, "CSTD_CS", 1, w)
    merit = j.level_reached(s, Level.EXCELLENT, j.year, w) or len(works) >= 1
    return _is_advanced(j, s, w) and merit


def _fighter_ministry(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 22."""
    works = j.free_works(s, WORKS, WorkScope.MINISTRY, "CSTD_BO", None, w)
    return j.title_run(s, "CSTD_CS", 3, w) and j.finding(s, "outstanding", w) and len(works) >= 1


def _fighter_national(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 21."""
    works = j.free_works(s, WORKS, WorkScope.NATIONAL, "CSTD_TQ", None, w)
    return j.title_run(s, "CSTD_BO", 2, w) and j.finding(s, "outstanding", w) and len(works) >= 1


def _merit_ministry(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 74 khoản 1, điểm d as corrected by the Ministry's answers."""
    if not j.finding(s, "exemplary", w):
        return False
    if any(
        j.claim(s, about) for about in ("movement_merit", "field_influence", "contribution", "farmer_merit")
    ):
        return True

    def works(kinds: set[WorkKind], years: int | None) -> bool:
        return len(j.free_works(s, kinds, WorkScope.BASE, "BK_BO", years, w)) >= 2

    excellent = len(j.level_run(s, Level.EXCELLENT, w))
    if j.title_run(s, "CSTD_CS", 2, w) or excellent >= 2:
        if works({WorkKind.INITIATIVE}, 2) or works({WorkKind.PROJECT}, 2):
            return True
        if works({WorkKind.INITIATIVE, WorkKind.PROJECT}, 2) and j.finding(s, "works_mix", w):
            return True
    older = works({WorkKind.INITIATIVE}, None) or works({WorkKind.PROJECT}, None)
    return excellent >= 3 and older and j.finding(s, "works_in_run", w)


def _merit_prime_minister(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 73 khoản 1."""
    if not j.finding(s, "exemplary", w):
        return False
    if j.claim(s, "ttg_movement_merit") or j.claim(s, "ttg_field_influence"):
        return True
    if not j.grants(s, "BK_BO"):
        return False
    run = j.level_run(s, Level.GOOD, w)
    return len(run) >= 5 and j.title_count(s, "CSTD_CS", run, w) >= 3


def _order_labour_third(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 44 khoản 1."""
    given = j.year_first_given(s, "BK_TTG")
    if given is None:
        return False
    run = j.level_run(s, Level.GOOD, w, after=given)
    excellent = [y for y in run if j.level_reached(s, Level.EXCELLENT, y, w)]
    return len(run) >= 5 and len(excellent) >= 1 and j.title_count(s, "CSTD_CS", run, w) >= 3


def _order_labour_second(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 43 khoản 1."""
    claims = ("hcld2_emergency_merit", "hcld2_regional_prize", "hcld2_invention", "hcld2_contribution")
    if any(j.claim(s, about) for about in claims):
        return True
    given = j.year_first_given(s, "HCLD_3")
    if given is None:
        return False
    run = j.level_run(s, Level.GOOD, w, after=given)
    excellent = [y for y in run if j.level_reached(s, Level.EXCELLENT, y, w)]
    return len(run) >= 5 and len(excellent) >= 2 and j.title_count(s, "CSTD_BO", run, w) >= 1


def _long_service(
    honour: str, at_least: int, under: int | None = None
) -> Callable[[SlowJudge, str, World], bool]:
    """Điều 56, Điều 57 khoản 2; once, since one achievement is honoured once (Điều 5 khoản 2)."""

    def meets(j: SlowJudge, s: str, w: World) -> bool:
        had = [
            g
            for g in j.given.get(s, [])
            if g.honour == honour and g.year < j.year and g.state is GrantState.IN_FORCE
        ]
        return j.level_reached(s, Level.GOOD, j.year, w) and j.served(s, at_least, under, w) and not had

    return meets


def _members_advanced(j: SlowJudge, s: str, w: World, percent: int) -> bool:
    titles = {"LDTT_CBCC": "LDTT", "LDTT_ND": "LDTT"}
    if j.units[s].force in ARMED:  # contract staff among them are Lao động tiên tiến
        titles["CSTT"] = "CSTT"
    return j.share(s, percent, w, lambda m: j.member_has(m, titles, w))


def _unit_excellent(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 27."""
    completed = j.share(s, 100, w, j.completed)  # a fact about the year, whatever discipline came before
    fighters = j.assessed_members(s) == [] and w is World.BEST  # nobody to judge by
    fighters |= any(j.member_has(m.id, {"CSTD_CS": "CSTD_CS"}, w) for m in j.members_of(s))
    return (
        j.level_reached(s, Level.EXCELLENT, j.year, w)
        and j.finding(s, "movement", w)
        and completed
        and _members_advanced(j, s, w, 70)
        and fighters
        and j.finding(s, "unity", w)
    )


def _unit_advanced(j: SlowJudge, s: str, w: World) -> bool:
    """Điều 28."""
    members = {m.id for m in j.members_of(s)}
    disciplined = [
        d
        for d in j.facts.disciplines
        if d.subject in members and d.decided.year == j.year and d.form >= DisciplineForm.WARNING
    ]
    return (
        j.level_reached(s, Level.GOOD, j.year, w)
        and j.finding(s, "movement", w)
        and _members_advanced(j, s, w, 70)
        and not disciplined
        and j.finding(s, "unity", w)
    )


UNIT_RULES = ("TTLDXS", "DVQT", "TTLDTT", "DVTT")
ARTICLES: dict[str, Callable[[SlowJudge, str, World], bool]] = {
    "LDTT_CBCC": _advanced,
    "CSTT": _advanced,
    "LDTT_ND": _advanced_worker,
    "CSTD_CS": _fighter_base,
    "CSTD_BO": _fighter_ministry,
    "CSTD_TQ": _fighter_national,
    "BK_BO_CN": _merit_ministry,
    "BK_TTG_CN": _merit_prime_minister,
    "HCLD_3_CN": _order_labour_third,
    "HCLD_2_CN": _order_labour_second,
    "HCHUY_ANTQ": _long_service("HCHUY_ANTQ", 25),
    "HCCSVV_1": _long_service("HCCSVV_1", 20),
    "HCCSVV_2": _long_service("HCCSVV_2", 15, 20),
    "HCCSVV_3": _long_service("HCCSVV_3", 10, 15),
    "TTLDXS": _unit_excellent,
    "DVQT": _unit_excellent,
    "TTLDTT": _unit_advanced,
    "DVTT": _unit_advanced,
}
