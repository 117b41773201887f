"""The years' honours inside the agency: what a colleague sees, and what is shown to anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.awards.types import GivenBy
from vinhdanh.people.exports import workbook
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, whole
from vinhdanh.reports.forms.honour_books import BookForm, ClosingForm, NewBookForm, OmissionForm
from vinhdanh.reports.models import BookOmission, HonourBook
from vinhdanh.reports.policies import may_keep_book, may_read_books
from vinhdanh.reports.selectors.gallery import gallery
from vinhdanh.reports.services import honour_books as services
from vinhdanh.reports.types.honour_books import BookState

SHOWN, ALL = 100, 10_000  # people of one honour on the page of a year, and on the page of that honour


@require_http_methods(["GET", "POST"])
def books(request: HttpRequest) -> HttpResponse:
    """Every year's page with its state; preparing a new one."""
    actor = actor_of(request)
    require(may_read_books(scopes(actor)))
    form = NewBookForm(request.POST or None, initial={"year": this_year(), "seconds": 12})
    if request.method == "POST" and form.is_valid():
        try:
            book = services.make_book(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã lập {book}. Xem lại rồi công khai.")
            return redirect("reports:book", book.year)
    context = {
        "books": _seen(actor).annotate(left_out=Count("omissions", filter=Q(omissions__ended=None))),
        "form": form,
        "may": may_keep_book(scopes(actor)),
    }
    return render(request, "reports/books.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, year: int) -> HttpResponse:
    """A year as the colleague sees it, by level and unit, and what is done with its public page."""
    actor = actor_of(request)
    require(may_read_books(scopes(actor)))
    found = get_object_or_404(_seen(actor), year=year)
    refused = None
    if request.method == "POST":
        refused = _act(request, actor, found)
        if refused is None:
            return redirect("reports:book", year)
    level, units = request.GET.get("cap", ""), visible_units(actor).filter(valid_to=None).order_by("path")
    unit, honour = units.filter(code=request.GET.get("dv", "")).first(), request.GET.get("ht", "")[:20]
    context = {
        "book": found,
        "gallery": gallery(
            found,
            reader=actor,
            level=GivenBy(level) if level in GivenBy.values else None,
            unit=unit,
            honour=honour,
        ),
        "levels": GivenBy.choices,
        "level": level,
        "units": units,
        "unit": unit,
        "shown": ALL if honour else SHOWN,
        "may": may_keep_book(scopes(actor)),
        "omissions": found.omissions.filter(ended=None).select_related(
            "grant__person", "grant__unit", "grant__household", "grant__outsider"
        ),
        "forms": {
            "change": BookForm(initial={"words": found.words, "seconds": found.seconds}),
            "close": ClosingForm(),
            "leave": OmissionForm(initial={"grant": whole(request.GET.get("luot"), 0) or None}),
        }
        | (refused or {}),
    }
    return render(request, "reports/book.html", context, status=422 if refused else 200)


@require_safe
def book_file(request: HttpRequest, year: int) -> HttpResponse:
    """The year as an Excel list: what the colleague sees."""
    actor = actor_of(request)
    require(may_read_books(scopes(actor)))
    found = get_object_or_404(_seen(actor), year=year)
    shown = gallery(found, reader=actor)
    rows = [
        (str(group.level.label), group.title, kind, entry.name, entry.about)
        for group in shown.groups
        for kind, entries in (("Tập thể", group.collectives), ("Cá nhân", group.people))
        for entry in entries
    ]
    content = workbook(
        actor=actor,
        title=f"Khen thưởng năm {year}",
        notes=[f"{len(rows)} lượt còn hiệu lực"],
        columns=[
            ("Cấp tặng", 22),
            ("Danh hiệu, hình thức", 40),
            ("Đối tượng", 12),
            ("Tên", 44),
            ("Đơn vị", 40),
        ],
        rows=rows,
    )
    return download(content, f"vinh-danh-{year}.xlsx")


def _seen(actor: Account) -> Any:
    """Whoever doesn't keep the books meets those that were opened once."""
    every = HonourBook.objects.all()
    return every if may_keep_book(scopes(actor)) else every.exclude(state=BookState.DRAFT)


def _act(request: HttpRequest, actor: Account, book: HonourBook) -> dict[str, Any] | None:
    """One act on the page; None when done, otherwise the form with what was refused."""
    kind = request.POST.get("viec", "")
    if kind == "cong-khai":
        _plainly(request, lambda: services.open_book(actor=actor, book=book), "Đã công khai.")
        return None
    if kind == "dua-lai":
        omission = get_object_or_404(BookOmission, book=book, pk=whole(request.POST.get("dong"), 0))
        _plainly(request, lambda: services.put_back(actor=actor, omission=omission), "Đã đưa lại lượt khen.")
        return None
    forms: dict[str, tuple[str, type[Any], str, Callable[..., object]]] = {
        "sua": ("change", BookForm, "Đã lưu.", services.change_book),
        "thoi": ("close", ClosingForm, "Đã thôi công khai.", services.close_book),
        "de-lai": ("leave", OmissionForm, "Lượt khen không còn trên trang vinh danh.", services.leave_out),
    }
    if kind not in forms:
        raise Http404
    name, form_class, said, service = forms[kind]
    form = form_class(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if "grant" in data:
                grant = grants_visible_to(actor).filter(pk=data["grant"]).first()
                if grant is None:
                    raise ValidationError(
                        {"grant": "Không có lượt khen mang mã này trong phạm vi của đồng chí."}
                    )
                data = data | {"grant": grant}
            service(actor=actor, book=book, **data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, said)
            return None
    return {name: form}


def _plainly(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """An act without a form; a refusal is a message."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
