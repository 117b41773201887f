"""The facts about units, people and households, as tables."""

from vinhdanh.people.models.classing import (
    ClassingExemption,
    Period,
    PeriodAct,
    PersonClass,
    ScaleText,
    Sheet,
    UnitClass,
    YearDraft,
)
from vinhdanh.people.models.conduct import (
    ConductMeasure,
    ConductMeasureAct,
    ConductMeasureViolation,
    ConductViolation,
    LeaderExemption,
)
from vinhdanh.people.models.letterheads import FormLabel, PaperTemplate, UnitLetterhead
from vinhdanh.people.models.merges import KnownApart, PersonMerge
from vinhdanh.people.models.persons import Absence, Household, Person, Post, RankHeld
from vinhdanh.people.models.training import Establishment, TrainingCourse, TrainingResult
from vinhdanh.people.models.transfers import Transfer
from vinhdanh.people.models.units import Unit, UnitLineage, UnitPlace
from vinhdanh.people.models.wordings import PaperWording
from vinhdanh.people.models.years import Discipline, Finding, Hold, RecognisedWork, WorkAuthor, YearRating

__all__ = [
    "Absence",
    "ClassingExemption",
    "ConductMeasure",
    "ConductMeasureAct",
    "ConductMeasureViolation",
    "ConductViolation",
    "Discipline",
    "Establishment",
    "Finding",
    "FormLabel",
    "Hold",
    "Household",
    "KnownApart",
    "LeaderExemption",
    "PaperTemplate",
    "PaperWording",
    "Period",
    "PeriodAct",
    "Person",
    "PersonClass",
    "PersonMerge",
    "Post",
    "RankHeld",
    "RecognisedWork",
    "ScaleText",
    "Sheet",
    "TrainingCourse",
    "TrainingResult",
    "Transfer",
    "Unit",
    "UnitClass",
    "UnitLetterhead",
    "UnitLineage",
    "UnitPlace",
    "WorkAuthor",
    "YearDraft",
    "YearRating",
]
