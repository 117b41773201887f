"""Directives: the list, and one of them with its history and what may be done next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.movements import services
from vinhdanh.movements.following import FINAL, MOVES, OWED, Move, Side, late_days, leading_away
from vinhdanh.movements.forms.directives import PARTS, DirectiveForm, GiverForm, LineForm, MoveForm
from vinhdanh.movements.models import Directive
from vinhdanh.movements.policies.directives import (
    may_conclude_directive,
    may_report_directive,
    may_write_meeting,
)
from vinhdanh.movements.selectors.directives import (
    Search,
    directives_visible_to,
    found,
    meetings_visible_to,
    with_parts,
)
from vinhdanh.movements.selectors.movements import responding_units
from vinhdanh.movements.services.directives import require_line, seen_from
from vinhdanh.movements.services.directives_following import state_of
from vinhdanh.movements.types.directives import Stage
from vinhdanh.movements.views.meetings import put_errors, units_below
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, download, this_year, today, whole

PAGE = 50


def visible_directive(request: HttpRequest, pk: int) -> Directive:
    """A directive that the account sees; any other does not exist."""
    one = with_parts(directives_visible_to(actor_of(request))).filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


# ---- the list -------------------------------------------------------------------------------------


def _search(request: HttpRequest) -> Search:
    get = request.GET
    code = get.get("dv", "")
    return Search(
        year=None if get.get("nam") == "tat-ca" else whole(get.get("nam"), this_year()),
        meeting=whole(get.get("hn"), 0) or None,
        giver=get.get("nguoi", ""),
        unit=Unit.objects.filter(code=code).first() if code else None,
        stage=get.get("tt", ""),
        due=get.get("han", ""),
        words=get.get("tim", "").strip(),
    )


def directive_list(request: HttpRequest) -> HttpResponse:
    """What was directed or concluded: given to the actor's units or by them."""
    actor, search = actor_of(request), _search(request)
    seen = directives_visible_to(actor)
    rows = with_parts(found(actor, search)).prefetch_related("coordinating")
    of_year = Search(year=search.year)
    within = found(actor, of_year).order_by()
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "search": search,
        "years": sorted({*seen.values_list("meeting__year", flat=True), this_year()}, reverse=True),
        "meetings": sorted(set(within.values_list("meeting__on", "meeting", "meeting__name")), reverse=True),
        "givers": sorted(set(within.values_list("giver", flat=True))),
        "units": Unit.objects.filter(pk__in=within.values("owner")),
        "stages": Stage.choices,
        "tiles": _tiles(actor, search.year),
        "writes": bool(units_below(actor)),
        "filtered": search != of_year,
    }
    return render(request, "movements/directives_list.html", context)


def _tiles(actor: Account, year: int | None) -> list[tuple[str, int, str]]:
    """Title, count and filter of the figures above the list."""
    asked = (
        ("Quá hạn", "han=late", Search(year=year, due="late")),
        ("Đến hạn trong 7 ngày", "han=soon", Search(year=year, due="soon")),
        ("Chưa xong", "tt=open", Search(year=year, stage="open")),
        ("Chờ xác nhận", "tt=reported", Search(year=year, stage=Stage.REPORTED)),
        ("Đã xong", "tt=confirmed", Search(year=year, stage=Stage.CONFIRMED)),
    )
    return [(title, found(actor, search).count(), query) for title, query, search in asked]


