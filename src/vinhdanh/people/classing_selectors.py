"""Reading periods and sheets: who belongs on a sheet, what it holds, and which units are late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Action, Operator
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import UnitTier
from vinhdanh.people.classing import Entry, GroupCheck, Member, Scale, check_quota, derive_month
from vinhdanh.people.classing.exempting import Ground, OnRecord, find_exemption
from vinhdanh.people.classing_scales import parsed
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.models import (
    Absence,
    ClassingExemption,
    Hold,
    Period,
    Person,
    PersonClass,
    Post,
    Sheet,
    Unit,
    UnitClass,
)
from vinhdanh.people.models.classing import PeriodQuerySet
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
EXEMPT = "-"  # among counts by class: who gets none


def span_of(kind: PeriodKind | str, year: int, number: int) -> tuple[date, date]:
    """First and last day of a month, or of an ISO week.

    Raises:
        ValueError: the year has no such month or week.
    """
    if kind == PeriodKind.WEEK:
        first = date.fromisocalendar(year, number, 1)
        return first, first + timedelta(days=6)
    first = date(year, number, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def sheet_units() -> dict[int, Unit]:
    """Unit's key → the unit on whose sheet its people stand.

    A đội or tổ stands on the sheet of its phòng or station; without one, on that of the topmost unit.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}

    def home(unit: Unit) -> Unit:
        here = unit
        while here.tier == UnitTier.SUB_BASE.value and (above := here.codes_above) and above[-1] in units:
            here = units[above[-1]]
        return here if here.tier != UnitTier.PROVINCE.value or here == unit else unit

    return {unit.pk: home(unit) for unit in units.values()}


def serving(unit: Unit, on: date, forces: Collection[str]) -> QuerySet[Post]:
    """Main posts on a day in a unit and below it, of people of the forces."""
    return Post.objects.on(on).filter(
        Q(person__left=None) | Q(person__left__gt=on),
        main=True,
        unit__path__startswith=unit.path,
        person__force__in=forces,
    )


def periods_visible_to(actor: Actor) -> PeriodQuerySet:
    """Periods that cover a unit whose people the actor may see, the newest first."""
    paths = list(visible_units(actor).values_list("path", flat=True))
    if not paths:
        return Period.objects.none()
    seen: set[str] = set()
    for path in paths:
        parts = path.strip("/").split("/")
        seen.update("/" + "/".join(parts[: at + 1]) + "/" for at in range(len(parts)))
    return Period.objects.filter(unit__path__in=seen).select_related("unit", "scale")


# ---- one period, all units ------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitLine:
    """How far one unit is with a period."""

    unit: Unit
    strength: int
    sheet: Sheet | None
    counts: Mapping[str, int]
    exempt: int  # get no class
    blank: int  # should have one and don't yet
    late: bool  # past the due day and not submitted, or submitted after it

    @property
    def missing(self) -> bool:
        return self.sheet is None or self.sheet.state != SheetState.SUBMITTED


def unit_lines(actor: Actor, period: Period) -> list[UnitLine]:
    """Every unit that owes a sheet for the period, as far as the actor sees them, in the tree's order."""
    homes, scale = sheet_units(), parsed(period.scale)
    strength: Counter[int] = Counter()
    for unit_id in serving(period.unit, period.last, scale.forces).values_list("unit_id", flat=True):
        strength[homes[unit_id].pk] += 1
    visible = set(visible_units(actor).values_list("pk", flat=True))
    sheets = {sheet.unit_id: sheet for sheet in period.sheets.all()}
    off = {one.code for one in scale.exemptions.values() if not one.assessed}
    classes: dict[int, Counter[str]] = defaultdict(Counter)
    for sheet_id, cls, exemption in period.person_classes.values_list("sheet_id", "cls", "exemption"):
        classes[sheet_id][EXEMPT if exemption in off else cls] += 1
    units = {unit.pk: unit for unit in homes.values()}
    lines = []
    for pk in strength:
        if pk not in visible:
            continue
        sheet = sheets.get(pk)
        counts = classes[sheet.pk] if sheet else Counter()
        exempt, blank = counts.pop(EXEMPT, 0), counts.pop("", 0)
        late = is_late(period, sheet)
        lines.append(UnitLine(units[pk], strength[pk], sheet, counts, exempt, blank, late))
    return sorted(lines, key=lambda line: line.unit.path)


