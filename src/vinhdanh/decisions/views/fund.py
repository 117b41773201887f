"""The fund: the list, one fund with its ledger, and what is written into it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.fund import (
    CarryForm,
    CorrectForm,
    ForecastForm,
    FundForm,
    IncomeForm,
    ShareForm,
    SpendForm,
    WhyForm,
)
from vinhdanh.decisions.models import ForecastLine, Fund, FundEntry
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.fund import (
    balance_of,
    decisions_of,
    funds_visible_to,
    money,
    share_on,
    units_to_keep,
)
from vinhdanh.decisions.types.fund import EntryKind, Purse
from vinhdanh.decisions.views.acting import PageAct, done
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download, this_year, today, whole

PAGE = 50
_UNDONE = (
    EntryKind.ALLOCATED,
    EntryKind.CONTRIBUTED,
    EntryKind.SET_ASIDE,
    EntryKind.ARTEFACT,
    EntryKind.ORGANISING,
)


def fund_list(request: HttpRequest) -> HttpResponse:
    """Every fund that the account sees, with what is left of it."""
    actor = actor_of(request)
    every = funds_visible_to(actor)
    years = sorted(set(every.order_by().values_list("year", flat=True)), reverse=True)
    year = whole(request.GET.get("nam"), 0)
    found = every.filter(year=year) if year else every
    units = units_to_keep(actor)
    context = {
        "rows": [(fund, balance_of(fund)) for fund in found],
        "years": years,
        "year": year,
        "may_add": units.exists(),
        "why": None if units.exists() else may_keep(scopes(actor), "/"),
    }
    return render(request, "decisions/funds.html", context)


def fund_new(request: HttpRequest) -> HttpResponse:
    """Open a fund."""
    actor = actor_of(request)
    units = units_to_keep(actor)
    if not units.exists():
        require(may_keep(scopes(actor), "/"))
    initial = {"year": this_year(), "name": "Quỹ thi đua, khen thưởng", "unit": units.first()}
    form = FundForm(request.POST or None, units=units, initial=initial)

    def opened(ground: str, levels: list[str], **data: Any) -> None:
        made.append(services.open_fund(actor=actor, levels=dict.fromkeys(levels, ground), **data))

    made: list[Fund] = []
    if request.method == "POST" and done(form, opened):
        messages.success(request, "Đã lập quỹ. Ghi khoản thu đầu năm để bắt đầu.")
        return redirect("decisions:fund", made[0].pk)
    return render(request, "decisions/fund_new.html", {"form": form}, status=422 if form.errors else 200)


def visible_fund(request: HttpRequest, pk: int) -> Fund:
    """A fund that the account sees; any other does not exist."""
    return get_object_or_404(funds_visible_to(actor_of(request)), pk=pk)


def fund(request: HttpRequest, pk: int) -> HttpResponse:
    """One fund: what is left, what is promised, its decisions and its ledger."""
    return _shown(request, visible_fund(request, pk))


def _entries(request: HttpRequest, found: Fund) -> QuerySet[FundEntry]:
    rows = found.entries.select_related("payment__grant", "corrects").prefetch_related("corrections")
    rows = rows.order_by("-id")
    if (kind := request.GET.get("loai", "")) in EntryKind.values:
        rows = rows.filter(kind=kind)
    if (purse := request.GET.get("phan", "")) in Purse.values:
        rows = rows.filter(purse=purse)
    return rows


def _shown(request: HttpRequest, found: Fund, posted: PageAct | None = None) -> HttpResponse:
    actor = actor_of(request)
    answer = may_keep(scopes(actor), found.unit.path)
    acts = [] if found.closed else [act for act in _acts(found, answer, None) if act.slug in _SHOWN]
    if posted:
        acts = [posted if act.slug == posted.slug else act for act in acts]
    context = {
        "fund": found,
        "balance": balance_of(found),
        "share": share_on(today()),
        "papers": decisions_of(found),
        "levels": found.levels.all(),
        "forecast": found.forecast.filter(dropped=None),
        "page": Paginator(_entries(request, found), PAGE).get_page(request.GET.get("trang")),
        "kinds": EntryKind.choices,
        "purses": Purse.choices,
        "kind": request.GET.get("loai", ""),
        "purse": request.GET.get("phan", ""),
        "undone": _UNDONE,
        "answer": answer,
        "acts": acts,
        # What was posted for one line has no place among the acts: its refusal stands above the page.
        "refused": posted.form.errors if posted and posted.slug not in _SHOWN else None,
    }
    return render(request, "decisions/fund.html", context, status=422 if posted else 200)


_SHOWN = ("thu", "trich", "chi", "du-kien", "ket-chuyen")
_FORMS: dict[str, tuple[str, type[Any], str]] = {
    "thu": ("Ghi khoản thu", IncomeForm, "Đã ghi khoản thu."),
    "trich": ("Trích cho tổ chức phong trào", ShareForm, "Đã trích, có dẫn điều khoản."),
    "chi": ("Ghi khoản chi", SpendForm, "Đã ghi khoản chi."),
    "du-kien": ("Thêm khoản dự kiến", ForecastForm, "Đã ghi khoản dự kiến."),
    "ket-chuyen": ("Kết chuyển sang năm sau", CarryForm, "Đã kết chuyển số còn lại sang năm sau."),
    "dinh-chinh": ("Đính chính", CorrectForm, "Đã ghi dòng đính chính."),
    "bo-du-kien": ("Bỏ khoản dự kiến", WhyForm, "Đã bỏ khoản dự kiến."),
}


def _acts(found: Fund, answer: Any, data: Any) -> list[PageAct]:
    return [
        PageAct(
            slug,
            label,
            form(data, auto_id=f"{slug}-%s", initial={"on": today()}),
            reverse("decisions:fund-act", args=[found.pk, slug]),
            answer,
            danger=slug == "ket-chuyen",
        )
        for slug, (label, form, _) in _FORMS.items()
    ]


@require_POST
def fund_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act of the fund's page."""
    found = visible_fund(request, pk)
    actor = actor_of(request)
    answer = may_keep(scopes(actor), found.unit.path)
    require(answer)
    if act not in _FORMS:
        raise Http404
    posted = next(one for one in _acts(found, answer, request.POST) if one.slug == act)
    service: dict[str, Any] = {
        "thu": partial(services.record_income, actor=actor, fund=found),
        "trich": partial(services.set_aside, actor=actor, fund=found),
        "chi": partial(services.spend, actor=actor, fund=found),
        "du-kien": partial(services.add_forecast, actor=actor, fund=found),
        "ket-chuyen": lambda on, sure: services.carry_over(actor=actor, fund=found, on=on),
        "dinh-chinh": lambda **data: services.correct(
            actor=actor, entry=get_object_or_404(found.entries, pk=_key(request)), **data
        ),
        "bo-du-kien": lambda **data: services.drop_forecast(
            actor=actor, line=get_object_or_404(ForecastLine, fund=found, pk=_key(request)), **data
        ),
    }
    if done(posted.form, service[act]):
        messages.success(request, _FORMS[act][2])
        return redirect("decisions:fund", pk)
    return _shown(request, found, posted)


