"""The preview: rows as they stand in the file, every change marked, corrections in place."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.exchange import services
from vinhdanh.exchange.forms import DropForm, FixForm, SettleForm
from vinhdanh.exchange.intake.decisions import Decisions, scope_of
from vinhdanh.exchange.intake.preview import Counts
from vinhdanh.exchange.memory import Word, spellings_for
from vinhdanh.exchange.models import Intake, IntakeRow
from vinhdanh.exchange.policies import may_undo
from vinhdanh.exchange.progress import silent
from vinhdanh.exchange.selectors import FILTERS, Filter, around, rows_with, sheets_with, walked
from vinhdanh.exchange.views.rows import CellView, Fix, RowView, fix_for, row_view
from vinhdanh.exchange.views.shown import answered, paged, visible
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download

PAGE = 40
TILES = (  # filter, figure of the counts, words, icon, class
    ("moi", "new_rows", "Dòng mới", "plus", "k1"),
    ("doi", "changed_cells", "Ô thay đổi", "pencil", "k2"),
    ("giu", "same_cells", "Ô giữ nguyên", "check", "k3"),
    ("mau-thuan", "conflict_cells", "Ô mâu thuẫn", "alert-triangle", "k4"),
    ("loi", "bad_cells", "Ô chưa dùng được", "x", "k5"),
)


def preview_page(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Rows through one filter, with the figures and what follows from writing them."""
    counts = Counts(**intake.counts)
    chosen = FILTERS.get(request.GET.get("loc", "")) or FILTERS[_first(counts)]
    own = intake.by == actor_of(request) and intake.state == Intake.State.PREVIEW
    context: dict[str, Any] = {
        "intake": intake,
        "counts": counts,
        "filter": chosen.key,
        "tiles": [(key, getattr(counts, figure), words, icon, k) for key, figure, words, icon, k in TILES],
        "own": own,
        "step": 3 if intake.state == Intake.State.PREVIEW else 4,
        "may_undo": intake.state == Intake.State.APPLIED and _may_undo(request, intake),
        "locked": services.why_locked(intake) if intake.state == Intake.State.PREVIEW else "",
        "write": counts.new_rows + counts.changed_rows,
        "effects_late": intake.effects is None and silent(intake.pk),
        "decided": Decisions.from_json(intake.decisions).count,
        "page_names": [page["name"] for page in intake.columns],
    }
    if chosen.walked and getattr(counts, "bad_cells" if chosen.key == "loi" else "conflict_cells"):
        context |= _walk(request, intake, chosen, counts, own)
    else:
        context |= _list(request, intake, chosen)
    return render(request, "exchange/preview.html", context)


def _may_undo(request: HttpRequest, intake: Intake) -> bool:
    actor = actor_of(request)
    return bool(may_undo(scopes(actor), own=intake.by == actor))


def _first(counts: Counts) -> str:
    """The filter that a preview opens with: what needs somebody comes first."""
    for key, figure, *_ in (TILES[4], TILES[3], TILES[0], TILES[1]):
        if getattr(counts, figure):
            return key
    return "giu"


def _walk(request: HttpRequest, intake: Intake, chosen: Filter, counts: Counts, own: bool) -> dict[str, Any]:
    """The rows around one cell, with the way to put it right opened under its row."""
    of = counts.bad_cells if chosen.key == "loi" else counts.conflict_cells
    asked = request.GET.get("o", "1")
    nth = min(max(int(asked) if asked.isdigit() else 1, 1), of)
    found = walked(intake, chosen, nth)
    if found is None:
        return _list(request, intake, chosen)
    row, at = found
    page = intake.columns[row.sheet]
    rows = [row_view(page, one) for one in around(row)]
    current = next(view for view in rows if view.position == row.position)
    mark = "b" if chosen.key == "loi" else "x"
    cell = [cell for cell in current.cells if cell.mark == mark][at]
    cell.current = True
    opened: Fix | None = None
    if own:
        opened = fix_for(page, current, cell, spellings_for(intake.office))
    return {
        "sheet": page,
        "rows": rows,
        "opened": opened,
        "move": _move(page, current, cell),
        "opened_at": row.position,
        "opened_cell": cell,
        "nth": nth,
        "of": of,
        "walking": True,
    }


