"""What every service about a movement does the same way: ask, save, write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.movements.models import Movement
from vinhdanh.movements.policies.movements import may_launch_movement, may_write_movement
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


def ref(movement: Movement) -> str:
    """The movement's name in the journal: ``movement:12``."""
    return f"movement:{movement.pk}"


def seen_from(actor: Actor, unit: Unit, movement: Movement | None = None) -> list[str]:
    """Paths of the actor's units that see the unit's movement, so that a refusal gives nothing away."""
    if movement is None or movement.state == MovementState.DRAFT:
        return []
    return list(visible_units(actor).filter(path__startswith=unit.path).values_list("path", flat=True)[:1])


def require_write(actor: Actor, unit: Unit, movement: Movement | None = None) -> Acting:
    """Let pass who may draft the unit's movement.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    below = seen_from(actor, unit, movement)
    return admit(actor, may_write_movement(scopes(actor), unit.path, seen_from=below))


def require_launch(actor: Actor, movement: Movement) -> Acting:
    """Let pass who may launch, extend, review and close the movement.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    below = seen_from(actor, movement.unit, movement)
    return admit(actor, may_launch_movement(scopes(actor), movement.unit.path, seen_from=below))


def write_down(
    by: Acting,
    movement: Movement,
    verb: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
    app: str = "movements",
    about: str = "",
) -> None:
    """One line in the journal about a movement, with its records before and after.

    Args:
        app: under which the verb is declared.
        about: the journal's name of the record, where not everybody who sees the movement sees it.
    """
    record(
        actor=by,
        verb=f"{app}.{verb}",
        subject=str(movement),
        ref=about or ref(movement),
        data=written(*pairs) | dict(data or {}),
        why=why,
    )
