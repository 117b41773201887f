"""Reading movements: a unit's own, and those of the units above that have been launched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Operator
from vinhdanh.engine.facts import UnitTier
from vinhdanh.movements.models import Axis, Content, Movement
from vinhdanh.movements.models.movements import MovementQuerySet
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


def paths_above(paths: list[str]) -> set[str]:
    """The paths of the units and of everything above them."""
    found: set[str] = set()
    for path in paths:
        parts = path.strip("/").split("/")
        found.update("/" + "/".join(parts[: at + 1]) + "/" for at in range(len(parts)))
    return found


def standing_paths(actor: Actor) -> list[str]:
    """Paths of the units an actor sees, and of the one he serves in: where movements reach him."""
    paths = list(visible_units(actor).values_list("path", flat=True))
    own = getattr(actor, "person_number", "")
    if own:
        person = Person.objects.filter(number=own)
        posts = Post.objects.standing(timezone.localdate()).filter(person__in=person)
        paths += posts.values_list("unit__path", flat=True)
    return paths


def movements_visible_to(actor: Actor) -> MovementQuerySet:
    """Movements of visible units in any state; of the units above, only what has been launched."""
    above = paths_above(standing_paths(actor))
    launched = Q(unit__path__in=above) & ~Q(state=MovementState.DRAFT)
    return Movement.objects.filter(Q(unit__in=visible_units(actor)) | launched).select_related("unit")


def with_axes(movements: MovementQuerySet) -> MovementQuerySet:
    """The movements with their axes, contents and indicators, in four queries in all."""
    contents = Prefetch("contents", Content.objects.prefetch_related("indicators"))
    return movements.prefetch_related(Prefetch("axes", Axis.objects.prefetch_related(contents)))


# ---- how far a launch has come down the tree ------------------------------------------------------


def responding_units(unit: Unit, on: date) -> list[Unit]:
    """Units that launch beneath a unit's movement: the nearest ones below it that count as a collective.

    Below a province these are its phòng and commune stations; below those, their đội and tổ.
    """
    below = Unit.objects.subtree(unit).open(on).exclude(pk=unit.pk)
    wanted = UnitTier.SUB_BASE if unit.tier == UnitTier.BASE.value else UnitTier.BASE
    found: list[Unit] = []
    for one in below.filter(tier=wanted.value).order_by("path"):
        if not any(one.path.startswith(other.path) for other in found[-1:]):
            found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Response:
    """One unit below a launched movement, and the movement it launched beneath it (None: not yet)."""

    unit: Unit
    movement: Movement | None

    @property
    def launched(self) -> bool:
        return self.movement is not None and self.movement.state != MovementState.DRAFT


def responses(actor: Actor, movement: Movement) -> list[Response]:
    """Every unit that has to launch beneath a movement, as far as the actor sees them, in tree order."""
    day = min(max(timezone.localdate(), movement.first), movement.last)
    visible = set(visible_units(actor).values_list("pk", flat=True))
    beneath = {one.unit_id: one for one in movement.beneath.select_related("unit")}
    return [
        Response(unit, beneath.get(unit.pk))
        for unit in responding_units(movement.unit, day)
        if unit.pk in visible
    ]


def awaiting_response(actor: Actor) -> list[tuple[Unit, Movement]]:
    """Launched movements from above that a unit of the actor's own has not answered.

    Only the units his roles name: what those below them owe is on the movement's page.
    """
    codes = units_with(scopes(actor), Action.CONCLUDE) | units_with(scopes(actor), Action.EDIT)
    day = timezone.localdate()
    mine = list(Unit.objects.open(day).filter(code__in=codes))
    if not mine:
        return []
    running = list(
        Movement.objects.filter(
            state=MovementState.LAUNCHED,
            last__gte=day,
            unit__path__in=paths_above([one.path for one in mine]),
        ).select_related("unit")
    )
    answered = set(
        Movement.objects.filter(parent__in=running, unit__in=mine).values_list("unit_id", "parent_id")
    )
    return [
        (unit, movement)
        for movement in running
        for unit in responding_units(movement.unit, day)
        if unit in mine and (unit.pk, movement.pk) not in answered
    ]
