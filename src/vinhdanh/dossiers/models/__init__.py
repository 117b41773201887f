"""Tables of the review: rounds, proposals, and what their dossiers hold."""

from vinhdanh.dossiers.models.appraisal import Opinion, OpinionAnswer, OpinionOverrule
from vinhdanh.dossiers.models.freezing import Assessment
from vinhdanh.dossiers.models.holds import ProposalHold
from vinhdanh.dossiers.models.posting import Objection, Posting, PostingLine, PostingTerm
from vinhdanh.dossiers.models.proposals import Proposal, ProposalMove, ProposalWork
from vinhdanh.dossiers.models.rounds import ReviewRound, RoundHonour, RoundStep, RoundTopic, RoundUnit

__all__ = [
    "Assessment",
    "Objection",
    "Opinion",
    "OpinionAnswer",
    "OpinionOverrule",
    "Posting",
    "PostingLine",
    "PostingTerm",
    "Proposal",
    "ProposalHold",
    "ProposalMove",
    "ProposalWork",
    "ReviewRound",
    "RoundHonour",
    "RoundStep",
    "RoundTopic",
    "RoundUnit",
]
