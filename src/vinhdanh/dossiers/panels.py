"""Panels that other subjects of this room add to the dossier's page: one line here for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vinhdanh.access.models import Account
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.standing_panels import frozen_panel, opinions_panel, waiting_panel


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its template, what it shows to whom, and whether it stands in the narrow column.

    The template reads what ``context`` answers as ``panel``; an empty answer leaves the panel out.
    """

    template: str
    context: Callable[[Account, Proposal], dict[str, Any]]
    side: bool = False


PANELS: list[Panel] = [
    Panel("dossiers/opinions_panel.html", opinions_panel),
    Panel("dossiers/waiting_panel.html", waiting_panel, side=True),
    Panel("dossiers/frozen_panel.html", frozen_panel, side=True),
]


def panels_of(actor: Account, proposal: Proposal, *, side: bool) -> list[tuple[str, dict[str, Any]]]:
    """Templates and contexts of one column, in the order in which they were declared."""
    found = ((one.template, one.context(actor, proposal)) for one in PANELS if one.side is side)
    return [(template, context) for template, context in found if context]
