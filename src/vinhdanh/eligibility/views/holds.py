"""The register of deferrals (tạm hoãn xét): why, since when, what waits, what a release reopens."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from vinhdanh.access.types import Action
from vinhdanh.eligibility.selectors import effects
from vinhdanh.eligibility.views.registers import (
    MOST_EXPORTED,
    Deed,
    done,
    entered,
    exported,
    listed,
    may_somewhere,
    require_somewhere,
    review_year,
    search_of,
    sent,
    shown_row,
    with_who,
)
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.engine.facts import HoldGround
from vinhdanh.people import services
from vinhdanh.people.models import Hold
from vinhdanh.people.register_forms import DayAndWhy, HoldForm, WhyForm
from vinhdanh.people.register_selectors import HOLD_STATES, Search, holds, years_of
from vinhdanh.people.types import choices


def hold_list(request: HttpRequest) -> HttpResponse:
    """Deferrals, those that run first."""
    actor, search = actor_of(request), _search(request)
    page = page_of(request, holds(actor, search))  # type: ignore[arg-type]
    context = listed(
        page,
        search,
        actor,
        rows=[(row, who, days_open(row)) for row, who in with_who(page.object_list)],
        running=holds(actor, Search(state="dang")).count(),
        grounds=choices(HoldGround),
        states=HOLD_STATES,
        years=years_of(holds(actor, Search()), "opened"),
        may=may_somewhere(actor, Action.EDIT),
        tab="tam-hoan",
    )
    return render(request, "eligibility/holds.html", context)


def _search(request: HttpRequest) -> Search:
    kinds = [ground.value for ground in HoldGround]
    return search_of(request, actor_of(request), states=HOLD_STATES, kinds=kinds)


def days_open(row: Hold) -> int:
    """How many days a deferral has lasted, up to its release."""
    return ((row.closed or timezone.localdate()) - row.opened).days


def hold_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    found = with_who(holds(actor_of(request), _search(request))[:MOST_EXPORTED])
    return exported(
        request,
        "tam-hoan.xlsx",
        "Tạm hoãn xét",
        [
            ("Số hiệu, mã", 12),
            ("Họ và tên, tên đơn vị", 30),
            ("Đơn vị", 36),
            ("Lý do", 34),
            ("Căn cứ", 36),
            ("Từ ngày", 12),
            ("Đến ngày", 12),
            ("Số ngày", 10),
            ("Căn cứ thôi tạm hoãn", 36),
        ],
        (
            [
                who.code,
                who.name,
                who.unit or None,
                row.get_ground_display(),
                row.basis or None,
                f"{row.opened:%d/%m/%Y}",
                f"{row.closed:%d/%m/%Y}" if row.closed else None,
                days_open(row),
                row.release or None,
            ]
            for row, who in found
        ),
        persons_in=0,
    )


def hold_new(request: HttpRequest) -> HttpResponse:
    """Defer somebody's consideration."""
    actor = actor_of(request)
    require_somewhere(actor, Action.EDIT)
    return entered(
        request,
        HoldForm(request.POST or None, actor=actor, initial={"subject": request.GET.get("ma", "")}),
        lambda data: services.open_hold(
            actor=actor,
            subject=data["subject"],
            ground=data["ground"],
            opened=data["opened"],
            basis=data["basis"],
        ),
        said="Đã ghi tạm hoãn xét.",
        to="eligibility:hold",
        page="eligibility/hold_new.html",
    )


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """One deferral: what it defers this year, its release, and what is open again."""
    row = get_object_or_404(holds(actor_of(request), Search()), pk=pk)
    deeds = _deeds(request, row)
    if request.method == "POST" and done(request, deeds):
        return redirect("eligibility:hold", pk)
    row.refresh_from_db()
    year = max(review_year(request), row.opened.year)
    return shown_row(
        request,
        row,
        deeds,
        "eligibility/hold.html",
        days=days_open(row),
        year=year,
        years=range(row.opened.year, timezone.localdate().year + 1),
        deferred=effects.deferred_by(row, year),
        release=deeds["thoi"].form,
        back=deeds["tro-lai"].form,
    )


def _deeds(request: HttpRequest, row: Hold) -> dict[str, Deed]:
    actor = actor_of(request)
    return {
        "thoi": Deed(
            DayAndWhy(sent(request, "thoi"), prefix="thoi"),
            lambda data: services.close_hold(actor=actor, hold=row, last_day=data["on"], why=data["why"]),
            "Đã thôi tạm hoãn: những danh hiệu, hình thức bị hoãn được xét lại ngay dưới đây.",
        ),
        "tro-lai": Deed(
            WhyForm(sent(request, "tro-lai"), prefix="lai"),
            lambda data: services.reopen_hold(actor=actor, hold=row, why=data["why"]),
            "Đã tạm hoãn trở lại.",
        ),
    }
