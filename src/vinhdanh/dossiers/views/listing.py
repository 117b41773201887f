"""A unit's list in a round: what the system proposes, who is in, who is left out, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import decide
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundHonour
from vinhdanh.dossiers.selectors.listing import (
    Candidate,
    Offer,
    counted,
    known,
    list_of,
    offers,
    preferences,
    results_for,
    told,
    told_by_unit,
)
from vinhdanh.dossiers.selectors.picking import found_by_name, takes_outsiders
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.selectors.quotas import cap_on, no_cap_on
from vinhdanh.dossiers.selectors.round_terms import front_line_first, tie_break
from vinhdanh.dossiers.selectors.rounds import address, short_name, units_of
from vinhdanh.dossiers.selectors.standing import standings
from vinhdanh.dossiers.services.listing import (
    Outcome,
    list_outsider,
    list_proposals,
    move_many,
    order_as_suggested,
    pass_over,
    reorder,
)
from vinhdanh.dossiers.services.moving import move
from vinhdanh.dossiers.stages import BY_VERB, LOST, Stage
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState
from vinhdanh.dossiers.views.prints import prints_of_unit
from vinhdanh.dossiers.views.shown import may_run, visible_round
from vinhdanh.engine import Verdict
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of

PAGE = 40
WAYS = {"dat": "met", "ket-luan": "open", "mot-buoc": "near"}  # slug → part of an offer
# Why somebody is in the list of whom the unit has told what he did.
DID_WHY = {
    RoundKind.SUDDEN: "Lập thành tích đột xuất",
    RoundKind.TOPICAL: "Lập thành tích trong chuyên đề, phong trào",
}
ROW_ACTS = {"bo": "drop", "dua-lai": "restore"}  # slug → verb
ALL_ACTS = {"gui": "hand_in", "trinh": "submit"}


def unit_of(request: HttpRequest, round: ReviewRound, code: str) -> Unit:
    """A proposing unit of the round in whose list the account has a part."""
    found = next((one for one in units_of(actor_of(request), round) if one.code == code), None)
    if found is None or round.state == RoundState.DRAFT:
        raise Http404
    return found


def find_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of the unit that was chosen."""
    round = visible_round(request, pk)
    return redirect("dossiers:unit-list", pk, unit_of(request, round, request.GET.get("dv", "")).code)


