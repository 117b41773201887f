"""Writing what a year says of somebody: ratings, discipline, holds."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.engine.facts import DisciplineForm, HoldGround, Level, Unassessed
from vinhdanh.people.models import Discipline, Hold, Person, Unit, YearRating
from vinhdanh.people.services.conduct import reopen_deferred
from vinhdanh.people.services.writing import Actor, column, require_edit, save
from vinhdanh.people.types import TitleEffect

ONE_DAY = timedelta(days=1)


def rate_year(
    *,
    actor: Actor,
    subject: Person | Unit,
    year: int,
    level: Level | None,
    unassessed: Unassessed | None = None,
    why: str = "",
) -> YearRating:
    """A subject's level of one year, or why it has none. A second time corrects the first.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: both a level and a reason for none, or a correction without ``why``.
    """
    by = require_edit(actor, subject)
    rating = YearRating.objects.filter(**column(subject), year=year).first()
    if rating is None:
        rating = YearRating(**column(subject), year=year)
    elif not why:
        raise ValidationError(f"{subject} đã có xếp loại năm {year}. Sửa thì ghi rõ lý do.")
    rating.level = level.value if level is not None else None
    rating.unassessed = unassessed.value if unassessed else ""
    save(rating, actor=by, verb="people.year_rated", subject=subject, why=why)
    return rating


def record_discipline(
    *,
    actor: Actor,
    subject: Person | Unit,
    form: DisciplineForm,
    decided: date,
    ends: date | None = None,
    number: str = "",
    title_effect: TitleEffect | None = None,
    title_year: int | None = None,
) -> Discipline:
    """A sanction. ``ends`` stays empty while it runs.

    Args:
        title_effect: what the decision says of a year's title, and ``title_year`` of which; None where
            nobody has read it there yet.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: the days are out of order, or a title is lowered without its year.
    """
    by = require_edit(actor, subject)
    discipline = Discipline(
        **column(subject),
        form=form.value,
        decided=decided,
        ends=ends,
        number=number,
        title_effect=title_effect or "",
        title_year=title_year,
    )
    save(discipline, actor=by, verb="people.discipline_recorded", subject=subject)
    return discipline


def end_discipline(*, actor: Actor, discipline: Discipline, last_day: date, why: str) -> Discipline:
    """The sanction's last day, as people conclude it.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: the day lies before the decision, or the sanction was annulled.
    """
    subject = discipline.subject
    by = require_edit(actor, subject)
    _refuse_annulled(discipline)
    discipline.ends = last_day
    save(discipline, actor=by, verb="people.discipline_ended", subject=subject, why=why)
    return discipline


def annul_discipline(*, actor: Actor, discipline: Discipline, on: date, why: str) -> Discipline:
    """The sanction counts for nothing any more, as if it had never been; it stays on record with the reason.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: no reason, or it was annulled before.
    """
    subject = discipline.subject
    by = require_edit(actor, subject)
    _refuse_annulled(discipline)
    discipline.annulled, discipline.annulled_why = on, why.strip()
    save(discipline, actor=by, verb="people.discipline_annulled", subject=subject, why=why.strip())
    return discipline


def set_title_effect(
    *, actor: Actor, discipline: Discipline, effect: TitleEffect, year: int | None = None, why: str
) -> Discipline:
    """What the decision says of a year's title, as somebody read it there.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: a title lowered or not considered without its year, or the sanction was annulled.
    """
    subject = discipline.subject
    by = require_edit(actor, subject)
    _refuse_annulled(discipline)
    discipline.title_effect = effect
    discipline.title_year = None if effect == TitleEffect.NONE else year
    save(discipline, actor=by, verb="people.title_effect_set", subject=subject, why=why)
    return discipline


def _refuse_annulled(discipline: Discipline) -> None:
    if discipline.annulled:
        raise ValidationError(f"Quyết định kỷ luật này đã hủy bỏ ngày {discipline.annulled:%d/%m/%Y}.")


def open_hold(
    *, actor: Actor, subject: Person | Unit, ground: HoldGround, opened: date, basis: str = ""
) -> Hold:
    """Consideration is deferred from that day on.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
    """
    by = require_edit(actor, subject)
    hold = Hold(**column(subject), ground=ground.value, opened=opened, basis=basis)
    save(hold, actor=by, verb="people.hold_opened", subject=subject)
    return hold


def close_hold(*, actor: Actor, hold: Hold, last_day: date, why: str) -> Hold:
    """The deferral ends with that day: whatever it deferred may be considered again.

    Titles need no act of their own, the next run judges the subject without the hold; the breaches of
    điều lệnh that waited for it are open again.

    Args:
        why: what the release rests on: the conclusion of the inspection, the answer to the complaint.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: the day lies before the deferral began or after today, or no ground.
    """
    subject = hold.subject
    by = require_edit(actor, subject)
    if last_day > timezone.localdate():
        raise ValidationError("Chỉ ghi thôi tạm hoãn khi đã có kết luận: ngày không sau hôm nay.")
    if not why.strip():
        raise ValidationError("Ghi căn cứ thôi tạm hoãn: kết luận, thông báo nào.")
    hold.closed, hold.release = last_day, why.strip()[:300]
    with transaction.atomic():
        save(hold, actor=by, verb="people.hold_closed", subject=subject, why=why)
        reopen_deferred(by=by, hold=hold, on=last_day + ONE_DAY)
    return hold


def reopen_hold(*, actor: Actor, hold: Hold, why: str) -> Hold:
    """The release is taken back: consideration is deferred again, as if it had not ended.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: it was not released, or no reason.
    """
    subject = hold.subject
    by = require_edit(actor, subject)
    if hold.closed is None:
        raise ValidationError("Việc tạm hoãn này chưa thôi.")
    if not why.strip():
        raise ValidationError("Ghi lý do tạm hoãn trở lại.")
    hold.closed, hold.release = None, ""
    save(hold, actor=by, verb="people.hold_reopened", subject=subject, why=why.strip())
    return hold
