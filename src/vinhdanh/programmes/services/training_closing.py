"""Closing a class, correcting it afterwards, certificates, and the class that makes up for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.audit.changes import stored
from vinhdanh.people.models import Unit
from vinhdanh.programmes.models import (
    Enrolment,
    ResultBand,
    ResultCorrection,
    TrainingCertificate,
    TrainingClass,
)
from vinhdanh.programmes.services.training_classes import add_class
from vinhdanh.programmes.services.training_learners import SHOWN, call_up
from vinhdanh.programmes.services.training_plans import Actor, note, require_plan
from vinhdanh.programmes.training_coverage import score_words
from vinhdanh.programmes.training_figures import learner_lines, session_counts
from vinhdanh.programmes.training_policies import may_grade
from vinhdanh.programmes.training_selectors import candidates, is_own, plan_answer, to_make_up
from vinhdanh.programmes.training_types import CourseKind


def what_keeps_open(training_class: TrainingClass) -> list[str]:
    """Why the class can't be closed yet, a sentence each; none when it can."""
    if training_class.closed:
        return ["Lớp đã chốt."]
    said = []
    rows = training_class.enrolments.with_result().select_related("person", "member")
    lines = learner_lines(training_class, rows)
    if not lines:
        said.append("Lớp chưa triệu tập ai.")
    if training_class.end > timezone.localdate():
        said.append(f"Lớp học đến {training_class.end:%d/%m/%Y}.")
    unmarked = [one for one in session_counts(training_class) if one.marked < one.called]
    if lines and unmarked:
        said.append(
            f"{len(unmarked)} buổi chưa điểm danh đủ: "
            + ", ".join(str(one.session).lower() for one in unmarked[:SHOWN])
            + ("…" if len(unmarked) > SHOWN else ".")
        )
    # Who came and has no result; who never came needs none: he missed the class.
    ungraded = [str(line.enrolment.learner) for line in lines if line.present and line.passed is None]
    if ungraded:
        said.append(
            f"{len(ungraded)} học viên có dự mà chưa có kết quả: {', '.join(ungraded[:SHOWN])}"
            + ("…" if len(ungraded) > SHOWN else ".")
        )
    return said


def close_class(*, actor: Actor, training_class: TrainingClass) -> TrainingClass:
    """Freeze a class: attendance and results stay as they are, what was wrong is corrected beside them.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: what is still missing.
    """
    by = require_plan(actor, training_class.plan)
    missing = what_keeps_open(training_class)
    if missing:
        raise ValidationError(missing)
    with transaction.atomic():
        before = stored(training_class)
        training_class.closed, training_class.closed_by = timezone.now(), by.full_name
        training_class.save(update_fields=["closed", "closed_by"])
        note(by, "class_closed", training_class, (before, training_class))
    return training_class


def correct_result(
    *, actor: Actor, enrolment: Enrolment, band: ResultBand, reason: str, score: Decimal | None = None
) -> ResultCorrection:
    """What is right, beside what was closed wrong. Both stay to be read.

    Raises:
        PermissionDenied: the actor may not run the plan, or it is his own result.
        ValidationError: the class is still open, no reason, or nothing differs.
    """
    training_class = enrolment.training_class
    about = enrolment.person.number if enrolment.person else ""
    run = plan_answer(actor, training_class.plan, about=about)
    by = admit(actor, may_grade(run, own=is_own(actor, enrolment)))
    if not training_class.closed:
        raise ValidationError("Lớp chưa chốt: sửa ngay trong bảng kết quả, không cần đính chính.")
    if band.plan_id != training_class.plan_id:
        raise ValidationError("Loại kết quả này không phải của kế hoạch.")
    if score is not None and not 0 <= score <= training_class.plan.top_score:
        raise ValidationError(f"Điểm từ 0 đến {score_words(training_class.plan.top_score)}.")
    holds = Enrolment.objects.filter(pk=enrolment.pk).with_result().get()
    if (holds.final_band, holds.final_score) == (band.pk, score):
        raise ValidationError("Kết quả ghi không khác kết quả đang có.")
    row = ResultCorrection(
        enrolment=enrolment,
        band=band,
        score=score,
        reason=reason.strip(),
        at=timezone.now(),
        by_name=by.full_name,
    )
    row.full_clean()
    with transaction.atomic():
        row.save()
        note(by, "result_corrected", training_class, (None, row), why=row.reason)
    return row


