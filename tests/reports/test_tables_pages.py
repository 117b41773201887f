"""The pages of the statutory tables: what each account reads, and where a number leads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.exported import fault
from tests.papers import pdf_text
from tests.people.months import as_, said
from tests.records import make_account, make_person
from tests.reports.given import Given
from vinhdanh.access.types import Role
from vinhdanh.people.types import Secrecy

TABLE = "/thong-ke/bieu/0603/"
ASKED = "?nam=2025&don-vi=CAT"


@pytest.fixture
def g(db: None) -> Given:
    made = Given()
    made.some()
    return made


def test_the_list_says_how_well_each_table_is_known(g: Given) -> None:
    page = said(as_(g.reader).get("/thong-ke/bieu/?nam=2025"))
    assert "Thông tư 2/2023/TT-BNV" in page
    assert "Theo nguồn trích dẫn" in page
    assert "Thông tư 18/2025/TT-BNV ngày 08/10/2025" in page
    assert "0605.N/BNV-TĐKT" in page
    early = said(as_(g.reader).get("/thong-ke/bieu/?nam=2021"))
    assert "Kỳ báo cáo từ 01/12/2020 đến 30/11/2021" in early
    assert "18/2025" not in early.split("Biểu của năm khác")[0]


def test_a_number_leads_to_its_records_and_they_to_a_file(g: Given) -> None:
    client = as_(g.reader)
    page = client.get(f"{TABLE}{ASKED}").content.decode()
    link = "/thong-ke/bieu/0603/o/05/2/?nam=2025&amp;don-vi=CAT&amp;dem=luot"
    assert f'<a href="{link}"' in page
    behind = said(client.get(link.replace("&amp;", "&")))
    assert "Cá nhân, bằng khen: 2" in behind
    assert behind.count("Đỗ Đức Hòa") == 2
    assert "Không có dòng nào khớp" in said(client.get(f"{TABLE}o/05/2/{ASKED}&tim=khong+co"))
    file = client.get(f"{TABLE}o/05/2/danh-sach.xlsx{ASKED}").content
    assert fault(file, g.reader.username) == ""
    cells = [cell.value for row in openpyxl.load_workbook(BytesIO(file)).active for cell in row]
    assert cells.count("Đỗ Đức Hòa") == 2


def test_people_under_secrecy_are_named_on_the_page_and_stay_out_of_the_file(g: Given) -> None:
    g.grant(make_person("901", g.px02, "Vàng Kín", secrecy=Secrecy.SECRET), "BK_BO")
    client = as_(g.reader)
    assert "Vàng Kín" in said(client.get(f"{TABLE}o/05/2/{ASKED}"))
    file = client.get(f"{TABLE}o/05/2/danh-sach.xlsx{ASKED}").content
    assert fault(file, g.reader.username, "Vàng Kín") == ""


def test_last_year_stands_beside_and_recipients_can_be_counted(g: Given) -> None:
    client = as_(g.reader)
    page = said(client.get(f"{TABLE}{ASKED}"))
    assert "Năm 2024" in page
    assert "+6" in page
    people = said(client.get(f"{TABLE}{ASKED}&dem=doi-tuong"))
    assert "Số đếm là đối tượng khác nhau" in people
    assert "không cộng lại thành tổng" in people
    assert "(và 1 lượt khác)" in said(client.get(f"{TABLE}o/05/2/{ASKED}&dem=doi-tuong"))


def test_what_fails_and_what_is_left_out_has_its_own_list(g: Given) -> None:
    g.head.posts.update(grade="truong_cong_an_xa")
    g.grant(g.px02, "BK_BO", None)
    client = as_(g.reader)
    page = said(client.get(f"{TABLE}{ASKED}"))
    assert "Dòng 05 có 03" in page
    assert "Không đếm 1 lượt ghi cho năm này mà sổ không có ngày quyết định" in page
    assert "Đỗ Đức Hòa" in said(client.get(f"{TABLE}o/lech/0/{ASKED}"))
    assert "Phòng Hậu cần" in said(client.get(f"{TABLE}o/ngoai/0/{ASKED}"))
    for nowhere in ("o/lech/9/", "o/ngoai/1/", "o/04x/1/", "o/05/77/"):
        assert client.get(f"{TABLE}{nowhere}{ASKED}").status_code == 404


def test_a_unit_reports_its_own_and_no_other(g: Given) -> None:
    clerk = as_(make_account("tonghop", (Role.UNIT_CLERK, "PX02")))
    page = said(clerk.get(f"{TABLE}?nam=2025"))
    assert "Đơn vị báo cáo: Phòng Hậu cần" in page
    assert clerk.get(f"{TABLE}?nam=2025&don-vi=PX01").status_code == 404
    assert clerk.get("/thong-ke/bieu/9999/").status_code == 404
    nobody = as_(make_account("khong"))
    assert "chưa được giao đơn vị nào" in said(nobody.get("/thong-ke/bieu/"))
    assert nobody.get(TABLE).status_code == 404


def test_who_does_the_work_is_chosen_on_the_page(g: Given) -> None:
    client = as_(g.reader)
    address = "/thong-ke/bieu/0605/"
    assert "Chưa chọn đơn vị làm công tác thi đua" in said(client.get(f"{address}{ASKED}"))
    chosen = f"{ASKED}&lam=PX01-D1&lam=PX01-D2"
    assert "Trần Bình" in said(client.get(f"{address}o/01/1/{chosen}"))
    sheet = openpyxl.load_workbook(BytesIO(client.get(f"{address}bieu.xlsx{chosen}").content)).active
    assert 2 in [cell.value for row in sheet for cell in row]


def test_the_paper_and_the_word_file(g: Given) -> None:
    client = as_(g.reader)
    assert "Tổng số 01 06" in pdf_text(client.get(f"{TABLE}bieu.pdf{ASKED}").content)
    word = client.get(f"{TABLE}bieu.docx{ASKED}")
    assert word["Content-Disposition"] == "attachment; filename=bieu-0603-2025.docx"
    older = said(client.get("/thong-ke/bieu/0703/"))
    assert "từ 01/12/2021 đến 30/11/2022" in older


def test_a_wrong_file_is_told_and_nothing_else_breaks(
    g: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tt-moi"
    folder.mkdir()
    (folder / "bieu.yaml").write_text('number: "1"\n', "utf-8")
    monkeypatch.setenv("VINHDANH_LAWS", str(tmp_path))
    answer = as_(g.reader).get("/thong-ke/bieu/")
    assert answer.status_code == 409
    page = said(answer)
    assert "tt-moi/bieu.yaml, dòng 1" in page
    assert "thiếu trường" in page
