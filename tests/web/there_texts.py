"""A text that the standing body has read, and a scan of it, for the addresses that name one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.judged import Judged
from vinhdanh.exchange import recognising
from vinhdanh.exchange.recognising import Scan, State
from vinhdanh.exchange.texts.services import bring
from vinhdanh.people.models import Unit


@pytest.fixture
def texts(judged: Judged) -> dict[str, int]:
    """Key of the text; the scan's is made of digits."""
    reading = bring(
        actor=judged.accounts["standing"],
        unit=Unit.objects.get(code="PX01"),
        year=2025,
        text="Phòng Hậu cần được Bộ Công an tặng Bằng khen năm 2025.",
    )
    scan = Scan(
        key="1" * 32,
        by=judged.accounts["standing"].pk,
        by_name="X",
        unit="PX01",
        year=2025,
        name="x.png",
        digest="0" * 64,
        received=timezone.now(),
        state=State.STOPPED,
    )
    recognising._folder(scan.key).mkdir(parents=True, exist_ok=True)
    recognising._keep(scan)
    return {"reading": reading.pk, "scan": int(scan.key)}
