"""Who is one step short of an honour: one record, or one conclusion, and the criteria would be met."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.careers import Career
from vinhdanh.engine.judging import Verdicts, lines_by_kind, versions_by_person
from vinhdanh.engine.lines import rule_for
from vinhdanh.engine.predicates import Criterion, Group, Leaf
from vinhdanh.engine.predicates.careers import HonourCount
from vinhdanh.engine.predicates.persons import Claim, Meets, TimeLeaf, Undisciplined
from vinhdanh.engine.predicates.units import MembersDisciplined
from vinhdanh.engine.tables import force_context
from vinhdanh.engine.verdict import Verdict

MONTHS_OF_A_YEAR = 12
FAR = 100  # steps: never added up to one
OPEN, FAILING = 100, 101  # one step that waits for people; one that is not met. See ``_steps``


class OneStep(IntEnum):
    """How a subject stands to a line."""

    NONE = 0  # met, far away, or not asked
    OPEN = 1  # only a record or a person's conclusion is missing; nothing speaks against it
    FAILING = 2  # one criterion is not met, by one record


def one_step_short(run: Verdicts, rows: Sequence[int] | None = None) -> NDArray[np.uint8]:
    """``OneStep`` of every subject on every line.

    A step is one year more of what is counted in years, one honour, one work, one member, one conclusion.
    What no later record can mend is never a step: a discipline, an honour that must not have been held.
    Of several ways the shortest counts. A title that another one asks for counts with its own steps.

    Args:
        rows: only these rows of units and households, all subjects by default.
    """
    out = np.zeros(run.statuses.shape, np.uint8)
    lines = lines_by_kind(run.book, run.rule_ids)
    persons = len(run.index.persons)
    if persons and rows is None:
        _of_persons(run, lines["person"], out[:persons])
    for n in range(persons, len(run.subjects)) if rows is None else rows:
        subject = run.subjects[n]
        mine = lines["unit" if subject in run.index.units else "household"]
        wanted = [line for line in mine if run.statuses[n, run.column[line]] <= Verdict.HELD]
        if wanted:
            _of_one(run, run.career(subject), wanted, out[n])
    waiting = np.isin(run.statuses, (Verdict.UNMET, Verdict.UNSURE, Verdict.HELD))
    return np.where(waiting, out, 0).astype(np.uint8)


def _of_persons(run: Verdicts, lines: Sequence[str], out: NDArray[np.uint8]) -> None:
    context, steps = force_context(run), dict[str, Any]()
    for line in lines:
        rules, which, _ = versions_by_person(run, line)
        found = np.full(len(out), FAR * FAILING, np.int32)
        for k, rule in enumerate(rules):
            mine = which == k
            if mine.any():
                found = np.where(mine, _steps(rule.criterion, context, _others(run, steps)), found)
        steps[line] = found
        out[:, run.column[line]] = np.select(
            [found == OPEN, found == FAILING], [OneStep.OPEN, OneStep.FAILING], 0
        )


def _of_one(run: Verdicts, career: Career, lines: Sequence[str], out: NDArray[np.uint8]) -> None:
    steps: dict[str, Any] = {}
    day = run.law_date_of(career.subject.id)
    for line in lines:
        rule = rule_for(run.book, career.subject, line, day)
        if rule is not None:
            found = int(_steps(rule.criterion, career, _others(run, steps)))
            steps[line] = found
            out[run.column[line]] = {OPEN: OneStep.OPEN, FAILING: OneStep.FAILING}.get(found, OneStep.NONE)


Others = Callable[[tuple[str, ...]], Any]


def _others(run: Verdicts, steps: Mapping[str, Any]) -> Others:
    """The fewest steps to one of several honours, of the lines looked at so far; None where none was."""

    def fewest(honours: tuple[str, ...]) -> Any:
        found: Any = None
        for honour in honours:
            for line in run.book.lines_giving.get(honour, ()):
                if line in steps:
                    found = steps[line] if found is None else np.minimum(found, steps[line])
        return found

    return fewest


def _steps(criterion: Criterion, context: Any, others: Others) -> Any:
    """How far a criterion is from being met: 100 a step, and 1 more for each step that is not met (rather
    than open), so that of two ways equally long the one that only waits for people is chosen."""
    if isinstance(criterion, Group):
        parts = [_steps(item, context, others) for item in criterion.items]
        total = parts[0]
        for part in parts[1:]:
            total = total + part if criterion.mode == "all" else np.minimum(total, part)
        return np.minimum(total, FAR * FAILING)
    assert isinstance(criterion, Leaf)
    status = criterion.status(context)
    failing = _failing(criterion, context)
    if isinstance(criterion, Meets):
        asked = others(criterion.honours)
        if asked is not None:
            return np.where(np.equal(status, 2), 0, np.maximum(asked, OPEN))
    return np.select([np.equal(status, 2), np.equal(status, 1)], [0, OPEN], failing)


def _failing(leaf: Leaf, context: Any) -> Any:
    """The steps of a leaf that is not met."""
    if isinstance(leaf, Undisciplined | MembersDisciplined | Claim) or (
        isinstance(leaf, HonourCount) and leaf.never
    ):
        return FAR * FAILING
    if not type(leaf).counts:
        return FAILING
    _, high = leaf.figures(context)
    lacking = np.asarray(leaf.asked_for(context), np.int64) - high
    if isinstance(leaf, TimeLeaf):
        years = -(-lacking // MONTHS_OF_A_YEAR)
        return np.where(years >= 1, np.minimum(years, FAR) * FAILING, FAR * FAILING)  # beyond its upper limit
    return np.clip(lacking, 1, FAR) * FAILING
