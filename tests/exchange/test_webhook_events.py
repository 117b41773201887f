"""Which acts of the decisions' room are told, and to whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.decisions.above import TODAY, Above
from tests.decisions.drafted import Decided
from tests.records import make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.decisions import services
from vinhdanh.decisions.types.submissions import LineResult
from vinhdanh.exchange.webhooks.models import WebhookSubscription
from vinhdanh.exchange.webhooks.outbox import collect
from vinhdanh.exchange.webhooks.services import make_webhook
from vinhdanh.exchange.webhooks.types import Event


@pytest.fixture
def world(db: None) -> Decided:
    return Decided()


def webhook(world: Decided, **more: Any) -> WebhookSubscription:
    admin = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    fields: dict[str, Any] = {
        "actor": admin,
        "name": "Cổng",
        "url": "https://8.8.8.8/",
        "unit": world.cat,
        "events": list(Event),
    }
    return make_webhook(**(fields | more))


def test_a_signed_decision_is_told_with_its_number_and_where_to_read_on(world: Decided) -> None:
    row = webhook(world)
    signed = world.signed()
    assert signed.decision is not None
    assert collect(row) == 1
    told = json.loads(row.deliveries.get().payload)
    assert told["event"] == "decision.signed"
    assert told["decision"] == {
        "id": signed.decision.pk,
        "number": "01/QĐ-CAT-PX01",
        "decided": signed.decision.decided.isoformat() if signed.decision.decided else None,
    }
    assert told["links"]["grants"].endswith(f"/api/v1/grants?decision={signed.decision.pk}")
    assert world.an.name not in row.deliveries.get().payload


def test_one_authoritys_subscriber_hears_nothing_of_another(world: Decided) -> None:
    other = world.issuing(name="Trưởng phòng Tổ chức cán bộ", pattern="{n}/QĐ-PX01")
    rows = [
        webhook(world, authority=world.authority),
        make_webhook(
            actor=make_account("quantri2", (Role.ADMINISTRATOR, WHOLE_AGENCY)),
            name="Khác",
            url="https://8.8.4.4/",
            unit=world.cat,
            events=[Event.SIGNED],
            authority=other,
        ),
    ]
    world.signed()
    assert [collect(row) for row in rows] == [1, 0]


def test_what_an_agency_signs_is_not_told_to_a_subscriber_of_a_unit_below(world: Decided) -> None:
    row = webhook(world, unit=world.px01)
    world.signed()
    assert collect(row) == 0


def test_the_answer_from_above_is_told_with_its_submission(db: None) -> None:
    above = Above()
    admin = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
    row = make_webhook(
        actor=admin, name="Cổng", url="https://8.8.8.8/", unit=above.cat, events=[Event.OUTCOME]
    )
    sent = above.sent()
    every = {line.pk: services.Told(LineResult.REFUSED, why="Vượt số lượng") for line in sent.lines.all()}
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=every)
    assert collect(row) == 1
    told = json.loads(row.deliveries.get().payload)
    assert (told["event"], told["submission"]["id"]) == ("submission.outcome", sent.pk)
    assert told["submission"]["number"] == "12/TTr-CAT"
