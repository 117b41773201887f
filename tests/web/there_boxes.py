"""Ballot boxes that the addresses name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.judged import Judged
from tests.records import make_account
from vinhdanh.access.types import Operator
from vinhdanh.council.services.opening import open_box
from vinhdanh.council.services.paper import open_paper_box
from vinhdanh.council.types.boxes import BoxItem, BoxVoter
from vinhdanh.people.models import Unit


@pytest.fixture
def ballot_boxes(judged: Judged) -> dict[str, int]:
    """An open box of PX01 on screen and one on paper; who votes and counts has no role."""
    px01 = Unit.objects.get(code="PX01")
    people = [make_account(f"phieu-{n}") for n in range(3)]
    items = [BoxItem("proposal:999999", "Lò Văn Inh", "Đội 1", 2)]
    ballot = open_box(
        actor=Operator(),
        unit=px01,
        title="Phiếu bầu",
        items=items,
        voters=[BoxVoter(one, frozenset(), one.full_name) for one in people],
        members=3,
        closes_at=timezone.now() + timedelta(hours=1),
        chair_passphrase="rừng xanh mưa bạc",
        secretary_passphrase="suối nguồn trong vắt",
    )
    paper = open_paper_box(
        actor=Operator(), unit=px01, title="Phiếu giấy", items=items, tellers=people, members=3
    )
    return {"ballot": ballot.pk, "paper": paper.pk}
