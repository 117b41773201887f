"""The tree of units on a day, and as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.types import Action
from vinhdanh.eligibility.selectors import units
from vinhdanh.eligibility.views.shown import Shown, actor_of, download, find_shown, page_of
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import UnitTier
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.record_forms import day_field
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.types import UNIT_KINDS, choices
from vinhdanh.people.unit_tree import TreeUnit, tree_on
from vinhdanh.people.views.shown import today

DAY = day_field("Ngày")


def _asked(request: HttpRequest) -> tuple[date, str, bool]:
    """The day of the tree, what was said wrongly about it, and whether it is another day than today."""
    text = request.GET.get("ngay", "").strip()
    if not text:
        return today(), "", False
    try:
        day: date = DAY.clean(text)
    except ValidationError:
        return today(), f"Ghi ngày theo dạng 31/12/2025; đọc được “{text}”.", False
    return day, "", day != today()


def _rows(request: HttpRequest, day: date) -> list[TreeUnit]:
    text = request.GET.get("q", "").strip()
    rows = tree_on(visible_units(actor_of(request)), day)
    if text:
        words = fold(text).split()
        return [
            row
            for row in rows
            if all(word in row.unit.folded for word in words)
            or row.unit.code.lower().startswith(text.lower())
        ]
    if tier := request.GET.get("cap", ""):
        return [row for row in rows if row.unit.tier == tier]
    return rows if request.GET.get("doi") else [row for row in rows if row.depth <= 1]


def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree as it stood on a day, with the strength of each unit; today also with what it meets."""
    day, problem, other_day = _asked(request)
    ready = find_shown(request)
    shown = ready if isinstance(ready, Shown) and not other_day else None
    page = page_of(request, _rows(request, day))
    lines = units.own_titles(shown.results) if shown else []
    context: dict[str, Any] = {
        "shown": shown,
        "page": page,
        "rows": [(row, _verdicts(shown, row, lines)) for row in page.object_list],
        "lines": [(line, shown.results.name(line)) for line in lines] if shown else [],
        "text": request.GET.get("q", "").strip(),
        "teams": bool(request.GET.get("doi")),
        "tier": request.GET.get("cap", ""),
        "tiers": choices(UnitTier),
        "day": day,
        "day_text": request.GET.get("ngay", "").strip(),
        "other_day": other_day,
        "problem": problem,
        "sees": visible_units(actor_of(request)).exists(),
        "may_add": visible_units(actor_of(request), Action.EDIT).exists(),
        "ended": other_day and any(row.unit.valid_to for row in page.object_list),
    }
    return render(request, "eligibility/units.html", context, status=422 if problem else 200)


def _verdicts(shown: Shown | None, row: TreeUnit, lines: list[Any]) -> list[Verdict | None]:
    if shown is None:
        return []
    results, code = shown.results, row.unit.code
    if code not in results.row:
        return [None for _ in lines]
    given = (results.verdict(code, line.id) for line in lines)
    return [None if one == Verdict.OUT_OF_SCOPE else one for one in given]


def unit_file(request: HttpRequest) -> HttpResponse:
    """The tree of a day as Excel."""
    day, _, _ = _asked(request)
    rows = _rows(request, day)
    content = workbook(
        actor=actor_of(request),
        title=f"Đơn vị ngày {day:%d/%m/%Y}",
        notes=[],
        columns=[
            ("Mã", 14),
            ("Tên đơn vị", 44),
            ("Loại", 18),
            ("Cấp", 26),
            ("Đơn vị cấp trên", 40),
            ("Từ ngày", 12),
            ("Đến ngày", 12),
            ("Quân số", 10),
        ],
        rows=(
            [
                row.unit.code,
                row.unit.name,
                UNIT_KINDS.get(row.unit.kind, row.unit.kind) or None,
                row.unit.get_tier_display(),
                row.parent.name if row.parent else None,
                f"{row.unit.valid_from:%d/%m/%Y}" if row.unit.valid_from else None,
                f"{row.unit.valid_to:%d/%m/%Y}" if row.unit.valid_to else None,
                row.strength,
            ]
            for row in rows
        ),
    )
    return download(content, f"don-vi-{day:%Y-%m-%d}.xlsx")
