"""The facts about units, people and households, as tables."""

from vinhdanh.people.models.merges import PersonMerge
from vinhdanh.people.models.persons import Absence, Household, Person, Post, RankHeld
from vinhdanh.people.models.units import Unit, UnitLineage
from vinhdanh.people.models.years import Discipline, Finding, Hold, RecognisedWork, WorkAuthor, YearRating

__all__ = [
    "Absence",
    "Discipline",
    "Finding",
    "Hold",
    "Household",
    "Person",
    "PersonMerge",
    "Post",
    "RankHeld",
    "RecognisedWork",
    "Unit",
    "UnitLineage",
    "WorkAuthor",
    "YearRating",
]
