"""The workbook of results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from os import getpid
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine import Verdict, Verdicts, earliest_years
from vinhdanh.exchange.reading import Problem, Progress
from vinhdanh.exchange.results.lines import SHOWN, write_line
from vinhdanh.exchange.results.notes import SUBJECTS, Tables, write_problems, write_summary
from vinhdanh.exchange.results.people import people_of
from vinhdanh.exchange.results.xlsx import XlsxWriter


def write_results(
    path: str | Path,
    verdicts: Verdicts,
    problems: Sequence[Problem],
    *,
    earliest: NDArray[np.int16] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write a run as a workbook: a summary, a sheet for each line with anybody in scope, the data problems.

    The file appears whole or not at all. The same run gives the same bytes.

    Args:
        earliest: as `earliest_years` gives it; computed here when it is not at hand.

    Raises:
        OSError: the file cannot be written.
    """
    tell = progress or (lambda what, done, of: None)
    if earliest is None:
        tell("Tính năm sớm nhất", 0, 1)
        earliest = earliest_years(verdicts)
    tables = _tables(verdicts, tell)
    path = Path(path)
    unfinished = path.with_name(f".{path.name}.{getpid()}")
    try:
        with XlsxWriter(unfinished) as writer:
            write_summary(writer, verdicts, tables, problems)
            people = people_of(verdicts, writer)
            held_by = _held_by(verdicts)
            named = sheet_names(verdicts, tables)
            for done, (name, (line, table)) in enumerate(zip(named, tables, strict=True)):
                tell(f"Ghi trang {name}", done, len(tables))
                write_line(writer, name, verdicts, line, table, people, earliest, held_by)
            write_problems(writer, problems)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    tell("Ghi xong", 1, 1)


def _tables(verdicts: Verdicts, tell: Progress) -> Tables:
    """Every version of every line under which anybody stands, in the catalogue's order."""
    counts = verdicts.counts()
    lines = [line for line in verdicts.rule_ids if any(counts[line][v] for v in SHOWN)]
    tables: Tables = []
    for done, line in enumerate(lines):
        tell("Lập bảng tiêu chí", done, len(lines))
        tables += [(line, table) for table in verdicts.tables(line)]
    return tables


def sheet_names(verdicts: Verdicts, tables: Tables) -> list[str]:
    """A short name for each table's sheet, longer only where names would be the same."""
    book = verdicts.book
    lines = [book.line(line) for line, _ in tables]
    short = [book.honours[line.honour].short for line in lines]
    named = [f"{name} {SUBJECTS[line.subject_kind]}" for name, line in zip(short, lines, strict=True)]
    by_id = [line.id for line in lines]
    by_text = [f"{line} {table.rule.article.instrument.short}" for line, table in tables]
    counts = [Counter(names) for names in (short, named, by_id)]
    return [
        next((name for name, count in zip(names, counts, strict=False) if count[name] == 1), names[-1])
        for names in zip(short, named, by_id, by_text, strict=True)
    ]


def _held_by(verdicts: Verdicts) -> dict[str, str]:
    """Why consideration of a subject is deferred."""
    found = {}
    for n in np.flatnonzero((verdicts.statuses == Verdict.HELD).any(axis=1)).tolist():
        id = verdicts.subjects[n]
        grounds = verdicts.book.deferral_grounds(verdicts.law_date_of(id))
        found[id] = "; ".join(evidence.text for evidence in verdicts.career(id).held_by(grounds))
    return found
