"""One record of each kind that an address names, for tests that walk the table of addresses."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from tests.programmes.selection import open_round
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Grant
from vinhdanh.exchange.models import Intake
from vinhdanh.people import services
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import Period, Person, Unit
from vinhdanh.people.services import confer_rank, open_period, request_transfer
from vinhdanh.people.services.conduct import TrainingEntry
from vinhdanh.programmes import services as programmes
from vinhdanh.programmes.models import Enrolment
from vinhdanh.programmes.services import add_class, add_plan, register_member
from vinhdanh.programmes.services.recruitment import Share
from vinhdanh.programmes.services.training_plans import BandLine
from vinhdanh.programmes.training_types import CourseKind, TargetGroup
from vinhdanh.web.models import Workbook


@pytest.fixture
def file(judged: Judged) -> Workbook:
    return Workbook.objects.create(
        owner=judged.accounts["standing"],
        name="a.xlsx",
        size=1,
        year=2025,
        state=Workbook.State.READ,
        persons=1,
    )


@pytest.fixture
def month(judged: Judged) -> Period:
    return open_period(
        actor=Operator(),
        unit=Unit.objects.get(code="CAT"),
        scale=offered()[0]["loai-1-4"],
        kind=PeriodKind.MONTH,
        year=2025,
        number=5,
    )


@pytest.fixture
def conduct(judged: Judged) -> dict[str, int]:
    """A breach and a measure of the officer, and a course of his department."""
    day = date(2025, 6, 2)
    thuy, px01 = Person.objects.get(number=THUY), Unit.objects.get(code="PX01")
    breach = services.record_violation(
        actor=Operator(), subject=thuy, act="9-2-b.2", on=day, reported_on=day, book=law()
    )
    measure = services.decide_measure(
        actor=Operator(), subject=thuy, code="phe_binh", year=2025, decided=day, by="Thủ trưởng", book=law()
    )
    course = services.record_training(
        actor=Operator(), unit=px01, on=day, basis="KH 1", book=law(), sessions=4
    )
    entries = {THUY: TrainingEntry("officer", skipped=True)}
    services.record_results(actor=Operator(), course=course, entries=entries, book=law())
    return {"breach": breach.pk, "measure": measure.pk, "course": course.pk}


@pytest.fixture
def there(
    judged: Judged,
    file: Workbook,
    month: Period,
    conduct: dict[str, int],
    intake: Intake,
    selection: dict[bool, int],
    training: dict[str, int],
    clusters: dict[str, int],
    emulation_year: dict[str, int],
    review_rounds: dict[str, int],
    dossiers: dict[str, int],
    appraisal: dict[str, int],
    sitting_council: dict[str, int],
    ballot_boxes: dict[str, int],
    decided: dict[str, int],
    proved: dict[str, int],
    keyed: dict[str, int],
    upwards: dict[str, int],
    fund: dict[str, int],
    certificates: dict[str, int],
    honour_books: dict[str, int],
    texts: dict[str, int],
    told_of: dict[str, int],
    packages: dict[str, int],
) -> dict[str, int]:
    """Keys of the records that the addresses name."""
    colleague, other = Person.objects.get(number="200-002"), Person.objects.get(number="200-007")
    titles = {
        name: Grant.objects.filter(person__number=number, honour="CSTT").values_list("pk", flat=True).first()
        for name, number in (("grant", THUY), ("other", "200-004"))
    }
    hers, theirs = (Grant.objects.filter(person__number=n, year=2022).get() for n in (THUY, "200-004"))
    rank = confer_rank(actor=Operator(), person=colleague, rank="Đại úy", since=date(2020, 1, 1))
    asked = request_transfer(
        actor=Operator(),
        person=colleague,
        to_unit=Unit.objects.get(code="X001"),
        start=timezone.localdate(),
        reason="X",
    )
    own = {
        "file": file.pk,
        "run": judged.run.pk,
        "month": month.pk,
        **titles,
        "hers": hers.pk,
        "theirs": theirs.pk,
        "her_paper": hers.decision_id,
        "post": colleague.posts.get().pk,
        "rank": rank.pk,
        "state": other.absences.get().pk,
        "transfer": asked.pk,
        "intake": intake.pk,
        "round": selection[False],
        "totals": selection[True],
    }
    named: dict[str, int] = {}
    for keys in (
        own,
        conduct,
        training,
        clusters,
        sitting_council,
        emulation_year,
        review_rounds,
        dossiers,
        appraisal,
        ballot_boxes,
        decided,
        proved,
        keyed,
        upwards,
        fund,
        certificates,
        honour_books,
        texts,
        told_of,
        packages,
    ):
        assert not named.keys() & keys.keys(), "two records share a name in the addresses"
        named |= keys
    return named


@pytest.fixture
def selection(judged: Judged) -> dict[bool, int]:
    """Two rounds of selection, by files and by totals, their communes played by PX01 and PX02."""
    rounds = {}
    for by_totals in (False, True):
        made = open_round(name=f"Đợt {by_totals}", by_totals=by_totals)
        rounds[by_totals] = made.pk
        communes = {unit: Share(1) for unit in Unit.objects.filter(code__in=("PX01", "PX02"))}
        programmes.set_communes(actor=Operator(), round_=made, communes=communes)
        for unit in () if by_totals else communes:
            programmes.register_candidate(
                actor=Operator(),
                round_=made,
                unit=unit,
                name="Lò Văn Inh",
                born=date(2006, 5, 20),
                sex="male",
                education="THPT",
            )
    return rounds


@pytest.fixture
def intake(judged: Judged) -> Intake:
    return Intake.objects.create(
        by=judged.accounts["standing"],
        by_name="X",
        name="a.xlsx",
        size=1,
        content=ContentFile(b"a", "a.xlsx"),
        year=2025,
        state=Intake.State.MAPPING,
    )


@pytest.fixture
def training(judged: Judged) -> dict[str, int]:
    """Keys of a training that THUY of PX01 and somebody of PX02 attend today."""
    today = timezone.localdate()
    plan = add_plan(
        actor=Operator(),
        organiser=Unit.objects.get(code="PX01"),
        year=today.year,
        name="Cập nhật nghiệp vụ",
        group=TargetGroup.STAFF,
        basis="KH 1",
        counted_on=today,
        bands=[BandLine("Đạt")],
    )
    found = add_class(
        actor=Operator(),
        plan=plan,
        code="N1",
        name="Lớp 1",
        kind=CourseKind.SPECIALTY,
        venue="Hội trường",
        start=today,
        end=today,
    )
    learner, other = (
        Enrolment.objects.create(
            training_class=found, person=person, unit=person.posts.latest("start").unit, called=today
        )
        for person in Person.objects.filter(number__in=(THUY, "200-004")).order_by("-number")
    )
    member = register_member(
        actor=Operator(),
        unit=Unit.objects.get(code="X001"),
        team="Tổ 1",
        name="Lò Văn Dính",
        born=1980,
        start=today,
    )
    return {
        "plan": plan.pk,
        "class": found.pk,
        "session": found.sessions.earliest("part").pk,
        "learner": learner.pk,
        "classmate": other.pk,
        "member": member.pk,
    }
