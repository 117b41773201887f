"""Setting up, pausing, resuming, trying and repeating. Policy first, journal last."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.selectors import head
from vinhdanh.audit.services import record
from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.exchange.webhooks.addresses import target_of
from vinhdanh.exchange.webhooks.events import body_of
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription
from vinhdanh.exchange.webhooks.outbox import attempt, collect
from vinhdanh.exchange.webhooks.policies import may_manage
from vinhdanh.exchange.webhooks.types import TRIAL, DeliveryState, Event, SubscriptionState
from vinhdanh.people.models import Unit

Actor = Account | Operator
START = "whs_"


def make_webhook(
    *,
    actor: Actor,
    name: str,
    url: str,
    unit: Unit,
    events: Sequence[Event],
    authority: IssuingAuthority | None = None,
) -> WebhookSubscription:
    """From now on the address is told of these events in the unit and below it.

    Its ``signing_secret`` is made here and shown once by the page.

    Raises:
        PermissionDenied: the actor doesn't run the system.
        ValidationError: an address that must not be called, no event, or there is one like it.
    """
    by = admit(actor, may_manage(scopes(actor)))
    _refuse_no_event(events)
    target_of(url)
    last = head()
    row = WebhookSubscription(
        name=name.strip(),
        url=url.strip(),
        signing_secret=_new_secret(),
        unit=unit,
        authority=authority,
        events=[one.value for one in events],
        cursor=last.number if last else 0,
        by_name=by.full_name[:200],
    )
    with _once(), transaction.atomic():
        row.full_clean()
        row.save()
        _record(by, row, "webhook_made", (None, row))
    return row


def change_webhook(
    *,
    actor: Actor,
    webhook: WebhookSubscription,
    name: str,
    url: str,
    unit: Unit,
    events: Sequence[Event],
    why: str,
    authority: IssuingAuthority | None = None,
) -> WebhookSubscription:
    """Tell another address, of other events or of another unit, from the next message on.

    What waits goes to the new address too, with the same ids. What an earlier choice did not ask for is not
    told afterwards: the journal is read up to now with the old choice first. The signing key stays.

    Raises:
        PermissionDenied: the actor doesn't run the system.
        ValidationError: no reason, nothing that differs, no event, an address that must not be called, or
            there is one like it.
    """
    by = admit(actor, may_manage(scopes(actor)))
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do sửa."})
    _refuse_no_event(events)
    target_of(url)
    with _once(), transaction.atomic():
        row = _held(webhook)
        collect(row)
        row.refresh_from_db()
        before = copy(row)
        row.name, row.url, row.unit, row.authority = name.strip(), url.strip(), unit, authority
        row.events = [one.value for one in events]
        pair = (before, row)
        if not written(pair)["changes"]:
            raise ValidationError("Chưa có gì khác: webhook này đang như vậy.")
        row.full_clean()
        row.save(update_fields=["name", "url", "unit", "authority", "events"])
        _record(by, row, "webhook_changed", pair, why=why.strip())
    return row


def rekey_webhook(*, actor: Actor, webhook: WebhookSubscription, why: str) -> WebhookSubscription:
    """A new signing key, from the next message on; the old one signs nothing any more.

    Raises:
        PermissionDenied: the actor doesn't run the system.
        ValidationError: no reason.
    """
    by = admit(actor, may_manage(scopes(actor)))
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do đổi khóa ký."})
    with transaction.atomic():
        row = _held(webhook)
        row.signing_secret = _new_secret()
        row.save(update_fields=["signing_secret"])
        _record(by, row, "webhook_rekeyed", why=why.strip())
    return row


def pause_webhook(*, actor: Actor, webhook: WebhookSubscription, why: str) -> WebhookSubscription:
    """Nothing is sent until it is resumed; what happens meanwhile waits.

    Raises:
        PermissionDenied: the actor doesn't run the system.
        ValidationError: no reason, or it is paused already.
    """
    by = admit(actor, may_manage(scopes(actor)))
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do tạm dừng."})
    with transaction.atomic():
        row = _held(webhook)
        if row.state == SubscriptionState.PAUSED:
            raise ValidationError("Webhook này đang tạm dừng rồi: tải lại trang.")
        before = copy(row)
        row.state = SubscriptionState.PAUSED
        row.save(update_fields=["state"])
        _record(by, row, "webhook_paused", (before, row), why=why.strip())
    return row


def resume_webhook(*, actor: Actor, webhook: WebhookSubscription) -> WebhookSubscription:
    """Sent again from where it stopped, in order: what was given up waits once more.

    Raises:
        PermissionDenied: the actor doesn't run the system.
        ValidationError: it is sending already.
    """
    by = admit(actor, may_manage(scopes(actor)))
    with transaction.atomic():
        row = _held(webhook)
        if row.state == SubscriptionState.ACTIVE:
            raise ValidationError("Webhook này đang gửi rồi: tải lại trang.")
        before = copy(row)
        stopped = row.state == SubscriptionState.STOPPED
        row.state = SubscriptionState.ACTIVE
        row.save(update_fields=["state"])
        if stopped:
            given_up = row.deliveries.filter(state=DeliveryState.GIVEN_UP, entry__isnull=False)
            given_up.update(state=DeliveryState.WAITING, attempts=0, ended=None, next_try=timezone.now())
        row.deliveries.filter(state=DeliveryState.WAITING).update(next_try=timezone.now())
        _record(by, row, "webhook_resumed", (before, row))
    return row


def resend(*, actor: Actor, delivery: WebhookDelivery) -> WebhookDelivery:
    """The same message, with the same id, goes out once more at the next turn.

    Raises:
        PermissionDenied: the actor doesn't run the system.
        ValidationError: it waits already, or it was a trial.
    """
    by = admit(actor, may_manage(scopes(actor)))
    with transaction.atomic():
        row = WebhookDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        if row.entry is None:
            raise ValidationError("Thông báo thử không gửi lại: bấm “Gửi thử” lần nữa.")
        if row.state == DeliveryState.WAITING:
            raise ValidationError("Thông báo này đang chờ gửi.")
        before = copy(row)
        row.state, row.attempts, row.ended = DeliveryState.WAITING, 0, None
        row.next_try = timezone.now()
        row.save()
        _record(by, row.subscription, "webhook_resent", (before, row))
    return row


def try_webhook(*, actor: Actor, webhook: WebhookSubscription) -> WebhookDelivery:
    """Send a trial at once; what came back stands in it.

    Raises:
        PermissionDenied: the actor doesn't run the system.
    """
    by = admit(actor, may_manage(scopes(actor)))
    uid = uuid4()
    body = body_of(str(uid), TRIAL, None, {"unit": webhook.unit.code})
    row = WebhookDelivery.objects.create(
        # Over before it begins: a process that dies here leaves nothing in the queue.
        subscription=webhook,
        uid=uid,
        event=TRIAL,
        payload=body,
        state=DeliveryState.GIVEN_UP,
    )
    attempt(row, last=True)
    _record(by, webhook, "webhook_tried", data={"status": row.status, "error": row.error})
    return row


@contextmanager
def _once() -> Iterator[None]:
    """Two that tell one address of one unit, made at the same moment: the later one reads a sentence."""
    try:
        yield
    except IntegrityError as error:
        raise ValidationError("Địa chỉ này vừa được lập để nhận thông báo của đơn vị đó.") from error


def _refuse_no_event(events: Sequence[Event]) -> None:
    if not events:
        raise ValidationError({"events": "Chọn ít nhất một việc được báo."})


def _new_secret() -> str:
    return START + secrets.token_urlsafe(32)


def _held(webhook: WebhookSubscription) -> WebhookSubscription:
    return WebhookSubscription.objects.select_for_update(of=("self",)).get(pk=webhook.pk)


def _record(
    by: Acting,
    row: WebhookSubscription,
    verb: str,
    *pairs: Pair,
    why: str = "",
    data: dict[str, object] | None = None,
) -> None:
    record(
        actor=by,
        verb=f"exchange.{verb}",
        subject=row.name,
        ref=f"webhook:{row.pk}",
        data=written(*pairs) | (data or {}),
        why=why,
    )
