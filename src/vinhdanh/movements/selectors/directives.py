"""Reading directives: those an actor's units gave or were given, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.movements.answering import Answered, answered
from vinhdanh.movements.following import OWED, SOON, late_days
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.models.directives import DirectiveQuerySet
from vinhdanh.movements.selectors.movements import standing_paths
from vinhdanh.movements.types.directives import Stage
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


def meetings_visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of visible units. A unit that was given a line sees the line, not the whole meeting."""
    return Meeting.objects.filter(unit__in=visible_units(actor)).select_related("unit")


def directives_visible_to(actor: Actor) -> DirectiveQuerySet:
    """Lines of the meetings of visible units, and what was given to, by or together with them.

    An officer without a role sees what was given to the unit in which he serves.
    """
    units = visible_units(actor)
    own = Q(owner__path__in=standing_paths(actor)) if getattr(actor, "person_number", "") else Q()
    seen = Q(owner__in=units) | Q(issuer__in=units) | Q(meeting__unit__in=units) | own
    shared = Directive.coordinating.through.objects.filter(unit__in=units).values("directive")
    return Directive.objects.filter(seen | Q(pk__in=shared)).select_related(
        "meeting__unit", "issuer", "owner__parent", "parent__owner"
    )


# ---- the list -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is filtered by; empty is everything."""

    year: int | None = None
    meeting: int | None = None
    giver: str = ""
    unit: Unit | None = None  # the owner, or anything below it
    stage: str = ""  # a stage, or "open"
    due: str = ""  # "late" or "soon"
    words: str = ""


def found(actor: Actor, search: Search, today: date | None = None) -> DirectiveQuerySet:
    """Visible directives that fit: what is owed by its deadline, then what is reported, newest first."""
    day = today or timezone.localdate()
    rows = directives_visible_to(actor)
    if search.year is not None:
        rows = rows.filter(meeting__year=search.year)
    if search.meeting is not None:
        rows = rows.filter(meeting=search.meeting)
    if search.giver:
        rows = rows.filter(giver=search.giver)
    if search.unit is not None:
        rows = rows.filter(owner__path__startswith=search.unit.path)
    if search.stage == "open":
        rows = rows.open()
    elif search.stage in Stage.values:
        rows = rows.filter(stage=search.stage)
    if search.due == "late":
        rows = rows.owed().filter(deadline__lt=day)
    elif search.due == "soon":
        rows = rows.owed().filter(deadline__range=(day, day + timedelta(days=SOON)))
    for word in fold(search.words).split():
        rows = rows.filter(Q(folded__contains=word) | Q(owner__folded__contains=word))
    owed = Case(When(stage__in=OWED, then=F("deadline")))
    return rows.alias(settled=~Q(stage__in=OWED), owed_by=owed).order_by(
        "settled", F("owed_by").asc(nulls_last=True), "-meeting__on", "order", "id"
    )


def with_parts(rows: DirectiveQuerySet) -> DirectiveQuerySet:
    """The directives with ``part_count`` and ``parts_done``: what was passed on, what is confirmed."""
    alive = ~Q(parts__stage=Stage.CANCELLED)
    return rows.annotate(
        part_count=Count("parts", filter=alive, distinct=True),
        parts_done=Count("parts", filter=Q(parts__stage=Stage.CONFIRMED), distinct=True),
    )


# ---- for the dashboard --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is past its deadline and not reported: how many, the worst of them and its days."""

    count: int
    worst: Directive | None
    days: int
    href: str


def overdue(actor: Actor, today: date | None = None) -> Overdue:
    """What is overdue among what the actor sees, for the dashboard."""
    day = today or timezone.localdate()
    late = found(actor, Search(due="late"), day)
    worst = late.first()
    days = (day - worst.deadline).days if worst and worst.deadline else 0
    return Overdue(late.count(), worst, days, reverse("movements:directives") + "?han=late")


# ---- by unit --------------------------------------------------------------------------------------


@dataclass(slots=True)
class UnitTally:
    """What a unit was given in a year. Cancelled lines are not counted."""

    unit: Unit
    given: int = 0
    confirmed: int = 0
    in_time: int = 0  # of those reported or confirmed
    reported: int = 0  # waiting for the giver's side
    late: int = 0  # overdue now
    worst: int = 0  # days of the worst of them
    standing: int = 0  # thường xuyên, still open

    @property
    def done(self) -> int:
        return self.confirmed + self.reported

    @property
    def in_time_percent(self) -> int | None:
        """Share of what was reported that was in time, rounded down; None while nothing is."""
        return self.in_time * 100 // self.done if self.done else None


@dataclass(slots=True)
class _Tallies:
    today: date
    by_unit: dict[int, UnitTally] = field(default_factory=dict)

    def add(self, one: Directive) -> None:
        tally = self.by_unit.setdefault(one.owner_id, UnitTally(one.owner))
        days = late_days(one.stage, one.deadline, one.reported_on, self.today)
        tally.given += 1
        if one.stage in OWED:
            tally.late += days > 0
            tally.worst = max(tally.worst, days)
            tally.standing += one.deadline is None
        else:
            tally.confirmed += one.stage == Stage.CONFIRMED
            tally.reported += one.stage == Stage.REPORTED
            tally.in_time += days == 0


def by_unit(rows: Iterable[Directive], today: date | None = None) -> list[UnitTally]:
    """The owner units ranked: most overdue first, then those that owe most, then by name."""
    tallies = _Tallies(today or timezone.localdate())
    for one in rows:
        if one.stage != Stage.CANCELLED:
            tallies.add(one)
    return sorted(
        tallies.by_unit.values(),
        key=lambda tally: (-tally.late, -tally.worst, tally.done - tally.given, tally.unit.path),
    )


# ---- for the report of the year --------------------------------------------------------------------


def answers(actor: Actor, unit: Unit, year: int, today: date | None = None) -> list[Answered]:
    """What became of each directive of the year: of the unit's own meetings, or given to the unit.

    Parts that the unit passed on are told with the whole. In the order of the meetings and their lines.

    Args:
        year: for which the meetings gave work; today: the day that the answer is written.
    """
    day = today or timezone.localdate()
    mine = Q(meeting__unit=unit, parent__isnull=True) | Q(owner=unit)
    rows = (
        with_parts(directives_visible_to(actor).filter(mine, meeting__year=year))
        .prefetch_related("acts")
        .order_by("meeting__on", "meeting", "order", "id")
    )
    return [answered(one, day) for one in rows]
