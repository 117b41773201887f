"""Lists of who comes close: eligible soon, one step short, answered otherwise by another text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.selectors import near, texts, tree
from vinhdanh.eligibility.selectors.near import Filters, Found, NearRow
from vinhdanh.eligibility.selectors.people import ranks_of
from vinhdanh.eligibility.views.force import visible_unit
from vinhdanh.eligibility.views.shown import Shown, download, nothing_visible, page_of, with_run
from vinhdanh.engine import OneStep
from vinhdanh.engine.facts import Force
from vinhdanh.engine.wording import FORCES, sentence
from vinhdanh.people.exports import workbook

MOST = 5000  # rows of one file that tell under another text why
LEVELS = {
    "": "Mọi cấp",
    "base": "Cấp cơ sở",
    "ministry": "Cấp Bộ, tỉnh",
    "government": "Chính phủ",
    "state": "Nhà nước",
}
SOON = {"": "Năm nay và năm sau", "nay": "Năm nay", "sau": "Năm sau"}
STEPS = {"": "Cả hai", "ho-so": "Thiếu một tiêu chí", "ket-luan": "Chỉ thiếu căn cứ, kết luận"}
DIFFERENT = {"": "Cả hai", "loi": "Kết quả tốt hơn", "thiet": "Kết quả kém hơn"}


def filters_of(request: HttpRequest, shown: Shown, which: dict[str, str]) -> Filters:
    """What the address asks for. A unit outside the account's scope does not exist."""
    get = request.GET
    if get.get("dv"):
        visible_unit(shown, get["dv"])
    line = get.get("dong", "")
    return Filters(
        unit=get.get("dv", ""),
        line=line if shown.results.line(line) else "",
        force=get.get("ll", "") if get.get("ll") in {force.value for force in Force} else "",
        level=get.get("cap", "") if get.get("cap") in LEVELS else "",
        text=get.get("q", "").strip(),
        which=get.get("loc", "") if get.get("loc") in which else "",
    )


def _page(
    request: HttpRequest,
    shown: Shown,
    tab: str,
    found: Found,
    filters: Filters,
    which: dict[str, str],
    other: Results | None = None,
) -> dict[str, Any]:
    results = shown.results
    page = page_of(request, found.pairs)
    subjects = [results.verdicts.subjects[row] for row, _ in page.object_list]
    return {
        "shown": shown,
        "tab": tab,
        "filters": filters,
        "filtered": filters != Filters(),
        "titles": found.titles,
        "quiet": found.quiet,
        "which": which,
        "page": page,
        "rows": near.near_rows(
            results, page.object_list, ranks_of(subjects), other, foreseen=tab == "sap-du"
        ),
        "units": tree.base_units(results, shown.part),
        "unit": results.index.units.get(filters.unit),
        "lines": [(line.id, results.name(line)) for line in results.lines],
        "forces": _forces(results),
        "levels": LEVELS,
        "next": results.year + 1,
    }


def _forces(results: Results) -> list[tuple[str, str]]:
    present = {record.force for table in (results.facts.persons, results.facts.units) for record in table}
    return [(force.value, sentence(FORCES[force])) for force in Force if force in present]


