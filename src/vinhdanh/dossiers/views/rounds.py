"""Rounds: the list of them, and a round's page with its funnel, balance and proposals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.recipients import code_of
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.fairness import balance
from vinhdanh.dossiers.selectors.posting import unposted
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.dossiers.selectors.rounds import (
    Asked,
    address,
    asked_for,
    funnel,
    honour_choices,
    next_terms,
    proposals_of,
    round_rows,
    short_name,
    tally,
    units_of,
)
from vinhdanh.dossiers.selectors.standing import Standing, standings
from vinhdanh.dossiers.services.listing import move_many, remind
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState
from vinhdanh.dossiers.views.shown import visible_round
from vinhdanh.eligibility.results import SHOWN
from vinhdanh.engine import Verdict
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download

PAGE = 50
REMIND = "remind"
# What can be done with many at once, in the order of a round; each where the stage is one that it starts in.
BULK = ("hand_in", "submit", "resubmit", "return", "pass_appraisal", "pass_posting")


# ---- all rounds -------------------------------------------------------------------------------------


def _found(request: HttpRequest) -> tuple[list[Any], dict[str, str]]:
    asked = {key: request.GET.get(key, "").strip() for key in ("nam", "loai", "tt", "tim")}
    rounds = rounds_visible_to(actor_of(request))
    if asked["nam"].isdecimal():
        rounds = rounds.filter(year=int(asked["nam"]))
    if asked["loai"] in RoundKind.values:
        rounds = rounds.filter(kind=asked["loai"])
    if asked["tt"] in RoundState.values:
        rounds = rounds.filter(state=asked["tt"])
    words = fold(asked["tim"]).split()
    rows = round_rows(actor_of(request), rounds)
    return [row for row in rows if all(word in fold(row.round.name) for word in words)], asked


def round_list(request: HttpRequest) -> HttpResponse:
    """The rounds that the account has a part in, the newest first."""
    actor = actor_of(request)
    rows, asked = _found(request)
    years = rounds_visible_to(actor).order_by("-year").values_list("year", flat=True)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "asked": asked,
        "filtered": any(asked.values()),
        "years": list(dict.fromkeys(years)),
        "kinds": RoundKind.choices,
        "states": RoundState.choices,
        "open": sum(row.round.state == RoundState.OPEN for row in rows),
        "may_add": visible_units(actor, Action.RUN_ROUND).exists(),
    }
    return render(request, "dossiers/rounds.html", context)


def rounds_file(request: HttpRequest) -> HttpResponse:
    """The rounds of the list as Excel."""
    rows, _ = _found(request)
    content = workbook(
        actor=actor_of(request),
        title="Đợt xét tặng",
        notes=[],
        columns=[
            ("Đợt", 50),
            ("Loại", 22),
            ("Năm", 8),
            ("Tình trạng", 22),
            ("Đề nghị", 10),
            ("Đang xét", 10),
            ("Quá hạn", 10),
            ("Đã có quyết định", 16),
            ("Văn bản", 40),
        ],
        rows=(
            [
                row.round.name,
                row.round.get_kind_display(),
                row.round.year,
                row.round.get_state_display(),
                row.alive,
                row.open,
                row.late,
                row.decided,
                row.round.document or None,
            ]
            for row in rows
        ),
    )
    return download(content, "dot-xet-tang.xlsx")


# ---- one round --------------------------------------------------------------------------------------


def review_round(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: funnel, balance, and the proposals under filters, overdue first."""
    actor, round = actor_of(request), visible_round(request, pk)
    asked = Asked.read(request.GET)
    seen = proposals_of(actor, round)
    line = funnel(seen, round)
    answer = may_run_round(scopes(actor), round.unit.path)
    context: dict[str, Any] = {
        "round": round,
        "funnel": line,
        "asked": asked,
        "order": asked.order,
        "may_run": answer,
        "units": units_of(actor, round),
        "honours": honour_choices(round),
    }
    if round.state == RoundState.DRAFT:
        return render(request, "dossiers/round_draft.html", _draft(context, round))
    page = Paginator(asked_for(actor, round, asked, seen), PAGE).get_page(request.GET.get("trang"))
    rows = list(page.object_list)
    # A team's clerk sees nobody but his team's proposals: there is no force to compare them with.
    # Shares say nothing either of a round to which one or two come for what they did.
    shares = balance(actor, round, seen) if line.alive and round.kind != RoundKind.SUDDEN else None
    stage = Stage(asked.buoc) if asked.buoc in Stage.values else None
    context |= {
        "balance": shares if shares and shares.force else None,
        "page": page,
        "rows": _shown(rows, standings(rows, actor), round),
        "stage": stage,
        "tally": tally(actor, seen, asked.buoc),
        "terms": next_terms(round),
        "verdicts": [(one.css, one.label) for one in SHOWN],
        "acts": _acts(actor, stage),
        "all": request.GET.get("chon") == "trang",
        "to_sign": bool(decide(scopes(actor), Action.ISSUE, round.unit.path))
        and seen.filter(stage=Stage.SIGNING).exists(),
    }
    return render(request, "dossiers/round.html", context)


