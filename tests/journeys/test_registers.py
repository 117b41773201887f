"""Conclusions for many at once, a hold released, what two accounts see, an administrator at work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import ACROSS, violations

THUY = "318-472"


def test_conclusions_are_recorded_for_several_people_at_once(visit: Open) -> None:
    page = visit(address="/ket-luan/con-thieu/")
    rows = page.locator("table tbody tr")
    names = [rows.nth(k).locator("th").inner_text().split("\n")[0] for k in range(min(rows.count(), 2))]
    assert names
    for name in names:
        page.get_by_role("checkbox", name=f"Chọn {name}", exact=True).check()
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_text("Chọn có hoặc không.")).to_be_visible()
    expect(page.get_by_role("checkbox", name=f"Chọn {names[0]}", exact=True)).to_be_checked()
    page.get_by_label("Có", exact=True).check()
    page.get_by_label("Căn cứ").fill("Biên bản bình xét 05")
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi kết luận cho {len(names)} trường hợp")
    page.goto("/ket-luan/")
    page.locator("table tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("có")
    expect(page.locator("main")).to_contain_text("Biên bản bình xét 05")
    page.get_by_role("link", name="Thay bằng kết luận khác…").click()
    expect(page.get_by_text("Đã có kết luận.", exact=True)).to_be_visible()
    expect(page.get_by_label("Lý do thay kết luận trước")).to_be_visible()


def test_a_hold_is_released_and_what_it_deferred_is_open_again(visit: Open) -> None:
    page = visit(address="/tam-hoan/?tt=dang", scripts=False)
    page.locator("table tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đang hoãn xét")
    page.get_by_label("Ngày", exact=True).fill("01/12/2099")
    page.get_by_label("Căn cứ, lý do").fill("Thông báo kết luận 12/TB-CAT")
    page.get_by_role("button", name="Thôi tạm hoãn").click()
    expect(page.get_by_role("alert")).to_contain_text("ngày không sau hôm nay")
    page.get_by_label("Ngày", exact=True).fill("15/02/2026")
    page.get_by_role("button", name="Thôi tạm hoãn").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thôi tạm hoãn")
    expect(page.locator("#h-d")).to_contain_text("Được xét lại, năm 2025")
    history = page.get_by_role("region", name="Lịch sử")
    expect(history).to_contain_text("Thông báo kết luận 12/TB-CAT")
    page.get_by_text("Ghi nhầm, tạm hoãn trở lại…").click()
    page.get_by_label("Lý do").fill("Chạy thử")
    page.get_by_role("button", name="Tạm hoãn trở lại").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đang hoãn xét")


def test_a_clerk_does_not_see_another_unit_and_the_standing_body_does(visit: Open) -> None:
    standing = visit("thuongtruc", "/can-bo/?dv=X001")
    somebody = standing.locator("tbody th a[href^='/can-bo/']").first
    name, address = somebody.inner_text(), str(somebody.get_attribute("href"))
    answer = standing.goto(address)
    assert answer is not None
    assert answer.status == 200
    expect(standing.get_by_role("heading", level=1)).to_have_text(name)
    clerk = visit("tonghop", "/can-bo/", shut_out=True)
    answer = clerk.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("ngoài phạm vi của đồng chí")
    clerk.goto(f"/can-bo/?q={name}")
    expect(clerk.locator("main")).not_to_contain_text(address.split("/")[2])
    clerk.goto(f"/can-bo/{THUY}/")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Nông Thị Bích Thủy")


def test_an_administrator_goes_into_the_records_and_out_again(visit: Open) -> None:
    page = visit("quantri", "/quan-tri/can-thiep/")
    page.get_by_label("Lý do").fill("Sửa tên theo đề nghị của PX01")
    page.get_by_label("Trong bao nhiêu phút").fill("5")
    page.get_by_role("button", name="Vào hồ sơ").click()
    page.goto(f"/can-bo/{THUY}/")
    expect(page.get_by_text("Đang can thiệp dữ liệu", exact=True)).to_be_visible()
    page.get_by_role("button", name="Thôi can thiệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Can thiệp dữ liệu: đang đóng")
    page.goto("/nhat-ky/")
    page.get_by_role("button", name="Kiểm tra chuỗi").click()
    expect(page.get_by_text(re.compile("Nhật ký nguyên vẹn"))).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_administration_shut_nobody_out(visit: Open, width: int) -> None:
    page = visit("quantri", width=width)
    wrong = {}
    for address in (
        "/quan-tri/tai-khoan/",
        "/quan-tri/tai-khoan/lap/",
        "/quan-tri/tai-khoan/ten/thutruong/",
        "/quan-tri/can-thiep/",
        "/quan-tri/kiem-tra-du-lieu/",
        "/nhat-ky/",
        "/lich-su/account:thutruong/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        wrong[address] = violations(page)
        across = page.evaluate(ACROSS)
        if across > 0:
            wrong[address].append(f"scrolls {across} px sideways")
    assert {address: found for address, found in wrong.items() if found} == {}
