"""The register of điều lệnh as a list: filtered, with its time limits and measures, and one case's past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.engine import LawBook
from vinhdanh.people.conduct_selectors import (
    DueCase,
    MeasureRow,
    ViolationRow,
    deferrals_over,
    due_cases,
    due_of,
    measure_rows,
    violation_rows,
    violations_visible_to,
)
from vinhdanh.people.conduct_types import RUNNING, ViolationState
from vinhdanh.people.folding import fold
from vinhdanh.people.models import ConductMeasure, ConductViolation, Person, Unit
from vinhdanh.people.models.conduct import ConductViolationQuerySet
from vinhdanh.people.selectors import current_posts, history_visible_to, visible_units

Actor = Account | Operator
SOON = 5  # working days

DUE_FILTERS = {
    "qua-han": "Quá hạn",
    "sap-han": "Còn không quá 5 ngày làm việc",
    "het-hoan": "Hết lý do chưa xử lý",
}


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """What a list shows. Everything empty: everything."""

    year: int | None = None
    text: str = ""
    unit: str = ""
    state: str = ""
    measure: str = ""  # proposed or decided
    due: str = ""  # a key of ``DUE_FILTERS``

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.unit or self.state or self.measure or self.due)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One breach of the list."""

    row: ViolationRow
    key: str  # số hiệu, or the unit's code
    where: str  # where the person serves
    due: DueCase | None  # the most pressing time limit
    measure: MeasureRow | None  # that stands

    @property
    def violation(self) -> ConductViolation:
        return self.row.violation


def register(actor: Actor, book: LawBook, query: RegisterQuery, today: date) -> ConductViolationQuerySet:
    """Breaches in sight that match, the newest first."""
    found = violations_visible_to(actor).order_by("-on", "-pk")
    if query.year is not None:
        found = found.of_year(query.year)
    for word in fold(query.text).split():
        found = found.filter(
            Q(person__folded__contains=word)
            | Q(person__number__icontains=word)
            | Q(unit__folded__contains=word)
            | Q(unit__code__icontains=word)
        )
    if query.unit:
        unit = visible_units(actor).filter(code=query.unit).first()
        if unit is None:
            return found.none()
        found = found.filter(_within(unit, today))
    if query.state:
        found = found.filter(state=query.state)
    if query.measure:
        decided = ConductMeasure.objects.standing().filter(code=query.measure).values("violations")
        found = found.filter(Q(state__in=RUNNING, proposed=query.measure) | Q(pk__in=decided))
    if query.due:
        found = found.filter(pk__in=_due_keys(actor, book, query.due, today))
    return found


def _within(unit: Unit, today: date) -> Q:
    below = Unit.objects.filter(path__startswith=unit.path)
    return Q(unit__in=below) | Q(person__in=Person.objects.in_units(below, today))


def _due_keys(actor: Actor, book: LawBook, which: str, today: date) -> set[int]:
    if which == "het-hoan":
        return set(deferrals_over(actor, today).values_list("pk", flat=True))
    cases = due_cases(actor, book, today)
    if which == "qua-han":
        return {case.violation.pk for case in cases if case.overdue}
    return {case.violation.pk for case in cases if 0 <= case.days_left <= SOON}


def register_rows(book: LawBook, violations: Sequence[ConductViolation], today: date) -> list[RegisterRow]:
    """The rows of a page."""
    posts = current_posts([v.person for v in violations if v.person is not None])
    due: dict[int, DueCase] = {}
    for case in due_of(book, violations, today):
        due.setdefault(case.violation.pk, case)
    measures = standing_for(book, violations)
    found = []
    for row in violation_rows(book, violations):
        v = row.violation
        post = posts.get(v.person_id or 0)
        found.append(
            RegisterRow(
                row,
                v.person.number if v.person else v.unit.code if v.unit else "",
                post.unit.name if post else "",
                due.get(v.pk),
                next(iter(measures.get(v.pk, ())), None),
            )
        )
    return found


def standing_for(book: LawBook, violations: Iterable[ConductViolation]) -> dict[int, list[MeasureRow]]:
    """Breach's key -> the measures that answer it and stand."""
    links = ConductMeasure.violations.through.objects.filter(
        violation__in=list(violations), measure__ending__isnull=True
    ).select_related("measure__person", "measure__unit")
    found: dict[int, list[MeasureRow]] = defaultdict(list)
    for link in links:
        found[link.violation_id] += measure_rows(book, [link.measure])
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands at the head of the register."""

    waiting: int
    deferred: int
    decided: int
    overdue: int
    soon: int
    over: int  # deferred, and the ground has ended


def tally(actor: Actor, book: LawBook, year: int | None, today: date) -> Tally:
    """How many cases wait, rest and are done in a year, and how many time limits have passed at all."""
    cases = violations_visible_to(actor)
    if year is not None:
        cases = cases.of_year(year)
    due = due_cases(actor, book, today)
    return Tally(
        waiting=cases.filter(state__in=RUNNING).count(),
        deferred=cases.filter(state=ViolationState.DEFERRED).count(),
        decided=cases.filter(state=ViolationState.DECIDED).count(),
        overdue=len({case.violation.pk for case in due if case.overdue}),
        soon=len({case.violation.pk for case in due if 0 <= case.days_left <= SOON}),
        over=deferrals_over(actor, today).count(),
    )


def years_on_record(actor: Actor, today: date) -> list[int]:
    """Years with breaches in sight, and the running one; the newest first."""
    known = violations_visible_to(actor).order_by().values_list("on__year", flat=True).distinct()
    return sorted({*known, today.year}, reverse=True)


# ---- one case -------------------------------------------------------------------------------------


def together_with(violation: ConductViolation) -> list[ConductViolation]:
    """The running acts of the same subject at the same moment: they are handled together."""
    mine = ConductViolation.objects.filter(
        person=violation.person, unit=violation.unit, state__in=RUNNING
    ).order_by("pk")
    same = (
        mine.filter(inspection=violation.inspection)
        if violation.inspection
        else mine.filter(inspection="", on=violation.on)
    )
    return list(same.select_related("person", "unit"))


def timeline_of(actor: Actor, violation: ConductViolation) -> list[JournalEntry]:
    """What was done in one case, the oldest first."""
    return [
        entry
        for entry in reversed(history_visible_to(actor, violation.subject))
        if violation.pk in entry.details.get("violations", ())
        or any(c.model == "people.conductviolation" and c.key == violation.pk for c in entry.changes)
    ]
