"""The facts about units, people and households, as tables."""

from vinhdanh.people.models.conduct import (
    ConductMeasure,
    ConductMeasureAct,
    ConductMeasureViolation,
    ConductViolation,
)
from vinhdanh.people.models.persons import Absence, Household, Person, Post, RankHeld
from vinhdanh.people.models.units import Unit, UnitLineage
from vinhdanh.people.models.years import Discipline, Finding, Hold, RecognisedWork, WorkAuthor, YearRating

__all__ = [
    "Absence",
    "ConductMeasure",
    "ConductMeasureAct",
    "ConductMeasureViolation",
    "ConductViolation",
    "Discipline",
    "Finding",
    "Hold",
    "Household",
    "Person",
    "Post",
    "RankHeld",
    "RecognisedWork",
    "Unit",
    "UnitLineage",
    "WorkAuthor",
    "YearRating",
]
