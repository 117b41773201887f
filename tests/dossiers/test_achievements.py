"""One achievement is rewarded once; a work that was used is warned about."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.dossiers.review import Review
from vinhdanh.dossiers.models import Proposal, ProposalAchievement
from vinhdanh.dossiers.selectors.achievements import work_warnings
from vinhdanh.dossiers.services import (
    add_achievement,
    choose_works,
    decide_many,
    lower,
    move,
    remove_achievement,
    split,
    use_achievement,
)
from vinhdanh.dossiers.services.appraisal import ask_again
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.freezing import Moment
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.people.models import RecognisedWork, WorkAuthor

pytestmark = pytest.mark.django_db
DEED = "Phá chuyên án 325T, bắt 12 đối tượng"
SHORT = (Stage.DRAFT, Stage.UNIT, Stage.SIGNING)


@pytest.fixture
def review() -> Review:
    return Review()


def told(review: Review, proposal: Proposal, text: str = DEED) -> ProposalAchievement:
    return add_achievement(actor=review.clerk, proposal=proposal, text=text)


def work_of(review: Review) -> RecognisedWork:
    work = RecognisedWork.objects.create(
        kind="initiative", name="Quy trình số", year=2025, scope=1, number="366"
    )
    WorkAuthor.objects.create(work=work, person=review.an)
    return work


# ---- once -----------------------------------------------------------------------------------------


def test_an_achievement_is_not_rewarded_twice(review: Review) -> None:
    first = review.proposal(review.round(kind=RoundKind.SUDDEN, path=SHORT, name="Đột xuất"), honour="GK")
    use = told(review, first)
    second = review.proposal(review.round(), honour="GK")
    with pytest.raises(ValidationError, match=rf"không tặng thưởng nhiều lần.*{first.code}, Đột xuất"):
        use_achievement(actor=review.clerk, proposal=second, achievement=use.achievement)
    review.at(first, Stage.DECIDED)
    with pytest.raises(ValidationError, match="đã được tặng"):
        use_achievement(actor=review.clerk, proposal=second, achievement=use.achievement)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalAchievement.objects.create(proposal=second, achievement=use.achievement)


def test_what_was_dropped_frees_its_achievement_and_takes_it_up_again(review: Review) -> None:
    first = review.proposal(review.round(name="Một"), honour="GK")
    use = told(review, first)
    move(actor=review.clerk, proposal=first, verb="drop", why="Đề nghị đột xuất")
    second = review.proposal(review.round(kind=RoundKind.SUDDEN, path=SHORT), honour="GK")
    taken = use_achievement(actor=review.clerk, proposal=second, achievement=use.achievement)
    with pytest.raises(ValidationError, match="không tặng thưởng nhiều lần"):
        move(actor=review.clerk, proposal=first, verb="restore")
    remove_achievement(actor=review.clerk, use=taken)
    assert move(actor=review.clerk, proposal=first, verb="restore").stage == Stage.DRAFT
    assert first.achievement_uses.get().counts


def test_the_same_deed_in_other_words_is_found(review: Review) -> None:
    made = review.proposal(review.round())
    told(review, made)
    with pytest.raises(ValidationError, match="đã ghi gần như vậy"):
        told(review, made, "Bắt 12 đối tượng, phá chuyên án 325T")


def test_a_work_that_was_used_is_warned_about(review: Review) -> None:
    work = work_of(review)
    title = review.proposal(review.round(), honour="CSTD_CS")
    choose_works(actor=review.clerk, proposal=title, works=[work])
    form = review.proposal(title.round, honour="GK")
    choose_works(actor=review.clerk, proposal=form, works=[work])
    assert work_warnings(form) == [
        f"Cảnh báo: sáng kiến 2025 đang dùng cho Chiến sĩ thi đua cơ sở ({title.code})."
    ]
    other = review.proposal(title.round, review.binh, honour="GK", place=review.d2)
    with pytest.raises(ValidationError, match="không phải của đối tượng"):
        choose_works(actor=review.clerk, proposal=other, works=[work])


# ---- lowering, splitting, several at once ---------------------------------------------------------


def test_a_lowered_title_takes_everything_along(review: Review) -> None:
    made = review.proposal(review.round(), honour="CSTD_CS")
    work = work_of(review)
    choose_works(actor=review.clerk, proposal=made, works=[work])
    use = told(review, made)
    review.at(made, Stage.APPRAISAL)
    new = lower(actor=review.standing, proposal=made, honour="CSTT", why="Sáng kiến chưa được công nhận")
    made.refresh_from_db()
    assert (made.stage, new.stage, new.origin) == (Stage.LOWERED, Stage.APPRAISAL, Origin.LOWERED)
    assert new.came_from == made
    assert set(new.part_versions.values_list("part", flat=True)) == set(PartKind.values)
    assert list(new.works.all()) == [work]
    assert new.achievement_uses.get().achievement == use.achievement
    assert not made.achievement_uses.get().counts


def test_what_is_lowered_in_the_appraisal_is_asked_about_and_frozen(
    review: Review,
) -> None:
    made = review.at(review.proposal(review.round(), honour="CSTD_CS"), Stage.APPRAISAL)
    new = lower(actor=review.standing, proposal=made, honour="CSTT", why="Sáng kiến chưa được công nhận")
    assert [one.get_topic_display() for one in new.opinions.filter(current=True)] == ["Kỷ luật, đơn thư"]
    assert [one.moment for one in new.assessments.all()] == [Moment.SUBMITTED]
    drafted = review.proposal(made.round, review.binh, honour="CSTD_CS", place=review.d2)
    lowered = review.at(drafted, Stage.UNIT)
    second = lower(actor=review.standing, proposal=lowered, honour="CSTT", why="Đơn vị xin hạ")
    assert not second.opinions.exists()
    assert not second.assessments.exists(), "its unit hasn't sent it in"


def test_a_title_is_not_lowered_upwards_nor_into_a_list_where_it_stands(review: Review) -> None:
    round = review.round()
    low = review.at(review.proposal(round, honour="CSTT"), Stage.APPRAISAL)
    with pytest.raises(ValidationError, match="Không hạ được"):
        lower(actor=review.standing, proposal=low, honour="CSTD_CS", why="Nhầm")
    high = review.at(review.proposal(round, honour="CSTD_CS"), Stage.APPRAISAL)
    with pytest.raises(ValidationError, match="trong năm"):
        lower(actor=review.standing, proposal=high, honour="CSTT", why="Không đủ")
    high.refresh_from_db()
    assert high.stage == Stage.APPRAISAL, "whole or not at all"


def test_a_dossier_with_two_achievements_is_split(review: Review) -> None:
    made = review.proposal(review.round(kind=RoundKind.SUDDEN, path=SHORT), honour="GK")
    told(review, made)
    second = told(review, made, "Cứu người trong lũ ngày 12/9")
    new = split(actor=review.clerk, proposal=made, uses=[second], why="Hai việc khác nhau")
    assert [one.achievement.text for one in made.achievement_uses.all()] == [DEED]
    assert [one.achievement.text for one in new.achievement_uses.all()] == ["Cứu người trong lũ ngày 12/9"]
    assert new.origin == Origin.SPLIT
    with pytest.raises(ValidationError, match="còn lại ít nhất một"):
        split(actor=review.clerk, proposal=new, uses=list(new.achievement_uses.all()), why="Lại tách")


def test_some_are_passed_on_and_others_refused_in_one_act(review: Review) -> None:
    round = review.round()
    places = ((review.an, review.d1), (review.binh, review.d2), (review.head, review.px01))
    a, b, c = (review.at(review.proposal(round, who, place=at), Stage.APPRAISAL) for who, at in places)
    ask_again(actor=review.standing, proposal=a)
    review.reviewed(a)
    with pytest.raises(ValidationError, match=f"{b.code}: Ghi lý do"):
        decide_many(actor=review.standing, accepted=[a], refused={b.pk: ""}, proposals=[a, b, c])
    a.refresh_from_db()
    assert a.stage == Stage.APPRAISAL, "all of it, or nothing"
    decide_many(actor=review.standing, accepted=[a], refused={b.pk: "Vượt tỷ lệ"}, proposals=[a, b, c])
    stages = [Proposal.objects.get(pk=one.pk).stage for one in (a, b, c)]
    assert stages == [Stage.POSTING, Stage.REFUSED, Stage.APPRAISAL]
