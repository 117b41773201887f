"""The calendar of a year and of a month, its file, and a unit's own dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.movements import almanac, services
from vinhdanh.movements.forms.calendar import EntryForm, EntryUnitForm
from vinhdanh.movements.ics import single
from vinhdanh.movements.models import CalendarEntry
from vinhdanh.movements.selectors.calendar import (
    LATE_DAYS,
    cancelled_entries,
    day_off,
    due_soon,
    entries,
    entry_of,
    settings_of,
)
from vinhdanh.movements.selectors.calendar_sources import own_visible_to
from vinhdanh.movements.services.calendar import require_calendar
from vinhdanh.movements.types.calendar import Entry, EntryKind, EntrySource
from vinhdanh.movements.views.movements import writing_units
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download, this_year, whole

SOON = 7  # days ahead that stand above the list


def calendar(request: HttpRequest) -> HttpResponse:
    """A year as a list by months, or one month as a sheet."""
    actor, today = actor_of(request), timezone.localdate()
    year = _year(request)
    month = whole(request.GET.get("thang"), 0)
    found = entries(actor, date(year, 1, 1), date(year, 12, 31))
    shown = _narrowed(request, found)
    units = dict(sorted({(one.unit, one.unit_name) for one in found if one.unit}, key=lambda one: one[1]))
    query = request.GET.copy()
    query.pop("thang", None)
    context = {
        "year": year,
        "years": sorted({*range(today.year - 2, today.year + 2), year}, reverse=True),
        "kinds": EntryKind.choices,
        "kind": request.GET.get("loai", ""),
        "sources": EntrySource.choices,
        "source": request.GET.get("nguon", ""),
        "units": units.items(),
        "unit": request.GET.get("dv", ""),
        "mine": request.GET.get("toi") == "1",
        "filtered": any(request.GET.get(key) for key in ("loai", "nguon", "dv", "toi")),
        "count": len(shown),
        "today": today,
        "may_add": writing_units(actor).exists(),
        "query": query.urlencode(),
    }
    if 1 <= month <= 12:
        return render(request, "movements/calendar_month.html", context | _month(year, month, shown, today))
    soon = almanac.rows(due_soon(actor, SOON), today, day_off)
    context |= {
        "strip": almanac.strip(year, shown, today, day_off),
        "days": range(1, almanac.LONGEST + 1),
        "months": almanac.months(year, shown, today, day_off),
        "late": [row for row in soon if row.late],
        "soon": [row for row in soon if not row.late],
        "late_days": LATE_DAYS,
        "cancelled": cancelled_entries(actor) if year == today.year else [],
    }
    return render(request, "movements/calendar.html", context)


def _month(year: int, month: int, shown: Sequence[Entry], today: date) -> dict[str, Any]:
    first = date(year, month, 1)
    before, after = (year * 12 + month - 2, year * 12 + month)
    weeks = almanac.weeks(year, month, shown, today, day_off)
    here = [one for one in shown if one.on <= weeks[-1][-1].on and one.last >= first]
    here = [one for one in here if one.on.month == month or one.last.month == month]
    return {
        "first": first,
        "weeks": weeks,
        "rows": almanac.rows(here, today, day_off),
        "before": divmod(before, 12),
        "after": divmod(after, 12),
        "count": len(here),
    }


def _year(request: HttpRequest) -> int:
    year = whole(request.GET.get("nam"), this_year())
    if not 1945 < year < 2100:
        raise Http404
    return year


def _narrowed(request: HttpRequest, found: Sequence[Entry]) -> list[Entry]:
    kind, source = request.GET.get("loai", ""), request.GET.get("nguon", "")
    unit, mine = request.GET.get("dv", ""), request.GET.get("toi") == "1"
    return [
        one
        for one in found
        if (not kind or one.kind == kind)
        and (not source or one.source == source)
        and (not unit or one.unit == unit)
        and (not mine or one.mine)
    ]


def calendar_file(request: HttpRequest) -> HttpResponse:
    """The year's dates as Excel, as the list is narrowed now."""
    actor, year = actor_of(request), _year(request)
    shown = _narrowed(request, entries(actor, date(year, 1, 1), date(year, 12, 31)))
    content = workbook(
        actor=actor,
        title=f"Lịch thi đua năm {year}",
        notes=["Hạn rơi vào ngày nghỉ thì ghi như văn bản, không tự lùi."],
        columns=[
            ("Ngày", 12),
            ("Đến ngày", 12),
            ("Việc", 60),
            ("Loại", 16),
            ("Nguồn", 20),
            ("Đơn vị", 34),
            ("Căn cứ", 40),
            ("Ngày nghỉ", 24),
            ("Xong", 8),
            ("Số hiệu", 12),
            ("Chi tiết", 50),
        ],
        rows=[
            (
                f"{one.on:%d/%m/%Y}",
                f"{one.until:%d/%m/%Y}" if one.until else "",
                one.title,
                one.kind.label,
                one.source.label,
                one.unit_name,
                f"{one.cite} (chưa kiểm chứng)" if one.unverified else one.cite,
                day_off(one.last),
                "x" if one.done else "",
                one.person,
                one.detail,
            )
            for one in shown
        ],
        persons_in=9,
    )
    return download(content, f"lich-{year}.xlsx")


