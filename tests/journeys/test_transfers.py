"""Somebody goes to another unit: the clerk of one asks, the head of the other takes him in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Open
from vinhdanh.access.models import Account
from vinhdanh.access.services import create_account, give_role
from vinhdanh.access.types import DEMO_PASSWORD, Operator, Role

UNIT = "PV01"
HEAD = "thutruong2"
PERSON = "318-472"


@pytest.fixture
def other_head(server: str, django_db_blocker: Any) -> str:
    """An account of the head of another unit."""
    with django_db_blocker.unblock():
        if not Account.objects.filter(username=HEAD).exists():
            account = create_account(
                actor=Operator(),
                username=HEAD,
                full_name="Hà Minh Đạo",
                password=DEMO_PASSWORD,
                post_text="Phòng Tham mưu",
                is_demo=True,
            )
            give_role(actor=Operator(), account=account, role=Role.UNIT_HEAD, unit_code=UNIT)
    return HEAD


def test_a_transfer_is_asked_by_one_unit_and_accepted_by_the_other(visit: Open, other_head: str) -> None:
    today = timezone.localdate()
    clerk = visit("tonghop", f"/can-bo/{PERSON}/?phan=qua-trinh")
    clerk.get_by_role("link", name="Đề nghị điều chuyển…").click()
    expect(clerk.get_by_label("Số hiệu")).to_have_value(PERSON)
    clerk.get_by_label("Hình thức").select_option("secondment")
    clerk.get_by_label("Đơn vị đến").select_option(UNIT)
    clerk.get_by_label("Từ ngày").fill(f"{today:%d/%m/%Y}")
    clerk.get_by_label("Lý do").fill("Tăng cường cho tổng kết năm")
    clerk.get_by_role("button", name="Gửi đề nghị").click()
    expect(clerk.get_by_role("alert")).to_contain_text("Biệt phái phải có ngày kết thúc")
    clerk.get_by_label("Đến ngày").fill(f"{today + timedelta(days=30):%d/%m/%Y}")
    clerk.get_by_role("button", name="Gửi đề nghị").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("chờ tiếp nhận")
    expect(clerk.get_by_text("Tiếp nhận", exact=True)).to_have_count(0)  # who asks does not answer
    address = clerk.url

    head = visit(other_head, "/dieu-chuyen/?phan=cho")
    assert head.request.get(f"/can-bo/{PERSON}/").status == 404  # not his unit's yet
    expect(head.get_by_role("heading", level=1)).to_contain_text("1 đề nghị chờ đồng chí trả lời")
    head.get_by_role("link", name="Nông Thị Bích Thủy").click()
    head.get_by_label("Nội dung trả lời").fill("Đồng ý tiếp nhận")
    head.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(head.get_by_role("status")).to_contain_text("Đã tiếp nhận Nông Thị Bích Thủy")
    head.get_by_role("link", name="Nông Thị Bích Thủy").click()
    head.get_by_role("link", name="Nghỉ, đi học, biệt phái").click()
    expect(head.get_by_text("đang diễn ra")).to_be_visible()

    clerk.goto(address)
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("đã tiếp nhận")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_merger_is_tried_out_before_it_is_written(visit: Open, scripts: bool) -> None:
    page = visit("thuongtruc", scripts=scripts)
    page.goto("/don-vi/X001/?phan=to-chuc")
    page.get_by_role("link", name="Sáp nhập…").click()
    page.get_by_label("Vào đơn vị đã có").select_option("X002")
    page.get_by_label("Có hiệu lực từ ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Căn cứ").fill("Quyết định 12/QĐ-CAT")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Sẽ có những việc sau")).to_be_visible()
    expect(page.get_by_text("lượt người chuyển đơn vị")).to_be_visible()
    page.get_by_role("button", name="Ghi sáp nhập").click()
    expect(page.get_by_text("Đánh dấu đã đối chiếu rồi mới ghi.")).to_be_visible()
    page.goto("/don-vi/X001/?phan=to-chuc")
    expect(page.get_by_role("link", name="Sáp nhập…")).to_be_visible()  # nothing was written


def test_the_successor_says_whose_years_it_counts(visit: Open) -> None:
    page = visit("thuongtruc", "/don-vi/X003/")
    expect(page.get_by_text("Kế thừa Công an xã Khuôn Thượng và Công an xã Khuôn Hạ")).to_be_visible()
    page.get_by_role("link", name="Bằng khen của Bộ, ban, ngành, tỉnh (tập thể)").click()
    expect(page.get_by_text("khi là Công an xã Khuôn Thượng").first).to_be_visible()
