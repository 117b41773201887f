"""The units that a unit came from: what they were given is told as its own past."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.people.models import Unit, UnitLineage
from vinhdanh.people.types import LineageKind

# A unit that was split off took nothing along: the old unit may live on and keeps its book.
INHERITS = (LineageKind.MERGED_INTO, LineageKind.RENAMED)


def forebears(units: Iterable[Unit]) -> list[UnitLineage]:
    """How each of the units, and of those before them, came to be: the nearest first."""
    if not UnitLineage.objects.exists():
        return []
    found: dict[int, UnitLineage] = {}
    wave = {unit.pk for unit in units}
    seen = set(wave)
    while wave:
        steps = UnitLineage.objects.filter(successor__in=wave, kind__in=INHERITS)
        new = [step for step in steps.select_related("unit", "successor") if step.unit_id not in seen]
        found.update((step.pk, step) for step in new)
        wave = {step.unit_id for step in new}
        seen |= wave
    return list(found.values())


def came_along(units: Iterable[Unit]) -> list[Unit]:
    """Those of the units that once stood elsewhere in the tree: they brought their honours along.

    What was given then carries the place of then (``Grant.place_path``), so it is not found below the
    unit that they stand under now.
    """
    return list(Unit.objects.filter(pk__in=[unit.pk for unit in units], places__isnull=False).distinct())


def roots_of(unit: Unit) -> list[Unit]:
    """The unit, the forebears of it and of the units below it, and those below it that came from elsewhere.

    Everything that was given at or below one of these is the unit's.
    """
    below = list(Unit.objects.subtree(unit))
    old = [step.unit for step in forebears(below)]
    moved = [one for one in came_along([*below, *old]) if one != unit]
    return list(dict.fromkeys([unit, *old, *moved]))