def entry_ics(request: HttpRequest, key: str) -> HttpResponse:
    """One date for a calendar program."""
    actor = actor_of(request)
    on = parse_date(request.GET.get("ngay", "")) if len(request.GET.get("ngay", "")) == 10 else None
    found = entry_of(actor, key, on) if on else None
    if found is None:
        raise Http404
    content = single(found, site=settings.SITE_URL, offsets=settings_of(actor).offsets, now=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename={found.key}.ics"
    return response


# ---- a unit's own dates -----------------------------------------------------------------------------


def visible_entry(request: HttpRequest, pk: int) -> CalendarEntry:
    """A unit's own date that the account sees; any other does not exist."""
    found = own_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _may_write(actor: Account, found: CalendarEntry) -> str:
    """Why the account may not change the date; empty where it may."""
    try:
        require_calendar(actor, found.unit)
    except PermissionDenied as refusal:
        return str(refusal)
    return ""


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One date of a unit, and what may be done with it."""
    return render(request, "movements/calendar_entry.html", _shown(request, visible_entry(request, pk)))


def _shown(request: HttpRequest, found: CalendarEntry, **more: Any) -> dict[str, Any]:
    passed = (found.until or found.on) < timezone.localdate()
    return {
        "entry": found,
        "key": f"own-{found.pk}",
        "refusal": _may_write(actor_of(request), found),
        "off": day_off(found.until or found.on),
        "passed": passed,
        "late": passed and found.kind == EntryKind.DEADLINE and found.done is None,
    } | more


def entry_new(request: HttpRequest) -> HttpResponse:
    """Write a date into a unit's calendar."""
    actor = actor_of(request)
    units = writing_units(actor)
    if not units.exists():
        raise PermissionDenied("Lịch của đơn vị do cán bộ tổng hợp, thủ trưởng đơn vị hoặc Thường trực ghi.")
    initial = {"on": request.GET.get("ngay", ""), "unit": request.GET.get("dv", "")}
    form = EntryForm(request.POST or None, initial=initial)
    unit_form = EntryUnitForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid() and unit_form.is_valid():
        made = services.add_entry(actor=actor, unit=unit_form.cleaned_data["unit"], **form.cleaned_data)
        messages.success(request, f"Đã ghi “{made.title}” vào lịch.")
        return redirect("movements:calendar-entry", made.pk)
    wrong = bool(form.errors or unit_form.errors)
    context = {"form": form, "unit_form": unit_form, "units": units, "entry": None}
    return render(request, "movements/calendar_edit.html", context, status=422 if wrong else 200)


def entry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit's date."""
    actor, found = actor_of(request), visible_entry(request, pk)
    require_calendar(actor, found.unit)
    # The form fills the instance it is given: a copy, so that the service sees what differs.
    form = EntryForm(request.POST or None, instance=CalendarEntry.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_entry(actor=actor, entry=found, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, "Đã lưu. Ai đã được nhắc ngày cũ sẽ được nhắc lại ngày mới.")
            return redirect("movements:calendar-entry", pk)
    context = {"form": form, "entry": found}
    return render(request, "movements/calendar_edit.html", context, status=422 if form.errors else 200)


@require_POST
def entry_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or not after all."""
    found = visible_entry(request, pk)
    done = request.POST.get("xong") != "0"
    try:
        services.finish_entry(actor=actor_of(request), entry=found, done=done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã ghi là xong." if done else "Đã ghi là chưa xong.")
    return redirect("movements:calendar-entry", pk)


@require_POST
def entry_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a date out of the calendar."""
    found = visible_entry(request, pk)
    try:
        services.cancel_entry(
            actor=actor_of(request), entry=found, reason=request.POST.get("reason", "")[:300]
        )
    except ValidationError as error:
        context = _shown(request, found, error=" ".join(error.messages))
        return render(request, "movements/calendar_entry.html", context, status=422)
    messages.success(request, f"Đã hủy “{found.title}”. Không ai còn được nhắc việc này.")
    return redirect("movements:calendar")
