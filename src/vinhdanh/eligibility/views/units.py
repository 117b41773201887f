"""The tree of units and one unit's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.eligibility.selectors import lists, persons, texts, titles, tree, units
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.selectors.people import ranks_of
from vinhdanh.eligibility.views.force import visible_unit
from vinhdanh.eligibility.views.persons import _line, _opened, sorted_answers
from vinhdanh.eligibility.views.shown import Shown, nothing_visible, page_of, with_run
from vinhdanh.people.folding import fold


@with_run
def unit_list(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The tree, with the strength of each unit and what it meets."""
    text = request.GET.get("q", "").strip()
    rows = units.tree(shown.results, shown.part)
    if text:
        words = fold(text).split()
        rows = [
            row
            for row in rows
            if all(word in fold(row.unit.name) for word in words)
            or row.unit.id.lower().startswith(text.lower())
        ]
    elif not request.GET.get("doi"):
        rows = [row for row in rows if row.depth <= 1]
    page = page_of(request, rows)
    context = {
        "shown": shown,
        "page": page,
        "rows": page.object_list,
        "text": text,
        "teams": bool(request.GET.get("doi")),
        "lines": [(line, shown.results.name(line)) for line in units.own_titles(shown.results)],
    }
    return nothing_visible(request, shown) or render(request, "eligibility/units.html", context)


@with_run
def unit(request: HttpRequest, shown: Shown, code: str) -> HttpResponse:
    """One unit: its own titles with the shares of its members, and the members."""
    results = shown.results
    found = visible_unit(shown, code)
    text = texts.text_for(results, request.GET.get("theo", ""))
    other = texts.results_under(results, text) if text and text != texts.own_text(results) else None
    context: dict[str, Any] = {
        "shown": shown,
        "unit": found,
        "person": None,
        "text": text if other else None,
        "own": texts.own_text(results),
        "texts": texts.other_texts(results),
        "opened": request.GET.get("mo", ""),
        "linked": shown.results.persons_in(shown.part & shown.results.below(found.id)),
    }
    if getattr(request, "htmx", None) and request.htmx.target:  # type: ignore[attr-defined]
        return _line(request, context, results, other, found.id, request.GET.get("dong", ""))
    answers = persons.answers(results, found.id, other)
    members = shown.part & results.kind("person") & results.below(found.id)
    subjects = lists.matching(results, members, Query(order=request.GET.get("xep", "ten")))
    page = page_of(request, subjects)
    chain = [results.index.units[u] for u in reversed(results.index.above(found.id)[1:])]
    context |= {
        "kind": tree.kind_name(found),
        "chain": [u for u in chain if shown.part[results.row[u.id]]],
        "children": tree.children(results, found.id),
        **sorted_answers(answers, context["opened"]),
        "shares": units.shares(results, found.id),
        "strength": units.strength(results, found.id),
        "member_lines": titles.line_rows(results, members, "person"),
        "grants": persons.grant_rows(results, found.id),
        "level": units.level(results, found.id),
        "page": page,
        "people": lists.person_rows(results, page.object_list, ranks_of(page.object_list), found.id),
        "order": request.GET.get("xep", "ten"),
    }
    if context["opened"] in results.column:
        context |= _opened(results, other, found.id, context["opened"])
    return render(request, "eligibility/unit.html", context)
