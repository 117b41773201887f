"""A month on the pages: a clerk fills in his sheet by keyboard, the standing body sees who is missing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Open


def test_a_clerk_mends_a_sheet_that_exceeds_its_quota_and_submits_it(visit: Open) -> None:
    page = visit("tonghop", "/phan-loai/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tháng 1/2026: 1 đơn vị chưa gửi")
    page.get_by_role("link", name="Phòng Tổ chức cán bộ", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phòng Tổ chức cán bộ, tháng 1/2026")
    quota = page.locator("#han-muc")
    expect(quota).to_contain_text("phải hạ")
    page.get_by_role("button", name="Gửi bảng").click()
    expect(page.get_by_role("alert")).to_contain_text("vượt hạn mức")
    # The one whom the panel names comes down by keyboard; the panel reckons again without a reload.
    row = page.locator(quota.locator(".who a").first.get_attribute("href") or "")
    page.evaluate("window.stayed = true")
    row.locator("input[type=radio]:checked").focus()
    page.keyboard.press("2")
    expect(quota).not_to_contain_text("phải hạ")
    assert page.evaluate("window.stayed")
    expect(row.locator("input[value='2']")).to_be_checked()
    row.locator("input[name^='g:']").fill("Đơn vị thống nhất hạ")
    page.get_by_role("button", name="Gửi bảng").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi bảng phân loại tháng 1/2026")
    page.goto("/phan-loai/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mọi đơn vị đã gửi")


def test_the_standing_body_sees_every_unit_and_cannot_close_yet(visit: Open) -> None:
    page = visit("thuongtruc", "/phan-loai/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\d+ đơn vị chưa gửi"))
    expect(page.get_by_text("Chốt tháng 1/2026", exact=True)).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Chưa gửi").click()
    expect(page.locator("table.units tbody tr").first).to_contain_text(re.compile("Chưa ghi|Đang ghi"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải danh sách").click()
    assert download.value.suggested_filename == "phan-loai-month-2026-01.xlsx"


def test_the_sheet_needs_no_script(visit: Open) -> None:
    page = visit("thuongtruc", scripts=False)
    page.goto("/phan-loai/")
    page.get_by_role("link", name="Chưa gửi").click()
    page.locator("table.units tbody a").first.click()
    page.get_by_label("Điền các dòng còn trống theo").select_option("2")
    page.get_by_role("button", name="Điền", exact=True).click()
    expect(page.get_by_text("Chưa lưu.")).to_be_visible()
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu nháp")


def test_the_year_is_proposed_and_waits_for_people(visit: Open) -> None:
    page = visit("tonghop", "/phan-loai/nam/2025/PX01/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2025")
    page.get_by_role("button", name="Nhận mọi đề xuất cho dòng chưa kết luận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu dự kiến xếp loại năm 2025")
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã kết luận")


@pytest.mark.parametrize("width", [1440, 390])
def test_an_officer_reads_his_own_months(visit: Open, width: int) -> None:
    page = visit("canbo", width=width)
    page.goto("/phan-loai/")
    page.get_by_role("link", name="Các tháng của tôi").click()
    expect(page.locator("ol.strip").first).to_be_visible()
