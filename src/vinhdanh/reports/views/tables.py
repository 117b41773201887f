"""The statutory tables: their list, one table, what stands behind a cell, and the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vinhdanh.access.selectors import scopes
from vinhdanh.engine.lawfiles import LawError
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, whole
from vinhdanh.reports.papers.tables import TABLE, table_paper
from vinhdanh.reports.policies import may_read_report
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.attributes import Counted
from vinhdanh.reports.tables.definitions import Row, Table
from vinhdanh.reports.tables.filling import Counting, Filled, filled
from vinhdanh.reports.tables.headings import headings, stub
from vinhdanh.reports.tables.items import Item
from vinhdanh.reports.tables.loading import tables, tables_of
from vinhdanh.reports.tables.pictured import picture_of
from vinhdanh.reports.tables.sheets import empty_cells, table_workbook

PAGE = 50
YEARS_BACK = 8  # that the list of years offers
FAILING, APART = "lech", "ngoai"  # in place of a row's code: what does not add up, what is not counted


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for."""

    table: Table
    scope: Scope
    counting: Counting
    workers: tuple[Unit, ...]

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        said = {"nam": self.scope.year, "don-vi": self.scope.unit.code, "dem": self.counting.value}
        return urlencode([*said.items(), *(("lam", one.code) for one in self.workers)])

    def filled(self, scope: Scope | None = None) -> Filled:
        """The table, of another year where one is given."""
        return filled(self.table, scope or self.scope, counting=self.counting, workers=self.workers)


# ---- what is asked for ----------------------------------------------------------------------------


def _unit(request: HttpRequest) -> Unit | None:
    """The unit that an address names, or the topmost that the account sees.

    Raises:
        Http404: a unit that the account does not see.
    """
    actor = actor_of(request)
    seen = visible_units(actor)
    code = request.GET.get("don-vi", "")
    found = seen.filter(code=code).first() if code else seen.order_by("depth", "path").first()
    if found is None and code:
        raise Http404
    if found is not None and not may_read_report(scopes(actor), found.path):
        raise Http404
    return found


def _year(request: HttpRequest) -> int:
    year = whole(request.GET.get("nam"), this_year())
    return year if any(table.circular.rules(year) for table in tables()) else this_year()


def _asked(request: HttpRequest, code: str) -> Asked:
    """What the address asks for.

    Raises:
        Http404: no such table, or not of that year; no unit that the account sees.
    """
    unit, year = _unit(request), _year(request)
    found = next((table for table in tables_of(year) if table.code == code), None)
    # A table of an earlier text keeps its address: it opens in its own last year.
    if found is None and "nam" not in request.GET:
        found = next((table for table in tables() if table.code == code), None)
        year = (found.circular.years[1] or year) if found else year
    if unit is None or found is None:
        raise Http404
    counting = request.GET.get("dem", "")
    chosen = visible_units(actor_of(request)).filter(code__in=request.GET.getlist("lam"))
    return Asked(
        found,
        Scope(actor_of(request), unit, year),
        Counting(counting) if counting in list(Counting) else Counting.TIMES,
        tuple(chosen.filter(path__startswith=unit.path).order_by("path")),
    )


def _units(request: HttpRequest, unit: Unit) -> list[Unit]:
    """The units that the page offers: the two topmost levels of what the account sees, and its own."""
    top = visible_units(actor_of(request)).filter(depth__lte=1).order_by("path")
    found = list(top) or list(visible_units(actor_of(request)).order_by("path"))
    return found if unit in found else [*found, unit]


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where a definition can't be used, a page says which file is wrong, where, and what to do."""

    @require_GET
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LawError as error:
            context = {"problems": error.problems}
            return render(request, "reports/tables_broken.html", context, status=409)

    return shown


# ---- pages ----------------------------------------------------------------------------------------


@_told
def table_list(request: HttpRequest) -> HttpResponse:
    """The tables of a year, each with its text, its source and how well it is known."""
    unit = _unit(request)
    year = _year(request)
    found, others = tables_of(year), [one for one in tables() if not one.circular.rules(year)]
    context = {
        "unit": unit,
        "units": _units(request, unit) if unit else [],
        "year": year,
        "years": [this_year() - back for back in range(YEARS_BACK)],
        "groups": _groups(found, year),
        "others": _groups(others, year),
    }
    return render(request, "reports/tables.html", context)


def _groups(found: Iterable[Table], year: int) -> list[dict[str, Any]]:
    """Tables under their text."""
    listed = list(found)
    circulars = dict.fromkeys(table.circular for table in listed)
    return [
        {
            "circular": circular,
            "doubt": circular.doubt if circular.doubtful(year) else "",
            "period": circular.period_words(year) if circular.rules(year) else "",
            "due": circular.due_in(year),
            "tables": [table for table in listed if table.circular == circular],
        }
        for circular in circulars
    ]


