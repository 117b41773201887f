"""The letterhead of a council: its own name under the agency's."""

from __future__ import annotations

from dataclasses import replace

from vinhdanh.documents.paper import Letterhead


def council_head(agency: Letterhead, council: str) -> Letterhead:
    """What stands above the papers that a council signs itself (TM. HỘI ĐỒNG)."""
    return replace(agency, parent=agency.issuer, issuer=council.upper())
