"""The register in a browser: a decision typed, checked and saved; one of its honours taken away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open


def fill_in(page: Page, number: str) -> None:
    page.get_by_label("Số quyết định").fill(number)
    page.get_by_label("Ngày quyết định").fill("19/12/2024")
    page.get_by_label("Người quyết định", exact=True).select_option("Giám đốc Công an tỉnh")
    page.get_by_label("Danh hiệu thi đua hoặc hình thức khen thưởng").select_option("GK")
    page.get_by_label("Loại hình").select_option("dot_xuat")
    page.get_by_label("Năm được tính").fill("2024")


def test_a_decision_is_written_down_and_one_of_its_honours_annulled(visit: Open) -> None:
    page = visit("thuongtruc", "/so-khen-thuong/")
    page.get_by_role("link", name="Ghi quyết định…").click()
    fill_in(page, "9001/QĐ-CAT-PX01")
    page.get_by_label("Đơn vị", exact=True).select_option("PX01")
    page.get_by_role("button", name="Hiện danh sách").click()
    expect(page.get_by_label("Số quyết định")).to_have_value("9001/QĐ-CAT-PX01")
    page.get_by_label(re.compile("Nông Thị Bích Thủy")).check()
    page.get_by_label("Người ngoài cơ quan: họ và tên").fill("Vàng A Sùng")
    page.get_by_role("button", name="Kiểm tra danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giấy khen, 2 lượt")
    page.get_by_label("Thành tích của Vàng A Sùng").fill("Giúp bắt đối tượng truy nã")
    page.get_by_role("button", name="Ghi 2 lượt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi 2 lượt Giấy khen theo QĐ 9001/QĐ-CAT-PX01")

    page.goto("/so-khen-thuong/?q=vang a sung")
    page.get_by_role("link", name="Vàng A Sùng").click()
    expect(page.get_by_text("Giúp bắt đối tượng truy nã")).to_be_visible()
    page.get_by_role("link", name="Hủy bỏ quyết định…").click()
    page.get_by_role("button", name="Ghi: hủy bỏ quyết định").click()
    expect(page.get_by_text("Ghi rõ căn cứ, lý do.")).to_be_visible()
    page.get_by_label("Căn cứ, lý do").fill("Nhầm người")
    page.get_by_label("Số quyết định").fill("9002/QĐ-CAT-PX01")
    page.get_by_label("Ngày quyết định").fill("22/12/2025")
    page.get_by_label("Người quyết định", exact=True).select_option("Giám đốc Công an tỉnh")
    page.get_by_label("Từ ngày").fill("22/12/2025")
    page.get_by_role("button", name="Ghi: hủy bỏ quyết định").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi: hủy bỏ quyết định, từ ngày 22/12/2025")
    expect(page.get_by_text("Đã hủy bỏ quyết định", exact=True).first).to_be_visible()


def test_a_clerk_reads_his_units_book_and_may_not_write(visit: Open) -> None:
    page = visit("tonghop", "/so-khen-thuong/")
    expect(page.get_by_text("Ghi quyết định…", exact=True)).to_have_attribute("aria-disabled", "true")
    page.goto("/so-khen-thuong/don-vi/PX01/")
    expect(
        page.get_by_role("img", name=re.compile("Khen thưởng của Phòng Tổ chức cán bộ")).first
    ).to_be_visible()
    with page.expect_download() as download:
        page.goto("/so-khen-thuong/")
        page.get_by_role("link", name="Xuất Excel").click()
    assert download.value.suggested_filename.startswith("so-khen-thuong-")


@pytest.mark.parametrize("width", [1440, 390])
def test_tallies_lead_to_their_rows(visit: Open, width: int) -> None:
    page = visit("thuongtruc", "/so-khen-thuong/tong-hop/?tu=2025&den=2025", width=width)
    page.get_by_role("link", name=re.compile(r"Giấy khen: .* lượt hộ gia đình")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sổ khen thưởng")
    expect(page.get_by_text("5 lượt khớp điều kiện.")).to_be_visible()
