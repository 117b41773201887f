"""Attendance by hand, and the results: pages that are used in a classroom, on a phone."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.types import Answer
from vinhdanh.people.views.shown import actor_of, by_line
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Attendance, Enrolment, ResultBand, Session, TrainingClass
from vinhdanh.programmes.services.training_learners import MarkLine, ResultLine
from vinhdanh.programmes.training_coverage import band_of, score_words, sessions_needed
from vinhdanh.programmes.training_figures import learner_lines
from vinhdanh.programmes.training_policies import may_grade, may_mark
from vinhdanh.programmes.training_selectors import (
    enrolments_visible_to,
    is_own,
    plan_answer,
    scopes_about_each,
    sessions_visible_to,
    teaches,
)
from vinhdanh.programmes.training_types import Mark, MarkedBy
from vinhdanh.programmes.views.training_classes import visible_class


def visible_session(request: HttpRequest, pk: int) -> Session:
    """A session of a class that the account sees; any other does not exist."""
    found = sessions_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def runs(actor: Account, found: TrainingClass) -> Answer:
    """May the account hold the class: as its teacher, or running the plan?"""
    return may_grade(plan_answer(actor, found.plan), teacher=teaches(actor, found))


# ---- by hand --------------------------------------------------------------------------------------


def markable(actor: Account, session: Session) -> list[Enrolment]:
    """Learners of the session whom the account may mark, in the order of the list."""
    found = session.training_class
    held, teacher = scopes_about_each(actor), teaches(actor, found)
    organiser = found.plan.organiser.path
    return [
        one
        for one in enrolments_visible_to(actor, found)
        if may_mark(held(one), organiser, one.unit.path, teacher=teacher, own=is_own(actor, one))
    ]


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: everybody with three choices, saved together."""
    session = visible_session(request, pk)
    actor = actor_of(request)
    found = session.training_class
    rows = markable(actor, session)
    errors: dict[str, list[str]] = {}
    entered: dict[int, tuple[str, str]] = {
        mark.enrolment_id: (mark.mark, mark.ground)
        for mark in Attendance.objects.filter(session=session, enrolment__in=rows)
    }
    if request.method == "POST":
        entered = {
            one.pk: (
                "present" if request.POST.get("act") == "all" else request.POST.get(f"m:{one.pk}", ""),
                request.POST.get(f"g:{one.pk}", "")[:200],
            )
            for one in rows
        }
        marks = {pk: MarkLine(Mark(mark), ground) for pk, (mark, ground) in entered.items() if mark in Mark}
        try:
            changed = services.mark_attendance(actor=actor, session=session, marks=marks)
        except ValidationError as error:
            errors = by_line(error)
        else:
            messages.success(request, f"Đã ghi điểm danh: {changed} người thay đổi.")
            return redirect("programmes:training-session", pk)
    by_themselves = Attendance.objects.filter(session=session).exclude(how=MarkedBy.HAND)
    context = {
        "session": session,
        "found": found,
        "lines": [(one, *entered.get(one.pk, ("", "")), errors.get(str(one.pk), ())) for one in rows],
        "others": found.enrolments.count() - len(rows),
        "by_themselves": set(by_themselves.values_list("enrolment", flat=True)),
        "general": errors.get(NON_FIELD_ERRORS, ()),
        "wrong": sum(key != NON_FIELD_ERRORS for key in errors),
        "marks": Mark.choices,
        "ahead": session.day > timezone.localdate(),
        "is_today": session.day == timezone.localdate(),
        "may_show": bool(runs(actor, found)),
        "sessions": found.sessions.all(),
        "tab": "lop",
    }
    return render(request, "programmes/training/attendance.html", context, status=422 if errors else 200)


# ---- results --------------------------------------------------------------------------------------


def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Essays, scores and results of a class, saved together."""
    found = visible_class(request, pk)
    actor = actor_of(request)
    require(runs(actor, found))
    bands = list(found.plan.bands.all())
    rows = [
        one
        for one in enrolments_visible_to(actor, found).with_result().select_related("band")
        if not is_own(actor, one)
    ]
    errors: dict[str, list[str]] = {}
    # A band that only follows from the score is shown as that, so that another score gives another band.
    shown: dict[int, dict[str, Any]] = {
        one.pk: {
            "essay": one.essay,
            "score": score_words(one.score),
            "band": None if one.band == band_of(one.score, bands) else one.band_id,
        }
        for one in rows
    }
    if request.method == "POST":
        entered, errors = _entered(request, rows, bands)
        shown |= entered
        if not errors:
            lines = {
                pk: ResultLine(one["essay"], one["number"], one["chosen"]) for pk, one in entered.items()
            }
            try:
                changed = services.record_results(actor=actor, training_class=found, results=lines)
            except ValidationError as error:
                errors = by_line(error)
            else:
                messages.success(request, f"Đã ghi kết quả: {changed} người thay đổi.")
                return redirect("programmes:training-results", pk)
    attended = learner_lines(found, rows)
    context = {
        "found": found,
        "plan": found.plan,
        "bands": bands,
        "lines": [
            (line, shown[line.enrolment.pk], errors.get(str(line.enrolment.pk), ())) for line in attended
        ],
        "needed": sessions_needed(found.sessions.count(), found.plan.least_attendance),
        "general": errors.get(NON_FIELD_ERRORS, ()),
        "wrong": sum(key != NON_FIELD_ERRORS for key in errors),
        "tab": "lop",
    }
    return render(request, "programmes/training/results.html", context, status=422 if errors else 200)


def _entered(
    request: HttpRequest, rows: list[Enrolment], bands: list[ResultBand]
) -> tuple[dict[int, dict[str, Any]], dict[str, list[str]]]:
    """What the form says of each learner, and the scores that are no numbers."""
    by_key = {str(band.pk): band for band in bands}
    entered: dict[int, dict[str, Any]] = {}
    errors: dict[str, list[str]] = {}
    for one in rows:
        text = request.POST.get(f"s:{one.pk}", "").strip()
        chosen = by_key.get(request.POST.get(f"b:{one.pk}", ""))
        number: Decimal | None = None
        try:
            number = Decimal(text.replace(",", ".")).quantize(Decimal("0.01")) if text else None
        except InvalidOperation:
            errors[str(one.pk)] = [f"“{text[:12]}” không phải điểm: ghi số, ví dụ 8,5."]
        entered[one.pk] = {
            "essay": f"e:{one.pk}" in request.POST,
            "score": text,
            "band": chosen.pk if chosen else None,
            "number": number,
            "chosen": chosen,
        }
    return entered, errors
