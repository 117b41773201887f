"""The texts that were read: bring one, see the earlier ones, take one away."""

from __future__ import annotations

import json
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.exchange.forms import TextForm
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.policies import may_read_text, sees_all_readings
from vinhdanh.exchange.prose.files import LARGEST
from vinhdanh.exchange.prose.scans import LARGEST_SCAN
from vinhdanh.exchange.recognising import Scan, scans_of
from vinhdanh.exchange.texts import services
from vinhdanh.exchange.texts.items import KINDS
from vinhdanh.exchange.texts.scanned import bring_file
from vinhdanh.exchange.texts.selectors import readings_visible_to, units_to_read_for
from vinhdanh.exchange.texts.view import groups
from vinhdanh.exchange.views.shown import answered, paged
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download, this_year

State = TextReading.State
PAGE = 20
# How far an item is, in words: ``texts.view.ShownItem.state``.
STATES = {
    "made": "Đã ghi vào sổ",
    "there": "Đã có trong sổ",
    "ready": "Ghi được",
    "lacks": "Còn thiếu",
    "refused": "Không thuộc quyền",
    "never": "Không ghi thành bản ghi",
}
SCAN_WARNING = (
    "So từng tên, từng con số với bản giấy trước khi ghi. Độ tin cậy (0 đến 100) là số đo "
    "của máy, chữ có độ tin cậy cao vẫn có thể sai dấu."
)


def visible(request: HttpRequest, pk: int) -> TextReading:
    """A text that the account sees; any other does not exist.

    Raises:
        PermissionDenied: the account writes nowhere.
    """
    actor = actor_of(request)
    require(may_read_text(scopes(actor)))
    return get_object_or_404(readings_visible_to(actor), pk=pk)


@require_http_methods(["GET", "POST"])
def readings(request: HttpRequest) -> HttpResponse:
    """The texts that were read, and the form that brings one."""
    actor = actor_of(request)
    held = scopes(actor)
    require(may_read_text(held))
    units = units_to_read_for(actor)
    form = TextForm(
        request.POST or None,
        request.FILES or None,
        units=units,
        initial={"year": this_year(), "unit": units.values_list("code", flat=True).first()},
    )
    if request.method == "POST" and form.is_valid():
        file, data = form.cleaned_data["file"], form.cleaned_data
        try:
            about = {"actor": actor, "unit": data["unit"], "year": data["year"]}
            if file is None:
                brought: TextReading | Scan = services.bring(**about, name=data["name"], text=data["text"])
            else:
                brought = bring_file(
                    **about, name=file.name or "", data=file.read(), letters_only=data["letters_only"]
                )
            if isinstance(brought, Scan):
                return redirect("exchange:scan", brought.key)
            return redirect("exchange:reading", brought.pk)
        except ValidationError as error:
            form.add_error(None, error)
    seen = readings_visible_to(actor)
    page = paged(request, _filtered(request, seen), PAGE)
    context = {
        "form": form,
        "any": seen.exists(),
        "all": sees_all_readings(held),
        "q": request.GET.get("q", ""),
        "state": request.GET.get("trang-thai", ""),
        "states": State.choices,
        "page": page,
        "most_bytes": LARGEST,
        "most_scan": LARGEST_SCAN,
        "scans": scans_of(actor),
        "readings": [(one, _counts(one)) for one in page.object_list],
    }
    return render(request, "exchange/readings.html", context, status=422 if form.errors else 200)


def _counts(reading: TextReading) -> list[tuple[str, int]]:
    """How many items of each kind; kinds without any are left out."""
    found = [(KINDS[kind].lower(), len(reading.found.get(kind, ()))) for kind in KINDS]
    return [one for one in found if one[1]]


def _filtered(request: HttpRequest, found: QuerySet[TextReading]) -> QuerySet[TextReading]:
    words, state = request.GET.get("q", "").strip(), request.GET.get("trang-thai", "")
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(by_name__icontains=words) | Q(unit__name__icontains=words)
        )
    return (found.filter(state=state) if state in State.values else found).defer("text", "doubtful")


def history_file(request: HttpRequest) -> HttpResponse:
    """The texts as Excel."""
    actor = actor_of(request)
    require(may_read_text(scopes(actor)))
    rows: list[list[str | int | None]] = [
        [
            one.pk,
            one.name,
            one.unit.name,
            one.by_name,
            _moment(one.received),
            sum(map(len, one.found.values())),
            None if one.confidence is None else round(one.confidence),
            one.get_state_display(),
            _moment(one.taken),
            _moment(one.undone),
            one.undo_ground,
        ]
        for one in _filtered(request, readings_visible_to(actor))
    ]
    content = workbook(
        actor=actor,
        title="Các văn bản đã đọc",
        notes=[],
        columns=[
            ("Lần", 7),
            ("Văn bản", 40),
            ("Đơn vị", 30),
            ("Người đọc", 26),
            ("Đọc lúc", 16),
            ("Số mục", 9),
            ("Bản quét: độ tin cậy /100", 14),
            ("Trạng thái", 18),
            ("Ghi lúc", 16),
            ("Hoàn tác lúc", 16),
            ("Lý do hoàn tác", 34),
        ],
        rows=rows,
    )
    return download(content, "van-ban-da-doc.xlsx")


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""


def item_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of one text as Excel."""
    reading = visible(request, pk)
    actor = actor_of(request)
    rows: list[list[str | int | None]] = [
        [
            group.title,
            shown.words,
            reading.text.count("\n", 0, shown.item.start) + 1,
            " ".join(reading.text[shown.item.start : shown.item.end].split()),
            STATES[shown.state],
            shown.offer.never or shown.offer.lacks,
            round(sure.mean) if (sure := shown.item.confidence) else None,
            int(sure.minimum) if sure else None,
        ]
        for group in groups(actor, reading)
        for shown in group.items
    ]
    content = workbook(
        actor=actor,
        title=f"Các mục đọc được từ “{reading.name}”",
        notes=[
            f"Đơn vị: {reading.unit}. Năm {reading.year} cho mục văn bản không nêu năm.",
            *([SCAN_WARNING] if reading.confidence is not None else []),
        ],
        columns=[
            ("Loại", 22),
            ("Đọc được", 60),
            ("Dòng", 7),
            ("Nguyên văn", 60),
            ("Tình trạng", 22),
            ("Vì sao, còn thiếu gì", 50),
            ("Độ tin cậy trung bình", 10),
            ("Chữ kém nhất", 10),
        ],
        rows=rows,
    )
    return download(content, f"muc-van-ban-{reading.pk}.xlsx")


def found_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of one text as JSON, places in characters of the text that goes with them."""
    reading = visible(request, pk)
    response = JsonResponse(
        {"name": reading.name, "text": reading.text, **reading.found},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        encoder=json.JSONEncoder,
    )
    response["Content-Disposition"] = f"attachment; filename=van-ban-{reading.pk}.json"
    return response


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a text of which nothing was written."""
    reading = visible(request, pk)
    try:
        services.delete(actor=actor_of(request), reading=reading)
        messages.success(request, f"Đã xóa “{reading.name}”. Chưa có gì của văn bản này trong sổ.")
    except ValidationError as error:
        answered(request, error)
        return redirect("exchange:reading", pk)
    return redirect("exchange:readings")