def directive_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    search = _search(request)
    actor, day = actor_of(request), today()
    rows = with_parts(found(actor, search)).prefetch_related("coordinating")
    content = workbook(
        actor=actor,
        title=f"Chỉ đạo, kết luận năm {search.year}" if search.year else "Chỉ đạo, kết luận các năm",
        notes=[],
        columns=[
            ("Việc phải làm", 50),
            ("Nguyên văn", 60),
            ("Người chỉ đạo", 34),
            ("Hội nghị, cuộc họp", 44),
            ("Ngày họp", 12),
            ("Đơn vị chủ trì", 34),
            ("Phối hợp", 24),
            ("Người phụ trách", 24),
            ("Hạn", 14),
            ("Tình trạng", 20),
            ("Quá hạn, chậm (ngày)", 12),
            ("Ngày báo cáo hoàn thành", 14),
            ("Giao tiếp (xong/tổng)", 12),
        ],
        rows=[
            (
                one.task,
                one.text,
                one.said_by,
                one.meeting.name,
                f"{one.meeting.on:%d/%m/%Y}",
                one.owner.name,
                ", ".join(unit.name for unit in one.coordinating.all()),
                one.owner_person,
                one.deadline_words,
                one.get_stage_display(),
                late_days(one.stage, one.deadline, one.reported_on, day) or None,
                f"{one.reported_on:%d/%m/%Y}" if one.reported_on else None,
                f"{one.parts_done}/{one.part_count}" if one.part_count else None,  # type: ignore[attr-defined]
            )
            for one in rows
        ],
    )
    return download(content, "chi-dao.xlsx")


# ---- one directive --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """One move on the page: what stands in its way, or the form that does it."""

    move: Move
    why: str
    form: MoveForm
    open: bool


def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """One directive: what was said, how it stands, its parts, what was done, and what may be done next."""
    return render(request, "movements/directives_one.html", _shown(request, visible_directive(request, pk)))


def _shown(request: HttpRequest, one: Directive, **more: Any) -> dict[str, Any]:
    actor = actor_of(request)
    held, seen = scopes(actor), seen_from(one)
    writer = one.parent.owner if one.parent else one.meeting.unit
    report = may_report_directive(held, one.owner.path, seen_from=seen)
    visible = directives_visible_to(actor)
    below = Unit.objects.filter(path__startswith=one.owner.path).exclude(pk=one.owner_id)
    may_pass = bool(report) and one.stage in OWED and one.stage != Stage.GIVEN
    return {
        "one": one,
        "ref": f"directive:{one.pk}",
        "acts": one.acts.all(),
        "parts": with_parts(visible.filter(parent=one)).order_by("order"),
        "whole": visible.filter(pk=one.parent_id).first() if one.parent_id else None,
        "meeting_seen": meetings_visible_to(actor).filter(pk=one.meeting_id).exists(),
        "may_write": may_write_meeting(held, writer.path, seen_from=seen) and one.stage not in FINAL,
        "may_drop": one.stage == Stage.GIVEN and not one.acts.exists(),
        "sides": [
            _side(one, Side.OWNER, report, more),
            _side(one, Side.ISSUER, may_conclude_directive(held, one.issuer.path, seen_from=seen), more),
        ],
        "may_pass": may_pass and below.exists(),
        "part_forms": more.get("part_forms") or (_part_forms(one) if may_pass else []),
        "units": below.open(timezone.localdate()) if may_pass else [],
        "steps": _steps(one),
    } | more


def _steps(one: Directive) -> list[tuple[str, str]]:
    """The line of stages: how far it has come (done, now or nothing) and the words of each."""
    if one.stage == Stage.CANCELLED:
        return [("done", Stage.GIVEN.label), ("now", Stage.CANCELLED.label)]
    line: list[Stage] = [stage for stage in Stage if stage != Stage.CANCELLED]
    now = line.index(Stage(one.stage))
    return [
        ("done" if at < now else "now" if at == now else "", stage.label) for at, stage in enumerate(line)
    ]


def _side(one: Directive, side: Side, answer: Answer, more: dict[str, Any]) -> dict[str, Any]:
    """One side's moves with their forms; the reason where the account may not."""
    wrong: MoveForm | None = more.get("move_form")
    code = more.get("open", "")
    offers = []
    shown = leading_away(state_of(one), side) if answer or one.is_open else []
    for move, why in shown:
        mine = wrong is not None and move.code == code
        form = (
            wrong
            if mine and wrong
            else MoveForm(move=move, units=_reach(one), initial={"on": timezone.localdate()})
        )
        offers.append(Offer(move, why, form, mine))
    return {"offers": offers, "answer": answer, "side": side.value}