def _move(page: dict[str, Any], row: RowView, cell: CellView) -> str:
    """Where the move that a cell proposes is recorded; empty where it proposes none."""
    if page["key"] != "units" or cell.key != "parent" or cell.mark != "x":
        return ""
    code = next((one.text for one in row.cells if one.key == "id"), "")
    address = reverse("eligibility:reorganise", args=[code, "chuyen"]) if code else ""
    return f"{address}?{urlencode({'parent': cell.text})}" if address else ""


def _list(request: HttpRequest, intake: Intake, chosen: Filter) -> dict[str, Any]:
    """One page of the rows of one sheet."""
    sheets = sheets_with(intake, chosen)
    asked = request.GET.get("trang-tinh", "")
    sheet = int(asked) if asked.isdigit() and int(asked) in sheets else (sheets[0] if sheets else None)
    if sheet is None:
        return {"rows": [], "sheet": None, "sheets": []}
    page = paged(request, rows_with(intake, chosen, sheet), PAGE)
    columns = intake.columns[sheet]
    return {
        "sheet": columns,
        "sheets": [(n, intake.columns[n]["name"]) for n in sheets],
        "sheet_at": sheet,
        "page": page,
        "rows": [row_view(columns, row) for row in page.object_list],
    }


# ---- decisions ------------------------------------------------------------------------------------


def _at(request: HttpRequest, pk: int, filter_: str) -> str:
    """Back to the same place of the preview."""
    nth = request.POST.get("o", "")
    return f"{reverse('exchange:intake', args=[pk])}?loc={filter_}" + (f"&o={nth}" if nth.isdigit() else "")


def _cell(intake: Intake, position: int, key: str, mark: str) -> tuple[dict[str, Any], RowView, CellView]:
    """A marked cell of the preview: what the page said about it is not believed."""
    row = IntakeRow.objects.filter(intake=intake, position=position).first()
    if row is None:
        raise Http404
    page = intake.columns[row.sheet]
    view = row_view(page, row)
    cell = next((c for c in view.cells if c.key == key and c.mark == mark), None)
    if cell is None:
        raise Http404
    return page, view, cell


