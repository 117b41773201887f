"""A breach from the form to the decision: the clerk records and proposes, the standing body decides."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Open
from vinhdanh.access.models import Account
from vinhdanh.people.models import Post


def somebody_of_the_clerks_unit() -> str:
    """Số hiệu of an officer of PX01 who has no account."""
    accounts = Account.objects.values("person_number")
    posts = Post.objects.on(timezone.localdate()).filter(unit__path__contains="/PX01/", leads=False)
    number: str = posts.exclude(person__number__in=accounts).earliest("person__number").person.number
    return number


def test_a_breach_is_recorded_proposed_and_decided(visit: Open) -> None:
    number = somebody_of_the_clerks_unit()
    day = f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"
    page = visit("tonghop", "/dieu-lenh/")
    page.get_by_role("link", name="Ghi vi phạm…").click()
    page.get_by_label("Số hiệu, họ tên cán bộ hoặc mã đơn vị").fill(number)
    page.get_by_label("Hành vi").select_option("9-2-b.2")
    page.get_by_label("Ngày vi phạm").fill("hôm qua")
    page.get_by_role("button", name="Ghi vi phạm").click()
    expect(page.get_by_text("Ghi ngày theo dạng 31/12/2025.")).to_be_visible()
    page.get_by_label("Ngày vi phạm").fill(day)
    page.get_by_label("Nơi vi phạm").fill("Phòng họp tầng 2")
    page.get_by_role("button", name="Ghi vi phạm").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("vắng mặt không có lý do")
    page.get_by_role("button", name="Lập đề xuất").click()
    expect(page.locator(".proposed")).to_contain_text("hạ bậc danh hiệu thi đua năm")
    expect(page.get_by_text("Quyền này thuộc")).to_be_visible()
    address = page.url

    page = visit("thuongtruc", address)
    page.get_by_label("Số văn bản").first.fill("15/TB-PX01")
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi quyết định")
    page.get_by_role("link", name="Hạ bậc danh hiệu thi đua năm").click()
    expect(page.get_by_role("heading", name=re.compile("Với danh hiệu của năm"))).to_be_visible()
    expect(page.get_by_role("heading", name="Trách nhiệm liên đới")).to_be_visible()
    page.goto(f"/can-bo/{number}/?phan=dieu-lenh")
    expect(page.get_by_role("heading", name="Đang chặn xét")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Hạ bậc danh hiệu thi đua năm")).first).to_be_visible()


def test_the_overdue_are_one_click_away_and_units_show_their_share(visit: Open) -> None:
    page = visit("thuongtruc", "/dieu-lenh/")
    page.get_by_role("link", name=re.compile("quá hạn quyết định")).click()
    expect(page.locator("table.conduct tbody tr").first).to_contain_text("quá hạn")
    page.get_by_role("link", name="Tỷ lệ của đơn vị").click()
    page.get_by_role("link", name="2025", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text("%")


def test_the_register_needs_no_script(visit: Open) -> None:
    page = visit("thuongtruc", scripts=False)
    page.goto("/dieu-lenh/?nam=tat-ca&tt=deferred")
    page.locator("table.conduct tbody a").first.click()
    expect(page.get_by_text("Chưa xem xét xử lý:")).to_be_visible()
