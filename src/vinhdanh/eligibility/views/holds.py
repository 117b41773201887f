"""The register of deferrals (tạm hoãn xét): why, since when, what waits, what a release reopens."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from vinhdanh.access.types import Action
from vinhdanh.eligibility.selectors import effects
from vinhdanh.eligibility.views.registers import (
    MOST_EXPORTED,
    exported,
    listed,
    may_somewhere,
    may_write,
    require_somewhere,
    review_year,
    search_of,
    tried,
    who_is,
    with_who,
)
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.engine.facts import HoldGround
from vinhdanh.people import services
from vinhdanh.people.models import Hold, Person
from vinhdanh.people.register_forms import DayAndWhy, HoldForm, WhyForm
from vinhdanh.people.register_selectors import HOLD_STATES, Search, history_of_row, holds, years_of
from vinhdanh.people.selectors import current_posts
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
    form = HoldForm(request.POST or None, actor=actor, initial={"subject": request.GET.get("ma", "")})
    made: list[Hold] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            services.open_hold(
                actor=actor,
                subject=data["subject"],
                ground=data["ground"],
                opened=data["opened"],
                basis=data["basis"],
            )
        )

    if request.method == "POST" and tried(request, form, act, "Đã ghi tạm hoãn xét."):
        return redirect("eligibility:hold", made[0].pk)
    return render(
        request,
        "eligibility/hold_new.html",
        {"form": form, "tab": "tam-hoan"},
        status=422 if form.errors else 200,
    )


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """One deferral: what it defers this year, its release, and what is open again."""
    actor = actor_of(request)
    row = get_object_or_404(holds(actor, Search()), pk=pk)
    act = request.POST.get("act", "")
    release = DayAndWhy(request.POST if act == "thoi" else None, prefix="thoi")
    back = WhyForm(request.POST if act == "tro-lai" else None, prefix="lai")
    if request.method == "POST" and _done(request, row, act, release, back):
        return redirect("eligibility:hold", pk)
    row.refresh_from_db()
    year = max(review_year(request), row.opened.year)
    subject = row.subject
    post = current_posts([subject]).get(subject.pk) if isinstance(subject, Person) else None
    context: dict[str, Any] = {
        "row": row,
        "who": who_is(subject, post),
        "days": days_open(row),
        "year": year,
        "years": range(row.opened.year, timezone.localdate().year + 1),
        "deferred": effects.deferred_by(row, year),
        "release": release,
        "back": back,
        "may": may_write(actor, subject),
        "entries": history_of_row(actor, subject, row),
        "tab": "tam-hoan",
    }
    wrong = any(form.is_bound and form.errors for form in (release, back))
    return render(request, "eligibility/hold.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, row: Hold, act: str, release: DayAndWhy, back: WhyForm) -> bool:
    actor = actor_of(request)
    match act:
        case "thoi":
            return tried(
                request,
                release,
                lambda: services.close_hold(
                    actor=actor,
                    hold=row,
                    last_day=release.cleaned_data["on"],
                    why=release.cleaned_data["why"],
                ),
                "Đã thôi tạm hoãn: những danh hiệu, hình thức bị hoãn được xét lại ngay dưới đây.",
            )
        case "tro-lai":
            return tried(
                request,
                back,
                lambda: services.reopen_hold(actor=actor, hold=row, why=back.cleaned_data["why"]),
                "Đã tạm hoãn trở lại.",
            )
    return False