@with_run
def soon(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Who becomes eligible this year and next, by title, with what is still needed."""
    filters = filters_of(request, shown, SOON)
    found = near.soon(shown.results, shown.part, filters)
    context = _page(request, shown, "sap-du", found, filters, SOON)
    context["ended_next"] = [
        one
        for one in shown.results.ended_by(date(shown.results.year + 1, 12, 31))
        if one not in shown.results.ended
    ]
    return nothing_visible(request, shown) or render(request, "eligibility/near.html", context)


@with_run
def one_step(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Who is one step short, and of what."""
    filters = filters_of(request, shown, STEPS)
    found = near.one_step(shown.results, shown.part, filters)
    context = _page(request, shown, "mot-buoc", found, filters, STEPS)
    return nothing_visible(request, shown) or render(request, "eligibility/near.html", context)


@with_run
def otherwise(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Whose answer differs under another text, and why."""
    filters = filters_of(request, shown, DIFFERENT)
    text, other = _other(request, shown)
    found = near.otherwise(shown.results, other, shown.part, filters)
    context = _page(request, shown, "van-ban-khac", found, filters, DIFFERENT, other)
    context |= {
        "text": text,
        "own": texts.own_text(shown.results),
        "texts": texts.other_texts(shown.results),
        "ended_there": [one for one in other.ended if one not in shown.results.ended],
    }
    return nothing_visible(request, shown) or render(request, "eligibility/near.html", context)


def _other(request: HttpRequest, shown: Shown) -> tuple[texts.Text, Results]:
    """The text that the address names, else the one that people compare with first."""
    own = texts.own_text(shown.results)
    text = texts.text_for(shown.results, request.GET.get("theo", ""))
    if text is None or text == own:
        text = texts.nearest_texts(shown.results)[-1]
    return text, texts.results_under(shown.results, text, shown.run)


# ---- Excel ----------------------------------------------------------------------------------------

_WHO = [
    ("Số hiệu, mã", 14),
    ("Họ và tên, tên đơn vị", 30),
    ("Cấp bậc, chức vụ", 28),
    ("Đơn vị", 40),
    ("Danh hiệu, hình thức", 40),
]


def _file(
    shown: Shown,
    found: Found,
    title: str,
    name: str,
    columns: list[tuple[str, int]],
    cells: Callable[[NearRow, str], list[str | int | None]],
    other: Results | None = None,
    note: str = "",
) -> HttpResponse:
    """A list as Excel. People under secrecy are left out, and the file says how many."""
    results = shown.results
    cut = found.pairs[:MOST]
    subjects = sorted({results.verdicts.subjects[row] for row, _ in cut})
    missing = near.missing_words(results, cut) if other is None else {}
    rows = near.near_rows(results, cut, ranks_of(subjects), other, brief=other is None)
    notes = [
        texts.own_text(results).label,
        "Đạt tiêu chí là vào nguồn lựa chọn, chưa phải được tặng.",
        *([note] if note else []),
        *(one.sentence for one in results.ended),
        *(
            [f"Chỉ xuất {MOST} trong {len(found.pairs)} dòng: lọc theo đơn vị, danh hiệu."]
            if len(found.pairs) > MOST
            else []
        ),
    ]
    content = workbook(
        actor=shown.actor,
        persons_in=0,
        title=title,
        notes=notes,
        columns=[*_WHO, *columns],
        rows=(
            [row.id, row.name, row.sub, row.unit, row.title, *cells(row, missing.get(pair, ""))]
            for row, pair in zip(rows, cut, strict=True)
        ),
    )
    return download(content, f"{name}-{results.year}.xlsx")


@with_run
def soon_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Who becomes eligible this year and next, as Excel."""
    found = near.soon(shown.results, shown.part, filters_of(request, shown, SOON))
    return _file(
        shown,
        found,
        f"Sắp đủ điều kiện, xét năm {shown.results.year}",
        "sap-du-dieu-kien",
        [("Kết quả", 18), ("Sớm nhất", 9), ("Còn cần", 80)],
        lambda row, missing: [row.verdict.label, row.year, missing],
    )


@with_run
def one_step_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Who is one step short, as Excel."""
    found = near.one_step(shown.results, shown.part, filters_of(request, shown, STEPS))
    words = {
        OneStep.FAILING: "Một tiêu chí chưa đạt",
        OneStep.OPEN: "Chỉ thiếu căn cứ, kết luận",
        OneStep.NONE: "",
    }
    return _file(
        shown,
        found,
        f"Còn thiếu một bước, xét năm {shown.results.year}",
        "con-thieu-mot-buoc",
        [("Kết quả", 18), ("Thiếu loại nào", 24), ("Thiếu gì", 80)],
        lambda row, missing: [row.verdict.label, words[row.step], missing],
    )


@with_run
def otherwise_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Whose answer differs under another text, as Excel."""
    text, other = _other(request, shown)
    found = near.otherwise(shown.results, other, shown.part, filters_of(request, shown, DIFFERENT))
    warning = " Văn bản dự thảo không bao giờ là căn cứ kết luận." if text.draft else ""
    return _file(
        shown,
        found,
        f"Khác đi nếu theo {text.label}",
        "khac-theo-van-ban-khac",
        [("Kết quả", 18), ("Theo văn bản khác", 18), ("Vì sao", 70), ("Căn cứ", 40)],
        lambda row, _: [row.verdict.label, row.other_label, row.why, row.citation],
        other,
        f"So với {text.label}.{warning}",
    )
