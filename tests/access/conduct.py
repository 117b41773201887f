"""The services of the điều lệnh register for the table of permissions: all of it lies in PX01."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from vinhdanh.access.types import Action, Operator
from vinhdanh.people import services as people
from vinhdanh.people.lawbook import law
from vinhdanh.people.services.conduct import TrainingEntry

OPERATOR = Operator()
DAY = date(2025, 3, 1)
E, C = Action.EDIT, Action.CONCLUDE


def conduct_of(world: Any) -> None:
    """Breaches that are open, deferred and dealt with twice, a measure, and a course."""
    world.breach, world.deferred, world.done, again = (
        people.record_violation(
            actor=OPERATOR, subject=world.an, act="9-2-b.2", on=day, reported_on=day, book=law()
        )
        for day in (DAY, DAY - timedelta(days=1), DAY - timedelta(days=2), DAY - timedelta(days=3))
    )
    people.defer_violation(actor=OPERATOR, violation=world.deferred, ground="thai_san", proof="X", book=law())
    world.measure = people.decide_measure(
        actor=OPERATOR,
        subject=world.an,
        code="khong_xet",
        year=2025,
        decided=DAY,
        by="X",
        violations=[world.done, again],
        book=law(),
    )
    world.course = people.record_training(
        actor=OPERATOR, unit=world.px01, on=DAY - timedelta(days=9), basis="X", sessions=4, book=law()
    )
    line = {"102": TrainingEntry("officer", attended=1)}
    people.record_results(actor=OPERATOR, course=world.course, entries=line, book=law())


BOOK: dict[str, Any] = {"book": law()}
MEASURE = {"code": "phe_binh", "year": 2025, "decided": DAY, "by": "X"}
ENDED = {"on": DAY, "by": "X", "ground": "X"}
CONDUCT_ACTS: dict[str, tuple[Action, Callable[[Any, Any], object]]] = {
    "record_violation": (
        E,
        lambda a, w: people.record_violation(
            actor=a, subject=w.an, act="9-2-b.2", on=DAY, reported_on=DAY, **BOOK
        ),
    ),
    "change_violation": (
        E,
        lambda a, w: people.change_violation(actor=a, violation=w.breach, why="X", what="Y", **BOOK),
    ),
    "complete_file": (E, lambda a, w: people.complete_file(actor=a, violation=w.breach, on=DAY)),
    "report_result": (E, lambda a, w: people.report_result(actor=a, violation=w.done, on=DAY)),
    "defer_violation": (
        E,
        lambda a, w: people.defer_violation(
            actor=a, violation=w.breach, ground="thai_san", proof="X", **BOOK
        ),
    ),
    "resume_violation": (
        E,
        lambda a, w: people.resume_violation(actor=a, violation=w.deferred, on=DAY, why="X"),
    ),
    "withdraw_violation": (E, lambda a, w: people.withdraw_violation(actor=a, violation=w.breach, why="X")),
    "excuse_violation": (
        C,
        lambda a, w: people.excuse_violation(
            actor=a, violation=w.breach, ground="bat_kha_khang", proof="X", **BOOK
        ),
    ),
    "propose_measure": (
        E,
        lambda a, w: people.propose_measure(actor=a, violations=[w.breach], on=DAY, **BOOK),
    ),
    "propose_unit_measure": (
        E,
        lambda a, w: people.propose_unit_measure(
            actor=a, unit=w.px01, year=2025, occasions=1, strength=9, on=DAY, **BOOK
        ),
    ),
    "propose_leader_measure": (
        E,
        lambda a, w: people.propose_leader_measure(
            actor=a, because_of=w.measure, leader=w.head, on=DAY, **BOOK
        ),
    ),
    "decide_measure": (C, lambda a, w: people.decide_measure(actor=a, subject=w.an, **MEASURE, **BOOK)),
    "lift_measure": (C, lambda a, w: people.lift_measure(actor=a, measure=w.measure, **ENDED, **BOOK)),
    "annul_measure": (C, lambda a, w: people.annul_measure(actor=a, measure=w.measure, **ENDED, **BOOK)),
    "exempt_leader": (
        C,
        lambda a, w: people.exempt_leader(
            actor=a,
            because_of=w.measure,
            leader=w.head,
            on=DAY,
            met=["warned_on_record", "reported_up"],
            basis="X",
            **BOOK,
        ),
    ),
    "record_establishment": (
        E,
        lambda a, w: people.record_establishment(actor=a, unit=w.px01, year=2025, number=9, basis="X"),
    ),
    "record_training": (
        E,
        lambda a, w: people.record_training(actor=a, unit=w.px01, on=DAY, basis="X", sessions=4, **BOOK),
    ),
    "withdraw_training": (E, lambda a, w: people.withdraw_training(actor=a, course=w.course, why="X")),
    "withdraw_result": (
        E,
        lambda a, w: people.withdraw_result(actor=a, course=w.course, person=w.an, why="X"),
    ),
    "record_results": (
        E,
        lambda a, w: people.record_results(
            actor=a, course=w.course, entries={"102": TrainingEntry("officer", attended=1)}, **BOOK
        ),
    ),
}
