"""The programmes that the year's targets measure, as tables."""

from vinhdanh.programmes.models.training import (
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
    "Enrolment",
    "GrassrootsMember",
    "ReportedTraining",
    "ResultBand",
    "ResultCorrection",
    "Session",
    "Teacher",
    "Topic",
    "TrainingCertificate",
    "TrainingClass",
    "TrainingPlan",
]