def next_number(issuer: Unit, year: int) -> int:
    """The number after the highest one that a unit has given in a year."""
    given = TrainingCertificate.objects.filter(issuer=issuer, year=year).aggregate(top=Max("number"))
    return (given["top"] or 0) + 1


def issue_certificates(
    *, actor: Actor, training_class: TrainingClass, issued: date, first: int | None = None
) -> list[TrainingCertificate]:
    """Number the certificates of all who passed a closed class and have none yet, by unit and name.

    Args:
        first: the first number, for an office that numbers by hand; by default the next free one.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is open, nobody waits for one, the day lies before the class ended or
            ahead, or a number is taken.
    """
    by = require_plan(actor, training_class.plan)
    if not training_class.closed:
        raise ValidationError("Chốt lớp rồi mới cấp chứng nhận.")
    if not training_class.end <= issued <= timezone.localdate():
        raise ValidationError(f"Ngày cấp từ {training_class.end:%d/%m/%Y} đến hôm nay.")
    issuer, year = training_class.plan.organiser, issued.year
    with transaction.atomic():
        waiting = list(
            training_class.enrolments.that_passed()
            .filter(certificate=None)
            .select_related("person", "member", "unit")
            .order_by("unit__path", "pk")
        )
        if not waiting:
            raise ValidationError("Không còn ai đạt mà chưa có chứng nhận.")
        start = first if first is not None else next_number(issuer, year)
        numbers = range(start, start + len(waiting))
        taken = TrainingCertificate.objects.filter(issuer=issuer, year=year, number__in=numbers).first()
        if taken is not None or start < 1:
            free = next_number(issuer, year)
            raise ValidationError(
                f"Số {taken.number if taken else start} năm {year} "
                f"{'đã cấp' if taken else 'không dùng được'}. Số trống tiếp theo: {free}."
            )
        made = TrainingCertificate.objects.bulk_create(
            TrainingCertificate(
                enrolment=one, issuer=issuer, year=year, number=number, issued=issued, by_name=by.full_name
            )
            for number, one in zip(numbers, waiting, strict=True)
        )
        note(
            by,
            "certificates_issued",
            training_class,
            data={"from": numbers[0], "to": numbers[-1], "year": year, "issued": issued},
        )
    return made


def add_make_up(
    *,
    actor: Actor,
    training_class: TrainingClass,
    code: str,
    venue: str,
    start: date,
    end: date,
    units: Collection[Unit] = (),
) -> TrainingClass:
    """A class for those who missed or failed this one, with all of them called to it.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is open, nobody has anything to make up for, or a date is out of order.
    """
    plan = training_class.plan
    require_plan(actor, plan)
    if not training_class.closed:
        raise ValidationError("Chốt lớp rồi mới mở lớp học bù cho người vắng, người chưa đạt.")
    if not to_make_up(training_class):
        raise ValidationError("Không còn ai vắng hoặc chưa đạt ở lớp này.")
    with transaction.atomic():
        made = add_class(
            actor=actor,
            plan=plan,
            code=code,
            name=f"Học bù {training_class.name}",
            kind=CourseKind.MAKE_UP,
            venue=venue,
            start=start,
            end=end,
            units=units,
            topics=[(topic.name, topic.hours) for topic in training_class.topics.all()],
            make_up_of=training_class,
        )
        keys = candidates(made)
        if not keys:
            raise ValidationError(
                "Những người vắng, chưa đạt đều đang có tên ở lớp khác hoặc đã thôi tham gia."
            )
        call_up(actor=actor, training_class=made, keys=list(keys))
    return made
