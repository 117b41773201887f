"""What a phòng's report of its year says is read off the pages of the sample, by the phòng's own head."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open

YEAR = 2026
FOCAL = (
    "Kỷ luật là nền tảng, sức mạnh xây dựng lực lượng Công an Sơn Hà thật sự trong sạch",
    "Nâng cao chất lượng công tác đào tạo, bồi dưỡng nghiệp vụ cho Công an cấp xã",
    "Đẩy mạnh tuyên truyền, vận động Nhân dân trong công tác tuyển chọn công dân",
)
MOVEMENT = f"Phong trào thi đua “Vì An ninh Tổ quốc” năm {YEAR}"


@pytest.fixture
def page(visit: Open) -> Page:
    """The pages as the head of the Phòng Tổ chức cán bộ sees them."""
    return visit("thutruong")


def open_movement(page: Page, of: str) -> None:
    page.goto(f"/phong-trao/?nam={YEAR}")
    row = page.locator("tbody tr").filter(has=page.get_by_role("link", name=MOVEMENT)).filter(has_text=of)
    row.get_by_role("link", name=MOVEMENT).click()


def percent(text: str) -> float:
    found = re.search(r"([\d.]+(?:,\d+)?)%", text)
    assert found, text
    return float(found[1].replace(".", "").replace(",", "."))


def test_the_year_s_movement_goes_with_the_three_firsts(page: Page) -> None:
    """Two movements, three axes of seven contents; those that nobody has filled in say so."""
    open_movement(page, "Công an tỉnh Sơn Hà")
    expect(page.locator(".slogan")).to_have_text(
        "Tư duy đổi mới, sáng tạo – Nâng cao chất lượng công tác – Kết quả xuất sắc, nổi bật"
    )
    expect(page.get_by_role("heading", name="Gắn với Phong trào thi đua “Ba nhất")).to_be_visible()
    linked = page.get_by_role("region", name=re.compile("^Gắn với Phong trào thi đua “Ba nhất"))
    expect(linked.locator("header")).to_contain_text("trong 21 nội dung")
    for axis in ("Kỷ luật nhất", "Trung thành nhất", "Gần dân nhất"):
        shown = linked.locator(".axes > div", has=page.get_by_role("heading", name=axis))
        filled = shown.locator("ul > li").count()
        empty = re.search(r"Còn (\d+) nội dung chưa đặt", shown.inner_text())
        assert empty, axis
        assert filled + int(empty[1]) == 7


def test_the_office_launched_beneath_with_the_same_slogan(page: Page) -> None:
    open_movement(page, "Phòng Tổ chức cán bộ")
    expect(page.locator(".phead")).to_contain_text("Hưởng ứng")
    expect(page.locator(".slogan")).to_contain_text("Tư duy đổi mới, sáng tạo")
    expect(page.locator(".jrnl")).to_contain_text("Phát động")


def test_three_focal_tasks_stand_as_groups_of_targets_with_figures(page: Page) -> None:
    page.goto(f"/chi-tieu/?nam={YEAR}&dv=PX01")
    for at, words in enumerate(FOCAL, 1):
        heading = page.locator("main").get_by_text(re.compile(f"Nhiệm vụ trọng tâm {at}: “{words}"))
        expect(heading.first).to_be_visible()
    for name in (
        "Lượt vi phạm điều lệnh toàn lực lượng",
        "Độ phủ tập huấn lực lượng tham gia bảo vệ ANTT ở cơ sở",
        "Công dân trúng tuyển so với chỉ tiêu giao",
        "Tin, bài tuyên truyền về nghĩa vụ tham gia CAND",
    ):
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name))
        expect(row).to_contain_text("đến T")


def test_training_coverage_stands_behind_the_second_task(page: Page) -> None:
    """The plan's own page, and the target that is measured by it."""
    page.goto(f"/tap-huan/?nam={YEAR}")
    row = page.get_by_role("row").filter(has_text="lực lượng tham gia bảo vệ ANTT")
    assert 50 < percent(row.locator("td").nth(5).inner_text()) < 100
    heads = page.get_by_role("row").filter(has_text="Trưởng, Phó Trưởng Công an cấp xã")
    assert percent(heads.locator("td").nth(5).inner_text()) > 80
    page.goto(f"/chi-tieu/?nam={YEAR}&dv=PX01")
    page.get_by_role("link", name="Độ phủ tập huấn lực lượng tham gia bảo vệ ANTT ở cơ sở").click()
    expect(page.locator("main")).to_contain_text("Nguồn số liệu")
    last = page.locator("td", has_text="từ hồ sơ").last.locator("xpath=..")
    figure = last.locator("td").first.inner_text()
    assert float(figure.replace(",", ".")) > 20


def test_recruitment_stands_behind_the_third_task(page: Page) -> None:
    page.goto(f"/chi-tieu/?nam={YEAR}&dv=PX01")
    page.get_by_role("link", name="Công dân trúng tuyển so với chỉ tiêu giao").click()
    expect(page.locator("main")).to_contain_text("Tuyển chọn: Được tuyển chọn so với chỉ tiêu")
    march = page.get_by_role("row", name=re.compile("^Tháng 3 ")).locator("td").first.inner_text()
    assert float(march.replace(",", ".")) > 90


def test_every_officer_of_the_office_has_registered(page: Page) -> None:
    page.goto(f"/dang-ky/?nam={YEAR}&dv=PX01")
    expect(page.locator("p.fig").first).to_contain_text("100%")
    expect(page.get_by_text("Không còn ai chưa đăng ký.")).to_be_visible()
    expect(page.get_by_role("region", name="Danh hiệu đăng ký")).to_contain_text("Chiến sĩ tiên tiến")


def test_what_the_leaders_said_at_the_conference_and_what_became_of_it(page: Page) -> None:
    page.goto(f"/chi-dao/{YEAR}/tra-loi/")
    conference = "Hội nghị tổng kết công tác năm 2025 và phát động phong trào thi đua năm 2026"
    part = page.get_by_role("region", name=conference)
    expect(part).to_contain_text("tiếp tục phát huy kết quả đã đạt được")
    expect(part).to_contain_text("Nâng cao chất lượng công tác tổ chức cán bộ")
    expect(part).to_contain_text("vai trò then chốt, nòng cốt trong xây dựng Đảng, xây dựng lực lượng")
    expect(part).to_contain_text("chính quy, tinh nhuệ, hiện đại")
    expect(
        part.get_by_text(re.compile("Phó Giám đốc Công an tỉnh; giao Phòng Tổ chức cán bộ"))
    ).to_be_visible()
    expect(part.get_by_text(re.compile("Đã giao tiếp 5 việc"))).to_be_visible()
    expect(part.get_by_text("Đang làm", exact=True).first).to_be_visible()


def test_the_year_before_in_honours(page: Page) -> None:
    page.goto("/so-khen-thuong/don-vi/PX01/")
    said = page.locator("main")
    expect(said).to_contain_text("Cờ thi đua của Bộ, ban, ngành, tỉnh")
    expect(said).to_contain_text("Đơn vị trực thuộc: 02 Đơn vị quyết thắng, 02 Đơn vị tiên tiến")
    expect(said).to_contain_text("Khen thưởng: 07 lượt tập thể, 35 lượt cá nhân")
