"""What every service about a target does the same way: ask, and write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.movements.models import Target
from vinhdanh.movements.policies.targets import may_conclude_target, may_draft_target, may_report_month
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


def ref(target: Target) -> str:
    """The target's name in the journal: ``target:12``."""
    return f"target:{target.pk}"


def seen_from(actor: Actor, unit: Unit, target: Target | None = None) -> list[str]:
    """Paths of the actor's units that see the unit's target, so that a refusal gives nothing away."""
    if target is None or target.state == TargetState.DRAFT:
        return []
    return list(visible_units(actor).filter(path__startswith=unit.path).values_list("path", flat=True)[:1])


def require_draft(actor: Actor, unit: Unit, target: Target | None = None) -> Acting:
    """Let pass who may draft the unit's targets.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    below = seen_from(actor, unit, target)
    return admit(actor, may_draft_target(scopes(actor), unit.path, seen_from=below))


def require_report(actor: Actor, target: Target) -> Acting:
    """Let pass who may enter a month of the target.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    below = seen_from(actor, target.unit, target)
    answer = may_report_month(scopes(actor), target.unit.path, target.owner.path, seen_from=below)
    return admit(actor, answer)


def require_conclude(actor: Actor, target: Target) -> Acting:
    """Let pass who may register, adjust, close and reopen the target.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    below = seen_from(actor, target.unit, target)
    return admit(actor, may_conclude_target(scopes(actor), target.unit.path, seen_from=below))


def write_down(
    by: Acting,
    target: Target,
    verb: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line in the journal about a target, with its records before and after."""
    record(
        actor=by,
        verb=f"targets.{verb}",
        subject=f"{target}, {target.unit}, năm {target.year}"[:200],
        ref=ref(target),
        data=written(*pairs) | dict(data or {}),
        why=why,
    )
