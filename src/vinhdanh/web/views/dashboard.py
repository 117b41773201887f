"""The first page: how the year stands, who meets what, what waits for people, whether figures are fresh."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.eligibility.selectors import heat, texts, titles
from vinhdanh.eligibility.views.shown import Shown, nothing_visible, with_run
from vinhdanh.movements.selectors.year import glance

RANKED = ("CSTD_CS", "CSTT")  # the lines that the ranking of units opens with, the first that exists
HIGHEST, LOWEST = 7, 5  # units shown of each end


@with_run
def dashboard(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The force as the account sees it. Who sees only himself is shown his own page."""
    results, part = shown.results, shown.part
    mine = part & results.kind("person")
    if empty := nothing_visible(request, shown):
        return empty
    if mine.sum() == 1 and not (part & results.kind("unit")).any():
        return redirect("eligibility:person", results.verdicts.subjects[int(mine.argmax())])
    people = titles.line_rows(results, part, "person")
    groups, quiet = titles.telling_lines(
        [people, titles.line_rows(results, part, "unit"), titles.line_rows(results, part, "household")]
    )
    choices = [row for row in people if row.counts.met]
    known = {row.line.id for row in choices}
    wanted = request.GET.get("dong", "")
    ranked = next((id for id in (wanted, *RANKED, *known) if id in known), "")
    line = results.line(ranked)
    context = {
        "shown": shown,
        "year": glance(shown.actor, timezone.localdate().year),
        "results": results,
        "groups": groups,
        "quiet": quiet,
        "without_rule": results.lines_without_rule,
        "waiting": titles.waiting(results, part),
        "unrated": titles.unrated(results, part),
        "people": int(mine.sum()),
        "units": int((part & results.kind("unit")).sum()),
        "choices": choices,
        "ranked": line,
        "ranked_name": results.name(line) if line else "",
        **_ends(heat.ranking(results, part, line) if line else []),
        "text": texts.own_text(results),
    }
    return render(request, "web/dashboard.html", context)


def _ends(rows: list[heat.HeatRow]) -> dict[str, list[heat.HeatRow]]:
    """A ranking by its two ends; what lies between is folded away."""
    if len(rows) <= HIGHEST + LOWEST + 2:
        return {"highest": rows, "between": [], "lowest": []}
    return {"highest": rows[:HIGHEST], "between": rows[HIGHEST:-LOWEST], "lowest": rows[-LOWEST:]}
