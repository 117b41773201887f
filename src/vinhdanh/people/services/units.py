"""Writing about the unit tree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Unit, UnitLineage
from vinhdanh.people.policies import may_edit_unit
from vinhdanh.people.services.writing import Actor, change, ref, save
from vinhdanh.people.types import LineageKind

CHANGEABLE = frozenset({"name", "kind", "tier", "force", "valid_from", "valid_to"})


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
    require(may_edit_unit(scopes(actor), path))
    refuse_taken_code(code)
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
    save(unit, actor=actor, verb="people.unit_added", subject=unit)
    return unit


def change_unit(*, actor: Actor, unit: Unit, why: str, **changes: Any) -> Unit:
    """Correct a unit's name, kind, tier, force or dates. Its code and its place in the tree stay.

    Raises:
        PermissionDenied: the actor may not edit the unit above.
        ValidationError: a value does not fit.
        TypeError: an attribute that can't be changed.
    """
    require(may_edit_unit(scopes(actor), unit.path))
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_unit can't change {', '.join(sorted(unknown))}")
    done = change(unit, changes)
    if done:
        unit.folded = fold(unit.name)
        save(unit, actor=actor, verb="people.unit_changed", subject=unit, data=done, why=why)
    return unit


def succeed_unit(
    *, actor: Actor, unit: Unit, successor: Unit, kind: LineageKind, on: date, basis: str = ""
) -> UnitLineage:
    """Write down what became of a unit. Merged or renamed, it ends on the day before.

    Raises:
        PermissionDenied: the actor may not edit the units above both.
        ValidationError: the same succession is on record, or the dates don't fit.
    """
    require(may_edit_unit(scopes(actor), unit.path))
    require(may_edit_unit(scopes(actor), successor.path))
    lineage = UnitLineage(unit=unit, successor=successor, kind=kind, on=on, basis=basis)
    lineage.full_clean()
    with transaction.atomic():
        if kind != LineageKind.SPLIT_FROM:
            unit.valid_to = on - timedelta(days=1)
            unit.full_clean()
            unit.save(update_fields=["valid_to"])
        lineage.save()
        record(
            actor=actor,
            verb="people.unit_succeeded",
            subject=str(lineage),
            ref=ref(unit),
            data={"successor": successor.code, "kind": kind, "on": on, "basis": basis},
        )
    return lineage
