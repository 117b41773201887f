"""A webhook that the addresses name."""

from __future__ import annotations

import pytest

from tests.judged import Judged
from vinhdanh.exchange.webhooks.models import WebhookSubscription
from vinhdanh.people.models import Unit


@pytest.fixture
def told_of(judged: Judged) -> dict[str, int]:
    """A webhook of PX01, with nothing sent."""
    row = WebhookSubscription.objects.create(
        name="Cổng thử", url="https://8.8.8.8/", unit=Unit.objects.get(code="PX01"), events=[], cursor=0
    )
    return {"webhook": row.pk}
