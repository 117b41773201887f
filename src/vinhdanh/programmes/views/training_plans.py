"""Plans: the list, one with its coverage, writing one, and figures without names."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.audit.selectors import history_of
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, whole
from vinhdanh.programmes import services
from vinhdanh.programmes.models import TrainingPlan
from vinhdanh.programmes.services.training_plan_closing import what_keeps_plan_open
from vinhdanh.programmes.training_coverage import WHOLE
from vinhdanh.programmes.training_figures import PlanCover, UnitCover, class_lines, coverage
from vinhdanh.programmes.training_forms import FiguresForm, PlanChangeForm, PlanForm
from vinhdanh.programmes.training_plan_closing import coverage_told, last_closing, since_closing
from vinhdanh.programmes.training_policies import may_plan
from vinhdanh.programmes.training_selectors import plan_answer, plans_visible_to, sees_all
from vinhdanh.programmes.training_types import TargetGroup


def visible_plan(request: HttpRequest, pk: int) -> TrainingPlan:
    """A plan that the account sees; any other does not exist."""
    found = plans_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def refused(form: Form, error: ValidationError) -> None:
    """Put what a service refused beside the fields that it names, the rest above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, ValidationError(error.messages))
        return
    for name, said in error.message_dict.items():
        form.add_error(name if name in form.fields else None, ValidationError(said))


def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan with how far it has come, the newest year first."""
    actor = actor_of(request)
    plans = plans_visible_to(actor)
    years = sorted(set(plans.values_list("year", flat=True)), reverse=True)
    year, group = whole(request.GET.get("nam"), 0), request.GET.get("dt", "")
    shown = plans.filter(year=year) if year in years else plans
    if group in TargetGroup:
        shown = shown.filter(group=group)
    context = {
        "rows": [(plan, cover_seen_by(actor, coverage_told(plan))) for plan in shown],
        "all": plans.count(),
        "years": years,
        "year": year if year in years else 0,
        "groups": TargetGroup.choices,
        "group": group,
        "may": organisers(actor).exists(),
        "filtered": year in years or group in TargetGroup,
        "number": actor.person_number,
        "tab": "ke-hoach",
    }
    return render(request, "programmes/training/plans.html", context)


def organisers(actor: Account) -> Any:
    """Units that the actor may plan for: no đội and no tổ."""
    units = visible_units(actor, Action.EDIT).filter(valid_to=None)
    return units.exclude(tier="sub_base").order_by("path")


def cover_seen_by(actor: Account, found: PlanCover) -> PlanCover:
    """The coverage with only the lines of units that the account sees; the whole is told to everybody."""
    if sees_all(actor, found.plan):
        return found
    seen = set(visible_units(actor).values_list("pk", flat=True))

    def own(lines: tuple[UnitCover, ...]) -> tuple[UnitCover, ...]:
        return tuple(line for line in lines if line.unit.pk in seen)

    return PlanCover(
        plan=found.plan,
        day=found.day,
        lines=own(found.lines),
        whole=found.whole,
        gone=found.gone,
        unknown=own(found.unknown),
        classes=found.classes,
        learners=found.learners,
    )


def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: coverage as a picture, its classes, its terms."""
    plan = visible_plan(request, pk)
    actor = actor_of(request)
    found = cover_seen_by(actor, coverage_told(plan))
    today = timezone.localdate()
    everything = sees_all(actor, plan)
    closing, may = last_closing(plan), plan_answer(actor, plan)
    context = {
        "plan": plan,
        "cover": found,
        "need": None if plan.target is None else Fraction(plan.target, WHOLE),
        "short": found.whole.short_of(plan.target),
        "ahead": plan.counted_on > today,
        "classes": class_lines(list(plan.classes.order_by("start", "code")), today),
        "bands": plan.bands.all(),
        "reported": plan.reported.select_related("unit") if everything else (),
        "everything": everything,
        "may": may,
        "closing": closing,
        "since": since_closing(closing, coverage(plan)) if closing and everything else None,
        "missing": what_keeps_plan_open(plan) if may and not closing else (),
        "history": history_of(f"training-plan:{plan.pk}")[:8] if everything else (),
        "tab": "ke-hoach",
    }
    return render(request, "programmes/training/plan.html", context)


