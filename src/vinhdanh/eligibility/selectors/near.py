"""Who comes close: eligible this year or next, one step short, or answered otherwise by another text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vinhdanh.eligibility.results import ASSESSED, Part, Results
from vinhdanh.eligibility.selectors.lists import place_text, unit_name
from vinhdanh.eligibility.telling import Todo, todo, why
from vinhdanh.engine import OneStep, RuleLine, Verdict
from vinhdanh.engine.facts import Force, Unit
from vinhdanh.engine.wording import sentence

Cells = NDArray[np.bool_]  # [subject, line]
LEVELS = ("state", "government", "ministry", "base")  # of honours, the highest first
HALF = 2  # a title that more than half could reach tells nothing about anybody


@dataclass(frozen=True)
class Filters:
    """What a list asks for. Empty means all."""

    unit: str = ""
    line: str = ""
    force: str = ""
    level: str = ""  # of the honour
    text: str = ""
    which: str = ""  # this year or next; record or conclusion; gains or loses


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One title with how many of its subjects a list holds, in two sorts."""

    line: RuleLine
    name: str
    first: int
    second: int
    quiet: bool  # told in the table of titles only: it concerns nearly everybody


@dataclass(frozen=True, slots=True)
class NearRow:
    """One subject and one title."""

    id: str
    name: str
    sub: str
    unit: str
    kind: str
    line: RuleLine
    title: str
    verdict: Verdict
    year: int | None
    step: OneStep
    needs: tuple[Todo, ...]
    other: Verdict | None = None
    why: str = ""
    citation: str = ""

    @property
    def other_label(self) -> str:
        return "" if self.other is None else self.other.label


@dataclass(frozen=True)
class Found:
    """A list before it is cut into pages: pairs of (row, column), and the titles it is about."""

    results: Results
    titles: tuple[TitleRow, ...]
    pairs: list[tuple[int, int]]

    @property
    def quiet(self) -> list[TitleRow]:
        return [title for title in self.titles if title.quiet]


# ---- the three lists ------------------------------------------------------------------------------


def soon(results: Results, part: Part, filters: Filters) -> Found:
    """Who is eligible this year once what is open is settled, or next year at the best course.

    ``which``: ``nay`` this year, ``sau`` next year.
    """
    waiting = _given(results, (Verdict.UNSURE, Verdict.HELD))
    this = waiting & (results.earliest == results.year)
    following = _given(results, (Verdict.UNMET, Verdict.UNSURE, Verdict.HELD)) & (
        results.earliest == results.year + 1
    )
    return _found(results, part, filters, this, following, {"nay": this, "sau": following})


def one_step(results: Results, part: Part, filters: Filters) -> Found:
    """Who lacks one record, or one conclusion. ``which``: ``ho-so`` records, ``ket-luan`` conclusions."""
    failing, open_ = results.steps == OneStep.FAILING, results.steps == OneStep.OPEN
    return _found(results, part, filters, failing, open_, {"ho-so": failing, "ket-luan": open_})


def otherwise(results: Results, other: Results, part: Part, filters: Filters) -> Found:
    """Whose answer differs by another text. ``which``: ``loi`` who gains, ``thiet`` who loses."""
    right = _aligned(results, other)
    left = results.verdicts.statuses
    differs = left != right
    better = differs & (_rank(right) > _rank(left))
    worse = differs & ~better
    return _found(results, part, filters, better, worse, {"loi": better, "thiet": worse}, hush=False)


def _aligned(results: Results, other: Results) -> NDArray[np.uint8]:
    """The other text's answers on the run's lines; its own where the other text has no such line."""
    found = results.verdicts.statuses.copy()
    for line, at in results.column.items():
        if line in other.column:
            found[:, at] = other.verdicts.statuses[:, other.column[line]]
    return found


_RANKS = np.zeros(len(Verdict), np.uint8)
for _at, _verdict in enumerate(
    (Verdict.OUT_OF_SCOPE, Verdict.NO_RULE, Verdict.UNMET, Verdict.HELD, Verdict.UNSURE, Verdict.MET)
):
    _RANKS[_verdict] = _at


