"""The sample's proposals to the Prime Minister and the President: sent up, and waiting there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.types import GivenBy
from vinhdanh.dossiers.models import Proposal, ProposalMove, ReviewRound, RoundHonour, RoundStep, RoundUnit
from vinhdanh.dossiers.services.adding import subject_column
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.dossiers.types.rounds import MERIT_OF, RoundKind, RoundState
from vinhdanh.engine.facts import Merit
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit

OLD = timedelta(days=150)  # since then it lies above
WANTED = (  # honour, level, whose honours of the year make him a candidate, how many
    ("BK_TTG", GivenBy.GOVERNMENT, "BK_BO", 3),
    ("HCCC_3", GivenBy.STATE, "CSTD_BO", 1),
)


@transaction.atomic
def install_demo_high_round(agency: Unit, year: int) -> ReviewRound:
    """A round for what is decided above the ministry, all of it sent up five months ago."""
    sent = timezone.localdate() - OLD
    opened = sent - timedelta(days=40)
    round = ReviewRound.objects.create(
        unit=agency,
        name=f"Đợt trình khen thưởng cấp Nhà nước năm {year}",
        kind=RoundKind.YEARLY,
        year=year,
        state=RoundState.OPEN,
        document=f"Công văn số 1482/X03-P4 ngày {opened - timedelta(days=9):%d/%m/%Y}",
        opened=opened,
    )
    RoundStep.objects.bulk_create(RoundStep(round=round, stage=stage) for stage in ON_PATH)
    RoundHonour.objects.bulk_create(
        RoundHonour(round=round, honour=code, level=level, own=False, position=at)
        for at, (code, level, *_) in enumerate(WANTED)
    )
    subjects = [
        (code, level, grant)
        for code, level, before, room in WANTED
        for grant in _candidates(year, before, room)
    ]
    units = {unit.code: unit for unit in Unit.objects.filter(parent=agency)}
    homes = [units[(grant.place_path.removeprefix(agency.path)).split("/")[0]] for *_, grant in subjects]
    RoundUnit.objects.bulk_create(
        RoundUnit(round=round, unit=unit) for unit in sorted(set(homes), key=lambda one: one.path)
    )
    rows = Proposal.objects.bulk_create(
        _proposal(round, number, code, level, grant, unit, _at(sent))
        for number, ((code, level, grant), unit) in enumerate(zip(subjects, homes, strict=True), 1)
    )
    _moves(rows, opened, sent)
    ReviewRound.objects.filter(pk=round.pk).update(numbered=len(rows))
    return round


def _candidates(year: int, honour: str, room: int) -> list[Grant]:
    rows = Grant.objects.filter(year=year, honour=honour, merit=Merit.CONG_TRANG.value, person__left=None)
    found = rows.exclude(person=None).select_related("person", "place")
    return list(found.order_by("person__number")[:room])


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def _proposal(
    round: ReviewRound, number: int, code: str, level: GivenBy, grant: Grant, unit: Unit, at: datetime
) -> Proposal:
    person = grant.person
    assert isinstance(person, Person)
    assert grant.place is not None
    return Proposal(
        round=round,
        number=number,
        **subject_column(person),
        unit=unit,
        place=grant.place,
        honour=code,
        level=level,
        year=round.year,
        merit=MERIT_OF[RoundKind(round.kind)].value,
        position=number,
        origin=Origin.LISTED,
        folded=fold(f"{person.folded} {code_of(person)} {unit.code} {grant.place.name}")[:400],
        stage=Stage.SENT_UP,
        entered=at,
        created=at - timedelta(days=38),
        received=(at - timedelta(days=30)).date(),
    )


def _moves(rows: Sequence[Proposal], opened: date, sent: date) -> None:
    path = (*ON_PATH, Stage.SENT_UP)
    verbs = ("hand_in", "submit", "pass_appraisal", "pass_posting", "vote_passed", "send_up")
    days = (4, 9, 18, 26, 32, (sent - opened).days)
    ProposalMove.objects.bulk_create(
        ProposalMove(
            proposal=row,
            verb=verb,
            start=path[at],
            end=path[at + 1],
            at=_at(opened + timedelta(days=days[at])),
            by_name="Thường trực Hội đồng",
        )
        for row in rows
        for at, verb in enumerate(verbs)
    )
