"""Reading artefacts: the stock and what it must suffice for, pieces by decision, what is to hand over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vinhdanh.access.policies import decide_somewhere
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.models import Decision, Grant, GrantQuerySet
from vinhdanh.decisions.models import ArtefactIssue, ArtefactNeed, Stock, StockEntry
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.types.artefacts import LIVE, ArtefactKind, IssueState
from vinhdanh.decisions.types.waiting import Waiting
from vinhdanh.dossiers.models import Proposal, RoundHonour
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units


@dataclass(frozen=True, slots=True)
class StockRow:
    """A kind of artefact in a unit: what there is against what is needed."""

    kind: ArtefactKind
    count: int
    decided: int  # honours decided that have no such piece yet
    proposed: int  # proposals that wait for the signature
    ready: int  # taken from the stock, not handed over

    @property
    def needed(self) -> int:
        return self.decided + self.proposed

    @property
    def missing(self) -> int:
        return max(self.needed - self.count, 0)


def stock_of(unit: Unit) -> list[StockRow]:
    """Every kind that the unit has, had or needs."""
    counts = dict(Stock.objects.filter(unit=unit).values_list("kind", "count"))
    needs = list(ArtefactNeed.objects.filter(unit=unit))
    decided, proposed = Counter[str](), Counter[str]()
    waiting = _proposed(unit, [one.honour for one in needs])
    for one in needs:
        decided[one.kind] += without_piece(one).count()
        proposed[one.kind] += waiting.get(one.honour, 0)
    ready = Counter[str](
        ArtefactIssue.objects.filter(unit=unit, state=IssueState.READY).values_list("kind", flat=True)
    )
    return [
        StockRow(kind, counts.get(kind, 0), decided[kind], proposed[kind], ready[kind])
        for kind in ArtefactKind
        if kind in counts or kind in decided
    ]


def without_piece(needed: ArtefactNeed) -> GrantQuerySet:
    """Honours in force, decided since the day of the need, that have no such piece."""
    has = ArtefactIssue.objects.filter(grant=OuterRef("pk"), kind=needed.kind, state__in=LIVE)
    return (
        Grant.objects.in_force()
        .filter(
            ~Exists(has),
            honour=needed.honour,
            decision__decided__gte=needed.since,
            place_path__contains=f"/{needed.unit.code}/",
        )
        .order_by("id")
    )


def _proposed(unit: Unit, honours: list[str]) -> Mapping[str, int]:
    """Proposals that wait for the agency's own signature, by honour."""
    own = RoundHonour.objects.filter(round=OuterRef("round"), honour=OuterRef("honour"), own=True)
    waiting = Proposal.objects.filter(
        Exists(own), stage=Stage.SIGNING, honour__in=honours, unit__path__contains=f"/{unit.code}/"
    )
    rows = waiting.order_by().values_list("honour").annotate(n=Count("id"))
    return dict(rows)


def units_with_artefacts(actor: Actor) -> QuerySet[Unit]:
    """Units that the actor sees and that keep artefacts, and those where he may begin to."""
    seen = _keeping(actor)
    begins = visible_units(actor, Action.ISSUE).filter(valid_to=None, depth__lte=1)
    return Unit.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=begins.values("pk"))).order_by("path")


def _keeping(actor: Actor) -> QuerySet[Unit]:
    """Units that the actor sees and that keep artefacts already."""
    kept = Q(stocks__isnull=False) | Q(artefact_needs__isnull=False) | Q(artefacts__isnull=False)
    return Unit.objects.filter(kept, pk__in=visible_units(actor)).distinct()


def stock_entries(unit: Unit, kind: str = "") -> QuerySet[StockEntry]:
    """The unit's book of artefacts, newest first."""
    found = StockEntry.objects.filter(stock__unit=unit).select_related("stock", "issue__grant__decision")
    subjects = (
        "issue__grant__person",
        "issue__grant__unit",
        "issue__grant__household",
        "issue__grant__outsider",
    )
    found = found.select_related(*subjects).order_by("-id")
    return found.filter(stock__kind=kind) if kind in ArtefactKind.values else found


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision with what of its artefacts is still to do."""

    decision: Decision
    none: int  # honours that need a piece and have none
    ready: int
    handed: int


def papers_of(unit: Unit) -> list[Paper]:
    """Decisions with artefacts to issue or to hand over, those with the most to do first."""
    found: dict[int, Counter[str]] = {}
    for one in ArtefactNeed.objects.filter(unit=unit):
        rows = without_piece(one).order_by().values_list("decision").annotate(n=Count("id"))
        for key, count in rows:
            found.setdefault(key, Counter())["none"] += count
    issued = ArtefactIssue.objects.filter(unit=unit, state__in=LIVE, grant__decision__isnull=False)
    states = issued.order_by().values_list("grant__decision", "state")
    for key, state in states:
        found.setdefault(key, Counter())[state] += 1
    decisions = Decision.objects.in_bulk(list(found))
    papers = [
        Paper(decisions[key], n["none"], n[IssueState.READY], n[IssueState.HANDED])
        for key, n in found.items()
    ]
    return sorted(
        papers, key=lambda p: (p.none + p.ready == 0, -(p.decision.decided or date.min).toordinal())
    )


@dataclass(frozen=True, slots=True)
class HandOver:
    """A line of a decision's hand-over list: an honour, and one of its pieces or one that it needs."""

    grant: Grant
    kind: ArtefactKind
    issue: ArtefactIssue | None


def hand_over_list(unit: Unit, decision: Decision) -> list[HandOver]:
    """The honours of a decision that the unit gives artefacts for, in the order of its list."""
    subjects = ("person", "unit", "household", "outsider", "place", "decision")
    grants = {
        one.pk: one
        for one in Grant.objects.in_force()
        .filter(decision=decision, place_path__contains=f"/{unit.code}/")
        .select_related(*subjects)
    }
    issued = ArtefactIssue.objects.filter(unit=unit, grant__in=grants, state__in=LIVE)
    rows = [HandOver(grants[one.grant_id], ArtefactKind(one.kind), one) for one in issued]
    for one in ArtefactNeed.objects.filter(unit=unit):
        missing = without_piece(one).filter(decision=decision).values_list("pk", flat=True)
        rows += [HandOver(grants[key], ArtefactKind(one.kind), None) for key in missing if key in grants]
    kinds = list(ArtefactKind)
    return sorted(rows, key=lambda row: (row.grant.pk, kinds.index(row.kind)))


def pieces_of(grant: Grant) -> QuerySet[ArtefactIssue]:
    """Every piece that was ever issued for an honour."""
    return ArtefactIssue.objects.filter(grant=grant).select_related("unit")


def waiting_for(actor: Actor) -> list[Waiting]:
    """Artefacts to issue and to hand over, and stocks that will not suffice."""
    held = scopes(actor)
    if not decide_somewhere(held, Action.ISSUE):
        return []
    found = []
    for unit in _keeping(actor):
        if not may_keep(held, unit.path):
            continue
        for row in stock_of(unit):
            if row.missing:
                said = f"{row.kind.label}: thiếu {row.missing}"
                sub = f"còn {row.count}, cần {row.needed}"
                found.append(Waiting(said, sub, "decisions:artefacts", query=f"dv={unit.code}"))
        for paper in papers_of(unit):
            if paper.none + paper.ready:
                sub = f"{paper.none} chưa cấp, {paper.ready} chờ trao"
                words = f"Trao hiện vật theo {paper.decision}"
                args = (paper.decision.pk,)
                found.append(Waiting(words, sub, "decisions:hand-over", args, f"dv={unit.code}"))
    return found
