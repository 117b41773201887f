"""The unit tree as it stood on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from vinhdanh.people.models import Post, Unit, UnitPlace

# Which kinds stand first under one parent; all others follow, by code.
_FIRST = {"phong": 0, "cong_an_xa": 1, "cong_an_phuong": 1, "doi": 2}


@dataclass(frozen=True, slots=True)
class TreeUnit:
    """One unit of the tree, in the order of a walk."""

    unit: Unit
    parent: Unit | None  # on that day
    depth: int
    strength: int  # people with a main post there or below it on that day


def tree_on(units: QuerySet[Unit], day: date) -> list[TreeUnit]:
    """Units that existed on a day, parents before children, under the parents that they had then."""
    every = {unit.pk: unit for unit in Unit.objects.all()}
    above = parents_on(every.values(), day)
    strength = _strengths(above, day)
    seen = set(units.values_list("pk", flat=True))
    shown = [unit for unit in every.values() if unit.pk in seen and exists_on(unit, day)]
    below: defaultdict[int | None, list[Unit]] = defaultdict(list)
    there = {unit.pk for unit in shown}
    for unit in shown:
        parent = above[unit.pk]
        below[parent if parent in there else None].append(unit)
    rows: list[TreeUnit] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in sorted(below[parent], key=_rank):
            over = above[unit.pk]
            rows.append(TreeUnit(unit, every[over] if over else None, depth, strength[unit.pk]))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return rows


def exists_on(unit: Unit, day: date) -> bool:
    """Whether a unit was in force on a day."""
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or unit.valid_to >= day)


def parents_on(units: Iterable[Unit], day: date) -> dict[int, int | None]:
    """Unit's key → key of the unit above it on a day."""
    above = {unit.pk: unit.parent_id for unit in units}
    moved = UnitPlace.objects.filter(until__gte=day).order_by("-until").values_list("unit", "parent")
    above.update(dict(moved))  # of several moves since, the first one says where it stood
    return above


def _strengths(above: dict[int, int | None], day: date) -> Counter[int]:
    serving = Post.objects.on(day).filter(Q(person__left=None) | Q(person__left__gt=day), main=True)
    total: Counter[int] = Counter()
    for unit, number in serving.values_list("unit").annotate(n=Count("pk")).order_by():
        here: int | None = unit
        passed: set[int] = set()
        while here is not None and here not in passed:
            total[here] += number
            passed.add(here)
            here = above.get(here)
    return total


def _rank(unit: Unit) -> tuple[int, str]:
    return _FIRST.get(unit.kind, len(_FIRST)), unit.code
