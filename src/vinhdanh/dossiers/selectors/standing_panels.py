"""What the dossier's page shows of appraisal, posting, holds and assessments; nothing where there is none."""

from __future__ import annotations

from typing import Any

from vinhdanh.access.models import Account
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.appraisal import opinions_asked_of, opinions_of
from vinhdanh.dossiers.selectors.posting import line_that_counts
from vinhdanh.dossiers.stages import ENDS, Stage


def opinions_panel(actor: Account, proposal: Proposal) -> dict[str, Any]:
    """The departments' opinions, side by side."""
    asked = opinions_of(proposal)
    if not asked:
        return {}
    return {
        "proposal": proposal,
        "opinions": asked,
        "answered": sum(bool(one.answer) for one in asked),
        "mine": opinions_asked_of(actor).filter(proposal=proposal).exists(),
    }


def waiting_panel(actor: Account, proposal: Proposal) -> dict[str, Any]:
    """Until when it hangs out, and what it waits for."""
    holds = list(proposal.holds.open())
    line = line_that_counts(proposal) if proposal.stage in (Stage.POSTING, Stage.DEFERRED) else None
    return {"proposal": proposal, "holds": holds, "line": line} if holds or line else {}


def frozen_panel(actor: Account, proposal: Proposal) -> dict[str, Any]:
    """The frozen assessments, newest first."""
    kept = list(proposal.assessments.order_by("-id"))
    return {"proposal": proposal, "kept": kept, "open": proposal.stage not in ENDS} if kept else {}
