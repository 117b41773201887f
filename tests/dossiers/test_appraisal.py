"""Departments appraise side by side, and nothing leaves the appraisal past them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.dossiers.review import Review
from tests.records import make_account, make_person, make_unit
from vinhdanh.access.types import Role
from vinhdanh.dossiers.models import Opinion, Proposal, RoundTopic
from vinhdanh.dossiers.selectors.appraisal import (
    late_opinions,
    opinion_words,
    opinions_asked_of,
    opinions_of,
)
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.appraisal import agree_all, answer_opinion, overrule
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.rounds import Topic
from vinhdanh.people.models import Discipline

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


def in_appraisal(review: Review) -> Proposal:
    """Lê Thị Ánh of PX01, about whom PX02 is asked for discipline and, if PX01 itself appraised, its
    substitute for training."""
    round = review.round()
    RoundTopic.objects.create(
        round=round, topic=Topic.TRAINING, department=review.px01, substitute=review.px02
    )
    return review.sent(review.proposal(round))


def asked(proposal: Proposal, topic: Topic = Topic.DISCIPLINE) -> Opinion:
    return Opinion.objects.get(proposal=proposal, topic=topic, current=True)


def test_every_topic_is_asked_and_a_department_does_not_answer_about_its_own_people(review: Review) -> None:
    proposal = in_appraisal(review)
    training = asked(proposal, Topic.TRAINING)
    assert asked(proposal).department == review.px02
    assert asked(proposal).in_place_of is None
    assert (training.department, training.in_place_of) == (review.px02, review.px01)


def test_without_a_substitute_the_agency_answers_in_place_of_the_department(review: Review) -> None:
    round = review.round()
    RoundTopic.objects.create(round=round, topic=Topic.TRAINING, department=review.px01)
    proposal = review.sent(review.proposal(round))
    assert asked(proposal, Topic.TRAINING).department == review.cat


def test_nothing_leaves_the_appraisal_before_every_department_has_agreed(review: Review) -> None:
    proposal = in_appraisal(review)
    answer_opinion(actor=review.reviewer, opinion=asked(proposal), answer=Answer.AGREE)
    with pytest.raises(ValidationError, match=r"Chưa có ý kiến: Đào tạo, bồi dưỡng \(PX02\)"):
        move(actor=review.standing, proposal=proposal, verb="pass_appraisal")
    training = asked(proposal, Topic.TRAINING)
    answer_opinion(actor=review.reviewer, opinion=training, answer=Answer.SUPPLEMENT, note="thiếu chứng chỉ")
    with pytest.raises(ValidationError, match="đề nghị bổ sung: thiếu chứng chỉ"):
        move(actor=review.standing, proposal=proposal, verb="pass_appraisal")
    answer_opinion(actor=review.reviewer, opinion=training, answer=Answer.NO_REMARK)
    assert move(actor=review.standing, proposal=proposal, verb="pass_appraisal").stage == Stage.POSTING
    assert [one.answer for one in training.answers.all()] == [Answer.SUPPLEMENT, Answer.NO_REMARK]


def test_the_standing_body_goes_on_against_a_department_with_a_written_reason(review: Review) -> None:
    proposal = in_appraisal(review)
    answer_opinion(actor=review.reviewer, opinion=asked(proposal, Topic.TRAINING), answer=Answer.AGREE)
    opinion = asked(proposal)
    with pytest.raises(ValidationError, match="không còn ý kiến không đồng ý"):
        overrule(actor=review.standing, opinion=opinion, why="Đã xem")
    with pytest.raises(ValidationError, match="vì sao không đồng ý"):
        answer_opinion(actor=review.reviewer, opinion=opinion, answer=Answer.DISAGREE)
    answer_opinion(actor=review.reviewer, opinion=opinion, answer=Answer.DISAGREE, note="có đơn")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        overrule(actor=review.standing, opinion=opinion, why=" ")
    overrule(actor=review.standing, opinion=opinion, why="Đơn đã kết luận không có căn cứ")
    assert move(actor=review.standing, proposal=proposal, verb="pass_appraisal").stage == Stage.POSTING


def test_a_new_opinion_has_to_be_overruled_anew(review: Review) -> None:
    proposal = in_appraisal(review)
    opinion = asked(proposal)
    answer_opinion(actor=review.reviewer, opinion=opinion, answer=Answer.DISAGREE, note="có đơn")
    overrule(actor=review.standing, opinion=opinion, why="Đã kết luận")
    answer_opinion(actor=review.reviewer, opinion=opinion, answer=Answer.DISAGREE, note="đơn mới")
    assert asked(proposal).stops


def test_what_is_sent_in_again_is_asked_anew_and_what_was_said_stays(review: Review) -> None:
    proposal = in_appraisal(review)
    first = asked(proposal)
    answer_opinion(actor=review.reviewer, opinion=first, answer=Answer.AGREE)
    returned = move(actor=review.standing, proposal=proposal, verb="return", why="Sửa báo cáo")
    with pytest.raises(ValidationError, match="Đã trả lại"):
        answer_opinion(actor=review.reviewer, opinion=first, answer=Answer.DISAGREE, note="x")
    again = move(actor=review.boss, proposal=returned, verb="resubmit")
    assert [one.answer for one in opinions_of(again)] == ["", ""]
    assert Opinion.objects.get(pk=first.pk).answers.count() == 1
    with pytest.raises(ValidationError, match="trình lại"):
        answer_opinion(actor=review.reviewer, opinion=first, answer=Answer.AGREE)


def test_a_deferral_keeps_the_opinions(review: Review) -> None:
    proposal = in_appraisal(review)
    answer_opinion(actor=review.reviewer, opinion=asked(proposal), answer=Answer.AGREE)
    held = move(actor=review.standing, proposal=proposal, verb="defer", why="Có đơn")
    move(actor=review.standing, proposal=held, verb="reopen", why="Đã kết luận")
    assert asked(proposal).answer == Answer.AGREE


def test_who_answers_for_which_department(review: Review) -> None:
    proposal = in_appraisal(review)
    own = make_account("px02", (Role.REVIEWING_DEPARTMENT, "PX02"))
    px03 = make_unit("PX03", review.cat, "Phòng Tham mưu")
    other = make_account("px03", (Role.REVIEWING_DEPARTMENT, px03.code))
    make_person("301", review.d2, "Hoàng Thị Mai")
    from_px01 = make_account("mai", (Role.REVIEWING_DEPARTMENT, "CAT"), person_number="301")
    opinion = asked(proposal)
    with pytest.raises(PermissionDenied, match="ở đơn vị khác"):
        answer_opinion(actor=other, opinion=opinion, answer=Answer.AGREE)
    with pytest.raises(PermissionDenied, match="thuộc đơn vị đề nghị"):
        answer_opinion(actor=from_px01, opinion=opinion, answer=Answer.AGREE)
    assert not opinions_asked_of(from_px01).exists()
    assert not opinions_asked_of(other).exists()
    assert opinions_asked_of(own).count() == 2
    assert answer_opinion(actor=own, opinion=opinion, answer=Answer.AGREE).by_username == "px02"


def test_a_department_sees_the_dossiers_that_it_appraises_and_no_others(review: Review) -> None:
    proposal = in_appraisal(review)
    review.proposal(proposal.round, review.binh, place=review.d2)
    own = make_account("px02", (Role.REVIEWING_DEPARTMENT, "PX02"))
    assert list(proposals_visible_to(own)) == [proposal]


def test_many_are_agreed_to_at_once_only_where_nothing_speaks_against_it(review: Review) -> None:
    round = review.round()
    clean = review.sent(review.proposal(round))
    marked = review.sent(review.proposal(round, review.binh, place=review.d2))
    Discipline.objects.create(person=review.binh, form=1, decided=date(2025, 5, 4), ends=date(2025, 8, 4))
    with pytest.raises(ValidationError, match="1 hồ sơ có điều phải xem từng hồ sơ: Trần Bình"):
        agree_all(actor=review.reviewer, opinions=[asked(clean), asked(marked)])
    assert not asked(clean).answer, "all or none"
    agree_all(actor=review.reviewer, opinions=[asked(clean)])
    assert asked(clean).answer == Answer.AGREE


def test_why_a_proposal_stands_in_the_appraisal(review: Review) -> None:
    proposal = in_appraisal(review)
    assert opinion_words([proposal])[proposal.pk].words == "Chờ ý kiến kỷ luật, đơn thư, đào tạo, bồi dưỡng"
    answer_opinion(actor=review.reviewer, opinion=asked(proposal), answer=Answer.AGREE)
    assert opinion_words([proposal])[proposal.pk].words == (
        "Chờ ý kiến đào tạo, bồi dưỡng; đã có ý kiến kỷ luật, đơn thư"
    )
    proposal.opinions.filter(topic=Topic.TRAINING).update(due=date(2025, 11, 24))
    told = opinion_words([proposal])[proposal.pk]
    assert told.words.startswith("Chờ ý kiến đào tạo, bồi dưỡng (hạn 24/11); "), "not the day of the step"
    assert told.by == asked(proposal, Topic.TRAINING).department.code
    answer_opinion(actor=review.reviewer, opinion=asked(proposal, Topic.TRAINING), answer=Answer.AGREE)
    assert "chờ Thường trực" in opinion_words([proposal])[proposal.pk].words


def test_opinions_past_their_day_are_found_for_a_reminder(review: Review) -> None:
    proposal = in_appraisal(review)
    today = timezone.localdate()
    Opinion.objects.filter(pk=asked(proposal).pk).update(due=today - timedelta(days=1))
    assert [one.topic for one in late_opinions(proposal.round)] == [Topic.DISCIPLINE]
    answer_opinion(actor=review.reviewer, opinion=asked(proposal), answer=Answer.AGREE)
    assert not late_opinions(proposal.round)
