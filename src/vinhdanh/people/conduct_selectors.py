"""Reading the điều lệnh register: cases and measures as pages show them, and what is due when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine import LawBook
from vinhdanh.engine.facts import Level
from vinhdanh.engine.regulations import Regulations, SubjectKind, regulations_on
from vinhdanh.people.conduct_types import RUNNING, ViolationState
from vinhdanh.people.models import ConductMeasure, ConductViolation, Person, Post, Unit, YearRating
from vinhdanh.people.models.conduct import ConductMeasureQuerySet, ConductViolationQuerySet
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.working_days import Due, add_working_days, working_days_until

Actor = Account | Operator
WHAT = {"decide": "Quyết định hoặc đề xuất hình thức xử lý", "report": "Báo cáo kết quả xử lý"}


def violations_visible_to(actor: Actor) -> ConductViolationQuerySet:
    """Breaches of people and units in the actor's sight, his own included."""
    seen = Q(person__in=people_visible_to(actor)) | Q(unit__in=visible_units(actor))
    return ConductViolation.objects.filter(seen).select_related("person", "unit")


def measures_visible_to(actor: Actor) -> ConductMeasureQuerySet:
    """Measures of people and units in the actor's sight, his own included."""
    seen = Q(person__in=people_visible_to(actor)) | Q(unit__in=visible_units(actor))
    return ConductMeasure.objects.filter(seen).select_related("person", "unit", "ending", "discipline")


# ---- rows for a page ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ViolationRow:
    """One breach in words."""

    violation: ConductViolation
    subject: str
    act: str
    clause: str  # «điểm b khoản 2 Điều 9 TT 02/2021/TT-BCA»
    circumstances: tuple[str, ...]
    ground: str
    proposed: str
    summary: str  # of the proposal, with what must be said of the text


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure in words."""

    measure: ConductMeasure
    subject: str
    name: str
    clause: str
    stands: bool
    ended: str  # «Hủy bỏ quyết định ngày 01/02/2026», empty while it stands
    caveat: str


def violation_rows(book: LawBook, violations: Iterable[ConductViolation]) -> list[ViolationRow]:
    """Breaches as a list shows them; a code that the text of the day does not know shows as it is."""
    return [_violation_row(regulations_on(book, v.reported_on), v) for v in violations]


def _violation_row(law: Regulations, v: ConductViolation) -> ViolationRow:
    act = law.acts.get(v.act)
    kind: SubjectKind = "unit" if v.unit else "person"
    proposed = law.measures.get((kind, v.proposed))
    ground = law.grounds.get(v.ground)
    known = law.circumstances
    return ViolationRow(
        violation=v,
        subject=str(v.subject),
        act=act.name if act else v.act,
        clause=act.citation.text if act else "",
        circumstances=tuple(known[c].name if c in known else c for c in v.circumstances),
        ground=ground.name if ground else v.ground,
        proposed=proposed.name if proposed else v.proposed,
        summary=str(v.proposal.get("summary", "")),
    )


def measure_rows(book: LawBook, measures: Iterable[ConductMeasure]) -> list[MeasureRow]:
    """Measures as a list shows them."""
    return [_measure_row(regulations_on(book, m.decided), m) for m in measures]


def _measure_row(law: Regulations, m: ConductMeasure) -> MeasureRow:
    kind = law.measures.get(("unit" if m.unit else "person", m.code))
    ending = getattr(m, "ending", None)
    return MeasureRow(
        measure=m,
        subject=str(m.subject),
        name=kind.name if kind else m.code,
        clause=kind.citation.text if kind else "",
        stands=ending is None,
        ended=f"{ending.get_act_display()} ngày {ending.on:%d/%m/%Y}" if ending else "",
        caveat=kind.caveat if kind else "",
    )


# ---- what is due ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DueCase:
    """One time limit of one case."""

    violation: ConductViolation
    what: str  # decide | report
    label: str
    since: date
    due: Due
    latest: Due | None  # where many circumstances allow a longer time
    days_left: int  # working days after today; negative once it has passed
    citation: str

    @property
    def overdue(self) -> bool:
        return self.days_left < 0


def due_cases(actor: Actor, book: LawBook, today: date) -> list[DueCase]:
    """Cases whose time limits run, the most pressing first.

    Deciding runs from the notice (from the day of resumption after a deferral), reporting from the
    day on which the file was complete. Deferred cases wait.
    """
    rows = violations_visible_to(actor).filter(
        Q(state__in=RUNNING) | Q(state__in=[ViolationState.DECIDED, ViolationState.NOT_HANDLED]),
        result_reported_on__isnull=True,
    )
    found = [case for v in rows for case in _due_of(v, regulations_on(book, v.reported_on), today)]
    return sorted(found, key=lambda c: (c.days_left, c.violation.pk))


def _due_of(v: ConductViolation, law: Regulations, today: date) -> list[DueCase]:
    found = []
    if v.state in (ViolationState.OPEN, ViolationState.PROPOSED):
        found.append(_due(v, law, "decide", max(v.reported_on, v.resumed_on or v.reported_on), today))
    if v.file_complete_on is not None:
        found.append(_due(v, law, "report", max(v.file_complete_on, v.resumed_on or v.reported_on), today))
    return [case for case in found if case is not None]


def _due(v: ConductViolation, law: Regulations, what: str, since: date, today: date) -> DueCase | None:
    limit = law.time_limit(what)
    if limit is None:
        return None
    due = add_working_days(since, limit.working_days)
    longest = limit.max_working_days
    return DueCase(
        violation=v,
        what=what,
        label=WHAT[what],
        since=since,
        due=due,
        latest=add_working_days(since, longest) if longest else None,
        days_left=working_days_until(today, due.day),
        citation=limit.citation.text,
    )


def deferrals_over(actor: Actor, today: date) -> QuerySet[ConductViolation]:
    """Deferred cases whose ground has ended: the day named, the hold, or the leave is over."""
    ended = (
        Q(deferred_until__lt=today)
        | Q(deferred_by__closed__lt=today)
        | Q(deferred_until__isnull=True, deferred_by__isnull=True)
    )
    rows = violations_visible_to(actor).filter(ended, state=ViolationState.DEFERRED)
    return rows.order_by("deferred_until", "pk")


# ---- units and those who lead them ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Occasions:
    """Breaches of a unit's people in one year: lượt, not people."""

    unit: Unit
    year: int
    number: int
    people: int
    headcount: int  # people in the unit at the end of the year, to compare with the establishment


