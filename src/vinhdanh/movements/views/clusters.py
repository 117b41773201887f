"""The clusters of a year, and one cluster's year with everything that was done in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.movements import services
from vinhdanh.movements.forms.clusters import CloseForm, OfficersForm, StepForm
from vinhdanh.movements.models import ClusterMember, ClusterYear
from vinhdanh.movements.policies.clusters import may_move_cluster, may_score, may_write_cluster
from vinhdanh.movements.scoring import moves_from, said, suggested_officers
from vinhdanh.movements.selectors.clusters import (
    OPEN_TO_MEMBERS,
    Row,
    base_sum,
    cluster_years_visible_to,
    groups_of,
    head_of,
    score_table,
    tasks_of,
    years_led,
)
from vinhdanh.movements.selectors.compacts import compacts_visible_to
from vinhdanh.movements.selectors.votes import honours_put_up, votes_of
from vinhdanh.movements.services.cluster_stages import first_ranked
from vinhdanh.movements.services.clusters import lacking
from vinhdanh.movements.types.clusters import ClusterKind, MemberRole, SheetState, Stage
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, whole


def visible_year(request: HttpRequest, pk: int) -> ClusterYear:
    """A cluster's year that the account sees; any other does not exist."""
    found = cluster_years_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def writing_units(actor: Account) -> QuerySet[Unit]:
    """Units for which the actor may set up clusters: those that have units below them to compete."""
    writes = Q(pk__in=visible_units(actor, Action.EDIT)) | Q(pk__in=visible_units(actor, Action.CONCLUDE))
    return visible_units(actor).filter(writes, children__isnull=False).distinct().order_by("path")


# ---- the list -------------------------------------------------------------------------------------


def cluster_list(request: HttpRequest) -> HttpResponse:
    """The clusters of a year, how far each has come, and what waits for one's own unit."""
    return render(request, "movements/clusters.html", _listed(request))


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    visible = cluster_years_visible_to(actor)
    years = sorted(set(visible.values_list("year", flat=True)) | {this_year()}, reverse=True)
    year = whole(request.GET.get("nam"), this_year())
    kind, stage = request.GET.get("loai", ""), request.GET.get("buoc", "")
    words = request.GET.get("tim", "").strip()
    found = (
        visible.filter(year=year).order_by("-cluster__kind", "cluster__pk").prefetch_related("members__unit")
    )
    if kind in ClusterKind.values:
        found = found.filter(cluster__kind=kind)
    if stage in Stage.values:
        found = found.filter(stage=stage)
    rows = [_list_row(one) for one in found if _named(one, words)]
    return {
        "rows": rows,
        "units": sum(row["count"] for row in rows),
        "years": years,
        "year": year,
        "kinds": ClusterKind.choices,
        "kind": kind,
        "stages": Stage.choices,
        "stage": stage,
        "words": words,
        "filtered": bool(kind or stage or words),
        "tasks": tasks_of(actor),
        "may_add": writing_units(actor).exists(),
    }


def _named(year: ClusterYear, words: str) -> bool:
    names = " ".join(f"{one.unit.name} {one.unit.code}" for one in year.members.all())
    text = fold(f"{year.cluster.name} {names}")
    return all(word in text for word in fold(words).split())


def _list_row(year: ClusterYear) -> dict[str, Any]:
    members = list(year.members.all())
    states = Counter(one.state for one in members)
    checked = states[SheetState.CHECKED] + states[SheetState.DECIDED]
    return {
        "year": year,
        "count": len(members),
        "head": head_of(members),
        "sent": len(members) - states[SheetState.WRITING],
        "checked": checked,
    }


def cluster_file(request: HttpRequest) -> HttpResponse:
    """The members of the list's clusters as Excel, one row a unit."""
    context = _listed(request)
    content = workbook(
        actor=actor_of(request),
        title=f"Cụm, khối thi đua năm {context['year']}",
        notes=[],
        columns=[("Cụm, khối", 40), ("Đơn vị", 44), ("Mã", 10), ("Vai trò", 14), ("Bước", 18)],
        rows=[
            (
                row["year"].cluster.name,
                one.unit.name,
                one.unit.code,
                one.get_role_display(),
                row["year"].get_stage_display(),
            )
            for row in context["rows"]
            for one in row["year"].members.all()
        ],
    )
    return download(content, f"cum-khoi-{context['year']}.xlsx")


