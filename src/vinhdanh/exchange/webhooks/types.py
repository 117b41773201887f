"""Words of webhooks: what is told, how a delivery and a subscription stand, the journal's verbs."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from vinhdanh.audit.types import register_verbs


class Event(models.TextChoices):
    """What a subscription may be told of."""

    SIGNED = "decision.signed", "Ký quyết định khen thưởng"
    REVOKED = "grant.revoked", "Hủy bỏ, tước một lượt khen thưởng"
    OUTCOME = "submission.outcome", "Có kết quả của cấp trên cho tờ trình"
    REISSUED = "certificate.reissued", "Cấp đổi, cấp lại bằng, giấy khen"


TRIAL = "trial"  # what a trial is called where an event's name stands

# Entries of the journal that are events.
OF_VERB = {
    "decisions.draft_signed": Event.SIGNED,
    "awards.grant_annulled": Event.REVOKED,
    "awards.grant_stripped": Event.REVOKED,
    "decisions.submission_outcome": Event.OUTCOME,
    "awards.grant_reissued": Event.REISSUED,
}


class SubscriptionState(models.TextChoices):
    ACTIVE = "active", "Đang gửi"
    PAUSED = "paused", "Tạm dừng"
    STOPPED = "stopped", "Ngừng vì gửi không được"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "Chờ gửi"
    DELIVERED = "delivered", "Đã nhận"
    GIVEN_UP = "given_up", "Không gửi được"


# How long to wait after each attempt that failed; after the last one the subscription stops.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
)
ATTEMPTS = len(WAITS) + 1
TIMEOUT = 10  # seconds for one delivery
LEASE = timedelta(minutes=5)  # how long one process keeps a subscription to itself

register_verbs(
    "exchange",
    {
        "webhook_made": "Lập webhook",
        "webhook_changed": "Sửa webhook",
        "webhook_rekeyed": "Đổi khóa ký của webhook",
        "webhook_paused": "Tạm dừng webhook",
        "webhook_resumed": "Gửi tiếp webhook",
        "webhook_resent": "Gửi lại một thông báo webhook",
        "webhook_tried": "Gửi thử webhook",
    },
)
