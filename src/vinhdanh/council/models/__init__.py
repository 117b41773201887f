"""Tables, a module for each subject."""

from vinhdanh.council.models.boxes import (
    BallotBox,
    BallotItem,
    BallotReceipt,
    BallotSlip,
    BallotTeller,
    BallotTotal,
    BallotTyping,
    BallotVoter,
)

__all__ = [
    "BallotBox",
    "BallotItem",
    "BallotReceipt",
    "BallotSlip",
    "BallotTeller",
    "BallotTotal",
    "BallotTyping",
    "BallotVoter",
]
