"""The hold that a complaint puts on a live proposal, and its end."""

from __future__ import annotations

from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.stages import BY_VERB, Stage


def can_hold(proposal: Proposal) -> bool:
    """Whether the proposal is at a stage that can be deferred."""
    return proposal.stage in BY_VERB["defer"].start


def hold(actor: Actor, proposal: Proposal, why: str) -> str:
    """Defer a proposal because of a complaint.

    Returns:
        What the hold is called; given back to ``release``.

    Raises:
        PermissionDenied, ValidationError: as ``dossiers.services.move``.
    """
    move(actor=actor, proposal=proposal, verb="defer", why=why)
    return f"proposal:{proposal.pk}"


def release(actor: Actor, name: str, why: str, *, upheld: bool, document: str) -> None:
    """End a hold: the proposal goes on where it stood, unless it has come to its end meanwhile.

    Args:
        name: what ``hold`` returned.
        upheld: whether the complaint was found right, in part or whole.

    Raises:
        PermissionDenied, ValidationError: as ``dossiers.services.move``.
    """
    proposal = Proposal.objects.get(pk=int(name.partition(":")[2]))
    if proposal.stage == Stage.DEFERRED:
        move(actor=actor, proposal=proposal, verb="reopen", why=f"{why} ({document})" if document else why)
