"""One member's sheet of points in three hands, who checks whom, and the vote of suy tôn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.forms.clusters import (
    BallotForm,
    BarForm,
    NoteForm,
    read_checkers,
    read_entries,
    read_votes,
)
from vinhdanh.movements.models import ClusterMember
from vinhdanh.movements.policies.clusters import may_score, may_send_score, may_write_cluster
from vinhdanh.movements.scoring import said, sheet_move
from vinhdanh.movements.selectors.clusters import (
    OPEN_TO_MEMBERS,
    criteria_of,
    given_by,
    groups_of,
    head_of,
    members_of,
    scores_of,
    total_by,
)
from vinhdanh.movements.selectors.votes import honours_put_up, votes_of
from vinhdanh.movements.services.cluster_writing import TEXT_OF, require_score, require_write
from vinhdanh.movements.types.clusters import ClusterActKind, Stage
from vinhdanh.movements.views.clusters import refused, visible_year
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of


def visible_member(request: HttpRequest, pk: int, member: int) -> ClusterMember:
    """A member whose sheet the account sees; any other does not exist."""
    year, actor = visible_year(request, pk), actor_of(request)
    found = ClusterMember.objects.filter(year=year, pk=member).select_related("unit", "checker__unit").first()
    open_to = year.stage in OPEN_TO_MEMBERS or may_write_cluster(scopes(actor), year.cluster.unit.path)
    if found is None or not (open_to or visible_units(actor).filter(pk=found.unit_id).exists()):
        raise Http404
    found.year = year
    return found


def sheet(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """A member's points for every criterion: its own, its checker's, the meeting's."""
    return render(
        request, "movements/cluster_sheet.html", _shown(request, visible_member(request, pk, member))
    )


def _shown(request: HttpRequest, member: ClusterMember, **more: Any) -> dict[str, Any]:
    year, held = member.year, scopes(actor_of(request))
    head = head_of(members_of(year))
    checker = member.checker
    hand = _hand(held, member, head)
    scores, groups = scores_of(member), groups_of(year)
    on = {"on": timezone.localdate()}
    sends = {
        "own": member.unit,
        "cross": checker.unit if checker else None,
        "final": head.unit if head else None,
    }.get(hand)
    return {
        "year": year,
        "member": member,
        "hand": hand,
        "lines": [
            (
                group,
                [
                    (one, scores.get(one.pk), _typed(request, one.pk, scores, hand))
                    for one in group.criteria.all()
                ],
            )
            for group in groups
        ],
        "totals": {name: total_by(groups, scores, name) for name in TEXT_OF if given_by(scores, name)},
        "may_send": sends is not None and may_send_score(held, sends.path),
        "may_take_back": bool(
            sheet_move(member.state, ClusterActKind.TAKEN_BACK, year.stage)
            and may_send_score(held, member.unit.path)
        ),
        "may_bar": head is not None
        and year.stage in (Stage.SELF, Stage.CROSS, Stage.MEETING)
        and bool(may_send_score(held, head.unit.path)),
        "acts": member.acts.order_by("-on", "-id"),
        "note_form": NoteForm(initial=on),
        "back_form": NoteForm(initial=on),
        "bar_form": BarForm(initial=on),
    } | more


def _hand(held: Any, member: ClusterMember, head: ClusterMember | None) -> str:
    """Whose points the account may write on this sheet now; nothing where it only reads."""
    stage, state = member.year.stage, member.state
    if sheet_move(state, ClusterActKind.SENT, stage) and may_score(held, member.unit.path):
        return "own"
    checks = sheet_move(state, ClusterActKind.CHECKED, stage)
    if checks and member.checker and may_score(held, member.checker.unit.path):
        return "cross"
    decides = sheet_move(state, ClusterActKind.DECIDED, stage)
    if decides and head and may_send_score(held, head.unit.path):
        return "final"
    return ""


def _typed(request: HttpRequest, key: int, scores: dict[int, Any], hand: str) -> tuple[str, str]:
    """What the fields of a criterion hold: as typed, as saved, or as the hand before had it."""
    if f"p{key}" in request.POST:
        return request.POST[f"p{key}"], request.POST.get(f"t{key}", "")
    score = scores.get(key)
    if score is None or not hand:
        return "", ""
    points = getattr(score, hand)
    if points is None and hand == "final":
        points = score.cross
    if points is None and hand != "own":
        points = score.own
    return ("" if points is None else said(points)), getattr(score, TEXT_OF[hand])


def _again(request: HttpRequest, member: ClusterMember, name: str, form: Form) -> HttpResponse:
    shown = _shown(request, visible_member(request, member.year.pk, member.pk), **{name: form, "open": name})
    return render(request, "movements/cluster_sheet.html", shown, status=422)


