"""The year's page of honour: opened inside, seen by anybody, its slides turn, and it is closed again."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import look_at

THUY = "Nông Thị Bích Thủy"
TURNS = 60_000  # milliseconds; one slide stands for five seconds


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_anybody_sees_an_open_year_with_the_names_that_were_agreed_to(visit: Open) -> None:
    page = visit()
    page.locator(".side").get_by_role("link", name="Bảng vinh danh").click()
    page.get_by_label("Năm", exact=True).fill("2025")
    page.get_by_label("Mỗi trang trình chiếu (giây)").fill("5")
    page.get_by_label("Lời giới thiệu").fill("Trân trọng vinh danh.")
    press(page, "Lập trang")
    inside = page.url
    expect(page.locator(".gal-people li").filter(has_text=THUY).first).to_be_visible()

    visitor = visit(None, "/vinh-danh/2025/", width=390, shut_out=True)
    expect(visitor.get_by_text("chưa được công khai")).to_be_visible()
    press(page, "Công khai năm 2025")
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Vinh danh năm 2025")
    expect(visitor.get_by_text("Trân trọng vinh danh.")).to_be_visible()
    expect(visitor.get_by_text("Không nêu tên cá nhân.").first).to_be_visible()
    expect(visitor.locator(".gal-people li")).to_have_count(0)

    page.goto("/so-khen-thuong/ca-nhan/318-472/cong-khai-ten/")
    page.get_by_label("Giấy đồng ý của người được khen").fill("Giấy đồng ý ngày 12/01/2026")
    press(page, "Hiện đủ họ tên")
    visitor.reload()
    expect(visitor.locator(".gal-people li").first).to_have_text(THUY)
    assert set(visitor.locator(".gal-people li").all_inner_texts()) == {THUY}
    assert look_at(page, [urlsplit(inside).path]) == {}
    assert look_at(visitor, ["/vinh-danh/2025/", "/vinh-danh/2025/trinh-chieu/2/?dung=1"]) == {}

    visitor.goto("/vinh-danh/2025/")
    visitor.get_by_role("link", name="Trình chiếu").click()
    place = visitor.get_by_text(re.compile(r"^\d+/\d+$"))
    begun = place.inner_text()
    expect(place).not_to_have_text(begun, timeout=TURNS)
    visitor.get_by_role("link", name="Dừng").click()
    expect(visitor.get_by_role("link", name="Chạy tiếp")).to_be_visible()
    expect(visitor.locator("meta[http-equiv=refresh]")).to_have_count(0)

    page.goto(inside)
    page.get_by_label("Lý do thôi công khai").fill("Hết lễ tổng kết")
    press(page, "Thôi công khai")
    expect(page.locator(".phead")).not_to_contain_text("Đang công khai")
    visitor.goto("/vinh-danh/2025/")
    expect(visitor.get_by_text("chưa được công khai")).to_be_visible()
