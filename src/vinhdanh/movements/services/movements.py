"""Drafting a movement: its fields, its axes, and what it is carried out with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.audit.changes import Pair, stored
from vinhdanh.movements.models import Axis, Content, Indicator, Movement, MovementLink
from vinhdanh.movements.selectors.movements import movements_visible_to, with_axes
from vinhdanh.movements.services.writing import (
    Actor,
    require_write,
    write_down,
)
from vinhdanh.movements.types.movements import Direction, MovementState
from vinhdanh.people.models import Unit

# What a launched movement may still be corrected in: what was decided by launching it stays.
OPEN_AFTER_LAUNCH = frozenset({"funding", "purpose"})
CHANGEABLE = frozenset(
    {
        "kind",
        "year",
        "name",
        "theme",
        "slogan",
        "first",
        "last",
        "basis",
        "plan_number",
        "plan_date",
        "funding",
        "purpose",
        "signatory",
    }
)


def add_movement(*, actor: Actor, unit: Unit, parent: Movement | None = None, **fields: Any) -> Movement:
    """A draft of the unit's movement, on its own or beneath one that a unit above has launched.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit, or the movement above is not one of a unit above.
        TypeError: a field that a movement does not have.
    """
    by = require_write(actor, unit)
    _refuse_unknown(fields)
    if parent is not None:
        refuse_stranger(parent, unit)
    movement = Movement(unit=unit, parent=parent, **fields)
    movement.full_clean()
    with transaction.atomic():
        movement.save()
        write_down(by, movement, "movement_written", (None, movement))
    return movement


def change_movement(*, actor: Actor, movement: Movement, **fields: Any) -> Movement:
    """Change a draft; of a launched movement only its purpose and funding.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit, or launching has decided it.
        TypeError: a field that a movement does not have.
    """
    by = require_write(actor, movement.unit, movement)
    _refuse_unknown(fields)
    changed = {name: value for name, value in fields.items() if getattr(movement, name) != value}
    _refuse_closed(movement)
    decided = changed.keys() - OPEN_AFTER_LAUNCH
    if movement.state != MovementState.DRAFT and decided:
        labels = ", ".join(
            str(getattr(Movement._meta.get_field(name), "verbose_name", name)) for name in sorted(decided)
        )
        raise ValidationError(
            f"Phong trào đã phát động, không sửa được: {labels}. Kéo dài thời gian thì ghi gia hạn."
        )
    if changed:
        before = stored(movement)
        for name, value in changed.items():
            setattr(movement, name, value)
        movement.full_clean()
        with transaction.atomic():
            movement.save()
            write_down(by, movement, "movement_written", (before, movement))
    return movement


def drop_draft(*, actor: Actor, movement: Movement) -> None:
    """Take back a draft that was never launched.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: it has been launched.
    """
    by = require_write(actor, movement.unit, movement)
    if movement.state != MovementState.DRAFT:
        raise ValidationError("Phong trào đã phát động thì không bỏ được; hết thời gian thì tổng kết.")
    with transaction.atomic():
        write_down(by, movement, "movement_dropped", (movement, None))
        movement.delete()


def refuse_stranger(parent: Movement, unit: Unit) -> None:
    """A movement answers one that a unit above has launched.

    Raises:
        ValidationError: the other movement is not launched, over, or not of a unit above.
    """
    if parent.state != MovementState.LAUNCHED:
        raise ValidationError(f"“{parent}” {parent.get_state_display().lower()}, chưa hưởng ứng được.")
    if not unit.path.startswith(parent.unit.path) or unit.pk == parent.unit_id:
        raise ValidationError(f"“{parent}” do {parent.unit} phát động, không phải cấp trên của {unit}.")


def _refuse_unknown(fields: dict[str, Any]) -> None:
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"a movement has no {', '.join(sorted(unknown))}")


def _refuse_closed(movement: Movement) -> None:
    if movement.state == MovementState.CLOSED:
        raise ValidationError("Phong trào đã tổng kết: không sửa được nữa.")


# ---- axes -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """An indicator as somebody types it."""

    name: str
    measure: str
    direction: Direction = Direction.UP
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AxisText:
    """An axis with its contents in order; an empty content is a place to fill later."""

    name: str
    contents: Sequence[tuple[str, Sequence[IndicatorText]]] = ()


def write_axes(*, actor: Actor, movement: Movement, axes: Sequence[AxisText]) -> Movement:
    """Write the movement's axes, contents and indicators: rows are matched by their place.

    A launched movement keeps its axes and the contents that have words; empty ones may be filled.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a row does not fit, or launching has decided it.
    """
    by = require_write(actor, movement.unit, movement)
    _refuse_closed(movement)
    with transaction.atomic():
        pairs: list[Pair] = []
        launched = movement.state != MovementState.DRAFT
        found = with_axes(Movement.objects.filter(pk=movement.pk)).get()
        there = {axis.order: axis for axis in found.axes.all()}
        if launched and len(axes) != len(there):
            raise ValidationError("Phong trào đã phát động: số trục giữ nguyên.")
        for order, text in enumerate(axes, 1):
            axis = there.pop(order, None) or Axis(movement=movement, order=order)
            if launched and axis.name != text.name:
                raise ValidationError(f"Phong trào đã phát động: trục “{axis.name}” giữ nguyên tên.")
            _put(axis, pairs, name=text.name.strip())
            _write_contents(axis, text, launched, pairs)
        for axis in there.values():
            pairs.append((axis, None))
            axis.delete()
        write_down(by, movement, "movement_written", *pairs)
    return movement


def _write_contents(axis: Axis, text: AxisText, launched: bool, pairs: list[Pair]) -> None:
    there = {content.order: content for content in axis.contents.all()}
    for order, (words, indicators) in enumerate(text.contents, 1):
        content = there.pop(order, None) or Content(axis=axis, order=order)
        if launched and content.text and content.text != words.strip():
            raise ValidationError(f"Phong trào đã phát động: nội dung “{content.text}” giữ nguyên.")
        _put(content, pairs, text=words.strip())
        _write_indicators(content, indicators, pairs)
    if launched and any(content.text for content in there.values()):
        raise ValidationError(f"Phong trào đã phát động: không bớt nội dung của trục “{axis.name}”.")
    for content in there.values():
        pairs.append((content, None))
        content.delete()


def _write_indicators(content: Content, texts: Sequence[IndicatorText], pairs: list[Pair]) -> None:
    if texts and not content.text:
        raise ValidationError(f"Trục “{content.axis}”: ghi nội dung {content.order} trước khi đặt chỉ số.")
    there = {indicator.order: indicator for indicator in content.indicators.all()}
    for order, text in enumerate(texts, 1):
        indicator = there.pop(order, None) or Indicator(content=content, order=order)
        if (indicator.name, indicator.measure) != (text.name.strip(), text.measure.strip()):
            _refuse_figured(indicator)
        _put(
            indicator,
            pairs,
            name=text.name.strip(),
            measure=text.measure.strip(),
            direction=text.direction,
            weight=text.weight,
        )
    for indicator in there.values():
        _refuse_figured(indicator)
        pairs.append((indicator, None))
        indicator.delete()


def _refuse_figured(indicator: Indicator) -> None:
    """What units have reported stays about what they reported it for."""
    if indicator.pk and indicator.figures.exists():
        raise ValidationError(
            f"Chỉ số “{indicator.name}” đã có số liệu của đơn vị: không bỏ, không đổi tên, đơn vị tính; "
            "thêm chỉ số mới vào dòng trống."
        )


def _put(row: Axis | Content | Indicator, pairs: list[Pair], **fields: Any) -> None:
    before = stored(row) if row.pk else None
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    pairs.append((before, row))


# ---- movements that are carried out together ------------------------------------------------------


def link_movements(*, actor: Actor, movement: Movement, linked: Movement, note: str = "") -> MovementLink:
    """Say that a movement is carried out together with another one ("gắn với").

    Raises:
        PermissionDenied: the actor writes nothing for the unit.
        ValidationError: they are linked already, the same, or the other one is not seen here.
    """
    by = require_write(actor, movement.unit, movement)
    if not movements_visible_to(actor).filter(pk=linked.pk).exists():
        raise ValidationError("Không có phong trào này.")
    if MovementLink.objects.filter(movement=linked, linked=movement).exists():
        raise ValidationError("Hai phong trào đã gắn với nhau.")
    link = MovementLink(movement=movement, linked=linked, note=note.strip())
    link.full_clean()
    with transaction.atomic():
        link.save()
        write_down(by, movement, "movements_linked", (None, link))
    return link


def unlink_movements(*, actor: Actor, link: MovementLink) -> None:
    """Take a link back.

    Raises:
        PermissionDenied: the actor writes nothing for the unit.
    """
    by = require_write(actor, link.movement.unit, link.movement)
    with transaction.atomic():
        write_down(by, link.movement, "movements_linked", (link, None))
        link.delete()