def occasions_of(unit: Unit, year: int) -> Occasions:
    """How often the people of a unit (whole subtree) broke the regulations in a year.

    A person counts where he served on the day of the breach; several acts of one check are one
    occasion (a reading).
    """
    rows = (
        ConductViolation.objects.counted()
        .of_year(year)
        .filter(person__isnull=False)
        .values_list("person", "on", "inspection")
    )
    served = _served(unit, {person for person, _, _ in rows})
    there = {
        (person, inspection or on.isoformat())
        for person, on, inspection in rows
        if any(start <= on and (end is None or end >= on) for start, end in served.get(person, ()))
    }
    last = date(year, 12, 31)
    headcount = Post.objects.standing(last).filter(unit__path__startswith=unit.path)
    headcount = headcount.filter(Q(end__isnull=True) | Q(end__gte=last))
    return Occasions(unit, year, len(there), len({p for p, _ in there}), headcount.count())


def _served(unit: Unit, persons: Iterable[int | None]) -> dict[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = {}
    posts = Post.objects.filter(person__in=list(persons), main=True, unit__path__startswith=unit.path)
    for person, start, end in posts.values_list("person", "start", "end"):
        found.setdefault(person, []).append((start, end))
    return found


def leaders_for(measure: ConductMeasure) -> Sequence[Person]:
    """Who may answer for a measure: those who led the nearest unit that had somebody leading it.

    For an officer his own unit on the day of the decision, for a unit itself; people choose the head
    and the commander in charge among them.
    """
    day = measure.decided
    unit = measure.unit
    if unit is None:
        post = Post.objects.standing(day).filter(person=measure.person).select_related("unit").first()
        unit = post.unit if post else None
    while unit is not None:
        posts = Post.objects.on(day).filter(unit=unit, leads=True).exclude(person=measure.person)
        found = [post.person for post in posts.select_related("person").order_by("-main", "start")]
        if found:
            return found
        unit = unit.parent
    return []


# ---- what else a measure asks for -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something that a measure asks for and the records do not show yet."""

    measure: ConductMeasure
    text: str


def follow_ups(actor: Actor, book: LawBook, year: int) -> list[FollowUp]:
    """Measures of a year that need another act: the year's level, the leaders' responsibility."""
    measures = list(measures_visible_to(actor).standing().filter(year=year).order_by("pk"))
    failed = set(
        YearRating.objects.filter(year=year, level=Level.FAILED).values_list("person", "unit").iterator()
    )
    answered = set(
        ConductMeasure.objects.standing().filter(because_of__in=measures).values_list("because_of", flat=True)
    )
    found = []
    for m in measures:
        law = regulations_on(book, m.decided)
        subject: SubjectKind = "unit" if m.unit_id else "person"
        kind = law.measures.get((subject, m.code))
        if kind and kind.effect == "rated_failed" and (m.person_id, m.unit_id) not in failed:
            found.append(FollowUp(m, f"Chưa ghi xếp loại không hoàn thành nhiệm vụ năm {year}"))
        linked = any(
            b.data["subject"] == subject and m.code in b.data["trigger"] for b in law.blocks("linked")
        )
        if linked and m.because_of_id is None and m.pk not in answered:
            found.append(FollowUp(m, "Chưa xem xét trách nhiệm liên đới của người đứng đầu"))
    return found


def soon(cases: Iterable[DueCase], today: date, days: int) -> list[DueCase]:
    """Cases due within so many calendar days, the overdue ones included."""
    limit = today + timedelta(days=days)
    return [case for case in cases if case.due.day <= limit]
