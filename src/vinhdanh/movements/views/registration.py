"""Registration of a year: how far the units have come, and opening it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.catalogue import in_order
from vinhdanh.movements import services
from vinhdanh.movements.forms.registration import CallForm
from vinhdanh.movements.models import RegistrationCall, RegistrationSheet
from vinhdanh.movements.policies.registration import may_open_registration, may_receive_registration
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.outcomes import Outcomes, outcomes, subjects_of
from vinhdanh.movements.selectors.registration import Cover, Coverage, coverage, home_of
from vinhdanh.movements.types.registration import SheetState, title_name
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, whole

ROWS = 60
LOWEST = 8  # units shown in the picture of coverage
FIRST_YEAR, LAST_YEAR = 1945, 2100
FILTERS = {"thieu": "Chưa đủ 100% cán bộ", "tre": "Trễ hạn", "cho": "Chờ tiếp nhận"}


def asked_year(request: HttpRequest) -> int:
    """The year of the address; this one where there is none."""
    year = whole(request.GET.get("nam"), this_year())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def asked_unit(request: HttpRequest) -> Unit | None:
    """The unit of the address, which the account must see; None where there is none."""
    code = request.GET.get("dv", "")
    if not code:
        return None
    found = visible_units(actor_of(request)).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def years() -> list[int]:
    """Years with a registration, and this one; the newest first."""
    told = set(RegistrationSheet.objects.values_list("year", flat=True).distinct())
    told |= set(RegistrationCall.objects.values_list("year", flat=True))
    return sorted(told | {this_year()}, reverse=True)


def registrations(request: HttpRequest) -> HttpResponse:
    """How far a unit and those below it have come: officers, sheets, titles, who is late."""
    actor, year = actor_of(request), asked_year(request)
    cover = coverage(actor, year, asked_unit(request))
    which, words = request.GET.get("loc", ""), request.GET.get("tim", "").strip()
    rows = [row for row in cover.rows if _chosen(row, which) and _named(row, words)]
    waiting = sent_below(cover)
    short = sorted((row for row in cover.rows if row.missing), key=lambda row: row.share or 0)
    may_receive = bool(cover.unit and may_receive_registration(scopes(actor), f"{cover.unit.path}x/"))
    return render(
        request,
        "movements/registration_units.html",
        {
            "cover": cover,
            "unit": cover.unit,
            "above": _above(request, cover.unit),
            "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
            "year": year,
            "years": years(),
            "which": which,
            "filters": FILTERS,
            "words": words,
            "titles": _titles(cover),
            "lowest": short[:LOWEST],
            "full": len(cover.rows) - len(short),
            "waiting": len(waiting) if may_receive else 0,
            "may_open": visible_units(actor, Action.CONCLUDE).exists(),
            "home": home_of(actor),
        },
    )


def _chosen(row: Cover, which: str) -> bool:
    return {
        "thieu": row.missing > 0,
        "tre": row.late > 0,
        "cho": row.states[SheetState.SENT] > 0,
    }.get(which, True)


def _named(row: Cover, words: str) -> bool:
    text = fold(f"{row.unit.name} {row.unit.code}") if row.unit else ""
    return all(word in text for word in fold(words).split())


def _above(request: HttpRequest, unit: Unit | None) -> list[Unit]:
    """The units above that the account sees, from the top down."""
    if unit is None:
        return []
    return list(visible_units(actor_of(request)).filter(code__in=unit.codes_above).order_by("depth"))


def _titles(cover: Coverage) -> list[tuple[str, str, int, int]]:
    """Each registered title: name, code, officers, collectives."""
    total = cover.total
    codes = in_order(set(total.titles) | set(total.unit_titles))
    return [(title_name(code), code, total.titles[code], total.unit_titles[code]) for code in codes]


def sent_below(cover: Coverage) -> list[RegistrationSheet]:
    """Sheets of the units directly below that wait to be accepted."""
    sheets = [row.sheet for row in cover.rows if row.sheet is not None and not row.own]
    return [sheet for sheet in sheets if sheet.state == SheetState.SENT]


@require_POST
def accept_all(request: HttpRequest) -> HttpResponse:
    """Accept every sheet that the units directly below have sent."""
    actor = actor_of(request)
    unit = visible_units(actor).filter(code=request.POST.get("dv", "")).first()
    if unit is None:
        raise Http404
    require(may_receive_registration(scopes(actor), f"{unit.path}x/"))
    year = whole(request.POST.get("nam"), this_year())
    sheets = RegistrationSheet.objects.filter(unit__parent=unit, year=year, state=SheetState.SENT)
    done = 0
    for sheet in sheets.select_related("unit"):
        try:
            services.accept_registration(actor=actor, sheet=sheet)
            done += 1
        except ValidationError:  # recalled meanwhile
            continue
    messages.success(request, f"Đã tiếp nhận {done} bản đăng ký.")
    where = urlencode({"nam": year, "dv": unit.code})
    return redirect(f"{reverse('movements:registrations')}?{where}")


def registration_file(request: HttpRequest) -> HttpResponse:
    """The units of the page as Excel."""
    cover = coverage(actor_of(request), asked_year(request), asked_unit(request))
    titles = _titles(cover)
    content = workbook(
        actor=actor_of(request),
        title=f"Đăng ký thi đua năm {cover.year}" + (f", {cover.unit}" if cover.unit else ""),
        notes=[f"Tính đến {cover.day:%d/%m/%Y}. Người đi học, nghỉ chưa đăng ký ghi riêng."],
        columns=[
            ("Đơn vị", 44),
            ("Cán bộ", 10),
            ("Đã đăng ký", 10),
            ("Chưa đăng ký", 10),
            ("Đi học, nghỉ", 10),
            ("Tỷ lệ %", 10),
            ("Tập thể đã đăng ký", 12),
            ("Số tập thể", 10),
            ("Bản đã gửi", 10),
            ("Trễ hạn", 10),
            *((name, 14) for name, *_ in titles),
        ],
        rows=[_cells(row, [code for _, code, *_ in titles]) for row in (*cover.rows, cover.total)],
    )
    return download(content, f"dang-ky-{cover.year}.xlsx")


def _cells(row: Cover, codes: list[str]) -> list[Any]:
    percent = "" if row.percent is None else f"{float(row.percent):.1f}".replace(".", ",")
    name = f"{row.unit} (trực tiếp)" if row.own else str(row.unit or "")
    return [
        name,
        row.serving,
        row.registered,
        row.missing,
        row.away,
        percent,
        row.units_registered,
        row.units,
        row.given,
        row.late,
        *(row.titles[code] + row.unit_titles[code] for code in codes),
    ]


def open_call(request: HttpRequest) -> HttpResponse:
    """Open a year's registration."""
    actor = actor_of(request)
    units = visible_units(actor, Action.CONCLUDE)
    if not units.exists():
        require(may_open_registration(scopes(actor), "/"))
    initial = {"year": this_year(), "opened": timezone.localdate()}
    form = CallForm(request.POST or None, units=units, movements=movements_visible_to(actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            call = services.open_registration(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"Đã mở {call}, hạn gửi {call.deadline:%d/%m/%Y}.")
            return redirect(f"{reverse('movements:registrations')}?nam={call.year}")
    context = {"form": form, "units": units, "movements": movements_visible_to(actor)}
    return render(request, "movements/registration_open.html", context, status=422 if form.errors else 200)


# ---- at the end of the year -----------------------------------------------------------------------

OUTCOMES = {"dat": "Đã đạt", "chua": "Chưa đạt"}


def results(request: HttpRequest) -> HttpResponse:
    """What was registered against what the register of honours has."""
    actor, year = actor_of(request), asked_year(request)
    found = outcomes(actor, year, asked_unit(request))
    which, title = request.GET.get("kq", ""), request.GET.get("dh", "")
    lines = [
        line
        for line in found.lines
        if title in ("", line.honour) and which in ("", "dat" if line.achieved else "chua")
    ]
    page = Paginator(lines, ROWS).get_page(request.GET.get("trang"))
    subjects = subjects_of(page.object_list)
    return render(
        request,
        "movements/registration_results.html",
        {
            "found": found,
            "unit": found.unit,
            "above": _above(request, found.unit),
            "year": year,
            "years": years(),
            "page": page,
            "lines": [(subjects[line.subject], line) for line in page.object_list],
            "which": which,
            "kinds": OUTCOMES,
            "title": title,
            "running": year >= this_year(),
        },
    )


def result_file(request: HttpRequest) -> HttpResponse:
    """Every registered title with its outcome, as Excel."""
    found = outcomes(actor_of(request), asked_year(request), asked_unit(request))
    subjects = subjects_of(found.lines)
    named = [(subjects[line.subject], line) for line in found.lines]
    content = workbook(
        actor=actor_of(request),
        title=f"Kết quả thực hiện đăng ký thi đua năm {found.year}",
        notes=_result_notes(found),
        columns=[
            ("Số hiệu, mã", 14),
            ("Cá nhân, tập thể", 34),
            ("Đơn vị", 40),
            ("Danh hiệu, hình thức đăng ký", 44),
            ("Kết quả", 12),
            ("Quyết định", 24),
        ],
        rows=[
            (
                subject.code if isinstance(subject, Unit) else subject.number,
                subject.name,
                line.place.name,
                title_name(line.honour),
                "Đạt" if line.achieved else "Chưa đạt",
                line.given,
            )
            for subject, line in named
        ],
        persons_in=0,
    )
    return download(content, f"ket-qua-dang-ky-{found.year}.xlsx")


def _result_notes(found: Outcomes) -> list[str]:
    achieved, registered = found.total.total
    beyond = f"{found.total.beyond} danh hiệu đạt ngoài đăng ký"
    return [f"{found.unit}: đạt {achieved} trong {registered} lượt đăng ký; {beyond}."]
