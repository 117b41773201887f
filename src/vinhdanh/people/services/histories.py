"""Writing about a person's history: rows corrected and removed, dated states, leaving."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from vinhdanh.access.policies import admit
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import AbsenceKind
from vinhdanh.people.models import Absence, Person, Post, RankHeld, Transfer
from vinhdanh.people.policies import may_edit
from vinhdanh.people.services.persons import rank_now, refuse_closed, refuse_overlap, refuse_second_rank
from vinhdanh.people.services.writing import Actor, change, is_own, ref, require_edit, save, scopes_about
from vinhdanh.people.types import LeaveGround

Row = Post | RankHeld | Absence

# What may be corrected where it stands. A coefficient may not: it is frozen at entry.
CORRECTABLE: dict[type[Row], frozenset[str]] = {
    Post: frozenset({"unit", "start", "end", "title", "grade", "leads", "main"}),
    RankHeld: frozenset({"name", "since", "number"}),
    Absence: frozenset({"kind", "start", "end", "basis"}),
}


def correct_row(*, actor: Actor, row: Row, why: str, **changes: Any) -> Row:
    """Correct a row of somebody's posts, ranks or absences that was entered wrongly.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit, or it is himself.
        ValidationError: no reason; a value does not fit; the row would overlap another one; or a transfer
            wrote it.
        TypeError: an attribute that can't be corrected.
    """
    by = require_edit(actor, row.person)
    if isinstance(row, Post) and "unit" in changes:
        held, own = scopes_about(actor, row.person), is_own(actor, row.person)
        by = admit(actor, may_edit(held, row.unit.path, own=own), may_edit(held, changes["unit"].path))
    if unknown := changes.keys() - CORRECTABLE[type(row)]:
        raise TypeError(f"correct_row can't change {', '.join(sorted(unknown))}")
    _refuse_silence(why)
    _refuse_transfers(row)
    before = copy(row)
    if not change(row, changes):
        return row
    _check(row)
    with transaction.atomic():
        row.save()
        pairs: list[Pair] = [(before, row)]
        if isinstance(row, RankHeld):
            pairs.append(rank_now(row.person))
        _record("people.row_corrected", row.person, pairs, by, why)
    return row


def remove_row(*, actor: Actor, row: Row, why: str) -> None:
    """Take a row out that should never have been entered. The journal keeps it.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit, or it is himself.
        ValidationError: no reason, a transfer wrote it, or it is the person's only post.
    """
    by = require_edit(actor, row.person)
    _refuse_silence(why)
    _refuse_transfers(row)
    if isinstance(row, Post) and not row.person.posts.exclude(pk=row.pk).exists():
        raise ValidationError(
            f"{row.person} chỉ có một chức vụ này: ghi chức vụ đúng trước, rồi xóa dòng ghi nhầm."
        )
    with transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).delete()
        pairs: list[Pair] = [(row, None)]
        if isinstance(row, RankHeld):
            pairs.append(rank_now(row.person))
        _record("people.row_removed", row.person, pairs, by, why)


def _check(row: Row) -> None:
    match row:
        case Post():
            refuse_closed(row)
            if row.main:
                refuse_overlap(row)
        case RankHeld():
            refuse_second_rank(row)
        case Absence():
            _refuse_twice(row)
    row.full_clean()


def _refuse_silence(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do: vì sao sửa, theo văn bản nào."})


def _refuse_transfers(row: Row) -> None:
    """Posts and absences that a transfer wrote change through it, so that both always agree."""
    transfer = getattr(row, "transfer", None) if not isinstance(row, RankHeld) else None
    if transfer is not None:
        raise ValidationError(
            f"Dòng này do đề nghị {transfer.get_kind_display().lower()} ngày {transfer.start:%d/%m/%Y} ghi: "
            "sửa ở trang điều chuyển."
        )


def _refuse_twice(absence: Absence) -> None:
    """One state runs once at a time."""
    same = absence.person.absences.filter(kind=absence.kind).exclude(pk=absence.pk)
    last = absence.end or date.max
    other = same.filter(Q(end=None) | Q(end__gte=absence.start), start__lte=last).order_by("start").first()
    if other:
        until = f"{other.end:%d/%m/%Y}" if other.end else "nay"
        raise ValidationError(
            f"{absence.person} đã ghi {other.get_kind_display().lower()} từ {other.start:%d/%m/%Y} "
            f"đến {until}. Sửa dòng đó, hoặc ghi những ngày khác."
        )


# ---- dated states ---------------------------------------------------------------------------------


def record_absence(
    *,
    actor: Actor,
    person: Person,
    kind: AbsenceKind,
    start: date,
    end: date | None = None,
    basis: str = "",
) -> Absence:
    """Time away from duty.

    Args:
        basis: decision or paper that it rests on.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit.
        ValidationError: the days are out of order, or the same state runs then already.
    """
    by = require_edit(actor, person)
    absence = Absence(person=person, kind=kind.value, start=start, end=end, basis=basis)
    _refuse_twice(absence)
    save(absence, actor=by, verb="people.absence_recorded", subject=person)
    return absence


def end_absence(*, actor: Actor, absence: Absence, last_day: date) -> Absence:
    """Somebody is back on duty: the state ends with that day.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit, or it is himself.
        ValidationError: a transfer wrote it, or the day lies before it began.
    """
    by = require_edit(actor, absence.person)
    _refuse_transfers(absence)
    absence.end = last_day
    _refuse_twice(absence)
    save(absence, actor=by, verb="people.absence_ended", subject=absence.person)
    return absence


# ---- leaving --------------------------------------------------------------------------------------


def leave_service(
    *, actor: Actor, person: Person, last_day: date, ground: LeaveGround, why: str = ""
) -> Person:
    """Somebody leaves the service: posts and states that still run end with that day.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit, or it is himself.
        ValidationError: he has left already, a request about him waits, or a post begins later.
    """
    by = require_edit(actor, person)
    if person.left:
        raise ValidationError(f"{person} đã ghi ra khỏi ngành ngày {person.left:%d/%m/%Y}.")
    if waiting := Transfer.objects.pending().filter(person=person).first():
        raise ValidationError(f"Còn đề nghị chưa trả lời: {waiting}. Rút đề nghị đó trước.")
    if running := Transfer.objects.seconded(last_day).filter(person=person).first():
        raise ValidationError(f"Đang biệt phái ở {running.to_unit}: kết thúc biệt phái trước.")
    if later := person.posts.filter(start__gt=last_day).select_related("unit").first():
        raise ValidationError(
            f"{person} nhận chức vụ ở {later.unit} ngày {later.start:%d/%m/%Y}: "
            "ngày ra khỏi ngành phải từ ngày đó, hoặc xóa chức vụ ghi nhầm."
        )
    before = copy(person)
    person.left, person.left_ground = last_day, ground
    person.full_clean()
    with transaction.atomic():
        person.save()
        pairs: list[Pair] = [(before, person)]
        for row in [*person.posts.filter(_runs_on(last_day)), *person.absences.filter(_runs_on(last_day))]:
            was = copy(row)
            row.end = last_day
            row.full_clean()
            row.save(update_fields=["end"])
            pairs.append((was, row))
        _record("people.person_left", person, pairs, by, why)
    return person


def return_to_service(*, actor: Actor, person: Person, why: str) -> Person:
    """Leaving was entered by mistake: it is taken back, and the posts that ended with that day run on.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit, or it is himself.
        ValidationError: he has not left, no reason is given, or his unit has ended since.
    """
    by = require_edit(actor, person)
    _refuse_silence(why)
    if person.left is None:
        raise ValidationError(f"{person} chưa ra khỏi ngành.")
    before, last_day = copy(person), person.left
    person.left, person.left_ground = None, ""
    with transaction.atomic():
        person.save()
        pairs: list[Pair] = [(before, person)]
        for post in person.posts.filter(end=last_day):
            was = copy(post)
            post.end = None
            refuse_closed(post)
            post.save(update_fields=["end"])
            pairs.append((was, post))
        _record("people.person_returned", person, pairs, by, why)
    return person


def _runs_on(day: date) -> Q:
    return (Q(end=None) | Q(end__gt=day)) & Q(start__lte=day)


def _record(verb: str, person: Person, pairs: list[Pair], by: Any, why: str) -> None:
    record(actor=by, verb=verb, subject=person.name, ref=ref(person), data=written(*pairs), why=why.strip())
