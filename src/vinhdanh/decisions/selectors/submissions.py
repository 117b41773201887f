"""Reading submissions: what can be submitted, what lies above, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Action, Operator
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.types import MERIT_LABELS, GivenBy
from vinhdanh.decisions.models.submissions import (
    WAITING_STAGES,
    Submission,
    SubmissionLine,
    SubmissionQuerySet,
)
from vinhdanh.decisions.types.submissions import ABOVE, LineResult, SubmissionState
from vinhdanh.decisions.upward import Decider, Limit, decider_of, limits_of, sending_limits
from vinhdanh.dossiers.models import Proposal, RoundHonour
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.stages import Stage
from vinhdanh.engine.facts import Force, Merit
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units


@dataclass(frozen=True, slots=True)
class Group:
    """Proposals of one agency and one loại hình that one authority decides: one tờ trình."""

    unit: Unit
    level: str
    merit: str
    decider: Decider | None
    honours: tuple[tuple[str, int], ...]  # names of the honours asked for, with how many of each

    @property
    def size(self) -> int:
        return sum(count for _, count in self.honours)

    @property
    def merit_words(self) -> str:
        return MERIT_LABELS[Merit(self.merit)].lower()

    @property
    def level_words(self) -> str:
        return str(GivenBy(self.level).label)


def proposal_honour(proposal: Proposal) -> str:
    """The honour as officers of the proposing unit call it."""
    return honour_name(proposal.honour, police=proposal.unit.force == Force.POLICE.value)


def awaiting(actor: Account | Operator) -> QuerySet[Proposal]:
    """Proposals that wait to be submitted upwards, on no list yet."""
    above = RoundHonour.objects.filter(round=OuterRef("round"), honour=OuterRef("honour"), own=False)
    listed = SubmissionLine.objects.filter(proposal=OuterRef("pk"), result="")
    return (
        proposals_visible_to(actor)
        .filter(Exists(above), ~Exists(listed), stage=Stage.SIGNING)
        .order_by("round__unit", "level", "merit", "honour", "unit__path", "position", "pk")
    )


def groups(actor: Account | Operator) -> list[Group]:
    """What waits to be submitted, by agency and by who decides; counted by the database."""
    day = timezone.localdate()
    columns = ("round__unit", "level", "merit", "honour", "unit__force")
    rows = list(awaiting(actor).order_by(*columns).values_list(*columns).annotate(n=Count("pk")))
    units = Unit.objects.in_bulk({row[0] for row in rows})
    found: list[Group] = []
    for (key, level, merit), same in groupby(rows, key=lambda row: row[:3]):
        names: dict[str, int] = {}
        first = ""
        for *_, honour, force, count in same:
            first = first or honour
            name = honour_name(honour, police=force == Force.POLICE.value)
            names[name] = names.get(name, 0) + count
        decider = decider_of(first, level, day, units[key].force)
        found.append(Group(units[key], level, merit, decider, tuple(names.items())))
    return found


def proposals_in(actor: Account | Operator, group: Group) -> list[Proposal]:
    """The proposals of a group in the order of the list."""
    rows = awaiting(actor).filter(round__unit=group.unit, level=group.level, merit=group.merit)
    return list(rows)


def submissions_visible_to(actor: Account | Operator) -> SubmissionQuerySet:
    """Of the agencies that the actor sees; whoever has a line in one that was sent sees that line."""
    found = Submission.objects.select_related("unit")
    lines = SubmissionLine.objects.filter(
        submission=OuterRef("pk"), proposal__in=proposals_visible_to(actor).order_by().values("pk")
    )
    mine = ~Q(state=SubmissionState.DRAFT) & Exists(lines)
    return found.filter(Q(unit__in=visible_units(actor).values("pk")) | mine)


def listed(actor: Account | Operator) -> SubmissionQuerySet:
    """The same with what a list shows: how many lines, given, refused, waiting; late ones first."""
    return (
        submissions_visible_to(actor)
        .annotate(
            asked=Count("lines"),
            given=Count("lines", filter=Q(lines__result=LineResult.GIVEN)),
            refused=Count("lines", filter=Q(lines__result=LineResult.REFUSED)),
            returned=Count("lines", filter=Q(lines__result=LineResult.RETURNED)),
        )
        .order_by(F("due").asc(nulls_last=True), "-id")
    )


def lines_visible_to(actor: Account | Operator, submission: Submission) -> list[SubmissionLine]:
    """The lines of a submission that the actor sees, in their order."""
    rows = submission.lines.select_related(
        "grant__decision",
        *(
            f"proposal__{name}"
            for name in ("round__unit", "person", "collective", "household", "outsider", "unit", "place")
        ),
    )
    if not visible_units(actor).filter(pk=submission.unit_id).exists():
        rows = rows.filter(proposal__in=proposals_visible_to(actor).order_by().values("pk"))
    return list(rows)


def seen_from(submission: Submission) -> list[str]:
    """Paths of the units that have a line in what was sent, and so see it."""
    if submission.state == SubmissionState.DRAFT:
        return []
    return list(submission.lines.order_by().values_list("proposal__unit__path", flat=True).distinct())


def limits(submission: Submission) -> list[Limit]:
    """The law's terms of a submission: until when to send a draft, or what runs since it was sent."""
    honours = set(submission.lines.order_by().values_list("proposal__honour", flat=True))
    if submission.state == SubmissionState.DRAFT:
        years = set(submission.lines.order_by().values_list("proposal__year", flat=True))
        day = timezone.localdate()
        return [limit for year in sorted(years) for limit in sending_limits(honours, year, day)]
    return limits_of(honours, list(submission.events.all()))


