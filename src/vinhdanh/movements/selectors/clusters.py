"""Reading clusters: who sees which year, the points of its members, ranks and votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator, Scope
from vinhdanh.movements.models import (
    ClusterMember,
    ClusterYear,
    CriteriaGroup,
    Criterion,
    Score,
)
from vinhdanh.movements.policies.clusters import may_score, may_write_cluster
from vinhdanh.movements.scoring import GroupPoints, Total, ranked, total_of
from vinhdanh.movements.selectors.movements import paths_above, standing_paths
from vinhdanh.movements.types.clusters import MemberRole, SheetState, Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
OPEN_TO_MEMBERS = (Stage.CROSS, Stage.MEETING, Stage.CLOSED)  # from here on members see each other's points


def cluster_years_visible_to(actor: Actor) -> QuerySet[ClusterYear]:
    """Years of clusters set up by a visible unit; once opened, also those in which one's unit competes."""
    seen = visible_units(actor)
    member = Q(members__unit__in=seen) | Q(members__unit__path__in=paths_above(standing_paths(actor)))
    found = Q(cluster__unit__in=seen) | (~Q(stage=Stage.DRAFT) & member)
    keys = ClusterYear.objects.filter(found).order_by().values("pk")
    return ClusterYear.objects.filter(pk__in=keys).select_related("cluster__unit", "leader__unit")


def members_of(year: ClusterYear) -> list[ClusterMember]:
    """The members in the cluster's order, with their units and who checks them."""
    return list(year.members.select_related("unit", "checker__unit"))


def groups_of(year: ClusterYear) -> list[CriteriaGroup]:
    """The groups of criteria in order, with the criteria."""
    return list(year.groups.prefetch_related(Prefetch("criteria", Criterion.objects.order_by("order"))))


def base_sum(groups: Iterable[CriteriaGroup]) -> Decimal:
    """Sum of the maximum points, without bonus and minus."""
    return sum(
        (one.most for group in groups if group.kind == "base" for one in group.criteria.all()), Decimal(0)
    )


def criteria_of(year: ClusterYear) -> list[Criterion]:
    """Every criterion of the year in order."""
    return list(Criterion.objects.filter(group__year=year).order_by("group__order", "order"))


def scores_of(member: ClusterMember) -> dict[int, Score]:
    """A member's points by the criterion's key."""
    return {one.criterion_id: one for one in member.scores.all()}


# ---- points ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A member's points and ranks. A total is None until the whole sheet of that hand is written and sent."""

    member: ClusterMember
    own: Total | None
    cross: Total | None
    final: Total | None
    rank: int | None = None
    before: int | None = None  # last year's rank in the same cluster

    @property
    def change(self) -> int | None:
        """Places won (above zero) or lost since last year."""
        return None if self.rank is None or self.before is None else self.before - self.rank

    @property
    def places(self) -> int:
        """How many places, whichever way."""
        return abs(self.change or 0)


def total_by(groups: Sequence[CriteriaGroup], scores: dict[int, Score], hand: str) -> Total:
    """A member's total by one hand: ``own``, ``cross`` or ``final``. No points count nothing."""
    return total_of(
        GroupPoints(
            group.kind,
            tuple(
                points
                for one in group.criteria.all()
                if one.pk in scores and (points := getattr(scores[one.pk], hand)) is not None
            ),
            group.cap,
        )
        for group in groups
    )


def score_table(year: ClusterYear) -> list[Row]:
    """Every member's totals; ranks by the decided points, without who is not to be ranked.

    Members in order of rank, the others behind them in the cluster's order.
    """
    found = _rows(year, members_of(year), groups_of(year))
    before = _last_ranks(year)
    ranks = ranked({row.member.pk: row.final.points for row in found if row.final and not row.member.barred})
    rows = [
        Row(
            row.member,
            row.own,
            row.cross,
            row.final,
            ranks.get(row.member.pk),
            before.get(row.member.unit_id),
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.member.order))


