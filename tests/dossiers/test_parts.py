"""Parts of a dossier: versions, conflicts, what differs, who writes what when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.dossiers.review import MINUTES, Review
from vinhdanh.dossiers.models import PartVersion, Proposal
from vinhdanh.dossiers.selectors.parts import doubts_about_minutes, told, word_diff
from vinhdanh.dossiers.services import PartConflict, add_comment, put_submission, save_part
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import Audience, PartKind

SUMMARY, REPORT, MINUTES_PART = PartKind.SUMMARY, PartKind.REPORT, PartKind.MINUTES


@pytest.fixture
def review() -> Review:
    return Review()


@pytest.fixture
def made(review: Review) -> Proposal:
    """Nothing is written in it yet."""
    return review.proposal(review.round(), filled=False)


def say(
    review: Review, proposal: Proposal, text: str, seen: int | None = None, who: str = "clerk"
) -> PartVersion:
    return save_part(
        actor=getattr(review, who), proposal=proposal, part=SUMMARY, content={"text": text}, seen=seen
    )


@pytest.mark.django_db
def test_every_save_is_a_version_and_the_same_text_again_is_none(review: Review, made: Proposal) -> None:
    assert say(review, made, "Phụ trách 20 lớp").number == 1
    assert say(review, made, "Phụ trách 23 lớp").number == 2
    assert say(review, made, "Phụ trách 23 lớp").number == 2
    made.refresh_from_db()
    assert made.achievement == "Phụ trách 23 lớp", "lists read the newest summary"
    with pytest.raises(IntegrityError, match="chỉ ghi thêm"), transaction.atomic():
        PartVersion.objects.filter(proposal=made).delete()


@pytest.mark.django_db
def test_the_second_of_two_clerks_is_told_and_sees_the_others_text(review: Review, made: Proposal) -> None:
    say(review, made, "Bản đầu")
    say(review, made, "Cường viết", seen=1, who="boss")
    with pytest.raises(PartConflict, match="đồng chí Trần Thị thutruong vừa sửa phần này lúc") as told_him:
        say(review, made, "Tổng hợp viết", seen=1)
    assert told_him.value.theirs.content == {"text": "Cường viết"}
    assert say(review, made, "Cả hai", seen=2).number == 3


@pytest.mark.django_db
def test_ones_own_earlier_save_is_no_conflict(review: Review, made: Proposal) -> None:
    say(review, made, "Tự lưu", seen=0)
    assert say(review, made, "Bấm lưu", seen=0).number == 2


@pytest.mark.django_db
def test_a_text_that_is_too_long_says_by_how_much(review: Review, made: Proposal) -> None:
    with pytest.raises(ValidationError, match="dài 512 ký tự, giới hạn 500: rút bớt 12 ký tự"):
        say(review, made, "x" * 512)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"present": 3}, "Có mặt 3 không thể nhiều hơn quân số 2"),
        ({"against": 1}, "Tổng 3 phiếu không thể nhiều hơn 2 người có mặt"),
        ({"chair": " "}, "Ghi người chủ trì"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "chưa đến"),
    ],
)
def test_minutes_that_contradict_themselves_are_refused(
    review: Review, made: Proposal, wrong: dict[str, object], said: str
) -> None:
    content = MINUTES | {"on": timezone.localdate()} | wrong
    with pytest.raises(ValidationError, match=said):
        save_part(actor=review.clerk, proposal=made, part=MINUTES_PART, content=content)


@pytest.mark.django_db
def test_minutes_beside_the_register_are_doubted_not_refused(review: Review, made: Proposal) -> None:
    content = MINUTES | {"on": timezone.localdate(), "strength": 9, "present": 9, "in_favour": 9}
    version = save_part(actor=review.clerk, proposal=made, part=MINUTES_PART, content=content)
    assert "9/9 phiếu đồng ý" in told(version)
    assert "Biên bản ghi quân số 9" in doubts_about_minutes(made, version.content)[0]


@pytest.mark.django_db
def test_an_officer_writes_his_report_and_never_the_minutes(review: Review) -> None:
    about = review.proposal(review.round())
    content = {"i": "Lý lịch", "ii-1": "Nhiệm vụ", "ii-2": "Kết quả"}
    assert save_part(actor=review.officer, proposal=about, part=REPORT, content=content).number == 2
    with pytest.raises(PermissionDenied, match="do người khác lập"):
        save_part(actor=review.officer, proposal=about, part=MINUTES_PART, content=MINUTES)
    review.at(about, Stage.APPRAISAL)
    with pytest.raises(PermissionDenied):
        save_part(actor=review.officer, proposal=about, part=REPORT, content=content | {"i": "Khác"})


@pytest.mark.django_db
def test_what_was_submitted_is_locked_to_the_unit(review: Review, made: Proposal) -> None:
    review.at(made, Stage.APPRAISAL)
    with pytest.raises(PermissionDenied, match="đã khóa: hồ sơ ở bước “Thẩm định”"):
        say(review, made, "Thêm", who="boss")


@pytest.mark.django_db
def test_one_submission_stands_in_several_dossiers(review: Review) -> None:
    round = review.round()
    several = [review.at(review.proposal(round, who), Stage.UNIT) for who in (review.an, review.binh)]
    done = put_submission(
        actor=review.boss, proposals=several, number="410/TTr-PX01", on=timezone.localdate()
    )
    assert {version.content["number"] for version in done} == {"410/TTr-PX01"}


@pytest.mark.django_db
def test_a_comment_among_the_agencys_bodies_is_not_the_subjects(review: Review, made: Proposal) -> None:
    review.at(made, Stage.APPRAISAL)
    said = add_comment(actor=review.standing, proposal=made, text="Xem lại số liệu", audience=Audience.AGENCY)
    assert said.audience == Audience.AGENCY
    with pytest.raises(PermissionDenied):
        add_comment(actor=review.other_boss, proposal=made, text="Không phải việc của tôi")


def test_a_comparison_marks_words_not_letters() -> None:
    pieces = word_diff("đạt tỷ lệ cao trong năm", "đạt tỷ lệ 98,4% trong năm")
    assert [(one.kind, one.text) for one in pieces if one.kind != "same"] == [
        ("del", "cao"),
        ("ins", "98,4%"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_comparison_loses_nothing_of_either_text(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.kind != "ins") == before
    assert "".join(one.text for one in pieces if one.kind != "del") == after
