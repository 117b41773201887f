"""One class: its page, opening it, calling learners, closing, certificates, and making up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.audit.selectors import history_of
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Enrolment, Session, TrainingClass
from vinhdanh.programmes.services.training_closing import next_number, what_keeps_open
from vinhdanh.programmes.training_figures import LearnerLine, class_figures, learner_lines, session_counts
from vinhdanh.programmes.training_forms import (
    CertificateForm,
    ClassChangeForm,
    ClassForm,
    CorrectionForm,
    MakeUpForm,
    SessionForm,
)
from vinhdanh.programmes.training_policies import may_grade
from vinhdanh.programmes.training_selectors import (
    candidates,
    classes_visible_to,
    communes,
    enrolments_visible_to,
    is_own,
    learners,
    plan_answer,
    read_key,
    sees_all,
    teaches,
    to_make_up,
)
from vinhdanh.programmes.training_types import CourseKind, PartOfDay, TargetGroup
from vinhdanh.programmes.views.training_plans import refused, visible_plan

PAGE = 50


def visible_class(request: HttpRequest, pk: int) -> TrainingClass:
    """A class that the account sees; any other does not exist."""
    found = classes_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def class_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One class: sessions, learners with attendance and result, what is still missing."""
    found = visible_class(request, pk)
    return render(request, "programmes/training/class.html", _class(request, found))


def _class(request: HttpRequest, found: TrainingClass, **forms: Any) -> dict[str, Any]:
    actor = actor_of(request)
    today = timezone.localdate()
    rows = enrolments_visible_to(actor, found).with_result()
    lines = learner_lines(found, list(rows.select_related("certificate")))
    words = fold(request.GET.get("q", "")).split()
    shown = [line for line in lines if all(word in _text(line) for word in words)]
    everything = sees_all(actor, found.plan, found)
    rows = found.enrolments.with_result().select_related("certificate")
    whole = lines if everything else learner_lines(found, list(rows))
    waiting = [line for line in lines if line.passed and not hasattr(line.enrolment, "certificate")]
    may = plan_answer(actor, found.plan)
    return {
        "found": found,
        "plan": found.plan,
        "state": found.state_on(today),
        "lines": lines,
        "page": Paginator(shown, PAGE).get_page(request.GET.get("trang")),
        "text": request.GET.get("q", ""),
        "figures": class_figures(whole),
        "everything": everything,
        "sessions": session_counts(found),
        "today": today,
        "topics": found.topics.all(),
        "hours": sum((topic.hours for topic in found.topics.all()), Decimal(0)),
        "teachers": found.teachers.select_related("account"),
        "units": found.units.order_by("path"),
        "bands": {band.pk: band for band in found.plan.bands.all()},
        "may": may,
        "may_mark": bool(may) or teaches(actor, found) or bool(lines),
        "may_grade": bool(may) or teaches(actor, found),
        "missing": what_keeps_open(found) if may and not found.closed else (),
        "make_up": len(to_make_up(found)) if may and found.closed else 0,
        "make_ups": found.make_ups.all(),
        "waiting": len(waiting),
        "issued": sum(hasattr(line.enrolment, "certificate") for line in whole),
        "next_number": next_number(found.plan.organiser, today.year),
        "history": history_of(f"training-class:{found.pk}")[:10] if everything else (),
        "certificate_form": CertificateForm(initial={"issued": f"{today:%d/%m/%Y}"}),
        "make_up_form": MakeUpForm(initial={"code": f"{found.code}-B"}),
        "tab": "lop",
        **forms,
    }


def _text(line: LearnerLine) -> str:
    """What a learner is found by."""
    one = line.enrolment
    team = one.member.team if one.member else ""
    return fold(f"{one.learner.name} {team} {one.unit.name}")


# ---- opening --------------------------------------------------------------------------------------


