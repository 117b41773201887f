"""The yearly training and its test: courses, and the results of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.engine.regulations import regulations_on
from vinhdanh.people import services
from vinhdanh.people.conduct_forms import CourseForm, MeasureForm
from vinhdanh.people.conduct_selectors import measure_rows
from vinhdanh.people.exports import workbook
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import Discipline, Person, TrainingCourse, Unit
from vinhdanh.people.policies import may_decide_measure, may_edit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.conduct.checking import kind_of
from vinhdanh.people.services.conduct.training import TrainingEntry
from vinhdanh.people.services.writing import column, is_own, path_of
from vinhdanh.people.training_selectors import (
    CourseOutcome,
    consequences,
    course_outcome,
    course_outcomes,
    courses_visible_to,
    excuses_of,
    groups_of,
    leaders_of,
)
from vinhdanh.people.views.shown import actor_of, by_line, download, this_year, whole


def course_list(request: HttpRequest) -> HttpResponse:
    """Courses of a year with their outcomes, and a new one."""
    actor, book = actor_of(request), law()
    seen = courses_visible_to(actor)
    years = sorted({*seen.order_by().values_list("year", flat=True).distinct(), this_year()}, reverse=True)
    newest = seen.values_list("year", flat=True).order_by("-year").first()
    year = whole(request.GET.get("nam"), newest or this_year())
    form = CourseForm(
        request.POST or None,
        units=visible_units(actor, Action.EDIT).order_by("path"),
        initial={"on": f"{timezone.localdate():%d/%m/%Y}"},
    )
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = dict(form.cleaned_data)
        held = data.pop("held") == "co"
        try:
            course = services.record_training(
                actor=actor,
                book=book,
                held=held,
                unit=data["unit"],
                on=data["on"],
                basis=data["basis"],
                sessions=data["sessions"] or 0,
                practice_contents=data["practice_contents"] or 0,
            )
            messages.success(request, f"Đã ghi đợt tập huấn của {course.unit}.")
            return redirect("people:course", course.pk)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    context = {
        "year": year,
        "years": years,
        "courses": course_outcomes(book, seen.standing().filter(year=year)),
        "withdrawn": seen.filter(year=year).exclude(withdrawn=""),
        "form": form,
        "may": visible_units(actor, Action.EDIT).exists(),
        "tab": "tap-huan",
    }
    return render(request, "people/conduct/training.html", context, status=422 if form.errors else 200)


def course(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of a course: entered by its clerk, judged by the text."""
    actor = actor_of(request)
    found = _seen(actor, pk)
    wrong: dict[str, list[str]] = {}
    if request.method == "POST" and request.POST.get("do", "").startswith("rut"):
        try:
            messages.success(request, _withdraw(request, actor, found))
            return redirect("people:course", pk)
        except ValidationError as error:
            wrong = by_line(error)
    elif request.method == "POST":
        try:
            entries = _entries(request, actor, course_outcome(law(), found))
            services.record_results(actor=actor, course=found, entries=entries, book=law())
            messages.success(request, f"Đã ghi kết quả của {len(entries)} người.")
            return redirect("people:course", pk)
        except ValidationError as error:
            wrong = by_line(error)
    outcome = course_outcome(law(), found)
    context = {
        "course": found,
        "outcome": outcome,
        "groups": groups_of(law(), found),
        "excuses": excuses_of(law(), found),
        "wrong": wrong,
        "leaders": leaders_of(found),
        "unit_measures": measure_rows(law(), found.measures.filter(unit=found.unit)),
        "leader_measures": measure_rows(
            law(), found.measures.filter(person__in=leaders_of(found)).select_related("person")
        ),
        "own": {p.person.number for p in outcome.people if is_own(actor, p.person)},
        "may": may_edit(scopes(actor), found.unit.path),
        "why": request.POST.get("ly-do", ""),
        "tab": "tap-huan",
    }
    return render(request, "people/conduct/course.html", context, status=422 if wrong else 200)


def _withdraw(request: HttpRequest, actor: Account, course: TrainingCourse) -> str:
    """Take back the course, or one person's line of it; what is said then."""
    why = request.POST.get("ly-do", "")
    if request.POST.get("do") == "rut-dot":
        services.withdraw_training(actor=actor, course=course, why=why)
        return "Đã rút đợt tập huấn: dòng này còn trong sổ, không tính ở đâu nữa."
    person = Person.objects.filter(training_results__course=course, number=request.POST.get("ai", "")).first()
    if person is None:
        raise ValidationError("Chọn người có kết quả ghi nhầm.")
    services.withdraw_result(actor=actor, course=course, person=person, why=why)
    return f"Đã rút kết quả của {person}; ghi lại ở dòng của người này."


