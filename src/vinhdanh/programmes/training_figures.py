"""The figures of training: coverage of a plan by unit, results of a class, and what the targets measure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Sum

from vinhdanh.people.models import Unit
from vinhdanh.programmes.models import (
    Attendance,
    Enrolment,
    GrassrootsMember,
    ReportedTraining,
    Session,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.training_coverage import Cover, attended_enough, cover, together, total
from vinhdanh.programmes.training_selectors import Key, count_day, heirs, key_of, required, trained
from vinhdanh.programmes.training_types import ClassState, Mark, TargetGroup


@dataclass(frozen=True, slots=True)
class UnitCover:
    """One unit's line in the coverage of a plan."""

    unit: Unit
    cover: Cover
    reported: bool = False  # from figures, not from names


@dataclass(frozen=True, slots=True)
class PlanCover:
    """How far a plan has come, by unit and as a whole."""

    plan: TrainingPlan
    day: date  # on which the members were counted
    lines: tuple[UnitCover, ...]  # the lowest share first
    whole: Cover
    gone: int  # trained, but not in force on that day: they count nowhere
    unknown: tuple[UnitCover, ...]  # reported without a strength: they count in no share
    classes: int
    learners: int  # lượt: one person in two classes counts twice

    @property
    def strength(self) -> int:
        """Everybody in force; none where nobody knows."""
        return self.whole.in_force or 0

    @property
    def reached(self) -> bool | None:
        return self.whole.reaches(self.plan.target)

    @property
    def behind(self) -> tuple[UnitCover, ...]:
        """Units below the target."""
        return tuple(line for line in self.lines if line.cover.reaches(self.plan.target) is False)

    @property
    def others(self) -> tuple[UnitCover, ...]:
        """Units that have reached it, or all where there is none."""
        return tuple(line for line in self.lines if line.cover.reaches(self.plan.target) is not False)


def coverage(plan: TrainingPlan) -> PlanCover:
    """The coverage of a plan in all its units, whoever asks."""
    members, passed = required(plan), trained(plan)
    reported_rows = list(plan.reported.select_related("unit"))
    lines = _lines(members, passed, reported_rows, heirs(count_day(plan)))
    known = [line for line in lines if line.cover.in_force is not None]
    held = plan.classes.annotate(n=Count("enrolments")).values_list("n", flat=True)
    reported = plan.reported.aggregate(classes=Sum("classes"), trained=Sum("trained"))
    return PlanCover(
        plan=plan,
        day=count_day(plan),
        lines=tuple(sorted(known, key=lambda line: (line.cover.share or Fraction(0), line.unit.path))),
        whole=total(line.cover for line in known),
        gone=len(passed.keys() - members.keys()),
        unknown=tuple(line for line in lines if line.cover.in_force is None),
        classes=len(held) + (reported["classes"] or 0),
        learners=sum(held) + (reported["trained"] or 0),
    )


def _lines(
    members: Mapping[Key, Unit],
    passed: Mapping[Key, bool],
    reported: Collection[ReportedTraining],
    merged: Mapping[int, Unit],
) -> list[UnitCover]:
    """A line a unit: from the names, or from the figures where the unit reported those instead.

    Args:
        merged: key of a unit that is gone → the one that it is part of now. Figures of such a unit stand
            for its part of the line.
    """
    gone = {one.unit_id: _registered_in(one.unit) for one in reported if one.unit_id in merged}
    in_figures = {key for keys in gone.values() for key in keys}
    members = {key: unit for key, unit in members.items() if key not in in_figures}
    by_unit = cover({key: unit.pk for key, unit in members.items()}, passed)
    units = {unit.pk: unit for unit in members.values()}
    lines = {pk: UnitCover(units[pk], one) for pk, one in by_unit.items()}
    for one in reported:
        if one.unit_id in merged:
            strength = one.in_force if one.in_force is not None else len(gone[one.unit_id]) or None
            part, heir = Cover(strength, one.trained, one.first_time), merged[one.unit_id]
            line = lines.get(heir.pk)
            lines[heir.pk] = UnitCover(heir, together(line.cover, part) if line else part, reported=True)
            continue
        below = [line.cover for line in lines.values() if line.unit.path.startswith(one.unit.path)]
        registered = sum(found.in_force or 0 for found in below)
        strength = one.in_force if one.in_force is not None else registered or None
        lines = {pk: line for pk, line in lines.items() if not line.unit.path.startswith(one.unit.path)}
        figures = Cover(strength, one.trained, one.first_time)
        lines[one.unit_id] = UnitCover(one.unit, figures, reported=True)
    return list(lines.values())


def _registered_in(unit: Unit) -> set[Key]:
    """Members whom the register still has in a unit, by its path."""
    rows = GrassrootsMember.objects.filter(unit__path__startswith=unit.path)
    return {Key("m", pk) for pk in rows.values_list("pk", flat=True)}


# ---- one class ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """One learner of a class with what he attended."""

    enrolment: Enrolment
    key: Key
    present: int
    excused: int
    sessions: int
    marked: int
    enough: bool  # attended as many sessions as the plan asks for

    @property
    def passed(self) -> bool | None:
        """Set by ``with_result``."""
        return self.enrolment.passed


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """A class in numbers."""

    called: int
    attended: int  # present at least once
    passed: int
    failed: int
    first_time: int

    @property
    def open(self) -> int:
        """Without a result yet."""
        return self.called - self.passed - self.failed