def _rows(year: ClusterYear, members: Sequence[ClusterMember], groups: Sequence[CriteriaGroup]) -> list[Row]:
    scores: dict[int, dict[int, Score]] = {}
    for score in Score.objects.filter(member__year=year):
        scores.setdefault(score.member_id, {})[score.criterion_id] = score
    rows = []
    for member in members:
        mine, state = scores.get(member.pk, {}), member.state
        sent, checked = state != SheetState.WRITING, state in (SheetState.CHECKED, SheetState.DECIDED)
        # A sheet that was decided without having been sent or checked has no points of those hands.
        rows.append(
            Row(
                member,
                total_by(groups, mine, "own") if sent and given_by(mine, "own") else None,
                total_by(groups, mine, "cross") if checked and given_by(mine, "cross") else None,
                total_by(groups, mine, "final") if state == SheetState.DECIDED else None,
            )
        )
    return rows


def given_by(scores: dict[int, Score], hand: str) -> bool:
    """Whether a hand has given any points yet."""
    return any(getattr(one, hand) is not None for one in scores.values())


def _last_ranks(year: ClusterYear) -> dict[int, int]:
    """Unit's key → its rank in the same cluster a year before, where that year is closed."""
    last = ClusterYear.objects.filter(cluster=year.cluster_id, year=year.year - 1, stage=Stage.CLOSED).first()
    if last is None:
        return {}
    rows = [
        row for row in _rows(last, members_of(last), groups_of(last)) if row.final and not row.member.barred
    ]
    ranks = ranked({row.member.unit_id: row.final.points for row in rows if row.final})
    return dict(ranks)


def head_of(members: Iterable[ClusterMember]) -> ClusterMember | None:
    """The member that heads the cluster this year."""
    return next((one for one in members if one.role == MemberRole.HEAD), None)


def years_led(year: ClusterYear) -> dict[int, int]:
    """Unit's key → the last year up to this one in which it headed the cluster."""
    held = ClusterMember.objects.filter(
        year__cluster=year.cluster_id, year__year__lte=year.year, role=MemberRole.HEAD
    ).order_by("year__year")
    return dict(held.values_list("unit_id", "year__year"))


# ---- for other pages ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands in its cluster. ``rank`` and ``points`` are None until the year is closed."""

    year: ClusterYear
    member: ClusterMember
    rank: int | None
    points: Decimal | None
    of: int  # members of the cluster

    @property
    def leads(self) -> bool:
        return self.year.leader_id == self.member.pk


def standing_of_unit(unit: Unit, year: int) -> Standing | None:
    """The unit's place in its cluster in a year; None where it competes in none that has been opened."""
    member = (
        ClusterMember.objects.filter(unit=unit, year__year=year)
        .exclude(year__stage=Stage.DRAFT)
        .select_related("year__cluster", "unit")
        .order_by("year__cluster__unit__depth")
        .first()
    )
    if member is None:
        return None
    rank = points = None
    if member.year.stage == Stage.CLOSED:
        row = next(row for row in score_table(member.year) if row.member.pk == member.pk)
        rank, points = row.rank, row.final.points if row.final else None
    return Standing(member.year, member, rank, points, member.year.members.count())


@dataclass(frozen=True, slots=True)
class Task:
    """A sheet that waits for somebody: whose, in which unit's name, and what is to be done."""

    member: ClusterMember
    unit: Unit
    label: str


def tasks_of(actor: Actor) -> list[Task]:
    """Sheets that the actor's own units have to score, check or decide now."""
    held = scopes(actor)
    waiting = (
        ClusterMember.objects.filter(year__stage__in=(Stage.SELF, Stage.CROSS, Stage.MEETING))
        .filter(barred="")
        .select_related("year__cluster__unit", "unit", "checker__unit")
        .order_by("year", "order")
    )
    # Who runs the clusters is reminded on their pages: nobody has a hundred sheets of his own.
    return [
        task
        for member in waiting
        if not may_write_cluster(held, member.year.cluster.unit.path)
        for task in _task(held, member)
    ]


def _task(held: Sequence[Scope], member: ClusterMember) -> list[Task]:
    stage, state, by = member.year.stage, member.state, member.checker
    if state == SheetState.WRITING and may_score(held, member.unit.path):
        return [Task(member, member.unit, f"Tự chấm điểm, hạn {_due(member.year.self_due)}")]
    if stage == Stage.CROSS and state == SheetState.SENT and by and may_score(held, by.unit.path):
        return [Task(member, by.unit, f"Chấm chéo {member.unit}, hạn {_due(member.year.cross_due)}")]
    return []


def _due(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else "chưa đặt"
