"""A news text in a browser: pasted, read, checked, taken into the register, taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.exchange.texts import PASSAGE
from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import look_at

# Of another year than the one whose figures the other journeys read.
OLDER = PASSAGE.replace("2025", "2019").replace("2026", "2020")
TEAMS = "02 Đội Nghiệp vụ"
REGISTER = "/so-khen-thuong/?q=doi&tu=2019&den=2019&ht=DVTT"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_text_goes_into_the_register_and_comes_out_again(visit: Open) -> None:
    page = visit()
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
    choices.nth(1).select_option("unit:PX01-D2")
    item.get_by_role("checkbox").first.check()
    press(page, "Ghi các mục đã chọn")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi 2 bản ghi vào sổ")
    made = page.locator(".rditem", has_text=TEAMS).get_by_role("link", name=re.compile("Đơn vị tiên tiến"))
    expect(made).to_have_count(2)
    assert look_at(page, [re.sub(r"^https?://[^/]+", "", address)]) == {}

    made.first.click()
    expect(page).to_have_url(re.compile("/so-khen-thuong/luot/"))
    expect(page.locator("main")).to_contain_text("2019")
    honour = page.url
    page.goto(address)
    page.get_by_label("Lý do hoàn tác").fill("Đọc thử")
    press(page, "Hoàn tác những gì đã ghi")
    expect(page.get_by_text("Lý do: Đọc thử")).to_be_visible()
    page.goto(honour)
    expect(page.locator("main")).to_contain_text("xóa vì ghi nhầm", ignore_case=True)