def _rank(statuses: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How good an answer is for whom it is given."""
    found: NDArray[np.uint8] = _RANKS[statuses]
    return found


def _given(results: Results, verdicts: Sequence[Verdict]) -> Cells:
    found: Cells = np.isin(results.verdicts.statuses, verdicts)
    return found


def _found(
    results: Results,
    part: Part,
    filters: Filters,
    first: Cells,
    second: Cells,
    sorts: dict[str, Cells],
    *,
    hush: bool = True,
) -> Found:
    """Cut to the part and the filters; quiet titles stay out of the list unless one is asked for."""
    rows = _rows(results, part, filters)
    columns = [at for at, _ in _columns(results, filters)]
    titles, shown = [], []
    assessed = _given(results, ASSESSED)
    for at in columns:
        numbers = int(first[rows, at].sum()), int(second[rows, at].sum())
        if not any(numbers):
            continue
        line = results.book.line(results.verdicts.rule_ids[at])
        whole = int(assessed[rows, at].sum())
        quiet = hush and not filters.line and HALF * sum(numbers) > whole
        titles.append(TitleRow(line, results.name(line), *numbers, quiet))
        if not quiet:
            shown.append(at)
    wanted = sorts.get(filters.which)
    cells = (first | second) if wanted is None else wanted
    where = np.flatnonzero(rows)
    where = where[np.argsort(_places(results)[where], kind="stable")]
    pairs = [(int(row), at) for at in shown for row in where[cells[where, at]]]
    return Found(results, tuple(titles), pairs)


def _rows(results: Results, part: Part, filters: Filters) -> Part:
    if filters.unit:
        part = part & results.below(filters.unit)
    if filters.text:
        part = part & results.named(filters.text)
    if filters.force:
        part = part & results.of_force(Force(filters.force))
    return part


def _columns(results: Results, filters: Filters) -> list[tuple[int, RuleLine]]:
    lines = [(results.column[line.id], line) for line in results.book.rule_lines if line.id in results.column]
    honours = results.book.honours
    chosen = [
        (at, line)
        for at, line in lines
        if filters.line in ("", line.id) and filters.level in ("", honours[line.honour].level)
    ]
    return sorted(chosen, key=lambda pair: LEVELS.index(honours[pair[1].honour].level))


def _places(results: Results) -> NDArray[np.int32]:
    return np.array([results.places[subject] for subject in results.verdicts.subjects], np.int32)


# ---- rows -----------------------------------------------------------------------------------------


def near_rows(
    results: Results,
    pairs: Iterable[tuple[int, int]],
    ranks: dict[str, str],
    other: Results | None = None,
    *,
    brief: bool = False,
    foreseen: bool = False,
) -> list[NearRow]:
    """The rows of one page, with what is still needed.

    Args:
        other: another text, to tell what it answers and why.
        brief: without what is needed: ``missing_words`` tells that of thousands.
        foreseen: say of a later year that it must be as good as can be.
    """
    found = []
    for row, column in pairs:
        subject, line = results.verdicts.subjects[row], results.book.line(results.verdicts.rule_ids[column])
        needs = () if brief or other else _needs(results, subject, line.id, foreseen)
        beside = other.explain(subject, line.id) if other and line.id in other.column else None
        found.append(
            NearRow(
                subject,
                results.subject(subject).name,
                *_where(results, subject, ranks),
                line.subject_kind,
                line,
                results.name(line),
                results.verdict(subject, line.id),
                results.earliest_year(subject, line.id),
                results.step(subject, line.id),
                needs,
                beside.verdict if beside is not None else None,
                sentence(why(beside)) if beside else "",
                beside.citation.text if beside and beside.citation else "",
            )
        )
    return found


def _needs(results: Results, subject: str, line: str, foreseen: bool) -> tuple[Todo, ...]:
    found = tuple(todo(results.explain(subject, line).criteria))
    earliest = results.earliest_year(subject, line)
    later = foreseen and earliest is not None and earliest > results.year
    return (Todo(f"Năm {earliest} đạt mức cao nhất ở mọi tiêu chí"), *found) if later else found


def _where(results: Results, subject: str, ranks: dict[str, str]) -> tuple[str, str]:
    """Rank and post with the unit; of a unit, the one above it."""
    record = results.subject(subject)
    if isinstance(record, Unit):
        above = results.index.units.get(record.parent or "")
        return "", above.name if above else ""
    return place_text(results, subject, ranks.get(subject, "")), unit_name(
        results, results.homes.get(subject)
    )


def missing_words(results: Results, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """What each pair lacks, in words; all of a title at once, so that thousands take little longer."""
    wanted: dict[int, set[int]] = {}
    for row, column in pairs:
        wanted.setdefault(column, set()).add(row)
    found = {}
    for column, rows in wanted.items():
        for table in results.verdicts.tables(results.verdicts.rule_ids[column]):
            for subject, missing in zip(table.subjects, table.missing, strict=True):
                row = results.row[subject]
                if row in rows:
                    found[row, column] = missing
    return found
