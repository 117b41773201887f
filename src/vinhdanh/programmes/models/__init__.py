"""Tables of training and recruitment."""

from vinhdanh.programmes.models.listing import ListIntake
from vinhdanh.programmes.models.recruitment import (
    Candidate,
    CandidateStep,
    CommuneQuota,
    OutreachSession,
    ReceiverQuota,
    RecruitmentRound,
    RoundTotal,
)
from vinhdanh.programmes.models.training import (
    PlanClosing,
    ReportedTraining,
    ResultBand,
    Session,
    Teacher,
    Topic,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.models.training_learners import (
    Attendance,
    Enrolment,
    GrassrootsMember,
    ResultCorrection,
    TrainingCertificate,
)

__all__ = [
    "Attendance",
    "Candidate",
    "CandidateStep",
    "CommuneQuota",
    "Enrolment",
    "GrassrootsMember",
    "ListIntake",
    "OutreachSession",
    "PlanClosing",
    "ReceiverQuota",
    "RecruitmentRound",
    "ReportedTraining",
    "ResultBand",
    "ResultCorrection",
    "RoundTotal",
    "Session",
    "Teacher",
    "Topic",
    "TrainingCertificate",
    "TrainingClass",
    "TrainingPlan",
]
