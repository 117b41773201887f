"""Rounds that the addresses name: one open, one that is being set up."""

from __future__ import annotations

import pytest

from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.dossiers.services.round_states import open_round
from vinhdanh.dossiers.services.rounds import HonourPlan, write_round
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.people.models import Unit


@pytest.fixture
def review_rounds(judged: Judged) -> dict[str, int]:
    """PX01 and PX02 propose for CSTĐ cơ sở."""
    agency, units = Unit.objects.get(code="CAT"), Unit.objects.filter(code__in=["PX01", "PX02"])
    made = [
        write_round(
            actor=Operator(),
            unit=agency,
            name=name,
            kind=RoundKind.YEARLY,
            year=2025,
            honours=[HonourPlan("CSTD_CS")],
            units=list(units),
        )
        for name in ("Đợt tổng kết", "Đợt đang lập")
    ]
    open_round(actor=Operator(), round=made[0])
    return {"review": made[0].pk, "planned": made[1].pk}
