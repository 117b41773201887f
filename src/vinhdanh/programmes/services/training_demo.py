"""Training over the sample data: the year done whole, and the next one begun.

The registers of the communes are drawn, too: their names are put together from the sample's own people, so
nobody in them exists. The same data, seed and day give the same classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit
from vinhdanh.programmes.models import (
    Attendance,
    Enrolment,
    GrassrootsMember,
    Session,
    TrainingCertificate,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.services.training_classes import TeacherLine, add_class
from vinhdanh.programmes.services.training_demo_closing import close_demo_plans
from vinhdanh.programmes.services.training_demo_words import (
    BANDS,
    EXCUSES,
    GRASSROOTS_TOPICS,
    HEADS_TOPICS,
    SCORES,
    STAFF_TOPICS,
)
from vinhdanh.programmes.services.training_plans import add_plan
from vinhdanh.programmes.training_coverage import attended_enough, band_of
from vinhdanh.programmes.training_selectors import Key, communes, required, trained, trained_before
from vinhdanh.programmes.training_types import CourseKind, Mark, MarkedBy, MemberRole, TargetGroup

TEAMS = (3, 6)  # of a commune
CLUSTER = 6  # communes whose members learn together
SEASON = (3, 2)  # month and day on which the running year's first class begins
AHEAD = 5  # of the running year's classes, so many are not closed yet, or half of a few
BATCH = 4000


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was put into the database."""

    members: int
    classes: int
    learners: int


def install_demo_training(
    year: int, *, today: date | None = None, first_unit: str = "PX01", seed: int = 2025
) -> Drawn:
    """Registers of every commune, the year's plans done, next year's as far as ``today``.

    Args:
        today: the day on which next year's classes run; by default today, as near as that year allows.
        first_unit: code of the unit that organises.

    Raises:
        ValidationError: plans are on record already, or there is no such unit or no commune.
    """
    if TrainingPlan.objects.exists() or GrassrootsMember.objects.exists():
        raise ValidationError("Đã có kế hoạch tập huấn: dữ liệu mẫu chỉ nạp vào chỗ trống.")
    organiser = Unit.objects.filter(code=first_unit).first()
    stations = list(communes())
    if organiser is None or not stations:
        raise ValidationError("Chưa có đơn vị tổ chức hoặc Công an cấp xã: nạp dữ liệu mẫu trước.")
    with transaction.atomic():
        drawn = _Training(organiser, stations, year, today or timezone.localdate(), Random(seed)).write()
        record(
            actor=Operator(),
            verb="training.sample_recorded",
            subject=f"{organiser}, năm {year} và {year + 1}",
            ref=f"unit:{organiser.code}",
            data={"members": drawn.members, "classes": drawn.classes, "learners": drawn.learners},
        )
    return drawn


