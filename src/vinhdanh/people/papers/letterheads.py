"""The letterhead of a unit's papers."""

from __future__ import annotations

from vinhdanh.documents.paper import Letterhead
from vinhdanh.people.models import Unit

MINISTRY = "BỘ CÔNG AN"


def letterhead_of(unit: Unit) -> Letterhead:
    """What stands above a unit's papers: its superior and its own name, in capitals."""
    above = unit.parent.name.upper() if unit.parent else MINISTRY if unit.force == "police" else ""
    return Letterhead(issuer=unit.name.upper(), parent=above)
