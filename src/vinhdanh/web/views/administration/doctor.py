"""The checks over live data on a page: what should hold, what does not, the way to mend."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.audit.consistency import checks, run_checks
from vinhdanh.eligibility.views.shown import actor_of

SHOWN = 30  # findings of one check
ELSEWHERE = "audit.chain"  # walked in stretches on the journal's own page


def doctor(request: HttpRequest) -> HttpResponse:
    """The list of checks; a press of the button asks the data, all of them or one."""
    require(decide(scopes(actor_of(request)), Action.READ_JOURNAL))
    known = [one for one in checks() if one.code != ELSEWHERE]
    asked = request.POST.get("ma", "")
    results = []
    if request.method == "POST":
        codes = [one.code for one in known if asked in ("", one.code)]
        results = run_checks(codes) if codes else []
    context = {
        "checks": known,
        "results": [
            (one, one.found[:SHOWN], len(one.found), list(dict.fromkeys(f.mend for f in one.found)))
            for one in sorted(results, key=lambda one: not one.found)
        ],
        "ran": bool(results),
        "wrong": sum(len(one.found) for one in results),
    }
    return render(request, "web/doctor.html", context)
