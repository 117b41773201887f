"""A blank of the agency, and a signed decision that was printed once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.decisions.certified import STAR
from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Grant
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, DraftLine, PrintedCertificate, PrintRun
from vinhdanh.documents.emblem import emblem_png
from vinhdanh.dossiers.services import add_proposal
from vinhdanh.people.models import Person


@pytest.fixture
def certificates(judged: Judged, decided: dict[str, int], fund: dict[str, int]) -> dict[str, int]:
    """The draft here is signed; the one of ``decided`` stays one."""
    waiting = DecisionDraft.objects.get(pk=decided["decision_draft"])
    grant = Grant.objects.filter(person__number=THUY, decision__isnull=False).order_by("pk").first()
    assert grant is not None
    operator = Operator()
    number = services.reserve_number(actor=operator, authority=waiting.authority, year=2025, n=900)
    signed = DecisionDraft.objects.create(
        unit=waiting.unit,
        authority=waiting.authority,
        title="Đã ký",
        dated=date(2025, 12, 22),
        state="signed",
        number=number,
        decision=grant.decision,
        created=timezone.now(),
        moved=timezone.now(),
    )
    line = waiting.lines.get()
    made = add_proposal(
        actor=operator,
        round=line.proposal.round,
        subject=Person.objects.get(number="200-002"),
        honour="GK",
        unit=line.proposal.unit,
        place=line.proposal.place,
    )
    DraftLine.objects.create(draft=signed, proposal=made, position=1, grant=grant)
    blank = services.write_blank(
        actor=operator,
        unit=waiting.unit,
        name="Phôi",
        honour="GK",
        kind="certificate",
        width=Decimal(297),
        height=Decimal(210),
    )
    services.scan_blank(actor=operator, blank=blank, data=emblem_png(STAR))
    printer = judged.accounts["standing"].username
    run = PrintRun.objects.create(
        draft=signed, mode="whole", at=timezone.now(), by_name="X", by_username=printer
    )
    sheet = PrintedCertificate.objects.create(run=run, grant=grant, position=1, copy=1)
    return {"blank": blank.pk, "signed_draft": signed.pk, "print_run": run.pk, "printed_sheet": sheet.pk}
