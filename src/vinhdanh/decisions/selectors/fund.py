"""Reading the fund: what is in it, what is committed, what is paid to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from vinhdanh.access.policies import decide_somewhere
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.catalogue import law_book, lawful_money, subject_kind
from vinhdanh.awards.models import Decision, Grant, GrantQuerySet
from vinhdanh.decisions.models import DecisionDraft, Fund, FundEntry, Payment
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.payments import forecast
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.decisions.types.fund import INCOME, EntryKind, PaymentState, Purse
from vinhdanh.decisions.types.submissions import Payer
from vinhdanh.decisions.types.waiting import Waiting
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.stages import Stage
from vinhdanh.eligibility.books import law
from vinhdanh.engine.lawfiles import Block
from vinhdanh.engine.money import Given, rewards_together
from vinhdanh.engine.predicates.parsing import parse_share
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units


def money(amount: int) -> str:
    """«1.872.000 đồng»."""
    return f"{amount:,} đồng".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Share:
    """The law's share of a fund for organising."""

    share: Fraction
    words: str  # «20%»
    citation: str
    block: Block
    late: bool  # the day lies past the one up to which the text was verified

    def of(self, base: int) -> int:
        """The share of a sum in đồng, whole đồng, rounded down: never more than the law allows."""
        return int(self.share * base)


def share_on(day: date) -> Share | None:
    """The share for organising by the law of a day; None where the law files hold none."""
    found = sorted(law().blocks("fund_share", day), key=lambda block: block.start)
    if not found:
        return None
    block = found[-1]
    late = block.verified_to is not None and day > block.verified_to
    return Share(parse_share(block.data["share"]), str(block.data["share"]), block.citation, block, late)


def funds_visible_to(actor: Actor) -> QuerySet[Fund]:
    """Funds of the units that the actor sees."""
    return Fund.objects.filter(unit__in=visible_units(actor)).select_related("unit")


def purse_left(fund: Fund, purse: Purse | str) -> int:
    """What is left in a part of the fund, in đồng."""
    return fund.entries.filter(purse=purse).aggregate(sum=Sum("amount"))["sum"] or 0


@dataclass(frozen=True, slots=True)
class Balance:
    """A fund at a glance, in đồng."""

    income: int  # of both parts, corrections counted
    spent: int  # of the part for rewards
    listed: int  # on a payment list, not received yet
    decided: int  # decided, on no list yet
    proposed: int  # proposals that wait for the signature
    typed: int  # expected besides
    left: int  # in the part for rewards
    organising: int  # left in the part for organising
    organising_spent: int
    organising_share: int  # set aside so far

    @property
    def committed(self) -> int:
        return self.listed + self.decided + self.proposed + self.typed

    @property
    def free(self) -> int:
        """What is left when everything committed is paid; below nothing where it does not suffice."""
        return self.left - self.committed

    @property
    def missing(self) -> int:
        return max(-self.free, 0)

    @property
    def whole(self) -> int:
        """What the bar stands for."""
        return self.spent + max(self.left, self.committed)


def _net(entries: Iterable[FundEntry], *kinds: str) -> int:
    """The sum of the entries of some kinds, each with its counter-entry."""
    return sum(one.amount for one in entries if (one.corrects.kind if one.corrects else one.kind) in kinds)


def balance_of(fund: Fund) -> Balance:
    """What came in, went out and is promised."""
    entries = list(fund.entries.select_related("corrects"))
    rewards = [one for one in entries if one.purse == Purse.REWARDS]
    other = [one for one in entries if one.purse == Purse.ORGANISING]
    spending = (EntryKind.REWARD, EntryKind.ARTEFACT, EntryKind.RECOVERED)
    listed = fund.payments.filter(state=PaymentState.LISTED).aggregate(sum=Sum("amount"))["sum"]
    decided = unlisted(fund).aggregate(sum=Sum("money"))["sum"]
    typed = fund.forecast.filter(dropped=None).aggregate(sum=Sum("amount"))["sum"]
    closed = fund.closed is not None  # what is still to pay is paid by the next year's
    return Balance(
        income=_net(entries, *INCOME, EntryKind.CARRIED_IN),
        spent=-_net(rewards, *spending),
        listed=listed or 0,
        decided=0 if closed else decided or 0,
        proposed=0 if closed else proposed_money(fund),
        typed=0 if closed else typed or 0,
        left=sum(one.amount for one in rewards),
        organising=sum(one.amount for one in other),
        organising_spent=-_net(other, EntryKind.ORGANISING),
        organising_share=_net(other, EntryKind.SET_ASIDE),
    )


# ---- what is still to pay -------------------------------------------------------------------------


def unlisted(fund: Fund) -> GrantQuerySet:
    """Honours of the fund's year and unit that it pays, in force, with money and on no payment list.

    It pays those of its levels; of those that were proposed to a higher authority, what the outcome says.
    """
    listed = Payment.objects.filter(grant=OuterRef("pk")).exclude(state=PaymentState.CANCELLED)
    paid_here = Q(level__in=fund.levels.values("level"), submission_line=None)
    return (
        Grant.objects.in_force()
        .filter(
            ~Exists(listed),
            paid_here | Q(submission_line__payer=Payer.OWN),
            decision__decided__year=fund.year,
            money__gt=0,
            place_path__contains=f"/{fund.unit.code}/",
        )
        .order_by("id")
    )


