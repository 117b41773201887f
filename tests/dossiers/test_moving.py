"""Moving a proposal from stage to stage."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.dossiers.review import Review
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


def test_a_proposal_goes_from_the_team_to_the_appraisal(review: Review) -> None:
    made = review.proposal(review.round())
    moved = review.sent(made)
    assert moved.stage == Stage.APPRAISAL
    assert moved.received is not None, "the law of the day on which the appraising body received it"
    assert [act.verb for act in moved.moves.all()] == ["hand_in", "submit"]


def test_a_stage_can_not_be_skipped(review: Review) -> None:
    made = review.proposal(review.round())
    with pytest.raises(ValidationError, match="Bình xét ở đội"):
        move(actor=review.standing, proposal=made, verb="pass_appraisal")


def test_a_return_needs_a_reason_and_begins_again_after_the_unit(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.COUNCIL)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        move(actor=review.standing, proposal=made, verb="return")
    returned = move(actor=review.standing, proposal=made, verb="return", why="Thiếu biên bản bình xét")
    assert returned.stage == Stage.RETURNED
    again = move(actor=review.boss, proposal=returned, verb="resubmit")
    assert again.stage == Stage.APPRAISAL, "what was changed is appraised anew"


def test_a_deferred_proposal_goes_on_where_it_stood(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.POSTING)
    held = move(actor=review.standing, proposal=made, verb="defer", why="Đơn phản ánh đang xác minh")
    assert move(actor=review.standing, proposal=held, verb="reopen", why="Đã kết luận").stage == Stage.POSTING


def test_nobody_moves_what_is_about_himself(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.head, place=review.px01), Stage.UNIT)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        move(actor=review.boss, proposal=made, verb="submit")


def test_who_comes_second_is_told_who_was_first(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.UNIT)
    move(actor=review.boss, proposal=made, verb="submit", seen=Stage.UNIT)
    with pytest.raises(ValidationError, match=r"vừa chuyển sang “Thẩm định” \(Trần Thị thutruong"):
        move(actor=review.boss, proposal=made, verb="submit", seen=Stage.UNIT)


def test_one_honour_a_year_stands_once_in_the_lists(review: Review) -> None:
    round = review.round()
    made = review.proposal(round)
    with pytest.raises(ValidationError, match="trong năm"):
        review.proposal(round)
    move(actor=review.clerk, proposal=made, verb="drop", why="Đội chọn người khác")
    assert review.proposal(round).stage == Stage.DRAFT
