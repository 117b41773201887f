"""A text that the standing body has read, for the addresses that name one."""

from __future__ import annotations

import pytest

from tests.judged import Judged
from vinhdanh.exchange.texts.services import bring
from vinhdanh.people.models import Unit


@pytest.fixture
def texts(judged: Judged) -> dict[str, int]:
    """Key of the text."""
    reading = bring(
        actor=judged.accounts["standing"],
        unit=Unit.objects.get(code="PX01"),
        year=2025,
        text="Phòng Hậu cần được Bộ Công an tặng Bằng khen năm 2025.",
    )
    return {"reading": reading.pk}
