"""Every service of webhooks × every role: who runs the system, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.records import Tree, make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.exchange.webhooks import services
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription
from vinhdanh.exchange.webhooks.types import DeliveryState, Event, SubscriptionState

NEW = "https://8.8.8.8/khac"
ACTS: dict[str, Callable[..., Any]] = {
    "make": lambda actor, unit, **_: services.make_webhook(
        actor=actor, name="Mới", url="https://8.8.8.8/", unit=unit, events=[Event.SIGNED]
    ),
    "change": lambda actor, sending, unit, **_: services.change_webhook(
        actor=actor, webhook=sending, name="Khác", url=NEW, unit=unit, events=[Event.SIGNED], why="Thử"
    ),
    "rekey": lambda actor, sending, **_: services.rekey_webhook(actor=actor, webhook=sending, why="Thử"),
    "pause": lambda actor, sending, **_: services.pause_webhook(actor=actor, webhook=sending, why="Thử"),
    "resume": lambda actor, paused, **_: services.resume_webhook(actor=actor, webhook=paused),
    "resend": lambda actor, message, **_: services.resend(actor=actor, delivery=message),
    "try": lambda actor, sending, **_: services.try_webhook(actor=actor, webhook=sending),
}


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    unit = Tree().px01
    # A port that nobody listens to: refused before it is called, private hosts are not allowed here.
    rows = {
        name: WebhookSubscription.objects.create(
            name=name,
            url=f"https://127.0.0.1:9/{name}",
            unit=unit,
            events=[],
            cursor=0,
            state=state,
            by_name="Quản trị",
        )
        for name, state in (("sending", SubscriptionState.ACTIVE), ("paused", SubscriptionState.PAUSED))
    }
    message = WebhookDelivery.objects.create(
        subscription=rows["sending"],
        entry=1,
        event=Event.SIGNED,
        payload="{}",
        state=DeliveryState.DELIVERED,
    )
    return {"unit": unit, "message": message, **rows}


def test_only_who_runs_the_system_manages_webhooks(world: dict[str, Any]) -> None:
    for role in Role:
        actor = make_account(role.value, (role, WHOLE_AGENCY))
        for name, act in ACTS.items():
            with transaction.atomic():
                if role == Role.ADMINISTRATOR:
                    act(actor, **world)
                else:
                    with pytest.raises(PermissionDenied):
                        act(actor, **world)
                transaction.set_rollback(True)
            world["sending"].refresh_from_db()
            assert name
