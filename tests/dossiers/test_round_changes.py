"""An open round changes with a reason: quota, keeper, department, another unit, one proposal's term."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.dossiers.review import Review
from vinhdanh.audit.models import JournalEntry
from vinhdanh.dossiers.services.round_changes import (
    add_unit,
    change_keeper,
    change_quota,
    change_topic,
    extend_one,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState, Topic

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def review() -> Review:
    return Review()


def test_a_quota_asks_for_its_ground_and_the_change_for_its_reason(review: Review) -> None:
    round = review.round()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        change_quota(actor=review.standing, round=round, honour="CSTT", quota=5, ground="HD 12", why=" ")
    with pytest.raises(ValidationError, match="Ghi căn cứ của số lượng"):
        change_quota(actor=review.standing, round=round, honour="CSTT", quota=5, why="Bộ giao thêm")
    change_quota(
        actor=review.standing, round=round, honour="CSTT", quota=5, ground="HD 12", why="Bộ giao thêm"
    )
    line = JournalEntry.objects.get(verb="dossiers.round_quota_changed")
    assert line.why == "Bộ giao thêm"
    one = change_quota(actor=review.standing, round=round, honour="CSTT", quota=None, why="Bộ bỏ hạn mức")
    assert (one.quota, one.quota_ground) == (None, "")


def test_what_stands_in_a_step_goes_into_the_new_hands(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.UNIT)
    change_keeper(
        actor=review.standing,
        round=made.round,
        stage=Stage.UNIT,
        unit=review.px01,
        keeper=review.boss,
        why="Nghỉ phép",
    )
    made.refresh_from_db()
    assert made.keeper == review.boss
    change_keeper(
        actor=review.standing, round=made.round, stage=Stage.UNIT, unit=None, keeper=None, why="Đã về"
    )
    made.refresh_from_db()
    assert made.keeper is None


def test_another_department_is_asked_what_nobody_has_answered(review: Review) -> None:
    round = review.round()
    open_one = review.sent(review.proposal(round))
    answered = review.sent(review.proposal(round, review.binh, place=review.d2))
    review.reviewed(answered)
    with pytest.raises(ValidationError, match="phải khác cơ quan"):
        change_topic(
            actor=review.standing,
            round=round,
            topic=Topic.DISCIPLINE,
            department=review.cat,
            substitute=review.cat,
            why="Phân công lại",
        )
    change_topic(
        actor=review.standing, round=round, topic=Topic.DISCIPLINE, department=review.cat, why="Phân công lại"
    )
    assert open_one.opinions.get(current=True).department == review.cat
    assert answered.opinions.get(current=True).department == review.px02, "what was said stays"


def test_a_topic_that_the_round_lacked_is_asked_about_at_once(review: Review) -> None:
    made = review.sent(review.proposal(review.round()))
    change_topic(
        actor=review.standing,
        round=made.round,
        topic=Topic.TRAINING,
        department=review.px02,
        why="Bộ yêu cầu",
    )
    assert {one.topic for one in made.opinions.filter(current=True)} == {Topic.DISCIPLINE, Topic.TRAINING}


def test_a_unit_comes_in_once_and_only_from_the_agency(review: Review) -> None:
    round = review.round()
    with pytest.raises(ValidationError, match="đã có trong đợt"):
        add_unit(actor=review.standing, round=round, unit=review.px01, why="Thêm")
    add_unit(actor=review.standing, round=round, unit=review.d1, why="Tách đội")
    assert round.units.filter(unit=review.d1).exists()


def test_one_proposal_gets_its_own_term_and_the_rest_keep_theirs(review: Review) -> None:
    round = review.round()
    made, other = review.proposal(round), review.proposal(round, review.binh, place=review.d2)
    with pytest.raises(ValidationError, match="theo ngày hoặc theo giờ"):
        extend_one(actor=review.standing, proposal=made, why="Bão")
    with pytest.raises(ValidationError, match="Hạn mới đã qua"):
        extend_one(actor=review.standing, proposal=made, due=TODAY - timedelta(days=1), why="Bão")
    moved = extend_one(actor=review.standing, proposal=made, due=TODAY + timedelta(days=3), why="Bão")
    assert moved.due is not None
    assert timezone.localtime(moved.due).date() == TODAY + timedelta(days=3)
    other.refresh_from_db()
    assert other.due is None
    assert JournalEntry.objects.get(verb="dossiers.proposal_extended").why == "Bão"


def test_an_ended_round_changes_no_more(review: Review) -> None:
    round = review.round(state=RoundState.CLOSED)
    with pytest.raises(ValidationError, match="Không thêm đơn vị được"):
        add_unit(actor=review.standing, round=round, unit=review.d1, why="Thêm")
