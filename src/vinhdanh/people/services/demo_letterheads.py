"""The heads of the sample's papers: the province's, and that of the office that keeps the rewards."""

from __future__ import annotations

from datetime import date

from vinhdanh.access.types import Operator
from vinhdanh.documents.paper import Letterhead
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.letterheads import MINISTRY
from vinhdanh.people.services.letterheads import write_letterhead

SINCE = date(2025, 1, 1)
PLACE = "Sơn Hà"
OFFICE = "PX01"
CLERK = Operator(full_name="Thường trực Hội đồng")


def install_demo_letterheads(agency: Unit) -> None:
    """The agency's letterhead with its place, and its office's under it."""
    _write(agency, MINISTRY)
    office = Unit.objects.filter(code=OFFICE).first()
    if office is not None:
        _write(office, agency.name.upper())


def _write(unit: Unit, above: str) -> None:
    plain = Letterhead(unit.name.upper(), above, PLACE)
    write_letterhead(
        actor=CLERK,
        unit=unit,
        valid_from=SINCE,
        issuer_line=plain.issuer,
        parent_line=plain.parent,
        place=plain.place,
        nation=plain.nation,
        motto=plain.motto,
    )
