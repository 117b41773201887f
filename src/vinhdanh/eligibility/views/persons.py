"""The list of people, on the page and as a file."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.types import Action
from vinhdanh.eligibility.results import ASSESSED, SHOWN
from vinhdanh.eligibility.selectors import lists, texts, tree
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.selectors.people import ranks_of
from vinhdanh.eligibility.views.force import query_of, visible_unit
from vinhdanh.eligibility.views.shown import Shown, download, nothing_visible, page_of, with_run
from vinhdanh.engine import Verdict
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Person
from vinhdanh.people.selectors import people_visible_to, visible_units

NEWER = 20  # files that a run does not know yet, named above the list


@with_run
def person_list(request: HttpRequest, shown: Shown) -> HttpResponse:
    """People by name, unit or answer."""
    results = shown.results
    query = query_of(request)
    if query.unit:
        visible_unit(shown, query.unit)
    subjects = _subjects(shown, query)
    page = page_of(request, subjects)
    line = results.line(query.line)
    context: dict[str, Any] = {
        "shown": shown,
        "newer": _newer(shown, query.text),
        "query": query,
        "order": query.order or "ten",
        "page": page,
        "line": line,
        "lines": [(one.id, results.name(one)) for one in results.lines_for("person")],
        "units": tree.base_units(results, shown.part),
        "unit": results.index.units.get(query.unit),
        "verdicts": ASSESSED,
        "chosen": [v.css for v in query.verdicts],
        "may_add": visible_units(shown.actor, Action.EDIT).exists(),
        "filtered": bool(query.text or query.unit or query.line or query.verdicts),
    }
    if line is not None:
        context["rows"] = lists.subject_rows(results, page.object_list, line.id, ranks_of(page.object_list))
    else:
        context["people"] = lists.person_rows(results, page.object_list, ranks_of(page.object_list))
    return nothing_visible(request, shown) or render(request, "eligibility/persons.html", context)


def _newer(shown: Shown, text: str) -> list[Person]:
    """Files opened after the run read the records: they have a page, but no answers yet."""
    if not shown.changes:
        return []
    known = set(shown.results.index.persons)
    seen = Person.objects.search(text).filter(pk__in=people_visible_to(shown.actor))
    numbers = [number for number in seen.values_list("number", flat=True) if number not in known]
    return list(Person.objects.filter(number__in=numbers[:NEWER]))


def _subjects(shown: Shown, query: Query) -> list[str]:
    results = shown.results
    part = shown.part & results.kind("person")
    if query.verdicts and not results.line(query.line):
        statuses = results.verdicts.statuses
        part = part & np.isin(statuses, query.verdicts).any(axis=1)
    return lists.matching(results, part, query)


@with_run
def person_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The list of people as Excel, a column a line."""
    results = shown.results
    query = query_of(request)
    if query.unit:
        visible_unit(shown, query.unit)
    subjects = _subjects(shown, query)
    lines = results.lines_for("person")
    content = workbook(
        actor=shown.actor,
        persons_in=0,
        title=f"Kết quả xét cán bộ, năm {results.year}",
        notes=[
            texts.own_text(results).label,
            "Đạt tiêu chí là vào nguồn lựa chọn, chưa phải được tặng.",
        ],
        columns=[
            ("Số hiệu", 12),
            ("Họ và tên", 28),
            ("Cấp bậc, chức vụ", 30),
            ("Đơn vị", 40),
            *((results.short_name(line), 15) for line in lines),
        ],
        rows=(
            [
                row.id,
                row.name,
                row.sub,
                row.unit,
                *(_word(results.verdict(row.id, line.id)) for line in lines),
            ]
            for row in lists.person_rows(results, subjects, ranks_of(subjects))
        ),
    )
    return download(content, f"can-bo-{results.year}.xlsx")


def _word(verdict: Verdict) -> str | None:
    return verdict.label if verdict in SHOWN else None
