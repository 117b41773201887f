"""Reading registrations: who serves, what was registered, and how far each unit has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import catalogue, is_title, law_book
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.movements.models import Commitment, Registration, RegistrationCall, RegistrationSheet
from vinhdanh.movements.types.registration import SheetState
from vinhdanh.people.models import Absence, Person, Post, Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
WHOLE = 100  # percent
YEARLY = ("emulation_title", "commendation_form")  # kinds that are striven for within a year
NOT_YEARLY = "state"  # level of the orders that reward a life's work


# ---- titles ---------------------------------------------------------------------------------------


def titles_for(subject: Person | Unit, on: date | None = None) -> list[str]:
    """Codes of the honours that the law of a day lets such a subject strive for within a year.

    In the catalogue's order: emulation titles and commendations below the State's own.
    """
    unit = isinstance(subject, Unit)
    category, tier = ("", subject.tier) if isinstance(subject, Unit) else (subject.category, "")
    day = on or timezone.localdate()
    return list(_titles("unit" if unit else "person", subject.force, category, tier, day))


@lru_cache(maxsize=512)
def _titles(kind: str, force: str, category: str, tier: str, day: date) -> tuple[str, ...]:
    book = law_book()
    found = []
    for code, honour in catalogue().items():
        if honour.kind not in YEARLY or honour.level == NOT_YEARLY:
            continue
        lines = [line for line in book.lines_giving.get(code, ()) if book.line(line).subject_kind == kind]
        of = UnitTier(tier) if tier else None
        if any(book.version_for(line, day, Force(force), category, of) for line in lines):
            found.append(code)
    return tuple(found)


# ---- who serves -----------------------------------------------------------------------------------


def day_of(year: int) -> date:
    """The day on which a year's coverage is counted: today, or the last day of a year that is over."""
    return min(timezone.localdate(), date(year, 12, 31))


def serving(units: QuerySet[Unit], day: date) -> QuerySet[Post]:
    """The main posts held in those units on a day, of people who stand in the records."""
    return (
        Post.objects.standing(day)
        .on(day)
        .filter(unit__in=units, person__withdrawn=False)
        .select_related("person", "unit")
        .order_by("unit__path", "-leads", "person__number")
    )


def away(day: date, people: Iterable[int] | None = None) -> dict[int, str]:
    """Person's key → why he is away from duty on a day: study, maternity leave …"""
    found = Absence.objects.filter(start__lte=day).exclude(end__lt=day)
    if people is not None:
        found = found.filter(person__in=list(people))
    return {one.person_id: one.get_kind_display() for one in found}


# ---- calls ----------------------------------------------------------------------------------------


def calls(year: int) -> dict[str, RegistrationCall]:
    """Path of the unit → the registration it opened for the year."""
    found = RegistrationCall.objects.filter(year=year).select_related("unit", "movement")
    return {call.unit.path: call for call in found}


def call_for(unit: Unit, opened: Mapping[str, RegistrationCall]) -> RegistrationCall | None:
    """The call that a unit answers: the nearest one at or above it."""
    over = [call for path, call in opened.items() if unit.path.startswith(path)]
    return max(over, key=lambda call: len(call.unit.path), default=None)


def is_late(sheet: RegistrationSheet | None, call: RegistrationCall | None) -> bool:
    """Whether a unit's sheet missed its deadline, or is still out after it."""
    if call is None:
        return False
    sent = sheet.sent if sheet else None
    return (sent or timezone.localdate()) > call.deadline


# ---- coverage -------------------------------------------------------------------------------------


