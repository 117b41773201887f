"""The pages of months: what each says, and what is kept when something is wrong."""

from __future__ import annotations

import re

import pytest

from tests.people.months import EVERYBODY, OPERATOR, Department, as_, day, said, sheet_of, typed
from tests.records import make_account, standing_body
from vinhdanh.access.types import Role
from vinhdanh.engine.facts import AbsenceKind
from vinhdanh.people import services
from vinhdanh.people.models import Period, Person, PersonClass, Sheet


@pytest.fixture
def px01(db: None) -> Department:
    return Department()


def test_a_newcomer_is_told_what_to_do(px01: Department) -> None:
    standing = as_(standing_body())
    assert "Chưa mở tháng nào" in said(standing.get("/phan-loai/"))
    assert "Mở kỳ phân loại…" in said(standing.get("/phan-loai/"))
    assert "Thường trực hoặc thủ trưởng đơn vị mở tháng" in said(as_(px01.clerk).get("/phan-loai/"))
    officer = make_account("canbo", (Role.OFFICER, "PX01"), person_number="102")
    assert "Các tháng của tôi" in said(as_(officer).get("/phan-loai/"))


def test_a_month_is_opened_on_the_page(px01: Department) -> None:
    client = as_(standing_body())
    page = said(client.get("/phan-loai/mo-ky/?nam=2025&thang=5"))
    assert "Loại 1 đến Loại 4 (ví dụ kèm theo chương trình)" in page
    data = {"kind": "month", "year": "2025", "number": "5", "unit": "CAT", "scale": "loai-1-4", "due": ""}
    answer = client.post("/phan-loai/mo-ky/", data)
    period = Period.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/phan-loai/ky/{period.pk}/")
    again = client.post("/phan-loai/mo-ky/", data)
    assert again.status_code == 422
    assert "Tháng 5/2025 đã mở cho Công an tỉnh Sơn Hà" in said(again)
    wrong = client.post("/phan-loai/mo-ky/", data | {"year": "x", "due": "5-6", "unit": "KHAC"})
    assert wrong.status_code == 422
    for words in ("Năm là bốn chữ số", "Ghi ngày theo dạng", "Chọn một đơn vị trong danh sách"):
        assert words in said(wrong)
    assert "Năm 2025 không có tháng 13" in said(client.post("/phan-loai/mo-ky/", data | {"number": "13"}))


def test_the_next_month_is_suggested(px01: Department) -> None:
    px01.month(12)
    page = as_(standing_body()).get("/phan-loai/mo-ky/").content.decode()
    assert re.search(r'name="number" value="1"', page)
    assert re.search(r'name="year" value="2026"', page)


def test_the_overview_names_who_has_not_submitted(px01: Department) -> None:
    period = px01.month()
    px01.save(period)
    client = as_(standing_body())
    page = said(client.get(f"/phan-loai/ky/{period.pk}/"))
    assert "Tháng 5/2025: 2 đơn vị chưa gửi" in page
    assert "Chưa chốt được: 2 đơn vị chưa gửi, trong đó 1 đơn vị đang ghi dở" in page
    assert "Đơn vị tự quy định, không có căn cứ trong Luật" in page
    px01.save(period, submit=True)
    assert "Phòng Hậu cần" not in said(client.get(f"/phan-loai/ky/{period.pk}/?tt=da-gui"))
    assert "Phòng Tổ chức cán bộ" in said(client.get(f"/phan-loai/ky/{period.pk}/?tt=gui-muon"))


def test_closing_is_refused_with_names_and_then_done(px01: Department) -> None:
    period = px01.month()
    client = as_(standing_body())
    px01.save(period, submit=True)
    answer = client.post(f"/phan-loai/ky/{period.pk}/chot/", follow=True)
    assert "1 đơn vị chưa gửi bảng phân loại (Phòng Hậu cần)" in said(answer)
    px01.save_px02(period)
    assert "Đã chốt tháng 5/2025" in said(client.post(f"/phan-loai/ky/{period.pk}/chot/", follow=True))
    refused = client.post(f"/phan-loai/ky/{period.pk}/mo-lai/", {"ground": ""}, follow=True)
    assert "ghi lý do" in said(refused)
    opened = client.post(f"/phan-loai/ky/{period.pk}/mo-lai/", {"ground": "Sót một người"}, follow=True)
    assert "Đã mở lại tháng 5/2025" in said(opened)
    assert "Sót một người" in said(opened)
    assert as_(px01.clerk).post(f"/phan-loai/ky/{period.pk}/chot/").status_code == 403


