"""The pages of rounds: what each account does and reads."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from tests.dossiers.review import YEAR, Review
from tests.people.months import as_, said
from vinhdanh.dossiers.models import ProposalReminder, ReviewRound, RoundHonour
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.people.types import Secrecy

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def review() -> Review:
    return Review()


def form(review: Review, **more: Any) -> dict[str, Any]:
    """A round with two honours, on the whole path, as the page posts it."""
    data: dict[str, Any] = {
        "name": "Đợt tổng kết năm 2025",
        "kind": "yearly",
        "year": str(YEAR),
        "document": "Hướng dẫn 12",
        "units": [review.px01.pk, review.px02.pk],
        "h-CSTD_CS-on": "on",
        "h-CSTD_CS-level": "base",
        "h-CSTD_CS-own": "on",
        "h-DVQT-on": "on",
        "h-DVQT-level": "ministry",
        "s-unit-due": f"{TODAY + timedelta(days=9):%d/%m/%Y}",
        "s-unit-keeper": "thutruong",
        "t-conduct-department": "PX02",
    }
    data |= {f"s-{stage}-on": "on" for stage in ON_PATH}
    return data | more


def test_a_round_is_set_up_and_opened_without_code(review: Review) -> None:
    standing = as_(review.standing)
    page = said(standing.get("/dot-xet-tang/moi/?loai=sudden&nam=2025"))
    assert "Đợt xét đột xuất năm 2025" in standing.get("/dot-xet-tang/moi/?loai=sudden&nam=2025").text
    assert "khoản 5 Điều 80 Luật TĐKT 2022" in page
    assert "80% tổng số thành viên" in page
    assert standing.post("/dot-xet-tang/moi/", form(review)).status_code == 302
    round = ReviewRound.objects.get()
    assert round.path == ON_PATH
    assert round.steps.get(stage=Stage.UNIT).keeper == review.boss
    page = said(standing.get(f"/dot-xet-tang/{round.pk}/"))
    assert "đang lập" in page
    assert "Phòng Hậu cần" in page
    changed = form(review, **{"h-CSTD_CS-quota": "5", "h-CSTD_CS-quota_ground": "Hướng dẫn 12"})
    standing.post(f"/dot-xet-tang/{round.pk}/sua/", changed)
    assert round.honours.get(honour="CSTD_CS").quota == 5
    assert "không sửa giữa chừng" in said(standing.get(f"/dot-xet-tang/{round.pk}/viec/mo/"))
    standing.post(f"/dot-xet-tang/{round.pk}/viec/mo/")
    round.refresh_from_db()
    assert round.state == RoundState.OPEN
    assert standing.get(f"/dot-xet-tang/{round.pk}/sua/").status_code == 302


def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(review: Review) -> None:
    wrong = form(
        review,
        **{
            "name": "",
            "h-CSTD_CS-quota": "5",
            "s-unit-hours": "24",
            "s-unit-keeper": "khongco",
            "t-conduct-substitute": "PX02",
            "units": [],
        },
    )
    answer = as_(review.standing).post("/dot-xet-tang/moi/", wrong)
    page = said(answer)
    assert answer.status_code == 422
    for sentence in (
        "Ghi tên đợt xét tặng.",
        "Ghi căn cứ của số lượng tối đa.",
        "không ghi cả hai",
        "Không có tài khoản khongco đang dùng.",
        "Cơ quan thay thế phải khác",
        "Chọn ít nhất một đơn vị đề nghị.",
    ):
        assert sentence in page
    assert 'value="khongco"' in answer.text
    assert not ReviewRound.objects.exists()


def test_who_does_not_run_rounds_finds_no_form(review: Review) -> None:
    round = review.round()
    assert as_(review.clerk).get("/dot-xet-tang/moi/").status_code == 403
    assert as_(review.clerk).get(f"/dot-xet-tang/{round.pk}/viec/gia-han/").status_code == 403
    page = said(as_(review.clerk).get(f"/dot-xet-tang/{round.pk}/"))
    assert "Quyền này thuộc: Thường trực" in page
    assert "Lập đợt" not in said(as_(review.clerk).get("/dot-xet-tang/"))


def test_the_page_says_the_state_and_the_funnel_filters(review: Review) -> None:
    round = review.round()
    made = review.at(review.proposal(round), Stage.APPRAISAL)
    review.proposal(round, review.binh, place=review.d2)
    standing = as_(review.standing)
    page = said(standing.get(f"/dot-xet-tang/{round.pk}/"))
    assert "Đợt tổng kết năm 2025: 2 hồ sơ đang xét" in page
    assert "Cân đối trong đợt này" in page
    assert "Chờ thẩm định" in page
    answer = standing.get(f"/dot-xet-tang/{round.pk}/?buoc=appraisal")
    assert "Thẩm định: 1 hồ sơ" in said(answer)
    assert f"/ho-so-khen-thuong/{made.pk}/" in answer.text
    assert "Trần Bình" not in said(answer)
    empty = said(standing.get(f"/dot-xet-tang/{round.pk}/?tim=khong%20ai"))
    assert "Không có hồ sơ nào khớp bộ lọc" in empty


def test_many_are_submitted_at_once_and_the_refused_are_named(review: Review) -> None:
    round = review.round()
    ready = review.at(review.proposal(round), Stage.UNIT)
    draft = review.proposal(round, review.binh, place=review.d2)
    boss = as_(review.boss)
    address = f"/dot-xet-tang/{round.pk}/hang-loat/"
    nothing = boss.post(address, {"viec": "submit", "ve": "?buoc=unit"}, follow=True)
    assert "Chưa chọn hồ sơ nào" in said(nothing)
    told = boss.post(address, {"viec": "submit", "hs": [f"{ready.pk}-unit", f"{draft.pk}-draft"]})
    assert "1 đã làm, 1 chưa" in said(told)
    assert "Trần Bình" in said(told)
    again = boss.post(address, {"viec": "submit", "hs": [f"{ready.pk}-unit"]})
    assert "vừa chuyển sang “Thẩm định”" in said(again), "the second is told who was first"
    assert boss.post(address, {"viec": "sign", "hs": [f"{ready.pk}-unit"]}).status_code == 404


def test_a_return_asks_for_its_reason_first(review: Review) -> None:
    round = review.round()
    made = review.at(review.proposal(round), Stage.APPRAISAL)
    standing = as_(review.standing)
    address = f"/dot-xet-tang/{round.pk}/hang-loat/"
    ticked = {"viec": "return", "hs": [f"{made.pk}-appraisal"], "ve": "?buoc=appraisal"}
    assert "Lý do hiện với đơn vị" in said(standing.post(address, ticked))
    empty = standing.post(address, ticked | {"ly_do": " "})
    assert empty.status_code == 422
    done = standing.post(address, ticked | {"ly_do": "Thiếu biên bản"})
    assert done["Location"] == f"/dot-xet-tang/{round.pk}/?buoc=appraisal"
    assert "Thiếu biên bản" in said(standing.get(f"/dot-xet-tang/{round.pk}/?buoc=returned"))
    standing.post(address, {"viec": "remind", "hs": [f"{made.pk}-returned"]})
    assert ProposalReminder.objects.get().stage == Stage.RETURNED


def test_terms_are_moved_and_a_round_is_ended_opened_again_and_copied(review: Review) -> None:
    round = review.round()
    made = review.proposal(round)
    standing = as_(review.standing)
    base = f"/dot-xet-tang/{round.pk}/viec/"
    assert "Ghi lý do gia hạn" in said(standing.post(f"{base}gia-han/", {"stage": "unit"}))
    due = TODAY + timedelta(days=3)
    standing.post(f"{base}gia-han/", {"stage": "unit", "due": f"{due:%d/%m/%Y}", "why": "Bão"})
    assert round.steps.get(stage=Stage.UNIT).due == due
    assert "Còn đề nghị chưa xong" in said(standing.get(f"{base}ket-thuc/"))
    refused = standing.post(f"{base}ket-thuc/")
    assert refused.status_code == 422
    assert "còn 1 đề nghị chưa xong" in said(refused)
    review.at(made, Stage.DECIDED)
    standing.post(f"{base}ket-thuc/")
    assert "đã kết thúc" in said(standing.get(f"/dot-xet-tang/{round.pk}/"))
    assert standing.post(f"{base}mo-lai/", {"why": ""}).status_code == 422
    standing.post(f"{base}mo-lai/", {"why": "Kiến nghị"})
    standing.post(f"{base}chep/", {"name": "Đợt 2026", "year": "2026"})
    copied = ReviewRound.objects.get(name="Đợt 2026")
    assert copied.state == RoundState.DRAFT
    standing.post(f"/dot-xet-tang/{copied.pk}/viec/bo/")
    assert not ReviewRound.objects.filter(pk=copied.pk).exists()


def test_lists_leave_as_excel_without_people_under_secrecy(review: Review) -> None:
    round = review.round()
    review.proposal(round)
    review.proposal(round, review.binh, place=review.d2)
    review.binh.secrecy = Secrecy.SECRET
    review.binh.save()
    answer = as_(review.standing).get(f"/dot-xet-tang/{round.pk}/ho-so.xlsx")
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(BytesIO(answer.content)).active for cell in row
    ]
    assert "Lê Thị Ánh" in cells
    assert "Trần Bình" not in cells
    rounds = as_(review.standing).get("/dot-xet-tang/danh-sach.xlsx")
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(BytesIO(rounds.content)).active for cell in row
    ]
    assert "Đợt tổng kết năm 2025" in cells


def test_rounds_are_filtered_and_an_empty_list_says_what_to_do(review: Review) -> None:
    standing = as_(review.standing)
    assert "Lập đợt đầu tiên" in said(standing.get("/dot-xet-tang/"))
    review.round()
    assert "1 đợt đang mở" in said(standing.get("/dot-xet-tang/?tim=tong%20ket"))
    assert "Không có đợt nào khớp bộ lọc" in said(standing.get("/dot-xet-tang/?loai=sudden"))


def test_a_draft_says_that_its_path_has_no_posting(review: Review) -> None:
    draft = review.round(path=(Stage.DRAFT, Stage.UNIT, Stage.SIGNING), state=RoundState.DRAFT)
    standing = as_(review.standing)
    assert "không có bước Niêm yết" not in said(standing.get(f"/dot-xet-tang/{draft.pk}/"))
    RoundHonour.objects.create(round=draft, honour="CSTD_TQ", level="state", own=False, position=9)
    page = said(standing.get(f"/dot-xet-tang/{draft.pk}/"))
    assert "Đường đi không có bước Niêm yết." in page
    assert "Chiến sĩ thi đua toàn quốc" in page
