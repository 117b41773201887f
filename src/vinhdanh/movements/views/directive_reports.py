"""What a year's directives come to: the units ranked, and the answers for the report."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.movements.selectors.directives import answers, by_unit, directives_visible_to
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, whole

# ---- by unit --------------------------------------------------------------------------------------


def ranking(request: HttpRequest) -> HttpResponse:
    """Units by what they owe."""
    return render(request, "movements/directives_units.html", _ranked(request))


def _ranked(request: HttpRequest) -> dict[str, Any]:
    actor, year = actor_of(request), whole(request.GET.get("nam"), this_year())
    seen = directives_visible_to(actor)
    return {
        "rows": by_unit(seen.filter(meeting__year=year)),
        "year": year,
        "years": sorted({*seen.values_list("meeting__year", flat=True), this_year()}, reverse=True),
    }


def ranking_file(request: HttpRequest) -> HttpResponse:
    """The ranking as Excel."""
    context = _ranked(request)
    content = workbook(
        actor=actor_of(request),
        title=f"Thực hiện chỉ đạo, kết luận theo đơn vị, năm {context['year']}",
        notes=["Không tính việc đã hủy. Đúng hạn: trên số việc đã báo cáo hoàn thành."],
        columns=[
            ("Đơn vị", 40),
            ("Được giao", 12),
            ("Đã xác nhận xong", 12),
            ("Chờ xác nhận", 12),
            ("Đúng hạn (%)", 12),
            ("Đang quá hạn", 12),
            ("Quá hạn nhiều nhất (ngày)", 14),
            ("Thường xuyên", 12),
        ],
        rows=[
            (
                row.unit.name,
                row.given,
                row.confirmed,
                row.reported,
                row.in_time_percent,
                row.late,
                row.worst or None,
                row.standing,
            )
            for row in context["rows"]
        ],
    )
    return download(content, f"chi-dao-theo-don-vi-{context['year']}.xlsx")


# ---- answers of a year ----------------------------------------------------------------------------


def answer_page(request: HttpRequest, year: int) -> HttpResponse:
    """What became of each directive of the year, for a unit's report."""
    return render(request, "movements/directives_answers.html", _answers(request, year))


def _answers(request: HttpRequest, year: int) -> dict[str, Any]:
    actor = actor_of(request)
    seen = directives_visible_to(actor).filter(meeting__year=year)
    concerned = Unit.objects.filter(pk__in=seen.values("owner")) | Unit.objects.filter(
        pk__in=seen.values("meeting__unit")
    )
    units = list(visible_units(actor).filter(pk__in=concerned.values("pk")))
    code = request.GET.get("dv", "")
    unit = next((one for one in units if one.code == code), units[0] if units and not code else None)
    if code and unit is None:
        raise Http404
    rows = answers(actor, unit, year) if unit else []
    lacking = [row for row in rows if row.lacking]
    only = bool(request.GET.get("thieu"))
    return {
        "rows": lacking if only else rows,
        "count": len(rows),
        "lacking": lacking,
        "only_lacking": only,
        "unit": unit,
        "units": units,
        "year": year,
    }


def answer_file(request: HttpRequest, year: int) -> HttpResponse:
    """The answers as Excel."""
    context = _answers(request, year)
    content = workbook(
        actor=actor_of(request),
        title=f"Trả lời từng chỉ đạo, kết luận của năm {year}: {context['unit'] or ''}",
        notes=[f"{len(context['lacking'])} dòng chưa có trả lời."] if context["lacking"] else [],
        columns=[
            ("Hội nghị", 40),
            ("Ngày", 12),
            ("Người chỉ đạo", 36),
            ("Nguyên văn", 60),
            ("Đơn vị chủ trì", 32),
            ("Hạn", 14),
            ("Tình trạng", 18),
            ("Kết quả", 60),
            ("Minh chứng", 36),
            ("Còn thiếu", 40),
        ],
        rows=[
            (
                row.meeting,
                f"{row.on:%d/%m/%Y}",
                row.giver,
                row.text,
                row.owner,
                row.deadline,
                row.state,
                row.words,
                row.evidence,
                row.lacking,
            )
            for row in context["rows"]
        ],
    )
    return download(content, f"tra-loi-chi-dao-{year}.xlsx")
