"""Which sheet holds what, and which column is which: shown as proposed, put right by people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from vinhdanh.exchange import services
from vinhdanh.exchange.grid import column_letters
from vinhdanh.exchange.intake.mapping import LAYOUTS, Sample, SheetMap, choices, from_json, propose_sheet
from vinhdanh.exchange.layout import SHEETS
from vinhdanh.exchange.memory import Word, spellings_for
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.reading.headings import NUMBERING, PERSON_NAME
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import fold
from vinhdanh.exchange.views.shown import visible
from vinhdanh.people.views.shown import actor_of

_NAMELESS = re.compile(r"(sheet|trang|trang tinh|bang|tabelle)? ?\d*")
KINDS = [(sheet.key, sheet.name) for sheet in SHEETS]
EXAMPLES = 3  # cells shown under a heading


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of a sheet: its heading, some cells, and what it is read as."""

    at: int
    letter: str
    heading: str
    cells: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class SheetView:
    """One sheet with everything that can be set about it."""

    number: int
    map: SheetMap
    rows: int
    columns: tuple[ColumnView, ...]
    choices: tuple[tuple[str, str, bool], ...]

    @property
    def kind(self) -> str:
        layout = self.map.layout
        return layout.name if layout else ""

    @property
    def below(self) -> int:
        """Rows under the header."""
        return max(self.rows - self.map.row - 1, 0)

    @property
    def unread(self) -> int:
        """Columns with something in them that are left out, the row numbers aside."""
        return sum(not c.key and bool(c.cells) and fold(c.heading) not in NUMBERING for c in self.columns)

    @property
    def open(self) -> bool:
        """Whether somebody should look at it: it lacks a column, or has one that is not read."""
        return bool(self.map.missing) or (bool(self.map.key) and self.unread > 0)


def mapping_page(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The sheets of a file with their columns."""
    samples = [Sample.from_json(one) for one in intake.samples]
    return _page(request, intake, samples, from_json(intake.mapping))


def set_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what was said about the sheets: look again where a kind or header row changed, else go on."""
    intake = visible(request, pk)
    samples = [Sample.from_json(one) for one in intake.samples]
    if request.method != "POST":
        return _page(request, intake, samples, from_json(intake.mapping))
    spellings = spellings_for(intake.office)
    maps, moved = [], False
    for number, sample in enumerate(samples):
        one, changed = _said(request.POST, number, sample, spellings)
        maps.append(one)
        moved = moved or changed
    if moved or request.POST.get("viec") == "xem":
        return _page(request, intake, samples, maps, moved=moved)
    words = [
        word for sample, one in zip(samples, maps, strict=True) for word in _taught(sample, one, spellings)
    ]
    try:
        services.set_mapping(actor=actor_of(request), intake=intake, maps=maps, words=words)
    except ValidationError as error:
        return _page(request, intake, samples, maps, problem=error.messages[0])
    return redirect("exchange:intake", pk)


def _said(post: QueryDict, number: int, sample: Sample, spellings: Spellings) -> tuple[SheetMap, bool]:
    """What a form says of one sheet; and whether its columns had to be looked for anew."""
    key, row = post.get(f"loai-{number}", ""), _row(post.get(f"dong-{number}", ""))
    key = key if key in LAYOUTS else ""
    if not key:
        return SheetMap(sample.name), bool(post.get(f"loai-cu-{number}"))
    before = post.get(f"loai-cu-{number}", ""), _row(post.get(f"dong-cu-{number}", ""))
    if (key, row) != before:
        asked = row if key == before[0] else None  # another kind: its header may stand elsewhere
        return propose_sheet(sample.sheet, key, spellings, asked), True
    known = {one for one, _, _ in choices(key)}
    columns: dict[str, int] = {}
    for at in range(_width(sample)):
        chosen = post.get(f"cot-{number}-{at}", "")
        if chosen in known and chosen not in columns:
            columns[chosen] = at
    top = _row(post.get(f"dau-{number}", "")) if post.get(f"dau-{number}") else row
    return SheetMap(sample.name, key, row, min(top, row), columns), False


def _row(text: str) -> int:
    """The index of a row that people count from 1."""
    return max(int(text) - 1, 0) if text.isdigit() else 0


def _width(sample: Sample) -> int:
    return max((len(row) for row in sample.rows), default=0)


def _taught(sample: Sample, one: SheetMap, spellings: Spellings) -> list[Word]:
    """Headings and names that the table of spellings would not have understood by itself."""
    if not one.key:
        return []
    words: list[Word] = []
    name = fold(one.name)
    if spellings.resolve("sheet", one.name).code != one.key and not _NAMELESS.fullmatch(name):
        words.append(("sheet", one.name, one.key))
    proposed = propose_sheet(sample.sheet, one.key, spellings, one.row)
    for key, at in one.columns.items():
        heading = sample.rows[one.row][at] if one.row < len(sample.rows) else ""
        if heading and proposed.columns.get(key) != at:
            words.append(("column", heading, f"{'any' if key == PERSON_NAME else one.key}.{key}"))
    return words


def _page(
    request: HttpRequest,
    intake: Intake,
    samples: list[Sample],
    maps: list[SheetMap],
    *,
    moved: bool = False,
    problem: str = "",
) -> HttpResponse:
    views = [
        _view(number, sample, one) for number, (sample, one) in enumerate(zip(samples, maps, strict=True))
    ]
    context = {
        "intake": intake,
        "sheets": views,
        "kinds": KINDS,
        "own": intake.by == actor_of(request),
        "read": sum(bool(view.map.key) for view in views),
        "rows": sum(view.below for view in views if view.map.key),
        "moved": moved,
        "problem": problem,
    }
    return render(request, "exchange/mapping.html", context, status=422 if problem else 200)


def _view(number: int, sample: Sample, one: SheetMap) -> SheetView:
    by_column = {at: key for key, at in one.columns.items()}
    columns = []
    if one.key:
        below = sample.rows[one.row + 1 :]
        for at in range(_width(sample)):
            heading = _heading(sample, one, at)
            cells = tuple(row[at] for row in below if at < len(row) and row[at])[:EXAMPLES]
            if heading or cells:
                columns.append(ColumnView(at, column_letters(at), heading, cells, by_column.get(at, "")))
    options = tuple(choices(one.key)) if one.key else ()
    return SheetView(number, one, sample.total, tuple(columns), options)


def _heading(sample: Sample, one: SheetMap, at: int) -> str:
    """The words above a column, of all rows of the header."""
    words = [row[at] for row in sample.rows[one.top : one.row + 1] if at < len(row) and row[at]]
    return " / ".join(dict.fromkeys(words))
