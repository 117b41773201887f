"""The register as a list, and a new breach."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.types import Action
from vinhdanh.engine.regulations import regulations_on
from vinhdanh.people import services
from vinhdanh.people.conduct_forms import BreachForm
from vinhdanh.people.conduct_lists import (
    DUE_FILTERS,
    RegisterQuery,
    RegisterRow,
    register,
    register_rows,
    tally,
    years_on_record,
)
from vinhdanh.people.conduct_selectors import deferrals_over, follow_ups
from vinhdanh.people.conduct_types import ViolationState
from vinhdanh.people.exports import workbook
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductViolation
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.views.shown import actor_of, download, whole

LINES = 40
MOST_OVER = 12  # deferrals that are over, named on the page; the filter has all of them


def query_of(request: HttpRequest) -> RegisterQuery:
    """What the address asks for; without a year, the newest one on record."""
    given = request.GET
    actor, today = actor_of(request), timezone.localdate()
    newest = next((y for y in years_on_record(actor, today) if y <= today.year), today.year)
    year = None if given.get("nam") == "tat-ca" else whole(given.get("nam"), newest)
    return RegisterQuery(
        year=year,
        text=given.get("q", "").strip()[:100],
        unit=given.get("dv", ""),
        state=given.get("tt", "") if given.get("tt", "") in ViolationState.values else "",
        measure=given.get("ht", ""),
        due=given.get("han", "") if given.get("han", "") in DUE_FILTERS else "",
    )


def breach_list(request: HttpRequest) -> HttpResponse:
    """Breaches of people and units in sight."""
    actor, book, today = actor_of(request), law(), timezone.localdate()
    query = query_of(request)
    page = Paginator(register(actor, book, query, today), LINES).get_page(request.GET.get("trang"))
    rules = regulations_on(book, today)
    names = {m.code: m.name for m in rules.measures.values()}
    context = {
        "query": query,
        "page": page,
        "rows": register_rows(book, list(page.object_list), today),
        "tally": tally(actor, book, query.year, today),
        "years": years_on_record(actor, today),
        "units": visible_units(actor).order_by("path"),
        "states": ViolationState.choices,
        "measures": list(names.items()),
        "dues": list(DUE_FILTERS.items()),
        "over": [(one, _what_ended(one)) for one in deferrals_over(actor, today)[:MOST_OVER]],
        "todo": follow_ups(actor, book, query.year) if query.year else [],
        "caveats": rules.caveats([next(iter(rules.measures.values())).citation]) if rules else (),
        "may": visible_units(actor, Action.EDIT).exists(),
        "tab": "vi-pham",
    }
    return render(request, "people/conduct/register.html", context)


def _what_ended(violation: ConductViolation) -> str:
    """Why a deferred breach has to be taken up again."""
    hold, until = violation.deferred_by, violation.deferred_until
    if hold is not None and hold.closed is not None:
        return f"thôi tạm hoãn ngày {hold.closed:%d/%m/%Y}"
    if until is not None:
        return f"chưa xem xét đến hết ngày {until:%d/%m/%Y}"
    return "không ghi chưa xem xét đến ngày nào"


def breach_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel, without people whose file is secret."""
    actor, book, today = actor_of(request), law(), timezone.localdate()
    query = query_of(request)
    rows = register_rows(book, list(register(actor, book, query, today)), today)
    content = workbook(
        actor=actor,
        persons_in=1,
        title=f"Sổ theo dõi vi phạm điều lệnh{f', năm {query.year}' if query.year else ''}",
        notes=[],
        columns=[
            ("Ngày vi phạm", 13),
            ("Số hiệu, mã", 13),
            ("Họ và tên, đơn vị", 30),
            ("Đơn vị", 34),
            ("Hành vi", 46),
            ("Điều khoản", 36),
            ("Nơi vi phạm", 26),
            ("Phát hiện", 26),
            ("Tình trạng", 22),
            ("Hình thức đề xuất", 26),
            ("Hình thức đã quyết định", 26),
            ("Hạn", 13),
            ("Ghi chú hạn", 22),
        ],
        rows=(_cells(row) for row in rows),
    )
    return download(content, f"dieu-lenh-{query.year or 'tat-ca'}.xlsx")


def _cells(row: RegisterRow) -> list[str | int | None]:
    v, due = row.violation, row.due
    return [
        f"{v.on:%d/%m/%Y}",
        row.key,
        row.row.subject,
        row.where or None,
        row.row.act,
        row.row.clause or None,
        v.place or None,
        v.found_by or None,
        v.get_state_display(),
        row.row.proposed or None,
        row.measure.name if row.measure else None,
        f"{due.due.day:%d/%m/%Y}" if due else None,
        due.words if due else None,
    ]


def record(request: HttpRequest) -> HttpResponse:
    """A new breach; the machine's proposal is the next page."""
    actor, book, today = actor_of(request), law(), timezone.localdate()
    form = BreachForm(
        request.POST or None,
        law=regulations_on(book, today),
        people=people_visible_to(actor, Action.EDIT),
        units=visible_units(actor, Action.EDIT),
        initial={"subject": request.GET.get("ai", ""), "reported_on": f"{today:%d/%m/%Y}"},
    )
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        try:
            violation = services.record_violation(actor=actor, book=book, **data)
            messages.success(request, f"Đã ghi vi phạm của {violation.subject}.")
            return redirect("people:breach", violation.pk)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    context = {
        "form": form,
        "may": visible_units(actor, Action.EDIT).exists(),
        "tab": "vi-pham",
    }
    return render(request, "people/conduct/record.html", context, status=422 if form.errors else 200)
