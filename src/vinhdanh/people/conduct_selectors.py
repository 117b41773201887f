"""Reading the điều lệnh register: cases and measures as pages show them, and what is due when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine import LawBook
from vinhdanh.engine.facts import Level
from vinhdanh.engine.regulations import Regulations, SubjectKind, regulations_on
from vinhdanh.people.conduct_types import RUNNING, ViolationState
from vinhdanh.people.models import ConductMeasure, ConductViolation, LeaderExemption, YearRating
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


def violations_of(number: str) -> ConductViolationQuerySet:
    """One person's breaches, the newest first, for a page that has asked who may see him."""
    return ConductViolation.objects.filter(person__number=number).select_related("person", "unit")


def measures_of(number: str) -> ConductMeasureQuerySet:
    """One person's measures, the newest first, those that fell as well."""
    rows = ConductMeasure.objects.filter(person__number=number)
    return rows.select_related("person", "unit", "ending", "discipline")


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

    @property
    def words(self) -> str:
        """«Quá hạn 3 ngày làm việc», «còn 5 ngày làm việc», «hết hạn hôm nay»."""
        if self.overdue:
            return f"quá hạn {-self.days_left} ngày làm việc"
        return f"còn {self.days_left} ngày làm việc" if self.days_left else "hết hạn hôm nay"


def due_cases(actor: Actor, book: LawBook, today: date) -> list[DueCase]:
    """Cases whose time limits run, the most pressing first.

    Deciding runs from the notice (from the day of resumption after a deferral), reporting from the
    day on which the file was complete. Deferred cases wait.
    """
    rows = violations_visible_to(actor).filter(
        Q(state__in=RUNNING) | Q(state__in=[ViolationState.DECIDED, ViolationState.NOT_HANDLED]),
        result_reported_on__isnull=True,
    )
    return due_of(book, rows, today)


def due_of(book: LawBook, violations: Iterable[ConductViolation], today: date) -> list[DueCase]:
    """The time limits that run in some cases, the most pressing first."""
    found = [
        case
        for v in violations
        if v.result_reported_on is None
        for case in _due_of(v, regulations_on(book, v.reported_on), today)
    ]
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
    exemptions = LeaderExemption.objects.filter(because_of__in=measures)
    answered |= set(exemptions.values_list("because_of", flat=True))
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
