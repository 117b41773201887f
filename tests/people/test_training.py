"""The yearly training: entered by the clerk, judged by the text, one line or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.people.conduct import OPERATOR, Register
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people import services
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import TrainingCourse, TrainingResult
from vinhdanh.people.services.conduct import TrainingEntry
from vinhdanh.people.training_selectors import course_outcome, courses_visible_to

TESTED = date(2025, 10, 15)
GOOD = TrainingEntry("officer", attended=10, all_contents=True, theory=True, practice_passed=4)
WEAK = TrainingEntry("officer", attended=10, all_contents=True, theory=True, practice_passed=3)


@pytest.fixture
def tree(db: None) -> Register:
    return Register()


def course(tree: Register, **more: Any) -> TrainingCourse:
    told = {"unit": tree.px01, "on": TESTED, "basis": "KH 12", "sessions": 12, "practice_contents": 6}
    return services.record_training(**({"actor": OPERATOR, "book": law()} | told | more))


def enter(found: TrainingCourse, actor: Any = OPERATOR, **entries: TrainingEntry) -> None:
    lines = {name.removeprefix("n"): entry for name, entry in entries.items()}
    services.record_results(actor=actor, course=found, entries=lines, book=law())


def test_a_unit_passes_when_nine_in_ten_of_its_people_do(tree: Register) -> None:
    found = course(tree)
    enter(found, n101=GOOD, n102=GOOD)
    assert course_outcome(law(), found).outcome is None, "one result is missing"
    enter(found, n103=WEAK)
    outcome = course_outcome(law(), found)
    assert (outcome.passed, outcome.failed, outcome.missing) == (2, 1, 0)
    assert outcome.outcome is not None
    assert outcome.outcome.passed is False
    assert {e.whom for e in outcome.outcome.effects} >= {"unit", "head"}
    weak = next(p for p in outcome.people if p.person == tree.binh)
    assert weak.word == "chưa đạt"
    assert weak.reasons == ["Chưa đạt: thực hành 3/6 nội dung, cần 2/3"]
    enter(found, n103=GOOD)
    again = course_outcome(law(), found).outcome
    assert again is not None
    assert again.passed is True
    assert TrainingResult.objects.count() == 3


def test_who_is_excused_counts_neither_way(tree: Register) -> None:
    found = course(tree)
    enter(found, n101=GOOD, n102=GOOD, n103=TrainingEntry("officer", excused="benh_hiem_ngheo"))
    outcome = course_outcome(law(), found)
    assert (outcome.passed, outcome.failed, outcome.excused) == (2, 0, 1)
    assert outcome.outcome is not None
    assert outcome.outcome.passed is True


def test_a_unit_that_held_none_is_told_what_follows(tree: Register) -> None:
    outcome = course_outcome(law(), course(tree, held=False, sessions=0)).outcome
    assert outcome is not None
    assert {e.measure.code for e in outcome.effects} == {"khong_htnv", "ha_hai_bac"}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (TrainingEntry("officer", attended=13), "không thể nhiều hơn tổng số"),
        (TrainingEntry("officer", attended=12, practice_passed=7), "không thể nhiều hơn tổng số"),
        (TrainingEntry("nobody", attended=1), "Không có"),
        (TrainingEntry("officer", excused="hoan", skipped=True), "không phải bỏ tập huấn"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(
    tree: Register, entry: TrainingEntry, says: str
) -> None:
    found = course(tree)
    with pytest.raises(ValidationError) as error:
        enter(found, n101=GOOD, n102=entry)
    assert list(error.value.message_dict) == ["102"]
    assert says in " ".join(error.value.messages)
    assert not TrainingResult.objects.exists()


def test_people_of_other_units_do_not_belong_to_the_course(tree: Register) -> None:
    with pytest.raises(ValidationError, match="201 không phục vụ ở Phòng Tổ chức cán bộ"):
        enter(course(tree), n201=GOOD)


def test_a_course_is_refused_in_words(tree: Register) -> None:
    course(tree)
    with pytest.raises(ValidationError, match="đã ghi một đợt"):
        course(tree)
    with pytest.raises(ValidationError, match="ghi số buổi"):
        course(tree, on=date(2025, 11, 1), sessions=0)


def test_nobody_enters_his_own_result_and_nobody_elses_unit(tree: Register) -> None:
    found = course(tree)
    clerk = make_account("an", (Role.UNIT_CLERK, "PX01"), person_number="102")
    with pytest.raises(ValidationError, match="không tự ghi kết quả của mình"):
        enter(found, clerk, n102=GOOD)
    other = make_account("px02", (Role.UNIT_CLERK, "PX02"))
    with pytest.raises(PermissionDenied):
        enter(found, other, n102=GOOD)
    assert not courses_visible_to(other)
    assert list(courses_visible_to(clerk)) == [found]


def test_a_course_entered_by_mistake_is_withdrawn_and_counts_nowhere(tree: Register) -> None:
    found = course(tree)
    enter(found, n101=GOOD)
    with pytest.raises(ValidationError, match="Ghi lý do rút"):
        services.withdraw_training(actor=OPERATOR, course=found, why=" ")
    services.withdraw_training(actor=OPERATOR, course=found, why="Ghi nhầm ngày")
    assert not TrainingCourse.objects.standing().exists()
    assert courses_visible_to(OPERATOR).get().withdrawn == "Ghi nhầm ngày"
    with pytest.raises(ValidationError, match="đã rút vì ghi nhầm"):
        enter(found, n102=GOOD)
    again = course(tree)  # the right one may be of the same day
    assert again.pk != found.pk
    assert JournalEntry.objects.filter(verb="conduct.training_withdrawn", why="Ghi nhầm ngày").exists()


def test_one_result_is_withdrawn_and_entered_again(tree: Register) -> None:
    found = course(tree)
    enter(found, n102=WEAK, n103=WEAK)
    services.withdraw_result(actor=OPERATOR, course=found, person=tree.an, why="Nhầm người")
    assert [r.person for r in TrainingResult.objects.all()] == [tree.binh]
    entry = JournalEntry.objects.get(verb="conduct.training_result_withdrawn")
    assert (entry.ref, entry.why) == ("person:102", "Nhầm người")
    assert entry.details["changes"][0]["act"] == "removed"
    with pytest.raises(ValidationError, match="chưa có kết quả trong đợt này"):
        services.withdraw_result(actor=OPERATOR, course=found, person=tree.an, why="X")
    enter(found, n102=GOOD)


def test_what_a_measure_rests_on_is_not_withdrawn(tree: Register) -> None:
    found = course(tree)
    enter(found, n102=WEAK)
    tree.decided(tree.an, code="phe_binh", training=found)
    for withdraw in (
        lambda: services.withdraw_training(actor=OPERATOR, course=found, why="X"),
        lambda: services.withdraw_result(actor=OPERATOR, course=found, person=tree.an, why="X"),
    ):
        with pytest.raises(ValidationError, match="hủy bỏ quyết định đó trước"):
            withdraw()
