"""Reading a personnel workbook: `read_workbook` gives facts and everything that could not be used."""

from vinhdanh.exchange.reading.problems import Problem, Severity
from vinhdanh.exchange.reading.subjects import Extra, GrantExtra, PersonExtra
from vinhdanh.exchange.reading.workbook import Progress, Reading, read_workbook

__all__ = [
    "Extra",
    "GrantExtra",
    "PersonExtra",
    "Problem",
    "Progress",
    "Reading",
    "Severity",
    "read_workbook",
]
