"""Two at one webhook: each message goes out once, one is made once, and the second reads a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.at_once import at_once
from tests.exchange.receiving import receiving
from tests.exchange.test_webhooks import Told
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.exchange.webhooks import outbox, services
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription
from vinhdanh.exchange.webhooks.types import DeliveryState, Event, SubscriptionState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def told(transactional_db: None, settings: Any) -> Iterator[Told]:
    settings.WEBHOOK_PRIVATE = True
    with receiving() as receiver:
        yield Told(receiver)


def refused_once(said: list[str]) -> str:
    """One of two is done; the sentence that the other one reads."""
    assert sorted(word == "done" for word in said) == [False, True], said
    assert verify_chain() is None
    return next(word for word in said if word != "done")


def test_two_processes_send_each_message_once_and_in_order(told: Told) -> None:
    for grant in (told.hers * 3)[:5]:
        told.reissue(grant)
    assert at_once(outbox.deliver_all, outbox.deliver_all) == ["done", "done"]
    outbox.deliver_all()  # whatever the one that found it taken left
    assert len(told.receiver.ids) == len(set(told.receiver.ids)) == 5
    entries = [one["journal"] for one in told.receiver.got]
    assert entries == sorted(entries)
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}
    assert set(WebhookSubscription.objects.values_list("claimed_until", flat=True)) == {None}


def test_one_address_made_in_two_windows_is_one_webhook(told: Told) -> None:
    make = lambda: told.subscribe(url="http://127.0.0.1:9/moi")  # noqa: E731
    assert "nhận thông báo của đơn vị đó" in refused_once(at_once(make, make))
    assert WebhookSubscription.objects.filter(url="http://127.0.0.1:9/moi").count() == 1


def test_one_change_in_two_windows_is_one_change(told: Told) -> None:
    change = lambda: services.change_webhook(  # noqa: E731
        actor=told.admin,
        webhook=told.webhook,
        name="Cổng mới",
        url=told.receiver.url,
        unit=told.px01,
        events=[Event.REVOKED],
        why="Gọn lại",
    )
    assert "Chưa có gì khác" in refused_once(at_once(change, change))
    assert JournalEntry.objects.filter(verb="exchange.webhook_changed").count() == 1


def test_paused_in_two_windows(told: Told) -> None:
    pause = lambda: services.pause_webhook(actor=told.admin, webhook=told.webhook, why="Bảo trì")  # noqa: E731
    assert "đang tạm dừng rồi" in refused_once(at_once(pause, pause))


def test_a_change_while_messages_go_out_loses_none(told: Told) -> None:
    for grant in told.hers:
        told.reissue(grant)
    change = lambda: services.change_webhook(  # noqa: E731
        actor=told.admin,
        webhook=told.webhook,
        name="Cổng mới",
        url=told.receiver.url,
        unit=told.px01,
        events=[Event.REISSUED],
        why="Gọn lại",
    )
    assert at_once(change, outbox.deliver_all) == ["done", "done"]
    outbox.deliver_all()
    assert [one["grant"] for one in told.receiver.got] == [one.pk for one in told.hers]
    told.webhook.refresh_from_db()
    assert (told.webhook.name, told.webhook.state) == ("Cổng mới", SubscriptionState.ACTIVE)
