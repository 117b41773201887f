"""From the launch to the final review. What was done is an act that stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.movements.launching import Item, blocking, checklist
from vinhdanh.movements.models import Axis, Content, Movement, MovementAct
from vinhdanh.movements.services.movements import add_movement, refuse_stranger
from vinhdanh.movements.services.writing import (
    Actor,
    require_launch,
    write_down,
)
from vinhdanh.movements.types.movements import MovementActKind, MovementState
from vinhdanh.people.models import Unit


def checklist_of(movement: Movement) -> tuple[Item, ...]:
    """The movement's checklist as its records stand."""
    return checklist(
        movement,
        axes=Axis.objects.filter(movement=movement).count(),
        contents=Content.objects.filter(axis__movement=movement).exclude(text="").count(),
        targets=movement.targets.count(),
    )


def launch_movement(*, actor: Actor, movement: Movement, on: date) -> MovementAct:
    """Launch a draft: from now on the units below see it and answer it.

    Raises:
        PermissionDenied: the actor does not launch for that unit.
        ValidationError: launched before, the checklist blocks, or the day lies outside the movement's time.
    """
    by = require_launch(actor, movement)
    if movement.state != MovementState.DRAFT:
        raise ValidationError(f"Phong trào {movement.get_state_display().lower()}, không phát động lần nữa.")
    if movement.parent is not None:
        refuse_stranger(movement.parent, movement.unit)
    missing = blocking(checklist_of(movement))
    if missing:
        raise ValidationError([f"{item.label}: {item.lacking}" for item in missing])
    _refuse_day(movement, on, latest=movement.last)
    movement.state = MovementState.LAUNCHED
    act = MovementAct(kind=MovementActKind.LAUNCHED, on=on, document=_plan(movement))
    return _do(by, movement, act, "movement_launched")


def launch_beneath(*, actor: Actor, parent: Movement, unit: Unit, on: date, **fields: Any) -> Movement:
    """A unit answers a movement from above in one step: its own plan, the rest as above.

    Args:
        on: day of the unit's launch; fields: what differs (``plan_number``, ``plan_date``, ``signatory`` …).

    Raises:
        PermissionDenied: the actor does not launch for that unit.
        ValidationError: it has answered already, or the checklist blocks.
    """
    given = {
        "kind": parent.kind,
        "year": parent.year,
        "name": parent.name,
        "theme": parent.theme,
        "slogan": parent.slogan,
        "first": max(parent.first, on),
        "last": parent.last,
        "basis": _plan(parent),
        "purpose": parent.purpose,
    } | fields
    with transaction.atomic():
        movement = add_movement(actor=actor, unit=unit, parent=parent, **given)
        launch_movement(actor=actor, movement=movement, on=on)
    return movement


def extend_movement(*, actor: Actor, movement: Movement, until: date, document: str, on: date) -> MovementAct:
    """Give a launched movement more time.

    Raises:
        PermissionDenied: the actor does not decide for that unit.
        ValidationError: not running, the new last day is not later, or no document.
    """
    by = require_launch(actor, movement)
    _refuse_not_running(movement)
    if until <= movement.last:
        raise ValidationError({"until": f"Ngày kết thúc mới phải sau {movement.last:%d/%m/%Y}."})
    if not document.strip():
        raise ValidationError({"document": "Ghi văn bản gia hạn."})
    _refuse_day(movement, on, latest=movement.last)
    movement.last = until
    act = MovementAct(kind=MovementActKind.EXTENDED, on=on, document=document.strip(), until=until)
    return _do(by, movement, act, "movement_extended")


def review_movement(
    *, actor: Actor, movement: Movement, on: date, note: str, document: str = ""
) -> MovementAct:
    """An interim review (sơ kết): what was found halfway.

    Raises:
        PermissionDenied: the actor does not decide for that unit.
        ValidationError: not running, or nothing said.
    """
    by = require_launch(actor, movement)
    _refuse_not_running(movement)
    _refuse_silent(note)
    _refuse_day(movement, on, latest=movement.last)
    act = MovementAct(
        kind=MovementActKind.INTERIM_REVIEW, on=on, document=document.strip(), note=note.strip()
    )
    return _do(by, movement, act, "movement_reviewed")


def close_movement(
    *, actor: Actor, movement: Movement, on: date, note: str, document: str = ""
) -> MovementAct:
    """The final review (tổng kết): nothing is written to the movement after it.

    Raises:
        PermissionDenied: the actor does not decide for that unit.
        ValidationError: not running, nothing said, or units below have not closed theirs.
    """
    by = require_launch(actor, movement)
    _refuse_not_running(movement)
    _refuse_silent(note)
    _refuse_day(movement, on)
    running = movement.beneath.filter(state=MovementState.LAUNCHED).select_related("unit")
    if running:
        names = ", ".join(str(one.unit) for one in running[:5])
        more = f" và {len(running) - 5} đơn vị khác" if len(running) > 5 else ""
        raise ValidationError(f"Cấp dưới chưa tổng kết: {names}{more}.")
    movement.state = MovementState.CLOSED
    act = MovementAct(kind=MovementActKind.FINAL_REVIEW, on=on, document=document.strip(), note=note.strip())
    return _do(by, movement, act, "movement_closed")


def _do(by: Acting, movement: Movement, act: MovementAct, verb: str) -> MovementAct:
    act.movement, act.at, act.by_name = movement, timezone.now(), by.full_name
    act.full_clean()
    with transaction.atomic():
        before = stored(movement)
        movement.full_clean()
        movement.save()
        act.save()
        write_down(by, movement, verb, (before, movement), (None, act))
    return act


def _plan(movement: Movement) -> str:
    dated = f" ngày {movement.plan_date:%d/%m/%Y}" if movement.plan_date else ""
    return f"Kế hoạch số {movement.plan_number}{dated} của {movement.unit}"


def _refuse_not_running(movement: Movement) -> None:
    if movement.state == MovementState.DRAFT:
        raise ValidationError("Phong trào chưa phát động.")
    if movement.state == MovementState.CLOSED:
        raise ValidationError("Phong trào đã tổng kết: không ghi thêm được nữa.")


def _refuse_silent(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": "Ghi nội dung sơ kết, tổng kết."})


def _refuse_day(movement: Movement, on: date, latest: date | None = None) -> None:
    today = timezone.localdate()
    if on > today:
        raise ValidationError({"on": "Ngày chưa đến: việc đã làm mới ghi."})
    if movement.plan_date and on < movement.plan_date:
        raise ValidationError({"on": f"Kế hoạch có ngày {movement.plan_date:%d/%m/%Y}, sau ngày này."})
    if latest and on > latest:
        raise ValidationError({"on": f"Phong trào kết thúc ngày {latest:%d/%m/%Y}."})
