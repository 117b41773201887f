"""The outbox: filled from the journal, emptied in order, one process a subscription.

Every entry of the journal is read once: the cursor moves in the transaction that writes the messages. A
message is marked as taken after its answer; a process that dies between repeats it with the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import head
from vinhdanh.exchange.webhooks.events import body_of, concerns, told_by
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription
from vinhdanh.exchange.webhooks.sending import send
from vinhdanh.exchange.webhooks.types import (
    ATTEMPTS,
    LEASE,
    OF_VERB,
    WAITS,
    DeliveryState,
    SubscriptionState,
)

BATCH = 500  # entries read in one transaction


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one turn did for one subscription."""

    subscription: WebhookSubscription
    collected: int
    taken: int
    failed: int
    waiting: int
    busy: bool = False  # another process is at it


def deliver_all() -> list[Delivered]:
    """One turn for every subscription: read the journal, send what is due. Paused ones collect only."""
    return [deliver(one) for one in WebhookSubscription.objects.select_related("unit").order_by("pk")]


def deliver(subscription: WebhookSubscription) -> Delivered:
    """One turn for one subscription."""
    if not _claimed(subscription):
        return Delivered(subscription, 0, 0, 0, waiting(subscription), busy=True)
    try:
        collected = collect(subscription)
        subscription.refresh_from_db()
        taken, failed = _sent(subscription)
    finally:
        WebhookSubscription.objects.filter(pk=subscription.pk).update(claimed_until=None)
    subscription.refresh_from_db()
    return Delivered(subscription, collected, taken, failed, waiting(subscription))


def waiting(subscription: WebhookSubscription) -> int:
    """How many messages have not been taken yet."""
    return subscription.deliveries.filter(state=DeliveryState.WAITING).count()


def _claimed(subscription: WebhookSubscription) -> bool:
    """Keep the subscription to this process for a while; a claim that ran out is nobody's."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    rows = WebhookSubscription.objects.filter(free, pk=subscription.pk)
    return bool(rows.update(claimed_until=now + LEASE))


def collect(subscription: WebhookSubscription) -> int:
    """Put what the journal holds beyond the cursor into the outbox; how many messages that made."""
    made = 0
    while True:
        with transaction.atomic():
            row = (
                WebhookSubscription.objects.select_for_update(of=("self",))
                .select_related("unit")
                .get(pk=subscription.pk)
            )
            last = head()
            entries = list(
                JournalEntry.objects.filter(number__gt=row.cursor, verb__in=OF_VERB).order_by("number")[
                    :BATCH
                ]
            )
            messages = [one for entry in entries if (one := _message(row, entry))]
            WebhookDelivery.objects.bulk_create(messages)
            made += len(messages)
            more = len(entries) == BATCH
            row.cursor = entries[-1].number if more else max(row.cursor, last.number if last else 0)
            row.save(update_fields=["cursor"])
        if not more:
            return made


def _message(row: WebhookSubscription, entry: JournalEntry) -> WebhookDelivery | None:
    event = OF_VERB[entry.verb]
    if event not in row.events:
        return None
    told = told_by(entry)
    if told is None or not concerns(row, told):
        return None
    uid = uuid4()
    return WebhookDelivery(
        subscription=row,
        uid=uid,
        entry=entry.number,
        event=event,
        payload=body_of(str(uid), event, entry, told.facts),
        next_try=timezone.now(),
    )


def _sent(subscription: WebhookSubscription) -> tuple[int, int]:
    """Send what is due, the oldest first; one that fails keeps the later ones waiting."""
    taken = 0
    while subscription.state == SubscriptionState.ACTIVE:
        rows = subscription.deliveries.filter(state=DeliveryState.WAITING).order_by("pk")
        one = rows.select_related("subscription").first()
        if one is None or (one.next_try is not None and one.next_try > timezone.now()):
            break
        if not attempt(one):
            return taken, 1
        taken += 1
        _keep(subscription)
        subscription.refresh_from_db(fields=["state"])
    return taken, 0


def _keep(subscription: WebhookSubscription) -> None:
    """The claim goes on while messages go out."""
    WebhookSubscription.objects.filter(pk=subscription.pk).update(claimed_until=timezone.now() + LEASE)


def attempt(delivery: WebhookDelivery, *, last: bool = False) -> bool:
    """Send one message and write down what came of it; whether it was taken.

    Args:
        last: a trial, which is not repeated.
    """
    answer = send(delivery)
    delivery.attempts += 1
    delivery.status, delivery.error = answer.status, answer.error[:300]
    now = timezone.now()
    if not answer.error:
        delivery.state, delivery.ended, delivery.next_try = DeliveryState.DELIVERED, now, None
    elif last or delivery.attempts >= ATTEMPTS:
        delivery.state, delivery.ended, delivery.next_try = DeliveryState.GIVEN_UP, now, None
    else:
        delivery.next_try = now + WAITS[delivery.attempts - 1]
    with transaction.atomic():
        delivery.save()
        if delivery.state == DeliveryState.GIVEN_UP and not last:
            active = WebhookSubscription.objects.filter(
                pk=delivery.subscription_id, state=SubscriptionState.ACTIVE
            )
            active.update(state=SubscriptionState.STOPPED)
    return not answer.error
