"""Year-end reports: the list, one report as a page, what is written in it, its issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import search_units, visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, today, whole
from vinhdanh.reports import services
from vinhdanh.reports.forms.yearly import EditionForm, IssueForm, PassageForm
from vinhdanh.reports.models import YearReport
from vinhdanh.reports.policies import may_issue_report, may_write_report
from vinhdanh.reports.selectors.yearly import Report, reports_visible_to, versions_of
from vinhdanh.reports.services.yearly import report_ref
from vinhdanh.reports.types.yearly import ReportState
from vinhdanh.reports.views.shown import YEARS, about, asked_report, visible_unit

PAGE = 50
BACK = 9  # years before this one that a list offers
NOT_BEGUN = "none"
STATES = (*ReportState.choices, (NOT_BEGUN, "Chưa soạn"))


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the list, with the newest edition of its report and how many there are."""

    unit: Unit
    edition: YearReport | None
    editions: int

    @property
    def state(self) -> str:
        return self.edition.state if self.edition else NOT_BEGUN

    @property
    def words(self) -> str:
        return dict(STATES)[self.state]


# ---- the list -------------------------------------------------------------------------------------


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor, get = actor_of(request), request.GET.get
    reports = reports_visible_to(actor)
    begun = sorted(set(reports.order_by().values_list("year", flat=True)), reverse=True)
    newest = begun[0] if begun else this_year()
    year = whole(get("nam"), newest)
    year = year if year in YEARS else newest
    asked = {key: get(key, "").strip() for key in ("tt", "tim", "dv")}
    units = search_units(visible_units(actor), asked["tim"])
    units = units.filter(Q(valid_to=None) | Q(valid_to__gte=date(year, 1, 1))).order_by("path")
    if asked["dv"]:
        units = units.filter(path__contains=f"/{asked['dv']}/")
    editions: dict[int, list[YearReport]] = {}
    for one in reports.filter(year=year).order_by("-edition"):
        editions.setdefault(one.unit_id, []).append(one)
    rows = [Row(unit, next(iter(own := editions.get(unit.pk, [])), None), len(own)) for unit in units]
    return {
        "rows": [row for row in rows if not asked["tt"] or row.state == asked["tt"]],
        "year": year,
        "years": sorted({*begun, year, *range(this_year() - BACK, this_year() + 1)}, reverse=True),
        "states": STATES,
        "asked": asked,
        "filtered": any(asked.values()),
        "issued": sum(row.state == ReportState.ISSUED for row in rows),
        "drafts": sum(row.state == ReportState.DRAFT for row in rows),
    }


def report_list(request: HttpRequest) -> HttpResponse:
    """The units that the account sees, each with its report of a year."""
    context = _listed(request)
    context["page"] = Paginator(context.pop("rows"), PAGE).get_page(request.GET.get("trang"))
    return render(request, "reports/yearly/list.html", context)


def reports_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    listed = _listed(request)
    columns = (("Mã đơn vị", 14), ("Đơn vị", 48), ("Năm", 8), ("Tình trạng", 16), ("Số", 18), ("Ngày", 12))
    content = workbook(
        actor=actor_of(request),
        title=f"Báo cáo tổng kết năm {listed['year']}",
        notes=[],
        columns=(*columns, ("Bản", 8), ("Người lập", 28)),
        rows=[
            (
                row.unit.code,
                row.unit.name,
                listed["year"],
                row.words,
                one.number or None if one else None,
                f"{one.issued:%d/%m/%Y}" if one and one.issued else None,
                one.edition if one else None,
                one.by_name if one else None,
            )
            for row in listed["rows"]
            for one in [row.edition]
        ],
    )
    return download(content, f"bao-cao-tong-ket-{listed['year']}.xlsx")


# ---- one report -----------------------------------------------------------------------------------


def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The report as a page."""
    return _shown(request, asked_report(request, code, year))


def _shown(request: HttpRequest, found: Report, posted: dict[str, Any] | None = None) -> HttpResponse:
    held, unit, edition = scopes(actor_of(request)), found.scope.unit, found.edition
    editions = list(reports_visible_to(actor_of(request)).filter(unit=unit, year=found.scope.year))
    newest = editions[0] if editions else None
    context = {
        **about(request, found),
        "editions": editions,
        "old": edition is not None and edition != newest,
        "versions": versions_of(edition) if edition else {},
        "unwritten": [one for one in found.blanks.values() if not one.text],
        "may_write": may_write_report(held, unit.path),
        "may_issue": may_issue_report(held, unit.path),
        "issue": IssueForm(auto_id="issue-%s", initial={"issued": today(), "signer": ""}),
        "again": EditionForm(auto_id="again-%s"),
        "ref": report_ref(edition) if edition else "",
        "posted": None,
        **(posted or {}),
    }
    return render(request, "reports/yearly/report.html", context, status=422 if posted else 200)


@require_POST
def passage(request: HttpRequest, code: str, year: int, name: str) -> HttpResponse:
    """A text that was written in its place on the page."""
    unit = visible_unit(request, code, year)
    require(may_write_report(scopes(actor_of(request)), unit.path))
    form = PassageForm(request.POST)
    if form.is_valid():
        try:
            services.write_passage(
                actor=actor_of(request), unit=unit, year=year, code=name, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi đoạn văn; bản trước vẫn giữ.")
            return redirect(f"{reverse('reports:report', args=[code, year])}#doan-{name}")
    said = [text for texts in form.errors.values() for text in texts]
    posted = {"code": name, "text": request.POST.get("text", ""), "errors": said}
    return _shown(request, asked_report(request, code, year), {"posted": posted})


@require_POST
def issue(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The head issues the report."""
    unit = visible_unit(request, code, year)
    require(may_issue_report(scopes(actor_of(request)), unit.path))
    form = IssueForm(request.POST, auto_id="issue-%s")
    if form.is_valid():
        data = {key: value for key, value in form.cleaned_data.items() if key != "sure"}
        try:
            services.issue_report(actor=actor_of(request), unit=unit, year=year, **data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ban hành. Báo cáo giữ nguyên từ nay; cần sửa thì lập bản mới.")
            return redirect("reports:report", code, year)
    return _shown(request, asked_report(request, code, year), {"issue": form})


@require_POST
def edition(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A new edition of an issued report."""
    unit = visible_unit(request, code, year)
    require(may_write_report(scopes(actor_of(request)), unit.path))
    form = EditionForm(request.POST, auto_id="again-%s")
    if form.is_valid():
        try:
            made = services.begin_edition(actor=actor_of(request), unit=unit, year=year, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, f"Đã lập bản {made.edition}, có sẵn lời văn và số ghi tay của bản trước."
            )
            return redirect("reports:report", code, year)
    return _shown(request, asked_report(request, code, year), {"again": form})