# ---- one year -------------------------------------------------------------------------------------


def cluster_year(request: HttpRequest, pk: int) -> HttpResponse:
    """One cluster's year: members, points, ranks, votes, acts, and what may be done next."""
    return render(request, "movements/cluster_year.html", _shown(request, visible_year(request, pk)))


def rows_shown(actor: Account, year: ClusterYear) -> list[Row]:
    """The members' points as far as the account sees them: before the checks, only those of its own units."""
    rows = score_table(year)
    held = scopes(actor)
    if year.stage in OPEN_TO_MEMBERS or may_write_cluster(held, year.cluster.unit.path):
        return rows
    own = set(
        visible_units(actor).filter(pk__in=[row.member.unit_id for row in rows]).values_list("pk", flat=True)
    )
    return [row if row.member.unit_id in own else Row(row.member, None, None, None) for row in rows]


def _shown(request: HttpRequest, year: ClusterYear, **forms: Any) -> dict[str, Any]:
    actor = actor_of(request)
    held, path = scopes(actor), year.cluster.unit.path
    rows, groups = rows_shown(actor, year), groups_of(year)
    members = [row.member for row in rows]
    head = head_of(members)
    today = timezone.localdate()
    units = Unit.objects.filter(pk__in=[one.unit_id for one in members])
    first = first_ranked(rows)
    next_head, next_deputies = _suggested(year, members)
    initial = {"on": today}
    return {
        "year": year,
        "compacts": compacts_visible_to(actor).filter(cluster=year),
        "stages": [(stage, _place(stage, Stage(year.stage))) for stage in Stage],
        "rows": rows,
        "drawn": [row for row in rows if row.own or row.cross or row.final],
        "top": _top(rows),
        "moved": [row for row in rows if row.change is not None],
        "hidden": year.stage == Stage.SELF and not may_write_cluster(held, path),
        "groups": groups,
        "sum": base_sum(groups),
        "head": head,
        "deputies": [one for one in members if one.role == MemberRole.DEPUTY],
        "votes": votes_of(year),
        "honours": honours_put_up(),
        "acts": year.acts.select_related("member__unit").order_by("-on", "-id"),
        "lacking": lacking(year) if year.stage == Stage.DRAFT else [],
        "moves": [move for move in moves_from(year.stage) if Stage.CLOSED not in (move.source, move.target)],
        "undecided": [one for one in members if one.state != SheetState.DECIDED and not one.barred],
        "first": first,
        "may_write": may_write_cluster(held, path),
        "may_move": may_move_cluster(held, path),
        "may_vote": head is not None and may_score(held, head.unit.path),
        "next": year.cluster.years.filter(year=year.year + 1).first(),
        "step_form": StepForm(initial=initial),
        "close_form": CloseForm(
            leaders=_leaders(first),
            initial=initial | {"concludes": True, "leader": first[0].pk if len(first) == 1 else None},
        ),
        "reopen_form": StepForm(initial=initial),
        "officers_form": OfficersForm(units=units, initial=initial | _officers(members)),
        "hand_form": OfficersForm(
            units=units, initial=initial | {"head": next_head, "deputies": next_deputies}
        ),
        "units": units,
    } | forms


def _place(stage: Stage, now: Stage) -> str:
    order = list(Stage)
    return "done" if order.index(stage) < order.index(now) else "now" if stage == now else ""


def _top(rows: list[Row]) -> Any:
    totals = [total.points for row in rows for total in (row.own, row.cross, row.final) if total]
    return max(totals, default=0)


def _leaders(first: list[ClusterMember]) -> QuerySet[ClusterMember]:
    return ClusterMember.objects.filter(pk__in=[one.pk for one in first]).select_related("unit")


def _officers(members: list[ClusterMember]) -> dict[str, Any]:
    head = head_of(members)
    return {
        "head": head.unit.code if head else None,
        "deputies": [one.unit.code for one in members if one.role == MemberRole.DEPUTY],
    }