def new_class(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a class, and opening it."""
    plan = visible_plan(request, pk)
    actor = actor_of(request)
    require(plan_answer(actor, plan))
    inside = Unit.objects.subtree(plan.area)
    units = (
        inside.filter(valid_to=None).exclude(tier="sub_base").order_by("path")
        if plan.group == TargetGroup.STAFF
        else communes(inside)
    )
    number = plan.classes.count() + 1
    initial = {"code": f"L{plan.year % 100}-{number:02}", "kind": CourseKind.REFRESHER}
    form = ClassForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.add_class(
                actor=actor,
                plan=plan,
                code=data["code"],
                name=data["name"],
                kind=CourseKind(data["kind"]),
                venue=data["venue"],
                cluster=data["cluster"],
                start=data["start"],
                end=data["end"],
                units=list(data["units"]),
                topics=form.topics,
                teachers=form.teachers,
            )
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã mở lớp {made}. Việc kế tiếp: triệu tập học viên.")
            return redirect("programmes:training-call", made.pk)
    chosen = set(form["units"].value() or ())
    context = {"form": form, "plan": plan, "units": units, "chosen": chosen, "tab": "ke-hoach"}
    return render(request, "programmes/training/class_new.html", context, status=422 if form.errors else 200)


def edit_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing an open class: what it says of itself, and its half days."""
    found = visible_class(request, pk)
    actor = actor_of(request)
    require(plan_answer(actor, found.plan))
    act = request.POST.get("act", "")
    fields = ("name", "venue", "cluster")
    initial = {name: getattr(found, name) for name in fields}
    form = ClassChangeForm(request.POST if act == "change" else None, initial=initial)
    adding = SessionForm(request.POST if act == "add" else None)
    try:
        done = _changed(request, actor, found, form, adding)
    except ValidationError as error:
        done = ""
        if act in ("change", "add"):
            refused(form if act == "change" else adding, error)
        else:
            messages.error(request, " ".join(error.messages))
            return redirect("programmes:training-class-edit", pk)
    if done:
        messages.success(request, done)
        return redirect("programmes:training-class-edit", pk)
    found.refresh_from_db()
    context = {
        "form": form,
        "adding": adding,
        "found": found,
        "sessions": session_counts(found),
        "tab": "lop",
    }
    wrong = form.errors or adding.errors
    return render(request, "programmes/training/class_edit.html", context, status=422 if wrong else 200)


def _changed(
    request: HttpRequest, actor: Account, found: TrainingClass, form: ClassChangeForm, adding: SessionForm
) -> str:
    """Do what one of the page's buttons asks for, and say so; nothing when a field is wrong."""
    if form.is_bound and form.is_valid():
        services.change_class(actor=actor, training_class=found, **form.cleaned_data)
        return f"Đã sửa lớp {found.code}."
    if adding.is_bound and adding.is_valid():
        data = adding.cleaned_data
        made = services.add_session(
            actor=actor, training_class=found, day=data["day"], part=PartOfDay(data["part"])
        )
        return f"Đã thêm buổi {str(made).lower()}."
    if request.POST.get("act") == "remove":
        key = _number(request.POST.get("session"))
        row = get_object_or_404(Session, training_class=found, pk=key)
        services.remove_session(actor=actor, session=row)
        return f"Đã bỏ buổi {str(row).lower()}."
    return ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a class entered by mistake, for a reason."""
    found = visible_class(request, pk)
    try:
        services.withdraw_class(
            actor=actor_of(request), training_class=found, why=request.POST.get("why", "")
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("programmes:training-class", pk)
    messages.success(
        request, f"Đã rút lớp {found.code}: học viên trong danh sách được triệu tập lại ở lớp khác."
    )
    return redirect("programmes:training-plan", found.plan_id)


# ---- call-up --------------------------------------------------------------------------------------


def call_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may be called to the class, by unit, and calling those who are ticked."""
    found = visible_class(request, pk)
    actor = actor_of(request)
    require(plan_answer(actor, found.plan))
    said: list[str] = []
    if request.method == "POST":
        keys = [key for text in request.POST.getlist("hv") if (key := read_key(text)) is not None]
        try:
            made = services.call_up(actor=actor, training_class=found, keys=keys)
        except ValidationError as error:
            said = error.messages
        else:
            messages.success(request, f"Đã triệu tập {len(made)} học viên vào lớp {found.code}.")
            return redirect("programmes:training-class", pk)
    fitting = candidates(found) if not found.closed else {}
    names = learners(fitting)
    groups: dict[Unit, list[Any]] = {}
    for key, unit in sorted(fitting.items(), key=lambda item: (item[1].path, item[0].kind, item[0].pk)):
        groups.setdefault(unit, []).append((key, names[key]))
    context = {
        "found": found,
        "groups": list(groups.items()),
        "count": len(fitting),
        "called": found.enrolments.count(),
        "said": said,
        "tab": "lop",
    }
    return render(request, "programmes/training/call_up.html", context, status=422 if said else 200)


# ---- the end --------------------------------------------------------------------------------------


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the class; refused with everything that is missing."""
    found = visible_class(request, pk)
    try:
        services.close_class(actor=actor_of(request), training_class=found)
    except ValidationError as error:
        messages.error(request, "Chưa chốt được lớp. " + " ".join(error.messages))
    else:
        messages.success(request, f"Đã chốt lớp {found.code}: từ nay kết quả sai chỉ đính chính, có lý do.")
    return redirect("programmes:training-class", pk)


@require_POST
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Number the certificates of who passed."""
    found = visible_class(request, pk)
    form = CertificateForm(request.POST)
    if form.is_valid():
        try:
            made = services.issue_certificates(
                actor=actor_of(request), training_class=found, **form.cleaned_data
            )
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã cấp {len(made)} chứng nhận, số {made[0]} đến {made[-1]}.")
            return redirect("programmes:training-class", pk)
    context = _class(request, found, certificate_form=form)
    return render(request, "programmes/training/class.html", context, status=422)


@require_POST
def make_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the class for who missed or failed, and call them."""
    found = visible_class(request, pk)
    form = MakeUpForm(request.POST)
    if form.is_valid():
        try:
            made = services.add_make_up(actor=actor_of(request), training_class=found, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            count = made.enrolments.count()
            messages.success(request, f"Đã mở lớp học bù {made.code} và triệu tập {count} người.")
            return redirect("programmes:training-class", made.pk)
    context = _class(request, found, make_up_form=form)
    return render(request, "programmes/training/class.html", context, status=422)


# ---- one learner in one class ---------------------------------------------------------------------


def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """One learner in a class: every session, result, corrections; dropping him before, correcting after."""
    actor = actor_of(request)
    row = (
        Enrolment.objects.filter(training_class__in=classes_visible_to(actor))
        .select_related("training_class__plan__organiser", "training_class__plan__area")
        .filter(pk=pk)
        .first()
    )
    if row is None or not enrolments_visible_to(actor, row.training_class).filter(pk=pk).exists():
        raise Http404
    found = row.training_class
    plan = found.plan
    form = CorrectionForm(
        request.POST if request.POST.get("act") == "correct" else None, bands=plan.bands.all()
    )
    if request.method == "POST":
        try:
            if request.POST.get("act") == "drop":
                services.drop_learner(actor=actor, enrolment=row, why=request.POST.get("why", ""))
                messages.success(request, f"Đã rút {row.learner} khỏi lớp {found.code}.")
                return redirect("programmes:training-class", found.pk)
            if form.is_valid():
                services.correct_result(actor=actor, enrolment=row, **form.cleaned_data)
                messages.success(request, f"Đã đính chính kết quả của {row.learner}.")
                return redirect("programmes:training-enrolment", pk)
        except ValidationError as error:
            if form.is_bound:
                refused(form, error)
            else:
                messages.error(request, " ".join(error.messages))
                return redirect("programmes:training-enrolment", pk)
    about = row.person.number if row.person else ""
    run = plan_answer(actor, plan, about=about)
    resulted = (
        Enrolment.objects.filter(pk=pk).with_result().select_related("band", "unit", "certificate").get()
    )
    context = {
        "row": resulted,
        "found": found,
        "plan": plan,
        "line": learner_lines(found, [resulted])[0],
        "bands": {band.pk: band for band in plan.bands.all()},
        "marks": row.marks.select_related("session").order_by("session__day", "session__part"),
        "corrections": row.corrections.select_related("band"),
        "may_correct": may_grade(run, own=is_own(actor, row)),
        "may": plan_answer(actor, found.plan),
        "form": form,
        "tab": "lop",
    }
    return render(request, "programmes/training/enrolment.html", context, status=422 if form.errors else 200)
