"""One run's verdicts in memory, with the questions that pages ask of them.

Rows are subjects in the order of ``Verdicts.subjects``: persons, then units, then households. A page works
on a part of them, a boolean per row; ``selectors.visible_part`` says which part an account may see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine import (
    Ended,
    Explanation,
    OneStep,
    RuleLine,
    Verdict,
    Verdicts,
    earliest_years,
    ended_on,
    one_step_short,
)
from vinhdanh.engine.facts import Force, Household, Person, Sex, Unit
from vinhdanh.engine.predicates import Criterion, Group
from vinhdanh.engine.predicates.persons import Meets
from vinhdanh.engine.wording import sentence
from vinhdanh.people.folding import fold

if TYPE_CHECKING:
    from vinhdanh.engine.tables import RuleTable

Part = NDArray[np.bool_]

# The order in which verdicts stand everywhere.
SHOWN = (Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET, Verdict.NO_RULE)
ASSESSED = SHOWN[:4]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each verdict was given."""

    met: int = 0
    unsure: int = 0
    held: int = 0
    unmet: int = 0
    norule: int = 0

    @property
    def assessed(self) -> int:
        """Subjects for whom a rule is in force."""
        return self.met + self.unsure + self.held + self.unmet

    @property
    def bar(self) -> tuple[int, int, int, int, int]:
        return self.met, self.unsure, self.held, self.unmet, self.norule

    @property
    def percent(self) -> int:
        """Share that meets the rule, in whole percent; something above zero never shows as 0."""
        if not self.assessed:
            return 0
        rounded = (200 * self.met + self.assessed) // (2 * self.assessed)
        return max(rounded, 1) if self.met else 0


