"""Reading rounds: their funnel, their proposals under filters, what waits for an account, and the terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, Expression, F, Min, OuterRef, Q, QuerySet, When
from django.db.models.expressions import OrderBy
from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.dossiers.models import Proposal, ProposalReminder, ReviewRound, RoundStep
from vinhdanh.dossiers.models.proposals import ProposalQuerySet
from vinhdanh.dossiers.selectors.fairness import last_day_of, three_years
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.dossiers.selectors.round_terms import steps_of
from vinhdanh.dossiers.stages import ENDS, KEEPING, ON_PATH, OPEN, Stage, Where
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.engine import Verdict
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit

Actor = Account | Operator
ORDERS = ("han", "ten", "danh-hieu")  # what the list can be sorted by, as an address says it
ASIDE = (Stage.RETURNED, Stage.DEFERRED)
_PATHS = {Where.PLACE: "place__path", Where.UNIT: "unit__path", Where.ROUND: "round__unit__path"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of proposals asks for; empty means all. The names are those of the address."""

    buoc: str = ""  # stage
    dh: str = ""  # honour
    dv: str = ""  # unit's code
    xet: str = ""  # verdict, as its class is called
    tim: str = ""  # text, without marks
    han: str = ""  # "qua": late
    cua: str = ""  # "toi": in the actor's hands
    nhom: str = ""  # "cuoi": added on the last day; "ba": proposed three years running
    xep: str = ""  # order: a key of ``ORDERS``, with a minus when it goes down

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        return cls(**{one.name: query.get(one.name, "").strip()[:100] for one in fields(cls)})

    @property
    def narrowed(self) -> bool:
        """Whether it asks for anything besides a stage and an order."""
        return any(getattr(self, one.name) for one in fields(self) if one.name not in ("buoc", "xep"))

    @property
    def order(self) -> str:
        """The order in force: as proposals fall due, unless another one is asked for."""
        return self.xep if self.xep.removeprefix("-") in ORDERS else "han"


@dataclass(frozen=True, slots=True)
class Part:
    """One stage of the funnel."""

    stage: Stage
    count: int
    note: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """A round's proposals by stage."""

    parts: tuple[Part, ...]
    ends: tuple[Part, ...]
    alive: int  # neither refused, withdrawn, dropped nor lowered
    open: int


def proposals_of(actor: Actor, round: ReviewRound) -> ProposalQuerySet:
    """The round's proposals that the actor sees; a page asks for them once and counts in them."""
    found: ProposalQuerySet = proposals_visible_to(actor).filter(round=round)  # type: ignore[assignment]
    return found


def funnel(seen: ProposalQuerySet, round: ReviewRound) -> Funnel:
    """Counts by stage of the proposals that somebody sees, by one query."""
    counts = dict(seen.order_by().values_list("stage").annotate(n=Count("pk")))
    steps = {step.stage: step for step in round.steps.all()}
    line = [stage for stage in ON_PATH if stage in steps or counts.get(stage)]
    line += [Stage.SENT_UP] if counts.get(Stage.SENT_UP) else []
    parts = [Part(stage, counts.get(stage, 0), _term(steps.get(stage)), False) for stage in line]
    notes = {Stage.RETURNED: "chờ đơn vị sửa", Stage.DEFERRED: "chờ kết luận"}
    parts += [Part(stage, counts.get(stage, 0), notes[stage], True) for stage in ASIDE]
    ends = [Part(stage, counts[stage], "", False) for stage in Stage if stage in ENDS and counts.get(stage)]
    opened = sum(counts.get(stage, 0) for stage in OPEN)
    return Funnel(tuple(parts), tuple(ends), opened + counts.get(Stage.DECIDED, 0), opened)


def _term(step: RoundStep | None) -> str:
    if step is None:
        return ""
    if step.hours:
        return f"trong {step.hours} giờ"
    return f"hạn {step.due:%d/%m}" if step.due else "chưa đặt hạn"


# ---- proposals of a round ---------------------------------------------------------------------------


def mine(actor: Actor) -> Q:
    """Proposals that wait for the actor: he owns their stage there, or the round names him as keeper."""
    if isinstance(actor, Operator):
        return Q(pk__in=[])
    waiting = Q(keeper=actor)
    held = scopes(actor)
    for stage, words in KEEPING.items():
        for scope in held:
            if scope.role != words.owner:
                continue
            here = Q(stage=stage, keeper__isnull=True)
            for code in {scope.unit_code, scope.within} - {WHOLE_AGENCY}:
                here &= Q(**{f"{_PATHS[words.where]}__contains": f"/{code}/"})
            waiting |= here
    waiting &= Q(stage__in=OPEN, round__state=RoundState.OPEN)
    if actor.person_number:
        waiting &= ~Q(person__number=actor.person_number)  # nobody decides about himself
    return waiting


