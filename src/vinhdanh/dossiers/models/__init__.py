"""Tables of the review: rounds, proposals, and what their dossiers hold."""

from vinhdanh.dossiers.models.proposals import Proposal, ProposalMove, ProposalWork
from vinhdanh.dossiers.models.reminding import ProposalReminder
from vinhdanh.dossiers.models.rounds import ReviewRound, RoundHonour, RoundStep, RoundTopic, RoundUnit

__all__ = [
    "Proposal",
    "ProposalMove",
    "ProposalReminder",
    "ProposalWork",
    "ReviewRound",
    "RoundHonour",
    "RoundStep",
    "RoundTopic",
    "RoundUnit",
]
