"""The catalogue of honours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vinhdanh.awards.selectors import reach_of
from vinhdanh.awards.selectors.honours import Listed, listed
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download

COLUMNS = (
    ("Loại", 24),
    ("Tên", 60),
    ("Viết tắt", 18),
    ("Mã", 14),
    ("Cấp tặng", 22),
    ("Tặng cho", 28),
    ("Tiền thưởng (đồng)", 34),
    ("Căn cứ", 40),
    ("Lượt còn hiệu lực trong sổ", 14),
)


def catalogue(request: HttpRequest) -> HttpResponse:
    """Every honour of the law files, titles and forms apart."""
    today = timezone.localdate()
    context = {"sections": listed(today, reach_of(actor_of(request))), "today": today}
    return render(request, "awards/catalogue.html", context)


def catalogue_file(request: HttpRequest) -> HttpResponse:
    """The same as Excel."""
    sections = listed(timezone.localdate(), reach_of(actor_of(request)))
    content = workbook(
        actor=actor_of(request),
        title="Danh mục danh hiệu thi đua, hình thức khen thưởng",
        notes=[],
        columns=COLUMNS,
        rows=[_cells(label, one) for label, some in sections for one in some],
    )
    return download(content, "danh-muc-khen-thuong.xlsx")


def _cells(label: str, one: Listed) -> list[str | int | None]:
    money = [f"{kind}: {paid.amount:,}".replace(",", ".") for kind, paid in one.money]
    return [
        label,
        one.honour.name,
        one.honour.short,
        one.honour.code,
        one.level,
        ", ".join(one.recipients),
        "; ".join(money) or None,
        "; ".join(cited.text for cited in one.articles) or None,
        one.given.times if one.given else 0,
    ]
