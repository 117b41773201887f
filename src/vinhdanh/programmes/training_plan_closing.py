"""The coverage that a plan was closed with, and how the records differ from it since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from vinhdanh.people.models import Unit
from vinhdanh.programmes.models import PlanClosing, TrainingPlan
from vinhdanh.programmes.training_coverage import Cover
from vinhdanh.programmes.training_figures import PlanCover, UnitCover, coverage
from vinhdanh.programmes.training_selectors import required, trained


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit whose figures are others now than when the plan was closed."""

    unit: Unit
    closed: Cover | None  # None: it had no line then
    now: Cover | None  # None: it has none any more


@dataclass(frozen=True, slots=True)
class SinceClosing:
    """What has changed in the records since a plan was closed."""

    closing: PlanClosing
    now: Cover
    units: tuple[UnitChange, ...]
    same_list: bool  # the same people with the same results


def last_closing(plan: TrainingPlan) -> PlanClosing | None:
    """How the plan was closed; None while it runs."""
    return plan.closings.last() if plan.closed else None


def list_fingerprint(plan: TrainingPlan) -> str:
    """What stands for the plan's list: everybody in force on its day with his unit, and who has passed."""
    passed = trained(plan)
    members = required(plan)
    people = [
        f"{key}|{members[key].code if key in members else ''}|{passed.get(key, '')}"
        for key in members.keys() | passed.keys()
    ]
    figures = [
        f"{one.unit.code}|{one.in_force}|{one.trained}|{one.first_time}"
        for one in plan.reported.select_related("unit")
    ]
    return sha256("\n".join([*sorted(people), "", *sorted(figures)]).encode()).hexdigest()


def stored_lines(lines: Iterable[UnitCover]) -> list[list[int | bool | None]]:
    """The lines of a coverage as a closing keeps them."""
    return [
        [line.unit.pk, line.cover.in_force, line.cover.trained, line.cover.first_time, line.reported]
        for line in lines
    ]


def cover_closed_with(closing: PlanClosing) -> PlanCover:
    """The coverage as it was counted when the plan was closed."""
    units = Unit.every.in_bulk([row[0] for row in closing.lines])
    lines = [UnitCover(units[pk], Cover(*figures), reported) for pk, *figures, reported in closing.lines]
    known = [line for line in lines if line.cover.in_force is not None]
    return PlanCover(
        plan=closing.plan,
        day=closing.day,
        lines=tuple(sorted(known, key=lambda line: (line.cover.share or Fraction(0), line.unit.path))),
        whole=Cover(closing.in_force, closing.trained, closing.first_time),
        gone=0,
        unknown=tuple(line for line in lines if line.cover.in_force is None),
        classes=closing.classes,
        learners=closing.learners,
    )


def coverage_told(plan: TrainingPlan) -> PlanCover:
    """The coverage that holds: what the plan was closed with, or what the records say while it runs."""
    closing = last_closing(plan)
    return cover_closed_with(closing) if closing else coverage(plan)


def since_closing(closing: PlanClosing, now: PlanCover) -> SinceClosing:
    """The records of today beside what a plan was closed with."""
    before = cover_closed_with(closing)
    then = {line.unit: line.cover for line in (*before.lines, *before.unknown)}
    today = {line.unit: line.cover for line in (*now.lines, *now.unknown)}
    changed = [
        UnitChange(unit, then.get(unit), today.get(unit))
        for unit in sorted(then.keys() | today.keys(), key=lambda unit: unit.path)
        if then.get(unit) != today.get(unit)
    ]
    same = closing.fingerprint == list_fingerprint(closing.plan)
    return SinceClosing(closing, now.whole, tuple(changed), same)