def is_late(period: Period, sheet: Sheet | None) -> bool:
    """Whether a unit did not submit by the due day."""
    if sheet is None or sheet.state != SheetState.SUBMITTED or sheet.submitted is None:
        return timezone.localdate() > period.due
    return timezone.localdate(sheet.submitted) > period.due


# ---- one sheet ------------------------------------------------------------------------------------


@dataclass
class SheetRow:
    """One person on a sheet, as stored, with what stands beside it."""

    person: Person
    post: Post
    leads: bool
    ground: Ground | None
    cls: str = ""
    points: int | None = None
    reason: str = ""
    proposed: str = ""
    weeks: tuple[str, ...] = ()  # classes of the month's weeks, "" where a week has none
    previous: str = ""  # class of the month before, or its exemption's name
    keys: dict[str, int | None] = field(default_factory=dict)

    @property
    def assessed(self) -> bool:
        return self.ground is None or self.ground.exemption.assessed


@dataclass
class SheetGroup:
    """One collective on a sheet with its people."""

    unit: Unit
    cls: str
    previous: str
    rows: list[SheetRow]


@dataclass
class SheetView:
    """Everything about one unit's period."""

    period: Period
    scale: Scale
    unit: Unit
    sheet: Sheet | None
    groups: list[SheetGroup]

    @property
    def rows(self) -> list[SheetRow]:
        return [row for group in self.groups for row in group.rows]

    def check(self) -> tuple[GroupCheck, ...]:
        """The sheet as it stands against the month's quota; nothing where there is none."""
        quota = self.scale.quota
        if quota is None or self.period.kind != PeriodKind.MONTH:
            return ()
        return check_quota(
            quota,
            self.scale.classes,
            {group.unit.code: group.cls or None for group in self.groups},
            [
                Member(
                    id=row.person.number,
                    unit=group.unit.code,
                    cls=row.cls or None,
                    leads=row.leads,
                    exemption=row.ground.exemption.code if row.ground else "",
                    keys=row.keys | {"points": row.points},
                )
                for group in self.groups
                for row in group.rows
            ],
            self.scale.exemptions,
            sheet=self.unit.code,
        )


def sheet_view(period: Period, unit: Unit) -> SheetView:
    """The sheet of a unit, saved or not. Whether the actor may see it is asked before."""
    scale = parsed(period.scale)
    homes = sheet_units()
    posts = [
        post
        for post in serving(unit, period.last, scale.forces).select_related("person", "unit")
        if homes[post.unit_id] == unit
    ]
    posts.sort(key=lambda post: (post.unit.path, not post.leads, post.person.number))
    people = [post.person for post in posts]
    sheet = Sheet.objects.filter(period=period, unit=unit).first()
    stored = {row.person_id: row for row in PersonClass.objects.filter(period=period, person__in=people)}
    units = dict(UnitClass.objects.filter(period=period).values_list("unit_id", "cls"))
    before = _month_before(period)
    earlier = before.classes(people) if before else {}
    earlier_units = before.unit_classes() if before else {}
    grounds = grounds_of(scale, people, period.first, period.last)
    weeks = _weeks(period, scale, people)
    best = _best_months(period, scale, people)
    # The unit itself always heads its sheet: its class is asked for even where everybody is in a đội.
    groups = {unit.pk: SheetGroup(unit, units.get(unit.pk, ""), earlier_units.get(unit.pk, ""), [])}
    for post in posts:
        person, kept = post.person, stored.get(post.person_id)
        past = earlier.get(person.pk)
        done = weeks.get(person.pk, ())
        row = SheetRow(
            person=person,
            post=post,
            leads=post.leads,
            ground=grounds.get(person.pk),
            weeks=tuple(done),
            previous=past.words if past else "",
        )
        if kept is not None:
            row.cls, row.points, row.reason = kept.cls, kept.points, kept.reason
        if not row.assessed:
            row.cls = ""
        if any(done):
            row.proposed = derive_month(scale, [Entry(cls or None) for cls in done]).give or ""
        row.keys = {
            "best_weeks": done.count(scale.classes[0].code) if any(done) else None,
            "previous": -past.rank if past and past.rank is not None else None,
            "best_months": best.get(person.pk, 0) if period.kind == PeriodKind.MONTH else None,
        }
        group = groups.setdefault(
            post.unit_id,
            SheetGroup(post.unit, units.get(post.unit_id, ""), earlier_units.get(post.unit_id, ""), []),
        )
        group.rows.append(row)
    return SheetView(period, scale, unit, sheet, list(groups.values()))


