"""What people come for: from the dashboard to one person's reasons, from a file to its result."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.workbook import write_sample

THUY = "318-472"


@pytest.mark.parametrize(
    ("who", "heading"),
    [
        ("thuongtruc", "Xét năm 2025"),
        ("hoidong", "Xét năm 2025"),
        ("thanhtra", "Xét năm 2025"),
        ("thutruong", "Xét năm 2025"),
        ("tonghop", "Xét năm 2025"),
        ("quantri", "Không có hồ sơ cán bộ nào trong phạm vi của đồng chí"),
    ],
)
def test_each_role_signs_in_and_sees_its_first_page(visit: Open, who: str, heading: str) -> None:
    page = visit(who)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_an_officer_signs_in_and_sees_himself(visit: Open) -> None:
    page = visit("canbo")
    expect(page).to_have_url(re.compile(r"/can-bo/"))
    name = page.locator(".who-t").inner_text().split("\n")[0]
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_wrong_password_can_be_mended(visit: Open) -> None:
    page = visit(None, "/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("thuongtruc")
    page.get_by_label("Mật khẩu").fill("sai")
    with page.expect_response("**/dang-nhap/"):
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("thuongtruc")


def test_from_the_dashboard_to_one_persons_reasons(visit: Open) -> None:
    page = visit()
    page.get_by_role("link", name="Xem theo đơn vị").click()
    page.get_by_role("link", name=re.compile("^Phòng Tổ chức cán bộ, CSTĐ cơ sở: ")).click()
    expect(page.get_by_role("heading", name="Phòng Tổ chức cán bộ – Chiến sĩ thi đua cơ sở")).to_be_visible()
    people = page.locator("#danh-sach tbody tr")
    expect(people.first).to_be_visible()
    page.locator("#danh-sach").get_by_role("link", name="Nông Thị Bích Thủy").click()
    expect(page).to_have_url(re.compile(rf"/can-bo/{THUY}/\?mo=CSTD_CS#CSTD_CS"))
    expect(page.locator("#CSTD_CS")).to_contain_text("Điều 23 Luật TĐKT 2022")


def test_search_without_marks_by_the_slash_key(visit: Open) -> None:
    page = visit()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("nong thi bich thuy")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1–1 trong 1 người")).to_be_visible()
    page.get_by_role("link", name="Nông Thị Bích Thủy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nông Thị Bích Thủy")


def opened(page: Page, line: str) -> None:
    expect(page.locator(f"#x-{line}")).to_have_attribute("aria-expanded", "true")


def test_an_explanation_opens_in_place(visit: Open) -> None:
    page = visit(address=f"/can-bo/{THUY}/")
    page.evaluate("window.stayed = true")
    link = page.locator("#x-CSTD_BO")
    expect(link).to_have_attribute("aria-expanded", "false")
    link.click()
    opened(page, "CSTD_BO")
    line = page.locator("#CSTD_BO")
    expect(line).to_contain_text("Có 03 lần liên tục")
    expect(line).to_contain_text("QĐ 1174/QĐ-CAT-PX01, 19/12/2023")
    expect(line).to_contain_text("Còn thiếu")
    expect(line).to_contain_text("Sớm nhất có thể đạt")
    assert page.evaluate("window.stayed")  # the page was not loaded again
    page.locator("#x-CSTD_BO").click()
    expect(page.locator("#x-CSTD_BO")).to_have_attribute("aria-expanded", "false")


def test_another_text_side_by_side(visit: Open) -> None:
    page = visit(address=f"/can-bo/{THUY}/?mo=CSTD_CS")
    page.get_by_label("Xét lại theo văn bản khác").select_option("du-thao-2026")
    page.get_by_role("button", name="So sánh", exact=True).click()
    line = page.locator("#CSTD_CS")
    expect(line).to_contain_text("Luật ngày 31/12/2025")
    expect(line).to_contain_text("Điều 23 Dự thảo sửa Luật TĐKT")


def test_a_run_is_started_and_found_again(visit: Open) -> None:
    page = visit(address="/lan-xet/")
    page.get_by_role("button", name="Chạy xét", exact=True).click()
    expect(page.get_by_text("Đã xong trong")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Xem kết quả").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("kết quả theo dữ kiện mới nhất")


def test_from_a_workbook_to_its_result(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "can-bo.xlsx"
    write_sample(file, sample_province(scale=0.02), messy=True, seed=7)
    page = visit("tonghop", "/xet-tep/")
    page.locator("#id_file").set_input_files(file)
    page.get_by_label("Năm xét").fill("2025")
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.get_by_role("heading", name="Chỗ phải xem lại")).to_be_visible(timeout=60_000)
    expect(page.locator("table.probs tbody tr").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Đã tự chỉnh")).click()
    expect(page.locator("table.probs tbody td.g-chg").first).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Xét \d+ người")).click()
    take = page.get_by_role("link", name="Tải kết quả")
    expect(take).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Ai đủ điều kiện")).to_be_visible()
    with page.expect_download() as download:
        take.click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "ket-qua-2025.xlsx"
    assert len(openpyxl.load_workbook(saved, read_only=True).sheetnames) > 2
    page.get_by_role("button", name="Xóa tệp").click()
    expect(page.get_by_role("status")).to_contain_text("Đã xóa “can-bo.xlsx”")


def test_the_essential_path_needs_no_script(visit: Open) -> None:
    page = visit("thutruong", scripts=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xét năm 2025")
    page.goto("/du-dieu-kien/?dong=CSTD_CS")
    page.locator("#danh-sach").get_by_role("link", name="Nông Thị Bích Thủy").click()
    page.locator("#x-CSTD_BO").click()
    expect(page).to_have_url(re.compile(r"mo=CSTD_BO"))
    opened(page, "CSTD_BO")
    expect(page.locator("#CSTD_BO")).to_contain_text("Điều 22 Luật TĐKT 2022")
    page.goto("/don-vi/PX01/?mo=DVTT")
    opened(page, "DVTT")


def test_the_menu_of_a_phone_opens_without_a_script(visit: Open) -> None:
    page = visit(width=390, scripts=False)
    page.locator(".mnav summary").click()
    page.locator(".mnav").get_by_role("link", name="Cán bộ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cán bộ")
