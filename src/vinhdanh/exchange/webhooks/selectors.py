"""Reading webhooks and their log."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription
from vinhdanh.exchange.webhooks.policies import may_look
from vinhdanh.exchange.webhooks.types import DeliveryState


def webhooks_visible_to(actor: Account | Operator) -> QuerySet[WebhookSubscription]:
    """All of them for who runs or inspects the system, with what waits and when one was taken last."""
    rows = (
        WebhookSubscription.objects.select_related("unit", "authority")
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
            last_taken=Max("deliveries__ended", filter=Q(deliveries__state=DeliveryState.DELIVERED)),
        )
        .order_by("name", "pk")
    )
    return rows if may_look(scopes(actor)) else rows.none()


def deliveries_of(subscription: WebhookSubscription, state: str = "") -> QuerySet[WebhookDelivery]:
    """Its messages, the newest first."""
    rows = subscription.deliveries.order_by("-pk")
    return rows.filter(state=state) if state in DeliveryState.values else rows
