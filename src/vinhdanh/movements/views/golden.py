"""The Sổ vàng: the book by year, one line, entering and striking out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.figures import read_term
from vinhdanh.movements.forms.praise import GoldenForm, StrikeForm
from vinhdanh.movements.models import GoldenEntry, Movement
from vinhdanh.movements.policies.praise import may_keep_book
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.praise import GoldenRow, GoldenSearch, golden_rows
from vinhdanh.movements.services.writing import seen_from
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.movements.views.figures import figured_movement
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import is_own, scopes_about
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, whole

PAGE = 60


def asked_lines(request: HttpRequest) -> GoldenSearch:
    get = request.GET.get
    term = read_term(get("ky", ""))
    year = term.year if term else whole(get("nam"), this_year())
    unit = Unit.objects.filter(code=get("dv", "")).first()
    movement = whole(get("pt"), 0) or None
    words = get("tim", "").strip()
    return GoldenSearch(year, term, get("truc", "").strip(), unit, words, movement)


def book(request: HttpRequest) -> HttpResponse:
    """The lines of a year, by term and axis."""
    actor, search = actor_of(request), asked_lines(request)
    rows = golden_rows(actor, search)
    held = GoldenEntry.objects.filter(movement__in=movements_visible_to(actor))
    years = sorted(set(held.values_list("year", flat=True)) | {search.year}, reverse=True)
    in_year = held.filter(year=search.year)
    terms = sorted({one.term.key: one.term for one in in_year}.values(), key=lambda term: term.first)
    standing = [row for row in rows if not row.struck]
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "search": search,
        "years": years,
        "terms": terms,
        "axes": list(dict.fromkeys(in_year.order_by("axis__order").values_list("axis__name", flat=True))),
        "units": Unit.objects.filter(pk__in=in_year.order_by().values("unit")),
        "filtered": bool(search.term or search.axis or search.unit or search.words or search.movement),
        "standing": len(standing),
        "people": len({row.entry.person_id for row in standing if row.entry.person_id}),
        "collectives": len({row.entry.collective_id for row in standing if row.entry.collective_id}),
        "kept": _kept(request),
    }
    return render(request, "movements/golden.html", context)


def _kept(request: HttpRequest) -> list[Movement]:
    """Running movements into whose book the actor may write."""
    actor = actor_of(request)
    held = scopes(actor)
    running = movements_visible_to(actor).filter(
        state=MovementState.LAUNCHED, last__gte=timezone.localdate(), parent=None, axes__isnull=False
    )
    return [one for one in running.distinct() if may_keep_book(held, one.unit.path)]


def book_file(request: HttpRequest) -> HttpResponse:
    """The lines as Excel; people under secrecy stay out."""
    actor, search = actor_of(request), asked_lines(request)
    rows = [row for row in golden_rows(actor, search) if not row.masked]
    content = workbook(
        actor=actor,
        persons_in=0,
        title=f"Sổ vàng năm {search.year}",
        notes=["Dòng đã gạch ghi rõ ở cột cuối và không tính."],
        columns=[
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 30),
            ("Đơn vị", 34),
            ("Kỳ", 14),
            ("Trục", 20),
            ("Việc làm", 60),
            ("Ngày ghi", 12),
            ("Người quyết định", 28),
            ("Văn bản", 24),
            ("Đã gạch", 36),
        ],
        rows=(
            [
                row.entry.person.number if row.entry.person else row.entry.subject.code,  # type: ignore[union-attr]
                row.name,
                row.unit,
                row.entry.term.label,
                row.entry.axis.name,
                row.deed,
                f"{row.entry.on:%d/%m/%Y}",
                row.entry.decided_by,
                row.entry.document or None,
                f"{row.entry.strike.on:%d/%m/%Y}: {row.entry.strike.ground}" if row.struck else None,
            ]
            for row in rows
        ),
    )
    return download(content, f"so-vang-{search.year}.xlsx")


# ---- one line -------------------------------------------------------------------------------------


def _line(request: HttpRequest, pk: int) -> GoldenRow:
    """A line that the account may read; somebody masked has no page."""
    actor = actor_of(request)
    entry = get_object_or_404(GoldenEntry, pk=pk)
    rows = golden_rows(actor, GoldenSearch(entry.year, entry.term, movement=entry.movement_id))
    row = next((row for row in rows if row.entry.pk == pk), None)
    if row is None or row.masked:
        raise Http404
    return row


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with its paper, and striking it out."""
    actor, row = actor_of(request), _line(request, pk)
    found = row.entry
    held, own = scopes_about(actor, found.subject), is_own(actor, found.subject)
    may_strike = may_keep_book(held, found.movement.unit.path, own=own)
    form = StrikeForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.strike_golden(actor=actor, entry=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã gạch dòng này. Dòng vẫn nằm trong sổ, không tính nữa.")
            return redirect("movements:golden-entry", pk)
    context = {"row": row, "entry": found, "may_strike": may_strike, "form": form}
    return render(request, "movements/golden_entry.html", context, status=422 if form.errors else 200)


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """A line without a proposal: first the unit, then who and what."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    below = seen_from(actor, movement.unit, movement)
    require(may_keep_book(scopes(actor), movement.unit.path, seen_from=below))
    units = Unit.objects.subtree(movement.unit).open(timezone.localdate())
    code = request.GET.get("dv", "")
    if not code:
        context: dict[str, Any] = {"movement": movement, "units": units, "golden": True}
        return render(request, "movements/praise_unit.html", context)
    unit = get_object_or_404(units, code=code)
    initial = {"on": timezone.localdate()}
    form = GoldenForm(request.POST or None, movement=movement, unit=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_golden(actor=actor, movement=movement, unit=unit, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi Sổ vàng.")
            return redirect("movements:golden-entry", made.pk)
    context = {"movement": movement, "unit": unit, "form": form}
    return render(request, "movements/golden_edit.html", context, status=422 if form.errors else 200)
