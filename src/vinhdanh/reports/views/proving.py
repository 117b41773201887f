"""One paper: whether it is genuine and still stands; its credential."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from vinhdanh.awards.selectors.proofs import Shown, Standing, public_proof
from vinhdanh.reports.gate import missed, public, slowed, too_many
from vinhdanh.reports.publishing import credential_of

LONGEST = 40  # signs of a code with its spaces


@public
@slowed
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody who scanned a paper's QR compares with it."""
    tidy = tidied(code)
    if tidy != code:
        return redirect("reports:paper", code=tidy or "0")
    shown = public_proof(tidy)
    if shown is None:
        return not_found(request)
    context = {
        "shown": shown,
        "now": timezone.localtime(),
        "paper_word": _paper_word(shown),
        "anew": shown.standing is Standing.REISSUED,
        "groups": [shown.code[at : at + 4] for at in range(0, len(shown.code), 4)],
    }
    return render(request, "reports/paper.html", context)


@public
@slowed
@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The same as an Open Badges 3.0 credential, to keep or to put into a wallet."""
    shown = public_proof(tidied(code))
    if shown is None:
        return not_found(request)
    return json_file(credential_of(shown), f"chung-chi-{shown.code[:6]}.json", "application/vc")


def not_found(request: HttpRequest) -> HttpResponse:
    """The one answer to every code that proves nothing."""
    if missed(request):
        return too_many(request)
    return render(request, "reports/unknown.html", {"now": timezone.localtime()}, status=404)


def tidied(code: str) -> str:
    """A code as people type it: in any case, with spaces and hyphens."""
    return "".join(sign for sign in code[:LONGEST].upper() if sign.isascii() and sign.isalnum())


def json_file(document: dict[str, Any], name: str, kind: str = "application/json") -> HttpResponse:
    """A JSON document that browsers show and programs read."""
    response = HttpResponse(json.dumps(document, ensure_ascii=False, indent=1), content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"  # verifiers run in other people's pages
    return response


def _paper_word(shown: Shown) -> str:
    """What such a paper is called: «Giấy khen này», «Bằng khen này», or a certificate."""
    first = shown.title.split()
    known = " ".join(first[:2]).lower()
    return f"{' '.join(first[:2])} này" if known in ("giấy khen", "bằng khen") else "Giấy chứng nhận này"
