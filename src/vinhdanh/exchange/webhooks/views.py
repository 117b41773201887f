"""Webhooks: the list, a new one, one with its log and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.eligibility.views.registers import exported, tried
from vinhdanh.exchange.views.shown import answered, paged
from vinhdanh.exchange.webhooks import services
from vinhdanh.exchange.webhooks.forms import PauseForm, RekeyForm, WebhookChangeForm, WebhookForm
from vinhdanh.exchange.webhooks.models import WebhookSubscription
from vinhdanh.exchange.webhooks.policies import may_look, may_manage
from vinhdanh.exchange.webhooks.selectors import deliveries_of, webhooks_visible_to
from vinhdanh.exchange.webhooks.types import DeliveryState, SubscriptionState
from vinhdanh.people.views.shown import actor_of

PAGE = 50
MOST_EXPORTED = 20_000


def webhook_list(request: HttpRequest) -> HttpResponse:
    """Who is told of what, and how that goes."""
    actor = actor_of(request)
    require(may_look(scopes(actor)))
    rows = webhooks_visible_to(actor)
    text, state = request.GET.get("q", "").strip(), request.GET.get("tt", "")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(url__icontains=text))
    if state in SubscriptionState.values:
        rows = rows.filter(state=state)
    context = {
        "page": paged(request, rows, PAGE),
        "states": SubscriptionState.choices,
        "state": state,
        "text": text,
        "filtered": bool(text or state),
        "may": may_manage(scopes(actor)),
    }
    return render(request, "exchange/webhooks.html", context)


def webhook_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    require(may_look(scopes(actor_of(request))))
    rows: QuerySet[Any] = webhooks_visible_to(actor_of(request))  # with what they are annotated with
    return exported(
        request,
        "webhook.xlsx",
        "Webhook",
        [
            ("Tên", 30),
            ("Địa chỉ nhận", 50),
            ("Đơn vị", 14),
            ("Việc được báo", 60),
            ("Chờ gửi", 10),
            ("Tình trạng", 24),
        ],
        (
            [
                one.name,
                one.url,
                one.unit.code,
                "; ".join(one.event_words),
                one.waiting,
                one.get_state_display(),
            ]
            for one in rows
        ),
    )


@never_cache
def webhook_new(request: HttpRequest) -> HttpResponse:
    """A new webhook; its signing key is shown on the answer, once."""
    actor = actor_of(request)
    require(may_manage(scopes(actor)))
    form = WebhookForm(request.POST or None)
    made: list[WebhookSubscription] = []
    if request.method == "POST" and tried(
        request, form, lambda: made.append(services.make_webhook(actor=actor, **form.cleaned_data)), ""
    ):
        return _secret(request, made[0])
    return render(request, "exchange/webhook_new.html", {"form": form}, status=422 if form.errors else 200)


def webhook_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another address, other events, another unit; with the reason."""
    actor, row = actor_of(request), _seen(request, pk)
    require(may_manage(scopes(actor)))
    held = {
        "name": row.name,
        "url": row.url,
        "unit": row.unit.code,
        "authority": row.authority_id,
        "events": row.events,
    }
    form = WebhookChangeForm(request.POST or None, initial=held)
    if request.method == "POST" and tried(
        request,
        form,
        lambda: services.change_webhook(actor=actor, webhook=row, **form.cleaned_data),
        "Đã sửa webhook. Thông báo kế tiếp đi theo nội dung mới; bấm “Gửi thử” để kiểm tra.",
    ):
        return redirect("exchange:webhook", pk)
    context = {"form": form, "one": row}
    return render(request, "exchange/webhook_new.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def rekey(request: HttpRequest, pk: int) -> HttpResponse:
    """Another signing key, shown on the answer, once."""
    row, form = _seen(request, pk), RekeyForm(request.POST)
    made: list[WebhookSubscription] = []
    if tried(
        request,
        form,
        lambda: made.append(
            services.rekey_webhook(actor=actor_of(request), webhook=row, **form.cleaned_data)
        ),
        "",
    ):
        return _secret(request, made[0])
    return _page(request, row, PauseForm(), form)


@sensitive_variables("row")
def _secret(request: HttpRequest, row: WebhookSubscription) -> HttpResponse:
    return render(request, "exchange/webhook_secret.html", {"one": row, "secret": row.signing_secret})


def _seen(request: HttpRequest, pk: int) -> WebhookSubscription:
    actor = actor_of(request)
    require(may_look(scopes(actor)))
    return get_object_or_404(webhooks_visible_to(actor), pk=pk)


def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """One webhook and every message of it."""
    return _page(request, _seen(request, pk), PauseForm())


def _page(
    request: HttpRequest, row: WebhookSubscription, form: PauseForm, rekey: RekeyForm | None = None
) -> HttpResponse:
    state = request.GET.get("tt", "")
    context = {
        "one": row,
        "page": paged(request, deliveries_of(row, state), PAGE),
        "states": DeliveryState.choices,
        "state": state,
        "may": may_manage(scopes(actor_of(request))),
        "pause": form,
        "rekey": rekey or RekeyForm(),
    }
    wrong = form.errors or (rekey and rekey.errors)
    return render(request, "exchange/webhook.html", context, status=422 if wrong else 200)


def log_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The log as Excel."""
    row = _seen(request, pk)
    return exported(
        request,
        "webhook-nhat-ky.xlsx",
        f"Thông báo của webhook {row.name}",
        [
            ("Mã thông báo", 40),
            ("Số nhật ký", 12),
            ("Việc", 40),
            ("Lập lúc", 18),
            ("Số lần gửi", 10),
            ("Mã trả lời", 10),
            ("Tình trạng", 18),
            ("Vì sao chưa được", 50),
        ],
        (
            [
                str(one.uid),
                one.entry,
                one.event_words,
                f"{timezone.localtime(one.made):%d/%m/%Y %H:%M}",
                one.attempts,
                one.status,
                one.get_state_display(),
                one.error or None,
            ]
            for one in deliveries_of(row, request.GET.get("tt", ""))[:MOST_EXPORTED]
        ),
    )


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Send nothing for a while."""
    row, form = _seen(request, pk), PauseForm(request.POST)
    if tried(
        request,
        form,
        lambda: services.pause_webhook(actor=actor_of(request), webhook=row, why=form.cleaned_data["why"]),
        "Đã tạm dừng. Việc xảy ra từ lúc này vẫn được giữ để gửi sau.",
    ):
        return redirect("exchange:webhook", pk)
    return _page(request, row, form)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on from where it stopped."""
    row = _seen(request, pk)
    return _done(
        request,
        pk,
        lambda: services.resume_webhook(actor=actor_of(request), webhook=row),
        "Gửi tiếp từ chỗ dừng, ở lượt gửi kế tiếp.",
    )


@require_POST
def resend(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Send one message once more."""
    one = get_object_or_404(_seen(request, pk).deliveries, pk=delivery)
    return _done(
        request,
        pk,
        lambda: services.resend(actor=actor_of(request), delivery=one),
        "Thông báo sẽ được gửi lại ở lượt gửi kế tiếp, với mã như cũ.",
    )


@require_POST
def try_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a trial and say what came back."""
    row = services.try_webhook(actor=actor_of(request), webhook=_seen(request, pk))
    if row.error:
        messages.error(request, f"Gửi thử không được. {row.error}")
    else:
        messages.success(request, f"Máy nhận đã trả lời {row.status}.")
    return redirect("exchange:webhook", pk)


def _done(request: HttpRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        answered(request, error)
    else:
        messages.success(request, said)
    return redirect("exchange:webhook", pk)
