"""A citizen on the pages: registered, screened, found outside the parameters, and the round at a glance."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open


def to_open_round(page: Page) -> None:
    page.goto("/tuyen-chon/")
    page.get_by_role("link", name="Tuyển chọn công dân năm 2027").click()


def test_the_standing_body_takes_a_citizen_through_his_first_steps(visit: Open) -> None:
    page = visit("thuongtruc")
    page.get_by_role("link", name="Tuyển chọn", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 đợt đang tiến hành")
    page.get_by_role("link", name="Tuyển chọn công dân năm 2027").click()
    page.locator(".phead").get_by_role("link", name="Hồ sơ công dân").click()
    page.get_by_role("link", name="Ghi công dân đăng ký…").click()
    page.get_by_label("Xã, phường").select_option(index=1)
    page.get_by_label("Họ và tên").fill("Vàng A Páo")
    page.get_by_label("Ngày sinh").fill("20/05/2007")
    page.get_by_label("Giới tính").select_option("male")
    page.get_by_label("Trình độ").select_option("THPT")
    page.get_by_label("Chiều cao (cm)").fill("158,5")
    page.get_by_role("button", name="Ghi đăng ký").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vàng A Páo: đã đăng ký")
    expect(page.locator(".outs .out")).to_contain_text("Chiều cao 158,5 cm: ngoài giới hạn")
    page.locator("summary", has_text=re.compile("^Sơ tuyển: đạt$")).click()
    page.get_by_role("button", name="Ghi “Sơ tuyển: đạt”").click()
    expect(page.get_by_text("vẫn ghi đạt thì nêu lý do")).to_be_visible()
    page.locator("details[open]").get_by_label("Lý do, căn cứ").fill("Hội đồng thống nhất")
    page.get_by_role("button", name="Ghi “Sơ tuyển: đạt”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vàng A Páo: sơ tuyển đạt")
    expect(page.locator(".jrnl").first).to_contain_text("Hội đồng thống nhất")


def test_a_list_without_names_is_taken_out(visit: Open) -> None:
    page = visit("thuongtruc")
    to_open_round(page)
    page.locator(".phead").get_by_role("link", name="Hồ sơ công dân").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Xuất các bước, không có tên").click()
    assert download.value.suggested_filename == "tuyen-chon-2027-cac-buoc.xlsx"


def test_a_leader_sees_the_figures_and_no_files(visit: Open) -> None:
    page = visit("lanhdao")
    to_open_round(page)
    expect(page.locator("table.communes tbody tr").first).to_contain_text("Cộng")
    expect(page.get_by_role("img", name=re.compile("Lý lịch đạt"))).to_be_visible()
    expect(page.get_by_role("link", name="Hồ sơ công dân")).to_have_count(0)
