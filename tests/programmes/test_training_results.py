"""From the score to the certificate, and what the figures say: each act and its refusals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.programmes.classes import OPERATOR, TODAY, YEAR, Training
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.services import record
from vinhdanh.programmes import services
from vinhdanh.programmes.models import (
    Attendance,
    Enrolment,
    GrassrootsMember,
    ResultCorrection,
    TrainingCertificate,
)
from vinhdanh.programmes.services.training_learners import MarkLine, ResultLine
from vinhdanh.programmes.training_figures import coverage, measures
from vinhdanh.programmes.training_selectors import Key, required, to_make_up, trainings_of
from vinhdanh.programmes.training_types import Mark, PartOfDay

pytestmark = pytest.mark.django_db
PRESENT, ABSENT = MarkLine(Mark.PRESENT), MarkLine(Mark.ABSENT)


@pytest.fixture
def world(db: None) -> Training:
    return Training()


# ---- results --------------------------------------------------------------------------------------


def test_the_band_follows_the_score_and_the_plans_own_conditions_stand_before_it(db: None) -> None:
    world = Training(least_attendance=50, needs_essay=True)
    dinh, em, giang = world.call(world.dinh, world.em, world.giang)
    world.attend([dinh, em], upto=3)
    world.attend([giang], upto=2)
    with pytest.raises(ValidationError) as refused:
        services.record_results(
            actor=OPERATOR,
            training_class=world.running,
            results={
                dinh.pk: ResultLine(essay=True, score=Decimal("7.5")),
                em.pk: ResultLine(score=Decimal(9)),
                giang.pk: ResultLine(essay=True, score=Decimal(9)),
            },
        )
    said = refused.value.message_dict
    assert said[str(em.pk)] == ["Chưa nộp thu hoạch nên chưa xếp loại đạt được."]
    assert said[str(giang.pk)] == ["Dự chưa đủ 3 trong 6 buổi nên không xếp loại đạt được."]
    assert str(dinh.pk) not in said
    world.grade({dinh: "7.5", em: "4.9"})
    bands = {one.pk: str(one.band) for one in world.running.enrolments.all()}
    assert (bands[dinh.pk], bands[em.pk]) == ("Khá", "Không đạt")


def test_a_result_may_be_lowered_by_a_person_and_never_raised_above_the_score(world: Training) -> None:
    (dinh,) = world.call(world.dinh)
    world.attend([dinh])
    good, fair, *_ = world.plan.bands.all()
    results = {dinh.pk: ResultLine(score=Decimal("7.5"), band=good)}
    with pytest.raises(ValidationError, match="Điểm này thuộc loại Khá"):
        services.record_results(actor=OPERATOR, training_class=world.running, results=results)
    results = {dinh.pk: ResultLine(score=Decimal(9), band=fair)}
    assert services.record_results(actor=OPERATOR, training_class=world.running, results=results) == 1


# ---- closing --------------------------------------------------------------------------------------


def test_a_class_closes_when_every_session_is_marked_and_who_came_has_a_result(world: Training) -> None:
    rows = world.call(world.dinh, world.em)
    world.attend(rows, upto=5)
    with pytest.raises(ValidationError) as refused:
        services.close_class(actor=OPERATOR, training_class=world.running)
    assert any(said.startswith("1 buổi chưa điểm danh đủ: chiều") for said in refused.value.messages)
    assert any("2 học viên có dự mà chưa có kết quả" in said for said in refused.value.messages)
    world.attend(rows[:1], absent=rows[1:])
    world.grade({rows[0]: "8", rows[1]: "3"})
    assert services.close_class(actor=OPERATOR, training_class=world.running).closed


def test_a_closed_class_is_frozen_in_the_database_itself(world: Training) -> None:
    closed = world.finish({world.dinh: "8"}, absent=[world.em])
    row = closed.enrolments.filter(member=world.dinh)
    acts = [
        lambda: row.update(score=Decimal(9)),
        lambda: Attendance.objects.filter(enrolment=row.get()).update(mark=Mark.ABSENT),
        lambda: Attendance.objects.all().delete(),
        lambda: Enrolment.objects.create(training_class=closed, member=world.ha, unit=world.x2, called=TODAY),
        lambda: closed.sessions.update(part=PartOfDay.EVENING),
        lambda: type(closed).objects.filter(pk=closed.pk).update(closed=None),
    ]
    for act in acts:
        with pytest.raises(DatabaseError, match="đã chốt"), transaction.atomic():
            act()
    with pytest.raises(ValidationError, match="đã chốt"):
        services.record_results(actor=OPERATOR, training_class=closed, results={})


def test_a_correction_stands_beside_what_was_closed_and_is_what_counts(world: Training) -> None:
    closed = world.finish({world.dinh: "4", world.em: "8"})
    row = closed.enrolments.get(member=world.dinh)
    fair = world.plan.bands.get(name="Khá")
    with pytest.raises(ValidationError, match="Ghi lý do đính chính"):
        services.correct_result(actor=OPERATOR, enrolment=row, band=fair, score=Decimal(7), reason=" ")
    services.correct_result(
        actor=OPERATOR, enrolment=row, band=fair, score=Decimal(7), reason="Cộng sót điểm thực hành"
    )
    row.refresh_from_db()
    assert str(row.band) == "Không đạt", "what was closed stays to be read"
    assert trainings_of(world.dinh).get().passed is True
    assert coverage(world.plan).whole.trained == 2
    with pytest.raises(ValidationError, match="không khác"):
        services.correct_result(actor=OPERATOR, enrolment=row, band=fair, score=Decimal(7), reason="X")
    with pytest.raises(DatabaseError), transaction.atomic():
        ResultCorrection.objects.all().delete()


# ---- certificates ---------------------------------------------------------------------------------


def test_certificates_run_on_without_a_gap_and_no_number_comes_twice(world: Training) -> None:
    with pytest.raises(ValidationError, match="Chốt lớp rồi"):
        services.issue_certificates(actor=OPERATOR, training_class=world.running, issued=TODAY)
    closed = world.finish({world.dinh: "8", world.em: "3", world.giang: "7"})
    made = services.issue_certificates(actor=OPERATOR, training_class=closed, issued=TODAY, first=11)
    assert [str(one) for one in made] == [f"0011/{YEAR}", f"0012/{YEAR}"]
    with pytest.raises(ValidationError, match="Không còn ai"):
        services.issue_certificates(actor=OPERATOR, training_class=closed, issued=TODAY)
    failed = closed.enrolments.get(member=world.em)
    services.correct_result(
        actor=OPERATOR, enrolment=failed, band=world.plan.bands.get(name="Giỏi"), reason="Chấm nhầm bài"
    )
    with pytest.raises(ValidationError, match=f"Số 12 năm {YEAR} đã cấp. Số trống tiếp theo: 13"):
        services.issue_certificates(actor=OPERATOR, training_class=closed, issued=TODAY, first=12)
    (more,) = services.issue_certificates(actor=OPERATOR, training_class=closed, issued=TODAY)
    assert more.number == 13
    with pytest.raises(DatabaseError), transaction.atomic():
        TrainingCertificate.objects.update(number=1)


# ---- making up ------------------------------------------------------------------------------------


def test_who_missed_or_failed_is_called_to_the_make_up_class(world: Training) -> None:
    closed = world.finish({world.dinh: "8", world.em: "3"}, absent=[world.giang])
    assert set(to_make_up(closed)) == {Key("m", world.em.pk), Key("m", world.giang.pk)}
    made = services.add_make_up(
        actor=OPERATOR,
        training_class=closed,
        code="L1-B",
        venue="Hội trường xã",
        start=TODAY,
        end=TODAY,
    )
    assert {one.member for one in made.enrolments.all()} == {world.em, world.giang}
    assert [str(topic) for topic in made.topics.all()] == ["Tuần tra, kiểm soát"]
    with pytest.raises(ValidationError, match="đang có tên ở lớp khác"):
        services.add_make_up(
            actor=OPERATOR, training_class=closed, code="L1-C", venue="Y", start=TODAY, end=TODAY
        )
    rows = list(made.enrolments.all())
    world.attend(rows)
    world.grade(dict.fromkeys(rows, "6"))
    services.close_class(actor=OPERATOR, training_class=made)
    assert to_make_up(closed) == {}
    assert coverage(world.plan).whole.trained == 3


# ---- figures --------------------------------------------------------------------------------------


def test_coverage_is_who_passed_of_those_in_force_by_commune_and_whole(world: Training) -> None:
    left = world.member(world.x2, "Sùng A Mới", start=date(YEAR, 1, 2))
    world.running.refresh_from_db()
    closed = world.finish({world.dinh: "8", world.em: "3"}, absent=[world.giang])
    found = coverage(world.plan)
    assert [(line.unit, line.cover.trained, line.cover.in_force) for line in found.lines] == [
        (world.x2, 0, 1),
        (world.x1, 1, 3),
    ]
    assert found.whole.percent == 25
    assert (found.reached, found.whole.short_of(world.plan.target)) == (False, 2)
    assert (found.classes, found.learners, found.gone) == (1, 3, 0)
    assert Key("m", left.pk) not in required(world.plan)
    told = measures(world.x1, date(YEAR, 1, 1), date(YEAR, 12, 31))
    assert (told.classes, told.learners, told.people, told.passed) == (1, 3, 3, 1)
    assert told.pass_rate == Fraction(1, 3)
    assert told.cover.share == Fraction(1, 3)
    assert measures(world.x2, date(YEAR, 1, 1), date(YEAR, 12, 31)).pass_rate is None
    assert closed.plan == world.plan


def test_figures_without_names_stand_in_for_a_commune_and_never_count_anybody_twice(world: Training) -> None:
    world.finish({world.dinh: "8"})
    report = {"actor": OPERATOR, "plan": world.plan, "classes": 1, "source": "Báo cáo 5/BC"}
    with pytest.raises(ValidationError, match="1 lượt học viên ghi tên"):
        services.report_figures(unit=world.x1, trained=2, **report)
    with pytest.raises(ValidationError, match="nhiều hơn quân số"):
        services.report_figures(unit=world.x2, trained=2, in_force=1, **report)
    services.report_figures(unit=world.x2, trained=3, in_force=4, **report)
    found = coverage(world.plan)
    assert (found.whole.trained, found.whole.in_force) == (4, 7)
    assert (found.classes, found.learners) == (2, 4)
    with pytest.raises(ValidationError, match="đã ghi số tổng hợp"):
        world.call(world.ha, into=world.make_class("L2"))


# ---- the register ---------------------------------------------------------------------------------


def test_the_register_takes_nobody_twice_and_keeps_who_left(world: Training) -> None:
    with pytest.raises(ValidationError, match="đang có trong Tổ bảo vệ bản Mới"):
        world.member(world.x1, "lò  văn DÍNH", team="Tổ bảo vệ bản Cũ")
    services.end_member(actor=world.clerk, member=world.dinh, last_day=TODAY, why="Hết nhiệm kỳ")
    assert world.dinh.end == TODAY
    with pytest.raises(ValidationError, match="đã thôi tham gia"):
        services.end_member(actor=world.clerk, member=world.dinh, last_day=TODAY, why="X")
    with pytest.raises(PermissionDenied):
        services.change_member(actor=world.clerk, member=world.ha, why="X", team="Tổ khác")
    with pytest.raises(PermissionDenied):
        services.change_member(actor=world.clerk, member=world.em, why="X", unit=world.x2)


@pytest.mark.slow
def test_published_figures_of_a_whole_province_give_their_coverage(world: Training) -> None:
    """Phú Thọ, 9–10/2025: 23 classes and over 6,000 learners, members not yet trained that year."""
    plan = world.make_plan(name="Tập huấn 9–10/2025", year=2025, counted_on=date(2025, 9, 1))
    figures = {
        "actor": OPERATOR,
        "plan": plan,
        "unit": world.cat,
        "classes": 23,
        "source": "baophutho.vn 240089",
    }
    GrassrootsMember.objects.all().delete()  # no register: nothing published says how many there are
    services.report_figures(trained=6000, **figures)
    found = coverage(plan)
    assert (found.classes, found.learners, found.whole.percent) == (23, 6000, None)
    # The classes were for those not yet trained that year: with them as the strength, all are covered …
    services.report_figures(trained=6000, in_force=6000, **figures)
    assert coverage(plan).whole.percent == 100
    # … as they are when the same people stand in the register by name.
    plan.reported.all().delete()
    GrassrootsMember.objects.bulk_create(
        GrassrootsMember(
            unit=world.x1,
            team="Tổ",
            name="A",
            folded="a",
            born=1950 + n % 50,
            start=date(2024, 7, 1) + timedelta(days=n // 50),
        )
        for n in range(6000)
    )
    found_class = world.make_class("PT", plan=plan)
    members = list(GrassrootsMember.objects.all())
    good = plan.bands.get(name="Giỏi")
    Enrolment.objects.bulk_create(
        Enrolment(training_class=found_class, member=one, unit=world.x1, called=TODAY, band=good)
        for one in members
    )
    by_name = coverage(plan)
    assert (by_name.learners, by_name.whole.in_force, by_name.whole.percent) == (6000, 6000, 100)


def test_every_act_of_training_has_its_name_in_the_journal(world: Training) -> None:
    world.finish({world.dinh: "8"})
    verbs = set(JournalEntry.objects.values_list("verb", flat=True))
    assert {"training.plan_added", "training.called_up", "training.class_closed"} <= verbs
    with pytest.raises(ValueError, match="training"):
        record(actor=OPERATOR, verb="training.no_such_act")
