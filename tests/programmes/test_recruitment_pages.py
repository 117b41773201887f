"""The pages of a round: what each says, what a form refuses, and what never leaves with a file."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from tests.people.months import as_, said
from tests.programmes.selection import OPERATOR, SECRET, Selection
from tests.records import make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Candidate, RecruitmentRound
from vinhdanh.programmes.recruitment_types import RoundState

CITIZEN = {
    "unit": "X001",
    "name": "Vàng A Páo",
    "born": "20/05/2006",
    "sex": "male",
    "education": "THPT",
    "height": "168,5",
    "weight": "61",
}


@pytest.fixture
def world(db: None) -> Selection:
    return Selection()


def cells(answer: Any) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_newcomer_is_told_what_to_do(db: None) -> None:
    standing = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
    assert "Mở đợt khi có kế hoạch" in said(as_(standing).get("/tuyen-chon/"))
    clerk = make_account("canbo", (Role.UNIT_CLERK, "X001"))
    assert "Không có đợt nào trong phạm vi" in said(as_(clerk).get("/tuyen-chon/"))


def test_a_round_is_opened_given_its_numbers_and_its_parameters(world: Selection) -> None:
    client = as_(world.standing)
    data = {
        "year": "2027",
        "name": "Đợt 2027",
        "first": "20/09/2026",
        "handover": "01/03/2027",
        "quota": "3",
        "quota_women": "",
        "retain_until": "30/06/2028",
        "retain_basis": "Quy chế lưu trữ",
        "parameters": "tt-101-2025",
    }
    wrong = client.post("/tuyen-chon/mo-dot/", data | {"handover": "01/03/2026", "quota": "x"})
    assert wrong.status_code == 422
    assert "Ghi một số, ví dụ 24" in said(wrong)
    wrong = client.post("/tuyen-chon/mo-dot/", data | {"handover": "01/03/2026"})
    assert "Ngày giao phải sau ngày bắt đầu" in said(wrong)
    answer = client.post("/tuyen-chon/mo-dot/", data)
    made = RecruitmentRound.objects.get(year=2027)
    assert answer["Location"] == f"/tuyen-chon/{made.pk}/chi-tieu/"
    numbers = {
        "r0-code": "CAT",
        "r0-name": "Công an tỉnh",
        "r0-number": "2",
        "c-X001": "2",
        "w-X001": "1",
        "h-X001": "on",
        "c-X002": "1",
    }
    address = f"/tuyen-chon/{made.pk}/chi-tieu/"
    wrong = client.post(address, numbers | {"c-X002": "một", "r1-name": "Không mã"})
    assert wrong.status_code == 422
    assert "Chỉ tiêu của Công an xã Nậm Pì: đọc được “một”" in said(wrong)
    assert "Không mã: ghi mã ngắn" in said(wrong)
    page = said(client.post(address, numbers, follow=True))
    assert "Chỉ tiêu: tổng ghi 3, cộng các đơn vị nhận được 2, lệch 1." in page
    assert made.communes.get(unit=world.x1).hard_area
    address = f"/tuyen-chon/{made.pk}/thong-so/"
    assert "chưa có giới hạn về chiều cao, cân nặng" in said(client.get(address))
    text = made.parameters.replace("most = 25", 'most = "25"')
    wrong = client.post(address, {"text": text})
    assert wrong.status_code == 422
    assert "Dòng 13: “most” của tuổi là một số dương" in said(wrong)


def test_a_clerk_takes_a_citizen_from_registration_to_handover(world: Selection) -> None:
    client, base = as_(world.clerk), f"/tuyen-chon/{world.round.pk}/cong-dan/"
    wrong = client.post(f"{base}them/", CITIZEN | {"born": "2006", "height": "cao", "unit": "X002"})
    assert wrong.status_code == 422
    for words in ("Ghi ngày theo dạng 31/12/2025", "ví dụ 168 hoặc 168,5", "Chọn trong danh sách"):
        assert words in said(wrong)
    answer = client.post(f"{base}them/", CITIZEN)
    assert answer["Location"] == f"{base}X001-001/"
    page = said(client.get(f"{base}X001-001/"))
    assert "Chiều cao 168,5 cm: trong giới hạn" in page
    assert "Vàng A Páo: đã đăng ký" in page
    client.post(f"{base}X001-001/", {"move": "screen_pass"})
    wrong = client.post(f"{base}X001-001/", {"move": "examine_pass"})
    assert wrong.status_code == 422
    assert "Ghi phân loại sức khỏe." in said(wrong)
    client.post(f"{base}X001-001/", {"move": "examine_pass", "health_class": "1"})
    page = said(client.get(f"{base}X001-001/"))
    assert "Chưa đạt đủ hai hướng: còn thẩm tra lý lịch và phúc tra sức khỏe." in page
    assert "Bước này do Công an tỉnh ghi" in page
    as_(world.standing).post(f"{base}X001-001/", {"move": "recheck_pass"})
    client.post(f"{base}X001-001/", {"move": "vet_pass"})
    decision = {
        "move": "decide",
        "receiver": world.round.receivers.get(code="CAT").pk,
        "decision_no": "17/QĐ-UBND",
        "decision_on": "05/02/2026",
    }
    client.post(f"{base}X001-001/", decision)
    client.post(f"{base}X001-001/", {"move": "hand_over", "handed_on": "04/03/2026"})
    assert "Vàng A Páo: đã giao" in said(client.get(f"{base}X001-001/"))
    assert client.post(f"{base}X001-001/", {"move": "khong-co"}).status_code == 404
    page = said(client.post(f"{base}X001-001/rut-lai/", {"why": "Nhầm ngày"}, follow=True))
    assert "Vàng A Páo: có quyết định" in page
    assert "Nhầm ngày" in page


def test_several_files_take_a_step_together_or_none_does(world: Selection) -> None:
    codes = [world.register().code, world.register(height=150).code]
    client, base = as_(world.clerk), f"/tuyen-chon/{world.round.pk}/cong-dan/"
    page = said(client.post(f"{base}buoc/", {"move": "screen_pass", "code": codes}, follow=True))
    assert "Chưa ghi hồ sơ nào. X001-002: Chiều cao 150 cm: ngoài giới hạn" in page
    assert not Candidate.objects.filter(stage="screened").exists()
    page = said(client.post(f"{base}buoc/", {"move": "screen_pass", "code": codes[:1]}, follow=True))
    assert "Đã ghi “Sơ tuyển: đạt” cho 1 hồ sơ" in page
    assert "Chọn ít nhất một hồ sơ" in said(client.post(f"{base}buoc/", {"move": "decide"}, follow=True))


def test_a_mended_file_keeps_what_was_typed_and_the_journal_keeps_only_its_columns(world: Selection) -> None:
    world.register(family=SECRET)
    client, address = as_(world.clerk), f"/tuyen-chon/{world.round.pk}/cong-dan/X001-001/sua/"
    page = client.get(address).content.decode()
    assert SECRET in page
    assert re.search(r'name="height" value="170,0"', page)
    typed = {key: value for key, value in CITIZEN.items() if key != "unit"}
    assert client.post(address, typed | {"family": "Khác"}).status_code == 302
    entry = JournalEntry.objects.first()
    assert entry is not None
    assert "Gia đình" in entry.details["columns"]
    assert "Vàng" not in entry.data


# ---- the whole round ------------------------------------------------------------------------------


def test_the_overview_shows_both_tracks_the_communes_and_what_does_not_add_up(world: Selection) -> None:
    world.move(world.register(), "screen_pass", "examine_pass", "vet_pass")
    world.handed_over(unit=world.x2)
    services.change_round(actor=OPERATOR, round_=world.round, quota=4)
    page = said(as_(world.standing).get(f"/tuyen-chon/{world.round.pk}/"))
    assert "Đợt 2026: 1 xã, phường còn thiếu" in page
    assert "Chỉ tiêu: tổng ghi 4, cộng các đơn vị nhận được 3, lệch 1." in page
    raw = as_(world.standing).get(f"/tuyen-chon/{world.round.pk}/").content.decode()
    assert "Lý lịch đạt 2; Phúc tra đạt 1; Có quyết định 1; Đã giao 1" in raw
    filtered = said(as_(world.standing).get(f"/tuyen-chon/{world.round.pk}/?q=nam+pi&loc=du"))
    assert "1 trong 2 xã, phường" in filtered
    none = said(as_(world.standing).get(f"/tuyen-chon/{world.round.pk}/?loc=du&q=ban"))
    assert "Không có xã, phường nào khớp" in none


def test_a_commune_is_shown_its_own_line_only(world: Selection) -> None:
    world.register(unit=world.x2)
    page = said(as_(world.clerk).get(f"/tuyen-chon/{world.round.pk}/"))
    assert "Bản Lầu" in page
    assert "Nậm Pì" not in page
    assert "Chất lượng" not in page
    rounds = cells(as_(world.clerk).get("/tuyen-chon/cac-dot.xlsx?tt=open"))
    assert {"Đợt 2026", "2", "04/03/2026"} <= set(rounds), "the commune's own two places"
    file = cells(as_(world.clerk).get(f"/tuyen-chon/{world.round.pk}/xa-phuong.xlsx"))
    assert not any("Nậm Pì" in cell for cell in file)


def test_a_round_of_figures_takes_what_was_published(db: None) -> None:
    world = Selection(by_totals=True)
    client, address = as_(world.standing), f"/tuyen-chon/{world.round.pk}/so-lieu/"
    page = said(client.post(address, {"registered": "30", "decided": "3", "edu_dh": "2"}, follow=True))
    assert "Cộng theo trình độ được 2, số được tuyển chọn là 3, lệch 1." in page
    assert client.post(address, {"registered": "nhiều"}).status_code == 422
    clerk = as_(world.clerk)
    page = said(clerk.get(address))
    assert "Số liệu của Công an xã Bản Lầu" in page
    assert "Chất lượng" not in page
    assert clerk.post(f"{address}?dv=X001", {"registered": "12"}).status_code == 302
    assert clerk.get(f"{address}?dv=X002").status_code == 404


# ---- what leaves ----------------------------------------------------------------------------------


def test_an_export_holds_nobody_unless_it_is_asked_for_with_a_reason(world: Selection) -> None:
    world.register(name="=Sùng A Kín", health_note=SECRET)
    client, base = as_(world.clerk), f"/tuyen-chon/{world.round.pk}"
    plain = cells(client.get(f"{base}/cong-dan.xlsx"))
    assert JournalEntry.objects.filter(verb="recruitment.steps_exported", account="canbo-x1").count() == 1
    page = said(client.get(f"{base}/cong-dan/X001-001/"))
    assert "Mở xem hồ sơ công dân" in page
    client.get(f"{base}/cong-dan/X001-001/sua/")
    assert JournalEntry.objects.filter(verb="recruitment.file_opened").count() == 1
    assert "X001-001" in plain
    assert not any("Kín" in cell or SECRET in cell for cell in plain)
    refused = said(client.post(f"{base}/ho-so.xlsx", {"why": ""}, follow=True))
    assert "Ghi lý do xuất dữ liệu cá nhân" in refused
    full = cells(client.post(f"{base}/ho-so.xlsx", {"why": "Bàn giao cho Hội đồng khám"}))
    assert "=Sùng A Kín" in full, "a text that begins like a formula stays a text"
    assert SECRET in full
    assert "Có dữ liệu cá nhân. Lý do xuất: Bàn giao cho Hội đồng khám" in full
    entry = JournalEntry.objects.first()
    assert entry is not None
    assert (entry.verb, entry.account) == ("recruitment.files_exported", "canbo-x1")
    assert as_(world.other).post(f"{base}/ho-so.xlsx", {"why": "X"}).status_code == 200
    leader = make_account("lanhdao", (Role.SIGNING_AUTHORITY, WHOLE_AGENCY))
    assert as_(leader).post(f"{base}/ho-so.xlsx", {"why": "X"}).status_code == 404


def test_files_are_removed_on_the_page_when_their_time_is_over(world: Selection) -> None:
    world.handed_over()
    client, base = as_(world.standing), f"/tuyen-chon/{world.round.pk}"
    assert "Đã kết thúc Đợt 2026" in said(client.post(f"{base}/ket-thuc/", follow=True))
    RecruitmentRound.objects.update(retain_until=timezone.localdate() - timedelta(days=1))
    assert "Hồ sơ cá nhân đã quá thời hạn lưu" in said(client.get(f"{base}/"))
    page = said(client.post(f"{base}/xoa-ho-so/", {"why": "Hết hạn", "confirm": "2025"}, follow=True))
    assert "gõ năm của đợt (2026)" in page
    assert as_(world.clerk).post(f"{base}/xoa-ho-so/", {"why": "X", "confirm": "2026"}).status_code == 403
    page = said(client.post(f"{base}/xoa-ho-so/", {"why": "Hết hạn", "confirm": "2026"}, follow=True))
    assert "Đã xóa 1 hồ sơ cá nhân của Đợt 2026" in page
    assert RecruitmentRound.objects.get().state == RoundState.ERASED
    assert client.get(f"{base}/cong-dan/").status_code == 404
    assert "chỉ còn số liệu" in said(client.get(f"{base}/"))


def test_one_file_is_removed_with_a_reason_and_its_code_typed(world: Selection) -> None:
    world.register()
    client, base = as_(world.clerk), f"/tuyen-chon/{world.round.pk}/cong-dan/X001-001"
    page = said(client.post(f"{base}/xoa/", {"reason": "duplicate", "confirm": "X"}, follow=True))
    assert "gõ mã hồ sơ X001-001 để xác nhận" in page
    page = said(client.post(f"{base}/xoa/", {"reason": "duplicate", "confirm": "X001-001"}, follow=True))
    assert "Đã xóa hồ sơ X001-001" in page
    assert client.get(f"{base}/").status_code == 404


def test_outreach_is_entered_summed_and_taken_out(world: Selection) -> None:
    client, address = as_(world.clerk), f"/tuyen-chon/{world.round.pk}/tuyen-truyen/"
    assert "1 xã, phường chưa có buổi nào" in said(client.get(address))
    held = {"unit": "X001", "on": "02/10/2025", "channel": "school", "place": "Trường", "people": "120"}
    assert "Số không được âm" in said(client.post(address, held | {"people": "-1"}))
    page = said(client.post(address, held, follow=True))
    assert "Tuyên truyền: 1 buổi, 120 lượt người" in page
    assert "Trường học" in cells(client.get(f"/tuyen-chon/{world.round.pk}/tuyen-truyen.xlsx?ht=school"))
    session = world.round.outreach.get()
    client.post(f"{address}{session.pk}/xoa/", {"why": "Trùng"})
    assert "Chưa ghi buổi nào" in said(client.get(address))
