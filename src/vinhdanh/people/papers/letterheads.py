"""The letterhead of a unit's papers."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from vinhdanh.documents.paper import Letterhead
from vinhdanh.people.models import Unit, UnitLetterhead

MINISTRY = "BỘ CÔNG AN"


def letterhead_of(unit: Unit, on: date | None = None) -> Letterhead:
    """What stands above a unit's papers on a day, today by default.

    Its own letterhead of that day; without one its name under its superior's, in capitals. What its own
    leaves open (place) or what it has none for (place, nation, motto) is that of the nearest superior.
    """
    heads = letterheads_on(unit, on or timezone.localdate())
    own = heads.get(unit.code)
    above = [heads[code] for code in reversed(unit.codes_above) if code in heads]
    place = next((one.place for one in ([own] if own else []) + above if one.place), "")
    if own:
        return Letterhead(own.issuer_line, own.parent_line, place, own.nation, own.motto)
    parent = unit.parent.name.upper() if unit.parent else MINISTRY if unit.force == "police" else ""
    if unit.parent and unit.parent.code in heads:
        parent = heads[unit.parent.code].issuer_line
    plain = Letterhead(issuer=unit.name.upper(), parent=parent, place=place)
    if not above:
        return plain
    return Letterhead(plain.issuer, plain.parent, place, above[0].nation, above[0].motto)


def letterheads_on(unit: Unit, day: date) -> dict[str, UnitLetterhead]:
    """The letterheads in use that day of the unit and of those above it, by code."""
    rows = UnitLetterhead.objects.filter(unit__code__in=[*unit.codes_above, unit.code], valid_from__lte=day)
    return {row.unit.code: row for row in rows.select_related("unit").order_by("valid_from")}
