"""Packages made here: the list, the form that asks for one, its file."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.exchange.packages import services, tasks
from vinhdanh.exchange.packages.folder import every_table
from vinhdanh.exchange.packages.forms import WHOLE, PackageForm
from vinhdanh.exchange.packages.models import DataPackage
from vinhdanh.exchange.packages.policies import may_make_packages, may_take_packages
from vinhdanh.exchange.packages.selectors import may_pack_all, packages_visible_to, units_to_pack
from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.exchange.progress import Progress, said
from vinhdanh.exchange.views.shown import answered, opened, paged
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year

PAGE = 20
_WHY = {
    "secret": "có độ mật",
    "unseen": "ngoài phạm vi của người lập",
    "elsewhere": "về đối tượng không có trong gói",
}


@require_http_methods(["GET", "POST"])
def packages(request: HttpRequest) -> HttpResponse:
    """Packages that were made, and the form for another one."""
    actor = actor_of(request)
    held = scopes(actor)
    if not may_make_packages(held) and may_take_packages(held):
        return redirect("exchange:received-packages")
    require(may_make_packages(held))
    year = this_year()
    form = PackageForm(
        request.POST or None,
        initial={"first": year, "last": year, "secrecy": SecrecyRule.LEFT_OUT},
        units=units_to_pack(actor),
        whole=may_pack_all(actor),
        secret=bool(decide(held, Action.GRANT)),
    )
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        code = asked.pop("unit")
        unit = None if code == WHOLE else get_object_or_404(Unit, code=code)
        try:
            made = services.make_package(
                actor=actor, unit=unit, **asked | {"secrecy": SecrecyRule(asked["secrecy"])}
            )
            return redirect("exchange:package", made.pk)
        except ValidationError as error:
            add_errors(form, error)
    mine = packages_visible_to(actor)
    page = paged(request, _filtered(request, mine), PAGE)
    context = {
        "form": form,
        "page": page,
        "packages": [services.recover(one) for one in page.object_list],
        "any": mine.exists(),
        "q": request.GET.get("q", ""),
        "state": request.GET.get("trang-thai", ""),
        "states": DataPackage.State.choices,
        "takes": bool(may_take_packages(held)),
    }
    return render(request, "exchange/packages.html", context, status=422 if form.errors else 200)


def _filtered(request: HttpRequest, found: QuerySet[DataPackage]) -> QuerySet[DataPackage]:
    """By unit, ground or maker, and by state, as the address asks."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("trang-thai", "")
    if words:
        found = found.filter(
            Q(unit_name__icontains=words) | Q(ground__icontains=words) | Q(by_name__icontains=words)
        )
    return found.filter(state=state) if state in DataPackage.State.values else found


def package_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    actor = actor_of(request)
    require(may_make_packages(scopes(actor)))
    rows: list[list[str | int | None]] = [
        [
            one.pk,
            one.unit_name,
            one.years,
            one.ground,
            one.get_secrecy_display(),
            one.get_state_display(),
            one.records,
            one.size,
            one.digest,
            one.by_name,
            f"{timezone.localtime(one.made):%H:%M %d/%m/%Y}" if one.made else "",
        ]
        for one in _filtered(request, packages_visible_to(actor))
    ]
    content = workbook(
        actor=actor,
        title="Gói dữ liệu đã lập",
        notes=[],
        columns=[
            ("Gói", 7),
            ("Đơn vị", 34),
            ("Năm", 12),
            ("Căn cứ, nơi nhận", 40),
            ("Người có độ mật", 24),
            ("Trạng thái", 14),
            ("Số bản ghi", 12),
            ("Dung lượng (byte)", 16),
            ("SHA-256", 66),
            ("Người lập", 26),
            ("Lập xong lúc", 18),
        ],
        rows=rows,
    )
    return download(content, "goi-du-lieu.xlsx")


def package(request: HttpRequest, pk: int) -> HttpResponse:
    """One package: how far it is, then what is in it and what was left behind."""
    found = services.recover(_visible(request, pk))
    htmx = getattr(request, "htmx", None)
    if found.state == DataPackage.State.MAKING:
        last = said(tasks.progress_of(found))
        context = {
            "package": found,
            "progress": last[0] if last else Progress(),
            "href": request.path,
            "title": found.get_state_display(),
        }
        return render(request, "exchange/package_progress.html" if htmx else "exchange/package.html", context)
    if htmx and request.headers.get("HX-Target") == "progress":
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    titles = {table.name: table.title for table in every_table(personal=True)}
    context = {
        "package": found,
        "rows": [(titles[name], name, number) for name, number in found.counts.items() if name in titles],
        "documents": found.counts.get("documents"),
        "left_out": [
            (titles.get(one["table"], "Văn bản, tệp"), one["number"], _WHY[one["why"]])
            for one in found.left_out
        ],
    }
    return render(request, "exchange/package.html", context)


def package_content(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file, to be saved."""
    found = _visible(request, pk)
    try:
        services.told_download(actor=actor_of(request), package=found)
    except ValidationError as error:
        answered(request, error)
        return redirect("exchange:package", pk)
    return FileResponse(
        opened(found.content),
        as_attachment=True,
        filename=found.file_name,
        content_type="application/zip",
    )


@require_POST
def make_package_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, where the making failed."""
    try:
        services.make_again(actor=actor_of(request), package=_visible(request, pk))
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:package", pk)


@require_POST
def delete_package(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a package with its file, for a reason."""
    found = _visible(request, pk)
    try:
        services.delete_package(actor=actor_of(request), package=found, why=request.POST.get("why", ""))
        messages.success(request, f"Đã xóa gói {found.unit_name} {found.years}.")
    except ValidationError as error:
        answered(request, error)
        return redirect("exchange:package", pk)
    return redirect("exchange:packages")


def _visible(request: HttpRequest, pk: int) -> DataPackage:
    """A package that the account may make; any other does not exist."""
    actor = actor_of(request)
    require(may_make_packages(scopes(actor)))
    return get_object_or_404(packages_visible_to(actor), pk=pk)