def asked_for(
    actor: Actor, round: ReviewRound, asked: Asked, seen: ProposalQuerySet | None = None
) -> ProposalQuerySet:
    """The round's proposals under filters, overdue first, then as they fall due.

    Args:
        seen: what ``proposals_of`` answered, where the page has it already.
    """
    found = proposals_of(actor, round) if seen is None else seen
    found = found.filter(stage=asked.buoc) if asked.buoc in Stage.values else found.alive()
    if asked.dh:
        found = found.filter(honour=asked.dh)
    if asked.dv:
        found = found.filter(
            Q(unit__path__contains=f"/{asked.dv}/") | Q(place__path__contains=f"/{asked.dv}/")
        )
    if asked.xet:
        found = found.filter(verdict__in=[one for one in Verdict if one.css == asked.xet])
    for word in fold(asked.tim).split():
        found = found.filter(folded__contains=word)
    if asked.han == "qua":
        found = found.filter(due__lt=timezone.now(), stage__in=OPEN)
    if asked.cua == "toi":
        found = found.filter(mine(actor))
    if asked.nhom == "cuoi":
        last = last_day_of(round)
        found = found.filter(created__gte=last) if last else found.none()
    if asked.nhom == "ba":
        found = found.filter(person__in=three_years(round, found))
    return found.select_related("keeper").order_by(*_ordered(round, asked.order))


def _ordered(round: ReviewRound, order: str) -> list[OrderBy]:
    """What the list is sorted by; what has no value comes last either way."""
    keys: dict[str, Expression | F] = {"ten": F("folded"), "han": F("due")}
    if order.removeprefix("-") == "danh-hieu":
        places = [When(honour=one.honour, then=place) for place, one in enumerate(round.honours.all())]
        keys["danh-hieu"] = Case(*places, default=len(places))
    first = keys[order.removeprefix("-")]
    last_of_all = first.desc(nulls_last=True) if order.startswith("-") else first.asc(nulls_last=True)
    return [last_of_all, *(F(name).asc() for name in ("unit__path", "honour", "position", "pk"))]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a round's open proposals are late, and how many wait for the actor."""

    late: int
    mine: int


def tally(actor: Actor, seen: ProposalQuerySet, stage: str = "") -> Tally:
    """By one query, in one stage or in all."""
    rows = seen.filter(stage__in=OPEN).order_by()
    if stage in Stage.values:
        rows = rows.filter(stage=stage)
    late = Count("pk", filter=Q(due__lt=timezone.now()))
    found = rows.aggregate(late=late, mine=Count("pk", filter=mine(actor)))
    return Tally(found["late"], found["mine"])


def address(proposal: Proposal) -> str:
    """The proposal's own page."""
    return reverse("dossiers:dossier", args=[proposal.pk])


# ---- rounds -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list of rounds."""

    round: ReviewRound
    alive: int
    open: int
    late: int
    decided: int
    next: RoundStep | None  # the step that falls due next


def round_rows(actor: Actor, rounds: QuerySet[ReviewRound]) -> list[RoundRow]:
    """Rounds with their counts of what the actor sees, by two queries more."""
    listed = list(rounds)
    seen = proposals_visible_to(actor).filter(round__in=listed).order_by()
    counts = {
        key: (total, waiting, late, decided)
        for key, total, waiting, late, decided in seen.values_list("round").annotate(
            total=Count("pk", filter=Q(stage__in=[*OPEN, Stage.DECIDED])),
            waiting=Count("pk", filter=Q(stage__in=OPEN)),
            late=Count("pk", filter=Q(stage__in=OPEN, due__lt=timezone.now())),
            decided=Count("pk", filter=Q(stage=Stage.DECIDED)),
        )
    }
    today = timezone.localdate()
    found = []
    for round in listed:
        coming = [step for step in round.steps.all() if step.due and step.due >= today]
        after = min(coming, key=lambda step: (step.due, ON_PATH.index(Stage(step.stage))), default=None)
        found.append(RoundRow(round, *counts.get(round.pk, (0, 0, 0, 0)), after))
    return found


def units_of(actor: Actor, round: ReviewRound) -> list[Unit]:
    """The round's proposing units in whose list the actor has a part: seen by him, or standing above him."""
    units = list(Unit.objects.filter(pk__in=round.units.values("unit")).order_by("path"))
    if isinstance(actor, Operator):
        return units
    codes = {scope.unit_code for scope in scopes(actor)}
    if WHOLE_AGENCY in codes:
        return units
    paths = list(Unit.objects.filter(code__in=codes).values_list("path", flat=True))
    return [unit for unit in units if any(p.startswith(unit.path) or unit.path.startswith(p) for p in paths)]


