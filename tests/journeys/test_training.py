"""A class on the pages: a learner marks himself on his phone, the teacher grades, the organiser looks on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import ACROSS, violations


def todays_class(page: Page) -> None:
    """To the class of the organiser's own people, which is held today."""
    page.get_by_role("link", name=re.compile("Cập nhật nghiệp vụ công tác tổ chức cán bộ")).click()
    page.get_by_role("link", name=re.compile("Cán bộ, chiến sĩ theo chuyên ngành, lớp 1")).click()


def test_a_learner_marks_himself_with_the_code_from_the_teachers_screen(visit: Open) -> None:
    teacher = visit("thuongtruc", "/tap-huan/")
    todays_class(teacher)
    teacher.locator(".sessions a[aria-current]").first.click()
    teacher.get_by_role("link", name="Hiện mã điểm danh").click()
    expect(teacher.locator(".count")).to_contain_text("Có mặt 0 trong")
    assert violations(teacher) == []
    learner = visit("canbo", "/tap-huan/", width=390)
    learner.get_by_role("link", name="Nhập mã điểm danh").click()
    learner.get_by_label("Mã sáu ký tự").fill(teacher.locator(".bigcode > span").first.inner_text())
    learner.get_by_role("button", name="Xác nhận có mặt").click()
    expect(learner.get_by_role("heading", level=1)).to_have_text("Đã có mặt")
    assert violations(learner) == []
    # The teacher's screen counts him without a reload.
    expect(teacher.locator(".count")).to_contain_text("Có mặt 1 trong", timeout=15_000)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_class_is_marked_and_graded_on_a_phone(visit: Open, scripts: bool) -> None:
    page = visit("tonghop", "/tap-huan/", width=390, scripts=scripts)
    todays_class(page)
    page.locator(".sessions a").last.click()
    everybody = page.get_by_role("button", name="Tất cả có mặt")
    expect(everybody).to_be_visible()  # the page of the session has come: measured now, not the one before
    assert page.evaluate(ACROSS) <= 0
    everybody.click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi điểm danh")
    page.get_by_role("navigation", name="Vị trí").get_by_role("link").last.click()
    page.get_by_role("link", name="Ghi kết quả").click()
    page.get_by_label(re.compile("^Điểm, ")).first.fill("8,5" if scripts else "7")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi kết quả: 1 người thay đổi.")
    if scripts:
        assert violations(page) == []


def test_the_organiser_sees_who_is_missing_and_takes_the_list_along(visit: Open) -> None:
    page = visit("thuongtruc", "/tap-huan/")
    page.get_by_role("link", name="Bồi dưỡng lực lượng tham gia bảo vệ ANTT ở cơ sở năm 2025").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"năm 2025: \d+(,\d)?% quân số"))
    expect(page.locator(".covers li").first).to_be_visible()
    page.get_by_role("link", name="Ai phải tập huấn").click()
    page.get_by_label("Tình trạng").select_option("dat")
    page.get_by_role("button", name="Lọc").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải danh sách").click()
    assert download.value.suggested_filename.startswith("phai-tap-huan-2025")
