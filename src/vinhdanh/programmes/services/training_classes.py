"""Classes and their sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from vinhdanh.access.models import Account
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import (
    change,
)
from vinhdanh.programmes.models import Attendance, Session, Teacher, Topic, TrainingClass, TrainingPlan
from vinhdanh.programmes.services.training_plans import Actor, note, require_plan, require_running
from vinhdanh.programmes.training_types import CourseKind, PartOfDay

LONGEST = 60  # days of one class
HALF_DAYS = (PartOfDay.MORNING, PartOfDay.AFTERNOON)


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """One teacher as he is entered; with an account he may mark attendance and record results."""

    name: str
    post: str = ""
    account: Account | None = None


def require_open(training_class: TrainingClass) -> None:
    """Raises ValidationError when the class is closed."""
    if training_class.closed:
        raise ValidationError("Lớp đã chốt, không sửa được nữa. Kết quả sai thì đính chính, ghi lý do.")


def add_class(
    *,
    actor: Actor,
    plan: TrainingPlan,
    code: str,
    name: str,
    kind: CourseKind,
    venue: str,
    start: date,
    end: date,
    cluster: str = "",
    units: Collection[Unit] = (),
    topics: Sequence[tuple[str, Decimal]] = (),
    teachers: Sequence[TeacherLine] = (),
    make_up_of: TrainingClass | None = None,
) -> TrainingClass:
    """A class with a session every morning and afternoon; take out those that are not held.

    Args:
        units: which units send learners; none is every unit of the plan.
        topics: what is taught, with hours.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the plan is closed, something is missing or out of order, or a unit lies outside it.
    """
    by = require_plan(actor, plan)
    require_running(plan)
    if make_up_of is not None and (make_up_of.plan_id != plan.pk or not make_up_of.closed):
        raise ValidationError("Lớp học bù mở cho một lớp đã chốt của cùng kế hoạch.")
    found = TrainingClass(
        plan=plan,
        code=code.strip(),
        name=name.strip(),
        kind=kind,
        venue=venue.strip(),
        cluster=cluster.strip(),
        start=start,
        end=end,
        make_up_of=make_up_of,
    )
    found.full_clean()
    if (end - start).days >= LONGEST:
        raise ValidationError(f"Lớp dài hơn {LONGEST} ngày: xem lại ngày khai giảng, bế giảng.")
    outside = [str(unit) for unit in units if not unit.path.startswith(plan.area.path)]
    if outside:
        raise ValidationError(f"Ngoài địa bàn của kế hoạch: {', '.join(outside)}.")
    with transaction.atomic():
        found.save()
        found.units.set(units)
        for row in _parts(found, topics, teachers):
            row.full_clean()
            row.save()
        days = [start + timedelta(days=at) for at in range((end - start).days + 1)]
        Session.objects.bulk_create(
            Session(training_class=found, day=day, part=part) for day in days for part in HALF_DAYS
        )
        details = {
            "units": [unit.code for unit in units],
            "topics": [f"{topic}: {hours} giờ" for topic, hours in topics],
            "teachers": [line.name for line in teachers],
        }
        note(by, "class_added", found, (None, found), data=details)
    return found


def _parts(
    found: TrainingClass, topics: Sequence[tuple[str, Decimal]], teachers: Sequence[TeacherLine]
) -> list[models.Model]:
    rows: list[models.Model] = [
        Topic(training_class=found, position=at, name=name.strip(), hours=hours)
        for at, (name, hours) in enumerate(topics, 1)
    ]
    rows += [
        Teacher(training_class=found, name=one.name.strip(), post=one.post.strip(), account=one.account)
        for one in teachers
    ]
    return rows


def change_class(*, actor: Actor, training_class: TrainingClass, why: str, **changes: Any) -> TrainingClass:
    """Change the name, venue or cluster of an open class.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is closed, nothing differs, no reason, or another column was named.
    """
    by = require_plan(actor, training_class.plan)
    require_open(training_class)
    if changes.keys() - {"name", "venue", "cluster"}:
        raise ValidationError("Chỉ sửa được tên lớp, địa điểm, cụm; ngày học thì thêm, bỏ từng buổi.")
    if not why.strip():
        raise ValidationError("Ghi lý do sửa lớp.")
    if not change(training_class, changes):
        raise ValidationError("Không có gì khác với bản đang lưu.")
    training_class.full_clean()
    with transaction.atomic():
        before = stored(training_class)
        training_class.save()
        note(by, "class_changed", training_class, (before, training_class), why=why.strip())
    return training_class


def withdraw_class(*, actor: Actor, training_class: TrainingClass, why: str) -> None:
    """A class entered by mistake: from now on neither it nor its attendance and results count anywhere.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: no reason, the plan is closed, a certificate was issued, or a class makes up for it.
    """
    by = require_plan(actor, training_class.plan)
    if not why.strip():
        raise ValidationError("Ghi lý do rút lớp.")
    require_running(training_class.plan)
    require_withdrawable(training_class)
    with transaction.atomic():
        take_out(by, training_class, why.strip())


def require_withdrawable(training_class: TrainingClass) -> None:
    """Raises ValidationError when a class can't have been a mistake any more."""
    issued = training_class.enrolments.exclude(certificate=None).count()
    if issued:
        raise ValidationError(
            f"Lớp {training_class.code} đã cấp {issued} chứng nhận nên không rút được: "
            "kết quả sai thì đính chính."
        )
    make_up = training_class.make_ups.first()
    if make_up is not None:
        raise ValidationError(f"Lớp {make_up.code} học bù cho lớp này: rút lớp học bù trước.")


def take_out(by: Acting, training_class: TrainingClass, why: str) -> None:
    """Withdraw a class and write it down, inside the caller's transaction."""
    before = stored(training_class)
    figures = {
        "called": training_class.enrolments.count(),
        "marks": Attendance.objects.filter(enrolment__training_class=training_class).count(),
    }
    training_class.withdrawn = True
    training_class.save(update_fields=["withdrawn"])
    note(by, "class_withdrawn", training_class, (before, training_class), data=figures, why=why)


def add_session(
    *, actor: Actor, training_class: TrainingClass, day: date, part: PartOfDay, topic: Topic | None = None
) -> Session:
    """One more half day; the class grows to hold it.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is closed, or has the session already.
    """
    by = require_plan(actor, training_class.plan)
    require_open(training_class)
    row = Session(training_class=training_class, day=day, part=part, topic=topic)
    row.full_clean()
    with transaction.atomic():
        row.save()
        _fit(training_class)
        note(by, "session_added", training_class, (None, row))
    return row


def remove_session(*, actor: Actor, session: Session) -> None:
    """A half day that is not held.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is closed, somebody was marked, or it is the last session.
    """
    training_class = session.training_class
    by = require_plan(actor, training_class.plan)
    require_open(training_class)
    if session.marks.exists():
        raise ValidationError(f"Buổi {str(session).lower()} đã có điểm danh nên không bỏ được.")
    if training_class.sessions.count() == 1:
        raise ValidationError("Lớp phải có ít nhất một buổi.")
    with transaction.atomic():
        note(by, "session_removed", training_class, (session, None))
        session.delete()
        _fit(training_class)


def _fit(training_class: TrainingClass) -> None:
    """The class begins and ends with its sessions."""
    days = list(training_class.sessions.values_list("day", flat=True))
    training_class.start, training_class.end = min(days), max(days)
    training_class.save(update_fields=["start", "end"])