def keepers() -> QuerySet[Account]:
    """Accounts that may be named as keepers: whoever does more in a review than be proposed."""
    roles = [
        Role.STANDING_BODY,
        Role.REVIEWING_DEPARTMENT,
        Role.COUNCIL_SECRETARY,
        Role.SIGNING_AUTHORITY,
        Role.UNIT_HEAD,
    ]
    return Account.objects.filter(is_active=True, roles__role__in=roles).distinct().order_by("username")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Proposals of one round in one stage that wait for somebody."""

    stage: Stage
    round: ReviewRound
    count: int
    due: datetime | None  # the nearest
    late: int
    reminded: int  # since they came into the stage
    href: str

    @property
    def words(self) -> str:
        return f"{self.count} đề nghị ở bước “{self.stage.label}”, {self.round}"


def reminders_about(proposal: OuterRef) -> QuerySet[ProposalReminder]:
    """Reminders of a proposal since it came into the stage in which it stands, for a subquery."""
    return ProposalReminder.objects.filter(
        proposal=proposal, stage=F("proposal__stage"), at__gte=F("proposal__entered")
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor in all open rounds (việc chờ tôi), the nearest term first."""
    rows = (
        Proposal.objects.filter(mine(actor))
        .order_by()
        .values_list("round", "stage")
        .annotate(
            n=Count("pk"),
            nearest=Min("due"),
            late=Count("pk", filter=Q(due__lt=timezone.now())),
            reminded=Count("pk", filter=Exists(reminders_about(OuterRef("pk")))),
        )
    )
    listed = list(rows)
    rounds = ReviewRound.objects.select_related("unit").in_bulk([row[0] for row in listed])
    found = [
        Waiting(
            Stage(stage),
            rounds[key],
            count,
            due,
            late,
            reminded,
            reverse("dossiers:round", args=[key]) + f"?buoc={stage}&cua=toi",
        )
        for key, stage, count, due, late, reminded in listed
    ]
    never = timezone.now() + timedelta(days=36_500)
    return sorted(found, key=lambda one: (one.due or never, one.round.pk, one.stage))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term of a round for the calendar."""

    key: str  # the same for the same step
    on: date
    title: str
    detail: str
    href: str
    mine: bool  # something in that step waits for the actor
    done: bool  # nothing stands in that step or before it any more


def deadlines(actor: Actor, year: int) -> list[Deadline]:
    """The dated steps of the open rounds that the actor sees, within a calendar year, in order."""
    rounds = rounds_visible_to(actor).filter(state=RoundState.OPEN)
    steps = RoundStep.objects.filter(round__in=rounds, due__year=year).select_related("round")
    waiting = {(one.round.pk, one.stage) for one in waiting_for(actor)}
    at_work = _stages_at_work({step.round_id for step in steps})
    found = []
    for step in steps:
        assert step.due is not None
        before = ON_PATH[: ON_PATH.index(Stage(step.stage)) + 1]
        found.append(
            Deadline(
                key=f"round-{step.round_id}-{step.stage}",
                on=step.due,
                title=f"{step.get_stage_display()}: {step.round}",
                detail=step.ground,
                href=reverse("dossiers:round", args=[step.round_id]) + f"?buoc={step.stage}",
                mine=(step.round_id, Stage(step.stage)) in waiting,
                done=not any((step.round_id, stage) in at_work for stage in before),
            )
        )
    return sorted(found, key=lambda one: (one.on, one.key))


def _stages_at_work(rounds: Collection[int]) -> set[tuple[int, str]]:
    rows = Proposal.objects.filter(round__in=rounds, stage__in=OPEN).order_by()
    return set(rows.values_list("round", "stage").distinct())


def next_terms(round: ReviewRound) -> Sequence[str]:
    """What the round's head line says of its terms: «Thẩm định trước 04/12»."""
    return [
        f"{step.get_stage_display()} {step.due:%d/%m}"
        for step in steps_of(round)
        if step.due and step.due >= timezone.localdate()
    ]


def honour_choices(round: ReviewRound) -> list[tuple[str, str]]:
    """The round's honours by code and name, in its order."""
    police = round.unit.force == "police"
    return [(one.honour, honour_name(one.honour, police=police)) for one in round.honours.all()]


def short_name(code: str, *, police: bool = False) -> str:
    """An honour's name for a cell: «CSTĐ cơ sở»."""
    honour = catalogue()[code]
    if police and honour.police_name:
        return honour.police_name.replace("Chiến sĩ thi đua", "CSTĐ").replace("Công an nhân dân", "CAND")
    return honour.short
