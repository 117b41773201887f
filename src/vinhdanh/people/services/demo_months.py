"""A year of months over the sample data, all closed, and the January after it: open, not all of it in.

What is drawn follows the yearly levels on record, so that the year derived from the months resembles
the one that was rated. The same data and seed give the same months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Level
from vinhdanh.engine.money import quota as limit_of
from vinhdanh.people.classing import Entry, Scale, derive_month
from vinhdanh.people.classing.exempting import Ground, OnRecord, find_exemption
from vinhdanh.people.classing_scales import Offered, offered
from vinhdanh.people.classing_selectors import serving, sheet_units, span_of
from vinhdanh.people.classing_types import PeriodActKind, PeriodKind, SheetState
from vinhdanh.people.models import (
    Absence,
    Period,
    PeriodAct,
    PersonClass,
    Sheet,
    Unit,
    UnitClass,
    YearRating,
)
from vinhdanh.people.services.classing import keep

KEY = "loai-1-4"
ABSENT, DRAFTS = 5, 3  # units that have not begun the last month, or not finished it
BATCH = 4000
FIRST_CLASS = 80  # points from which the sample gives the best class
OVER_FROM = 6  # people in a team whose draft exceeds its quota


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person serves in a period; as little as the drawing needs."""

    person: int
    number: str
    name: str
    joined: date | None
    unit: int
    path: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What was put into the database."""

    periods: int
    sheets: int
    classes: int


def install_demo_months(year: int, *, first_unit: str = "PX01", seed: int = 2025) -> Written:
    """Twelve months of a year and the January after it for the whole agency, its weeks for one unit.

    Args:
        first_unit: code of the unit whose January is a draft that exceeds its quota.

    Raises:
        ValidationError: months are on record already, or there is no unit to class.
    """
    if Period.objects.exists():
        raise ValidationError("Đã có kỳ phân loại: dữ liệu mẫu chỉ nạp vào chỗ trống.")
    root = (
        Unit.objects.filter(parent=None, kind="cong_an_tinh").first()
        or Unit.objects.filter(parent=None).first()
    )
    if root is None:
        raise ValidationError("Chưa có đơn vị nào để phân loại: nạp dữ liệu mẫu trước.")
    with transaction.atomic():
        done = _Months(root, year, offered()[0][KEY], first_unit, Random(seed)).write()
        record(
            actor=Operator(),
            verb="classing.months_recorded",
            subject=f"{root}, năm {year}",
            ref=f"unit:{root.code}",
            data={"periods": done.periods, "sheets": done.sheets, "classes": done.classes},
        )
    return done


class _Months:
    def __init__(self, root: Unit, year: int, rules: Offered, first_unit: str, rng: Random) -> None:
        self.root, self.year, self.rng, self.first_unit = root, year, rng, first_unit
        self.scale: Scale = rules.scale
        self.kept = keep(Operator(), rules)
        self.homes = sheet_units()
        ratings = YearRating.objects.filter(year=year)
        self.levels = dict(ratings.exclude(person=None).values_list("person_id", "level"))
        self.unit_levels = dict(ratings.exclude(unit=None).values_list("unit_id", "level"))
        self.absences: dict[int, list[tuple[str, tuple[date, date | None]]]] = defaultdict(list)
        for one in Absence.objects.filter(start__year__lte=year):
            self.absences[one.person_id].append((one.kind, (one.start, one.end)))
        body = Account.objects.filter(username="thuongtruc").first()
        self.standing = body.full_name if body else Operator().full_name
        self.week_classes: dict[int, list[str]] = defaultdict(list)
        self.sheets = self.classes = 0
        self.rows: list[PersonClass] = []
        self.unit_rows: list[UnitClass] = []

    def write(self) -> Written:
        weeks = self.weeks()
        months = [self.month(self.year, number) for number in range(1, 13)]
        months.append(self.month(self.year + 1, 1, last=True))
        now = timezone.now()
        for period in [*weeks, *months[:-1]]:
            shut = self.moment(period.due + timedelta(days=2), 16)
            Period.objects.filter(pk=period.pk).update(closed=shut if shut < now else now)
            self.act(period, PeriodActKind.CLOSED, shut)
        return Written(len(weeks) + len(months), self.sheets, self.classes)

    # ---- periods ----------------------------------------------------------------------------------

    def period(self, kind: PeriodKind, year: int, number: int, unit: Unit, due_after: int) -> Period:
        first, last = span_of(kind, year, number)
        period = Period.objects.create(
            kind=kind,
            year=year,
            number=number,
            unit=unit,
            scale=self.kept,
            first=first,
            last=last,
            due=last + timedelta(days=due_after),
        )
        self.act(period, PeriodActKind.OPENED, self.moment(last - timedelta(days=3), 8))
        return period

    def act(self, period: Period, kind: PeriodActKind, at: datetime) -> None:
        PeriodAct.objects.create(period=period, kind=kind, at=at, by_name=self.standing)

    def moment(self, on: date, hour: int) -> datetime:
        clock = time(hour, self.rng.randrange(60))
        return datetime.combine(on, clock, tzinfo=timezone.get_current_timezone())

    def month(self, year: int, number: int, *, last: bool = False) -> Period:
        period = self.period(PeriodKind.MONTH, year, number, self.root, self.scale.due_day)
        by_sheet: dict[int, list[Place]] = defaultdict(list)
        for place in self.places(self.root, period):
            by_sheet[self.homes[place.unit].pk].append(place)
        units = {unit.pk: unit for unit in self.homes.values()}
        late: list[int] = []
        if last:
            others = sorted(
                (pk for pk in by_sheet if units[pk].code != self.first_unit), key=lambda pk: units[pk].path
            )
            late = self.rng.sample(others, min(ABSENT + DRAFTS, len(others) // 2))
        for pk in sorted(by_sheet, key=lambda pk: units[pk].path):
            if pk in late[:ABSENT]:
                continue
            unfinished = pk in late[ABSENT:]
            over = last and units[pk].code == self.first_unit
            self.sheet(period, units[pk], by_sheet[pk], unfinished=unfinished, over=over)
        self.flush()
        return period

    def weeks(self) -> list[Period]:
        """The weeks of the January that is open, for one unit."""
        unit = Unit.objects.filter(code=self.first_unit).first()
        if unit is None:
            return []
        year = self.year + 1
        first, last = span_of(PeriodKind.MONTH, year, 1)
        offset = timedelta(days=self.scale.week_counts_in_month_of or 0)
        periods = []
        for number in range(1, 7):
            if first <= span_of(PeriodKind.WEEK, year, number)[0] + offset <= last:
                period = self.period(PeriodKind.WEEK, year, number, unit, 1)
                self.sheet(period, unit, self.places(unit, period))
                for row in self.rows:
                    self.week_classes[row.person_id].append(row.cls)
                self.flush()
                periods.append(period)
        return periods

    def places(self, unit: Unit, period: Period) -> list[Place]:
        posts = serving(unit, period.last, self.scale.forces)
        columns = (
            "person_id",
            "person__number",
            "person__name",
            "person__joined",
            "unit_id",
            "unit__path",
            "leads",
        )
        return [Place(*row) for row in posts.values_list(*columns)]

    def flush(self) -> None:
        """Write what was drawn so far."""
        UnitClass.objects.bulk_create(self.unit_rows, batch_size=BATCH)
        PersonClass.objects.bulk_create(self.rows, batch_size=BATCH)
        self.classes += len(self.rows)
        self.unit_rows, self.rows = [], []

    # ---- sheets -----------------------------------------------------------------------------------

    def sheet(
        self,
        period: Period,
        unit: Unit,
        places: Sequence[Place],
        *,
        unfinished: bool = False,
        over: bool = False,
    ) -> None:
        clerk = self.rng.choice([p for p in places if not p.leads] or list(places)).name
        at = self.moment(period.due - timedelta(days=self.rng.randrange(3)), self.rng.randrange(8, 17))
        draft = unfinished or over  # over: one đội of it has more of the best class than its quota
        sheet = Sheet.objects.create(
            period=period,
            unit=unit,
            state=SheetState.DRAFT if draft else SheetState.SUBMITTED,
            version=1,
            saved=at,
            saved_by=clerk,
            submitted=None if draft else at,
            submitted_by="" if draft else clerk,
        )
        groups: dict[int, list[Place]] = {unit.pk: []}
        for place in sorted(places, key=lambda place: (place.path, not place.leads, place.number)):
            groups.setdefault(place.unit, []).append(place)
        rows: list[PersonClass] = []
        for pk, members in groups.items():
            unit_class = self.unit_class(pk, over=over)
            if period.kind == PeriodKind.MONTH:
                self.unit_rows.append(UnitClass(period=period, sheet=sheet, unit_id=pk, cls=unit_class))
            beyond = over and pk != unit.pk and len(members) >= OVER_FROM
            rows += self.group(period, sheet, members, unit_class, over=beyond)
            over = over and not beyond
        if unfinished:
            for row in rows[: len(rows) // 3]:
                row.cls, row.points = "", None
        if period.first.year > self.year and period.kind == PeriodKind.MONTH:
            for row in rows:
                self.explain(row)
        self.rows += rows
        self.sheets += 1

    def explain(self, row: PersonClass) -> None:
        """What the weeks propose, and why the month is another class."""
        weeks = self.week_classes.get(row.person_id)
        if weeks and row.cls:
            row.proposed = derive_month(self.scale, [Entry(cls or None) for cls in weeks]).give or ""
            row.reason = "Xét kết quả cả tháng" if row.cls != row.proposed else ""

    def unit_class(self, unit: int, *, over: bool) -> str:
        level = self.unit_levels.get(unit)
        chance = 0.92 if level == Level.EXCELLENT else 0.6 if level in (Level.GOOD, None) else 0.18
        draw = self.rng.random()
        best, second, third = (one.code for one in self.scale.unit_classes[:3])
        if over:
            return best
        return best if draw < chance else second if draw < chance + 0.35 else third

    def group(
        self, period: Period, sheet: Sheet, members: Sequence[Place], unit_class: str, *, over: bool
    ) -> list[PersonClass]:
        grounds = {one.person: self.ground(period, one) for one in members}
        points = {one.person: self.points(one.person) for one in members}
        exempt = {one.person: ground.exemption for one in members if (ground := grounds[one.person])}
        classed = [p for p in members if p.person not in exempt or exempt[p.person].assessed]
        counted = [p for p in classed if p.person not in exempt or exempt[p.person].counted]
        share = self.scale.quota.share(unit_class, self.scale.classes[0].code) if self.scale.quota else None
        most = limit_of(share, len(counted), "down") if share is not None else len(counted)
        ranked = sorted(counted, key=lambda p: (-points[p.person], p.number))
        best = {p.person for p in ranked[:most] if points[p.person] >= FIRST_CLASS}
        if over and len(counted) >= OVER_FROM:
            # The draft that somebody has yet to bring within its quota; two are equal: people must choose.
            best = {p.person for p in ranked[: most + 1]}
            points |= dict.fromkeys((p.person for p in ranked[most - 1 : most + 1]), 84)
        month = period.kind == PeriodKind.MONTH
        rows = []
        for one in members:
            given = one in classed
            rows.append(
                PersonClass(
                    period=period,
                    sheet=sheet,
                    person_id=one.person,
                    unit_id=one.unit,
                    cls=self.cls(one, best, points[one.person], unit_class) if given else "",
                    exemption=exempt[one.person].code if one.person in exempt else "",
                    points=points[one.person] if given and month else None,
                )
            )
        return rows

    def points(self, person: int) -> int:
        level = self.levels.get(person)
        middle = {Level.EXCELLENT: 93, Level.GOOD: 83, Level.COMPLETED: 72, Level.FAILED: 58}
        return middle.get(Level(level) if level is not None else Level.GOOD, 83) + self.rng.randint(-6, 6)

    def cls(self, place: Place, best: set[int], points: int, unit_class: str) -> str:
        codes = [one.code for one in self.scale.classes]
        rank = 0 if place.person in best else 3 if points < 56 else 2 if points < 68 else 1
        return codes[max(rank, codes.index(unit_class)) if place.leads else rank]  # no head above his unit

    def ground(self, period: Period, place: Place) -> Ground | None:
        absences = self.absences.get(place.person, ())
        if not absences and (place.joined is None or place.joined.year < self.year - 1):
            return None
        return find_exemption(self.scale, period.first, period.last, OnRecord(place.joined, absences))
