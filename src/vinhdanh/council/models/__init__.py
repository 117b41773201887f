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
from vinhdanh.council.models.councils import (
    Council,
    CouncilMember,
)
from vinhdanh.council.models.meetings import (
    AgendaItem,
    AgendaLine,
    Attendance,
    CouncilMeeting,
    CouncilOpinion,
    Recusal,
    WrittenVote,
)
from vinhdanh.council.models.minutes import (
    Minutes,
)

__all__ = [
    "AgendaItem",
    "AgendaLine",
    "Attendance",
    "BallotBox",
    "BallotItem",
    "BallotReceipt",
    "BallotSlip",
    "BallotTeller",
    "BallotTotal",
    "BallotTyping",
    "BallotVoter",
    "Council",
    "CouncilMeeting",
    "CouncilMember",
    "CouncilOpinion",
    "Minutes",
    "Recusal",
    "WrittenVote",
]
