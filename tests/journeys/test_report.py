"""The year-end report in a browser: figures that lead to records, words, a figure by hand, its issue."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import violations

REPORT = "/bao-cao/PX01/2024/"
FIGURE = f"{REPORT}so-lieu/khen-thuong.luot-ca-nhan/"
WORDS = "Đơn vị sắp xếp tổ chức bộ máy, khối lượng công việc tăng."
REASON = "Công an xã báo bổ sung, chưa nhập sổ"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def people_honoured(page: Page) -> str:
    """How the report writes the number of people that were honoured."""
    return page.locator(f".rsec a.fg[href^='{FIGURE}']").first.inner_text()


def records_behind(page: Page) -> int:
    """Records that the page of a figure lists."""
    return page.get_by_role("region", name="Hồ sơ đứng sau").locator("tbody tr").count()


def starts(page: Page, name: str) -> bytes:
    """The first bytes of what a link of the page gives."""
    answer = page.request.get(str(page.get_by_role("link", name=name, exact=True).get_attribute("href")))
    assert answer.ok, name
    return answer.body()[:5]


def test_the_clerk_writes_and_the_head_issues_what_then_stays(visit: Open) -> None:
    page = visit("tonghop")
    page.locator(".side").get_by_role("link", name="Báo cáo tổng kết").click()
    page.get_by_label("Năm").select_option("2024")
    press(page, "Lọc")
    page.get_by_role("link", name="Phòng Tổ chức cán bộ", exact=True).click()
    expect(page).to_have_url(re.compile(f"{REPORT}$"))
    counted = people_honoured(page)
    assert int(counted) > 0
    page.locator(f".rsec a.fg[href='{FIGURE}']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f": {counted}")
    assert records_behind(page) == int(counted)
    page.go_back()

    page.locator("#doan-dac-diem summary").click()
    page.locator("#doan-dac-diem textarea").fill(WORDS)
    press(page, "Ghi đoạn này")
    expect(page.locator("#doan-dac-diem .words")).to_have_text(WORDS)

    page.goto(FIGURE)
    by_hand = f"{int(counted) + 1:02}"
    page.get_by_label("Số ghi vào báo cáo").fill(by_hand)
    press(page, "Ghi đè")
    expect(page.get_by_label("Lý do khác số đếm")).to_have_accessible_description(re.compile(r"\w"))
    page.get_by_label("Lý do khác số đếm").fill(REASON)
    press(page, "Ghi đè")
    expect(page.get_by_role("status").filter(has_text=REASON)).to_contain_text(f"máy đếm {counted}")
    page.goto(REPORT)
    expect(page.get_by_text(f"ghi tay, máy đếm {counted}").first).to_be_visible()
    assert people_honoured(page) == by_hand
    page.goto(FIGURE)
    press(page, f"Dùng lại số đếm ({counted})")
    page.goto(REPORT)
    assert people_honoured(page) == counted
    expect(page.get_by_role("button", name="Ban hành")).to_be_disabled()

    head = visit("thutruong", REPORT)
    head.get_by_text("Ban hành…").click()
    head.get_by_label("Số, ký hiệu").fill("125/BC-PX01")
    head.get_by_label(re.compile("^Đã xem lại")).check()
    press(head, "Ban hành")
    expect(head.get_by_role("status").filter(has_text="Đã ban hành")).to_be_visible()
    expect(head.locator(".phead")).to_contain_text("Đã ban hành số 125/BC-PX01")

    record_one_more(visit)
    page.reload()
    assert people_honoured(page) == counted
    expect(page.locator("#doan-dac-diem summary")).to_have_count(0)
    page.goto(FIGURE)
    assert records_behind(page) == int(counted)
    expect(page.get_by_text("Báo cáo đã ban hành, không sửa được nữa")).to_be_visible()

    page.goto(REPORT)
    assert starts(page, "PDF") == b"%PDF-"
    assert starts(page, "Word").startswith(b"PK")
    page.get_by_role("link", name="Tin ngắn").click()
    to_copy = page.get_by_label(re.compile("chép"))
    expect(to_copy).to_have_value(re.compile(f"{counted} lượt cá nhân"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp chữ").click()
    assert f"{counted} lượt cá nhân" in download.value.path().read_text("utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []


def record_one_more(visit: Open) -> None:
    """The standing body records an honour of that year for one of the department's people."""
    page = visit("thuongtruc", "/so-khen-thuong/ghi/?dv=PX01")
    page.get_by_label("Số quyết định").fill("9011/QĐ-CAT-PX01")
    page.get_by_label("Ngày quyết định").fill("20/12/2024")
    page.get_by_label("Người quyết định", exact=True).select_option("Giám đốc Công an tỉnh")
    page.get_by_label("Danh hiệu thi đua hoặc hình thức khen thưởng").select_option("GK")
    page.get_by_label("Loại hình").select_option("dot_xuat")
    page.get_by_label("Năm được tính").fill("2024")
    page.locator("[name=who]").first.check()
    press(page, "Kiểm tra danh sách")
    press(page, "Ghi 1 lượt")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi 1 lượt Giấy khen")
