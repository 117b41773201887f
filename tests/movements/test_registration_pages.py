"""The pages of registration: the bulk table, one officer, the form in Excel, coverage and outcomes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.movements.year import OPERATOR, TODAY, Year
from tests.people.months import as_, said, sheet_of
from tests.records import make_person
from vinhdanh.movements import services
from vinhdanh.movements.models import Commitment, Registration, RegistrationSheet
from vinhdanh.movements.selectors.reach import reach_of
from vinhdanh.movements.services import Entry

NOW = TODAY.year
D1 = f"/dang-ky/{NOW}/PX01-D1/"


def titles() -> set[tuple[str, str]]:
    rows = Registration.objects.current().select_related("person", "unit")
    return {(row.person.number if row.person else row.subject.name, row.honour) for row in rows}


def test_a_clerk_fills_the_table_and_a_head_sends_it_up(year: Year) -> None:
    clerk = as_(year.clerk)
    data = {"co": ["PX01-D1", "102"], "t:102": ["CSTT", "CSTD_CS"], "t:PX01-D1": ["DVQT"]}
    common = {"c_text": "Hoàn thành nhiệm vụ", "c_value": "97,5", "c_measure": "%"}
    clerk.post(D1, data | common)
    assert titles() == {("102", "CSTT"), ("102", "CSTD_CS"), ("Đội Chính sách", "DVQT")}
    page = said(clerk.get(D1))
    assert "Hoàn thành nhiệm vụ: 97,5 %" in page
    assert "Quyền này thuộc" in page  # why the clerk's button to send is off
    boss = as_(year.boss)
    boss.post(f"{D1}viec/", {"viec": "gui"})
    assert "Tiếp nhận 1 bản đã gửi" in said(boss.get("/dang-ky/?dv=PX01"))
    boss.post("/dang-ky/tiep-nhan/", {"dv": "PX01", "nam": NOW})
    assert RegistrationSheet.objects.get().state == "accepted"
    refused = clerk.post(D1, {"co": ["102"]})
    assert refused.status_code == 422
    assert "lập bản bổ sung, có lý do" in said(refused)


def test_returning_says_why_and_nothing_changes_without_a_reason(year: Year) -> None:
    entries = {"102": Entry(["CSTT"])}
    sheet = services.write_registrations(actor=OPERATOR, unit=year.d1, year=NOW, entries=entries)
    services.send_registration(actor=OPERATOR, sheet=sheet)
    boss = as_(year.boss)
    assert "Ghi lý do" in said(boss.post(f"{D1}viec/", {"viec": "tra-lai", "ly_do": ""}, follow=True))
    boss.post(f"{D1}viec/", {"viec": "tra-lai", "ly_do": "Thiếu cam kết"})
    assert "Thiếu cam kết" in said(as_(year.clerk).get(D1))
    assert boss.post(f"{D1}viec/", {"viec": "khac"}).status_code == 404
    assert as_(year.other).get(D1).status_code == 404


def test_what_the_table_did_not_show_stays(year: Year) -> None:
    make_person("105", year.d1, "Hà Văn Mới")
    entries = {"105": Entry(["CSTT", "GK"])}
    services.write_registrations(actor=OPERATOR, unit=year.d1, year=NOW, entries=entries)
    as_(year.clerk).post(D1, {"co": ["102", "105"], "t:102": ["CSTT"], "t:105": ["CSTD_CS"]})
    assert titles() == {("102", "CSTT"), ("105", "CSTD_CS"), ("105", "GK")}
    as_(year.clerk).post(D1, {"co": ["102"]})
    assert titles() == {("105", "CSTD_CS"), ("105", "GK")}


def test_an_officer_registers_himself_on_his_own_page(year: Year) -> None:
    client = as_(year.officer)
    data = {"t": ["CSTT", "GK"], "c1_text": "Không vi phạm", "c2_value": "5"}
    wrong = client.post("/dang-ky/cua-toi/", data)
    assert "Cam kết 2: ghi nội dung cam kết" in said(wrong)
    assert 'value="Không vi phạm"' in wrong.content.decode()
    client.post("/dang-ky/cua-toi/", data | {"c2_text": "Học tập", "c2_measure": "buổi"})
    assert titles() == {("102", "CSTT"), ("102", "GK")}
    assert Commitment.objects.count() == 2
    sheet = RegistrationSheet.objects.get()
    services.send_registration(actor=OPERATOR, sheet=sheet)
    assert "đề nghị thủ trưởng đơn vị rút về" in said(client.get("/dang-ky/cua-toi/"))
    assert "không gắn với cán bộ" in said(as_(year.standing).get("/dang-ky/cua-toi/"))


def test_opening_a_year_is_refused_in_words(year: Year) -> None:
    client = as_(year.standing)
    data = {"unit": "CAT", "year": NOW, "opened": f"{TODAY:%d/%m/%Y}", "document": "CV 61"}
    wrong = client.post("/dang-ky/mo/", data | {"deadline": "01/01/2000"})
    assert "Hạn gửi phải sau ngày mở" in said(wrong)
    client.post("/dang-ky/mo/", data | {"deadline": f"{TODAY:%d/%m/%Y}"})
    assert f"CV 61, Công an tỉnh Sơn Hà. Hạn gửi {TODAY:%d/%m/%Y}" in said(client.get("/dang-ky/"))


# ---- the form in Excel ----------------------------------------------------------------------------


def form_of(client: Any) -> Any:
    content = client.get(f"{D1}bieu.xlsx").content
    return openpyxl.load_workbook(BytesIO(content))


def sent_back(client: Any, book: Any) -> Any:
    buffer = BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("bieu.xlsx", buffer.getvalue())
    return client.post(f"{D1}bieu.xlsx", {"bieu": file})


def cell_of(sheet: Any, key: str, heading: str) -> Any:
    top = next(row for row in sheet.iter_rows() if row[0].value == "Số hiệu, mã")
    column = next(cell.column for cell in top if cell.value == heading)
    row = next(row for row in sheet.iter_rows() if row[0].value == key)
    return sheet.cell(row[0].row, column)


def test_the_form_goes_out_and_comes_back_with_what_was_filled_in(year: Year) -> None:
    client = as_(year.clerk)
    book = form_of(client)
    for heading, value in (("Chiến sĩ tiên tiến", "x"), ("Cam kết", "Học tập"), ("Mức", 12.5)):
        cell_of(book.active, "102", heading).value = value
    cell_of(book.active, "PX01-D1", "Đơn vị quyết thắng").value = "x"
    assert sent_back(client, book).status_code == 302
    assert titles() == {("102", "CSTT"), ("Đội Chính sách", "DVQT")}
    assert str(Commitment.objects.get().value) == "12.50"
    again = form_of(client)
    assert cell_of(again.active, "102", "Chiến sĩ tiên tiến").value == "x"
    sent_back(client, again)
    assert Commitment.objects.count() == 1


def test_a_wrong_cell_of_the_form_is_named_and_nothing_is_read(year: Year) -> None:
    client = as_(year.clerk)
    book = form_of(client)
    cell_of(book.active, "PX01-D1", "Đơn vị quyết thắng").value = "x"
    wrong = cell_of(book.active, "102", "Chiến sĩ tiên tiến")
    wrong.value = "chắc có"
    figure = cell_of(book.active, "102", "Mức")
    figure.value = "nhiều"
    answer = sent_back(client, book)
    assert answer.status_code == 422
    page = said(answer)
    assert f"{wrong.coordinate}: ghi “x” hoặc để trống, không phải “chắc có”" in page
    assert f"{figure.coordinate}: mức là một số" in page
    assert titles() == set()
    other = SimpleUploadedFile("a.xlsx", b"khong phai bang tinh")
    assert "Không đọc được tệp" in said(client.post(f"{D1}bieu.xlsx", {"bieu": other}))


# ---- what the law says ----------------------------------------------------------------------------


def test_without_a_judging_there_is_no_warning_and_the_page_says_so(year: Year) -> None:
    assert reach_of(NOW) is None
    assert "Chưa có lần xét nào dùng được" in said(as_(year.clerk).get(D1))


# ---- outcomes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("which", "shown"), [("", True), ("chua", True), ("dat", False)])
def test_outcomes_filter_and_go_out_as_excel(year: Year, which: str, shown: bool) -> None:
    entries = {"102": Entry(["CSTD_CS"])}
    sheet = services.write_registrations(actor=OPERATOR, unit=year.d1, year=NOW, entries=entries)
    services.send_registration(actor=OPERATOR, sheet=sheet)
    client = as_(year.boss)
    page = said(client.get(f"/dang-ky/ket-qua/?kq={which}"))
    assert ("Lê Thị Ánh" in page) == shown
    assert "Đạt 0 trong 1 lượt đăng ký" in page
    rows = list(sheet_of(client.get("/dang-ky/ket-qua.xlsx")).iter_rows(values_only=True))
    assert ("102", "Lê Thị Ánh", "Đội Chính sách", "Chiến sĩ thi đua cơ sở", "Chưa đạt", "") in rows