def _seen(actor: Account, pk: int) -> TrainingCourse:
    found = courses_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _entries(request: HttpRequest, actor: Account, outcome: CourseOutcome) -> dict[str, TrainingEntry]:
    """The lines that were filled in. A figure that is no figure is refused, never dropped.

    Raises:
        ValidationError: by số hiệu.
    """
    sent = request.POST
    entries: dict[str, TrainingEntry] = {}
    problems: dict[str, list[str]] = {}
    for one in outcome.people:
        number = one.person.number
        group = sent.get(f"g:{number}", "")
        if not group or is_own(actor, one.person):
            continue
        try:
            entries[number] = TrainingEntry(
                group=group,
                attended=_figure(sent.get(f"b:{number}", ""), "Số buổi"),
                all_contents=f"d:{number}" in sent,
                theory=f"l:{number}" in sent,
                practice_passed=_figure(sent.get(f"t:{number}", ""), "Số nội dung thực hành đạt"),
                excused=sent.get(f"m:{number}", ""),
                skipped=f"x:{number}" in sent,
            )
        except ValidationError as error:
            problems[number] = error.messages
    if problems:
        raise ValidationError(problems)
    if not entries:
        raise ValidationError("Chưa chọn đối tượng của người nào: chọn đối tượng rồi ghi kết quả.")
    return entries


def _figure(typed: str, what: str) -> int:
    typed = typed.strip()
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 5):
        raise ValidationError(f"{what} là số nguyên, đọc được “{typed}”.")
    return int(typed or 0)


def consequence(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A measure that follows from a course, for one of its people or its unit (the key)."""
    actor, today = actor_of(request), timezone.localdate()
    found = _seen(actor, pk)
    outcome = course_outcome(law(), found)
    person = next((p.person for p in outcome.people if p.person.number == key), None)
    subject: Person | Unit | None = found.unit if key == found.unit.code else person
    effects = consequences(outcome, subject) if subject else []
    if subject is None or not effects:
        raise Http404
    kind = kind_of(subject)
    rules = regulations_on(law(), today)
    proposed = max((e.measure for e in effects), key=lambda m: (m.order or 0, m.steps))
    competence = rules.competence(proposed)
    form = MeasureForm(
        request.POST or None,
        measures=[(m.code, m.name) for (whose, _), m in rules.measures.items() if whose == kind],
        disciplines=Discipline.objects.filter(**column(subject)),
        initial={
            "code": proposed.code,
            "year": found.year,
            "decided": f"{today:%d/%m/%Y}",
            "by": competence.who if competence else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            measure = services.decide_measure(
                actor=actor,
                subject=subject,
                book=law(),
                training=found,
                proposed=proposed.code,
                **form.cleaned_data,
            )
            messages.success(request, f"Đã ghi quyết định về {subject}.")
            return redirect("people:measure", measure.pk)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    own = is_own(actor, subject)
    context = {
        "course": found,
        "subject": subject,
        "effects": effects,
        "form": form,
        "may": may_decide_measure(
            scopes(actor), path_of(subject), competence.level if competence else "", own=own
        ),
        "tab": "tap-huan",
    }
    return render(request, "people/conduct/consequence.html", context, status=422 if form.errors else 200)


def course_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The results as Excel, without people whose file is secret."""
    actor = actor_of(request)
    found = _seen(actor, pk)
    outcome = course_outcome(law(), found)
    content = workbook(
        actor=actor,
        persons_in=0,
        title=f"{found}",
        notes=[],
        columns=[
            ("Số hiệu", 12),
            ("Họ và tên", 28),
            ("Chức vụ", 28),
            ("Số buổi", 10),
            ("Lý thuyết", 10),
            ("Thực hành đạt", 12),
            ("Kết quả", 14),
            ("Vì sao", 60),
        ],
        rows=(
            [
                p.person.number,
                p.person.name,
                p.title or None,
                p.result.attended if p.result else None,
                ("đạt" if p.result.theory else "chưa đạt") if p.result else None,
                p.result.practice_passed if p.result else None,
                p.word,
                "; ".join(line.text for line in p.outcome.lines) if p.outcome else None,
            ]
            for p in outcome.people
        ),
    )
    return download(content, f"tap-huan-{found.year}.xlsx")
