"""Units: the tree, and the shares of members that their titles ask for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from vinhdanh.eligibility.results import Part, Results
from vinhdanh.eligibility.selectors.titles import common_lines
from vinhdanh.eligibility.selectors.tree import alive, kind_name, rank
from vinhdanh.engine import RuleLine, Verdict
from vinhdanh.engine.facts import Level, Unit
from vinhdanh.engine.lines import rule_for
from vinhdanh.engine.predicates.units import MemberShare
from vinhdanh.engine.wording import LEVELS, sentence


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One unit of the tree, in the order of a walk."""

    unit: Unit
    depth: int
    kind: str
    strength: int
    verdicts: tuple[Verdict | None, ...]  # of the lines of ``own_titles``; None where out of scope


@dataclass(frozen=True, slots=True)
class Share:
    """A share of members that a title of the unit asks for."""

    line: RuleLine
    title: str  # of the honour
    what: str
    low: int
    high: int
    whole: int
    need: Fraction
    more_than: bool
    met: bool

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.low, self.whole) if self.whole else Fraction(0)

    @property
    def percent_high(self) -> Fraction:
        return Fraction(100 * self.high, self.whole) if self.whole else Fraction(0)

    @property
    def need_percent(self) -> str:
        return f"{float(self.need * 100):g}".replace(".", ",")


def own_titles(results: Results) -> list[RuleLine]:
    """The yearly titles of units: what a list of units shows a column for."""
    return [
        line
        for line in common_lines(results, results.everything, "unit")
        if results.book.honours[line.honour].kind == "emulation_title" and not line.honour.startswith("CO_")
    ]


def tree(results: Results, part: Part) -> list[TreeRow]:
    """Every visible unit that exists at the end of the review year, parents before children."""
    seen = {results.verdicts.subjects[k] for k in np.flatnonzero(part & results.kind("unit"))}
    lines = own_titles(results)
    rows: list[TreeRow] = []

    def walk(unit: str, depth: int) -> None:
        record = results.index.units[unit]
        if unit in seen and alive(record, results.year):
            given = (results.verdict(unit, line.id) for line in lines)
            verdicts = tuple(None if v == Verdict.OUT_OF_SCOPE else v for v in given)
            rows.append(TreeRow(record, depth, kind_name(record), strength(results, unit), verdicts))
            depth += 1
        below = (results.index.units[child] for child in results.index.children.get(unit, ()))
        for child in sorted(below, key=rank):
            walk(child.id, depth)

    for unit in results.facts.units:
        if unit.parent is None or unit.parent not in results.index.units:
            walk(unit.id, 0)
    return rows


def strength(results: Results, unit: str) -> int:
    """People of the unit's whole subtree on 31/12 of the review year."""
    return len(results.verdicts.roll.members_of(unit).everyone)


def level(results: Results, unit: str) -> str:
    """The unit's own level of the review year, in words."""
    rating = next((r for r in results.index.ratings.get(unit, ()) if r.year == results.year), None)
    known: Level | None = rating.level if rating else None
    return sentence(LEVELS[known]) if known is not None else "Chưa có xếp loại"


def shares(results: Results, unit: str) -> list[Share]:
    """The shares of members that the unit's titles ask for, each one once."""
    record = results.index.units[unit]
    members = results.verdicts.roll.members_of(unit)
    day = results.verdicts.law_date_of(unit)
    found: dict[tuple[str, Fraction], Share] = {}
    for line in results.lines_for("unit"):
        rule = rule_for(results.book, record, line.id, day)
        if rule is None:
            continue
        for leaf in rule.criterion.leaves():
            if not isinstance(leaf, MemberShare):
                continue
            low, high = leaf.counted(members)
            whole = members.total(leaf.denominator)
            met = bool(whole) and leaf.enough(low, whole)
            share = Share(
                line, results.name(line), leaf.phrase, low, high, whole, leaf.share, leaf.more_than, met
            )
            found.setdefault((leaf.phrase, leaf.share), share)
    return list(found.values())