@_told
def table(request: HttpRequest, code: str) -> HttpResponse:
    """One table as on paper; each number leads to its records."""
    asked = _asked(request, code)
    shown, unit, year = asked.filled(), asked.scope.unit, asked.scope.year
    before = asked.filled(asked.scope.before())
    picks = asked.table.counted in (Counted.BODIES, Counted.STAFF)
    own = visible_units(actor_of(request)).filter(path__startswith=unit.path)
    circular = asked.table.circular
    context = {
        "table": asked.table,
        "shown": shown,
        "unit": unit,
        "units": _units(request, unit),
        "year": year,
        "years": sorted({year, *(this_year() - back for back in range(YEARS_BACK))}, reverse=True),
        "query": asked.query,
        "counting": asked.counting,
        "heads": headings(asked.table, shown.columns),
        "span": len(stub(asked.table)) + len(shown.columns) + 2,
        "rows": [_line(asked, shown, before, row) for row in asked.table.rows],
        "failing": [(one, _address(asked, FAILING, str(at))) for at, one in enumerate(shown.failing)],
        "apart": [(one, _address(asked, APART, str(at))) for at, one in enumerate(shown.apart)],
        "empty": empty_cells(shown),
        "picture": next(iter(picture_of(shown)), None),
        "doubt": circular.doubt if circular.doubtful(year) else "",
        "period": circular.period_words(year),
        "due": circular.due_in(year),
        "workers": asked.workers,
        "choices": list(own.order_by("path")) if picks else [],
    }
    return render(request, "reports/table.html", context)


def _line(asked: Asked, shown: Filled, before: Filled, row: Row) -> dict[str, Any]:
    """A row with its figures, and its first number a year earlier."""
    if not row.code:
        return {"row": row}
    cells = [
        (figure, _address(asked, row.code, column.code) if figure.value else "", column)
        for column in shown.columns
        for figure in [shown.figure(row, column)]
    ]
    first = shown.table.columns[0]
    now, then = shown.figure(row, first).value, before.figure(row, first)
    change = now - then.value if isinstance(now, int) and isinstance(then.value, int) else None
    return {"row": row, "cells": cells, "then": then, "change": change}


def _address(asked: Asked, row: str, column: str) -> str:
    return f"{reverse('reports:table-cell', args=[asked.table.code, row, column])}?{asked.query}"


# ---- what stands behind a cell --------------------------------------------------------------------


def _behind(shown: Filled, row: str, column: str) -> tuple[str, str, list[Item]]:
    """The title, the sentence and the records of a cell, of a failing check, or of what is not counted.

    Raises:
        Http404: there is no such cell.
    """
    if row in (FAILING, APART):
        listed: Any = shown.failing if row == FAILING else shown.apart
        at = whole(column, len(listed))
        if at >= len(listed):
            raise Http404
        one = listed[at]
        said = one.said if row == FAILING else f"Không đếm: {one.about}."
        return ("Không cộng lại được" if row == FAILING else "Không đếm trong biểu"), said, list(one.items)
    line = next((one for one in shown.table.lines if one.code == row), None)
    across = next((one for one in shown.table.columns if one.code == column), None)
    if line is None or across is None:
        raise Http404
    figure = shown.figure(line, across)
    return figure.label, figure.query, shown.behind(row, column)


@_told
def cell(request: HttpRequest, code: str, row: str, column: str) -> HttpResponse:
    """The records behind a number, with the names that the account may see."""
    asked = _asked(request, code)
    shown = asked.filled()
    title, said, items = _behind(shown, row, column)
    by_recipient = row not in (FAILING, APART)
    entries = shown.entries(items) if by_recipient else shown.source.entries(items)
    words = fold(request.GET.get("tim", "")).split()
    listed = [one for one in entries if all(word in fold(f"{one.name} {one.detail}") for word in words)]
    context = {
        "table": asked.table,
        "title": title,
        "said": said,
        "count": shown.count(items) if by_recipient else len(items),
        "back": f"{reverse('reports:table', args=[asked.table.code])}?{asked.query}",
        "file": f"{reverse('reports:table-cell-file', args=[asked.table.code, row, column])}?{asked.query}",
        "kept": [
            (name, value)
            for name, values in request.GET.lists()
            if name not in ("tim", "trang")
            for value in values
        ],
        "find": request.GET.get("tim", ""),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("trang")),
        "unit": asked.scope.unit,
        "year": asked.scope.year,
    }
    return render(request, "reports/table_cell.html", context)


# ---- files ----------------------------------------------------------------------------------------


@_told
def cell_file(request: HttpRequest, code: str, row: str, column: str) -> HttpResponse:
    """The records behind a number as Excel; people under secrecy stay out."""
    asked = _asked(request, code)
    shown = asked.filled()
    title, said, items = _behind(shown, row, column)
    entries = shown.entries(items) if row not in (FAILING, APART) else shown.source.entries(items)
    content = workbook(
        actor=actor_of(request),
        title=f"Biểu {asked.table.code}: {title}",
        notes=[said],
        columns=[("STT", 6), ("Số hiệu", 12), ("Tên", 44), ("Nội dung", 70), ("Ngày", 12)],
        rows=[
            (at, one.number or None, one.name, one.detail, f"{one.day:%d/%m/%Y}" if one.day else None)
            for at, one in enumerate(entries, 1)
        ],
        persons_in=1,
    )
    return download(content, f"bieu-{asked.table.code}-danh-sach.xlsx")


@_told
def table_file(request: HttpRequest, code: str) -> HttpResponse:
    """The table as Excel, laid out as the form."""
    asked = _asked(request, code)
    content = table_workbook(asked.filled(), actor_of(request))
    return download(content, f"bieu-{asked.table.code}-{asked.scope.year}.xlsx")


@_told
def paper(request: HttpRequest, code: str, form: PaperForm) -> HttpResponse:
    """The table as a paper to print or to edit."""
    asked = _asked(request, code)
    unit = asked.scope.unit
    made = table_paper(letterhead_of(unit), asked.filled())
    name = f"bieu-{asked.table.code}-{asked.scope.year}"
    return paper_response(request, TABLE, made, unit=unit, form=form, name=name)