@require_POST
def move(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Do one move; a refusal comes back on the page with what was typed."""
    one = visible_directive(request, pk)
    if code not in MOVES:
        raise Http404
    chosen = MOVES[code]
    form = MoveForm(request.POST, move=chosen, units=_reach(one))
    if form.is_valid():
        act = services.report_directive if chosen.side is Side.OWNER else services.conclude_directive
        try:
            act(actor=actor_of(request), directive=one, code=code, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, f"Đã ghi: {chosen.label.lower()}.")
            return redirect("movements:directive", pk)
    context = _shown(request, visible_directive(request, pk), move_form=form, open=code)
    return render(request, "movements/directives_one.html", context, status=422)


def _reach(one: Directive) -> QuerySet[Unit]:
    """Units that the directive may be given to."""
    host = one.parent.owner if one.parent else one.meeting.unit
    below = Unit.objects.filter(path__startswith=host.path)
    return below.exclude(pk=host.pk) if one.parent else below


def _part_forms(one: Directive, data: Any = None) -> list[LineForm]:
    units = Unit.objects.filter(path__startswith=one.owner.path).exclude(pk=one.owner_id)
    initial = {"deadline": one.deadline_words}
    return [LineForm(data, prefix=f"p{at}", units=units, initial=initial) for at in range(PARTS)]


@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Split the directive into parts for units below."""
    one = visible_directive(request, pk)
    data = request.POST.copy()
    if data.get("tat-ca"):
        right_below = responding_units(one.owner, timezone.localdate())
        data["p0-owner"] = ", ".join(unit.code for unit in right_below)
    forms = _part_forms(one, data)
    filled = [form for form in forms if form["owner"].value() or form["task"].value()]
    errors: list[str] = []
    valid = [form.is_valid() for form in filled]  # each of them: every row says what is wrong
    if all(valid):
        lines = [line for form in filled for line in form.lines()]
        try:
            made = services.pass_on(actor=actor_of(request), directive=one, lines=lines)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, f"Đã giao tiếp {len(made)} việc.")
            return redirect("movements:directive", pk)
    context = _shown(request, one, part_forms=forms, part_errors=errors, open="pass_on")
    return render(request, "movements/directives_one.html", context, status=422)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a line."""
    one = visible_directive(request, pk)
    host = one.parent.owner if one.parent else one.meeting.unit
    require_line(actor_of(request), one)
    units = Unit.objects.filter(path__startswith=one.issuer.path)
    initial = DirectiveForm.initial_of(one)
    form = DirectiveForm(request.POST or None, units=units, initial=initial)
    giver = GiverForm(request.POST or None, host=host, initial=initial)
    if request.method == "POST" and form.is_valid() and (one.parent_id or giver.is_valid()):
        said = form.changes() | ({} if one.parent_id else giver.shared())
        # The form fills nothing in place: a fresh record lets the service see what differs.
        fresh = get_object_or_404(Directive.objects.select_related("meeting__unit"), pk=pk)
        try:
            services.change_directive(actor=actor_of(request), directive=fresh, **said)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("movements:directive", pk)
    context = {"form": form, "giver": giver, "one": one, "meeting": one.meeting, "units": units}
    return render(
        request, "movements/directives_edit.html", context, status=422 if form.errors or giver.errors else 200
    )


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line back that was written by mistake."""
    one = visible_directive(request, pk)
    try:
        services.drop_directive(actor=actor_of(request), directive=one)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("movements:directive", pk)
    messages.success(request, f"Đã bỏ dòng “{one}”.")
    return redirect("movements:directives")