def next_due(submission: Submission) -> tuple[date | None, str]:
    """The next day by which something should happen, and what; (None, "") when no day is set.

    The law's earliest term that was not kept yet, or the day that the agency agreed on, whichever is first.
    """
    found = [
        (one.due, f"{one.what}, {one.who}; {one.citation}")
        for one in limits(submission)
        if not one.met and not one.conditional
    ]
    agreed = submission.events.filter(until__isnull=False).last()
    if agreed is not None and agreed.until and submission.state in ABOVE:
        found.append((agreed.until, f"Theo dõi: {agreed.ground}"))
    return min(found, default=(None, ""))


def still_asked(submission: Submission) -> bool:
    """Whether a line waits for the authority above."""
    return submission.lines.filter(result="", proposal__stage__in=WAITING_STAGES).exists()


def tally(lines: Sequence[SubmissionLine]) -> list[tuple[str, int, int]]:
    """Honours asked for: name, lượt tập thể (households too), lượt cá nhân."""
    counts: dict[str, list[int]] = {}
    for line in lines:
        single = bool(line.proposal.person_id or line.proposal.outsider_id)
        counts.setdefault(proposal_honour(line.proposal), [0, 0])[single] += 1
    return [(name, together, alone) for name, (together, alone) in counts.items()]


def waiting_for(actor: Account) -> tuple[int, int, int]:
    """For the first page, as far as they are his: proposals to submit, drafts to sign, late submissions."""
    issuing = visible_units(actor, Action.ISSUE).values("pk")
    signing = visible_units(actor, Action.SIGN).values("pk")
    to_list = awaiting(actor).filter(round__unit__in=issuing).count()
    to_sign = Submission.objects.filter(state=SubmissionState.DRAFT, unit__in=signing).count()
    late = Submission.objects.filter(unit__in=issuing).late(timezone.localdate()).count()
    return to_list, to_sign, late


def deadlines(actor: Account | Operator, year: int) -> Iterable[tuple[date, str, Submission]]:
    """For the calendar: the next days of the submissions that the actor sees, with what is due."""
    for one in submissions_visible_to(actor).filter(due__year=year).order_by("due"):
        assert one.due is not None
        yield one.due, one.due_what, one
