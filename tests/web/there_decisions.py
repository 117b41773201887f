"""A decision that the addresses name."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.decisions import services
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.services import add_proposal
from vinhdanh.dossiers.stages import ALWAYS, Stage
from vinhdanh.people.models import Person, Unit


@pytest.fixture
def decided(judged: Judged) -> dict[str, int]:
    """A draft of the agency with THUY's title in its list."""
    agency, px01 = (Unit.objects.get(code=code) for code in ("CAT", "PX01"))
    thuy = Person.objects.get(number=THUY)
    round = ReviewRound.objects.create(
        unit=agency, name="Đợt", kind="yearly", year=2024, state="open", opened=timezone.localdate()
    )
    for stage in ALWAYS:
        round.steps.create(stage=stage)
    round.honours.create(honour="GK", level="base")
    round.units.create(unit=px01)
    made = add_proposal(actor=Operator(), round=round, subject=thuy, honour="GK", unit=px01, place=px01)
    Proposal.objects.filter(pk=made.pk).update(stage=Stage.SIGNING)
    authority = services.write_authority(actor=Operator(), unit=agency, name="Giám đốc", pattern="{n}/QĐ-CAT")
    [draft] = services.make_drafts(
        actor=Operator(), authority=authority, proposals=[made], dated=date(2025, 12, 22)
    )
    return {"issuing": authority.pk, "decision_draft": draft.pk, "line": draft.lines.get().pk}
