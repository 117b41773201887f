"""Writing about the unit tree."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Unit
from vinhdanh.people.policies import may_edit_unit
from vinhdanh.people.services.writing import Actor, change, save

CHANGEABLE = frozenset({"name", "kind", "tier", "force", "valid_from"})


def refuse_taken_code(code: str) -> None:
    """Persons, units and households share one set of codes, since a verdict names its subject by it.

    Raises:
        ValidationError: the code is another subject's.
    """
    taken = (
        Person.every.filter(number=code).exists()
        or Unit.every.filter(code=code).exists()
        or Household.every.filter(code=code).exists()
    )
    if taken:
        raise ValidationError(f"Mã {code} đã dùng cho một cán bộ, đơn vị hoặc hộ gia đình khác.")


def add_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    parent: Unit | None = None,
    kind: str = "",
    tier: UnitTier = UnitTier.BASE,
    force: Force = Force.POLICE,
    valid_from: date | None = None,
) -> Unit:
    """A new unit under its parent, or a root.

    Raises:
        PermissionDenied: the actor may not edit the unit above.
        ValidationError: the code is taken or malformed.
    """
    path = f"{parent.path if parent else '/'}{code}/"
    by = admit(actor, may_edit_unit(scopes(actor), path))
    refuse_taken_code(code)
    refuse_closed(parent, valid_from or timezone.localdate())
    unit = Unit(
        code=code,
        name=name,
        folded=fold(name),
        kind=kind,
        tier=tier.value,
        force=force.value,
        parent=parent,
        path=path,
        depth=parent.depth + 1 if parent else 0,
        valid_from=valid_from,
    )
    save(unit, actor=by, verb="people.unit_added", subject=unit)
    return unit


def change_unit(*, actor: Actor, unit: Unit, why: str, **changes: Any) -> Unit:
    """Correct a unit's name, kind, tier, force or first day. Its code and its place in the tree stay.

    What really happened to a unit is not a correction: see ``reorganising``.

    Raises:
        PermissionDenied: the actor may not edit the unit above.
        ValidationError: a value does not fit.
        TypeError: an attribute that can't be changed.
    """
    by = admit(actor, may_edit_unit(scopes(actor), unit.path))
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_unit can't change {', '.join(sorted(unknown))}")
    if change(unit, changes):
        unit.folded = fold(unit.name)
        save(unit, actor=by, verb="people.unit_changed", subject=unit, why=why)
    return unit


def refuse_closed(unit: Unit | None, day: date) -> None:
    """Nothing is put under, or into, a unit that has ended.

    Raises:
        ValidationError: the unit no longer exists on that day.
    """
    if unit and unit.valid_to and unit.valid_to < day:
        raise ValidationError(f"{unit} ({unit.code}) đã kết thúc ngày {unit.valid_to:%d/%m/%Y}.")
