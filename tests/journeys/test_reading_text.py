"""A news text in a browser: pasted, read, checked, taken into the register, taken back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.exchange.texts import PASSAGE
from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import look_at

# Of another year than the one whose figures the other journeys read.
OLDER = PASSAGE.replace("2025", "2019").replace("2026", "2020")
TEAMS = "02 Đội Nghiệp vụ"
HELD_IT = "unit:PX01-D2"  # the register of that year has it


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_text_goes_into_the_register_and_comes_out_again(visit: Open) -> None:
    page = visit(shut_out=True)
    page.locator(".side").get_by_role("link", name="Đọc văn bản").click()
    page.get_by_label("Đơn vị của văn bản").select_option("PX01")
    page.get_by_label("Năm của văn bản").fill("2019")
    page.get_by_label("Hoặc dán văn bản").fill(OLDER)
    press(page, "Đọc")
    address = page.url
    text = page.locator(".rdtext .body")
    expect(text.get_by_role("link", name="Cờ “Đơn vị dẫn đầu")).to_be_visible()
    expect(text.locator("a.rd-focal-tasks")).to_have_count(3)

    text.get_by_role("link", name="danh hiệu “Đơn vị Tiên tiến”").click()
    item = page.locator(".rditem:target")
    expect(item).to_contain_text(TEAMS)
    expect(item).to_contain_text("Còn thiếu")
    choices = item.get_by_label("“Đội Nghiệp vụ” là")
    choices.nth(0).select_option("unit:PX01-D1")
    choices.nth(1).select_option(HELD_IT)
    item.get_by_role("checkbox").first.check()
    press(page, "Ghi các mục đã chọn")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi 1 bản ghi vào sổ")
    lines = page.locator(".rditem").filter(has_text=TEAMS).locator(".does li")
    expect(lines.filter(has_text="Đã có trong sổ từ trước, không ghi thêm")).to_have_count(1)
    made = lines.filter(has_text="Đã ghi: ").get_by_role("link")
    assert look_at(page, [urlsplit(address).path]) == {}

    made.click()
    expect(page).to_have_url(re.compile("/so-khen-thuong/luot/"))
    expect(page.locator("main")).to_contain_text("2019")
    honour = page.url
    page.goto(address)
    page.get_by_label("Lý do hoàn tác").fill("Đọc thử")
    press(page, "Hoàn tác những gì đã ghi")
    expect(page.get_by_text("Lý do: Đọc thử")).to_be_visible()
    page.goto(honour)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Không có trang này")  # struck out