def learner_lines(
    training_class: TrainingClass, enrolments: Collection[Enrolment], *, upto: date | None = None
) -> list[LearnerLine]:
    """Learners with their attendance.

    Args:
        enrolments: from ``with_result()``.
        upto: count only sessions up to that day.
    """
    sessions = Session.objects.filter(training_class=training_class)
    held = sessions.count() if upto is None else sessions.filter(day__lte=upto).count()
    marks: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Attendance.objects.filter(enrolment__in=[one.pk for one in enrolments])
    for enrolment, mark in rows.values_list("enrolment", "mark"):
        marks[enrolment][mark] += 1
    least = training_class.plan.least_attendance
    return [
        LearnerLine(
            enrolment=one,
            key=key_of(one),
            present=marks[one.pk][Mark.PRESENT],
            excused=marks[one.pk][Mark.EXCUSED],
            sessions=held,
            marked=marks[one.pk].total(),
            enough=attended_enough(marks[one.pk][Mark.PRESENT], held, least),
        )
        for one in enrolments
    ]


def class_figures(lines: Collection[LearnerLine]) -> ClassFigures:
    """A class in numbers, from its lines."""
    return ClassFigures(
        called=len(lines),
        attended=sum(line.present > 0 for line in lines),
        passed=sum(line.passed is True for line in lines),
        failed=sum(line.passed is False for line in lines),
        first_time=sum(line.enrolment.first_time for line in lines),
    )


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class in a list."""

    training_class: TrainingClass
    state: ClassState
    figures: ClassFigures


def class_lines(classes: Collection[TrainingClass], day: date) -> list[ClassLine]:
    """Classes with their numbers, in the order given; ``day`` decides which state each is in."""
    rows = Enrolment.objects.filter(training_class__in=[one.pk for one in classes])
    results: dict[int, Counter[object]] = defaultdict(Counter)
    new: Counter[int] = Counter()
    for row in rows.with_result():
        results[row.training_class_id][row.passed] += 1
        new[row.training_class_id] += row.first_time
    present = rows.filter(marks__mark=Mark.PRESENT).values("pk", "training_class").distinct()
    came = Counter(one["training_class"] for one in present)
    return [
        ClassLine(
            one,
            one.state_on(day),
            ClassFigures(
                called=results[one.pk].total(),
                attended=came[one.pk],
                passed=results[one.pk][True],
                failed=results[one.pk][False],
                first_time=new[one.pk],
            ),
        )
        for one in classes
    ]


@dataclass(frozen=True, slots=True)
class SessionCount:
    """One session: how many are present, excused, absent, of how many."""

    session: Session
    present: int
    excused: int
    absent: int
    called: int

    @property
    def marked(self) -> int:
        return self.present + self.excused + self.absent

    @property
    def unmarked(self) -> int:
        return self.called - self.marked


def session_counts(training_class: TrainingClass) -> list[SessionCount]:
    """The sessions of a class in order, with their attendance."""
    called = training_class.enrolments.count()
    marks: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Attendance.objects.filter(session__training_class=training_class)
    for session, mark, n in rows.values_list("session", "mark").annotate(n=Count("pk")).order_by():
        marks[session][mark] = n
    return [
        SessionCount(
            session=one,
            present=marks[one.pk][Mark.PRESENT],
            excused=marks[one.pk][Mark.EXCUSED],
            absent=marks[one.pk][Mark.ABSENT],
            called=called,
        )
        for one in training_class.sessions.select_related("topic")
    ]


# ---- what the year's targets measure --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measures:
    """Training of a unit in a period, as a target counts it."""

    classes: int  # closed, with a learner of the unit
    learners: int  # lượt called to them
    people: int  # distinct learners
    passed: int  # lượt
    pass_rate: Fraction | None  # of the learners; None where there were none
    cover: Cover  # of the year's plans for the group together


def measures(unit: Unit, first: date, last: date, group: TargetGroup = TargetGroup.GRASSROOTS) -> Measures:
    """Training of a unit with all below it: closed classes that ended within the period.

    Coverage is that of the plans for the group in the year of ``last``, whatever the period; there, figures
    reported without names count for the units of which they were reported.
    """
    rows = list(
        Enrolment.objects.filter(
            training_class__closed__isnull=False,
            training_class__end__range=(first, last),
            training_class__plan__group=group,
            unit__path__startswith=unit.path,
        ).with_result()
    )
    passed = sum(one.passed is True for one in rows)
    members: dict[Key, Unit] = {}
    done: dict[Key, bool] = {}
    reported: list[ReportedTraining] = []
    for plan in TrainingPlan.objects.filter(group=group, year=last.year).select_related("area"):
        members |= required(plan)
        done |= {key: first or done.get(key, False) for key, first in trained(plan).items()}
        reported += plan.reported.select_related("unit")
    covers = [
        line.cover
        for line in _lines(members, done, reported, heirs(last))
        if line.cover.in_force is not None and line.unit.path.startswith(unit.path)
    ]
    return Measures(
        classes=len({one.training_class_id for one in rows}),
        learners=len(rows),
        people=len({key_of(one) for one in rows}),
        passed=passed,
        pass_rate=Fraction(passed, len(rows)) if rows else None,
        cover=total(covers),
    )
