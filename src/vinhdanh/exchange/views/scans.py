"""A scan on its way to a text: how far the machine is, stop, begin again, go on to the text."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.exchange import recognising
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.policies import may_read_text
from vinhdanh.exchange.recognising import Scan, State
from vinhdanh.exchange.texts.scanned import take_scan
from vinhdanh.exchange.views.shown import answered
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of


def _visible(request: HttpRequest, key: str) -> Scan:
    """The account's own scan; anybody else's does not exist.

    Raises:
        PermissionDenied: the account writes nowhere.
    """
    actor = actor_of(request)
    require(may_read_text(scopes(actor)))
    found = recognising.find(actor=actor, key=key)
    if found is None:
        raise Http404
    return found


def _taken(actor: Account, key: str) -> TextReading | None:
    """The text that was made of a scan, which is gone then."""
    require(may_read_text(scopes(actor)))
    return TextReading.objects.filter(scan=key, by=actor).first()


def scan(request: HttpRequest, key: str) -> HttpResponse:
    """How far it is; one that was taken already leads to its text."""
    actor = actor_of(request)
    if taken := _taken(actor, key):
        return _on(request, resolve_url("exchange:reading", taken.pk))
    found = _visible(request, key)
    context = {
        "scan": found,
        "unit": Unit.objects.filter(code=found.unit).first(),
        "progress": found.progress,
        "href": request.path,
        "recognised": recognising.result(actor=actor, scan=found) if found.state is State.DONE else None,
    }
    if not getattr(request, "htmx", None):
        return render(request, "exchange/scan.html", context)
    if found.busy:
        return render(request, "exchange/scan_progress.html", context)
    if found.state is State.DONE:
        return render(request, "exchange/scan_done.html", context | {"at_once": True})
    return _on(request, request.path)


def _on(request: HttpRequest, address: str) -> HttpResponse:
    """Go to an address, also from a part of a page."""
    if not getattr(request, "htmx", None):
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Make it a text with its items."""
    actor = actor_of(request)
    try:
        reading = _taken(actor, key) or take_scan(actor=actor, scan=_visible(request, key))
    except ValidationError as error:
        answered(request, error)
        return _on(request, resolve_url("exchange:scan", key))
    return _on(request, resolve_url("exchange:reading", reading.pk))


def _done(request: HttpRequest, key: str, act: Callable[..., None], told: str) -> bool:
    found = _visible(request, key)
    try:
        act(actor=actor_of(request), scan=found)
    except ValidationError as error:
        answered(request, error)
        return False
    messages.success(request, told)
    return True


@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop before the next page."""
    _done(request, key, recognising.stop, "Sẽ dừng sau trang đang nhận dạng.")
    return redirect("exchange:scan", key)


@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Begin once more."""
    _done(request, key, recognising.again, "Đã bắt đầu nhận dạng lại.")
    return redirect("exchange:scan", key)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Remove it; nothing of it is on record."""
    if _done(request, key, recognising.discard, "Đã bỏ bản quét. Chưa có gì của bản này trong sổ."):
        return redirect("exchange:readings")
    return redirect("exchange:scan", key)
