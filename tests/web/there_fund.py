"""Records of the fund, of artefacts and of revoking that the addresses name: the agency's own."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.models import (
    ArtefactIssue,
    FollowUp,
    Fund,
    FundLevel,
    Payment,
    RevocationCase,
    RevokedGrant,
)
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.revoking import CaseKind, CaseState
from vinhdanh.engine import Verdict
from vinhdanh.people.models import Unit


@pytest.fixture
def fund(judged: Judged) -> dict[str, int]:
    """A fund with a payment, an artefact, and a case whose fall touches an honour of somebody else."""
    agency = Unit.objects.get(code="CAT")
    grant = Grant.objects.filter(person__number=THUY, decision__isnull=False).order_by("pk").first()
    other = Grant.objects.filter(person__number="200-004").order_by("pk").first()
    assert grant is not None
    assert grant.decision is not None
    assert other is not None
    today = timezone.localdate()
    kept = Fund.objects.create(unit=agency, year=2025, name="Quỹ", sources="X")
    FundLevel.objects.create(fund=kept, level=GivenBy.BASE, ground="X")
    payment = Payment.objects.create(fund=kept, grant=grant, decision=grant.decision, amount=1)
    piece = ArtefactIssue.objects.create(
        unit=agency, grant=grant, kind=ArtefactKind.DIPLOMA, serial="1", issued=date(2025, 1, 1)
    )
    case = RevocationCase.objects.create(
        unit=agency,
        kind=CaseKind.RECOVER,
        state=CaseState.DECIDED,
        ground="fraud",
        ground_words="X",
        account="X",
        proposer="X",
        proposed=today,
    )
    line = RevokedGrant.objects.create(case=case, grant=grant)
    review = FollowUp.objects.create(
        line=line, grant=other, before=Verdict.MET.value, after=Verdict.UNMET.value
    )
    return {
        "fund": kept.pk,
        "payment": payment.pk,
        "paid_paper": grant.decision.pk,
        "piece": piece.pk,
        "case": case.pk,
        "case_line": line.pk,
        "follow_up": review.pk,
        "hers_in_case": grant.pk,
    }
