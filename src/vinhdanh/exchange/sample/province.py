"""The fictitious province: three and a half thousand officers, their units and twelve years of records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from vinhdanh.engine.facts import Facts, Person
from vinhdanh.exchange.sample.career import YEAR, Career, Register
from vinhdanh.exchange.sample.collectives import honour_units
from vinhdanh.exchange.sample.conclusions import conclude
from vinhdanh.exchange.sample.decisions import DIRECTOR, Decisions
from vinhdanh.exchange.sample.enlist import enlist
from vinhdanh.exchange.sample.honours import honour_people
from vinhdanh.exchange.sample.passage import FLAG, prepare, tell_passage
from vinhdanh.exchange.sample.places import HOUSEHOLDS, PROVINCE
from vinhdanh.exchange.sample.postings import post_everyone
from vinhdanh.exchange.sample.scripts import cast_scripts, tell_thuy
from vinhdanh.exchange.sample.service import record_ratings, serve
from vinhdanh.exchange.sample.tree import plant_tree
from vinhdanh.exchange.sample.works import record_works


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What the personnel file holds of a person and no rule asks for.

    `ranks`: the day of each promotion and the rank, in order; `rank` is the last of them.
    `citizen_id` has twelve digits and begins with 099, a province code that does not exist.
    """

    rank: str
    citizen_id: str
    ranks: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """Công an tỉnh Sơn Hà at the end of `year`. Nobody in it exists."""

    facts: Facts
    details: dict[str, PersonDetails]
    year: int = YEAR
    agency: str = PROVINCE

    @property
    def artefacts(self) -> dict[str, str]:
        """Id of a grant → what was handed over with it: what stands on the flags of the ministry."""
        return {grant.id: FLAG for grant in self.facts.grants if grant.honour == "CO_BO"}


def sample_province(seed: int = 2026, scale: float = 1.0) -> Province:
    """Build the province; the same seed and scale give the same records in any process.

    `scale` 1 is about 3,500 people. Below 1 there are fewer communes and smaller departments,
    above 1 every unit is larger; PX01, whose year 2025 is fixed, stays as it is.

    Raises:
        ValueError: `scale` is not above 0.
    """
    if scale <= 0:
        raise ValueError(f"scale phải lớn hơn 0, đọc được {scale}")
    register = Register(seed)
    tree = plant_tree(register.stream("tree"), scale)
    careers = enlist(register, tree)
    post_everyone(register, tree, careers)
    serve(register, tree, careers)
    cast = cast_scripts(register, careers, scale)
    tell_thuy(register, careers)
    prepare(register, careers)
    record_works(register, careers)
    decisions = Decisions(register.stream("decisions"))
    honour_people(register, decisions, careers)
    record_ratings(register, careers)
    honour_units(register, tree, decisions, careers)
    tell_passage(register, decisions, careers)
    register.grant(HOUSEHOLDS[0].id, "GK", YEAR, decisions.on(date(YEAR, 9, 10), DIRECTOR))
    conclude(register, tree, careers, cast)
    facts = Facts(
        persons=tuple(_person(c) for c in careers),
        units=tree.units,
        households=HOUSEHOLDS,
        posts=tuple(post for c in careers for post in c.posts),
        ratings=tuple(register.ratings),
        grants=tuple(register.grants),
        works=tuple(register.works),
        disciplines=tuple(register.disciplines),
        holds=tuple(register.holds),
        absences=tuple(register.absences),
        findings=tuple(register.findings),
    )
    details = {c.id: PersonDetails(c.ranks[-1][1] if c.ranks else "", c.citizen_id, c.ranks) for c in careers}
    return Province(facts, details)


def _person(career: Career) -> Person:
    return Person(
        id=career.id,
        name=career.name,
        force=career.force,
        sex=career.sex,
        born=career.born,
        category=career.category,
        joined=career.joined,
        left=career.left,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The size of a province, and the honours of its last year."""

    people: int
    units: int  # units that exist at the end of the year
    records: dict[str, int]
    levels: dict[str, int]  # of the people who serve at the end of the year
    honours: dict[str, int]  # lượt in the last year, by code


def sample_summary(province: Province) -> Summary:
    """Count what the sample holds. `levels` has one more key, "unassessed", for everybody without a level."""
    facts, year = province.facts, province.year
    serving = {p.id for p in facts.persons if p.left is None or p.left.year > year}
    levels = Counter(
        r.level.name.lower() if r.level is not None else "unassessed"
        for r in facts.ratings
        if r.year == year and r.subject in serving
    )
    levels["unassessed"] = len(serving) - sum(n for name, n in levels.items() if name != "unassessed")
    names = ("posts", "ratings", "grants", "works", "disciplines", "holds", "absences", "findings")
    return Summary(
        people=len(serving),
        units=sum(u.valid_to is None for u in facts.units),
        records={name: len(getattr(facts, name)) for name in names},
        levels=dict(levels),
        honours=dict(sorted(Counter(g.honour for g in facts.grants if g.year == year).items())),
    )
