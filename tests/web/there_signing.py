"""A decision whose file waits for signatures by keys, and a seal."""

from __future__ import annotations

from datetime import date

import pytest

from vinhdanh.access.types import Operator
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DraftLine, IssuingAuthority
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services import add_proposal
from vinhdanh.dossiers.stages import Stage

SEAL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="5" cy="5" r="4"/></svg>'


@pytest.fixture
def keyed(decided: dict[str, int]) -> dict[str, int]:
    """Another decision of the round, sent to be signed, with the file that all sign."""
    old = DraftLine.objects.get(pk=decided["line"]).proposal
    authority = IssuingAuthority.objects.get(pk=decided["issuing"])
    old.round.honours.create(honour="CSTT", level="base")
    made = add_proposal(
        actor=Operator(),
        round=old.round,
        subject=old.subject,
        honour="CSTT",
        unit=old.unit,
        place=old.place,
    )
    Proposal.objects.filter(pk=made.pk).update(stage=Stage.SIGNING)
    day = date(2025, 12, 22)
    [draft] = services.make_drafts(actor=Operator(), authority=authority, proposals=[made], dated=day)
    services.send_draft(actor=Operator(), draft=draft)
    services.prepare_file(actor=Operator(), draft=draft, day=day)
    seal = services.put_seal_image(actor=Operator(), authority=authority, data=SEAL)
    return {"keyed": draft.pk, "seal": seal.pk}
