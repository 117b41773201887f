"""Records of the emulation year that the addresses name."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from tests.movements.clustered import open_cluster
from vinhdanh.movements.models import (
    CalendarEntry,
    Compact,
    Directive,
    GoldenEntry,
    Meeting,
    Movement,
    PraiseProposal,
    Target,
)
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import MovementKind, MovementState
from vinhdanh.movements.types.praise import PraiseWay
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.people.models import Person, Unit


@pytest.fixture
def emulation_year(judged: Judged) -> dict[str, int]:
    """A movement of the agency, and what PX01 has in its year."""
    agency, px01 = (Unit.objects.get(code=code) for code in ("CAT", "PX01"))
    movement = Movement.objects.create(
        unit=agency,
        kind=MovementKind.REGULAR,
        state=MovementState.LAUNCHED,
        year=2025,
        name="Vì An ninh Tổ quốc",
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
    )
    target = Target.objects.create(
        unit=px01, owner=px01, year=2025, name="Lớp", measure="lớp", value=4, state=TargetState.REGISTERED
    )
    written = CalendarEntry.objects.create(unit=px01, kind="meeting", title="Giao ban", on=date(2025, 5, 5))
    compact = Compact.objects.create(
        unit=px01, year=2025, number="1", dated=date(2025, 1, 9), name="Giao ước"
    )
    return {
        "movement": movement.pk,
        "target": target.pk,
        "date": written.pk,
        "compact": compact.pk,
        **_directive(agency, px01),
        **_praise(movement),
    }


def _directive(agency: Unit, px01: Unit) -> dict[str, int]:
    meeting = Meeting.objects.create(
        unit=agency,
        kind=MeetingKind.FINAL_REVIEW,
        name="Hội nghị tổng kết",
        on=date(2025, 1, 3),
        year=2025,
        chair="Giám đốc",
    )
    directive = Directive.objects.create(
        meeting=meeting,
        kind=DirectiveKind.LEADER,
        order=1,
        issuer=agency,
        giver="Giám đốc",
        text="Rà soát",
        task="Rà soát",
        owner=px01,
    )
    return {"meeting": meeting.pk, "directive": directive.pk}


def _praise(movement: Movement) -> dict[str, int]:
    """A draft of PX01 that proposes THUY, and her line in the Sổ vàng."""
    thuy, px01 = Person.objects.get(number=THUY), Unit.objects.get(code="PX01")
    axis = movement.axes.create(order=1, name="Gần dân nhất")
    about = {"movement": movement, "unit": px01, "person": thuy, "axis": axis, "deed": "Cứu người"}
    term = {"cadence": Cadence.QUARTER, "year": 2025, "number": 1}
    proposal = PraiseProposal.objects.create(**about, **term, way=PraiseWay.NOTICE)
    at = timezone.now()
    golden = GoldenEntry.objects.create(
        **about, **term, on=date(2025, 4, 1), decided_by="X", at=at, by_name="X"
    )
    return {"proposal": proposal.pk, "golden": golden.pk}


@pytest.fixture
def clusters(judged: Judged) -> dict[str, int]:
    """A khối of PX01, which heads it, and PX02, whose members score themselves."""
    own, other = open_cluster(Unit.objects.filter(code__in=("PX01", "PX02")).order_by("path"))
    return {"cluster": own.year_id, "sheet": own.pk, "other_sheet": other.pk}
