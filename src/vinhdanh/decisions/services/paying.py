"""Paying reward money: the list of a decision, and each line of it as it is received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.models import Decision
from vinhdanh.decisions.models import Fund, FundEntry, Payment
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.fund import unlisted
from vinhdanh.decisions.services.fund import Line, counter, enter, fund_ref, locked_fund
from vinhdanh.decisions.services.keeping import admit_about, need, refuse_future, write_down
from vinhdanh.decisions.types.fund import EntryKind, PaymentState, Purse
from vinhdanh.dossiers.services.writing import (
    Actor,
)


def list_payments(*, actor: Actor, fund: Fund, decision: Decision) -> list[Payment]:
    """Put every honour of a decision that the fund pays for on its payment list (danh sách chi thưởng).

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: there is none left to list, the fund is closed, or somebody was quicker.
    """
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    try:
        with transaction.atomic():
            row = locked_fund(fund)
            made = []
            for grant in unlisted(row).filter(decision=decision):
                made.append(Payment(fund=row, grant=grant, decision=decision, amount=grant.money or 0))
            if not made:
                raise ValidationError(
                    f"{decision} không còn lượt nào chờ lập danh sách ở {row}: đã lập, hoặc quỹ không "
                    "chi cho cấp tặng, năm, đơn vị đó."
                )
            Payment.objects.bulk_create(made)
            pairs = ((None, one) for one in made)
            write_down(by, "payments_listed", row, fund_ref(row), *pairs, data={"decision": decision.pk})
    except IntegrityError as error:
        raise ValidationError(
            f"Danh sách chi thưởng của {decision} vừa được người khác lập: tải lại trang."
        ) from error
    return made


def pay(*, actor: Actor, payment: Payment, on: date, receiver: str = "", substitute: bool = False) -> Payment:
    """Write down that a recipient has his money; it leaves the fund.

    Args:
        receiver: who signed; by default the recipient. ``substitute``: for him.

    Raises:
        PermissionDenied: the actor keeps no fund there, or it is his own money.
        ValidationError: it was paid or taken off the list, there is not enough, or the receiver is missing.
    """
    by = admit_about(actor, may_keep, payment.fund.unit.path, [payment.grant])
    with transaction.atomic():
        fund = locked_fund(payment.fund)
        row = _pay(by, fund, payment, on, receiver, substitute)
    return row


def pay_all(*, actor: Actor, payments: Sequence[Payment], on: date) -> list[Payment]:
    """Several recipients of one list took their money themselves: all of it is written down, or nothing.

    Raises:
        PermissionDenied, ValidationError: as ``pay``; one line is his own money.
    """
    if not payments:
        raise ValidationError("Chưa chọn ai: đánh dấu trong danh sách.")
    by = admit_about(actor, may_keep, payments[0].fund.unit.path, [one.grant for one in payments])
    with transaction.atomic():
        fund = locked_fund(payments[0].fund)
        return [_pay(by, fund, one, on, "", False) for one in payments]


def _pay(by: Acting, fund: Fund, payment: Payment, on: date, receiver: str, substitute: bool) -> Payment:
    row = _listed(payment)
    before = stored(row)
    said = need(receiver, "receiver", "Ghi người nhận thay.") if substitute else receiver.strip()
    row.state, row.received, row.substitute = PaymentState.RECEIVED, on, substitute
    row.receiver = said or str(row.grant.subject)[:200]
    row.full_clean()
    row.save()
    line = Line(
        EntryKind.REWARD,
        Purse.REWARDS,
        -row.amount,
        on,
        f"{row.grant.subject}, {row.decision}",
        payment=row,
    )
    entry = enter(by, fund, line)
    write_down(by, "reward_paid", row, fund_ref(fund), (before, row), (None, entry))
    return row


def _listed(payment: Payment) -> Payment:
    """The line as it is now, held until the transaction ends.

    Raises:
        ValidationError: it no longer waits.
    """
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if row.state != PaymentState.LISTED:
        last = row.entries.order_by("-id").first()
        said = f" ({last.by_name} ghi)" if last else ""
        raise ValidationError(
            f"{row.grant.subject}: {row.get_state_display().lower()}{said}. Tải lại trang để xem."
        )
    return row


def cancel_payment(*, actor: Actor, payment: Payment, why: str) -> Payment:
    """Take a line off the list before it was paid; the honour may be listed again.

    Raises:
        PermissionDenied: the actor keeps no fund there, or it is his own money.
        ValidationError: the reason is missing, or it was paid.
    """
    by = admit_about(actor, may_keep, payment.fund.unit.path, [payment.grant])
    reason = need(why, "why", "Ghi lý do không chi.")
    with transaction.atomic():
        return cancel_listed(by, payment, reason)


def cancel_listed(by: Acting, payment: Payment, why: str) -> Payment:
    """The same inside another act: the honour fell before its money was paid.

    Raises:
        ValidationError: it was paid.
    """
    row = _listed(payment)
    before = stored(row)
    row.state, row.why = PaymentState.CANCELLED, why[:300]
    row.save()
    write_down(by, "payment_cancelled", row, fund_ref(row.fund), (before, row), why=why)
    return row


def undo_payment(*, actor: Actor, payment: Payment, on: date, why: str) -> FundEntry:
    """A payment was written down by mistake: a counter-entry brings it back, the honour may be listed again.

    Raises:
        PermissionDenied: the actor keeps no fund there, or it is his own money.
        ValidationError: the reason is missing, or nothing was paid.
    """
    by = admit_about(actor, may_keep, payment.fund.unit.path, [payment.grant])
    reason = need(why, "why", "Ghi lý do đính chính.")
    refuse_future(on)
    with transaction.atomic():
        fund = locked_fund(payment.fund)
        row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
        if row.state != PaymentState.RECEIVED:
            raise ValidationError(f"{row.grant.subject}: {row.get_state_display().lower()}. Tải lại trang.")
        before = stored(row)
        row.state, row.why = PaymentState.CANCELLED, reason[:300]
        row.save()
        entry = counter(by, fund, row.entries.get(kind=EntryKind.REWARD), on, reason)
        write_down(by, "payment_returned", row, fund_ref(fund), (before, row), (None, entry), why=reason)
    return entry
