"""The list of targets, the year's end, and drafting a target."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.movements import services
from vinhdanh.movements.forms.targets import TargetForm, plan_rows, read_plan
from vinhdanh.movements.models import Target
from vinhdanh.movements.pace import Status, figure_words
from vinhdanh.movements.policies.targets import may_conclude_target, may_draft_target
from vinhdanh.movements.selectors.targets import Line, lines_of, targets_visible_to, unit_results
from vinhdanh.movements.services.target_writing import require_draft
from vinhdanh.movements.types.targets import Reading, TargetState
from vinhdanh.movements.views.target_bulk import closable, list_of
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, whole

PAGE = 40
NO_GROUP = "-"  # the group of targets that have none, in an address


def target_list(request: HttpRequest) -> HttpResponse:
    """The targets of a year with their pace: those from above that bind, one's own, and those below."""
    context = target_rows(request)
    page = Paginator(context["lines"], PAGE).get_page(request.GET.get("trang"))
    return render(request, "movements/target_list.html", context | {"page": page})


def target_rows(request: HttpRequest) -> dict[str, Any]:
    actor, get = actor_of(request), request.GET
    visible = targets_visible_to(actor)
    years = sorted(set(visible.values_list("year", flat=True)) | {this_year()}, reverse=True)
    year = whole(get.get("nam"), this_year())
    of_year = visible.of_year(year)
    units = list(Unit.objects.filter(pk__in=of_year.values("unit")).order_by("path"))
    groups = list(of_year.exclude(group="").order_by("group").values_list("group", flat=True).distinct())
    code, group, state, pace = (get.get(name, "") for name in ("dv", "nhom", "tt", "td"))
    words = get.get("tim", "").strip()
    found = of_year.filter(unit__code=code) if code else of_year
    if group:
        found = found.filter(group="" if group == NO_GROUP else group)
    if state in TargetState.values:
        found = found.filter(state=state)
    lines = lines_of(one for one in found if not words or _named(one, words))
    counts = Counter(line.status for line in lines if line.target.state != TargetState.DRAFT)
    if pace:
        lines = [line for line in lines if _is(line, pace)]
    mine = drafting_units(actor)
    chosen = next((one for one in mine if one.code == code or not code), None)  # one's own comes first
    return {
        "lines": lines,
        "years": years,
        "year": year,
        "units": units,
        "unit": next((one for one in [*units, *mine] if one.code == code), None),
        "code": code,
        "groups": groups,
        "group": group,
        "states": TargetState.choices,
        "state": state,
        "paces": list(Status),
        "pace": pace,
        "words": words,
        "counts": [(status, counts[status], _with(get, "td", status.css)) for status in Status],
        "filtered": bool(code or group or state or pace or words),
        "may_add": bool(mine),
        "chosen": chosen,
        "drafts": _drafts(actor, chosen, year),
        "before": _copyable(chosen, year),
        "closable": closable(actor, chosen, year),
        "today": timezone.localdate(),
    }


def _named(target: Target, words: str) -> bool:
    text = fold(f"{target.name} {target.group} {target.unit.name} {target.in_charge}")
    return all(word in text for word in fold(words).split())


def _is(line: Line, css: str) -> bool:
    return line.status.css == css and line.target.state != TargetState.DRAFT


