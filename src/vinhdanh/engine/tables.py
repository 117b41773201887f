"""Figures of one line for all its subjects at once: what a sheet of results shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.columns import columns_of
from vinhdanh.engine.explaining import criterion_result, measures_result, missing_of, short_of
from vinhdanh.engine.force import ForceContext
from vinhdanh.engine.lawfiles import cite
from vinhdanh.engine.lines import rule_for
from vinhdanh.engine.predicates import Group, Leaf
from vinhdanh.engine.predicates.criteria import Criterion
from vinhdanh.engine.predicates.persons import DISPUTED, Finding
from vinhdanh.engine.rules import Rule
from vinhdanh.engine.verdict import Verdict

if TYPE_CHECKING:
    from vinhdanh.engine.judging import Verdicts


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """One criterion as a column."""

    label: str
    asked: str
    clause: str
    counts: bool  # whether the figures are worth printing as numbers


@dataclass(frozen=True, eq=False)
class RuleTable:
    """All subjects of one version of one line. Rows follow ``subjects``, columns the criteria."""

    rule: Rule
    subjects: tuple[str, ...]
    columns: tuple[CriterionColumn, ...]
    status: NDArray[np.uint8]  # [row, column]: 0, 1, 2
    found_low: NDArray[np.int32]
    found_high: NDArray[np.int32]
    found: list[tuple[str, ...]]  # the figures in words
    missing: list[str]


def tables(run: Verdicts, line: str) -> list[RuleTable]:
    """The tables of one line, one for each version that subjects of the run stand under.

    Raises:
        KeyError: for a line that was not judged.
    """
    return [_table(run, line, rule, subjects) for rule, subjects in _subjects_of(run, line).items()]


def _table(run: Verdicts, line: str, rule: Rule, subjects: Sequence[str]) -> RuleTable:
    leaves = list(rule.criterion.leaves())
    if run.book.line(line).subject_kind == "person":
        status, low, high, found, asked = _figures_of_persons(run, leaves, subjects)
    else:
        status, low, high, found, asked = _figures_of_units(run, rule, leaves, subjects)
    columns = tuple(
        CriterionColumn(leaf.phrase, asked[j], cite(leaf.place.clause, rule.article), type(leaf).counts)
        for j, leaf in enumerate(leaves)
    )
    asked_of = {id(leaf): text for leaf, text in zip(leaves, asked, strict=True)}
    rows = list(zip(*found, strict=True))
    told: dict[object, str] = {}
    missing = []
    for i in range(len(subjects)):
        key = (
            status[i].tobytes(),
            low[i].tobytes(),
            high[i].tobytes(),
            rows[i] if DISPUTED in rows[i] else (),
        )
        if key not in told:
            cells = {id(leaf): (int(status[i, j]), rows[i][j]) for j, leaf in enumerate(leaves)}
            told[key] = "; ".join(_missing(rule.criterion, cells, asked_of))
        missing.append(told[key])
    for i, subject in enumerate(subjects):
        if run.index.measures.get(subject) or run.index.disciplines.get(subject):
            more = measures_result(run.book, run.career(subject), rule, run.law_date_of(subject))
            missing[i] = "; ".join(filter(None, [missing[i], *missing_of(more)]))
    return RuleTable(rule, tuple(subjects), columns, status, low, high, rows, missing)


Figures = tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32], list[list[str]], list[str]]


def _figures_of_persons(run: Verdicts, leaves: Sequence[Leaf], subjects: Sequence[str]) -> Figures:
    context = force_context(run)
    where = np.array([run.at[subject] for subject in subjects], np.intp)
    everyone = (len(run.index.persons),)
    status = np.zeros((len(subjects), len(leaves)), np.uint8)
    low, high = np.zeros(status.shape, np.int32), np.zeros(status.shape, np.int32)
    found, asked_texts = [], []
    for j, leaf in enumerate(leaves):
        status[:, j] = np.broadcast_to(leaf.status(context), everyone)[where]
        for out, figures in zip((low, high), leaf.figures(context), strict=True):
            out[:, j] = np.broadcast_to(figures, everyone)[where]
        asked = np.unique(np.broadcast_to(leaf.asked_for(context), everyone)[where])
        asked_texts.append(" / ".join(leaf.asked(int(value)) for value in asked))
        words: dict[tuple[int, int], str] = {}
        for pair in set(zip(low[:, j].tolist(), high[:, j].tolist(), strict=True)):
            words[pair] = leaf.found(*pair)
        found.append([words[p] for p in zip(low[:, j].tolist(), high[:, j].tolist(), strict=True)])
        if isinstance(leaf, Finding):
            for row in np.flatnonzero(context.disputed(leaf.about)[where]):
                found[j][row] = DISPUTED
    return status, low, high, found, asked_texts


def _figures_of_units(run: Verdicts, rule: Rule, leaves: Sequence[Leaf], subjects: Sequence[str]) -> Figures:
    status = np.zeros((len(subjects), len(leaves)), np.uint8)
    low, high = np.zeros(status.shape, np.int32), np.zeros(status.shape, np.int32)
    found: list[list[str]] = [[] for _ in leaves]
    for i, subject in enumerate(subjects):
        career = run.career(subject)
        for j, leaf in enumerate(leaves):
            result = criterion_result(rule, leaf, career)
            status[i, j], low[i, j], high[i, j] = (
                result.verdict,
                result.found_low or 0,
                result.found_high or 0,
            )
            found[j].append(result.found)
    return status, low, high, found, [_unit_asked(leaf) for leaf in leaves]


def _subjects_of(run: Verdicts, line: str) -> dict[Rule, list[str]]:
    """The subjects of a line by the version they stand under, the commonest version first."""
    verdicts = run.statuses[:, run.column[line]]
    concerned = (verdicts != Verdict.OUT_OF_SCOPE) & (verdicts != Verdict.NO_RULE)
    by_version: dict[Rule, list[str]] = {}
    found: dict[tuple[object, ...], Rule | None] = {}
    for n in np.flatnonzero(concerned):
        subject = run.subject(run.subjects[n])
        day = run.law_date_of(subject.id)
        key = (*(getattr(subject, name, "") for name in ("force", "category", "tier")), day)
        if key not in found:
            found[key] = rule_for(run.book, subject, line, day)
        rule = found[key]
        if rule is not None:
            by_version.setdefault(rule, []).append(subject.id)
    return dict(sorted(by_version.items(), key=lambda item: -len(item[1])))


def force_context(run: Verdicts) -> ForceContext:
    """The force of the run as columns, with the statuses it found (kept with the run)."""
    cached = run.__dict__.get("_force_context")
    if isinstance(cached, ForceContext):
        return cached
    columns = columns_of(run.facts, run.year)
    context = ForceContext(columns, run.book.lines_giving, run.book.discipline_year)
    n = len(run.index.persons)
    context.statuses = {rule: run.raw[:n, at] for rule, at in run.column.items()}
    for row in run.standings:
        career = run.career(run.subjects[row])
        for rule in career.lowered:
            if rule not in context.lowered:
                context.lowered[rule] = context.statuses[rule]
                context.statuses[rule] = context.statuses[rule].copy()
            context.statuses[rule][row] = career.statuses[rule]
    run.__dict__["_force_context"] = context
    return context


def _unit_asked(leaf: Leaf) -> str:
    share = getattr(leaf, "share", None)
    if share is None:
        return leaf.asked(getattr(leaf, "times", getattr(leaf, "at_most", getattr(leaf, "years", 1))))
    return f"{'trên' if getattr(leaf, 'more_than', False) else 'từ'} {float(share * 100):g}%".replace(
        ".", ","
    )


def _missing(criterion: Criterion, cells: dict[int, tuple[int, str]], asked: dict[int, str]) -> list[str]:
    """As ``explaining.missing_of``, from a row of figures."""
    if isinstance(criterion, Group):
        parts = [_missing(item, cells, asked) for item in criterion.items]
        if criterion.mode == "all":
            return [text for part in parts for text in part]
        if any(not part for part in parts):
            return []
        return ["Một trong: " + "; ".join(" và ".join(part) for part in parts)]
    status, found = cells[id(criterion)]
    if status == 2:
        return []
    assert isinstance(criterion, Leaf)
    return [short_of(criterion.phrase, found, asked[id(criterion)], type(criterion).counts)]