def unit_list(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The list of a unit for one honour, beside what the system proposes."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    return _page(request, round, unit)


def _page(
    request: HttpRequest, round: ReviewRound, unit: Unit, refused: Mapping[str, list[str]] | None = None
) -> HttpResponse:
    """The page; after a refusal with what was typed, and what was refused by field."""
    actor, police = actor_of(request), round.unit.force == "police"
    honours = list(round.honours.all())
    results = results_for(round)
    rows = list_of(actor, round, unit)
    offered = offers(actor, round, unit, results, honours, known(rows)) if results else {}
    asked = request.POST.get("dh") or request.GET.get("dh", "")
    chosen = next((one for one in honours if one.honour == asked), None) or _first(honours, rows, offered)
    whole = counted(round)
    mine = [row for row in rows if row.honour == chosen.honour]
    alive = [row for row in mine if row.stage not in LOST]
    aside = [row for row in mine if row.stage in LOST]
    way = request.POST.get("xet") or request.GET.get("xet", "")
    way = way if way in WAYS else "dat"
    sought = (request.POST.get("tim") or request.GET.get("ai", "")).strip()[:100]
    offer = offered.get(chosen.honour)
    for_achievement = told_by_unit(round, results, chosen.honour)
    candidates: list[Candidate] = getattr(offer, WAYS[way]) if offer else []
    page = Paginator(candidates, PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "round": round,
        "unit": unit,
        "tabs": [_tab(one, rows, offered, whole, police) for one in honours],
        "chosen": chosen,
        "name": honour_name(chosen.honour, police=police),
        "rows": _rows(request, alive),
        "aside": [(row, here.sentence) for row, here in _with_standing(request, aside)],
        "prints": prints_of_unit(round, unit, runs=bool(may_run(request, round))),
        "offer": offer,
        "judged": results is not None,
        "way": way,
        "page": page,
        "candidates": [told(results, one) for one in page.object_list] if results else [],
        "met_left": offer.met[:12] if offer else [],
        "met_more": max(len(offer.met) - 12, 0) if offer else 0,
        "count": whole.get(chosen.honour, 0),
        "over": max(whole.get(chosen.honour, 0) - chosen.quota, 0) if chosen.quota else 0,
        "cap": cap_on(chosen.honour, whole, timezone.localdate()),
        "no_cap": no_cap_on(chosen.honour, timezone.localdate()) if chosen.quota else None,
        "tie": tie_break(timezone.localdate()),
        "front": front_line_first(timezone.localdate()),
        "drafts": sum(row.stage == Stage.DRAFT for row in rows),
        "ready": sum(row.stage == Stage.UNIT for row in rows),
        "met_all": 0 if for_achievement else sum(len(one.met) for one in offered.values()),
        "for_achievement": for_achievement,
        "may_propose": decide(scopes(actor), Action.PROPOSE, unit.path),
        "may_submit": decide(scopes(actor), Action.SUBMIT, unit.path),
        "is_open": round.state == RoundState.OPEN,
        "sought": sought,
        "found": found_by_name(actor, unit, chosen.honour, sought, mine),
        "outsiders": takes_outsiders(chosen.honour),
        "refused": refused,
        "typed": request.POST,
        "ticked": request.POST.getlist("ai"),
    }
    return render(request, "dossiers/listing.html", context, status=422 if refused else 200)


def _first(honours: list[RoundHonour], rows: list[Proposal], offered: Mapping[str, Offer]) -> RoundHonour:
    """The honour that the page opens with: the first with somebody in it, or to put in it."""
    listed = {row.honour for row in rows}
    waiting = {code for code, offer in offered.items() if offer.met or offer.open}
    return next((one for one in honours if one.honour in listed | waiting), honours[0])


def _tab(
    one: RoundHonour, rows: list[Proposal], offered: dict[str, Any], whole: dict[str, int], police: bool
) -> dict[str, Any]:
    offer = offered.get(one.honour)
    return {
        "code": one.honour,
        "name": short_name(one.honour, police=police),
        "listed": sum(row.honour == one.honour and row.stage not in LOST for row in rows),
        "met": len(offer.met) if offer else 0,
        "over": bool(one.quota and whole.get(one.honour, 0) > one.quota),
    }


def _with_standing(request: HttpRequest, rows: list[Proposal]) -> list[tuple[Proposal, Any]]:
    stand = standings(rows, actor_of(request))
    return [(row, stand[row.pk]) for row in rows]


def _rows(request: HttpRequest, rows: list[Proposal]) -> list[dict[str, Any]]:
    words = preferences(rows)
    movable = [row.pk for row in rows if row.stage in (Stage.DRAFT, Stage.UNIT)]
    return [
        {
            "proposal": row,
            "href": address(row),
            "verdict": None if row.verdict is None else Verdict(row.verdict),
            "here": here,
            "prefer": words[row.pk],
            "draft": row.stage == Stage.DRAFT,
            "up": row.pk in movable[1:],
            "down": row.pk in movable[:-1],
        }
        for row, here in _with_standing(request, rows)
    ]


# ---- acts -------------------------------------------------------------------------------------------


def _back(round: ReviewRound, unit: Unit, honour: str) -> str:
    return f"{reverse('dossiers:unit-list', args=[round.pk, unit.code])}?dh={honour}"


def _honour(request: HttpRequest, round: ReviewRound) -> str:
    return str(get_object_or_404(round.honours, honour=request.POST.get("dh", "")).honour)


def _told(
    request: HttpRequest, round: ReviewRound, unit: Unit, honour: str, outcome: Outcome, what: str
) -> HttpResponse:
    """Back to the list; with refusals, the list says them by name."""
    if outcome.done:
        messages.success(request, f"{what}: {len(outcome.done)}.")
    for name, said in outcome.refused:
        messages.error(request, f"{name}: {said}")
    return redirect(_back(round, unit, honour))


@require_POST
def put_in(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put the ticked into the list, or somebody named by his number with a word why."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    honour = _honour(request, round)
    named = request.POST.get("so_hieu", "").split()
    subjects = named or request.POST.getlist("ai")
    did = request.POST.get("thanh_tich", "").strip()
    if named and not did and told_by_unit(round, results_for(round), honour):
        messages.error(request, "Ghi thành tích: làm việc gì, ở đâu, khi nào, kết quả ra sao.")
        return redirect(_back(round, unit, honour))
    if not subjects:
        messages.error(request, "Chưa chọn ai: đánh dấu ít nhất một dòng.")
        return redirect(_back(round, unit, honour))
    outcome = list_proposals(
        actor=actor_of(request),
        round=round,
        unit=unit,
        honour=honour,
        subjects=subjects,
        why=(
            (request.POST.get("ly_do", "") or (did and DID_WHY.get(RoundKind(round.kind), "")))
            if named
            else request.POST.get("ly_do", "")
        )[:300],
        achievement=did,
    )
    if outcome.refused and not outcome.done:
        return _page(request, round, unit, {"rows": [f"{who}: {said}" for who, said in outcome.refused]})
    return _told(request, round, unit, honour, outcome, "Đã đưa vào danh sách")


@require_POST
def outsider(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put somebody from outside into the list, by name and whereabouts."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    honour = _honour(request, round)
    try:
        made = list_outsider(
            actor=actor_of(request),
            round=round,
            unit=unit,
            honour=honour,
            name=request.POST.get("ten", "")[:120],
            whereabouts=request.POST.get("noi", "")[:200],
            why=request.POST.get("ly_do", "")[:300],
        )
    except ValidationError as error:
        return _page(request, round, unit, {"outsider": error.messages})
    messages.success(request, f"Đã đưa vào danh sách: {made.subject}, {made.code}.")
    return redirect(_back(round, unit, honour))


@require_POST
def leave_out(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Write down why the ticked, whom the rules favour, are not in the list."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    honour = _honour(request, round)
    try:
        outcome = pass_over(
            actor=actor_of(request),
            round=round,
            unit=unit,
            honour=honour,
            subjects=request.POST.getlist("ai"),
            why=request.POST.get("ly_do", ""),
        )
    except ValidationError as error:
        return _page(request, round, unit, {"rows": error.messages})
    return _told(request, round, unit, honour, outcome, "Đã ghi lý do không đưa vào danh sách")


@require_POST
def send_all(request: HttpRequest, pk: int, code: str, act: str) -> HttpResponse:
    """Hand in all drafts of the unit, or submit all that were handed in."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    if act not in ALL_ACTS:
        raise Http404
    done = BY_VERB[ALL_ACTS[act]]
    rows = proposals_visible_to(actor_of(request)).filter(round=round, unit=unit, stage__in=done.start)
    outcome = move_many(actor=actor_of(request), proposals=list(rows.order_by("number")), verb=done.verb)
    return _told(request, round, unit, _honour(request, round), outcome, f"{done.label}, số đề nghị")


@require_POST
def arrange(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Order the list for an honour as the law would have equals ordered."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    honour = _honour(request, round)
    try:
        moved = order_as_suggested(actor=actor_of(request), round=round, unit=unit, honour=honour)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã xếp theo gợi ý: {moved} đề nghị đổi chỗ. Thứ tự vẫn do đơn vị quyết định."
        )
    return redirect(_back(round, unit, honour))


@require_POST
def row_act(request: HttpRequest, pk: int, code: str, proposal: int, act: str) -> HttpResponse:
    """One row: up, down, left out with a reason, back in."""
    round = visible_round(request, pk)
    unit = unit_of(request, round, code)
    actor = actor_of(request)
    row = get_object_or_404(proposals_visible_to(actor).filter(round=round, unit=unit), pk=proposal)
    try:
        if act in ("len", "xuong"):
            reorder(actor=actor, proposal=row, up=act == "len")
        elif act in ROW_ACTS:
            moved = move(actor=actor, proposal=row, verb=ROW_ACTS[act], why=request.POST.get("ly_do", ""))
            messages.success(request, f"{moved.subject}: {moved.get_stage_display().lower()}.")
        else:
            raise Http404
    except (ValidationError, PermissionDenied) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        messages.error(request, said)
    return redirect(_back(round, unit, row.honour))
