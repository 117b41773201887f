"""A proposal under review that the addresses of appraisal, posting and holds name."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.dossiers.review import write_parts
from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.dossiers.models import (
    PostingLine,
    Proposal,
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.services import add_proposal, move
from vinhdanh.dossiers.services.appraisal import answer_opinion
from vinhdanh.dossiers.services.posting import post, set_posting_term
from vinhdanh.dossiers.stages import ON_PATH
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState, Topic
from vinhdanh.people.models import Person, Unit


@pytest.fixture
def appraisal(judged: Judged) -> dict[str, int]:
    """A round of the agency in which THUY is proposed by PX01, appraised by PX02, and hangs out."""
    agency, px01, px02 = (Unit.objects.get(code=code) for code in ("CAT", "PX01", "PX02"))
    round = ReviewRound.objects.create(
        unit=agency,
        kind=RoundKind.YEARLY,
        state=RoundState.OPEN,
        year=2025,
        name="Đợt thẩm định",
        opened=timezone.localdate(),
    )
    RoundStep.objects.bulk_create([RoundStep(round=round, stage=stage) for stage in ON_PATH])
    RoundHonour.objects.create(round=round, honour="GK", level="base")
    RoundUnit.objects.create(round=round, unit=px01)
    RoundTopic.objects.create(round=round, topic=Topic.DISCIPLINE, department=px02)
    thuy = Person.objects.get(number=THUY)
    place = thuy.posts.get(end=None).unit
    operator = Operator()
    row: Proposal = add_proposal(
        actor=operator, round=round, subject=thuy, honour="GK", unit=px01, place=place
    )
    write_parts(row)
    for verb in ("hand_in", "submit"):
        row = move(actor=operator, proposal=row, verb=verb)
    answer_opinion(actor=operator, opinion=row.opinions.get(), answer=Answer.AGREE)
    row = move(actor=operator, proposal=row, verb="pass_appraisal")
    set_posting_term(actor=operator, round=round, working_days=3, ground="Kế hoạch")
    post(actor=operator, round=round, proposals=[row], place="Bảng tin")
    line = PostingLine.objects.get(proposal=row)
    return {"appraised": row.pk, "appraisal_round": round.pk, "posted_line": line.pk}
