"""Data that leaves: a key of the API that is shown once and revoked, a package that comes back the same."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import look_at, violations

SECONDS = 60_000
KEYS = "/tai-khoan/khoa-api/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_key_is_shown_once_calls_and_is_revoked(visit: Open) -> None:
    page = visit("tonghop", "/tai-khoan/")
    page.get_by_role("link", name="Khóa API").first.click()
    page.get_by_role("link", name="Lập khóa…").click()
    page.get_by_label("Tên khóa").fill("Cổng báo cáo")
    press(page, "Lập khóa")
    expect(page.get_by_text("Chọn ít nhất một vai trò")).to_be_visible()
    page.locator("[name=roles]").first.check()
    press(page, "Lập khóa")
    secret = page.locator(".secret").inner_text()
    assert violations(page) == []
    carried = {"Authorization": f"Bearer {secret}"}
    answer = page.request.get("/api/v1/units", headers=carried)
    assert answer.status == 200
    assert "PX01" in {one["code"] for one in answer.json()["items"]}

    page.goto(KEYS)
    assert secret not in page.content()
    row = page.get_by_role("row").filter(has_text="Cổng báo cáo")
    row.get_by_text("Thu hồi…").click()
    row.get_by_label("Lý do").fill("Cổng thôi dùng")
    press(page, "Thu hồi khóa")
    expect(row).to_contain_text("Đã thu hồi")
    refused = page.request.get("/api/v1/units", headers=carried)
    assert refused.status == 401
    assert refused.headers["content-type"].startswith("application/problem+json")


def test_a_package_comes_back_the_same(visit: Open, tmp_path: Path) -> None:
    page = visit()
    page.locator(".side").get_by_role("link", name="Gói dữ liệu").click()
    page.get_by_label("Đơn vị, với mọi đơn vị bên dưới").select_option("PX01")
    page.get_by_label("Từ năm").fill("2025")
    page.get_by_label("Đến năm").fill("2025")
    page.get_by_label("Căn cứ, nơi nhận").fill("Nộp lưu trữ")
    press(page, "Lập gói")
    take = page.get_by_role("link", name=re.compile("^Tải gói"))
    expect(take).to_be_visible(timeout=SECONDS)
    with page.expect_download() as download:
        take.click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)

    page.goto("/goi-du-lieu/")
    page.get_by_role("link", name="Nhận gói", exact=True).click()
    page.get_by_label(re.compile("^Tệp .zip")).set_input_files(saved)
    press(page, "Tải lên")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Xem trước: 0 dòng mới, 0 dòng khác sổ", timeout=SECONDS)
    expect(page.get_by_text("Mọi tệp khớp mã băm. Chữ ký đúng")).to_be_visible()
    expect(page.get_by_text("Chưa ghi được:")).to_be_visible()
    assert look_at(page, [urlsplit(page.url).path]) == {}
    press(page, "Bỏ gói")
