"""The list of people and one person's page."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.eligibility.results import ASSESSED, SHOWN, Results
from vinhdanh.eligibility.selectors import lists, persons, texts, tree
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.selectors.people import ranks_held, ranks_of
from vinhdanh.eligibility.views.force import query_of, visible_unit
from vinhdanh.eligibility.views.shown import Shown, download, nothing_visible, page_of, with_run
from vinhdanh.engine import Verdict, plan
from vinhdanh.engine.facts import Person
from vinhdanh.people import models as people
from vinhdanh.people.exports import workbook
from vinhdanh.people.selectors import kept_in_place_of
from vinhdanh.people.types import CATEGORIES

TABS = {
    "": "Xét danh hiệu {year}",
    "qua-trinh": "Quá trình",
    "khen-thuong": "Khen thưởng ({grants} lượt)",
    "sang-kien": "Sáng kiến ({works})",
    "ky-luat": "Kỷ luật, tạm hoãn ({troubles})",
}


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
        "query": query,
        "order": query.order or "ten",
        "page": page,
        "line": line,
        "lines": [(one.id, results.name(one)) for one in results.lines_for("person")],
        "units": tree.base_units(results, shown.part),
        "unit": results.index.units.get(query.unit),
        "verdicts": ASSESSED,
        "chosen": [v.css for v in query.verdicts],
        "filtered": bool(query.text or query.unit or query.line or query.verdicts),
    }
    if line is not None:
        context["rows"] = lists.subject_rows(results, page.object_list, line.id, ranks_of(page.object_list))
    else:
        context["people"] = lists.person_rows(results, page.object_list, ranks_of(page.object_list))
    return nothing_visible(request, shown) or render(request, "eligibility/persons.html", context)


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


def visible_person(shown: Shown, number: str) -> Person:
    """A person whom the account sees; anybody else does not exist."""
    row = shown.results.row.get(number)
    person = shown.results.index.persons.get(number)
    if row is None or person is None or not shown.part[row]:
        raise Http404
    return person


@with_run
def person(request: HttpRequest, shown: Shown, number: str) -> HttpResponse:
    """One person: the career as a picture, a row a title, the opened explanation beneath its row."""
    results = shown.results
    kept = kept_in_place_of(number)
    if kept is not None:
        return redirect("eligibility:person", visible_person(shown, kept.number).id)
    found = visible_person(shown, number)
    text = texts.text_for(results, request.GET.get("theo", ""))
    other = texts.results_under(results, text) if text and text != texts.own_text(results) else None
    opened = request.GET.get("mo", "")
    context: dict[str, Any] = {
        "shown": shown,
        "person": found,
        "text": text if other else None,
        "own": texts.own_text(results),
        "texts": texts.other_texts(results),
        "opened": opened,
    }
    if getattr(request, "htmx", None) and request.htmx.target:  # type: ignore[attr-defined]
        return _line(request, context, results, other, found.id, request.GET.get("dong", ""))
    tab = request.GET.get("phan", "")
    if tab not in TABS:
        raise Http404
    grants, works = persons.grant_rows(results, found.id), persons.work_rows(results, found.id)
    troubles = persons.trouble_rows(results, found.id)
    numbers = {"year": results.year, "grants": len(grants), "works": len(works), "troubles": len(troubles)}
    record = people.Person.objects.filter(number=number).only("rank").first()
    post = lists.latest_post(results, found.id)
    context |= {
        "tab": tab,
        "tabs": [(key, label.format(**numbers)) for key, label in TABS.items()],
        "rank": record.rank if record else "",
        "post": post,
        "chain": [
            (results.index.units[u], bool(shown.part[results.row[u]]))
            for u in reversed(results.index.above(results.homes.get(found.id)))
        ],
        "unit_name": lists.unit_name(results, results.homes.get(found.id)),
        "category": CATEGORIES.get(found.category, found.category),
        "service": persons.service(found, results.year),
    }
    match tab:
        case "":
            answers = persons.answers(results, found.id, other)
            context |= {"career": persons.career(results, found, ranks_held(number))}
            context |= sorted_answers(answers, opened)
            if opened in results.column:
                context |= _opened(results, other, found.id, opened)
        case "qua-trinh":
            context["rows"] = persons.year_rows(results, found.id)
        case "khen-thuong":
            context["rows"] = grants
        case "sang-kien":
            context["rows"] = works
        case _:
            context["rows"] = troubles
    return render(request, "eligibility/person.html", context)


def sorted_answers(answers: list[persons.LineAnswer], opened: str) -> dict[str, Any]:
    """The answers in three parts: what is open or in sight, what is far, what has no rule."""
    silent = [a for a in answers if a.explanation.verdict == Verdict.NO_RULE]
    far = [a for a in answers if a.explanation.verdict == Verdict.UNMET and not a.earliest and not a.differs]
    return {
        "answers": [a for a in answers if a not in silent and a not in far],
        "far": far,
        "far_open": any(a.explanation.rule == opened for a in far),
        "silent": silent,
        "tally": _tally(answers),
        "changed": sum(a.differs for a in answers),
    }


def _tally(answers: list[persons.LineAnswer]) -> list[tuple[Verdict, int]]:
    given = [a.explanation.verdict for a in answers]
    return [(verdict, given.count(verdict)) for verdict in ASSESSED if verdict in given]


def _opened(results: Results, other: Results | None, subject: str, line: str) -> dict[str, Any]:
    """What the opened row adds: the plan, and the same line under the other text."""
    beside = other.explain(subject, line) if other is not None and line in other.column else None
    return {"plan": plan(results.verdicts, subject, line), "beside": beside}


def _line(
    request: HttpRequest,
    context: dict[str, Any],
    results: Results,
    other: Results | None,
    subject: str,
    line: str,
) -> HttpResponse:
    """One row of the table alone, opened or closed, to be swapped in."""
    answer = next((a for a in persons.answers(results, subject, other) if a.explanation.rule == line), None)
    if answer is None:
        raise Http404
    context["answer"] = answer
    if context["opened"] == line:
        context |= _opened(results, other, subject, line)
    return render(request, "eligibility/line.html", context)
