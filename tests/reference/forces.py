"""Invented forces full of odd cases, drawn from one ``random.Random``.

Hypothesis lends its own ``Random`` for small forces (a failure then shrinks); a seed gives a
large one. Careers are drawn near the thresholds on purpose: runs that just reach, just miss,
break in the middle, or start the day before an anniversary.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from vinhdanh.engine.facts import (
    Discipline,
    DisciplineForm,
    Facts,
    Finding,
    Force,
    Grant,
    GrantState,
    Hold,
    HoldGround,
    Level,
    Merit,
    Person,
    Post,
    Sex,
    Unassessed,
    Unit,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)

PERSON_FINDINGS = ("conduct", "outstanding", "exemplary", "production")
CLAIMS = (
    "movement_merit",
    "field_influence",
    "contribution",
    "farmer_merit",
    "ttg_movement_merit",
    "ttg_field_influence",
    "hcld2_invention",
)
DOUBTS = ("works_mix", "works_in_run")
UNIT_FINDINGS = ("movement", "unity")
RARE_HONOURS = ("GK", "BK_BO", "BK_TTG", "HCLD_3", "HCLD_2", "HCCSVV_3", "HCHUY_ANTQ", "CSTD_TQ")


class Drawing:
    """Draws the records of one force; ``facts()`` returns them."""

    def __init__(self, rng: Random, year: int, persons: int, units: int) -> None:
        self.rng = rng
        self.year = year
        self.serial = 0
        self.strong = self.chance(40)  # a force in which whole units reach the unit titles
        self.grants: list[Grant] = []
        self.ratings: list[YearRating] = []
        self.works: list[Work] = []
        self.findings: list[Finding] = []
        self.posts: list[Post] = []
        self.disciplines: list[Discipline] = []
        self.holds: list[Hold] = []
        self.homes: dict[str, Unit] = {}
        self.units: list[Unit] = []
        for number in range(units):
            self.units.append(self.unit(number))
        self.persons = [self.person(i) for i in range(persons)]
        for unit in self.units:
            self.about_unit(unit)
        for person in self.persons:
            self.about_person(person)
        self.use_up_works()

    def facts(self) -> Facts:
        return Facts(
            persons=tuple(self.persons),
            units=tuple(self.units),
            posts=tuple(self.posts),
            ratings=tuple(self.ratings),
            grants=tuple(self.grants),
            works=tuple(self.works),
            disciplines=tuple(self.disciplines),
            holds=tuple(self.holds),
            findings=tuple(self.findings),
        )

    def id(self, kind: str) -> str:
        self.serial += 1
        return f"{kind}{self.serial}"

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def day(self, year: int) -> date:
        """A day of the year; its edges and 29 February more often than others."""
        if self.chance(30):
            return self.rng.choice((date(year, 1, 1), date(year, 12, 30), date(year, 12, 31)))
        if year % 4 == 0 and self.chance(20):
            return date(year, 2, 29)
        return date(year, 1, 1) + timedelta(days=self.rng.randrange(365))

    # ---- who ----

    def unit(self, number: int) -> Unit:
        force = self.rng.choice((Force.POLICE, Force.POLICE, Force.CIVIL, Force.CIVIL, Force.ARMY))
        parent = None
        if self.units and self.chance(70):
            above = self.rng.choice(self.units)
            parent, force = above.id, above.force if self.chance(80) else force
        return Unit(id=f"u{number}", name=f"Đơn vị {number}", force=force, parent=parent)

    def person(self, number: int) -> Person:
        home = self.homes[f"p{number}"] = self.rng.choice(self.units)
        force = home.force
        if self.chance(25):
            force = self.rng.choice((Force.POLICE, Force.CIVIL, Force.ARMY, Force.PUBLIC, Force.GRASSROOTS))
        served = self.rng.choice((0, 1, 3, 6, 9, 10, 14, 15, 19, 20, 24, 25, 28))
        joined = None if self.chance(6) else self.day(self.year - served)
        left = self.day(self.year - self.rng.randrange(2)) if self.chance(3) else None
        return Person(
            id=f"p{number}",
            name=f"Nguyễn Văn {number}",
            force=force,
            sex=self.rng.choice((Sex.MALE, Sex.FEMALE, None)),
            joined=joined,
            left=left if left and (joined is None or left > joined) else None,
        )

    # ---- their records ----

    def about_unit(self, unit: Unit) -> None:
        for back in (0, 1):
            if self.chance(85):
                self.rate(unit.id, self.year - back, self.rng.choice((3, 3, 3, 2, 2, 1)))
        for about in UNIT_FINDINGS:
            self.conclude(unit.id, about, known=85, holds=90)
        for about in PERSON_FINDINGS:
            if self.chance(30):
                self.conclude(unit.id, about, known=100, holds=85, covers=True)
        if self.chance(8):
            self.discipline(unit.id)
        if self.chance(5):
            self.hold(unit.id)

    def about_person(self, person: Person) -> None:
        for _ in range(self.rng.choice((0, 1, 1, 1, 2))):
            self.post(person)
        career = self.rng.choice((2, 3, 5, 6, 7, 11))
        self.rate_years(person, career)
        self.honour_years(person, career)
        if self.chance(12):
            self.climb(person)
        for _ in range(self.rng.choice((0, 1, 2, 3))):
            self.work(person)
        for about in PERSON_FINDINGS:
            self.conclude(person.id, about, known=95 if self.strong else 75, holds=97 if self.strong else 90)
        for about in DOUBTS:
            self.conclude(person.id, about, known=30, holds=60)
        if self.chance(10):
            self.conclude(person.id, self.rng.choice(CLAIMS), known=100, holds=70)
        if self.chance(15):
            self.discipline(person.id)
        if self.chance(8):
            self.hold(person.id)

    def rate_years(self, person: Person, career: int) -> None:
        usual = self.rng.choice((3, 3, 2) if self.strong else (3, 3, 2, 2, 1))
        slips = 3 if self.strong else 15
        for year in range(self.year - career, self.year + 2):  # one after the review year too
            if self.chance(92):
                self.rate(person.id, year, self.rng.randrange(4) if self.chance(slips) else usual)

    def rate(self, subject: str, year: int, level: int) -> None:
        unassessed = self.chance(4)
        self.ratings.append(
            YearRating(
                id=self.id("r"),
                subject=subject,
                year=year,
                level=None if unassessed else Level(level),
                unassessed=self.rng.choice(tuple(Unassessed)) if unassessed else None,
            )
        )

    def honour_years(self, person: Person, career: int) -> None:
        armed = person.force in (Force.POLICE, Force.ARMY)
        for year in range(self.year - career, self.year + 2):
            if self.chance(30):
                self.grant(person, "CSTT" if armed else "LDTT", year)
        for title, shortest in (("CSTD_CS", 1), ("CSTD_BO", 2)):
            if self.chance(60 // shortest):
                first = self.year - self.rng.choice((1, 2, 3, 3, 5))
                for year in range(first, self.year + self.rng.randrange(2)):
                    if self.chance(94):
                        self.grant(person, title, year)
        for honour in RARE_HONOURS:
            if self.chance(25):
                self.grant(person, honour, self.year - self.rng.choice((0, 1, 4, 5, 5, 6, 7, 12)))

    def climb(self, person: Person) -> None:
        """The long ladder of the Huân chương Lao động, reached, just missed or left open."""
        given = self.year - self.rng.choice((4, 5, 6, 6, 7))
        self.grant(person, self.rng.choice(("BK_TTG", "HCLD_3")), given)
        self.ratings = [r for r in self.ratings if r.subject != person.id]
        for year in range(given, self.year + 1):
            if self.chance(95):
                self.rate(person.id, year, self.rng.choice((2, 2, 3)))
            for title in ("CSTD_CS", "CSTD_BO"):
                if self.chance(45):
                    self.grant(person, title, year)

    def grant(self, person: Person, honour: str, year: int) -> None:
        decided = self.day(year + self.rng.randrange(2)) if self.chance(60) else None
        state = GrantState.IN_FORCE
        if self.chance(5):
            state = self.rng.choice((GrantState.ANNULLED, GrantState.STRIPPED))
        grant = Grant(
            id=self.id("g"),
            subject=person.id,
            honour=honour,
            year=year,
            merit=self.rng.choice(tuple(Merit)) if self.chance(8) else Merit.CONG_TRANG,
            decided=decided,
            state=state,
        )
        self.grants.append(grant)
        if self.chance(3):  # the same title twice in one year
            self.grant(person, honour, year)

    def work(self, person: Person) -> None:
        authors = [person.id]
        if self.chance(20) and len(self.persons) > 1:
            authors.append(self.rng.choice(self.persons).id)
        self.works.append(
            Work(
                id=self.id("w"),
                authors=tuple(dict.fromkeys(authors)),
                kind=self.rng.choice(tuple(WorkKind)),
                year=self.year - self.rng.choice((-1, 0, 0, 0, 1, 1, 2, 5)),
                scope=self.rng.choice(tuple(WorkScope)),
            )
        )

    def use_up_works(self) -> None:
        for i, grant in enumerate(self.grants):
            if self.works and self.chance(6):
                used = self.rng.choice(self.works).id
                self.grants[i] = Grant(
                    **{f: getattr(grant, f) for f in Grant.__dataclass_fields__ if f != "works"},
                    works=(used,),
                )

    def conclude(self, subject: str, about: str, known: int, holds: int, covers: bool = False) -> None:
        if self.chance(known):
            self.findings.append(
                Finding(
                    id=self.id("f"),
                    subject=subject,
                    about=about,
                    year=self.year - (1 if self.chance(4) else 0),
                    holds=self.chance(holds),
                    covers_members=covers,
                )
            )

    def post(self, person: Person) -> None:
        start = self.day(self.year - self.rng.choice((0, 0, 1, 4)))
        end = self.rng.choice((None, None, date(self.year, 12, 31), date(self.year, 12, 30)))
        unit = self.homes[person.id] if self.chance(80) else self.rng.choice(self.units)
        self.posts.append(
            Post(
                id=self.id("o"),
                person=person.id,
                unit=unit.id,
                start=start,
                end=end if end is None or end >= start else None,
                main=self.chance(95),
            )
        )

    def discipline(self, subject: str) -> None:
        decided = self.day(self.year - self.rng.choice((-1, 0, 0, 1, 2, 4)))
        ends = None
        if self.chance(80):
            ends = decided + timedelta(days=self.rng.choice((90, 180, 365, 366, 730)))
            if self.chance(20):
                ends = date(ends.year, 12, 31)
        form = self.rng.choice(tuple(DisciplineForm))
        self.disciplines.append(Discipline(self.id("d"), subject, form, decided, ends))

    def hold(self, subject: str) -> None:
        opened = self.day(self.year - self.rng.choice((-1, 0, 0, 1)))
        closed = opened + timedelta(days=self.rng.choice((1, 30, 200))) if self.chance(60) else None
        self.holds.append(Hold(self.id("h"), subject, self.rng.choice(tuple(HoldGround)), opened, closed))


def draw_force(rng: Random, year: int, persons: int, units: int) -> Facts:
    """Records of ``persons`` persons in ``units`` units, reviewed for ``year``."""
    return Drawing(rng, year, persons, units).facts()
