"""The files of an account: bring one, see how far it is, take it away again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.eligibility.selectors import runs
from vinhdanh.exchange import services
from vinhdanh.exchange.forms import FileForm
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.policies import may_import, sees_all
from vinhdanh.exchange.progress import Progress, said
from vinhdanh.exchange.selectors import intakes_visible_to
from vinhdanh.exchange.types import MOST_BYTES
from vinhdanh.exchange.views.mapping import mapping_page
from vinhdanh.exchange.views.preview import preview_page
from vinhdanh.exchange.views.shown import answered, opened, paged, visible
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download

State = Intake.State
PAGE = 20


@require_http_methods(["GET", "POST"])
def intakes(request: HttpRequest) -> HttpResponse:
    """The account's imports, and the form that brings a file."""
    actor = actor_of(request)
    held = scopes(actor)
    require(may_import(held))
    newest = runs.latest()
    form = FileForm(
        request.POST or None, request.FILES or None, initial={"year": newest.year if newest else None}
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            intake = services.receive(
                actor=actor, name=file.name or "tệp", data=file.read(), year=form.cleaned_data["year"]
            )
            return redirect("exchange:intake", intake.pk)
        except ValidationError as error:
            form.add_error(None, error)
    mine = intakes_visible_to(actor)
    page = paged(request, _filtered(request, mine), PAGE)
    context = {
        "form": form,
        "any": mine.exists(),
        "all": sees_all(held),
        "q": request.GET.get("q", ""),
        "state": request.GET.get("trang-thai", ""),
        "states": State.choices,
        "page": page,
        "intakes": [services.recover(one) for one in page.object_list],
        "most_bytes": MOST_BYTES,
    }
    return render(request, "exchange/intakes.html", context, status=422 if form.errors else 200)


def _filtered(request: HttpRequest, found: QuerySet[Intake]) -> QuerySet[Intake]:
    """Imports by name of the file or person, and by state, as the address asks."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("trang-thai", "")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(by_name__icontains=words))
    if state in State.values:
        found = found.filter(state=state)
    return found.defer("samples", "mapping", "decisions", "effects")


def history_file(request: HttpRequest) -> HttpResponse:
    """The imports as Excel."""
    actor = actor_of(request)
    require(may_import(scopes(actor)))
    figures = ("rows", "new_rows", "changed_cells", "conflict_cells", "bad_cells")
    rows: list[list[str | int | None]] = [
        [
            one.pk,
            one.name,
            one.by_name,
            _moment(one.received),
            one.get_state_display(),
            *(one.counts.get(figure, 0) for figure in figures),
            _moment(one.applied),
            _moment(one.undone),
            one.undo_ground,
        ]
        for one in _filtered(request, intakes_visible_to(actor))
    ]
    content = workbook(
        actor=actor,
        title="Các lần nhập dữ liệu",
        notes=[],
        columns=[
            ("Lần", 7),
            ("Tệp", 34),
            ("Người nhập", 26),
            ("Tải lên", 16),
            ("Trạng thái", 20),
            ("Số dòng", 9),
            ("Dòng mới", 9),
            ("Ô thay đổi", 9),
            ("Ô mâu thuẫn", 9),
            ("Ô chưa dùng được", 10),
            ("Ghi lúc", 16),
            ("Hoàn tác lúc", 16),
            ("Lý do hoàn tác", 34),
        ],
        rows=rows,
    )
    return download(content, "cac-lan-nhap.xlsx")


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""


def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """One import, wherever it stands: at work, waiting for its columns, shown, written."""
    found = visible(request, pk)
    htmx = getattr(request, "htmx", None)
    if found.busy:
        last = said(found.pk)
        context: dict[str, Any] = {"intake": found, "progress": last[0] if last else Progress()}
        template = "exchange/progress.html" if htmx else "exchange/intake.html"
        return render(request, template, context)
    if htmx and request.headers.get("HX-Target") == "progress":
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    match found.state:
        case State.MAPPING:
            return mapping_page(request, found)
        case State.PREVIEW | State.APPLIED | State.UNDONE:
            return preview_page(request, found)
    return render(request, "exchange/intake.html", {"intake": found})


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a file that was not written."""
    found = visible(request, pk)
    try:
        services.delete(actor=actor_of(request), intake=found)
        messages.success(request, f"Đã xóa “{found.name}”. Chưa có gì của tệp này trong sổ.")
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:intakes")


def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to be saved; never opened in the browser."""
    found = visible(request, pk)
    with opened(found.content) as file:
        response = HttpResponse(file.read(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    return response


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare with the register once more, or open the file once more where that failed."""
    found = visible(request, pk)
    try:
        services.look_again(actor=actor_of(request), intake=found)
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:intake", pk)
