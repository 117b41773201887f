"""Figures of one line for all its subjects at once: what a sheet of results shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.columns import columns_of
from vinhdanh.engine.explaining import criterion_result, short_of
from vinhdanh.engine.force import ForceContext
from vinhdanh.engine.judging import Verdict, Verdicts, rule_for
from vinhdanh.engine.lawfiles import cite
from vinhdanh.engine.predicates import Group, Leaf
from vinhdanh.engine.predicates.criteria import Criterion
from vinhdanh.engine.rules import Rule


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
    found: list[list[str]]  # the figures in words
    missing: list[str]


def table(run: Verdicts, line: str) -> RuleTable:
    """The table of one line, for the version that most of its subjects stand under.

    Raises:
        KeyError: for a line that was not judged.
        LookupError: when no subject of the run stands under any version of the line.
    """
    rule, rows = _rows_of(run, line)
    leaves = list(rule.criterion.leaves())
    n, k = len(rows), len(leaves)
    status = np.zeros((n, k), np.uint8)
    low, high = np.zeros((n, k), np.int32), np.zeros((n, k), np.int32)
    asked_texts: list[str] = []
    if run.book.line(line).subject_kind == "person":
        context = force_context(run)
        where = np.array([run.at[subject] for subject in rows])
        for j, leaf in enumerate(leaves):
            status[:, j] = np.broadcast_to(leaf.status(context), (len(run.index.persons),))[where]
            for out, figures in zip((low, high), leaf.figures(context), strict=True):
                out[:, j] = np.broadcast_to(figures, (len(run.index.persons),))[where]
            asked = np.broadcast_to(leaf.asked_for(context), (len(run.index.persons),))[where]
            values = sorted({int(a) for a in asked})
            asked_texts.append(" / ".join(leaf.asked(value) for value in values))
        found = [
            [leaf.found(int(low[i, j]), int(high[i, j])) for j, leaf in enumerate(leaves)] for i in range(n)
        ]
    else:
        found = []
        for i, subject in enumerate(rows):
            career = run.career(subject)
            results = [criterion_result(rule, leaf, career) for leaf in leaves]
            for j, r in enumerate(results):
                status[i, j], low[i, j], high[i, j] = r.verdict, r.found_low or 0, r.found_high or 0
            found.append([r.found for r in results])
        asked_texts = [_unit_asked(leaf) for leaf in leaves]
    columns = tuple(
        CriterionColumn(leaf.phrase, asked_texts[j], cite(leaf.place.clause, rule.article), type(leaf).counts)
        for j, leaf in enumerate(leaves)
    )
    cache: dict[bytes, str] = {}
    missing = []
    asked_of = {id(leaf): text for leaf, text in zip(leaves, asked_texts, strict=True)}
    for i in range(n):
        key = status[i].tobytes() + low[i].tobytes() + high[i].tobytes()
        if key not in cache:
            cells = {id(leaf): (int(status[i, j]), found[i][j]) for j, leaf in enumerate(leaves)}
            cache[key] = "; ".join(_missing(rule.criterion, cells, asked_of))
        missing.append(cache[key])
    return RuleTable(rule, rows, columns, status, low, high, found, missing)


def _rows_of(run: Verdicts, line: str) -> tuple[Rule, tuple[str, ...]]:
    at = run.column[line]
    verdicts = run.statuses[:, at]
    concerned = (verdicts != Verdict.OUT_OF_SCOPE) & (verdicts != Verdict.NO_RULE)
    by_version: dict[Rule, list[str]] = {}
    found: dict[tuple[object, ...], Rule | None] = {}
    for n in np.flatnonzero(concerned):
        subject = run.subject(run.subjects[n])
        day = run.law_date_of(subject.id)
        key = (
            getattr(subject, "force", ""),
            getattr(subject, "category", ""),
            getattr(subject, "tier", ""),
            day,
        )
        if key not in found:
            found[key] = rule_for(run.book, subject, line, day)
        rule = found[key]
        if rule is not None:
            by_version.setdefault(rule, []).append(subject.id)
    if not by_version:
        raise LookupError(f"không ai thuộc đối tượng của {line}")
    rule = max(by_version, key=lambda r: len(by_version[r]))
    return rule, tuple(by_version[rule])


def force_context(run: Verdicts) -> ForceContext:
    """The force of the run as columns, with the statuses it found (kept with the run)."""
    cached = run.__dict__.get("_force_context")
    if isinstance(cached, ForceContext):
        return cached
    columns = columns_of(run.facts, run.year)
    context = ForceContext(columns, run.book.lines_giving, run.book.discipline_year)
    n = len(run.index.persons)
    context.statuses = {rule: run.raw[:n, at] for rule, at in run.column.items()}
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
