"""Learners mark themselves present: with the code that they read from the screen, or with a phone's scan."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting, Allowed
from vinhdanh.audit.changes import stored
from vinhdanh.people.folding import fold
from vinhdanh.programmes.models import Attendance, Enrolment, Session
from vinhdanh.programmes.services.training_classes import require_open
from vinhdanh.programmes.services.training_plans import note
from vinhdanh.programmes.training_code import is_valid
from vinhdanh.programmes.training_selectors import called_as, sessions_of_learner
from vinhdanh.programmes.training_types import Mark, MarkedBy


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A learner's mark; ``already``: it was there before he came."""

    row: Attendance
    already: bool


def check_in(*, actor: Account, code: str) -> Attendance:
    """A learner of the force marks himself present today with the code on the teacher's screen.

    Raises:
        ValidationError: he has no session today, or the code isn't the one on the screen.
    """
    sessions = list(sessions_of_learner(actor, timezone.localdate()))
    if not sessions:
        raise ValidationError("Hôm nay đồng chí không có buổi học nào để điểm danh.")
    session = next((one for one in sessions if is_valid(one.pk, code)), None)
    if session is None:
        raise ValidationError(
            "Mã không đúng hoặc đã đổi: nhìn lại màn hình của giảng viên rồi nhập mã đang hiện."
        )
    enrolment = session.training_class.enrolments.get(called_as(actor.person_number or ""))
    return _mark(admit(actor, Allowed()), session, enrolment, MarkedBy.CODE).row


def check_in_scanned(*, actor: Account, session: Session) -> CheckIn:
    """A learner with an account, whose phone has scanned the code of the session, is present.

    Raises:
        ValidationError: the session isn't today's, its class is closed, or he is not on its list.
    """
    _require_today(session)
    found = session.training_class
    number = actor.person_number
    enrolment = found.enrolments.filter(called_as(number)).first() if number else None
    if enrolment is None:
        elsewhere = [str(one.training_class) for one in sessions_of_learner(actor, session.day)]
        own = f" Hôm nay đồng chí học {', '.join(elsewhere)}." if elsewhere else ""
        raise ValidationError(
            f"Đồng chí không có tên trong danh sách {found}.{own} Báo giảng viên nếu danh sách thiếu."
        )
    return _mark(admit(actor, Allowed()), session, enrolment, MarkedBy.SCAN)


def check_in_by_name(*, session: Session, name: str, born: int, phone_of: int | None = None) -> CheckIn:
    """A member of a commune's force, who has no account, is present: he says who on the list he is.

    The list itself is never shown: his name, with or without marks, and the year of his birth must be on it.

    Args:
        phone_of: key of the enrolment that the same phone marked in this session before; nobody else's.

    Raises:
        ValidationError: the session isn't today's, its class is closed, nobody or more than one on the list
            is called so, or the phone was another learner's.
    """
    _require_today(session)
    found = session.training_class
    rows = list(found.enrolments.filter(member__folded=fold(" ".join(name.split())), member__born=born))
    if len(rows) != 1:
        raise ValidationError(
            f"Không có {name.strip()}, sinh năm {born}, trong danh sách {found}: xem lại họ tên, năm sinh "
            "như trong giấy triệu tập, hoặc nhờ giảng viên ghi tay."
            if not rows
            else f"Danh sách có {len(rows)} người cùng họ tên, năm sinh: nhờ giảng viên ghi tay."
        )
    if phone_of is not None and phone_of != rows[0].pk:
        raise ValidationError(
            "Máy này đã điểm danh cho một người khác trong buổi này. Mỗi người dùng máy của mình; "
            "không có máy thì giảng viên ghi tay."
        )
    learner = rows[0].learner
    return _mark(Acting(f"{learner.name} (học viên)", ""), session, rows[0], MarkedBy.SCAN)


def _require_today(session: Session) -> None:
    require_open(session.training_class)
    if session.day != timezone.localdate():
        raise ValidationError(f"Buổi {str(session).lower()} không phải hôm nay.")


def _mark(by: Acting, session: Session, enrolment: Enrolment, how: MarkedBy) -> CheckIn:
    with transaction.atomic():
        row = session.marks.filter(enrolment=enrolment).first()
        before = stored(row) if row else None
        if row is None:
            row = Attendance(session=session, enrolment=enrolment)
        elif row.mark == Mark.PRESENT:
            return CheckIn(row, already=True)
        row.mark, row.ground, row.how = Mark.PRESENT, "", how
        row.at, row.by_name = timezone.now(), by.full_name
        row.full_clean()
        row.save()
        note(by, "checked_in", session.training_class, (before, row), data={"session": str(session)})
    return CheckIn(row, already=False)
