"""The police's điều lệnh regulations: what a breach leads to, and what a measure does to the year's titles.

The machine proposes, with the clause of every step; people decide. Every figure, measure and
list comes from the law files (TT 02/2021/TT-BCA, TT 27/2020/TT-BCA, TT 12/2019/TT-BCA), whose
validity today is not proved: each answer says so in ``caveats``.
"""

from vinhdanh.engine.regulations.assessing import (
    Assessment,
    Violation,
    assess_violations,
    same_act,
)
from vinhdanh.engine.regulations.blocks import (
    Act,
    Circumstance,
    Competence,
    Ground,
    Line,
    MeasureKind,
    Regulations,
    SubjectKind,
    TimeLimit,
    regulations_on,
)
from vinhdanh.engine.regulations.lookback import lookback_warnings
from vinhdanh.engine.regulations.titles import Standing, TitleEffect, title_effect
from vinhdanh.engine.regulations.training import (
    TrainingEffect,
    TrainingOutcome,
    TrainingRecord,
    training_result,
    unit_training_result,
)
from vinhdanh.engine.regulations.units import (
    LinkedAssessment,
    leader_measures,
    reaches_share,
    unit_measure,
)

__all__ = [
    "Act",
    "Assessment",
    "Circumstance",
    "Competence",
    "Ground",
    "Line",
    "LinkedAssessment",
    "MeasureKind",
    "Regulations",
    "Standing",
    "SubjectKind",
    "TimeLimit",
    "TitleEffect",
    "TrainingEffect",
    "TrainingOutcome",
    "TrainingRecord",
    "Violation",
    "assess_violations",
    "leader_measures",
    "lookback_warnings",
    "reaches_share",
    "regulations_on",
    "same_act",
    "title_effect",
    "training_result",
    "unit_measure",
    "unit_training_result",
]
