"""The hold that a complaint puts on a live proposal, and its end."""

from __future__ import annotations

from vinhdanh.dossiers.guards import obstacles
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.models.holds import ProposalHold
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.holds import close_hold, open_hold
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome


def can_hold(proposal: Proposal) -> bool:
    """Whether the proposal is at a stage that can be held."""
    return proposal.stage in (*BY_VERB["defer"].start, Stage.DEFERRED, Stage.RETURNED)


def hold(actor: Actor, proposal: Proposal, why: str) -> str:
    """Hold a proposal because of a complaint.

    Returns:
        What the hold is called; given back to ``release``.

    Raises:
        PermissionDenied, ValidationError: as ``dossiers.services.holds.open_hold``.
    """
    made = open_hold(actor=actor, proposal=proposal, ground=HoldGround.COMPLAINT, note=why)
    return f"hold:{made.pk}"


def release(actor: Actor, name: str, why: str, *, upheld: bool, document: str) -> None:
    """End a hold: the proposal goes on where it stood, unless it has come to its end meanwhile.

    Args:
        name: what ``hold`` returned.
        upheld: whether the complaint was found right, in part or whole.

    Raises:
        PermissionDenied, ValidationError: as ``dossiers.services.holds.close_hold``.
    """
    row = ProposalHold.objects.get(pk=int(name.partition(":")[2]))
    if row.closed is None:
        outcome = HoldOutcome.UPHELD if upheld else HoldOutcome.NOT_UPHELD
        close_hold(actor=actor, hold=row, outcome=outcome, conclusion=why, document=document)
    proposal = Proposal.objects.get(pk=row.proposal_id)
    # What was upheld and not refused since has been dealt with: carrying it out lets it go on.
    if upheld and proposal.stage == Stage.DEFERRED and not obstacles(proposal, BY_VERB["reopen"]):
        move(actor=actor, proposal=proposal, verb="reopen", why=why)
