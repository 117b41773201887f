"""A legacy file on the pages: brought, mapped, looked at, written, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SCALE, Open
from tests.journeys.test_for_everybody import violations
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.ledger import write_ledger
from vinhdanh.exchange.sample.workbook import write_sample

pytestmark = pytest.mark.slow
SECONDS = 60_000


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("so") / "so-theo-doi.xlsx"
    write_sample(path, sample_province(scale=SCALE), messy=True, seed=2026)
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("so") / "so-khen-thuong-cu.xlsx"
    path.write_bytes(write_ledger(sample_province(scale=SCALE).facts))
    return path


def test_an_old_ledger_goes_in_and_comes_out_again(visit: Open, ledger: Path) -> None:
    page = visit("thuongtruc", "/nhap-du-lieu/")
    page.get_by_label("Tệp .xlsx, .xls, .ods hoặc .csv").set_input_files(ledger)
    page.get_by_role("button", name="Tải lên").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Ghép cột: đọc 1 trong 1 trang", timeout=SECONDS)
    expect(page.get_by_role("row", name="Số hiệu")).to_contain_text("-")
    page.get_by_role("button", name="Xem trước").click()
    expect(heading).to_contain_text("chưa ghi gì vào sổ", timeout=SECONDS)
    # A wording that nobody taught is settled once for all cells written alike.
    page.get_by_label("nghĩa là").or_(page.get_by_label("gần nhất với")).first.select_option("BK_BO")
    page.get_by_role("button", name="viết giống vậy").click()
    expect(heading).to_contain_text("chưa ghi gì vào sổ", timeout=SECONDS)
    page.get_by_role("button", name="khỏi lần nhập").click()
    expect(page.get_by_text("dòng đã bỏ khỏi lần nhập này")).to_be_visible(timeout=SECONDS)
    page.get_by_role("link", name="Ô thay đổi").click()
    expect(page.locator("td.g-chg del").first).to_be_visible()
    page.get_by_role("button", name="Ghi ").click()
    expect(heading).to_contain_text("bản ghi vào sổ", timeout=SECONDS)
    page.get_by_text("Hoàn tác lần nhập này").click()
    page.get_by_label("Lý do hoàn tác").fill("Nhập nhầm sổ của năm trước")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(heading).to_contain_text("sổ như trước lần nhập này", timeout=SECONDS)
    page.goto("/nhap-du-lieu/cach-viet/")
    expect(page.get_by_role("row", name="Bằng khen của CT tỉnh ta")).to_be_visible()


def test_the_messy_workbook_of_the_same_people_changes_next_to_nothing(visit: Open, messy: Path) -> None:
    page = visit("thuongtruc", "/nhap-du-lieu/")
    page.get_by_label("Tệp .xlsx, .xls, .ods hoặc .csv").set_input_files(messy)
    page.get_by_role("button", name="Tải lên").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Ghép cột: đọc", timeout=SECONDS)
    page.get_by_role("button", name="Xem trước").click()
    expect(heading).to_contain_text("chưa ghi gì vào sổ", timeout=SECONDS)
    expect(page.get_by_role("link", name="Ô chưa dùng được")).to_have_attribute("aria-current", "true")
    expect(page.locator("td.g-bad").first).to_be_visible()
    expect(page.locator("main").get_by_text("Ghi ", exact=False).first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_two_files_of_one_person_are_seen_beside_each_other(visit: Open, width: int) -> None:
    page = visit("thuongtruc", "/nhap-du-lieu/trung/", width=width)
    assert violations(page) == []
    page.get_by_role("link", name="So hai hồ sơ").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("một người hay hai người?")
    assert violations(page) == []
    page.get_by_label("Căn cứ, lý do").fill(" ")
    page.get_by_role("button", name="Gộp ").click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi căn cứ, lý do gộp hồ sơ")
