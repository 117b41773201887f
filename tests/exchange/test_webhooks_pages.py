"""The pages of webhooks: made with its key shown once, tried, paused, resumed, sent again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.exchange.receiving import receiving
from tests.exchange.test_webhooks import Told
from tests.records import make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.exchange.webhooks.models import WebhookSubscription
from vinhdanh.exchange.webhooks.types import SubscriptionState


@pytest.fixture
def told(db: None, settings: Any) -> Iterator[Told]:
    settings.WEBHOOK_PRIVATE = True
    with receiving() as receiver:
        yield Told(receiver)


@pytest.fixture
def client(told: Told) -> Client:
    made = Client()
    made.force_login(told.admin)
    return made


def test_one_is_made_and_its_key_shown_once(told: Told, client: Client) -> None:
    form = {
        "name": "Phần mềm nhân sự",
        "url": "http://10.1.2.3/tin",
        "unit": "px02",
        "events": ["decision.signed", "grant.revoked"],
    }
    words = client.post("/quan-tri/webhook/lap/", form).content.decode()
    row = WebhookSubscription.objects.get(name="Phần mềm nhân sự")
    assert row.unit == told.px02
    assert row.signing_secret in words
    assert row.signing_secret not in client.get(f"/quan-tri/webhook/{row.pk}/").content.decode()
    again = client.post("/quan-tri/webhook/lap/", form)
    assert again.status_code == 422
    assert "đã nhận thông báo" in again.content.decode()


def test_what_is_wrong_stands_beside_its_field(client: Client) -> None:
    answer = client.post(
        "/quan-tri/webhook/lap/", {"name": "X", "url": "http://169.254.169.254/", "unit": "XX"}
    )
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Không có đơn vị nào mang mã XX" in words
    assert "Chọn ít nhất một việc được báo." in words
    form = {"name": "X", "url": "http://169.254.169.254/", "unit": "PX01", "events": ["grant.revoked"]}
    assert "địa chỉ nội bộ của máy chủ" in client.post("/quan-tri/webhook/lap/", form).content.decode()


def test_one_is_changed_with_a_reason_and_gets_another_key(told: Told, client: Client) -> None:
    page = f"/quan-tri/webhook/{told.webhook.pk}/"
    shown = client.get(f"{page}sua/").content.decode()
    assert told.receiver.url in shown
    form = {"name": "Cổng mới", "url": told.receiver.url, "unit": "PX02", "events": ["grant.revoked"]}
    assert "Ghi lý do sửa." in client.post(f"{page}sua/", form).content.decode()
    assert client.post(f"{page}sua/", form | {"why": "Đổi phòng"}).status_code == 302
    told.webhook.refresh_from_db()
    assert (told.webhook.name, told.webhook.unit) == ("Cổng mới", told.px02)
    again = client.post(f"{page}sua/", form | {"why": "Lần nữa"})
    assert (again.status_code, "Chưa có gì khác" in again.content.decode()) == (422, True)
    assert "Ghi lý do đổi khóa ký." in client.post(f"{page}doi-khoa/", {"why": ""}).content.decode()
    words = client.post(f"{page}doi-khoa/", {"why": "Lộ khóa"}).content.decode()
    old = told.webhook.signing_secret
    told.webhook.refresh_from_db()
    assert told.webhook.signing_secret in words
    assert told.webhook.signing_secret != old


def test_tried_paused_resumed_and_sent_again(told: Told, client: Client) -> None:
    page = f"/quan-tri/webhook/{told.webhook.pk}/"
    told.receiver.answers = [200, 500]
    assert "Máy nhận đã trả lời 200." in client.post(f"{page}gui-thu/", follow=True).content.decode()
    assert "Gửi thử không được." in client.post(f"{page}gui-thu/", follow=True).content.decode()
    assert client.post(f"{page}tam-dung/", {"why": ""}).status_code == 422
    client.post(f"{page}tam-dung/", {"why": "Bảo trì"})
    told.webhook.refresh_from_db()
    assert told.webhook.state == SubscriptionState.PAUSED
    told.reissue(told.hers[0])
    told.turn()
    client.post(f"{page}gui-tiep/")
    told.turn()
    one = told.webhook.deliveries.get(entry__isnull=False)
    said = client.post(f"{page}gui-lai/{one.pk}/", follow=True).content.decode()
    assert "với mã như cũ" in said
    assert "đang chờ gửi" in client.post(f"{page}gui-lai/{one.pk}/", follow=True).content.decode()
    told.turn()
    assert told.receiver.ids[-1] == told.receiver.ids[-2] == str(one.uid)


def test_the_inspector_reads_and_changes_nothing(told: Told) -> None:
    client = Client()
    client.force_login(make_account("thanhtra", (Role.INSPECTOR, WHOLE_AGENCY)))
    page = f"/quan-tri/webhook/{told.webhook.pk}/"
    words = client.get(page).content.decode()
    assert "disabled" in words
    assert "Quyền này thuộc: Quản trị viên" in words
    for act in ("gui-thu/", "gui-tiep/"):
        assert client.post(page + act).status_code == 403
    assert client.post(f"{page}tam-dung/", {"why": "Thử"}).status_code == 403
    assert told.receiver.got == []