def _with(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed[name] = value
    changed.pop("trang", None)
    return changed.urlencode()


def _drafts(actor: Account, unit: Unit | None, year: int) -> int:
    """How many drafts of the unit wait for its head, who is the one that asks; 0 for anybody else."""
    if unit is None or not may_conclude_target(scopes(actor), unit.path):
        return 0
    return Target.objects.filter(unit=unit, year=year, state=TargetState.DRAFT).count()


def _copyable(unit: Unit | None, year: int) -> bool:
    """Whether the year before has a target that this one lacks."""
    there = Target.objects.filter(unit=unit, year=year).values("name")
    return (
        unit is not None and Target.objects.filter(unit=unit, year=year - 1).exclude(name__in=there).exists()
    )


def drafting_units(actor: Account) -> QuerySet[Unit]:
    """Units in force for which the actor may draft targets."""
    mine = Q(pk__in=visible_units(actor, Action.EDIT)) | Q(pk__in=visible_units(actor, Action.CONCLUDE))
    return Unit.objects.open(timezone.localdate()).filter(mine).order_by("path")


def target_file(request: HttpRequest) -> HttpResponse:
    """The targets of the list as Excel."""
    context = target_rows(request)
    content = workbook(
        actor=actor_of(request),
        title=f"Chỉ tiêu thi đua năm {context['year']}",
        notes=[],
        columns=[
            ("Đơn vị", 36),
            ("Nhóm nhiệm vụ", 40),
            ("Chỉ tiêu", 50),
            ("Đơn vị tính", 12),
            ("Năm trước", 12),
            ("Cả năm", 12),
            ("Đến tháng", 10),
            ("Thực hiện", 12),
            ("Kế hoạch", 12),
            ("Dự báo cuối năm", 16),
            ("Tiến độ", 16),
            ("Tình trạng", 14),
            ("Phụ trách", 40),
        ],
        rows=[_cells(line) for line in context["lines"]],
    )
    return download(content, f"chi-tieu-{context['year']}.xlsx")


def _cells(line: Line) -> tuple[str | int | None, ...]:
    target, pace = line.target, line.pace
    return (
        target.unit.name,
        target.group,
        target.name,
        target.measure,
        figure_words(line.course.baseline),
        figure_words(line.course.value),
        pace.month,
        figure_words(line.reached),
        figure_words(pace.planned),
        figure_words(pace.projected),
        "" if target.state == TargetState.DRAFT else line.status.label,
        target.get_state_display(),
        ", ".join(one for one in (target.owner.name, target.in_charge) if one),
    )


# ---- the year's end -------------------------------------------------------------------------------


def _summed(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    visible = targets_visible_to(actor).binding()
    years = sorted(set(visible.values_list("year", flat=True)) | {this_year()}, reverse=True)
    year = whole(request.GET.get("nam"), this_year())
    lines = lines_of(visible.of_year(year))
    top = [line for line in lines if line.target.unit.depth == 0]
    results = unit_results(lines)
    return {
        "year": year,
        "years": years,
        "top": top,
        "results": results,
        "registered": sum(one.registered for one in results),
        "achieved": sum(one.achieved for one in results),
        "missed": sum(one.missed for one in results),
        "open": sum(one.open for one in results),
        "lines": lines,
    }


def _told(context: dict[str, Any]) -> str:
    return (
        f"{context['registered']} chỉ tiêu đã đăng ký: {context['achieved']} đạt, "
        f"{context['missed']} không đạt, {context['open']} chưa chốt."
    )


def summary(request: HttpRequest) -> HttpResponse:
    """The year's end: what was registered against what was reached, force-wide and by unit."""
    context = _summed(request)
    page = Paginator(context["results"], PAGE).get_page(request.GET.get("trang"))
    return render(request, "movements/target_summary.html", context | {"page": page})


def summary_file(request: HttpRequest) -> HttpResponse:
    """The year's end as Excel, a line a target."""
    context = _summed(request)
    content = workbook(
        actor=actor_of(request),
        title=f"Chỉ tiêu đăng ký và kết quả năm {context['year']}",
        notes=[_told(context)],
        columns=[
            ("Đơn vị", 36),
            ("Chỉ tiêu", 50),
            ("Đơn vị tính", 12),
            ("Đăng ký", 12),
            ("Sau điều chỉnh", 14),
            ("Kết quả", 12),
            ("Tình trạng", 14),
            ("Căn cứ", 36),
        ],
        rows=[
            (
                line.target.unit.name,
                line.target.name,
                line.target.measure,
                figure_words(Fraction(line.registered)),
                figure_words(line.course.value),
                figure_words(line.reached),
                line.target.get_state_display(),
                line.act.document if line.act else "",
            )
            for line in context["lines"]
        ],
    )
    return download(content, f"ket-qua-chi-tieu-{context['year']}.xlsx")


# ---- drafting -------------------------------------------------------------------------------------


def visible_target(request: HttpRequest, pk: int) -> Target:
    """A target that the account sees; any other does not exist."""
    found = targets_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def refuse(form: Any, error: ValidationError) -> None:
    """What a service refused stands at its field, or above the form where it has none."""
    for field, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(field if field in form.fields else None, texts)


def add(request: HttpRequest) -> HttpResponse:
    """A new draft for a unit and year, which the address names."""
    actor = actor_of(request)
    units = drafting_units(actor)
    if not units:
        require(may_draft_target(scopes(actor), "/"))
    code = request.GET.get("dv", "")
    unit = get_object_or_404(units, code=code) if code else units[0]
    year = whole(request.GET.get("nam"), this_year())
    form = TargetForm(
        request.POST or None,
        actor=actor,
        unit=unit,
        year=year,
        instance=Target(unit=unit, year=year),
        initial={"owner": unit, "parent": request.GET.get("tren"), "movement": request.GET.get("pt")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan = read_plan(request.POST)
            made = services.add_target(actor=actor, unit=unit, year=year, plan=plan, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Đã lưu dự thảo. Thủ trưởng đơn vị đăng ký thì chỉ tiêu có hiệu lực.")
            return redirect("movements:target", made.pk)
    return _edit(request, form, unit, year, units=units)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft, or who answers for a registered target."""
    actor, found = actor_of(request), visible_target(request, pk)
    require_draft(actor, found.unit, found)
    # The form fills the instance it is given: a copy, so that the service sees what differs.
    form = TargetForm(
        request.POST or None,
        actor=actor,
        unit=found.unit,
        year=found.year,
        instance=Target.objects.get(pk=pk),
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan = read_plan(request.POST)
            services.change_target(actor=actor, target=found, plan=plan, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("movements:target", pk)
    return _edit(request, form, found.unit, found.year, target=found)


def _edit(
    request: HttpRequest, form: TargetForm, unit: Unit, year: int, target: Target | None = None, **more: Any
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "target": target,
        "plan": plan_rows(target, typed),
        "readings": Reading.choices,
    }
    return render(request, "movements/target_edit.html", context | more, status=422 if form.errors else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a draft back."""
    found = visible_target(request, pk)
    try:
        services.drop_target(actor=actor_of(request), target=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("movements:target", pk)
    messages.success(request, f"Đã bỏ dự thảo “{found}”.")
    return redirect(list_of(found.unit, found.year))