def grounds_of(scale: Scale, people: Sequence[Person], first: date, last: date) -> dict[int, Ground]:
    """Person's key → his exemption in those days, for those who have one."""
    absences: dict[int, list[tuple[str, tuple[date, date | None]]]] = defaultdict(list)
    holds: dict[int, list[tuple[str, tuple[date, date | None]]]] = defaultdict(list)
    granted: dict[int, list[tuple[str, tuple[date, date | None], str]]] = defaultdict(list)
    for absence in Absence.objects.filter(person__in=people, start__lte=last):
        absences[absence.person_id].append((absence.kind, (absence.start, absence.end)))
    for hold in Hold.objects.filter(person__in=people, opened__lte=last):
        assert hold.person_id is not None  # filtered by person
        holds[hold.person_id].append((hold.ground, (hold.opened, hold.closed)))
    for one in ClassingExemption.objects.filter(person__in=people, start__lte=last):
        granted[one.person_id].append((one.code, (one.start, one.end), one.basis))
    found = {}
    for person in people:
        record = OnRecord(person.joined, absences[person.pk], holds[person.pk], granted[person.pk])
        ground = find_exemption(scale, first, last, record)
        if ground is not None:
            found[person.pk] = ground
    return found


# ---- what stands beside a row ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Past:
    words: str
    rank: int | None


@dataclass(frozen=True)
class _Before:
    """The same kind of period before this one, where it was classed by a scale of the same key."""

    periods: Sequence[Period]
    scale: Scale

    def classes(self, people: Sequence[Person]) -> dict[int, _Past]:
        rows = PersonClass.objects.filter(period__in=self.periods, person__in=people)
        found = {}
        for row in rows:
            cls = self.scale.find(row.cls)
            exemption = self.scale.exemptions.get(row.exemption)
            words = cls.name if cls else exemption.name if exemption else ""
            found[row.person_id] = _Past(words, cls.rank if cls else None)
        return found

    def unit_classes(self) -> dict[int, str]:
        rows = UnitClass.objects.filter(period__in=self.periods).values_list("unit_id", "cls")
        return {unit: cls.name for unit, code in rows if (cls := self.scale.find_unit(code))}


def _month_before(period: Period) -> _Before | None:
    last = period.first - timedelta(days=1)
    found = list(
        Period.objects.filter(kind=period.kind, last=last, scale__key=period.scale.key).select_related(
            "scale"
        )
    )
    return _Before(found, parsed(found[0].scale)) if found else None


def _weeks(period: Period, scale: Scale, people: Sequence[Person]) -> dict[int, list[str]]:
    """Classes of the weeks that count in a month, in order, for people who have any."""
    if period.kind != PeriodKind.MONTH or scale.week_counts_in_month_of is None:
        return {}
    offset = timedelta(days=scale.week_counts_in_month_of)
    weeks = [
        week
        for week in Period.objects.filter(
            kind=PeriodKind.WEEK,
            scale__key=period.scale.key,
            first__gte=period.first - timedelta(days=6),
            first__lte=period.last,
        ).order_by("first")
        if period.first <= week.first + offset <= period.last
    ]
    firsts = sorted({week.first for week in weeks})
    found: dict[int, list[str]] = {}
    for row in PersonClass.objects.filter(period__in=weeks, person__in=people).select_related("period"):
        classes = found.setdefault(row.person_id, [""] * len(firsts))
        classes[firsts.index(row.period.first)] = row.cls
    return found


def _best_months(period: Period, scale: Scale, people: Iterable[Person]) -> Counter[int]:
    """In how many earlier months of the year each was in the best class."""
    if period.kind != PeriodKind.MONTH or not scale.classes:
        return Counter()
    rows = PersonClass.objects.filter(
        period__kind=PeriodKind.MONTH,
        period__scale__key=period.scale.key,
        period__last__lt=period.first,
        period__last__gt=year_end(period.year - 1),
        person__in=list(people),
        cls=scale.classes[0].code,
    )
    return Counter(rows.values_list("person_id", flat=True))


def may_see_sheet(actor: Actor, period: Period, unit: Unit) -> bool:
    """Whether a unit's sheet of the period exists for the actor."""
    return (
        unit.path.startswith(period.unit.path)
        and visible_units(actor, Action.VIEW).filter(pk=unit.pk).exists()
    )
