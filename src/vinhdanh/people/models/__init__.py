"""The facts about units, people and households, as tables."""

from vinhdanh.people.models.persons import Absence, Household, Person, Post, RankHeld
from vinhdanh.people.models.transfers import Transfer
from vinhdanh.people.models.units import Unit, UnitLineage, UnitPlace
from vinhdanh.people.models.years import Discipline, Finding, Hold, RecognisedWork, WorkAuthor, YearRating

__all__ = [
    "Absence",
    "Discipline",
    "Finding",
    "Hold",
    "Household",
    "Person",
    "Post",
    "RankHeld",
    "RecognisedWork",
    "Transfer",
    "Unit",
    "UnitLineage",
    "UnitPlace",
    "WorkAuthor",
    "YearRating",
]
