"""A figure of a report: what it was counted from, the records behind it, and what is typed over it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.people.exports import Cell, workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.views.shown import actor_of, add_errors, download, whole
from vinhdanh.reports import services
from vinhdanh.reports.figures import Figure, Record
from vinhdanh.reports.forms.yearly import TakeBackForm, TypeOverForm
from vinhdanh.reports.leaving import Leaving
from vinhdanh.reports.models import ReportTypedOver
from vinhdanh.reports.policies import may_write_report
from vinhdanh.reports.selectors.behind import records_behind
from vinhdanh.reports.selectors.yearly import Report
from vinhdanh.reports.templatetags.reports import weight
from vinhdanh.reports.views.shown import about, asked_report, visible_unit

PAGE = 50


def _figure(report: Report, key: str) -> Figure:
    if (found := report.figures.get(key)) is None:
        raise Http404
    return found


def figure(request: HttpRequest, code: str, year: int, key: str) -> HttpResponse:
    """One figure with the records behind it."""
    return _shown(request, asked_report(request, code, year, key), key)


def _shown(request: HttpRequest, report: Report, key: str, form: TypeOverForm | None = None) -> HttpResponse:
    found, words = _figure(report, key), request.GET.get("tim", "").strip()
    records = records_behind(report, found)
    chosen = _chosen(records, words)
    edition = report.edition
    typed = report.typed.get(key)
    history = edition.typed_over.filter(key=key) if edition else ReportTypedOver.objects.none()
    context = {
        **about(request, report),
        "figure": found,
        "count": len(records),
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("trang")),
        "words": words,
        "weighed": any(record.weight != 1 for record in records),
        "typed": typed,
        "moved": report.moved.get(key),
        "history": history,
        "may_write": may_write_report(scopes(actor_of(request)), report.scope.unit.path),
        "form": form or TypeOverForm(auto_id="over-%s"),
        "back": TakeBackForm(auto_id="back-%s"),
    }
    return render(request, "reports/yearly/figure.html", context, status=422 if form else 200)


def _chosen(records: list[Record], words: str) -> list[Record]:
    """The records in whose name or detail every word stands, without marks."""
    wanted = fold(words).split()
    return [one for one in records if all(word in fold(f"{one.name} {one.detail}") for word in wanted)]


def figure_file(request: HttpRequest, code: str, year: int, key: str) -> HttpResponse:
    """The records behind a figure as Excel; people under secrecy stay out."""
    report = asked_report(request, code, year, key)
    found, leaving = _figure(report, key), Leaving(actor_of(request))
    chosen = _chosen(records_behind(report, found), request.GET.get("tim", ""))
    listed = [one for one in chosen if not leaving.keeps(one)]
    notes = [f"{found.label}: {found.counted}.", f"{report.scope.unit.name}, năm {year}. {found.query}"]
    if hidden := len(chosen) - len(listed):
        notes.append(f"Không xuất {hidden} dòng về người có độ mật.")
    content = workbook(
        actor=actor_of(request),
        title=leaving.masked(found.label),
        notes=[leaving.masked(note) for note in notes],
        columns=(("STT", 6), ("Tên", 44), ("Nội dung", 64), ("Ngày", 12), ("Tính là", 10)),
        rows=[
            (at, one.name, one.detail or None, f"{one.day:%d/%m/%Y}" if one.day else None, _weight(one))
            for at, one in enumerate(listed, 1)
        ],
    )
    return download(content, f"so-lieu-{year}.xlsx")


def _weight(record: Record) -> Cell:
    return record.weight if isinstance(record.weight, int) else weight(record.weight)


@require_POST
def type_over(request: HttpRequest, code: str, year: int, key: str) -> HttpResponse:
    """A figure is written by hand."""
    unit = visible_unit(request, code, year)
    require(may_write_report(scopes(actor_of(request)), unit.path))
    form = TypeOverForm(request.POST, auto_id="over-%s")
    if form.is_valid():
        seen = whole(request.POST.get("seen"), 0)
        about: dict[str, Any] = {"unit": unit, "year": year, "key": key, "seen": seen}
        try:
            services.type_over(actor=actor_of(request), **about, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi đè. Báo cáo dùng số này và đánh dấu là ghi tay.")
            return redirect("reports:figure", code, year, key)
    return _shown(request, asked_report(request, code, year, key), key, form)


@require_POST
def take_back(request: HttpRequest, code: str, year: int, key: str) -> HttpResponse:
    """The counted figure stands again."""
    unit = visible_unit(request, code, year)
    require(may_write_report(scopes(actor_of(request)), unit.path))
    rows = ReportTypedOver.objects.filter(report__unit=unit, report__year=year, key=key, ended=None)
    typed = rows.select_related("report__unit").order_by("-report__edition").first()
    if typed is None:
        raise Http404
    try:
        services.take_back(actor=actor_of(request), typed=typed, why=request.POST.get("why", "")[:300])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã dùng lại số đếm; số ghi tay còn trong lịch sử.")
    return redirect("reports:figure", code, year, key)


def figures_file(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every figure of a report as Excel, with what it was counted from and what was typed over it."""
    report, leaving = asked_report(request, code, year), Leaving(actor_of(request))
    content = workbook(
        actor=actor_of(request),
        title=f"Số liệu báo cáo tổng kết năm {year}: {report.scope.unit.name}",
        notes=[],
        columns=(
            ("Mã", 36),
            ("Số liệu", 48),
            ("Trong báo cáo", 16),
            ("Máy đếm", 14),
            ("Ghi tay", 14),
            ("Lý do", 36),
            ("Người ghi", 24),
            ("Đếm thế nào", 80),
        ),
        rows=[
            (
                one.key,
                leaving.masked(one.label),
                leaving.masked(one.shown),
                one.value if isinstance(one.value, int) else leaving.masked(one.counted),
                one.typed.value if one.typed else None,
                one.typed.reason if one.typed else None,
                one.typed.by if one.typed else None,
                leaving.masked(one.query),
            )
            for one in report.figures.values()
        ],
    )
    return download(content, f"so-lieu-bao-cao-{year}.xlsx")
