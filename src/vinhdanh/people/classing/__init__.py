"""Monthly classes and yearly levels: the arithmetic of a unit's own rules, without a database.

A scale (thang phân loại) is a TOML file; everything here takes it as data. The machine proposes and
says why; which of two equal people is lowered, and what a year finally is, people decide.
"""

from vinhdanh.people.classing.deriving import (
    NOT_ASSESSED,
    Entry,
    Proposal,
    derive_month,
    derive_service,
    derive_year,
)
from vinhdanh.people.classing.quotas import Cap, GroupCheck, Member, Step, check_quota
from vinhdanh.people.classing.reading import ScaleError, read_scale
from vinhdanh.people.classing.scale import (
    LEVELS,
    Basis,
    Class,
    Condition,
    Exemption,
    Quota,
    Row,
    Scale,
    YearTable,
)

__all__ = [
    "LEVELS",
    "NOT_ASSESSED",
    "Basis",
    "Cap",
    "Class",
    "Condition",
    "Entry",
    "Exemption",
    "GroupCheck",
    "Member",
    "Proposal",
    "Quota",
    "Row",
    "Scale",
    "ScaleError",
    "Step",
    "YearTable",
    "check_quota",
    "derive_month",
    "derive_service",
    "derive_year",
    "read_scale",
]