def cover_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The coverage by unit as Excel."""
    plan = visible_plan(request, pk)
    found = cover_seen_by(actor_of(request), coverage_told(plan))
    closed = f"Chốt ngày {timezone.localtime(plan.closed):%d/%m/%Y}. " if plan.closed else ""
    rows = [_cover_row(line) for line in (*found.lines, *found.unknown)]
    target = f"Chỉ tiêu {plan.target}%. " if plan.target is not None else ""
    content = workbook(
        actor=actor_of(request),
        title=f"Độ phủ tập huấn: {plan.name}",
        notes=[
            f"{plan.get_group_display()}. {target}{closed}Quân số ngày {found.day:%d/%m/%Y}. {plan.basis}.",
        ],
        columns=[
            ("Mã", 12),
            ("Đơn vị", 40),
            ("Quân số", 10),
            ("Đã tập huấn", 12),
            ("Lần đầu", 10),
            ("Cập nhật", 10),
            ("Còn lại", 10),
            ("Độ phủ (%)", 12),
            ("Ghi chú", 30),
        ],
        rows=rows,
    )
    return download(content, f"do-phu-tap-huan-{plan.year}-{plan.pk}.xlsx")


def _cover_row(line: UnitCover) -> list[str | int | None]:
    one = line.cover
    percent = one.percent
    return [
        line.unit.code,
        line.unit.name,
        one.in_force,
        one.trained,
        one.first_time,
        one.refresher,
        one.missing if one.in_force is not None else None,
        None if percent is None else f"{float(percent):.1f}".replace(".", ","),
        "số liệu tổng hợp, không có danh sách" if line.reported else None,
    ]


# ---- writing --------------------------------------------------------------------------------------


def new_plan(request: HttpRequest) -> HttpResponse:
    """The form of a plan, and adding it."""
    actor = actor_of(request)
    units = organisers(actor)
    if not units:
        answer = may_plan(scopes(actor), "/")
        raise PermissionDenied(getattr(answer, "reason", "Đồng chí không lập kế hoạch cho đơn vị nào."))
    today = timezone.localdate()
    initial = {"year": today.year, "counted_on": f"30/09/{today.year}", "top_score": "10"}
    form = PlanForm(request.POST or None, units=units, initial=initial | {"organiser": _usual(units)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        more = ("title_words", "funding", "amount", "target", "top_score", "least_attendance", "needs_essay")
        try:
            plan = services.add_plan(
                actor=actor,
                organiser=data["organiser"],
                year=data["year"],
                name=data["name"],
                group=TargetGroup(data["group"]),
                basis=data["basis"],
                counted_on=data["counted_on"],
                bands=form.bands,
                **{name: data[name] for name in more},
            )
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã lập {plan}. Việc kế tiếp: mở lớp và triệu tập học viên.")
            return redirect("programmes:training-plan", plan.pk)
    context = {"form": form, "tab": "ke-hoach"}
    return render(request, "programmes/training/plan_new.html", context, status=422 if form.errors else 200)


def _usual(units: Any) -> str:
    """The phòng that looks after people, or the first unit."""
    first: Unit | None = units.filter(folded__contains="to chuc can bo").first() or units.first()
    return first.code if first else ""


def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing a plan's terms, with the reason."""
    plan = visible_plan(request, pk)
    actor = actor_of(request)
    require(plan_answer(actor, plan))
    fields = ("basis", "counted_on", "target", "funding", "amount")
    initial = {name: getattr(plan, name) for name in fields} | {"counted_on": f"{plan.counted_on:%d/%m/%Y}"}
    form = PlanChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in fields}
        try:
            services.change_plan(actor=actor, plan=plan, why=form.cleaned_data["why"], **changes)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã sửa {plan}.")
            return redirect("programmes:training-plan", plan.pk)
    context = {"form": form, "plan": plan, "tab": "ke-hoach"}
    return render(request, "programmes/training/plan_edit.html", context, status=422 if form.errors else 200)


def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures that units reported without names, and entering them."""
    plan = visible_plan(request, pk)
    actor = actor_of(request)
    require(plan_answer(actor, plan))
    units = Unit.objects.subtree(plan.area).filter(valid_to=None).exclude(tier="sub_base")
    form = FiguresForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.report_figures(actor=actor, plan=plan, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã ghi số liệu của {row.unit}.")
            return redirect("programmes:training-figures", plan.pk)
    context = {
        "form": form,
        "plan": plan,
        "rows": plan.reported.select_related("unit"),
        "general": form.errors.get(NON_FIELD_ERRORS, ()),
        "tab": "ke-hoach",
    }
    return render(request, "programmes/training/figures.html", context, status=422 if form.errors else 200)