def test_the_list_of_units_goes_out_as_excel(px01: Department) -> None:
    period = px01.month()
    px01.save(period)
    sheet = sheet_of(as_(standing_body()).get(f"/phan-loai/ky/{period.pk}/don-vi.xlsx?tt=chua-gui"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(str(row[0]).endswith(": Trần Thị thuongtruc (thuongtruc).") for row in rows), "who took it out"
    assert [row[:4] for row in rows[-2:]] == [
        ["PX01", "Phòng Tổ chức cán bộ", 7, "Đang ghi"],
        ["PX02", "Phòng Hậu cần", 1, "Chưa ghi"],
    ]


# ---- a sheet --------------------------------------------------------------------------------------


def test_a_sheet_is_filled_in_saved_and_submitted(px01: Department) -> None:
    period = px01.month()
    client, address = as_(px01.clerk), f"/phan-loai/ky/{period.pk}/PX01/"
    page = said(client.get(address))
    assert "chưa chọn 7" in page
    assert "Chọn loại của tập thể ở đầu bảng thì tính được hạn mức" in page
    answer = client.post(address, typed(act="save", d_102="77", g_102="Trực thay"), follow=True)
    assert "Đã lưu nháp bảng phân loại tháng 5/2025 của Phòng Tổ chức cán bộ" in said(answer)
    row = PersonClass.objects.get(person=px01.an)
    assert (row.cls, row.points, row.reason) == ("2", 77, "Trực thay")
    answer = client.post(address, typed(act="submit", d_102="77") | {"version": "1"}, follow=True)
    assert "Đã gửi bảng phân loại" in said(answer)
    assert Sheet.objects.get().state == "submitted"


def test_nothing_typed_is_lost_when_something_is_wrong(px01: Department) -> None:
    period = px01.month()
    client, address = as_(px01.clerk), f"/phan-loai/ky/{period.pk}/PX01/"
    data = typed(act="submit", d_102="tám mươi", g_111="Khen đột xuất") | {"l:112": "1"}
    del data["l:103"]
    answer = client.post(address, data)
    assert answer.status_code == 422
    page = said(answer)
    assert "1 chỗ trong bảng phải xem lại" in page
    assert "Điểm là số nguyên, đọc được “tám mươi”" in page
    assert "Chưa chọn loại." in said(client.post(address, data | {"d:102": "80"}))
    assert 'value="Khen đột xuất"' in answer.content.decode()
    assert re.search(r'name="l:112" value="1" checked', answer.content.decode())
    assert not Sheet.objects.exists()


def test_points_that_are_no_number_are_not_dropped_in_silence(px01: Department) -> None:
    period = px01.month()
    answer = as_(px01.clerk).post(f"/phan-loai/ky/{period.pk}/PX01/", typed(act="save", d_102="8o"))
    assert answer.status_code == 422
    assert "đọc được “8o”" in said(answer)
    assert not Sheet.objects.exists()


def test_who_must_be_lowered_stands_beside_the_sheet(px01: Department) -> None:
    period = px01.month()
    client, address = as_(px01.clerk), f"/phan-loai/ky/{period.pk}/PX01/"
    team = {f"l:{number}": "1" for number in ("102", "111", "112", "113")}
    points = {"d:102": "90", "d:111": "70", "d:112": "70", "d:113": "85", "d:114": "60"}
    answer = client.post(address, typed(act="check") | team | points)
    page = said(answer)
    assert answer.status_code == 200
    assert "Chưa lưu." in page
    assert "Loại 1 có 4 người, tối đa 3: hạ 1 người từ Loại 1 xuống Loại 2." in page
    assert "70% của 5 người được tính = 3,5, làm tròn xuống 3" in page
    assert "Chọn 1 trong 2 người bằng nhau; máy không tự chọn:" in page
    assert "Hoàng Văn 1 điểm bình xét 70" in page
    assert "Quân số 5 = 5 được tính." in page
    assert not Sheet.objects.exists()
    refused = client.post(address, typed(act="submit") | team | points)
    assert refused.status_code == 422
    assert "Đội Chính sách vượt hạn mức" in said(refused)


def test_empty_rows_are_filled_from_last_month_or_with_one_class(px01: Department) -> None:
    px01.save(px01.month(4), dict.fromkeys(EVERYBODY, "2") | {"102": "3"}, submit=True)
    period = px01.month(5)
    client, address = as_(px01.clerk), f"/phan-loai/ky/{period.pk}/PX01/"
    page = client.post(address, {"act": "fill", "fill": "truoc", "l:103": "1"}).content.decode()
    for number, cls in (("102", "3"), ("103", "1"), ("111", "2")):
        assert re.search(rf'name="l:{number}" value="{cls}" checked', page), number
    page = client.post(address, {"act": "fill", "fill": "4"}).content.decode()
    assert page.count('value="4" checked') == 7
    assert not Sheet.objects.filter(period=period).exists()


def test_a_clerk_who_comes_late_is_told_who_saved(px01: Department) -> None:
    period = px01.month()
    address = f"/phan-loai/ky/{period.pk}/PX01/"
    as_(px01.boss).post(address, typed(act="save"))
    answer = as_(px01.clerk).post(address, typed("3", act="save"))
    assert answer.status_code == 409
    assert "đồng chí Trần Thị thutruong vừa ghi bảng này" in said(answer)
    assert re.search(r'name="l:102" value="3" checked', answer.content.decode())
    assert re.search(r'name="version" value="1"', answer.content.decode())


def test_ones_own_row_and_an_exempt_row_cannot_be_entered(px01: Department) -> None:
    start = day("2025-05-01")
    services.exempt(actor=OPERATOR, person=px01.an, code="special_duty", start=start, basis="KH 12")
    services.record_absence(actor=OPERATOR, person=px01.binh, kind=AbsenceKind.STUDY, start=start)
    period = px01.month()
    page = as_(px01.boss).get(f"/phan-loai/ky/{period.pk}/PX01/").content.decode()
    assert 'name="l:101"' not in page
    assert "Đồng chí không tự phân loại mình" in page
    assert 'name="l:103"' not in page
    assert "Đi học tập trung từ 01/05/2025" in page
    assert 'name="l:102"' in page
    assert "Nhiệm vụ đặc biệt từ 01/05/2025, KH 12" in page


def test_a_closed_sheet_is_read_only(px01: Department) -> None:
    period = px01.month()
    px01.save(period, submit=True)
    px01.save_px02(period)
    services.close_period(actor=OPERATOR, period=period)
    client, address = as_(px01.clerk), f"/phan-loai/ky/{period.pk}/PX01/"
    page = client.get(address)
    assert 'type="radio"' not in page.content.decode()
    assert "đã chốt" in said(page)
    assert client.post(address, typed(act="save")).status_code == 422


def test_who_only_looks_finds_no_form(px01: Department) -> None:
    period = px01.month()
    inspector = as_(make_account("thanhtra", (Role.INSPECTOR, "")))
    page = inspector.get(f"/phan-loai/ky/{period.pk}/PX01/")
    assert "Gửi bảng" not in said(page)
    assert "chưa được giao quyền ghi hồ sơ" in said(page)
    assert inspector.post(f"/phan-loai/ky/{period.pk}/PX01/", typed(act="save")).status_code == 403


def test_the_sheet_goes_out_without_people_under_secrecy(px01: Department) -> None:
    Person.objects.filter(number="111").update(secrecy=1)
    Person.objects.filter(number="102").update(name="=1+1")
    period = px01.month()
    px01.save(period)
    sheet = sheet_of(as_(px01.clerk).get(f"/phan-loai/ky/{period.pk}/PX01/bang.xlsx"))
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "Không xuất 1 người có độ mật." in cells
    assert "111" not in cells
    assert cells["=1+1"].data_type == "s", "a text that looks like a formula stays a text"
