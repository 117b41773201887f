"""An honour with its proof that the addresses name."""

from __future__ import annotations

import pytest

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.awards.services import record_grant
from vinhdanh.awards.services.proofs import prepare
from vinhdanh.people.models import Person


@pytest.fixture
def proved(judged: Judged) -> dict[str, int | str]:
    """A giấy khen of THUY with its code."""
    thuy = Person.objects.get(number=THUY)
    grant = record_grant(actor=Operator(), subject=thuy, honour="GK", year=2024)
    [proof] = prepare(by=Operator(), grants=[grant])
    return {"proved": grant.pk, "proof": proof.code}
