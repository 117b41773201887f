"""Packages from other installations: bring one, see what it would change, write it, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.exchange.packages import services, tasks
from vinhdanh.exchange.packages.folder import every_table
from vinhdanh.exchange.packages.forms import UploadForm
from vinhdanh.exchange.packages.models import ReceivedPackage
from vinhdanh.exchange.packages.policies import may_make_packages, may_take_packages
from vinhdanh.exchange.packages.selectors import received_visible_to
from vinhdanh.exchange.packages.types import MOST_BYTES
from vinhdanh.exchange.progress import Progress, said
from vinhdanh.exchange.views.shown import answered, opened, paged
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, add_errors, download

State = ReceivedPackage.State
PAGE = 20
CONFLICTS = 50


@require_http_methods(["GET", "POST"])
def received_packages(request: HttpRequest) -> HttpResponse:
    """Packages that were received, and the form that brings one."""
    actor = actor_of(request)
    held = scopes(actor)
    require(may_take_packages(held))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = services.receive_package(actor=actor, name=file.name or "gói", file=file)
            return redirect("exchange:received-package", found.pk)
        except ValidationError as error:
            add_errors(form, error)
    every = received_visible_to(actor)
    page = paged(request, _filtered(request, every), PAGE)
    context = {
        "form": form,
        "page": page,
        "packages": [services.recover_received(one) for one in page.object_list],
        "any": every.exists(),
        "q": request.GET.get("q", ""),
        "state": request.GET.get("trang-thai", ""),
        "states": State.choices,
        "most_bytes": MOST_BYTES,
        "makes": bool(may_make_packages(held)),
    }
    return render(request, "exchange/received_packages.html", context, status=422 if form.errors else 200)


def _filtered(request: HttpRequest, found: QuerySet[ReceivedPackage]) -> QuerySet[ReceivedPackage]:
    """By name of the file or person, and by state, as the address asks."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("trang-thai", "")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(by_name__icontains=words))
    return found.filter(state=state) if state in State.values else found


def received_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    actor = actor_of(request)
    require(may_take_packages(scopes(actor)))
    rows: list[list[str | int | None]] = [
        [
            one.pk,
            one.name,
            one.manifest.get("agency", ""),
            one.by_name,
            f"{timezone.localtime(one.received):%H:%M %d/%m/%Y}",
            one.get_state_display(),
            one.new,
            one.conflicts,
            one.digest,
        ]
        for one in _filtered(request, received_visible_to(actor))
    ]
    content = workbook(
        actor=actor,
        title="Gói dữ liệu đã nhận",
        notes=[],
        columns=[
            ("Lần", 7),
            ("Tệp", 40),
            ("Nơi lập", 34),
            ("Người nhận", 26),
            ("Nhận lúc", 18),
            ("Trạng thái", 18),
            ("Dòng mới", 10),
            ("Dòng khác sổ", 12),
            ("SHA-256", 66),
        ],
        rows=rows,
    )
    return download(content, "goi-da-nhan.xlsx")


def received_package(request: HttpRequest, pk: int) -> HttpResponse:
    """One package: how far it is, what is wrong with it, what it would change, what it wrote."""
    found = services.recover_received(_visible(request, pk))
    htmx = getattr(request, "htmx", None)
    if found.busy:
        last = said(tasks.progress_of(found))
        context: dict[str, Any] = {
            "package": found,
            "progress": last[0] if last else Progress(),
            "href": request.path,
            "title": found.get_state_display(),
        }
        template = "exchange/package_progress.html" if htmx else "exchange/received_package.html"
        return render(request, template, context)
    if htmx and request.headers.get("HX-Target") == "progress":
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    titles = {table.name: table.title for table in every_table(personal=True)}
    conflicts = paged(request, list(found.differing.all()), CONFLICTS)
    held = [(name, title) for name, title in titles.items() if any(found.counts.get(name, {}).values())]
    differs = [one for one in held if found.counts[one[0]]["new"] or found.counts[one[0]]["conflict"]]
    context = {
        "package": found,
        "scope": found.manifest.get("scope", {}),
        "rows": [(title, found.counts[name], found.samples.get(name, [])) for name, title in differs],
        "same": [(title, found.counts[name]["same"]) for name, title in held if (name, title) not in differs],
        "page": conflicts,
        "differing": [(titles.get(one.table, one.table), one) for one in conflicts.object_list],
        "taken": found.differing.filter(take=True).count(),
        "why": services.why_not_apply(found),
    }
    return render(request, "exchange/received_package.html", context)


def received_content(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, with the papers in it, to be saved."""
    found = _visible(request, pk)
    return FileResponse(
        opened(found.content),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose word counts, for one row (``row``) or for all."""
    found = _visible(request, pk)
    row = request.POST.get("row", "")
    one = get_object_or_404(found.differing, pk=int(row)) if row.isdigit() and len(row) < 12 else None
    take = request.POST.get("take") == "1"
    try:
        services.choose(actor=actor_of(request), package=found, take=take, row=one)
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:received-package", pk)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the preview shows."""
    try:
        services.start_applying(actor=actor_of(request), package=_visible(request, pk))
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:received-package", pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was written."""
    ground = request.POST.get("ground", "")
    try:
        services.start_undoing(actor=actor_of(request), package=_visible(request, pk), ground=ground)
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:received-package", pk)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Check and compare once more."""
    try:
        services.check_again(actor=actor_of(request), package=_visible(request, pk))
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:received-package", pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a package that was not written."""
    found = _visible(request, pk)
    try:
        services.drop_package(actor=actor_of(request), package=found)
        messages.success(request, f"Đã bỏ “{found.name}”. Chưa có gì của gói này trong sổ.")
    except ValidationError as error:
        answered(request, error)
        return redirect("exchange:received-package", pk)
    return redirect("exchange:received-packages")


def _visible(request: HttpRequest, pk: int) -> ReceivedPackage:
    """A package that the account may take in; any other does not exist."""
    actor = actor_of(request)
    require(may_take_packages(scopes(actor)))
    return get_object_or_404(received_visible_to(actor), pk=pk)
