"""Money of a decision: what is foreseen before the signature, what is to be paid after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vinhdanh.awards.catalogue import subject_kind
from vinhdanh.awards.models import Decision, Grant, Recipient
from vinhdanh.decisions.models import DecisionDraft, DraftLine
from vinhdanh.decisions.payments import Amount, Payee, amounts
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.eligibility.books import law


@dataclass(frozen=True, slots=True)
class LineMoney:
    """The money of one line, in đồng: what the law gives, what the agency set, and what counts."""

    law: Amount
    own: int | None
    amount: int | None

    @property
    def over(self) -> bool:
        """The agency has set more than the law's ceiling."""
        return self.own is not None and self.law.ceiling is not None and self.own > self.law.ceiling


@dataclass(frozen=True, slots=True)
class HonourTotal:
    honour: str
    lines: int
    paid: int  # đồng
    open: int  # lines without an amount


@dataclass(frozen=True, slots=True)
class Payment:
    """Money to be paid under a signed decision."""

    grant: Grant
    recipient: Recipient
    amount: int  # đồng
    payer: str
    fund: str


def forecast(draft: DecisionDraft, lines: Sequence[DraftLine]) -> dict[int, LineMoney]:
    """Line → its money by the law of the day on which the decision is to be signed."""
    payees = [
        Payee(
            line.pk,
            line.recipient,
            subject_kind(line.proposal.kind),
            line.proposal.honour,
            line.proposal.years,
        )
        for line in lines
    ]
    by_law = amounts(law(), payees, draft.dated)
    found = {}
    for line in lines:
        own = line.own_money
        found[line.pk] = LineMoney(by_law[line.pk], own, by_law[line.pk].amount if own is None else own)
    return found


def totals(lines: Sequence[DraftLine], money: dict[int, LineMoney]) -> list[HonourTotal]:
    """The sums by honour, in the order of the list."""
    groups: dict[str, list[int | None]] = {}
    for line in lines:
        paid = line.money if line.grant_id else money[line.pk].amount
        groups.setdefault(line.proposal.honour, []).append(paid)
    return [
        HonourTotal(honour, len(paid), sum(one or 0 for one in paid), sum(one is None for one in paid))
        for honour, paid in groups.items()
    ]


def payments_of(decision: Decision) -> list[Payment]:
    """What is to be paid under a decision that was signed here; nothing for decisions of old books."""
    draft = DecisionDraft.objects.filter(decision=decision).first()
    if draft is None:
        return []
    return [
        Payment(line.grant, line.proposal.subject, line.money, line.payer, line.fund)
        for line in lines_of(draft)
        if line.grant is not None and line.money
    ]
