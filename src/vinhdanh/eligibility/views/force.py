"""Who meets what, unit by unit, and the list behind each figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.eligibility.results import ASSESSED, Part, Results
from vinhdanh.eligibility.selectors import heat, lists, texts, titles, tree
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.selectors.people import ranks_of
from vinhdanh.eligibility.views.shown import Shown, download, nothing_visible, page_of, with_run
from vinhdanh.engine import RuleLine, Verdict
from vinhdanh.engine.facts import Sex, Unit
from vinhdanh.people.exports import workbook

CSS = {verdict.css: verdict for verdict in ASSESSED}
KINDS = {"person": "Cá nhân", "unit": "Tập thể", "household": "Hộ gia đình"}
BLOCKS = {"": "Tất cả đơn vị", "phong": "Cấp phòng", "xa": "Công an cấp xã"}
HONOUR_KINDS = {
    "": "Hay xét",
    "emulation_title": "Danh hiệu thi đua",
    "commendation_form": "Hình thức khen thưởng",
    "tat-ca": "Tất cả",
}
SEXES = {"": "Tất cả", "nu": "Nữ", "nam": "Nam"}


def query_of(request: HttpRequest) -> Query:
    """What the list's address asks for."""
    get = request.GET
    verdicts = tuple(CSS[css] for css in get.getlist("kq") if css in CSS)
    return Query(
        line=get.get("dong", ""),
        unit=get.get("dv", ""),
        verdicts=verdicts,
        text=get.get("q", "").strip(),
        order=get.get("xep", ""),
    )


def visible_unit(shown: Shown, code: str) -> Unit:
    """A unit that the account sees; anything else does not exist."""
    row = shown.results.row.get(code)
    unit = shown.results.index.units.get(code)
    if row is None or unit is None or not shown.part[row]:
        raise Http404
    return unit


@dataclass(frozen=True)
class Asked:
    """What the address asks the table to be about."""

    text: texts.Text
    results: Results
    kind: str
    part: Part
    lines: list[RuleLine]
    block: str
    inside: Unit | None

    def table(self, *, fold_communes: bool) -> heat.HeatMap:
        """The table of shares."""
        if self.kind != "person":
            return heat.collective_heat_map(self.results, self.part, self.lines, self.kind)
        if self.inside:
            units = tree.children(self.results, self.inside.id)
        else:
            units = [u for u in tree.base_units(self.results, self.part) if _in_block(u, self.block)]
        return heat.heat_map(self.results, self.part, self.lines, units, fold_communes=fold_communes)


def asked(request: HttpRequest, shown: Shown) -> Asked:
    """Read the address. A unit outside the account's scope does not exist."""
    get = request.GET
    text = texts.text_for(shown.results, get.get("theo", "")) or texts.own_text(shown.results)
    results = texts.results_under(shown.results, text)
    kind = get.get("dt", "") if get.get("dt") in KINDS else "person"
    inside = visible_unit(shown, get["trong"]) if get.get("trong") else None
    block = get.get("khoi", "") if get.get("khoi") in BLOCKS else ""
    part = _of_sex(results, shown.part, get.get("gioi", ""))
    if inside:
        part = part & results.below(inside.id)
    elif block:
        chosen = [results.below(u.id) for u in tree.base_units(results, part) if _in_block(u, block)]
        part = part & np.logical_or.reduce(chosen, initial=False)
    lines = _columns(results, part, kind, get.get("loai", ""))
    return Asked(text, results, kind, part, lines, block, inside)


def _in_block(unit: Unit, block: str) -> bool:
    return not block or (unit.kind in tree.COMMUNES if block == "xa" else unit.kind == block)


def _of_sex(results: Results, part: Part, sex: str) -> Part:
    chosen = {"nu": Sex.FEMALE, "nam": Sex.MALE}.get(sex)
    return part & (results.of_sex(chosen) | ~results.kind("person")) if chosen else part


