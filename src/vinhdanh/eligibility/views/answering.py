"""The table of answers on the pages of one person and one unit, and its single rows for htmx."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.eligibility.results import ASSESSED, Results
from vinhdanh.eligibility.selectors import persons, texts
from vinhdanh.eligibility.views.shown import Shown
from vinhdanh.engine import Verdict, plan


def compared(request: HttpRequest, shown: Shown) -> tuple[dict[str, Any], Results | None]:
    """The context that every table of answers needs, and the results under the text it is compared with."""
    results = shown.results
    text = texts.text_for(results, request.GET.get("theo", ""))
    other = texts.results_under(results, text) if text and text != texts.own_text(results) else None
    context = {
        "shown": shown,
        "text": text if other else None,
        "own": texts.own_text(results),
        "texts": texts.other_texts(results),
        "opened": request.GET.get("mo", ""),
    }
    return context, other


def asks_for_line(request: HttpRequest) -> bool:
    """Whether htmx asks for one row alone."""
    return bool(getattr(request, "htmx", None) and request.htmx.target)  # type: ignore[attr-defined]


def table(results: Results, other: Results | None, subject: str, opened: str) -> dict[str, Any]:
    """Every answer about a subject, in parts, and what the opened row adds."""
    context = sorted_answers(persons.answers(results, subject, other), opened)
    if opened in results.column:
        context |= _opened(results, other, subject, opened)
    return context


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


def line(
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
