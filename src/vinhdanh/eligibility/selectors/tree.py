"""Units in a run: which exist, which stand for rows, in which order."""

from __future__ import annotations

import numpy as np

from vinhdanh.eligibility.results import Part, Results
from vinhdanh.engine.facts import Unit
from vinhdanh.people.types import UNIT_KINDS

COMMUNES = ("cong_an_xa", "cong_an_phuong")
COMMUNES_TITLE = "Công an cấp xã"
_GROUPS = {"Cấp phòng": 0, COMMUNES_TITLE: 1, "Cấp đội": 2}


def base_units(results: Results, part: Part) -> list[Unit]:
    """The units that rows stand for: those right below the top ones that the account sees.

    Who sees one đội only sees the đội itself.
    """
    seen = {results.verdicts.subjects[k] for k in np.flatnonzero(part & results.kind("unit"))}
    shown = [u for u in results.facts.units if u.id in seen and alive(u, results.year)]
    tops = [u for u in shown if u.parent not in seen]
    return [unit for top in tops for unit in children(results, top.id) or [top]]


def children(results: Results, unit: str) -> list[Unit]:
    """Units right below a unit that exist at the end of the review year."""
    below = (results.index.units[id] for id in results.index.children.get(unit, ()))
    return sorted((u for u in below if alive(u, results.year)), key=rank)


def rank(unit: Unit) -> tuple[int, str]:
    """Phòng before communes before the rest, then by code."""
    return group_rank(group_of(unit)), unit.id


def group_rank(title: str) -> int:
    """Where a group of units stands among the others."""
    return _GROUPS.get(title, len(_GROUPS))


def alive(unit: Unit, year: int) -> bool:
    """Whether a unit exists at the end of a year."""
    begun = unit.valid_from is None or unit.valid_from.year <= year
    return begun and (unit.valid_to is None or unit.valid_to.year > year)


def kind_name(unit: Unit) -> str:
    """«Phòng», «Công an xã»…"""
    return UNIT_KINDS.get(unit.kind, "Đơn vị")


def group_of(unit: Unit) -> str:
    """The heading that a unit stands under: «Cấp phòng», «Công an cấp xã»…"""
    if unit.kind in COMMUNES:
        return COMMUNES_TITLE
    return f"Cấp {kind_name(unit).lower()}" if unit.kind in UNIT_KINDS else "Đơn vị"
