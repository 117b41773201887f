"""Tables of training and recruitment."""

from vinhdanh.programmes.models.recruitment import (
    Candidate,
    CandidateStep,
    CommuneQuota,
    OutreachSession,
    ReceiverQuota,
    RecruitmentRound,
    RoundTotal,
)

__all__ = [
    "Candidate",
    "CandidateStep",
    "CommuneQuota",
    "OutreachSession",
    "ReceiverQuota",
    "RecruitmentRound",
    "RoundTotal",
]
