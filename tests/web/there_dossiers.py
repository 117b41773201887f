"""Records of the review that the addresses name."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.dossiers.files import keep
from vinhdanh.dossiers.models import Attachment, ReviewRound, RoundHonour, RoundStep, RoundUnit
from vinhdanh.dossiers.services import add_proposal
from vinhdanh.dossiers.stages import ON_PATH
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState
from vinhdanh.people.models import Person, Unit


@pytest.fixture
def dossiers(judged: Judged) -> dict[str, int]:
    """An open round of the agency in which PX01 proposes an officer of its own, with a file."""
    agency, px01 = (Unit.objects.get(code=code) for code in ("CAT", "PX01"))
    round = ReviewRound.objects.create(
        unit=agency,
        name="Đợt có hồ sơ",
        kind=RoundKind.YEARLY,
        year=2025,
        state=RoundState.OPEN,
        opened=date(2025, 11, 1),
    )
    RoundStep.objects.bulk_create(RoundStep(round=round, stage=stage) for stage in ON_PATH)
    RoundHonour.objects.create(round=round, honour="CSTT", level="base")
    RoundUnit.objects.create(round=round, unit=px01)
    her = Person.objects.get(number=THUY)
    made = add_proposal(actor=Operator(), round=round, subject=her, honour="CSTT", unit=px01, place=px01)
    paper = Attachment.objects.create(
        proposal=made,
        item="Giấy xác nhận",
        name="a.pdf",
        sha256=keep(b"%PDF-1.7\n%%EOF\n"),
        size=15,
        kind="pdf",
        at=timezone.now(),
        by_name="X",
    )
    return {"review_round": round.pk, "dossier": made.pk, "dossier_file": paper.pk}