@require_POST
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one unusable cell, or all that are written alike, as somebody says."""
    intake, form = visible(request, pk), FixForm(request.POST)
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    page, row, cell = _cell(intake, data["position"], data["key"], "b")
    decisions, words = _fixed(intake, page, row, cell, data)
    try:
        services.decide(actor=actor_of(request), intake=intake, decisions=decisions, words=words)
    except ValidationError as error:
        answered(request, error)
    return redirect(_at(request, pk, "loi"))


def _fixed(
    intake: Intake, page: dict[str, Any], row: RowView, cell: CellView, data: dict[str, Any]
) -> tuple[Decisions, list[Word]]:
    decisions = Decisions.from_json(intake.decisions)
    place, how, value = cell.place, data["how"], data["value"].strip()
    found = fix_for(page, row, cell, spellings_for(intake.office))
    if how == "drop" or (found.kind and not value and how != "blank"):
        return decisions.without_rows([row.id]), []
    if how == "blank" or not value:
        return decisions.with_cell(place, ""), []
    if not found.kind:
        text = scope_of(page["key"], cell.key)
        return (
            decisions.with_text(text, cell.text, value) if how == "all" else decisions.with_cell(place, value)
        ), []
    labels = dict(found.options)
    if value not in labels:
        raise Http404
    words: list[Word] = [(found.kind, cell.text, value)] if data["remember"] and cell.text else []
    if how == "all" and cell.text:
        return decisions.with_word(found.kind, cell.text, value), words
    return decisions.with_cell(place, labels[value]), words


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one conflict with the register."""
    intake, form = visible(request, pk), SettleForm(request.POST)
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    _, row, cell = _cell(intake, data["position"], data["key"], "x")
    decisions = Decisions.from_json(intake.decisions)
    answer = data["answer"]
    if answer == "drop":
        decisions = decisions.without_rows([row.id])
    elif answer in {one for one, _ in cell.options}:
        decisions = services.settle(decisions, cell.place, cell.text, answer)
    else:
        raise Http404
    try:
        services.decide(actor=actor_of(request), intake=intake, decisions=decisions)
    except ValidationError as error:
        answered(request, error)
    return redirect(_at(request, pk, "mau-thuan"))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave out every row with an unusable cell, or every row refused; or take all rows back."""
    intake, form = visible(request, pk), DropForm(request.POST)
    if not form.is_valid():
        raise Http404
    decisions = Decisions.from_json(intake.decisions)
    match form.cleaned_data["which"]:
        case "bad":
            rows = intake.rows.filter(bad__gt=0).values_list("sheet", "number")
            decisions = decisions.without_rows(f"{intake.columns[s]['name']}!{n}" for s, n in rows)
        case "refused":
            decisions = decisions.without_rows(row for one in intake.refusals for row in one["rows"])
        case _:
            decisions = decisions.with_rows_again()
    try:
        services.decide(actor=actor_of(request), intake=intake, decisions=decisions)
    except ValidationError as error:
        answered(request, error)
    return redirect("exchange:intake", pk)


# ---- writing and undoing --------------------------------------------------------------------------


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the preview shows."""
    intake = visible(request, pk)
    try:
        services.start_applying(actor=actor_of(request), intake=intake)
    except ValidationError as error:
        answered(request, error)
    except PermissionDenied as error:
        messages.error(request, f"Chưa ghi được: {error}")
    return redirect("exchange:intake", pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a written import back."""
    intake = visible(request, pk)
    try:
        services.start_undoing(actor=actor_of(request), intake=intake, ground=request.POST.get("ground", ""))
    except ValidationError as error:
        answered(request, error)
    except PermissionDenied as error:
        messages.error(request, f"Chưa hoàn tác được: {error}")
    return redirect("exchange:intake", pk)


# ---- beside the preview ---------------------------------------------------------------------------


def effects(request: HttpRequest, pk: int) -> HttpResponse:
    """How the verdicts change: asked again while they are being judged."""
    intake = visible(request, pk)
    context = {"intake": intake, "effects_late": intake.effects is None and silent(intake.pk)}
    return render(request, "exchange/effects.html", context)


def effects_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose verdict changes, as Excel."""
    intake = visible(request, pk)
    if not intake.effects:
        raise Http404
    rows = [
        [id, name, line["name"], before or "chưa có trong sổ", after]
        for line in intake.effects["lines"]
        for id, name, before, after in line["who"]
    ]
    content = workbook(
        actor=actor_of(request),
        persons_in=0,
        title=f"Kết quả xét năm {intake.year} đổi thế nào nếu ghi “{intake.name}”",
        notes=["Mỗi danh hiệu, hình thức kể nhiều nhất 200 đối tượng."],
        columns=[
            ("Số hiệu, mã", 14),
            ("Họ và tên, tên đơn vị", 32),
            ("Danh hiệu, hình thức", 44),
            ("Trước", 20),
            ("Sau", 20),
        ],
        rows=rows,
    )
    return download(content, f"ket-qua-doi-{intake.pk}.xlsx")


def problem_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What can't be used and what goes against the register, as Excel, to mend the file by."""
    intake = visible(request, pk)
    listed: list[list[str | int | None]] = []
    for key, mark, words in (("loi", "b", "Chưa dùng được"), ("mau-thuan", "x", "Mâu thuẫn với sổ")):
        for row in rows_with(intake, FILTERS[key]).iterator(chunk_size=500):
            view = row_view(intake.columns[row.sheet], row)
            for cell in view.cells:
                if cell.mark == mark:
                    listed.append(
                        [
                            words,
                            *cell.place.rsplit("!", 1),
                            cell.text,
                            cell.note,
                            cell.suggestion,
                            cell.effect,
                        ]
                    )
    content = workbook(
        actor=actor_of(request),
        title=f"Chỗ phải xem lại trong {intake.name}",
        notes=["Sửa trong tệp gốc rồi tải lên lại, hoặc sửa ngay trên trang xem trước."],
        columns=[
            ("Loại", 18),
            ("Trang", 24),
            ("Ô", 8),
            ("Tệp ghi", 30),
            ("Vì sao", 50),
            ("Gợi ý", 34),
            ("Nếu bỏ", 50),
        ],
        rows=listed,
    )
    return download(content, f"cho-phai-xem-lai-{intake.pk}.xlsx")
