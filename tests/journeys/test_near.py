"""From the lists of who comes close to a person; from a correction to what it changed, and its proof."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import openpyxl
from playwright.sync_api import expect

from tests.journeys.conftest import Open
from vinhdanh.access.types import Operator
from vinhdanh.engine.facts import HoldGround
from vinhdanh.people.models import Person
from vinhdanh.people.services.years import close_hold, open_hold


def test_who_comes_close_is_filtered_and_taken_home(visit: Open) -> None:
    page = visit()
    page.get_by_role("link", name="Sắp đủ điều kiện").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sắp đủ điều kiện, năm 2025 và 2026")
    page.get_by_role("link", name="Chiến sĩ thi đua toàn lực lượng Công an nhân dân").click()
    expect(page).to_have_url(re.compile("dong=CSTD_BO"))
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Xuất ")).click()
    sheet = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes())).active
    assert sheet is not None
    titles = {row[4] for row in sheet.iter_rows(values_only=True) if row[4]}
    assert titles == {"Danh hiệu, hình thức", "Chiến sĩ thi đua toàn lực lượng Công an nhân dân"}
    page.get_by_role("link", name="Còn thiếu một bước").click()
    page.get_by_label("Thiếu loại nào").select_option("ket-luan")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("table.near .tag").first).to_have_text("chỉ thiếu căn cứ")
    page.get_by_role("link", name="Khác đi theo văn bản khác").click()
    page.get_by_label("So với").select_option("du-thao-2026")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("Không bao giờ là căn cứ kết luận.")).to_be_visible()


def test_a_hold_changes_a_few_verdicts_and_the_run_says_which_and_why(visit: Open) -> None:
    whom = Person.objects.get(number="318-472")
    hold = open_hold(actor=Operator(), subject=whom, ground=HoldGround.COMPLAINT, opened=date(2025, 11, 3))
    page = visit(address="/lan-xet/")
    page.get_by_role("button", name="Chạy xét").click()
    expect(page.get_by_text(re.compile(r"chạm đến \d+ người, tập thể"))).to_be_visible(timeout=30_000)
    row = page.locator("tbody tr", has_text="Nông Thị Bích Thủy").first
    expect(row).to_contain_text("Hoãn xét")
    expect(row).to_contain_text("Tạm hoãn xét: Nông Thị Bích Thủy")
    page.get_by_role("button", name="Chạy lại và so").click()
    expect(page.get_by_role("status").first).to_contain_text("Chạy lại ra đúng kết quả đã chốt, từng byte")
    page.goto("/can-bo/318-472/")
    expect(page.get_by_role("heading", name="Đổi so với lần xét trước")).to_be_visible()
    # Put right again, so that other journeys find what they expect.
    close_hold(actor=Operator(), hold=hold, last_day=date(2025, 12, 1), why="Kết luận: không sai phạm")
    page.goto("/lan-xet/")
    page.get_by_role("button", name="Chạy xét").click()
    expect(page.get_by_text(re.compile(r"chạm đến \d+ người, tập thể"))).to_be_visible(timeout=30_000)


def test_a_clerk_judges_his_own_unit(visit: Open) -> None:
    page = visit("tonghop", "/lan-xet/")
    expect(page.get_by_label("Phạm vi")).not_to_contain_text("Cả lực lượng")
    page.get_by_role("button", name="Chạy xét").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phòng Tổ chức cán bộ", timeout=30_000)
    page.get_by_role("button", name="Xem kết quả").click()
    expect(page.get_by_text("Lần xét này: Phòng Tổ chức cán bộ")).to_be_visible()
