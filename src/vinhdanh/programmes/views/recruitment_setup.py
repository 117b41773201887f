"""What a round is given: numbers by receiving unit and by commune, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.engine.lawfiles import Problem
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of
from vinhdanh.programmes import services
from vinhdanh.programmes.models import RecruitmentRound
from vinhdanh.programmes.recruitment_counts import contradictions
from vinhdanh.programmes.recruitment_parameters import VERIFIED, ParameterError
from vinhdanh.programmes.recruitment_policies import may_run_round
from vinhdanh.programmes.recruitment_selectors import communes_seen, may_see_whole, receiver_lines
from vinhdanh.programmes.services.recruitment import Receiver, Share
from vinhdanh.programmes.views.recruitment import round_of, shell

EMPTY_ROWS = 3  # for receiving units that are added
MOST = 1_000_000
KINDS = ("cong_an_xa", "cong_an_phuong")


def quotas(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers by receiving unit and by commune: read by who sees the round, written by who runs rounds."""
    found = round_of(request, pk)
    wrong: list[str] = []
    if request.method == "POST":
        actor = actor_of(request)
        require(may_run_round(scopes(actor)))
        receivers, shares, wrong = _typed(request.POST, _units(found))
        if not wrong:
            try:
                with transaction.atomic():
                    services.set_receivers(actor=actor, round_=found, receivers=receivers)
                    services.set_communes(actor=actor, round_=found, communes=shares)
            except ValidationError as error:
                wrong = error.messages
            else:
                messages.success(request, "Đã ghi chỉ tiêu.")
                for said in contradictions(found):
                    messages.warning(request, said)
                return redirect("programmes:recruitment-quotas", pk)
    context = {**shell(request, found, "chi-tieu"), "wrong": wrong, **_quota_rows(request, found)}
    status = 422 if wrong else 200
    return render(request, "programmes/recruitment/quotas.html", context, status=status)


def _units(round_: RecruitmentRound) -> list[Unit]:
    """Units that may be communes of a round: those of that kind in force, and those already in it."""
    there = Unit.objects.filter(pk__in=round_.communes.values("unit"))
    return list((Unit.objects.open(round_.first).filter(kind__in=KINDS) | there).order_by("path").distinct())


def _quota_rows(request: HttpRequest, round_: RecruitmentRound) -> dict[str, Any]:
    actor = actor_of(request)
    writes = bool(may_run_round(scopes(actor))) and round_.state == "open"
    held = {row.unit_id: row for row in communes_seen(actor, round_)}
    post = request.POST
    receivers = [
        {"code": one.code, "name": one.name, "number": one.number, "women": one.women}
        for one in receiver_lines(round_)
    ]
    if writes:
        receivers += [{"code": "", "name": "", "number": "", "women": ""} for _ in range(EMPTY_ROWS)]
        if post:
            for at, row in enumerate(receivers):
                row.update({key: post.get(f"r{at}-{key}", row[key]) for key in row})
    communes = []
    for unit in _units(round_) if writes else [row.unit for row in held.values()]:
        share = held.get(unit.pk)
        communes.append(
            {
                "unit": unit,
                "number": post.get(f"c-{unit.code}", share.number if share else ""),
                "women": post.get(f"w-{unit.code}", share.women if share else ""),
                "hard": f"h-{unit.code}" in post if post else bool(share and share.hard_area),
            }
        )
    return {
        "writes": writes,
        "receivers": receivers if may_see_whole(actor, round_) else [],
        "communes": communes,
        "rows": len(receivers),
        "sums": contradictions(round_) if may_see_whole(actor, round_) else [],
    }


def _typed(post: Mapping[str, str], units: list[Unit]) -> tuple[list[Receiver], dict[Unit, Share], list[str]]:
    """The form as it was filled in, and what of it is no number, naming the row."""
    wrong: list[str] = []

    def whole(key: str, what: str) -> int:
        text = post.get(key, "").strip().replace(".", "")
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and int(text) <= MOST):
            wrong.append(f"{what}: đọc được “{post[key]}”, cần một số từ 0 đến {MOST}.")
            return 0
        return int(text)

    receivers = []
    for at in range(100):
        code, name = (post.get(f"r{at}-{key}", "").strip() for key in ("code", "name"))
        if code and not name:
            wrong.append(f"Đơn vị nhận {code}: ghi tên.")
        elif name and not code:
            wrong.append(f"{name}: ghi mã ngắn, ví dụ CAT.")
        elif code:
            receivers.append(
                Receiver(
                    code,
                    name,
                    whole(f"r{at}-number", f"Chỉ tiêu của {name}"),
                    whole(f"r{at}-women", f"Chỉ tiêu nữ của {name}"),
                )
            )
    shares = {}
    for unit in units:
        number = whole(f"c-{unit.code}", f"Chỉ tiêu của {unit}")
        women = whole(f"w-{unit.code}", f"Chỉ tiêu nữ của {unit}")
        if post.get(f"c-{unit.code}", "").strip():
            shares[unit] = Share(number, women, f"h-{unit.code}" in post)
        elif women:
            wrong.append(f"{unit}: có chỉ tiêu nữ thì ghi cả chỉ tiêu chung.")
    return receivers, shares, wrong


def parameters(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's parameters in words, each with its source, and as text to change."""
    actor = actor_of(request)
    found = round_of(request, pk)
    problems: list[Problem] = []
    text, status = found.parameters, 200
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            services.change_parameters(actor=actor, round_=found, text=text)
        except ParameterError as error:
            problems, status = list(error.problems), 422
        except ValidationError as error:
            problems, status = [Problem("thông số", 0, said) for said in error.messages], 422
        else:
            messages.success(request, "Đã ghi thông số của đợt.")
            return redirect("programmes:recruitment-parameters", pk)
        found.refresh_from_db()
    limits = found.limits
    context = {
        **shell(request, found, "thong-so"),
        "limits": [(one, VERIFIED[one.verified]) for one in limits.limits],
        "parameters": limits,
        "unsaid": ", ".join(one.label.lower() for one in limits.unsaid),
        "text": text,
        "lines": min(text.count("\n") + 2, 40),
        "problems": problems,
    }
    return render(request, "programmes/recruitment/parameters.html", context, status=status)
