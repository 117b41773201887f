"""One text: its words with the places marked, its items beside them, and what is done with these."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.prose.scans import Doubt
from vinhdanh.exchange.texts import services
from vinhdanh.exchange.texts.items import items_of
from vinhdanh.exchange.texts.painting import pieces
from vinhdanh.exchange.texts.view import groups
from vinhdanh.exchange.views.shown import answered
from vinhdanh.exchange.views.texts import SCAN_WARNING, STATES, visible
from vinhdanh.people.views.shown import actor_of


def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The text on one side, on the other what each item would become."""
    found, actor = visible(request, pk), actor_of(request)
    shown = groups(actor, found)
    own = found.by_id == actor.pk
    doubts = [Doubt(*one) for one in found.doubtful]
    context = {
        "reading": found,
        "pieces": pieces(found.text, items_of(found), doubts),
        "doubts": doubts,
        "warning": SCAN_WARNING if found.confidence is not None else "",
        "groups": shown,
        "own": own,
        "count": sum(len(group.items) for group in shown),
        "open": sum(one.open for group in shown for one in group.items),
        "ready": sum(one.state == "ready" for group in shown for one in group.items),
        "written": sum(len(one.made) for group in shown for one in group.items),
        "states": STATES,
        "unused": found.state == TextReading.State.NEW,
        "taken": found.state == TextReading.State.TAKEN,
    }
    return render(request, "exchange/reading.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was chosen; with ``act=take`` also write it."""
    found, actor = visible(request, pk), actor_of(request)
    answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name in request.POST:
        key, dot, field = name.partition(".")
        if dot:
            answers[key][field] = request.POST[name]
    act = request.POST.get("act", "")
    try:
        services.settle(actor=actor, reading=found, answers=answers)
        if act == "ready":
            ticked = services.settle_ready(actor=actor, reading=found)
            messages.success(request, f"Đã đánh dấu {ticked} mục ghi được. Xem lại từng mục rồi ghi.")
        elif act == "take":
            made = services.take(actor=actor, reading=found)
            messages.success(request, f"Đã ghi {len(made)} bản ghi vào sổ.")
        else:
            messages.success(request, "Đã lưu lựa chọn, chưa ghi gì vào sổ.")
    except ValidationError as error:
        answered(request, error)
    except PermissionDenied as error:
        messages.error(request, f"Chưa ghi được: {error}")
    return redirect("exchange:reading", pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was written for a text."""
    found = visible(request, pk)
    try:
        services.undo(actor=actor_of(request), reading=found, ground=request.POST.get("ground", ""))
        messages.success(request, "Đã hoàn tác: lượt khen đã xóa vì ghi nhầm, bản soạn đã bỏ.")
    except ValidationError as error:
        answered(request, error)
    except PermissionDenied as error:
        messages.error(request, f"Chưa hoàn tác được: {error}")
    return redirect("exchange:reading", pk)