class _Training:
    def __init__(
        self, organiser: Unit, stations: Sequence[Unit], year: int, today: date, rng: Random
    ) -> None:
        self.organiser, self.stations, self.year, self.rng = organiser, stations, year, rng
        self.today = today
        self.day = min(max(today, date(year + 1, 1, 12)), date(year + 1, 12, 10))
        self.numbers: dict[int, int] = {}  # year → the last certificate
        self.classes = self.learners = 0
        # How willing a commune is: most send nearly everybody, a few half.
        self.zeal = {
            unit.pk: 0.985 if rng.random() < 0.88 else 0.6 + 0.25 * rng.random() for unit in stations
        }

    def write(self) -> Drawn:
        members = self.register()
        self.grassroots(self.year)
        self.heads(self.year)
        close_demo_plans(self.organiser, self.year)
        self.grassroots(self.year + 1)
        self.staff()
        self.heads(self.year + 1)
        return Drawn(members, self.classes, self.learners)

    # ---- the registers ----------------------------------------------------------------------------

    def register(self) -> int:
        people = [name.split() for name in Person.objects.order_by("number").values_list("name", flat=True)]
        rows = []
        for unit in self.stations:
            ward = "phường" in unit.name
            for team in range(1, self.rng.randint(*TEAMS) + 1):
                place = f"tổ dân phố {team}" if ward else f"thôn {team}"
                roles = [MemberRole.HEAD, MemberRole.DEPUTY] + [MemberRole.MEMBER] * self.rng.randint(1, 3)
                rows += [self.member(unit, f"Tổ bảo vệ ANTT {place}", role, people) for role in roles]
        GrassrootsMember.objects.bulk_create(rows, batch_size=BATCH)
        return len(rows)

    def member(
        self, unit: Unit, team: str, role: MemberRole, people: Sequence[Sequence[str]]
    ) -> GrassrootsMember:
        head, tail = self.rng.choice(people), self.rng.choice(people)
        name = " ".join([head[0], *tail[1:]])
        start = date(2024, 7, 1)  # the day on which the force was set up
        if self.rng.random() < 0.12:
            start += timedelta(days=self.rng.randrange(30, 640))
        left = start.year < self.year and self.rng.random() < 0.04
        return GrassrootsMember(
            unit=unit,
            team=team,
            name=name,
            folded=fold(name),
            born=self.rng.randint(self.year - 62, self.year - 20),
            role=role,
            start=start,
            end=date(self.year, 1, 31) + timedelta(days=self.rng.randrange(200)) if left else None,
            trained_before=2024 if start.year == 2024 and self.rng.random() < 0.4 else None,
        )

    # ---- plans ------------------------------------------------------------------------------------

    def grassroots(self, year: int) -> None:
        """A class for every cluster of communes; the later year's as far as the day."""
        done = year == self.year
        plan = add_plan(
            actor=Operator(),
            organiser=self.organiser,
            year=year,
            name=f"Bồi dưỡng lực lượng tham gia bảo vệ ANTT ở cơ sở năm {year}",
            group=TargetGroup.GRASSROOTS,
            basis=f"Kế hoạch số {'48' if done else '07'}/KH-{self.organiser.code}",
            counted_on=date(year, 9, 30),
            bands=BANDS,
            target=90 if done else 95,
            least_attendance=80,
            needs_essay=True,
            funding="Ngân sách tỉnh",
            amount=1_840_000_000 if done else 2_100_000_000,
        )
        clusters = [self.stations[at : at + CLUSTER] for at in range(0, len(self.stations), CLUSTER)]
        members = required(plan)
        behind = 0 if done else self.behind(len(clusters))
        made = []
        for at, cluster in enumerate(clusters):
            start = (
                date(year, 9, 8) + timedelta(days=7 * (at // 2)) if done else self.start(at - behind, behind)
            )
            if start.year > year:
                break
            found = self.open(plan, at, cluster, start, GRASSROOTS_TOPICS)
            ahead = at - behind  # 0 is just over, 1 runs, 2 is called up
            if done or ahead < 3:
                codes = {unit.pk for unit in cluster}
                own = {key: unit for key, unit in members.items() if unit.pk in codes}
                self.run(found, own, until=self.day if done or ahead < 2 else None)
            if not done and ahead < 0:
                self.close(found)
            made.append(found)
        if done:
            for found in made:
                self.close(found)
            self.make_up(plan, members)

    def behind(self, classes: int) -> int:
        """How many of the running year's classes were closed before the one just over: one a week at most."""
        weeks = (self.day - date(self.day.year, *SEASON)).days // 7
        return max(min(weeks - 2, classes - min(AHEAD, classes // 2)), 0)

    def start(self, ahead: int, behind: int) -> date:
        """The first day of a running year's class, counted from the one just over."""
        if ahead >= 0:
            return self.day + timedelta(days=(-8, -1)[ahead] if ahead < 2 else 7 * (ahead - 1))
        season = date(self.day.year, *SEASON)
        return season + (self.day - timedelta(days=8) - season) * (ahead + behind) // behind

    def make_up(self, plan: TrainingPlan, members: dict[Key, Unit]) -> None:
        """One class in November for those who missed or failed theirs; not all of them come."""
        done = trained(plan)
        missed = {
            (Key("m", one.member_id)): one.unit
            for one in Enrolment.objects.filter(training_class__plan=plan).select_related("unit")
            if one.member_id is not None and Key("m", one.member_id) not in done
        }
        chosen = {key: unit for key, unit in missed.items() if key in members and self.rng.random() < 0.7}
        if not chosen:
            return
        found = self.open(plan, 90, (), date(plan.year, 11, 18), GRASSROOTS_TOPICS, kind=CourseKind.MAKE_UP)
        self.run(found, chosen, everybody=True, until=self.day)
        self.close(found)

    def heads(self, year: int) -> None:
        """Two classes in May for the chiefs of the stations and their deputies, unless the day is before."""
        if date(year, 6, 1) > self.day:
            return
        plan = add_plan(
            actor=Operator(),
            organiser=self.organiser,
            year=year,
            name=f"Bồi dưỡng nghiệp vụ cho Trưởng, Phó Trưởng Công an cấp xã năm {year}",
            group=TargetGroup.COMMUNE_HEADS,
            basis=f"Kế hoạch số 21/KH-{self.organiser.code}",
            counted_on=date(year, 6, 30),
            bands=BANDS,
            target=100,
            least_attendance=80,
            funding="Kinh phí đào tạo của Công an tỉnh",
            amount=412_000_000,
        )
        members = list(required(plan).items())
        half = -(-len(members) // 2)
        for at, part in enumerate((members[:half], members[half:])):
            start = date(year, 5, 12) + timedelta(days=14 * at)
            found = self.open(plan, at, (), start, HEADS_TOPICS, days=5)
            self.run(found, dict(part), everybody=True, until=self.day)
            self.close(found)

    def staff(self) -> None:
        """The organiser's own refresher, with a session today: the demo's officer may mark himself."""
        plan = add_plan(
            actor=Operator(),
            organiser=self.organiser,
            area=self.organiser,
            year=self.today.year,
            name=f"Cập nhật nghiệp vụ công tác tổ chức cán bộ năm {self.today.year}",
            group=TargetGroup.STAFF,
            basis=f"Kế hoạch số 11/KH-{self.organiser.code}",
            counted_on=date(self.today.year, 6, 30),
            bands=BANDS,
            target=100,
        )
        found = self.open(plan, 0, (), self.today, STAFF_TOPICS, days=1, kind=CourseKind.SPECIALTY)
        self.run(found, required(plan), everybody=True)

    # ---- classes ----------------------------------------------------------------------------------

    def open(
        self,
        plan: TrainingPlan,
        at: int,
        cluster: Sequence[Unit],
        start: date,
        topics: Sequence[tuple[str, Decimal]],
        *,
        days: int = 3,
        kind: CourseKind = CourseKind.REFRESHER,
    ) -> TrainingClass:
        where = cluster[0].name.removeprefix("Công an ") if cluster else ""
        name = (
            f"Bồi dưỡng lực lượng cơ sở cụm {where}"
            if cluster
            else "Học bù lực lượng cơ sở"
            if kind == CourseKind.MAKE_UP
            else f"{plan.get_group_display()}, lớp {at + 1}"
        )
        accounts = Account.objects.filter(username__in=("tonghop", "thuongtruc"), is_demo=True)
        teachers = [TeacherLine(one.full_name, self.organiser.name, one) for one in accounts]
        self.classes += 1
        return add_class(
            actor=Operator(),
            plan=plan,
            code=f"B{plan.year % 100}-{at + 1:02}" if plan.of_members else f"N{plan.year % 100}-{at + 1:02}",
            name=name,
            kind=kind,
            venue=f"Hội trường {where}" if cluster else "Trung tâm huấn luyện Công an tỉnh",
            cluster=f"Cụm {at + 1}" if cluster else "",
            start=start,
            end=start + timedelta(days=days - 1),
            units=cluster,
            topics=topics,
            teachers=teachers,
        )

    def run(
        self,
        found: TrainingClass,
        members: dict[Key, Unit],
        *,
        everybody: bool = False,
        until: date | None = None,
    ) -> None:
        """Call members to a class; draw its sessions before ``until``, and results when all are held."""
        keys = [
            key for key, unit in members.items() if everybody or self.rng.random() < self.zeal.get(unit.pk, 1)
        ]
        before = trained_before(keys, found.plan.group, found.start)
        rows = [
            Enrolment(
                training_class=found,
                person_id=key.pk if key.kind == "p" else None,
                member_id=key.pk if key.kind == "m" else None,
                unit=members[key],
                first_time=key not in before,
                called=found.start - timedelta(days=10),
            )
            for key in keys
        ]
        everything = list(found.sessions.all())
        held = [one for one in everything if until is not None and one.day < until]
        faithful = [0.0 if self.rng.random() < 0.02 else 0.975 for _ in rows]
        came = [[self.rng.random() < chance for _ in held] for chance in faithful]
        if held and len(held) == len(everything):
            self.grade(found, rows, [sum(one) for one in came], len(held))
        self.learners += len(rows)
        Enrolment.objects.bulk_create(rows, batch_size=BATCH)
        teacher = found.teachers.first()
        by = teacher.name if teacher else Operator().full_name
        at = [self.moment(session) for session in held]
        marks = [
            self.mark(row, session, present, moment, by)
            for row, presences in zip(rows, came, strict=True)
            for session, present, moment in zip(held, presences, at, strict=True)
        ]
        Attendance.objects.bulk_create(marks, batch_size=BATCH)

    def mark(self, row: Enrolment, session: Session, present: bool, at: datetime, by: str) -> Attendance:
        excused = not present and self.rng.random() < 0.7
        return Attendance(
            session=session,
            enrolment=row,
            mark=Mark.PRESENT if present else Mark.EXCUSED if excused else Mark.ABSENT,
            ground=self.rng.choice(EXCUSES) if excused else "",
            how=MarkedBy.HAND,
            at=at,
            by_name=by,
        )

    def moment(self, session: Session) -> datetime:
        clock = time(7 if session.part == "1" else 13, self.rng.randrange(30, 59))
        return datetime.combine(session.day, clock, tzinfo=timezone.get_current_timezone())

    def grade(
        self, found: TrainingClass, rows: Sequence[Enrolment], present: Sequence[int], sessions: int
    ) -> None:
        bands = list(found.plan.bands.all())
        for row, came in zip(rows, present, strict=True):
            if not came:
                continue
            enough = attended_enough(came, sessions, found.plan.least_attendance)
            row.essay = enough
            row.score = Decimal(self.rng.choice(SCORES)) / 2 if enough else None
            row.band = band_of(row.score, bands) if enough else bands[-1]

    def close(self, found: TrainingClass) -> None:
        """Freeze the class three days after it ended, and number its certificates."""
        day = found.end + timedelta(days=3)
        at = datetime.combine(day, time(16, 0), tzinfo=timezone.get_current_timezone())
        by = Account.objects.filter(username="thuongtruc", is_demo=True).first()
        found.closed, found.closed_by = at, by.full_name if by else Operator().full_name
        found.save(update_fields=["closed", "closed_by"])
        last = self.numbers.get(day.year, 0)
        passed = list(found.enrolments.that_passed().order_by("unit__path", "pk"))
        TrainingCertificate.objects.bulk_create(
            (
                TrainingCertificate(
                    enrolment=one,
                    issuer=self.organiser,
                    year=day.year,
                    number=number,
                    issued=day,
                    by_name=found.closed_by,
                )
                for number, one in enumerate(passed, last + 1)
            ),
            batch_size=BATCH,
        )
        self.numbers[day.year] = last + len(passed)
