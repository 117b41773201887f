"""Who is told of decisions, and every message to him."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.exchange.webhooks.types import DeliveryState, Event, SubscriptionState
from vinhdanh.people.models import Unit


class WebhookSubscription(models.Model):
    """An address that is told of events in a part of the unit tree."""

    name = models.CharField("Tên", max_length=120)
    url = models.CharField("Địa chỉ nhận", max_length=500)
    # Signs every message. Kept as it is, because a signature needs it; never in the journal or a file.
    signing_secret = models.CharField("Khóa ký", max_length=80, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="webhooks", verbose_name="Đơn vị và các đơn vị dưới"
    )
    authority = models.ForeignKey(
        IssuingAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="webhooks",
        verbose_name="Chỉ của người quyết định",
    )
    events = models.JSONField("Việc được báo", default=list)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=SubscriptionState, default=SubscriptionState.ACTIVE
    )
    cursor = models.PositiveBigIntegerField("Đã đọc nhật ký đến số")  # everything up to here is in the outbox
    claimed_until = models.DateTimeField("Đang được gửi đến", null=True, blank=True, editable=False)
    created = models.DateTimeField("Lập lúc", auto_now_add=True)
    by_name = models.CharField("Người lập", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Webhook"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["url", "unit"],
                name="webhook_once",
                violation_error_message="Địa chỉ này đã nhận thông báo của đơn vị đó.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubscriptionState.values),
                name="webhook_state_known",
                violation_error_message="Tình trạng này không có.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def event_words(self) -> list[str]:
        """What is told, in words."""
        return [str(Event(one).label) for one in self.events]


class WebhookDelivery(models.Model):
    """One message to one subscriber: what it says stays, how often it was sent is counted."""

    subscription = models.ForeignKey(WebhookSubscription, on_delete=models.CASCADE, related_name="deliveries")
    uid = models.UUIDField("Mã thông báo", default=uuid4, unique=True, editable=False)
    # Number of the journal's entry that it tells of; null for a trial.
    entry = models.PositiveBigIntegerField("Số nhật ký", null=True, blank=True)
    event = models.CharField("Việc", max_length=40)
    payload = models.TextField("Nội dung")  # the very bytes that are signed
    state = models.CharField(
        "Tình trạng", max_length=10, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField("Số lần gửi", default=0)
    next_try = models.DateTimeField("Gửi lại lúc", null=True, blank=True)
    status = models.PositiveSmallIntegerField("Mã trả lời", null=True, blank=True)
    error = models.CharField("Vì sao chưa được", max_length=300, blank=True)
    made = models.DateTimeField("Lập lúc", auto_now_add=True)
    ended = models.DateTimeField("Xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Thông báo webhook"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "entry"],
                condition=Q(entry__isnull=False),
                name="webhook_entry_once",
                violation_error_message="Việc này đã có thông báo.",
            ),
        ]
        indexes = [models.Index(fields=["subscription", "state", "id"], name="webhook_waiting")]

    def __str__(self) -> str:
        return f"{self.event} {self.uid}"

    @property
    def event_words(self) -> str:
        """What it tells of, in words."""
        return str(Event(self.event).label) if self.event in Event.values else "Gửi thử"