def _key(request: HttpRequest) -> int:
    """The line that was pressed."""
    return whole(request.POST.get("dong"), 0)


def fund_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger as Excel, oldest first."""
    found = visible_fund(request, pk)
    balance = balance_of(found)
    columns = (
        ("Ngày", 12),
        ("Loại", 26),
        ("Phần quỹ", 22),
        ("Nội dung", 52),
        ("Chứng từ", 24),
        ("Thu", 16),
        ("Chi", 16),
        ("Căn cứ, lý do", 40),
        ("Người ghi", 24),
        ("Số hiệu", 12),
    )
    content = workbook(
        actor=actor_of(request),
        title=f"Sổ {found}, {found.unit.name}",
        notes=[f"Thưởng, hiện vật: còn {money(balance.left)}; phong trào: còn {money(balance.organising)}."],
        columns=columns,
        rows=[
            [
                f"{one.on:%d/%m/%Y}",
                str(one.get_kind_display()),
                str(one.get_purse_display()),
                one.words,
                one.document or None,
                one.amount if one.amount > 0 else None,
                -one.amount if one.amount < 0 else None,
                one.ground or one.why or None,
                one.by_name,
                _number(one),
            ]
            for one in _entries(request, found).select_related("payment__grant__person").order_by("id")
        ],
        persons_in=9,
    )
    return download(content, f"so-quy-{found.year}.xlsx")


def _number(entry: FundEntry) -> str:
    """Số hiệu of whoever was paid, so that people under secrecy stay out of the file."""
    payment = entry.payment or (entry.corrects.payment if entry.corrects else None)
    return payment.grant.person.number if payment and payment.grant.person else ""
