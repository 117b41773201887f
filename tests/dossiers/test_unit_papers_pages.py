"""The pages on which a unit writes the minutes of a meeting and its submission for many dossiers."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.dossiers.review import Review
from tests.people.months import as_, said
from vinhdanh.dossiers.models import PartVersion, Proposal, ReviewRound
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.rounds import RoundState

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


def at(round: ReviewRound, what: str) -> str:
    return f"/dot-xet-tang/{round.pk}/de-nghi/PX01/{what}/"


def sent(two: list[Proposal], *agreed: str) -> dict[str, str]:
    """What the form of the minutes sends: each ticked, with its votes."""
    rows = {
        f"p-{one.pk}-{name}": value
        for one, votes in zip(two, agreed, strict=True)
        for name, value in {"on": "on", "in_favour": votes, "against": "0", "blank": "0"}.items()
    }
    head = {"on": f"{timezone.localdate():%d/%m/%Y}", "strength": "3", "present": "3"}
    return head | {"chair": "Đỗ Đức Hòa", "secretary": "Lê Thị Ánh"} | rows


def test_the_minutes_of_one_meeting_are_written_at_once(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    clerk = as_(review.clerk)
    page = said(clerk.get(at(round, "bien-ban")))
    assert "Phiếu và tóm tắt thành tích: 2 đề nghị" in page
    assert "Đội Chính sách 1" in page, "a meeting of one đội is one click away"
    wrong = clerk.post(at(round, "bien-ban"), sent(two, "3", "4"))
    assert wrong.status_code == 422
    assert "Tổng 4 phiếu không thể nhiều hơn 3 người có mặt" in said(wrong)
    missing = clerk.post(at(round, "bien-ban"), sent(two, "3", ""))
    assert "Đồng ý: Ghi một số, 0 cũng ghi." in said(missing)
    assert not PartVersion.objects.exists()
    done = clerk.post(at(round, "bien-ban"), sent(two, "3", "2"), follow=True)
    assert "Đã ghi biên bản bình xét vào 2 hồ sơ" in said(done)
    again = said(clerk.get(at(round, "bien-ban")))
    assert "3/3 phiếu đồng ý" in again, "what stands in a dossier is shown beside its row"


def test_a_team_s_meeting_has_its_own_people_only(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    page = said(as_(review.clerk).get(f"{at(round, 'bien-ban')}?doi=PX01-D2"))
    assert "Biên bản bình xét của Đội Đào tạo" in page
    assert "Trần Bình" in page
    assert "Lê Thị Ánh" not in page


def test_who_is_proposed_finds_his_row_closed_with_the_reason(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    review.clerk.person_number = review.binh.number
    review.clerk.save()
    clerk = as_(review.clerk)
    assert "Biên bản bình xét về chính đồng chí do người khác lập" in said(clerk.get(at(round, "bien-ban")))
    clerk.post(at(round, "bien-ban"), sent(two, "3", "3"))
    assert [one.proposal for one in PartVersion.objects.filter(part=PartKind.MINUTES)] == [two[0]]


def test_one_submission_for_the_dossiers_that_are_ticked(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    boss = as_(review.boss)
    nothing = boss.post(at(round, "to-trinh"), {"number": "402/TTr", "on": "01/12/2025"})
    assert "Chọn ít nhất một đề nghị để đưa vào tờ trình" in said(nothing)
    given = {"number": "402/TTr-PX01", "on": "01/12/2025", "ho_so": [two[0].pk]}
    done = boss.post(at(round, "to-trinh"), given, follow=True)
    assert "Đã ghi tờ trình 402/TTr-PX01 vào 1 hồ sơ" in said(done)
    assert "Số 402/TTr-PX01 ngày 01/12/2025" in said(boss.get(at(round, "to-trinh")))


def test_an_ended_round_takes_no_papers(review: Review, round: ReviewRound, two: list[Proposal]) -> None:
    ReviewRound.objects.filter(pk=round.pk).update(state=RoundState.CLOSED)
    for what in ("bien-ban", "to-trinh"):
        answer = as_(review.clerk).get(at(round, what))
        assert answer.status_code == 403
        assert "chỉ ghi hồ sơ khi đợt đang mở" in said(answer)