@dataclass
class Cover:
    """How far a unit with all below it has come. Officers are counted once, whatever they registered."""

    unit: Unit | None
    own: bool = False  # only those who serve in the unit itself, not below it
    serving: int = 0
    excused: Counter[str] = field(default_factory=Counter)  # away and not registered, by reason
    registered: int = 0
    missing: int = 0
    units: int = 0  # collectives
    units_registered: int = 0
    states: Counter[str] = field(default_factory=Counter)  # of the sheets; "" where there is none
    late: int = 0
    sheet: RegistrationSheet | None = None  # of the unit itself
    titles: Counter[str] = field(default_factory=Counter)  # officers by title
    unit_titles: Counter[str] = field(default_factory=Counter)

    @property
    def expected(self) -> int:
        """Who ought to be registered: all who serve but those excused."""
        return self.registered + self.missing

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.registered, self.expected) if self.expected else None

    @property
    def percent(self) -> Fraction | None:
        """Registered of those expected, in percent, cut to one decimal: 100 only when nobody is missing."""
        return Fraction(self.share * WHOLE * 10 // 1, 10) if self.share is not None else None

    @property
    def away(self) -> int:
        return self.excused.total()

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why those who are away are away, the commonest first."""
        return self.excused.most_common()

    @property
    def sheets(self) -> int:
        return self.states.total()

    @property
    def given(self) -> int:
        """Sheets that were sent, accepted or not."""
        return self.states[SheetState.SENT] + self.states[SheetState.ACCEPTED]


@dataclass(frozen=True)
class Coverage:
    """A unit's coverage in a year, by the units directly below it."""

    unit: Unit | None
    year: int
    day: date
    rows: tuple[Cover, ...]
    total: Cover
    call: RegistrationCall | None = None
    late: tuple[Unit, ...] = ()  # past the deadline and not sent yet


def tops(actor: Actor, day: date) -> list[Unit]:
    """The highest units that an actor sees."""
    found: list[Unit] = []
    for unit in Unit.objects.open(day).filter(pk__in=visible_units(actor).values("pk")).order_by("path"):
        if not any(unit.path.startswith(one.path) for one in found):
            found.append(unit)
    return found


def coverage(actor: Actor, year: int, unit: Unit | None = None) -> Coverage:
    """Officers registered by officers serving, by unit, as far as the actor sees.

    Args:
        unit: a unit that the actor sees; by default the highest one.

    Returns:
        One row for the unit's own people and one for each unit directly below it; ``total`` is all of them.
        Who is away on that day is expected only when he has registered; he is counted apart otherwise.
    """
    day = day_of(year)
    root = unit or next(iter(tops(actor, day)), None)
    if root is None:
        return Coverage(None, year, day, (), Cover(None))
    units = list(Unit.objects.subtree(root).open(day).order_by("path"))
    rows = {one.pk: Cover(one) for one in units if one.parent_id == root.pk}
    rows = {root.pk: Cover(root, own=True)} | rows
    home = _homes(units, rows)
    total = Cover(root)
    people = _registered("person", year)
    absent = away(day)
    for person, place in serving(Unit.objects.filter(pk__in=home), day).values_list("person_id", "unit_id"):
        for cover in (rows[home[place]], total):
            _count_officer(cover, people.get(person), absent.get(person))
    opened, late = calls(year), []
    sheets = {sheet.unit_id: sheet for sheet in RegistrationSheet.objects.filter(year=year)}
    collectives = _registered("unit", year)
    for one in units:
        overdue = is_late(sheets.get(one.pk), call_for(one, opened))
        if overdue and not (one.pk in sheets and sheets[one.pk].sent):
            late.append(one)
        for cover in (rows[home[one.pk]], total):
            _count_unit(cover, collectives.get(one.pk), sheets.get(one.pk), overdue)
        if one.pk in rows:
            rows[one.pk].sheet = sheets.get(one.pk)
    shown = [row for row in rows.values() if row.serving or not row.own or row.units]
    return Coverage(root, year, day, tuple(shown), total, call_for(root, opened), tuple(late))


def _homes(units: list[Unit], rows: dict[int, Cover]) -> dict[int, int]:
    """Unit's key → the row that it counts in. Units come in tree order."""
    found: dict[int, int] = {}
    root = next(iter(rows))
    for one in units:
        found[one.pk] = one.pk if one.pk in rows else found.get(one.parent_id or 0, root)
    return found


def _registered(subject: str, year: int) -> dict[int, list[str]]:
    """Key of the person or unit → the titles that stand registered."""
    lines = Registration.objects.filter(year=year, **{f"{subject}__isnull": False}).standing()
    found: dict[int, list[str]] = {}
    for key, honour in lines.order_by().values_list(f"{subject}_id", "honour"):
        found.setdefault(key, []).append(honour)
    return found


def _count_officer(cover: Cover, titles: list[str] | None, absent: str | None) -> None:
    cover.serving += 1
    if titles:
        cover.registered += 1
        cover.titles.update(titles)
    elif absent:
        cover.excused[absent] += 1
    else:
        cover.missing += 1


def _count_unit(
    cover: Cover, titles: list[str] | None, sheet: RegistrationSheet | None, overdue: bool
) -> None:
    cover.units += 1
    cover.units_registered += bool(titles)
    cover.unit_titles.update(titles or [])
    cover.states[sheet.state if sheet else ""] += 1
    cover.late += overdue


# ---- one sheet ------------------------------------------------------------------------------------


@dataclass
class Line:
    """One subject on a sheet: what it registers and what it promises."""

    subject: Person | Unit
    post: Post | None = None
    away: str = ""
    titles: dict[str, Registration] = field(default_factory=dict)
    commitments: list[Commitment] = field(default_factory=list)
    elsewhere: Unit | None = None  # registered on the sheet of the unit he served in before

    @property
    def key(self) -> str:
        """Số hiệu of an officer, code of a unit."""
        return self.subject.code if isinstance(self.subject, Unit) else self.subject.number

    @property
    def commendations(self) -> list[str]:
        """What is no emulation title, and so has no column."""
        return [code for code in self.titles if not is_title(code)]


def sheet_of(unit: Unit, year: int) -> RegistrationSheet:
    """The unit's sheet; an unsaved empty one where there is none yet."""
    found = RegistrationSheet.objects.filter(unit=unit, year=year).first()
    return found or RegistrationSheet(unit=unit, year=year)


def lines_of(unit: Unit, year: int) -> list[Line]:
    """The unit itself, the officers who serve in it, and those of its sheet who have left it since."""
    day = day_of(year)
    found = {("unit", unit.pk): Line(unit)}
    for post in serving(Unit.objects.filter(pk=unit.pk), day):
        found["person", post.person_id] = Line(post.person, post)
    absent = away(day, [key for kind, key in found if kind == "person"])
    here = Registration.objects.filter(sheet__unit=unit, year=year).current()
    for row in here.select_related("person", "unit", "sheet"):
        line = found.setdefault(_place(row), Line(row.subject))
        line.titles[row.honour] = row
    promised = Commitment.objects.filter(sheet__unit=unit, sheet__year=year).current()
    for promise in promised.select_related("person", "unit"):
        found.setdefault(_place(promise), Line(promise.subject)).commitments.append(promise)
    people = [key for kind, key in found if kind == "person"]
    others = Registration.objects.filter(person__in=people, year=year).current().exclude(sheet__unit=unit)
    for row in others.select_related("sheet__unit"):
        line = found["person", row.person_id or 0]
        line.titles.setdefault(row.honour, row)
        line.elsewhere = row.sheet.unit
    for (kind, key), line in found.items():
        line.away = absent.get(key, "") if kind == "person" else ""
    return list(found.values())


def _place(row: Registration | Commitment) -> tuple[str, int]:
    return ("person", row.person_id) if row.person_id else ("unit", row.unit_id or 0)


def home_of(actor: Actor) -> Post | None:
    """Where the person behind an account serves today; None for an account of nobody's."""
    number = getattr(actor, "person_number", "")
    if not number:
        return None
    day = timezone.localdate()
    posts = Post.objects.standing(day).on(day).filter(person__number=number, person__withdrawn=False)
    return posts.select_related("person", "unit").first()
