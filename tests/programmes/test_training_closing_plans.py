"""A plan is closed with its coverage; plans and classes entered by mistake are taken back; communes merge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.programmes.classes import OPERATOR, TODAY, Training
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.services import merge_units
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Attendance, Enrolment, PlanClosing, TrainingClass, TrainingPlan
from vinhdanh.programmes.training_coverage import Cover
from vinhdanh.programmes.training_figures import coverage
from vinhdanh.programmes.training_plan_closing import coverage_told, last_closing, since_closing
from vinhdanh.programmes.training_selectors import (
    candidates,
    members_visible_to,
    trained_before,
    trainings_of,
)
from vinhdanh.programmes.training_types import TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Training:
    return Training()


# ---- closing a plan -------------------------------------------------------------------------------


def test_a_closed_plan_keeps_its_coverage_and_shows_what_changed_since(world: Training) -> None:
    found = world.finish({world.dinh: "8", world.em: "3"})
    closing = services.close_plan(actor=OPERATOR, plan=world.plan)
    told = coverage_told(world.plan)
    assert told.whole == Cover(4, 1, 1)
    assert [(line.unit.code, line.cover) for line in told.lines] == [
        ("X002", Cover(1, 0, 0)),
        ("X001", Cover(3, 1, 1)),
    ]
    same = since_closing(closing, coverage(world.plan))
    assert (same.units, same.same_list) == ((), True)
    # Em's result was wrong, and Giang had left the force before the day on which it is counted.
    good = world.plan.bands.first()
    assert good is not None
    row = found.enrolments.get(member=world.em)
    services.correct_result(actor=OPERATOR, enrolment=row, band=good, score=None, reason="Chấm sót bài")
    services.end_member(actor=OPERATOR, member=world.giang, last_day=date(2025, 6, 30), why="Ghi muộn")
    since = since_closing(closing, coverage(world.plan))
    assert since.now == Cover(3, 2, 2)
    assert [(one.unit.code, one.closed, one.now) for one in since.units] == [
        ("X001", Cover(3, 1, 1), Cover(2, 2, 2))
    ]
    assert not since.same_list
    assert coverage_told(world.plan).whole == Cover(4, 1, 1)


def test_a_list_that_changed_without_its_figures_is_told(world: Training) -> None:
    world.finish({world.dinh: "8"})
    closing = services.close_plan(actor=OPERATOR, plan=world.plan)
    services.end_member(actor=OPERATOR, member=world.giang, last_day=date(2025, 6, 30), why="Ghi muộn")
    world.member(world.x1, "Sùng A Dơ")
    since = since_closing(closing, coverage(world.plan))
    assert (since.units, since.same_list) == ((), False)


def test_a_plan_is_not_closed_before_its_day_or_its_classes(world: Training) -> None:
    with pytest.raises(ValidationError, match=r"1 lớp chưa chốt: L1\."):
        services.close_plan(actor=OPERATOR, plan=world.plan)
    ahead = world.make_plan(name="Sang năm", counted_on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="chưa đến"):
        services.close_plan(actor=OPERATOR, plan=ahead)


def test_nothing_is_written_in_a_closed_plan_until_it_is_opened_again(world: Training) -> None:
    world.finish({world.dinh: "8"})
    first = services.close_plan(actor=OPERATOR, plan=world.plan)
    for refused in (
        lambda: world.make_class("L2"),
        lambda: services.change_plan(actor=OPERATOR, plan=world.plan, why="X", target=50),
        lambda: services.report_figures(
            actor=OPERATOR, plan=world.plan, unit=world.x2, classes=1, trained=1, source="BC"
        ),
        lambda: services.withdraw_class(actor=OPERATOR, training_class=world.running, why="X"),
        lambda: services.withdraw_plan(actor=OPERATOR, plan=world.plan, why="X"),
    ):
        with pytest.raises(ValidationError, match="Kế hoạch đã chốt ngày"):
            refused()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.reopen_plan(actor=OPERATOR, plan=world.plan, why=" ")
    services.reopen_plan(actor=OPERATOR, plan=world.plan, why="Thiếu một lớp")
    assert last_closing(world.plan) is None
    second = services.close_plan(actor=OPERATOR, plan=world.plan)
    assert last_closing(world.plan) == second
    assert PlanClosing.objects.get(pk=first.pk).trained == 1
    with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
        PlanClosing.objects.filter(pk=first.pk).update(trained=4)


# ---- taking back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", [False, True])
def test_a_class_entered_by_mistake_counts_nowhere(world: Training, closed: bool) -> None:
    if closed:
        found = world.finish({world.dinh: "8"})
    else:
        found = world.running
        world.attend(world.call(world.dinh), upto=1)
    services.withdraw_class(actor=OPERATOR, training_class=found, why="Mở nhầm kế hoạch")
    assert not TrainingClass.objects.exists()
    assert not Enrolment.objects.exists()
    assert coverage(world.plan).whole == Cover(4, 0, 0)
    assert (coverage(world.plan).classes, coverage(world.plan).learners) == (0, 0)
    assert not trained_before(
        candidates(world.make_class("L1")), TargetGroup.GRASSROOTS, TODAY
    )  # its code is free
    assert not trainings_of(world.dinh).exists()
    assert Attendance.objects.exists()  # on record, as the journal says
    entry = JournalEntry.objects.filter(verb="training.class_withdrawn").get()
    assert entry.why == "Mở nhầm kế hoạch"
    assert entry.details["called"] == 1


def test_a_class_with_certificates_or_a_make_up_class_stays(world: Training) -> None:
    found = world.finish({world.dinh: "8", world.em: "3"})
    make_up = services.add_make_up(
        actor=OPERATOR, training_class=found, code="B1", venue="X", start=TODAY, end=TODAY
    )
    with pytest.raises(ValidationError, match="rút lớp học bù trước"):
        services.withdraw_class(actor=OPERATOR, training_class=found, why="X")
    services.withdraw_class(actor=OPERATOR, training_class=make_up, why="X")
    services.issue_certificates(actor=OPERATOR, training_class=found, issued=TODAY)
    with pytest.raises(ValidationError, match="đã cấp 1 chứng nhận nên không rút được"):
        services.withdraw_class(actor=OPERATOR, training_class=found, why="X")
    with pytest.raises(ValidationError, match="đã cấp 1 chứng nhận"):
        services.withdraw_plan(actor=OPERATOR, plan=world.plan, why="X")
    assert TrainingPlan.objects.filter(pk=world.plan.pk).exists()


def test_a_plan_is_taken_back_with_its_classes_and_its_name_is_free(world: Training) -> None:
    found = world.finish({world.em: "3"})
    services.add_make_up(actor=OPERATOR, training_class=found, code="B1", venue="X", start=TODAY, end=TODAY)
    services.withdraw_plan(actor=OPERATOR, plan=world.plan, why="Lập hai lần")
    assert not TrainingPlan.objects.exists()
    assert not TrainingClass.objects.exists()
    assert world.make_plan().name == world.plan.name


def test_a_closed_class_changes_in_nothing_but_that_it_is_withdrawn(world: Training) -> None:
    found = world.finish({world.dinh: "8"})
    for change in ({"venue": "X"}, {"closed": None}, {"withdrawn": True, "venue": "X"}):
        with pytest.raises(IntegrityError, match="đã chốt"), transaction.atomic():
            TrainingClass.objects.filter(pk=found.pk).update(**change)
    TrainingClass.objects.filter(pk=found.pk).update(withdrawn=True)
    with pytest.raises(IntegrityError, match="đã chốt"), transaction.atomic():
        TrainingClass.every.filter(pk=found.pk).update(withdrawn=False)


# ---- merged communes ------------------------------------------------------------------------------


def merge(world: Training, on: date) -> None:
    merge_units(actor=OPERATOR, units=[world.x2], into=world.x1, on=on, basis="NQ 1")


def test_members_of_a_merged_commune_count_with_its_successor(world: Training) -> None:
    world.finish({world.ha: "8"})
    merge(world, date(TODAY.year, 1, 1))
    lines = coverage(world.plan).lines
    assert [(line.unit.code, line.cover) for line in lines] == [("X001", Cover(4, 1, 1))]
    # The clerk of the successor keeps the register of both.
    assert world.ha in members_visible_to(world.clerk)
    services.end_member(actor=world.clerk, member=world.ha, last_day=TODAY, why="Chuyển nơi ở")


def test_a_merger_after_the_day_of_the_count_changes_nothing_in_it(world: Training) -> None:
    merge(world, date(TODAY.year, 2, 1))
    assert {line.unit.code: line.cover.in_force for line in coverage(world.plan).lines} == {
        "X001": 3,
        "X002": 1,
    }


def test_figures_of_a_merged_commune_stand_for_its_part_of_the_line(world: Training) -> None:
    services.report_figures(
        actor=OPERATOR, plan=world.plan, unit=world.x2, classes=1, trained=6, in_force=10, source="BC 3"
    )
    world.finish({world.dinh: "8"})
    merge(world, date(TODAY.year, 1, 1))
    (line,) = coverage(world.plan).lines
    assert (line.unit.code, line.cover, line.reported) == ("X001", Cover(13, 7, 1), True)


# ---- members who are officers ---------------------------------------------------------------------


def test_an_officer_in_the_grassroots_force_has_its_training_on_his_own_page(world: Training) -> None:
    member = world.member(world.x1, "Vi Thị Lan", person=world.local)
    found = world.finish({member: "9"})
    assert [one.training_class for one in trainings_of(world.local)] == [found]
    account = make_account("lan", (Role.OFFICER, ""), person_number="302")
    good = world.plan.bands.all()[1]
    account.roles.create(role=Role.UNIT_CLERK, unit_code="", valid_from=date(2020, 1, 1))
    with pytest.raises(Exception, match="không tự ghi kết quả"):
        services.correct_result(actor=account, enrolment=found.enrolments.get(), band=good, reason="X")


def test_the_link_is_to_somebody_of_the_same_name_and_only_once(world: Training) -> None:
    with pytest.raises(ValidationError, match="Số hiệu 301 là của Ma Văn Cường"):
        world.member(world.x1, "Vi Thị Lan", person=world.chief)
    world.member(world.x1, "Vi Thị Lan", person=world.local)
    with pytest.raises(ValidationError, match="đang có trong Tổ bảo vệ bản Mới"):
        world.member(world.x2, "Vi Thị Lan", person=world.local)
