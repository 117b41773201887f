"""``vinhdanh deliver``: what it sent, webhook by webhook, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.exchange.receiving import receiving
from tests.exchange.test_webhooks import Told
from vinhdanh.web.cli.output import Exit


@pytest.fixture
def told(db: None, settings: Any) -> Iterator[Told]:
    settings.WEBHOOK_PRIVATE = True
    with receiving() as receiver:
        yield Told(receiver)


def test_it_sends_what_waits_and_sends_it_once(told: Told, run: Run) -> None:
    told.reissue(told.hers[0])
    first = run("deliver", "--json")
    assert first.code == Exit.OK
    assert first.facts["webhooks"][0] == {
        "webhook": "Cổng thông tin",
        "state": "active",
        "collected": 1,
        "taken": 1,
        "failed": 0,
        "waiting": 0,
        "busy": False,
    }
    assert "0 thông báo đã nhận, 0 còn chờ" in run("deliver").words
    assert len(told.receiver.got) == 1


def test_one_that_is_not_taken_ends_with_one(told: Told, run: Run) -> None:
    told.receiver.answers = [500]
    told.reissue(told.hers[0])
    ran = run("deliver")
    assert ran.code == Exit.NOT_IN_ORDER
    assert "1 còn chờ" in ran.words
