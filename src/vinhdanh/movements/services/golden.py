"""The Sổ vàng: lines are entered and, with their ground, struck out. None is ever removed."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import Axis, GoldenEntry, GoldenStrike, Movement
from vinhdanh.movements.policies.praise import may_keep_book
from vinhdanh.movements.selectors.praise import praised_already, told_before
from vinhdanh.movements.services.figures import refuse_term
from vinhdanh.movements.services.praise import put_subject, refuse_misfit
from vinhdanh.movements.services.writing import Actor, seen_from, write_down
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.services.writing import is_own, scopes_about


def _keeper(actor: Actor, movement: Movement, subject: Person | Unit) -> Acting:
    held, own = scopes_about(actor, subject), is_own(actor, subject)
    below = seen_from(actor, movement.unit, movement)
    return admit(actor, may_keep_book(held, movement.unit.path, own=own, seen_from=below))


def enter_golden(
    *,
    actor: Actor,
    movement: Movement,
    unit: Unit,
    subject: Person | Unit,
    axis: Axis,
    term: Term,
    deed: str,
    on: date,
    decided_by: str,
    document: str = "",
) -> GoldenEntry:
    """A line of the Sổ vàng without a proposal: what the unit that runs the movement decides itself.

    Raises:
        PermissionDenied: the actor does not head the movement's unit, or the line is about himself.
        ValidationError: the term, subject, axis or day does not fit, or the deed stands there already.
    """
    by = _keeper(actor, movement, subject)
    refuse_term(movement, term)
    refuse_misfit(movement, unit, subject, axis)
    _refuse_future(on)
    if already := praised_already(told_before(subject, deed)):
        raise ValidationError({"deed": f"Việc làm này đã được ghi nhận: {already[0].words}."})
    row = GoldenEntry(
        movement=movement,
        unit=unit,
        axis=axis,
        deed=deed.strip(),
        on=on,
        decided_by=decided_by.strip(),
        document=document.strip(),
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    put_subject(row, subject, term)
    row.full_clean()
    with transaction.atomic():
        row.save()
        write_down(by, movement, "golden_entered", (None, row), app="praise", about=f"golden:{row.pk}")
    return row


def strike_golden(
    *, actor: Actor, entry: GoldenEntry, on: date, ground: str, document: str = ""
) -> GoldenStrike:
    """Strike a line out: it stays in the book and counts no more.

    Raises:
        PermissionDenied: the actor does not head the movement's unit, or the line is about himself.
        ValidationError: it is struck already, the ground is missing, or the day does not fit.
    """
    by = _keeper(actor, entry.movement, entry.subject)
    if not ground.strip():
        raise ValidationError({"ground": "Ghi căn cứ, lý do gạch dòng này."})
    _refuse_future(on)
    if on < entry.on:
        raise ValidationError({"on": f"Dòng này ghi ngày {entry.on:%d/%m/%Y}: ngày gạch không thể trước."})
    if GoldenStrike.objects.filter(entry=entry).exists():
        raise ValidationError("Dòng này đã gạch.")
    row = GoldenStrike(
        entry=entry,
        on=on,
        ground=ground.strip(),
        document=document.strip(),
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    row.full_clean()
    with transaction.atomic():
        row.save()
        write_down(
            by,
            entry.movement,
            "golden_struck",
            (None, row),
            app="praise",
            about=f"golden:{entry.pk}",
            why=row.ground,
        )
    return row


def _refuse_future(on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày chưa đến: việc đã làm mới ghi."})
