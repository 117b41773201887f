"""Deferred is not refused: what holds a proposal, and how it goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.dossiers.review import Review
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.dossiers.models import Proposal, ProposalHold
from vinhdanh.dossiers.selectors.holds import held_rows
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.holds import close_hold, go_on_after_records, open_hold
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.engine.facts import HoldGround as RecordGround
from vinhdanh.people.models import Hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


def under_way(review: Review, stage: Stage = Stage.COUNCIL) -> Proposal:
    return review.at(review.proposal(review.round()), stage)


def held(review: Review, proposal: Proposal, **more: object) -> ProposalHold:
    made = open_hold(
        actor=review.standing,
        proposal=proposal,
        ground=HoldGround.COMPLAINT,
        note="Đơn tố cáo số 12, Thanh tra xác minh",
        **more,  # type: ignore[arg-type]
    )
    proposal.refresh_from_db()
    return made


def test_clearing_the_last_hold_reopens_the_proposal_where_it_stood(review: Review) -> None:
    proposal = under_way(review)
    first, second = held(review, proposal), held(review, proposal)
    assert (proposal.stage, proposal.left) == (Stage.DEFERRED, Stage.COUNCIL)
    close_hold(actor=review.standing, hold=first, outcome=HoldOutcome.WITHDRAWN, conclusion="Rút đơn")
    proposal.refresh_from_db()
    assert proposal.stage == Stage.DEFERRED, "the other one still waits"
    close_hold(actor=review.standing, hold=second, outcome=HoldOutcome.NOT_UPHELD, conclusion="KL 5")
    proposal.refresh_from_db()
    assert proposal.stage == Stage.COUNCIL
    assert proposal.moves.last().why == "Không có căn cứ: xét tiếp. KL 5"  # type: ignore[union-attr]


def test_a_hold_that_was_upheld_leaves_it_to_be_refused(review: Review) -> None:
    proposal = under_way(review)
    hold = held(review, proposal)
    with pytest.raises(ValidationError, match="Chỉ không chọn khi"):
        close_hold(
            actor=review.standing, hold=hold, outcome=HoldOutcome.WITHDRAWN, conclusion="x", refuse=True
        )
    close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.UPHELD, conclusion="Đúng", refuse=True)
    proposal.refresh_from_db()
    assert proposal.stage == Stage.REFUSED


def test_a_hold_is_concluded_once_and_with_words(review: Review) -> None:
    hold = held(review, under_way(review))
    with pytest.raises(ValidationError, match="Ghi nội dung kết luận"):
        close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.NOT_UPHELD, conclusion="")
    close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.NOT_UPHELD, conclusion="Không đúng")
    with pytest.raises(ValidationError, match="Đã kết luận ngày"):
        close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.UPHELD, conclusion="Đúng")


def test_a_returned_dossier_that_is_held_is_not_sent_in_again(review: Review) -> None:
    proposal = under_way(review)
    returned = move(actor=review.standing, proposal=proposal, verb="return", why="Sửa")
    hold = held(review, returned)
    with pytest.raises(ValidationError, match="khiếu nại, tố cáo, chưa kết luận"):
        move(actor=review.boss, proposal=returned, verb="resubmit")
    close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.NOT_UPHELD, conclusion="KL")
    assert move(actor=review.boss, proposal=returned, verb="resubmit").stage == Stage.APPRAISAL


def test_what_has_ended_or_not_begun_is_not_held(review: Review) -> None:
    proposal = under_way(review)
    for stage in (Stage.DRAFT, Stage.DECIDED, Stage.REFUSED):
        with pytest.raises(ValidationError, match="Không hoãn được"):
            held(review, review.at(proposal, stage))


def test_a_hold_on_record_keeps_it_deferred_after_the_proposals_own_is_closed(review: Review) -> None:
    proposal = under_way(review)
    record = Hold.objects.create(
        person=review.an, ground=RecordGround.COMPLAINT, opened=timezone.localdate() - timedelta(days=9)
    )
    hold = held(review, proposal, record=record, on=record.opened)
    (row,) = held_rows(proposal.round, proposals_visible_to(review.standing))
    assert (row.days, row.may_go_on) == (9, False)
    close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.NOT_UPHELD, conclusion="KL")
    proposal.refresh_from_db()
    assert proposal.stage == Stage.DEFERRED, "the law still defers it"
    record.closed = timezone.localdate()
    record.save()
    assert move(actor=review.standing, proposal=proposal, verb="reopen", why="Đã thôi").stage == Stage.COUNCIL


def test_only_the_standing_body_holds_and_never_about_himself(review: Review) -> None:
    proposal = under_way(review)
    for actor in (review.boss, review.reviewer, review.secretary):
        with pytest.raises(PermissionDenied):
            open_hold(actor=actor, proposal=proposal, ground=HoldGround.OTHER, note="x")
    own = make_account("hoa", (Role.STANDING_BODY, "CAT"), person_number=review.binh.number)
    about_himself = review.proposal(proposal.round, review.binh, place=review.d2)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        open_hold(actor=own, proposal=about_himself, ground=HoldGround.OTHER, note="x")


def test_when_the_hold_on_record_is_over_one_act_concludes_and_goes_on(review: Review) -> None:
    proposal = under_way(review)
    day = timezone.localdate() - timedelta(days=20)
    record = Hold.objects.create(person=review.an, ground=RecordGround.COMPLAINT, opened=day, basis="Đơn 12")
    hold = held(review, proposal, record=record)
    with pytest.raises(ValidationError, match="chưa thôi ở sổ tạm hoãn"):
        go_on_after_records(actor=review.standing, proposal=proposal)
    record.closed, record.release = timezone.localdate(), "Kết luận 31/KL-PX05"
    record.save()
    with pytest.raises(PermissionDenied):
        go_on_after_records(actor=review.boss, proposal=proposal)
    assert go_on_after_records(actor=review.standing, proposal=proposal).stage == Stage.COUNCIL
    hold.refresh_from_db()
    assert (hold.outcome, hold.closing_document) == (HoldOutcome.NOT_UPHELD, "Kết luận 31/KL-PX05")
    with pytest.raises(ValidationError, match="không còn việc nào chờ kết luận"):
        go_on_after_records(actor=review.standing, proposal=proposal)


def test_another_hold_that_waits_keeps_everything_as_it_is(review: Review) -> None:
    proposal = under_way(review)
    day = timezone.localdate()
    record = Hold.objects.create(person=review.an, ground=RecordGround.COMPLAINT, opened=day, closed=day)
    followed, other = held(review, proposal, record=record), held(review, proposal)
    with pytest.raises(ValidationError, match="chưa thôi ở sổ tạm hoãn"):
        go_on_after_records(actor=review.standing, proposal=proposal)
    followed.refresh_from_db()
    assert (followed.closed, other.closed) == (None, None)
