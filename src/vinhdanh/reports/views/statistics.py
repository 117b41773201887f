"""Pages of statistics: pictures with their tables, the records behind each figure, files and papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import register_converter

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.selectors.proposals import rounds_visible_to
from vinhdanh.people.exports import Cell, Percent, Sheet, workbook, workbook_of
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, whole
from vinhdanh.reports.figures import Figure, Form, Grid, Record, Section, figures_of
from vinhdanh.reports.papers.statistics import STATISTICS_PAPER, statistics_paper
from vinhdanh.reports.policies import may_read_report
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.statistics import STATISTICS, Asked, Page
from vinhdanh.reports.statistics.comparison import COLUMNS, USUAL
from vinhdanh.reports.statistics.headlines import headlines
from vinhdanh.reports.statistics.trends import by_recipient

PAGE = 50
YEARS_BACK = 20
FILTERS = ("nam", "dv", "dt", "dot", "xep")
_CURRENT = (Page.FUNNEL, Page.TIMES)  # about work under way; the others begin with the last whole year


class PageConverter:
    """``<statistic:page>`` in addresses."""

    regex = "|".join(Page)

    def to_python(self, value: str) -> Page:
        return Page(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(PageConverter, "statistic")


@dataclass(frozen=True, slots=True)
class About:
    """What a page answers, as its card and its tab say it."""

    page: Page
    tab: str
    title: str
    question: str
    icon: str


PAGES = (
    About(
        Page.STRUCTURE,
        "Cơ cấu",
        "Cơ cấu khen thưởng",
        "Ai được khen so với quân số: nữ, người trực tiếp công tác, dân tộc thiểu số, diện; "
        "cấp, loại hình, hình thức.",
        "users",
    ),
    About(
        Page.TRENDS,
        "Nhiều năm",
        "Khen thưởng qua các năm",
        "Mười năm theo đối tượng, cấp, loại hình, hình thức; đăng ký và đạt; xếp loại cán bộ.",
        "history",
    ),
    About(
        Page.COMPARISON,
        "So sánh đơn vị",
        "So sánh các đơn vị",
        "Các đơn vị cạnh nhau, cả trên 100 người; sắp xếp theo cột nào cũng được.",
        "arrows-sort",
    ),
    About(
        Page.FUNNEL,
        "Phễu xét tặng",
        "Phễu xét tặng",
        "Từ đề nghị, thẩm định, Hội đồng đến quyết định: còn bao nhiêu, dừng ở đâu, vì sao.",
        "filter",
    ),
    About(
        Page.TIMES,
        "Thời gian",
        "Thời gian giải quyết",
        "Mỗi bước mất bao nhiêu ngày, ở đơn vị và cơ quan nào; hồ sơ nào chờ lâu nhất.",
        "clock",
    ),
)
_ABOUT = {one.page: one for one in PAGES}


def overview(request: HttpRequest) -> HttpResponse:
    """Cards of the pages, each with its leading figure."""
    asked = _asked(request, Page.STRUCTURE)
    told = headlines(asked, this_year())
    cards = [(one, told[one.page]) for one in PAGES]
    more = {"cards": cards, "about": _ABOUT[Page.TRENDS], "part": by_recipient(asked)}
    return render(request, "reports/statistics.html", _filters(request, asked) | more)


def page(request: HttpRequest, page: Page) -> HttpResponse:
    """One page with its filters."""
    asked = _asked(request, page)
    context = _filters(request, asked) | {
        "about": _ABOUT[page],
        "pages": PAGES,
        "section": STATISTICS[page](asked),
        "rounds": _rounds(request, asked) if page in _CURRENT else None,
        "sorts": _sorts(request, asked) if page is Page.COMPARISON else None,
    }
    return render(request, "reports/statistics_page.html", context)


def table_file(request: HttpRequest, page: Page) -> HttpResponse:
    """Every table of a page as Excel, each on its sheet."""
    asked = _asked(request, page, taken_out=True)
    section = STATISTICS[page](asked)
    sheets = [_sheet(part, grid) for part in section.parts for grid in part.blocks if isinstance(grid, Grid)]
    title = f"{section.title}, năm {asked.scope.year}"
    content = workbook_of(actor=actor_of(request), notes=[title, *_notes(asked)], sheets=sheets)
    return download(content, f"thong-ke-{page}-{asked.scope.year}.xlsx")


def paper(request: HttpRequest, page: Page, form: PaperForm) -> HttpResponse:
    """A page as a paper of the unit."""
    asked = _asked(request, page, taken_out=True)
    made = statistics_paper(asked, STATISTICS[page](asked))
    name = f"thong-ke-{page}-{asked.scope.year}"
    return paper_response(request, STATISTICS_PAPER, made, unit=asked.scope.unit, form=form, name=name)


def figure(request: HttpRequest, page: Page, key: str) -> HttpResponse:
    """What a figure was counted from: the records behind it, or the figures that it is made of."""
    asked = _asked(request, page)
    found = _figure(asked, page, key)
    words = request.GET.get("tim", "").strip()[:100]
    records = _matching(found, words)
    context = _filters(request, asked) | {
        "about": _ABOUT[page],
        "figure": found,
        "words": words,
        "count": len(records),
        "page": Paginator(records, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "reports/figure.html", context)


def figure_file(request: HttpRequest, page: Page, key: str) -> HttpResponse:
    """The records behind a figure as Excel; nobody under secrecy leaves the program."""
    asked = _asked(request, page)
    found = _figure(asked, page, key)
    content = workbook(
        actor=actor_of(request),
        title=f"{found.label}: {found.shown}",
        notes=[found.query, *_notes(asked)],
        columns=[("Tên", 44), ("Số hiệu", 14), ("Nội dung", 70), ("Ngày", 14), ("Tính", 8)],
        rows=[_row(one) for one in _matching(found, request.GET.get("tim", ""))],
        persons_in=1,
    )
    return download(content, f"thong-ke-{page}-so.xlsx")


# ---- what an address asks for -----------------------------------------------------------------------


def _asked(request: HttpRequest, page: Page, *, taken_out: bool = False) -> Asked:
    """What the filters ask for.

    Raises:
        Http404: a unit or round that the account does not see.
        PermissionDenied: the account sees no unit.
    """
    actor, get = actor_of(request), request.GET
    unit = _unit(actor, get.get("dv", ""))
    year = whole(get.get("nam"), this_year() - (page not in _CURRENT))
    if not 1945 <= year <= 2100:
        raise Http404
    scope = Scope(actor, unit, year)
    kind = next((one for one in RecipientKind if one.value == get.get("dt")), None)
    number, chosen = whole(get.get("dot"), 0), None
    if number and page in _CURRENT:
        chosen = rounds_visible_to(actor).filter(pk=number).first()
        if chosen is None:
            raise Http404
        chosen = chosen if chosen.year == year else None  # the year was changed: all its rounds
    sort = get.get("xep", "")
    return Asked(scope, kind, chosen, sort if sort.lstrip("-") in COLUMNS else "", taken_out)


def _unit(actor: Account, code: str) -> Unit:
    seen = visible_units(actor)
    if code:
        unit = seen.filter(code=code).first()
        if unit is None:
            raise Http404
    else:
        unit = seen.filter(valid_to=None).order_by("depth", "path").first()
    if unit is None:
        require(decide(scopes(actor), Action.VIEW))
        raise Http404
    require(may_read_report(scopes(actor), unit.path))
    return unit


def _rounds(request: HttpRequest, asked: Asked) -> list[Any]:
    return list(rounds_visible_to(actor_of(request)).filter(year=asked.scope.year).order_by("pk"))


def _filters(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The lists that the filters choose from, and the part of the address that keeps them."""
    seen = visible_units(actor_of(request)).filter(valid_to=None)
    units = list(seen.filter(depth__lte=1).order_by("depth", "path")) or list(seen.order_by("path"))
    if asked.scope.unit not in units:
        units.append(asked.scope.unit)
    years = set(Grant.objects.order_by().values_list("year", flat=True).distinct()) | {this_year()}
    query = request.GET.copy()
    for name in list(query):
        if name not in FILTERS or not query[name]:
            del query[name]
    return {
        "asked": asked,
        "units": units,
        "years": sorted(years | {asked.scope.year}, reverse=True)[:YEARS_BACK],
        "kinds": RecipientKind.choices,
        "query": f"?{query.urlencode()}" if query else "",
        "narrowed": any(request.GET.get(name) for name in FILTERS),
    }