def _draft(context: dict[str, Any], round: ReviewRound) -> dict[str, Any]:
    topics = round.topics.select_related("department", "substitute")
    return context | {
        "steps": round.steps.select_related("keeper", "keeper_unit"),
        "topics": topics,
        "unposted": unposted(round),
        "planned": [(one, honour_name(one.honour, police=True)) for one in round.honours.all()],
        "proposing": round.units.count(),
    }


def _shown(rows: list[Proposal], stand: dict[int, Standing], round: ReviewRound) -> list[dict[str, Any]]:
    police = round.unit.force == "police"
    return [
        {
            "proposal": row,
            "href": address(row),
            "honour": short_name(row.honour, police=police),
            "verdict": None if row.verdict is None else Verdict(row.verdict),
            "here": stand[row.pk],
        }
        for row in rows
    ]


def _acts(actor: Account, stage: Stage | None) -> list[tuple[str, str, bool]]:
    """What the account may press for a selection: verb, label and whether a form for the reason follows."""
    held = scopes(actor)
    moves = [BY_VERB[verb] for verb in BULK]
    return [
        (one.verb, one.label, one.reason)
        for one in moves
        if (stage is None or stage in one.start) and units_with(held, one.by)
    ]


def round_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposals under the page's filters as Excel; people under secrecy stay out."""
    actor, round = actor_of(request), visible_round(request, pk)
    rows = list(asked_for(actor, round, Asked.read(request.GET)))
    stand = standings(rows, actor)
    content = workbook(
        actor=actor,
        persons_in=1,
        title=f"Đề nghị khen thưởng: {round}",
        notes=[f"{len(rows)} đề nghị, xếp như đang xem."],
        columns=[
            ("Số hồ sơ", 18),
            ("Số hiệu, mã", 14),
            ("Họ tên, tập thể", 30),
            ("Đội, tổ", 30),
            ("Đơn vị đề nghị", 34),
            ("Danh hiệu, hình thức", 30),
            ("Kết quả xét", 18),
            ("Bước", 20),
            ("Vì sao đang ở đây", 60),
            ("Người giữ", 34),
            ("Hạn", 16),
            ("Lý do bổ sung", 30),
        ],
        rows=(
            [
                row.code,
                code_of(row.subject) or None,
                str(row.subject),
                row.place.name,
                row.unit.name,
                honour_name(row.honour, police=round.unit.force == "police"),
                None if row.verdict is None else Verdict(row.verdict).label,
                row.get_stage_display(),
                stand[row.pk].sentence,
                stand[row.pk].keeper or None,
                f"{timezone.localtime(row.due):%d/%m/%Y %H:%M}" if row.due else None,
                row.added_why or None,
            ]
            for row in rows
        ),
    )
    return download(content, "de-nghi-khen-thuong.xlsx")


@require_POST
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """One act with the proposals that were ticked; what can move moves, the rest is told by name."""
    actor, round = actor_of(request), visible_round(request, pk)
    verb, why = request.POST.get("viec", ""), request.POST.get("ly_do", "")
    if verb not in BULK and verb != REMIND:
        raise Http404
    seen = _ticked(request)
    rows = list(proposals_visible_to(actor).filter(round=round, pk__in=seen).order_by("number"))
    back = request.POST.get("ve", "")
    query = back if back.startswith("?") else ""
    context: dict[str, Any] = {"round": round, "verb": verb, "rows": rows, "back": query, "why": why}
    context["label"] = "Nhắc người đang giữ" if verb == REMIND else BY_VERB[verb].label
    if not rows:
        messages.error(request, "Chưa chọn hồ sơ nào: đánh dấu ít nhất một dòng.")
        return redirect(f"{request.path.removesuffix('hang-loat/')}{query}")
    if verb != REMIND and BY_VERB[verb].reason and not why.strip():
        context |= {"missing": "ly_do" in request.POST, "ticked": [(row, seen[row.pk]) for row in rows]}
        return render(request, "dossiers/round_bulk.html", context, status=422 if context["missing"] else 200)
    if verb == REMIND:
        outcome = remind(actor=actor, proposals=rows)
    else:
        outcome = move_many(actor=actor, proposals=rows, verb=verb, why=why, seen=seen)
    if outcome.refused:
        return render(request, "dossiers/round_outcome.html", context | {"outcome": outcome})
    messages.success(request, f"{context['label']}: đã làm với {len(outcome.done)} hồ sơ.")
    return redirect(f"{request.path.removesuffix('hang-loat/')}{query}")


def _ticked(request: HttpRequest) -> dict[int, str]:
    """Keys of the ticked rows with the stage in which they were seen: «12-appraisal»."""
    found = {}
    for text in request.POST.getlist("hs"):
        key, _, stage = text.partition("-")
        if key.isdecimal() and len(key) < 15 and stage in Stage.values:
            found[int(key)] = stage
    return found
