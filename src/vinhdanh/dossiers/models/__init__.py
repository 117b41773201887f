"""Tables of the review: rounds, proposals, and what their dossiers hold."""

from vinhdanh.dossiers.models.achievements import (
    Achievement,
    ProposalAchievement,
)
from vinhdanh.dossiers.models.appraisal import (
    Opinion,
    OpinionAnswer,
    OpinionOverrule,
)
from vinhdanh.dossiers.models.attachments import (
    Attachment,
    AttachmentWithdrawal,
)
from vinhdanh.dossiers.models.edits import (
    EditAct,
    EditRequest,
)
from vinhdanh.dossiers.models.freezing import (
    Assessment,
)
from vinhdanh.dossiers.models.holds import (
    ProposalHold,
)
from vinhdanh.dossiers.models.parts import (
    Comment,
    PartVersion,
)
from vinhdanh.dossiers.models.posting import (
    Objection,
    Posting,
    PostingLine,
    PostingTerm,
)
from vinhdanh.dossiers.models.proposals import (
    Proposal,
    ProposalMove,
    ProposalWork,
)
from vinhdanh.dossiers.models.reminding import (
    ProposalReminder,
)
from vinhdanh.dossiers.models.rounds import (
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)

__all__ = [
    "Achievement",
    "Assessment",
    "Attachment",
    "AttachmentWithdrawal",
    "Comment",
    "EditAct",
    "EditRequest",
    "Objection",
    "Opinion",
    "OpinionAnswer",
    "OpinionOverrule",
    "PartVersion",
    "Posting",
    "PostingLine",
    "PostingTerm",
    "Proposal",
    "ProposalAchievement",
    "ProposalHold",
    "ProposalMove",
    "ProposalReminder",
    "ProposalWork",
    "ReviewRound",
    "RoundHonour",
    "RoundStep",
    "RoundTopic",
    "RoundUnit",
]
