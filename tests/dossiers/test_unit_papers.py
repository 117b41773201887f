"""One meeting's minutes and one submission for many dossiers, and the words that a part begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.dossiers.review import OPERATOR, YEAR, Review
from tests.records import paper
from vinhdanh.awards.services import Entry, record_grants
from vinhdanh.dossiers.models import PartVersion, Proposal, ReviewRound
from vinhdanh.dossiers.selectors.first_words import first_words
from vinhdanh.dossiers.services import Meeting, RowsRefused, TeamVote, put_minutes, put_submission
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.engine.facts import Level
from vinhdanh.people.models import YearRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


@pytest.fixture
def round(review: Review) -> ReviewRound:
    return review.round()


@pytest.fixture
def two(review: Review, round: ReviewRound) -> list[Proposal]:
    return [
        review.proposal(round, review.an, filled=False),
        review.proposal(round, review.binh, place=review.d2, filled=False),
    ]


def meeting() -> Meeting:
    return Meeting(timezone.localdate(), 3, 3, "Đỗ Đức Hòa", "Lê Thị Ánh", "31/BB-PX01")


def test_one_meeting_stands_in_every_dossier_with_the_votes_on_it(
    review: Review, two: list[Proposal]
) -> None:
    votes = [TeamVote(two[0], 3, 0, 0, "Dạy 23 lớp"), TeamVote(two[1], 2, 1, 0)]
    made = put_minutes(actor=review.clerk, meeting=meeting(), votes=votes)
    assert [(one.content["number"], one.content["in_favour"]) for one in made] == [
        ("31/BB-PX01", 3),
        ("31/BB-PX01", 2),
    ]
    two[0].refresh_from_db()
    assert two[0].achievement == "Dạy 23 lớp"
    assert not two[1].part_versions.filter(part=PartKind.SUMMARY).exists()


def test_figures_that_cannot_be_leave_nothing_written_and_say_whose_they_are(
    review: Review, two: list[Proposal]
) -> None:
    votes = [TeamVote(two[0], 3, 0, 0, "Dạy 23 lớp"), TeamVote(two[1], 3, 1, 0)]
    with pytest.raises(RowsRefused) as refused:
        put_minutes(actor=review.clerk, meeting=meeting(), votes=votes)
    assert list(refused.value.by_proposal) == [two[1].pk]
    assert refused.value.messages == ["Trần Bình: Tổng 4 phiếu không thể nhiều hơn 3 người có mặt."]
    assert not PartVersion.objects.exists()


def test_nobody_writes_the_minutes_about_himself_among_others(review: Review, two: list[Proposal]) -> None:
    review.clerk.person_number = review.binh.number
    review.clerk.save()
    with pytest.raises(RowsRefused, match="về chính đồng chí do người khác lập"):
        put_minutes(actor=review.clerk, meeting=meeting(), votes=[TeamVote(one, 3, 0, 0) for one in two])
    assert not PartVersion.objects.exists()


def test_a_submission_names_the_dossier_that_has_left_the_unit(review: Review, two: list[Proposal]) -> None:
    review.at(two[1], Stage.APPRAISAL)
    with pytest.raises(RowsRefused, match="Trần Bình: Tờ trình đã khóa"):
        put_submission(actor=review.boss, proposals=two, number="402/TTr-PX01", on=timezone.localdate())
    assert not PartVersion.objects.exists()


def test_nothing_chosen_is_said(review: Review) -> None:
    with pytest.raises(ValidationError, match="mà cuộc họp đã bình xét"):
        put_minutes(actor=review.clerk, meeting=meeting(), votes=[])
    with pytest.raises(ValidationError, match="đưa vào tờ trình"):
        put_submission(actor=review.clerk, proposals=[], number="1/TTr", on=timezone.localdate())
    with pytest.raises(ValidationError, match="mà cuộc họp"):
        put_minutes(actor=review.clerk, meeting=replace(meeting(), on=date(2030, 1, 1)), votes=[])


def test_a_summary_begins_with_what_the_registers_say_of_the_year(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    YearRating.objects.create(person=review.an, year=YEAR, level=Level.EXCELLENT.value)
    record_grants(actor=OPERATOR, decision=paper(), entries=[Entry(review.an, "GK", YEAR)])
    text = first_words(two[0], PartKind.SUMMARY)["text"]
    assert text == f"Hoàn thành xuất sắc nhiệm vụ năm {YEAR}. Được tặng trong năm: Giấy khen."
    second = review.proposal(round, review.an, "CSTD_CS", filled=False)
    assert first_words(second, PartKind.SUMMARY)["text"] == "", "one achievement is not rewarded twice"
    assert first_words(two[1], PartKind.SUMMARY)["text"] == "", "the registers say nothing"


def test_a_unit_s_report_begins_with_its_people_and_what_they_were_given(
    review: Review, round: ReviewRound
) -> None:
    record_grants(actor=OPERATOR, decision=paper(), entries=[Entry(review.an, "GK", YEAR)])
    begun = first_words(review.collective(round, review.px01), PartKind.REPORT)
    assert begun["i-1"].startswith("Phòng Tổ chức cán bộ có 3 người theo sổ cán bộ ngày")
    assert begun["i-1"].endswith("2 đơn vị trực thuộc: Đội Chính sách, Đội Đào tạo.")
    assert begun["ii"] == "Tập thể, cá nhân của đơn vị được tặng trong năm: 1 Giấy khen."