class Results:
    """The verdicts of one run.

    Args:
        verdicts: what the engine answered.
        earliest: year by subject and line in which it could be met at the earliest, 0 where not in sight;
            computed at first use when it is not given.
        steps: by subject and line, who is one step short (``engine.OneStep``); computed likewise.
    """

    def __init__(
        self,
        verdicts: Verdicts,
        earliest: NDArray[np.int16] | None = None,
        steps: NDArray[np.uint8] | None = None,
    ) -> None:
        self.verdicts = verdicts
        self.book, self.facts, self.year = verdicts.book, verdicts.facts, verdicts.year
        self.index, self.row, self.column = verdicts.index, verdicts.at, verdicts.column
        if earliest is not None:
            self.earliest = earliest
        if steps is not None:
            self.steps = steps
        self.kinds = np.repeat(
            np.arange(3, dtype=np.uint8),
            [len(self.facts.persons), len(self.facts.units), len(self.facts.households)],
        )

    @cached_property
    def earliest(self) -> NDArray[np.int16]:
        return earliest_years(self.verdicts)

    @cached_property
    def steps(self) -> NDArray[np.uint8]:
        return one_step_short(self.verdicts)

    @cached_property
    def ended(self) -> list[Ended]:
        """Where the law files end before the day whose law the run is judged by."""
        return self.ended_by(self.law_date)

    def ended_by(self, day: date) -> list[Ended]:
        return ended_on(self.book, day)

    @property
    def law_date(self) -> date:
        """The one day of the law that every subject of a run is judged by."""
        day = self.verdicts.law_date
        assert isinstance(day, date)
        return day

    # ---- lines --------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> tuple[RuleLine, ...]:
        """Lines under which somebody was assessed, in the catalogue's order."""
        assessed = np.any(np.isin(self.verdicts.statuses, ASSESSED), axis=0)
        return tuple(line for line in self._all_lines if assessed[self.column[line.id]])

    @cached_property
    def lines_without_rule(self) -> tuple[RuleLine, ...]:
        """Lines for which no rule is in force, though the honour exists."""
        shown = {line.id for line in self.lines}
        silent = (self.verdicts.statuses == Verdict.NO_RULE).any(axis=0)
        return tuple(
            line for line in self._all_lines if line.id not in shown and silent[self.column[line.id]]
        )

    @cached_property
    def _all_lines(self) -> tuple[RuleLine, ...]:
        return tuple(line for line in self.book.rule_lines if line.id in self.column)

    def lines_for(self, kind: str) -> tuple[RuleLine, ...]:
        """The lines of ``person``, ``unit`` or ``household``."""
        return tuple(line for line in self.lines if line.subject_kind == kind)

    def line(self, id: str) -> RuleLine | None:
        return next((line for line in self._all_lines if line.id == id), None)

    @cached_property
    def of_police(self) -> bool:
        """Whether the agency is one of the police, who call some honours otherwise."""
        forces = Counter(unit.force for unit in self.facts.units)
        return bool(forces) and forces.most_common(1)[0][0] == Force.POLICE

    def name(self, line: RuleLine) -> str:
        return line.police_name if self.of_police and line.police_name else line.name

    def short_name(self, line: RuleLine) -> str:
        """For the head of a column."""
        if self.of_police and line.police_name:
            return line.police_name.replace("Chiến sĩ thi đua", "CSTĐ").replace("Công an nhân dân", "CAND")
        return self.book.honours[line.honour].short

    # ---- parts --------------------------------------------------------------------------------

    def kind(self, kind: str) -> Part:
        """All subjects of one kind: ``person``, ``unit`` or ``household``."""
        found: Part = self.kinds == ("person", "unit", "household").index(kind)
        return found

    @property
    def everything(self) -> Part:
        return np.ones(len(self.verdicts.subjects), dtype=np.bool_)

    def rows_of(self, subjects: Iterable[str]) -> Part:
        part = np.zeros(len(self.verdicts.subjects), dtype=np.bool_)
        part[[self.row[subject] for subject in subjects if subject in self.row]] = True
        return part

    @cached_property
    def homes(self) -> dict[str, str]:
        """Person → the unit of his main post on 31/12 of the review year, or of the last one before."""
        found = {}
        for person, posts in self.index.posts.items():
            begun = [post for post in posts if post.start.year <= self.year]
            if begun:
                found[person] = max(begun, key=lambda post: (post.start, post.unit)).unit
        return found | self.index.homes(self.year)

    @cached_property
    def _tree(self) -> tuple[dict[str, tuple[int, int]], NDArray[np.int32]]:
        """Unit → its span of places in a walk of the tree, and each row's place (-1 outside it)."""
        spans: dict[str, tuple[int, int]] = {}
        place = 0

        def walk(unit: str) -> None:
            nonlocal place
            first, place = place, place + 1
            spans[unit] = (first, place)
            for child in sorted(self.index.children.get(unit, ())):
                if child not in spans:
                    walk(child)
            spans[unit] = (first, place)

        for unit in self.facts.units:
            if unit.parent is None or unit.parent not in self.index.units:
                walk(unit.id)
        at = np.full(len(self.verdicts.subjects), -1, dtype=np.int32)
        for person in self.facts.persons:
            home = self.homes.get(person.id)
            if home in spans:
                at[self.row[person.id]] = spans[home][0]
        for unit in self.facts.units:
            at[self.row[unit.id]] = spans.get(unit.id, (-1, -1))[0]
        return spans, at

    def below(self, unit: str) -> Part:
        """The people who serve in a unit or anywhere below it, and those units themselves."""
        spans, at = self._tree
        first, last = spans.get(unit, (0, 0))
        part: Part = (at >= first) & (at < last)
        return part

    def persons_in(self, part: Part) -> frozenset[str]:
        return frozenset(self.verdicts.subjects[k] for k in np.flatnonzero(part & self.kind("person")))

    def of_sex(self, sex: Sex) -> Part:
        return self.rows_of(person.id for person in self.facts.persons if person.sex == sex)

    def of_force(self, force: Force) -> Part:
        """People and units of one force (lực lượng)."""
        every: list[Person | Unit] = [*self.facts.persons, *self.facts.units]
        return self.rows_of(subject.id for subject in every if subject.force == force)

    def named(self, text: str) -> Part:
        """People and units whose folded name holds every word of the text, or whose number begins with it."""
        words, code = fold(text).split(), text.strip().lower()
        return self.rows_of(
            subject
            for subject, folded in self._folded.items()
            if all(word in folded for word in words) or (code and subject.lower().startswith(code))
        )

    @cached_property
    def _folded(self) -> dict[str, str]:
        every: list[Person | Unit | Household] = [
            *self.facts.persons,
            *self.facts.units,
            *self.facts.households,
        ]
        return {subject.id: fold(subject.name) for subject in every}

    # ---- answers ------------------------------------------------------------------------------

    def verdict(self, subject: str, line: str) -> Verdict:
        return Verdict(int(self.verdicts.statuses[self.row[subject], self.column[line]]))

    def with_verdict(self, line: str, verdicts: Sequence[Verdict]) -> Part:
        found: Part = np.isin(self.verdicts.statuses[:, self.column[line]], verdicts)
        return found

    def counts(self, line: str, part: Part) -> Counts:
        column = self.verdicts.statuses[part, self.column[line]]
        return Counts(*np.bincount(column, minlength=len(Verdict))[list(SHOWN)].tolist())

    def counts_of(self, part: Part) -> dict[str, Counts]:
        """Counts of every line that somebody was assessed under."""
        return {line.id: self.counts(line.id, part) for line in self.lines}

    def explain(self, subject: str, line: str) -> Explanation:
        return self.verdicts.explain(subject, line)

    def step(self, subject: str, line: str) -> OneStep:
        return OneStep(int(self.steps[self.row[subject], self.column[line]]))

    def earliest_year(self, subject: str, line: str) -> int | None:
        return int(self.earliest[self.row[subject], self.column[line]]) or None

    def subject(self, id: str) -> Person | Unit | Household:
        """The record behind a subject.

        Raises:
            KeyError: the run holds no such subject.
        """
        return self.verdicts.subject(id)

    @cached_property
    def places(self) -> dict[str, int]:
        """Subject → its place in a list: people by given name, then family name; units by code."""

        def key(subject: str) -> tuple[bool, list[str], list[str], str]:
            if subject in self.index.units:
                return True, [], [], subject
            words = self._folded[subject].split()
            return False, words[-1:], words, subject

        return {subject: place for place, subject in enumerate(sorted(self._folded, key=key))}

    def streak(self, subject: str, honour: str) -> int:
        """Consecutive years with an honour, ending in the review year or the one before."""
        years = {g.year for g in self.index.grants.get(subject, ()) if g.honour == honour}
        end = self.year if self.year in years else self.year - 1
        length = 0
        while end - length in years:
            length += 1
        return length

    def gaps(
        self, line: str, part: Part, status: Verdict | None = None, *, own: bool = False
    ) -> list[tuple[str, int]]:
        """What subjects of a part lack for a line, most frequent first, with how many lack it.

        Args:
            status: only what is ``UNMET`` or only what is ``UNSURE``; both by default.
            own: leave out criteria that only repeat the answer of another line.
        """
        try:
            table = self._table(line)
        except LookupError:  # nobody stands under a rule of this line
            return []
        verdicts = (Verdict.UNMET, Verdict.UNSURE) if status is None else (status,)
        asked = part & self.with_verdict(line, verdicts)
        rows = asked[[self.row[subject] for subject in table.subjects]]
        leaves = dict(zip(map(id, table.rule.criterion.leaves()), table.status[rows].T, strict=True))
        found = Counter[str]()
        for item in _flat(table.rule.criterion):
            if own and any(isinstance(leaf, Meets) for leaf in item.leaves()):
                continue
            answers = _status(item, leaves)
            found[_phrase(item)] += int((answers < 2 if status is None else answers == status).sum())
        return [(words, count) for words, count in found.most_common() if count]

    def _table(self, line: str) -> RuleTable:
        if line not in self._tables:
            self._tables[line] = self.verdicts.table(line)
        return self._tables[line]

    @cached_property
    def _tables(self) -> dict[str, RuleTable]:
        return {}


def _flat(criterion: Criterion) -> list[Criterion]:
    """The criteria that must all be met, without the groups that only join them."""
    if isinstance(criterion, Group) and criterion.mode == "all":
        return [part for item in criterion.items for part in _flat(item)]
    return [criterion]


def _status(criterion: Criterion, leaves: dict[int, NDArray[np.uint8]]) -> NDArray[np.uint8]:
    if not isinstance(criterion, Group):
        return leaves[id(criterion)]
    join = np.minimum if criterion.mode == "all" else np.maximum
    found: NDArray[np.uint8] = join.reduce([_status(item, leaves) for item in criterion.items])
    return found


def _phrase(criterion: Criterion) -> str:
    if not isinstance(criterion, Group):
        return sentence(next(criterion.leaves()).phrase)
    first = _phrase(criterion.items[0])
    if criterion.mode == "all":
        return criterion.label or " và ".join(_phrase(item) for item in criterion.items)
    return criterion.label or f"{first}; hoặc {len(criterion.items) - 1} cách khác"
