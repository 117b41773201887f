"""Statistics in a browser: from the menu to a number, from the number to its records, to Excel."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open


def listed(page: Page) -> int:
    """How many records the page under a number says there are."""
    found = re.search(r"trong ([\d.]+) ", page.locator(".pager").inner_text())
    assert found
    return int(found[1].replace(".", ""))


def excel(page: Page, name: str) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.path().read_bytes().startswith(b"PK")


def test_a_number_of_one_unit_and_year_leads_to_its_records(visit: Open) -> None:
    page = visit()
    page.locator(".side").get_by_role("link", name="Thống kê", exact=True).click()
    page.get_by_label("Năm", exact=True).select_option("2024")
    page.get_by_label("Đơn vị", exact=True).select_option("PX01")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_role("link", name="Cơ cấu khen thưởng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cơ cấu khen thưởng, năm 2024")
    excel(page, "Xuất Excel")
    number = page.locator("#gioi td.num a").first
    shown = number.inner_text()
    number.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f": {shown}")
    assert listed(page) == int(shown)
    page.get_by_label("Tìm trong danh sách").fill("khong co ai")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_text("Không dòng nào có chữ")).to_be_visible()


def test_a_cell_of_a_statutory_table_leads_to_its_list(visit: Open) -> None:
    page = visit()
    page.locator(".side").get_by_role("link", name="Biểu thống kê").click()
    page.get_by_label("Năm", exact=True).select_option("2025")
    page.get_by_role("button", name="Chọn").click()
    page.get_by_role("link", name=re.compile("^0603")).click()
    excel(page, "Excel")
    cell = page.locator("table.stat tbody td.num a").first
    shown = cell.inner_text()
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f": {int(shown)}")
    assert listed(page) == int(shown)
    excel(page, "Xuất Excel")
