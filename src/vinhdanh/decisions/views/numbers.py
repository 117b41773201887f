"""The book of numbers, and who decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.drafts import AuthorityForm, GapForm, NumberForm, ReasonForm
from vinhdanh.decisions.models import DecisionNumber, IssuingAuthority
from vinhdanh.decisions.policies.drafts import may_number
from vinhdanh.decisions.selectors.numbers import authorities_visible_to, book, next_number
from vinhdanh.decisions.services.numbers import number_text
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, whole

PAGE = 100


def _chosen(request: HttpRequest) -> tuple[IssuingAuthority | None, int]:
    """The authority and the year that the address asks for; the first one and this year by default."""
    found = authorities_visible_to(actor_of(request))
    key = whole(request.GET.get("nguoi"), 0)
    year = whole(request.GET.get("nam"), this_year())
    return (get_object_or_404(found, pk=key) if key else found.first()), year


def number_book(request: HttpRequest) -> HttpResponse:
    """The book of a year with its gaps; holding a number, giving one up, explaining a gap."""
    actor = actor_of(request)
    authority, year = _chosen(request)
    context: dict[str, Any] = {"authority": authority, "year": year}
    if authority is None:
        return render(request, "decisions/book.html", context)
    refused = None
    if request.method == "POST":
        refused = _book_act(request, actor, authority, year)
        if refused is None:
            return redirect(f"{reverse('decisions:book')}?nguoi={authority.pk}&nam={year}")
    rows = book(authority, year)
    years = authority.numbers.values_list("year", flat=True)
    drafted = authority.drafts.values_list("dated__year", flat=True)
    context |= {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "open": sum(row.count for row in rows if not row.explained),
        "authorities": authorities_visible_to(actor),
        "years": sorted({*years, *drafted, this_year(), year}, reverse=True),
        "next": number_text(authority, next_number(authority, year)),
        "may_number": may_number(scopes(actor), authority.unit.path),
        "gap_form": GapForm(),
        "number_form": NumberForm(),
        "refused": refused,
    }
    return render(request, "decisions/book.html", context, status=422 if refused else 200)


def _book_act(request: HttpRequest, actor: Account, authority: IssuingAuthority, year: int) -> Any:
    """One act of the book; None when it was done, otherwise the form with what was refused."""
    act = request.POST.get("viec", "")
    kinds: dict[str, type[Any]] = {
        "giu": NumberForm,
        "bo": ReasonForm,
        "giai-trinh": GapForm,
        "bo-giai-trinh": ReasonForm,
    }
    if act not in kinds:
        raise Http404
    form = kinds[act](request.POST)
    if not form.is_valid():
        return form
    data = form.cleaned_data
    try:
        match act:
            case "giu":
                held = services.reserve_number(actor=actor, authority=authority, year=year, n=data["n"])
                messages.success(request, f"Đã giữ số {held}.")
            case "bo":
                key = whole(request.POST.get("so"), 0)
                number = get_object_or_404(DecisionNumber, pk=key, authority=authority)
                services.release_number(actor=actor, number=number, why=data["why"])
                messages.success(request, f"Đã ghi: không dùng số {number}.")
            case "bo-giai-trinh":
                gap = get_object_or_404(authority.gaps, pk=whole(request.POST.get("gt"), 0), year=year)
                services.withdraw_gap(actor=actor, gap=gap, why=data["why"])
                messages.success(request, f"Đã bỏ giải trình số {gap.first}–{gap.last}.")
            case _:
                services.explain_gap(actor=actor, authority=authority, year=year, **data)
                messages.success(request, "Đã ghi giải trình.")
    except ValidationError as error:
        add_errors(form, error)
        return form
    return None


def book_file(request: HttpRequest) -> HttpResponse:
    """The book of a year as Excel."""
    authority, year = _chosen(request)
    if authority is None:
        raise Http404
    content = workbook(
        actor=actor_of(request),
        title=f"Sổ số quyết định năm {year}: {authority.name}",
        notes=[],
        columns=[
            ("Số", 22),
            ("Số lượng", 10),
            ("Tình trạng", 22),
            ("Quyết định, giải trình", 70),
            ("Ngày", 12),
        ],
        rows=[
            (
                row.text,
                row.count,
                row.state,
                row.words,
                f"{row.decision.decided:%d/%m/%Y}" if row.decision and row.decision.decided else "",
            )
            for row in book(authority, year)
        ],
    )
    return download(content, f"so-quyet-dinh-{year}.xlsx")


# ---- who decides ----------------------------------------------------------------------------------


def authority_list(request: HttpRequest) -> HttpResponse:
    """Who decides in the agencies that the account sees."""
    actor = actor_of(request)
    context = {
        "authorities": authorities_visible_to(actor),
        "may_add": bool(_agencies(actor)),
        "may_number": may_number(scopes(actor), "/"),
    }
    return render(request, "decisions/authorities.html", context)


def _agencies(actor: Account) -> list[Unit]:
    """Agencies whose decisions the actor numbers: the topmost of his units, and the units right below."""
    held = scopes(actor)
    standing = Unit.objects.open(timezone.localdate()).filter(pk__in=visible_units(actor), depth__lte=1)
    return [unit for unit in standing.order_by("path") if may_number(held, unit.path)]


def authority_new(request: HttpRequest) -> HttpResponse:
    """Write down another one who decides."""
    actor = actor_of(request)
    units = _agencies(actor)
    if not units:
        require(may_number(scopes(actor), "/"))
    code = request.POST.get("dv") or request.GET.get("dv")
    unit = next((one for one in units if one.code == code), units[0] if units else None)
    if unit is None:
        raise Http404
    return _edited(request, unit, None, units)


def authority(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how an authority's decisions are written."""
    actor = actor_of(request)
    found = get_object_or_404(authorities_visible_to(actor), pk=pk)
    require(may_number(scopes(actor), found.unit.path))
    return _edited(request, found.unit, found, [])


def _edited(
    request: HttpRequest, unit: Unit, found: IssuingAuthority | None, units: list[Unit]
) -> HttpResponse:
    initial = {name: getattr(found, name) for name in AuthorityForm.base_fields} if found else None
    form = AuthorityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_authority(actor=actor_of(request), unit=unit, authority=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("decisions:authorities")
    context = {"form": form, "unit": unit, "units": units, "authority": found}
    return render(request, "decisions/authority.html", context, status=422 if form.errors else 200)
