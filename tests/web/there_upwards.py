"""Records of submissions upwards and of complaints that the addresses name."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Recipient
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Submission
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundHonour, RoundStep, RoundUnit
from vinhdanh.dossiers.services import add_proposal
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.people.models import Person, Unit

OPERATOR = Operator()


@pytest.fixture
def upwards(judged: Judged) -> dict[str, int]:
    """A submission about PX01 that was sent, a draft and a complaint about THUY, a colleague who waits."""
    agency, px01 = (Unit.objects.get(code=code) for code in ("CAT", "PX01"))
    day = timezone.localdate()
    made = ReviewRound.objects.create(
        unit=agency, kind="yearly", state="open", opened=day, name="Trình Bộ năm 2025", year=2025
    )
    RoundStep.objects.bulk_create([RoundStep(round=made, stage=stage) for stage in ON_PATH])
    RoundUnit.objects.create(round=made, unit=px01)
    for honour in ("DVQT", "BK_BO"):
        RoundHonour.objects.create(round=made, honour=honour, level="ministry", own=False)

    def waits(subject: Recipient, honour: str) -> Proposal:
        one = add_proposal(actor=OPERATOR, round=made, subject=subject, honour=honour, unit=px01, place=px01)
        Proposal.objects.filter(pk=one.pk).update(stage=Stage.SIGNING)
        one.refresh_from_db()
        return one

    def listed(one: Proposal) -> int:
        return services.write_submission(
            actor=OPERATOR, unit=agency, addressee="Bộ trưởng Bộ Công an", about="tặng", proposals=[one]
        ).pk

    hers = waits(Person.objects.get(number=THUY), "BK_BO")
    sent = Submission.objects.get(pk=listed(waits(px01, "DVQT")))
    for paper in sent.papers.all():
        ready = {paper.pk: services.PaperText(ready=True)}
        services.set_papers(actor=OPERATOR, submission=sent, papers=ready)
    services.send_submission(actor=OPERATOR, submission=sent, number="1/TTr", signed=day)
    draft = listed(hers)
    waits(Person.objects.get(number="200-002"), "BK_BO")
    complaint = services.record_complaint(
        actor=OPERATOR, matter=hers, kind="petition", text="X", received=day
    )
    return {"submission": sent.pk, "draft": draft, "complaint": complaint.pk}
