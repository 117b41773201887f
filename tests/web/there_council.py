"""Records of councils that the addresses name."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.council import services
from vinhdanh.council.models import AgendaItem
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.people.models import Person, Unit

DECIDED = date(2025, 1, 15)


@pytest.fixture
def sitting_council(judged: Judged) -> dict[str, int]:
    """A council of the agency with a planned meeting and one honour on its agenda."""
    actor, agency = Operator(), Unit.objects.get(code="CAT")
    council = services.write_council(
        actor=actor,
        unit=agency,
        year=2025,
        name="Hội đồng thi đua, khen thưởng",
        number="15/QĐ",
        decided=DECIDED,
        authority="Giám đốc",
    )
    chair, secretary = (
        services.add_member(
            actor=actor, council=council, person=Person.objects.get(number=number), seat=seat, start=DECIDED
        )
        for number, seat in (("200-004", "chair"), ("200-007", "secretary"))
    )
    round = ReviewRound.objects.create(
        unit=agency, name="Đợt của Hội đồng", kind="yearly", year=2025, state="open"
    )
    meeting = services.write_meeting(
        actor=actor,
        council=council,
        round=round,
        starts=timezone.now(),
        place="Phòng họp",
        chair=chair,
        secretary=secretary,
    )
    item = AgendaItem.objects.create(meeting=meeting, honour="CSTT", level="base", position=1, way="hands")
    seat = meeting.attendances.get(member=chair)
    return {
        "council": council.pk,
        "seat": chair.pk,
        "sitting": meeting.pk,
        "item": item.pk,
        "attendance": seat.pk,
    }
