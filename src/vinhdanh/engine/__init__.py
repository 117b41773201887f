"""Reads the law, judges a whole population at once, explains each verdict.

A library of its own: plain Python and NumPy, no framework.

>>> from datetime import date
>>> from vinhdanh.engine import Facts, Force, Level, LawBook, Person, YearRating, judge
>>> book = LawBook.load()
>>> facts = Facts(
...     persons=(Person("1", "Nguyễn Văn Mẫu", Force.POLICE, joined=date(2010, 1, 1)),),
...     ratings=(YearRating("r1", "1", 2025, Level.COMPLETED),),
... )
>>> verdicts = judge(book, facts, year=2025)
>>> verdicts.verdict("1", "CSTT").label
'Không đạt'
>>> verdicts.explain("1", "CSTT").citation.article
'dieu-24'
"""

from vinhdanh.engine.bulk import ColumnVerdicts, judge_columns
from vinhdanh.engine.cases import CaseResult, check_all, check_cases
from vinhdanh.engine.columns import ForceColumns, Rows
from vinhdanh.engine.comparing import Affected, Change, affected_by, compare, law_changes_on
from vinhdanh.engine.context import Evidence
from vinhdanh.engine.coverage import CoverageRow, coverage, unlisted
from vinhdanh.engine.ending import Ended, ended_on
from vinhdanh.engine.explaining import CriterionResult, Explanation, judge_one
from vinhdanh.engine.facts import (
    Absence,
    AbsenceKind,
    ConductMeasure,
    Discipline,
    DisciplineForm,
    Facts,
    Finding,
    Force,
    Grant,
    GrantState,
    Hold,
    HoldGround,
    Household,
    Level,
    Lineage,
    LineageKind,
    Merit,
    Person,
    Post,
    Sex,
    Unassessed,
    Unit,
    UnitTier,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)
from vinhdanh.engine.judging import Verdicts, judge
from vinhdanh.engine.lawbook import InventoryRow, LawBook
from vinhdanh.engine.lawfiles import Article, Block, Instrument, LawError, Problem
from vinhdanh.engine.money import (
    Given,
    Reward,
    base_salary,
    quota,
    quota_in_force,
    reward,
    rewards_together,
    vote_passes,
    vote_rule,
    votes_needed,
)
from vinhdanh.engine.nearing import OneStep, one_step_short
from vinhdanh.engine.planning import Plan, earliest_years, plan
from vinhdanh.engine.rejudging import Rejudged, rejudge
from vinhdanh.engine.rules import Citation, Honour, Rule, RuleLine
from vinhdanh.engine.tables import CriterionColumn, RuleTable
from vinhdanh.engine.transition import TextChoice, choose_text
from vinhdanh.engine.verdict import Verdict

__all__ = [
    "Absence",
    "AbsenceKind",
    "Affected",
    "Article",
    "Block",
    "CaseResult",
    "Change",
    "Citation",
    "ColumnVerdicts",
    "ConductMeasure",
    "CoverageRow",
    "CriterionColumn",
    "CriterionResult",
    "Discipline",
    "DisciplineForm",
    "Ended",
    "Evidence",
    "Explanation",
    "Facts",
    "Finding",
    "Force",
    "ForceColumns",
    "Given",
    "Grant",
    "GrantState",
    "Hold",
    "HoldGround",
    "Honour",
    "Household",
    "Instrument",
    "InventoryRow",
    "LawBook",
    "LawError",
    "Level",
    "Lineage",
    "LineageKind",
    "Merit",
    "OneStep",
    "Person",
    "Plan",
    "Post",
    "Problem",
    "Rejudged",
    "Reward",
    "Rows",
    "Rule",
    "RuleLine",
    "RuleTable",
    "Sex",
    "TextChoice",
    "Unassessed",
    "Unit",
    "UnitTier",
    "Verdict",
    "Verdicts",
    "Work",
    "WorkKind",
    "WorkScope",
    "YearRating",
    "affected_by",
    "base_salary",
    "check_all",
    "check_cases",
    "choose_text",
    "compare",
    "coverage",
    "earliest_years",
    "ended_on",
    "judge",
    "judge_columns",
    "judge_one",
    "law_changes_on",
    "one_step_short",
    "plan",
    "quota",
    "quota_in_force",
    "rejudge",
    "reward",
    "rewards_together",
    "unlisted",
    "vote_passes",
    "vote_rule",
    "votes_needed",
]