@with_run
def heat_page(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The heat map of shares, the chosen cell beside it, and its people below."""
    wanted = asked(request, shown)
    results = wanted.results
    context: dict[str, Any] = {
        "shown": shown,
        "results": results,
        "text": wanted.text,
        "texts": [texts.own_text(shown.results), *texts.other_texts(shown.results)],
        "kinds": KINDS,
        "blocks": BLOCKS,
        "honour_kinds": HONOUR_KINDS,
        "sexes": SEXES,
        "kind": wanted.kind,
        "map": wanted.table(fold_communes=not wanted.block),
        "inside": wanted.inside,
        "names": {line.id: (results.name(line), results.short_name(line)) for line in wanted.lines},
        "by_distance": request.GET.get("to") == "lech",
    }
    query = query_of(request)
    line = results.line(query.line)
    if line is not None:
        context |= _cell(request, shown, wanted, line, query)
    return nothing_visible(request, shown) or render(request, "eligibility/heat.html", context)


def _columns(results: Results, part: Part, kind: str, wanted: str) -> list[RuleLine]:
    """The lines that become columns: by default those that somebody meets or may meet."""
    lines = list(results.lines_for(kind))
    if wanted == "tat-ca":
        return lines
    if wanted in ("emulation_title", "commendation_form"):
        return [line for line in lines if results.book.honours[line.honour].kind == wanted]
    return titles.common_lines(results, part, kind)


def _cell(request: HttpRequest, shown: Shown, wanted: Asked, line: RuleLine, query: Query) -> dict[str, Any]:
    """The chosen cell: its counts, what is missing most, and the page of its list."""
    results = wanted.results
    whole = wanted.part & results.kind(line.subject_kind)
    unit = visible_unit(shown, query.unit) if query.unit else None
    scope = whole & results.below(unit.id) if unit else whole
    within = query.unit or (wanted.inside.id if wanted.inside else "")
    if not query.verdicts:
        query = Query(
            line.id,
            query.unit,
            (Verdict.MET, Verdict.UNSURE, Verdict.HELD),
            query.text,
            query.order or "ket-qua",
        )
    subjects = lists.matching(results, scope, query)
    page = page_of(request, subjects)
    return {
        "line": line,
        "line_name": results.name(line),
        "cell_unit": unit,
        "counts": results.counts(line.id, scope),
        "whole_counts": results.counts(line.id, whole),
        "gaps": results.gaps(line.id, scope)[:3],
        "page": page,
        "rows": lists.subject_rows(results, page.object_list, line.id, ranks_of(page.object_list), within),
        "query": query,
        "order": query.order,
        "chosen": [v.css for v in query.verdicts],
        "verdicts": ASSESSED,
    }


@with_run
def heat_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The heat map as Excel: people and shares, a row a unit."""
    wanted = asked(request, shown)
    results, text, lines = wanted.results, wanted.text, wanted.lines
    table = wanted.table(fold_communes=False)
    rows = [table.total, *(row for group in table.groups for row in group.rows)]
    columns = [("Mã", 10), ("Đơn vị", 46), ("Quân số", 10)]
    for line in lines:
        columns += [(f"{results.short_name(line)}: đạt", 11), ("Tỷ lệ, %", 9)]
    content = workbook(
        actor=shown.actor,
        title=f"Tỷ lệ đủ điều kiện theo đơn vị, năm {results.year}",
        notes=[text.label, "Đạt tiêu chí là vào nguồn lựa chọn, chưa phải được tặng."],
        columns=columns,
        rows=(
            [
                row.unit,
                row.title,
                row.people,
                *(
                    v
                    for c in row.cells
                    for v in ((c.counts.met, c.counts.percent) if c.counts.assessed else (None, None))
                ),
            ]
            for row in rows
        ),
    )
    return download(content, f"ty-le-du-dieu-kien-{results.year}.xlsx")


@with_run
def list_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The list behind a figure as Excel. People under secrecy are left out, and the file says how many."""
    wanted = asked(request, shown)
    results, text = wanted.results, wanted.text
    query = query_of(request)
    line = results.line(query.line)
    if line is None:
        raise Http404
    if query.unit:
        visible_unit(shown, query.unit)
    part = wanted.part & results.kind(line.subject_kind)
    subjects = lists.matching(results, part, query)
    rows = lists.subject_rows(results, subjects, line.id, ranks_of(subjects))
    content = workbook(
        actor=shown.actor,
        persons_in=0,
        title=f"{results.name(line)}, năm {results.year}",
        notes=[
            text.label,
            "Đạt tiêu chí là vào nguồn lựa chọn, chưa phải được tặng.",
        ],
        columns=[
            ("Số hiệu, mã", 14),
            ("Họ và tên, tên đơn vị", 30),
            ("Cấp bậc, chức vụ", 30),
            ("Đơn vị", 40),
            ("Kết quả", 18),
            ("Năm liền", 9),
            ("Vì sao, còn thiếu", 70),
            ("Sớm nhất", 9),
        ],
        rows=(
            [r.id, r.name, r.sub, r.unit, r.verdict.label, r.streak, r.why or None, r.earliest] for r in rows
        ),
    )
    return download(content, f"danh-sach-{line.id.lower()}-{results.year}.xlsx")