def _suggested(year: ClusterYear, members: list[ClusterMember]) -> tuple[str | None, list[str]]:
    """Next year's head and deputies by order, as unit codes."""
    ordered = sorted(members, key=lambda one: one.order)
    led = years_led(year)
    by_code = {one.unit.code: led[one.unit_id] for one in ordered if one.unit_id in led}
    deputies = sum(one.role == MemberRole.DEPUTY for one in members)
    return suggested_officers([one.unit.code for one in ordered], by_code, deputies)


def score_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The points and ranks as Excel."""
    year = visible_year(request, pk)
    rows = rows_shown(actor_of(request), year)
    content = workbook(
        actor=actor_of(request),
        title=f"Điểm thi đua {year}",
        notes=[f"Bước: {year.get_stage_display()}. Quy chế {year.regulation_number or 'chưa ghi'}."],
        columns=[
            ("Xếp hạng", 10),
            ("Đơn vị", 44),
            ("Mã", 10),
            ("Vai trò", 14),
            ("Tự chấm", 12),
            ("Chấm chéo", 12),
            ("Điểm chốt", 12),
            ("Điểm thưởng", 12),
            ("Điểm trừ", 12),
            ("Hạng năm trước", 14),
            ("Tình trạng", 24),
        ],
        rows=[
            (
                row.rank,
                row.member.unit.name,
                row.member.unit.code,
                row.member.get_role_display(),
                *(said(total.points) if total else None for total in (row.own, row.cross, row.final)),
                said(row.final.bonus) if row.final else None,
                said(row.final.minus) if row.final else None,
                row.before,
                f"Không xếp loại: {row.member.barred}"
                if row.member.barred
                else row.member.get_state_display(),
            )
            for row in rows
        ],
    )
    return download(content, f"diem-cum-khoi-{year.pk}.xlsx")


# ---- acts -----------------------------------------------------------------------------------------


def refused(form: BaseForm, error: ValidationError) -> None:
    """Put what a service refused into the form, each sentence at its field where it names one."""
    for field, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(field if field in form.fields else None, texts)


def _act(
    request: HttpRequest, year: ClusterYear, name: str, form: Form, service: Any, done: str, **more: Any
) -> HttpResponse:
    """Do one act by its form; a refusal comes back on the year's page with what was typed."""
    if form.is_valid():
        try:
            service(actor=actor_of(request), year=year, **(form.cleaned_data | more))
        except ValidationError as error:
            refused(form, error)
            year = visible_year(request, year.pk)
        else:
            messages.success(request, done)
            return redirect("movements:cluster", year.pk)
    shown = _shown(request, year, **{name: form, "open": name, "tried": more.get("target", "")})
    return render(request, "movements/cluster_year.html", shown, status=422)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead the year on, or back."""
    year, form, target = visible_year(request, pk), StepForm(request.POST), request.POST.get("target", "")
    done = f"{year.cluster}: đã chuyển bước."
    return _act(request, year, "step_form", form, services.move_year, done, target=target)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Sum the year up."""
    year = visible_year(request, pk)
    form = CloseForm(request.POST, leaders=_leaders(first_ranked(score_table(year))))
    return _act(request, year, "close_form", form, services.close_year, f"Đã tổng kết {year}.")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the close back."""
    year, form = visible_year(request, pk), StepForm(request.POST)
    return _act(request, year, "reopen_form", form, services.reopen_year, f"Đã mở lại {year}.")


@require_POST
def officers(request: HttpRequest, pk: int) -> HttpResponse:
    """Change head and deputies of a running year."""
    year = visible_year(request, pk)
    form = OfficersForm(request.POST, units=Unit.objects.filter(cluster_places__year=year))
    return _act(request, year, "officers_form", form, services.set_officers, "Đã phân công trưởng, phó.")


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the cluster over to the next year."""
    year = visible_year(request, pk)
    form = OfficersForm(request.POST, units=Unit.objects.filter(cluster_places__year=year))
    done = f"Đã bàn giao. Năm {year.year + 1} là bản soạn: đặt hạn chấm rồi ban hành."
    return _act(request, year, "hand_form", form, services.hand_over, done)
