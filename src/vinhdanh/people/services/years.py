"""Writing what a year says of somebody: ratings, works, discipline, holds, conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import DisciplineForm, HoldGround, Level, Unassessed, WorkKind, WorkScope
from vinhdanh.people.folding import fold
from vinhdanh.people.models import (
    Discipline,
    Finding,
    Hold,
    Person,
    RecognisedWork,
    Unit,
    WorkAuthor,
    YearRating,
)
from vinhdanh.people.services.conduct import reopen_deferred
from vinhdanh.people.services.writing import (
    Actor,
    Subject,
    column,
    ref,
    require_conclude,
    require_edit,
    save,
)

ONE_DAY = timedelta(days=1)
WHOLE = 100  # hundredths of a work that its authors share


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


def recognise_work(
    *,
    actor: Actor,
    authors: Sequence[tuple[Person, int | None]],
    kind: WorkKind,
    name: str,
    year: int,
    scope: WorkScope,
    code: str = "",
    number: str = "",
    recognised: date | None = None,
) -> RecognisedWork:
    """A recognised work with its authors, each with his share in hundredths where it is known.

    Raises:
        PermissionDenied: the actor may not edit in the unit of one of the authors.
        ValidationError: no author, one named twice, or shares above one hundred in all.
    """
    if not authors:
        raise ValidationError("Ghi ít nhất một tác giả.")
    rights = [require_edit(actor, person) for person, _ in authors]
    if sum(share or 0 for _, share in authors) > WHOLE:
        raise ValidationError("Tổng tỷ lệ đóng góp của các tác giả vượt quá 100%.")
    work = RecognisedWork(
        code=code,
        kind=kind.value,
        name=name,
        folded=fold(name),
        year=year,
        scope=scope.value,
        number=number,
        recognised=recognised,
    )
    work.full_clean()
    with transaction.atomic():
        work.save()
        made: list[Pair] = [(None, work)]
        for position, (person, share) in enumerate(authors):
            authorship = WorkAuthor(work=work, person=person, position=position, share=share)
            authorship.full_clean()
            authorship.save()
            made.append((None, authorship))
        record(
            actor=next((by for by in rights if by.capacity), rights[0]),
            verb="people.work_recognised",
            subject=str(work),
            ref=f"work:{work.pk}",
            data=written(*made),
        )
    return work


def record_discipline(
    *,
    actor: Actor,
    subject: Person | Unit,
    form: DisciplineForm,
    decided: date,
    ends: date | None = None,
    number: str = "",
) -> Discipline:
    """A sanction. ``ends`` stays empty while it runs.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: the days are out of order.
    """
    by = require_edit(actor, subject)
    discipline = Discipline(**column(subject), form=form.value, decided=decided, ends=ends, number=number)
    save(discipline, actor=by, verb="people.discipline_recorded", subject=subject)
    return discipline


def end_discipline(*, actor: Actor, discipline: Discipline, last_day: date, why: str) -> Discipline:
    """The sanction's last day, as people conclude it.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: the day lies before the decision.
    """
    subject = _whom(discipline)
    by = require_edit(actor, subject)
    discipline.ends = last_day
    save(discipline, actor=by, verb="people.discipline_ended", subject=subject, why=why)
    return discipline


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
    """The deferral ends with that day; the breaches of điều lệnh that waited for it are open again.

    Titles need no act of their own: the next run judges the subject without the hold.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: the day lies before the deferral began.
    """
    subject = _whom(hold)
    by = require_edit(actor, subject)
    hold.closed = last_day
    with transaction.atomic():
        save(hold, actor=by, verb="people.hold_closed", subject=subject, why=why)
        reopen_deferred(by=by, hold=hold, on=last_day + ONE_DAY)
    return hold


def conclude(
    *,
    actor: Actor,
    subject: Subject,
    about: str,
    year: int,
    holds: bool,
    figure: int | None = None,
    covers_members: bool = False,
    evidence: str = "",
    on: date | None = None,
) -> Finding:
    """Conclude what the law leaves to people. The actor signs it, and whoever lent him the right.

    An earlier conclusion on the same point gives way and stays on record.

    Args:
        about: a code that the law files ask for (``LawBook.findings``).
        covers_members: about a unit, and true of every member who has no conclusion of his own.

    Raises:
        PermissionDenied: the actor may not conclude in the unit, or it is himself.
        ValidationError: ``covers_members`` about somebody who has none.
    """
    by = require_conclude(actor, subject)
    finding = Finding(
        **column(subject),
        about=about,
        year=year,
        holds=holds,
        figure=figure,
        covers_members=covers_members,
        by=by.full_name[:200],
        on=on or timezone.localdate(),
        evidence=evidence,
    )
    earlier = Finding.objects.current().filter(**column(subject), about=about, year=year)
    with transaction.atomic():
        gave_way: list[Pair] = []
        replaced = earlier.select_for_update().first()
        # Only one conclusion on a point is current, so the new one waits until the old one has given way.
        finding.superseded_by = replaced
        finding.full_clean()
        finding.save()
        if replaced:
            before = copy(replaced)
            replaced.superseded_by, finding.superseded_by = finding, None
            replaced.save(update_fields=["superseded_by"])
            finding.save(update_fields=["superseded_by"])
            gave_way = [(before, replaced)]
        record(
            actor=by,
            verb="people.finding_concluded",
            subject=str(subject),
            ref=ref(subject),
            data=written((None, finding), *gave_way),
        )
    return finding


def _whom(row: Discipline | Hold) -> Person | Unit:
    subject = row.person or row.unit
    assert subject is not None  # one_subject
    return subject