def _write(request: HttpRequest, member: ClusterMember, save: Any, send: Any, told: str) -> HttpResponse:
    """Save the points of one hand, and send them where the button says so."""
    form, actor = NoteForm(request.POST), actor_of(request)
    if not form.is_valid():
        return _again(request, member, "note_form", form)
    sends = "gui" in request.POST
    try:
        entries = read_entries(request.POST, criteria_of(member.year))
        save(actor=actor, member=member, entries=entries)
        if sends:
            send(actor=actor, member=member, **form.cleaned_data)
    except ValidationError as error:
        refused(form, error)
        return _again(request, member, "note_form", form)
    messages.success(request, told if sends else "Đã lưu, chưa gửi.")
    return redirect("movements:cluster" if sends else "movements:cluster-sheet", *_keys(member, sends))


def _keys(member: ClusterMember, to_year: bool) -> tuple[int, ...]:
    return (member.year_id,) if to_year else (member.year_id, member.pk)


@require_POST
def own(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """A member's own points."""
    found = visible_member(request, pk, member)
    told = f"Đã gửi điểm tự chấm của {found}."
    return _write(request, found, services.score_self, services.send_self, told)


@require_POST
def cross(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """The checker's points."""
    found = visible_member(request, pk, member)
    return _write(
        request, found, services.score_cross, services.send_cross, f"Đã gửi điểm chấm chéo {found}."
    )


@require_POST
def final(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """The meeting's points."""
    found, form = visible_member(request, pk, member), NoteForm(request.POST)
    if form.is_valid():
        try:
            entries = read_entries(request.POST, criteria_of(found.year))
            services.decide_score(actor=actor_of(request), member=found, entries=entries, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã chốt điểm của {found}.")
            return redirect("movements:cluster", pk)
    return _again(request, found, "note_form", form)


@require_POST
def take_back(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Take sent points back."""
    found, form = visible_member(request, pk, member), NoteForm(request.POST)
    if form.is_valid():
        try:
            services.take_back(actor=actor_of(request), member=found, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, "Đã rút lại: sửa rồi gửi lần nữa.")
            return redirect("movements:cluster-sheet", pk, member)
    return _again(request, found, "back_form", form)


@require_POST
def bar(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Say that a member is not to be ranked, or is again."""
    found, form = visible_member(request, pk, member), BarForm(request.POST)
    service = services.admit_member if found.barred else services.bar_member
    if form.is_valid():
        try:
            service(actor=actor_of(request), member=found, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, "Đã ghi.")
            return redirect("movements:cluster", pk)
    return _again(request, found, "bar_form", form)


# ---- who checks whom ------------------------------------------------------------------------------


def checkers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who checks whom, as people assign it."""
    actor, year = actor_of(request), visible_year(request, pk)
    require_write(actor, year.cluster.unit, year)
    members, errors = members_of(year), list[str]()
    chosen = {one.pk: one.checker_id for one in members}
    if request.method == "POST":
        given = read_checkers(request.POST, members)
        chosen |= given
        try:
            services.assign_checkers(actor=actor, year=year, checkers=given)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, "Đã phân công chấm chéo.")
            return redirect("movements:cluster", pk)
    context = {
        "year": year,
        "rows": [(one, chosen[one.pk]) for one in members],
        "members": members,
        "errors": errors,
        "open": year.stage in (Stage.SELF, Stage.CROSS),
    }
    return render(request, "movements/cluster_checkers.html", context, status=422 if errors else 200)


# ---- the vote -------------------------------------------------------------------------------------


def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """A vote of suy tôn, entered from its minutes."""
    actor, year = actor_of(request), visible_year(request, pk)
    members = members_of(year)
    head = head_of(members)
    require_score(actor, head.unit if head else year.cluster.unit, year)
    running = [one for one in members if not one.barred]
    form = BallotForm(
        request.POST or None,
        honours=honours_put_up().items(),
        initial={
            "on": timezone.localdate(),
            "summoned": len(members),
            "present": len(members),
            "honour": "DVTT",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            votes = read_votes(request.POST, running)
            services.record_ballot(actor=actor, year=year, votes=votes, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, "Đã ghi kết quả bỏ phiếu.")
            return redirect("movements:cluster", pk)
    context = {
        "year": year,
        "form": form,
        "rows": [(one, request.POST.get(f"v{one.pk}", "")) for one in running],
        "votes": votes_of(year),
        "meets": year.stage == Stage.MEETING,
    }
    return render(request, "movements/cluster_ballot.html", context, status=422 if form.errors else 200)
