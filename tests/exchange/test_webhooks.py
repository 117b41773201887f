"""Webhooks: told once and in order of what the journal holds, signed, to addresses that may be called."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.exchange.receiving import Receiver, receiving
from tests.records import Tree, make_account, paper
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards import services as awards
from vinhdanh.awards.models import Grant
from vinhdanh.exchange.webhooks import outbox, sending, services
from vinhdanh.exchange.webhooks.addresses import target_of
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription
from vinhdanh.exchange.webhooks.selectors import webhooks_visible_to
from vinhdanh.exchange.webhooks.sending import signature_of
from vinhdanh.exchange.webhooks.types import ATTEMPTS, DeliveryState, Event, SubscriptionState
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.types import Secrecy

OPERATOR = Operator()
TODAY = timezone.localdate()


class Told(Tree):
    """The tree, somebody of each phòng with two honours, and a machine that is told of PX01."""

    def __init__(self, receiver: Receiver) -> None:
        super().__init__()
        self.admin = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))
        self.hers = [self.honour(self.an, year) for year in (2023, 2024)]
        self.theirs = self.honour(self.chi, 2024)
        self.receiver = receiver
        self.webhook = self.subscribe()
        receiver.secret = self.webhook.signing_secret

    def honour(self, person: Person, year: int) -> Grant:
        return awards.record_grant(actor=OPERATOR, subject=person, honour="GK", year=year)

    def subscribe(self, **more: Any) -> WebhookSubscription:
        fields = {
            "actor": self.admin,
            "name": "Cổng thông tin",
            "url": self.receiver.url,
            "unit": self.px01,
            "events": [Event.REVOKED, Event.REISSUED],
        }
        return services.make_webhook(**(fields | more))

    def reissue(self, grant: Grant) -> None:
        awards.reissue(actor=OPERATOR, grant=grant, ground="Rách", on=TODAY, serial="")

    def annul(self, grant: Grant) -> None:
        awards.annul(actor=OPERATOR, grant=grant, ground="Kê khai sai", on=TODAY, decision=paper())

    def turn(self) -> outbox.Delivered:
        return outbox.deliver(WebhookSubscription.objects.get(pk=self.webhook.pk))

    def later(self) -> None:
        """The wait of whatever failed is over."""
        WebhookDelivery.objects.filter(state=DeliveryState.WAITING).update(
            next_try=timezone.now() - timedelta(seconds=1)
        )


@pytest.fixture
def told(db: None, settings: Any) -> Iterator[Told]:
    settings.WEBHOOK_PRIVATE = True
    with receiving() as receiver:
        yield Told(receiver)


def test_what_happens_is_told_once_signed_and_in_order(told: Told) -> None:
    told.reissue(told.hers[0])
    told.annul(told.hers[1])
    done = told.turn()
    assert (done.collected, done.taken, done.failed, done.waiting) == (2, 2, 0, 0)
    assert told.receiver.events == ["certificate.reissued", "grant.revoked"]
    assert [one["grant"] for one in told.receiver.got] == [one.pk for one in told.hers]
    assert told.receiver.forged == 0
    assert told.turn().taken == 0


def test_a_message_names_nobody(told: Told) -> None:
    told.reissue(told.hers[0])
    told.turn()
    [message] = told.receiver.got
    words = str(message)
    assert told.an.name not in words
    assert told.an.number not in words
    assert message["links"]["grant"].endswith(f"/api/v1/grants/{told.hers[0].pk}")


def test_what_happens_elsewhere_or_under_secrecy_is_told_to_nobody(told: Told) -> None:
    told.reissue(told.theirs)
    Person.objects.filter(pk=told.an.pk).update(secrecy=Secrecy.SECRET)
    told.reissue(told.hers[0])
    assert told.turn().collected == 0
    assert told.receiver.got == []


def test_only_the_chosen_events_are_told(told: Told) -> None:
    WebhookSubscription.objects.update(events=[Event.REVOKED.value])
    told.reissue(told.hers[0])
    told.annul(told.hers[1])
    told.turn()
    assert told.receiver.events == ["grant.revoked"]


def test_one_that_fails_keeps_the_later_ones_waiting(told: Told) -> None:
    told.receiver.answers = [500]
    told.reissue(told.hers[0])
    told.annul(told.hers[1])
    assert (told.turn().failed, told.turn().taken) == (1, 0)  # the second turn comes before the wait is over
    told.later()
    assert told.turn().taken == 2
    assert told.receiver.events == ["certificate.reissued", "certificate.reissued", "grant.revoked"]
    assert told.receiver.ids[0] == told.receiver.ids[1] != told.receiver.ids[2]


def test_a_process_that_dies_after_sending_repeats_with_the_same_id(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    real = sending.send

    def dies(delivery: WebhookDelivery) -> sending.Answer:
        real(delivery)
        raise Died

    told.reissue(told.hers[0])
    monkeypatch.setattr(outbox, "send", dies)
    with pytest.raises(Died):
        told.turn()
    monkeypatch.setattr(outbox, "send", real)
    told.annul(told.hers[1])
    told.turn()
    assert told.receiver.ids[0] == told.receiver.ids[1]
    assert told.receiver.events == ["certificate.reissued", "certificate.reissued", "grant.revoked"]


def test_a_process_that_dies_while_it_collects_loses_nothing(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.reissue(told.hers[0])
    told.annul(told.hers[1])
    monkeypatch.setattr(outbox, "BATCH", 1)
    calls: list[int] = []
    real = outbox.told_by

    def second(entry: JournalEntry) -> Any:
        calls.append(entry.number)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(entry)

    monkeypatch.setattr(outbox, "told_by", second)
    with pytest.raises(KeyboardInterrupt):
        told.turn()
    told.webhook.refresh_from_db()
    assert (told.webhook.cursor, told.webhook.deliveries.count()) == (calls[0], 1)
    assert told.turn().taken == 2
    assert told.receiver.events == ["certificate.reissued", "grant.revoked"]


def test_two_processes_at_once_send_nothing_twice(told: Told) -> None:
    told.reissue(told.hers[0])
    now = timezone.now()
    WebhookSubscription.objects.update(claimed_until=now + timedelta(minutes=1))
    assert told.turn().busy
    assert told.receiver.got == []
    WebhookSubscription.objects.update(claimed_until=now - timedelta(minutes=1))  # that process is gone
    assert told.turn().taken == 1


def test_after_the_last_attempt_it_stops_where_everybody_sees_it(told: Told) -> None:
    told.receiver.answers = [503] * ATTEMPTS
    told.reissue(told.hers[0])
    told.annul(told.hers[1])
    for _ in range(ATTEMPTS):
        told.later()
        told.turn()
    told.webhook.refresh_from_db()
    assert told.webhook.state == SubscriptionState.STOPPED
    states = list(told.webhook.deliveries.order_by("pk").values_list("state", "status"))
    assert states == [(DeliveryState.GIVEN_UP, 503), (DeliveryState.WAITING, None)]
    told.later()
    assert told.turn().taken == 0  # nothing overtakes what was given up
    services.resume_webhook(actor=told.admin, webhook=told.webhook)
    assert told.turn().taken == 2
    assert told.receiver.events[-2:] == ["certificate.reissued", "grant.revoked"]


def test_what_happens_in_a_pause_waits_for_its_end(told: Told) -> None:
    services.pause_webhook(actor=told.admin, webhook=told.webhook, why="Bảo trì")
    told.reissue(told.hers[0])
    assert (told.turn().waiting, told.receiver.got) == (1, [])
    with pytest.raises(ValidationError, match="đang tạm dừng rồi"):
        services.pause_webhook(actor=told.admin, webhook=told.webhook, why="Nữa")
    services.resume_webhook(actor=told.admin, webhook=told.webhook)
    assert told.turn().taken == 1


def test_a_message_is_sent_again_with_its_id(told: Told) -> None:
    told.reissue(told.hers[0])
    told.turn()
    one = told.webhook.deliveries.get()
    services.resend(actor=told.admin, delivery=one)
    with pytest.raises(ValidationError, match="đang chờ gửi"):
        services.resend(actor=told.admin, delivery=one)
    told.turn()
    assert told.receiver.ids[0] == told.receiver.ids[1]


def test_a_trial_says_what_came_back_and_waits_for_nothing(told: Told) -> None:
    told.receiver.answers = [404]
    tried = services.try_webhook(actor=told.admin, webhook=told.webhook)
    assert (tried.status, tried.state) == (404, DeliveryState.GIVEN_UP)
    assert "trả lời 404" in tried.error
    assert services.try_webhook(actor=told.admin, webhook=told.webhook).state == DeliveryState.DELIVERED
    told.webhook.refresh_from_db()
    assert told.webhook.state == SubscriptionState.ACTIVE
    assert told.receiver.forged == 0


def test_a_redirect_is_not_followed(told: Told) -> None:
    told.receiver.answers = [302]
    assert services.try_webhook(actor=told.admin, webhook=told.webhook).status == 302
    assert len(told.receiver.got) == 1


def test_nobody_listens(told: Told) -> None:
    told.webhook.url = "http://127.0.0.1:9/"
    assert "từ chối kết nối" in services.try_webhook(actor=told.admin, webhook=told.webhook).error


def test_the_signing_key_stands_in_no_journal(told: Told) -> None:
    entry = JournalEntry.objects.get(verb="exchange.webhook_made")
    assert told.webhook.signing_secret not in entry.data


def test_the_signature_is_the_one_that_the_guide_describes() -> None:
    signed = hmac.new(b"whs_1", b'1700000000.{"a":1}', sha256).hexdigest()
    assert signature_of("whs_1", 1_700_000_000, b'{"a":1}') == f"t=1700000000,v1={signed}"


def test_a_subscription_of_somebody_elses_unit_is_a_row_of_its_own(told: Told) -> None:
    with pytest.raises(ValidationError, match="đã nhận thông báo"):
        told.subscribe()
    assert told.subscribe(unit=Unit.objects.get(code="PX02")).pk


REFUSED = [
    ("http://169.254.169.254/latest/meta-data/", "địa chỉ nội bộ của máy chủ"),
    ("https://[fe80::1]/", "địa chỉ nội bộ của máy chủ"),
    ("https://[::ffff:169.254.169.254]/", "địa chỉ nội bộ của máy chủ"),
    ("https://[fd00:ec2::254]/", "địa chỉ nội bộ của máy chủ"),
    ("https://100.100.100.200/", "địa chỉ nội bộ của máy chủ"),
    ("https://0.0.0.0/", "địa chỉ nội bộ của máy chủ"),
    ("https://224.0.0.1/", "địa chỉ nội bộ của máy chủ"),
    ("http://8.8.8.8/", "mạng ngoài bằng https"),
    ("ftp://8.8.8.8/", "bắt đầu bằng https"),
    ("https://a:b@8.8.8.8/", "tên, mật khẩu"),
    ("https://8.8.8.8:khong/", "không đọc được"),
    ("https:///x", "tên máy chủ"),
]


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(("url", "why"), REFUSED)
def test_addresses_that_are_never_called(url: str, why: str, private: bool, settings: Any) -> None:
    settings.WEBHOOK_PRIVATE = private
    with pytest.raises(ValidationError, match=why):
        target_of(url)


@pytest.mark.parametrize("url", ["https://10.1.2.3/x", "http://192.168.1.5/", "http://127.0.0.1:8000/"])
def test_private_hosts_only_where_the_operator_allows_them(url: str, settings: Any) -> None:
    settings.WEBHOOK_PRIVATE = False
    with pytest.raises(ValidationError, match="VINHDANH_WEBHOOK_PRIVATE"):
        target_of(url)
    settings.WEBHOOK_PRIVATE = True
    assert target_of(url).ip in url


def test_a_public_host_by_https() -> None:
    target = target_of("https://8.8.8.8/tin?k=1")
    assert (target.tls, target.port, target.path, target.ip) == (True, 443, "/tin?k=1", "8.8.8.8")


def test_a_name_that_leads_to_a_private_host_is_refused_when_it_is_called(
    told: Told, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_PRIVATE = False  # as if the name led elsewhere since the webhook was made
    tried = services.try_webhook(actor=told.admin, webhook=told.webhook)
    assert "mạng nội bộ" in tried.error
    assert told.receiver.got == []


def test_who_sees_and_manages(told: Told) -> None:
    inspector = make_account("thanhtra", (Role.INSPECTOR, WHOLE_AGENCY))
    standing = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
    assert webhooks_visible_to(told.admin).get() == webhooks_visible_to(inspector).get()
    assert not webhooks_visible_to(standing).exists()


# ---- changed --------------------------------------------------------------------------------------


def changed(told: Told, **more: Any) -> WebhookSubscription:
    fields = {
        "actor": told.admin,
        "webhook": told.webhook,
        "name": told.webhook.name,
        "url": told.webhook.url,
        "unit": told.px01,
        "events": [Event.REVOKED, Event.REISSUED],
        "why": "Máy nhận chuyển nơi khác",
    }
    return services.change_webhook(**(fields | more))


def test_what_waits_goes_to_the_new_address_with_the_same_key(told: Told) -> None:
    WebhookSubscription.objects.update(url="http://127.0.0.1:9/cu")
    told.reissue(told.hers[0])
    assert told.turn().failed == 1
    [waits] = told.webhook.deliveries.all()
    changed(told, url=told.receiver.url)
    told.later()
    assert told.turn().taken == 1
    assert (told.receiver.ids, told.receiver.forged) == ([str(waits.uid)], 0)
    entry = JournalEntry.objects.get(verb="exchange.webhook_changed")
    [one] = entry.details["changes"]
    assert [(f["before"], f["after"]) for f in one["fields"]] == [
        ("http://127.0.0.1:9/cu", told.receiver.url)
    ]
    assert entry.why == "Máy nhận chuyển nơi khác"


def test_other_events_count_from_the_change_on(told: Told) -> None:
    told.reissue(told.hers[0])
    changed(told, events=[Event.REVOKED])
    told.reissue(told.hers[0])
    told.annul(told.hers[1])
    changed(told, events=[Event.REVOKED, Event.REISSUED], unit=told.px02)
    told.annul(told.hers[0])
    told.reissue(told.theirs)
    told.turn()
    assert told.receiver.events == ["certificate.reissued", "grant.revoked", "certificate.reissued"]
    assert [one["grant"] for one in told.receiver.got] == [
        told.hers[0].pk,
        told.hers[1].pk,
        told.theirs.pk,
    ]


def test_a_change_that_is_none_or_may_not_be_is_refused(told: Told) -> None:
    other = told.subscribe(url="http://127.0.0.1:9/khac")
    for more, said in (
        ({}, "Chưa có gì khác"),
        ({"why": " "}, "Ghi lý do sửa"),
        ({"events": []}, "Chọn ít nhất một việc"),
        ({"url": "http://169.254.169.254/"}, "địa chỉ nội bộ của máy chủ"),
        ({"url": other.url}, "đã nhận thông báo của đơn vị đó"),
    ):
        with pytest.raises(ValidationError, match=said):
            changed(told, **more)
    assert not JournalEntry.objects.filter(verb="exchange.webhook_changed").exists()


def test_a_new_key_signs_from_the_next_message_on(told: Told) -> None:
    row = services.rekey_webhook(actor=told.admin, webhook=told.webhook, why="Lộ khóa")
    told.reissue(told.hers[0])
    told.turn()
    assert told.receiver.forged == 1
    told.receiver.secret = row.signing_secret
    told.reissue(told.hers[0])
    told.turn()
    assert told.receiver.forged == 1
    entry = JournalEntry.objects.get(verb="exchange.webhook_rekeyed")
    assert row.signing_secret not in entry.data
