"""The register: look-up, filters, export."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vinhdanh.access.selectors import scopes
from vinhdanh.awards.policies import may_record_decision
from vinhdanh.awards.selectors.rows import SORTABLE, Matches, Row, rows_of
from vinhdanh.awards.types import MERIT_LABELS
from vinhdanh.awards.views.asked import Asked, asked_of, choices, honour_names, matches, page_of
from vinhdanh.engine.facts import Merit
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download

MOST_ROWS = 100_000  # of one Excel file
CHUNK = 1000
COLUMNS = (
    ("Số hiệu, mã", 13),
    ("Được khen", 30),
    ("Đối tượng", 12),
    ("Đơn vị lúc được khen", 34),
    ("Danh hiệu, hình thức", 34),
    ("Năm", 10),
    ("Loại hình", 18),
    ("Cấp tặng", 16),
    ("Số quyết định", 20),
    ("Ngày", 12),
    ("Người quyết định", 28),
    ("Tiền thưởng (đồng)", 14),
    ("Hiệu lực", 20),
    ("Thành tích", 50),
)


def register(request: HttpRequest) -> HttpResponse:
    """Look-up and list."""
    actor, asked = actor_of(request), asked_of(request)
    rows = matches(request, asked)
    page = page_of(request, rows)
    context = {
        "asked": asked,
        "page": page,
        "mark": None if page.has_next() else rows.ends_at,
        "most_rows": MOST_ROWS,
        "order": rows.order,
        "too_many": rows.too_many,
        "uncounted": rows.lookup.more,
        "sortable": SORTABLE,
        "beginning": rows.lookup.beginning,
        "meant": honour_names(asked.meant),
        "text": request.GET.get("q", ""),
        "more": more_filters(asked),
        "may_record": may_record_decision(scopes(actor)),
        **choices(actor, asked.unit),
    }
    return render(request, "awards/register.html", context)


def more_filters(asked: Asked) -> int:
    """How many of the filters behind «Lọc thêm» are set."""
    query = asked.query
    return sum(bool(one) for one in (query.merit, query.level, query.state, query.kind, query.giver))


def register_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    asked = asked_of(request)
    rows = matches(request, asked, MOST_ROWS)
    notes = []
    if rows.lookup.more or len(rows) > MOST_ROWS:
        notes.append(f"Chỉ xuất {MOST_ROWS:,} lượt đầu; lọc theo năm để xuất phần còn lại.".replace(",", "."))
    content = workbook(
        actor=actor_of(request),
        persons_in=0,
        title="Sổ khen thưởng",
        notes=notes,
        columns=COLUMNS,
        rows=_cells(rows),
    )
    return download(content, f"so-khen-thuong-{timezone.localdate():%Y%m%d}.xlsx")


def _cells(rows: Matches) -> Iterator[list[str | int | None]]:
    keys = rows.keys(0, MOST_ROWS)
    for start in range(0, len(keys), CHUNK):
        for row in rows_of(keys[start : start + CHUNK]):
            yield cells_of(row)


def cells_of(row: Row) -> list[str | int | None]:
    """One row in the order of ``COLUMNS``."""
    grant, decision = row.grant, row.grant.decision
    return [
        row.code or None,
        row.recipient,
        row.kind.label,
        grant.place.name if grant.place else None,
        row.honour,
        grant.years,
        MERIT_LABELS[Merit(grant.merit)],
        grant.get_level_display(),
        decision.number if decision else None,
        f"{decision.decided:%d/%m/%Y}" if decision and decision.decided else None,
        decision.authority if decision else None,
        grant.money,
        row.gone or "Còn hiệu lực",
        grant.achievement or None,
    ]
