"""Targeted requests: only what was asked about opens, only the asker reviews again."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.dossiers.review import Review
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.dossiers.models import EditRequest, Proposal
from vinhdanh.dossiers.services import Ask, answer_edit, ask_edits, move, review_edit, save_part
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import EditState, PartKind

pytestmark = pytest.mark.django_db
SUMMARY = PartKind.SUMMARY


@pytest.fixture
def review() -> Review:
    return Review()


@pytest.fixture
def made(review: Review) -> Proposal:
    return review.at(review.proposal(review.round()), Stage.APPRAISAL)


@pytest.fixture
def asked(review: Review, made: Proposal) -> EditRequest:
    return ask_edits(
        actor=review.standing,
        proposal=made,
        asks=[Ask(PartKind.REPORT, "Ghi rõ số lớp, số người và nguồn số liệu.", "ii-2")],
    )[0]


def report(text: str) -> dict[str, str]:
    return {"i": "Lý lịch", "ii-1": "Nhiệm vụ", "ii-2": text}


def test_only_the_part_that_was_asked_about_opens(review: Review, made: Proposal, asked: EditRequest) -> None:
    saved = save_part(actor=review.boss, proposal=made, part=PartKind.REPORT, content=report("23 lớp"))
    assert saved.number == 2
    with pytest.raises(PermissionDenied, match="chỉ phần được yêu cầu sửa đang mở"):
        save_part(actor=review.boss, proposal=made, part=SUMMARY, content={"text": "Thêm"})


def test_sent_back_it_is_locked_again_and_waits_for_the_asker(
    review: Review, made: Proposal, asked: EditRequest
) -> None:
    with pytest.raises(ValidationError, match="chưa sửa gì"):
        answer_edit(actor=review.boss, request=asked)
    save_part(actor=review.boss, proposal=made, part=PartKind.REPORT, content=report("23 lớp"))
    assert answer_edit(actor=review.boss, request=asked).state == EditState.ANSWERED
    with pytest.raises(PermissionDenied):
        save_part(actor=review.boss, proposal=made, part=PartKind.REPORT, content=report("24 lớp"))
    with pytest.raises(ValidationError, match="Trần Thị thuongtruc chưa xem lại"):
        move(actor=review.standing, proposal=made, verb="pass_appraisal")
    review_edit(actor=review.standing, request=asked, accept=True)
    review.reviewed(made)
    assert move(actor=review.standing, proposal=made, verb="pass_appraisal").stage == Stage.POSTING


def test_another_of_the_body_reviews_only_with_a_reason(
    review: Review, made: Proposal, asked: EditRequest
) -> None:
    answer_edit(actor=review.boss, request=asked, note="Số liệu đã có ở báo cáo 318")
    other = make_account("thuongtruc2", (Role.STANDING_BODY, "CAT"))
    with pytest.raises(PermissionDenied, match="ghi lý do"):
        review_edit(actor=other, request=asked, accept=True)
    with pytest.raises(PermissionDenied):
        review_edit(actor=review.boss, request=asked, accept=True, instead_why="Vắng")
    done = review_edit(actor=other, request=asked, accept=True, instead_why="Đồng chí Thịnh đi công tác")
    assert done.acts.last().instead_why == "Đồng chí Thịnh đi công tác"


def test_asking_back_opens_the_part_with_the_new_question(
    review: Review, made: Proposal, asked: EditRequest
) -> None:
    answer_edit(actor=review.boss, request=asked, note="Đã đúng")
    again = review_edit(actor=review.standing, request=asked, accept=False, note="Nguồn số liệu ở đâu?")
    again = EditRequest.objects.get(pk=again.pk)
    assert (again.state, again.question) == (EditState.OPEN, "Nguồn số liệu ở đâu?")
    with pytest.raises(ValidationError, match="chưa sửa gì"):
        answer_edit(actor=review.boss, request=again)
    save_part(actor=review.boss, proposal=made, part=PartKind.REPORT, content=report("Theo báo cáo 318"))


def test_a_returned_dossier_goes_back_when_everything_asked_is_answered(
    review: Review, made: Proposal, asked: EditRequest
) -> None:
    move(actor=review.standing, proposal=made, verb="return", why="Báo cáo chưa có số liệu")
    with pytest.raises(ValidationError, match=r"II\.2.*chưa gửi lại"):
        move(actor=review.boss, proposal=made, verb="resubmit")
    save_part(actor=review.boss, proposal=made, part=PartKind.REPORT, content=report("23 lớp"))
    answer_edit(actor=review.boss, request=asked)
    assert move(actor=review.boss, proposal=made, verb="resubmit").stage == Stage.APPRAISAL


def test_a_part_is_asked_about_once_at_a_time(review: Review, made: Proposal, asked: EditRequest) -> None:
    with pytest.raises(ValidationError, match="đang có yêu cầu sửa"):
        ask_edits(actor=review.standing, proposal=made, asks=[Ask(PartKind.REPORT, "Lần nữa", "ii-2")])
    with pytest.raises(ValidationError, match="ghi rõ sửa gì"):
        ask_edits(actor=review.standing, proposal=made, asks=[])