def _sorts(request: HttpRequest, asked: Asked) -> list[dict[str, Any]]:
    """The heading of each column of the comparison as a link that sorts by it."""
    now = asked.sort or USUAL
    found = []
    for key, title in COLUMNS.items():
        here = now.lstrip("-") == key
        query = request.GET.copy()
        down = not now.startswith("-") if here else key != "ten"
        query["xep"] = f"-{key}" if down else key
        found.append({"title": title, "query": query.urlencode(), "here": here, "down": now.startswith("-")})
    return found


def _figure(asked: Asked, page: Page, key: str) -> Figure:
    found = next((one for one in figures_of(STATISTICS[page](asked)) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _matching(figure: Figure, words: str) -> list[Record]:
    asked = fold(words).split()
    return [
        one for one in figure.records() if all(word in fold(f"{one.name} {one.detail}") for word in asked)
    ]


# ---- files ------------------------------------------------------------------------------------------


def _notes(asked: Asked) -> Iterator[str]:
    yield f"Đơn vị: {asked.scope.unit.name}, gồm các đơn vị trực thuộc"
    if asked.kind:
        yield f"Chỉ tính: {asked.kind.label.lower()}"
    if asked.round:
        yield f"Đợt: {asked.round.name}"


def _sheet(part: Section, grid: Grid) -> Sheet:
    columns = [(title, 14 if at in grid.numeric else 44) for at, title in enumerate(grid.columns)]
    name = "".join(letter for letter in part.title if letter not in "[]:*?/\\")
    return Sheet(name, part.title, columns, [[_cell(one) for one in row] for row in grid.rows])


def _cell(cell: str | Figure) -> Cell:
    if isinstance(cell, str):
        return cell
    if cell.value is None or isinstance(cell.value, str | int):
        return cell.value
    return Percent(cell.value / 100) if cell.form is Form.PERCENT else float(cell.value)


def _row(record: Record) -> tuple[Cell, ...]:
    day = f"{record.day:%d/%m/%Y}" if record.day else None
    weight = record.weight if isinstance(record.weight, int) else float(record.weight)
    return (record.name, record.number or None, record.detail, day, weight)
