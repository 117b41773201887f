"""Judging a force given as columns: a million people without records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine.columns import FORCES, ForceColumns
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.force import ForceContext
from vinhdanh.engine.judging import CHUNK, evaluate_versions, order_for
from vinhdanh.engine.lawbook import LawBook


@dataclass(eq=False)
class ColumnVerdicts:
    """Verdicts over columns: no records, so no explanations."""

    rule_ids: tuple[str, ...]
    statuses: NDArray[np.uint8]  # [person, rule]


def judge_columns(
    book: LawBook,
    columns: ForceColumns,
    *,
    rules: Sequence[str] | None = None,
    law_date: date | None = None,
    chunk: int = CHUNK,
) -> ColumnVerdicts:
    """Judge a force given as columns, for the individual titles.

    The columns' ``year`` is the review year. All persons are of one category.
    """
    day = law_date or year_end(columns.year)
    wanted = (
        [line.id for line in book.rule_lines if line.subject_kind == "person"]
        if rules is None
        else list(rules)
    )
    order = [line for line in order_for(book, wanted) if book.line(line).subject_kind == "person"]
    versions = {}
    for line in order:
        mine = [r for r in book.versions(line, day) if not r.categories]
        by_force = np.full(len(FORCES), -1, np.int16)
        for n, rule in reversed(list(enumerate(mine))):
            by_force[[FORCES.index(f) for f in rule.forces] if rule.forces else slice(None)] = n
        versions[line] = mine, by_force
    out = np.empty((len(wanted), columns.n), np.uint8)
    for start in range(0, columns.n, chunk):
        part = slice(start, min(start + chunk, columns.n))
        context = ForceContext(columns, book.lines_giving, book.discipline_year, part)
        force = columns.force[part]
        if (force == force[0]).all():
            force = force[:1]  # one version for all of them
        for line in order:
            mine, by_force = versions[line]
            context.statuses[line] = evaluate_versions(mine, by_force[force], context)
        for n, line in enumerate(wanted):
            out[n, part] = context.statuses[line]
    return ColumnVerdicts(tuple(wanted), out.T)