def proposed_money(fund: Fund) -> int:
    """What is foreseen for proposals that wait for the signature.

    In a draft, by its day, with what the agency set itself; else what the law gives today, each subject's
    together (M3–M5).
    """
    waiting = Proposal.objects.filter(
        stage=Stage.SIGNING,
        round__year__in=(fund.year - 1, fund.year),  # a year's round is signed at its end or after it
        level__in=fund.levels.values("level"),
        unit__path__contains=f"/{fund.unit.code}/",
    )
    drafted = _drafted(waiting)
    waiting = waiting.exclude(pk__in=drafted)
    today = timezone.localdate()
    together: dict[tuple[str, int], list[Given]] = {}
    for one in waiting.select_related("person", "collective", "household", "outsider"):
        if lawful_money(one.honour, one.kind, today):
            key = (subject_kind(one.kind), one.subject.pk)
            together.setdefault(key, []).append(Given(one.honour, one.years))
    return sum(drafted.values()) + sum(
        reward.amount
        for (kind, _), given in together.items()
        for reward in rewards_together(law_book(), given, kind, today)
    )


def _drafted(waiting: QuerySet[Proposal]) -> dict[int, int]:
    """Those of the proposals that stand in a draft, each with what is foreseen for it there."""
    keys = set(waiting.order_by().values_list("pk", flat=True))
    unsigned = (DraftState.DRAFT, DraftState.WAITING)
    found: dict[int, int] = {}
    for draft in DecisionDraft.objects.filter(lines__proposal__in=keys, state__in=unsigned).distinct():
        lines = list(lines_of(draft))
        foreseen = forecast(draft, lines)
        found |= {line.proposal_id: foreseen[line.pk].amount or 0 for line in lines}
    return {key: found[key] for key in keys & set(found)}


@dataclass(frozen=True, slots=True)
class ToPay:
    """A decision as the fund sees it."""

    decision: Decision
    unlisted: int
    listed: int
    received: int
    open: int  # đồng that nobody has received yet
    paid: int

    @property
    def count(self) -> int:
        return self.unlisted + self.listed + self.received


def decisions_of(fund: Fund) -> list[ToPay]:
    """Decisions that the fund pays for: what is on their lists, and what is on none yet."""
    found: dict[int, list[int]] = {}
    loose = unlisted(fund).order_by().values("decision").annotate(n=Count("id"), sum=Sum("money"))
    for row in [] if fund.closed else loose:
        found.setdefault(row["decision"], [0] * 5)
        found[row["decision"]][0] = row["n"]
        found[row["decision"]][3] += row["sum"]
    lists = fund.payments.exclude(state=PaymentState.CANCELLED).order_by()
    for row in lists.values("decision", "state").annotate(n=Count("id"), sum=Sum("amount")):
        at = found.setdefault(row["decision"], [0] * 5)
        received = row["state"] == PaymentState.RECEIVED
        at[2 if received else 1] += row["n"]
        at[4 if received else 3] += row["sum"]
    papers = Decision.objects.in_bulk(list(found))
    rows = [ToPay(papers[key], *counts) for key, counts in found.items()]
    return sorted(rows, key=lambda row: (row.open == 0, -(row.decision.decided or date.min).toordinal()))


def payments_listed(fund: Fund, decision: Decision) -> QuerySet[Payment]:
    """The payment list of a decision, without what was taken off it."""
    rows = fund.payments.filter(decision=decision).exclude(state=PaymentState.CANCELLED)
    subjects = ("grant__person", "grant__unit", "grant__household", "grant__outsider", "grant__place")
    return rows.select_related(*subjects).order_by("id")


def paid_from(grant: Grant) -> Payment | None:
    """The payment of an honour, if it is on a list."""
    return (
        Payment.objects.filter(grant=grant)
        .exclude(state=PaymentState.CANCELLED)
        .select_related("fund")
        .first()
    )


def units_to_keep(actor: Actor) -> QuerySet[Unit]:
    """Units whose fund and artefacts the actor keeps: the agency and the departments right below it."""
    return visible_units(actor, Action.ISSUE).filter(
        Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()), depth__lte=1
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """Decisions with money that nobody has received, and funds that will not suffice."""
    held = scopes(actor)
    if not decide_somewhere(held, Action.ISSUE):
        return []
    found = []
    for fund in funds_visible_to(actor).filter(closed=None):
        if not may_keep(held, fund.unit.path):
            continue
        if missing := balance_of(fund).missing:
            found.append(
                Waiting(f"{fund}: thiếu {money(missing)}", "so với dự kiến chi", "decisions:fund", (fund.pk,))
            )
        for row in decisions_of(fund):
            if row.open:
                left = f"{row.unlisted + row.listed} lượt, {money(row.open)} chưa chi"
                args = (fund.pk, row.decision.pk)
                found.append(Waiting(f"Chi thưởng theo {row.decision}", left, "decisions:payments", args))
    return found
