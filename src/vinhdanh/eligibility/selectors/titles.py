"""Titles and what they count: who meets each line, and what only people can settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vinhdanh.eligibility.results import Counts, Part, Results
from vinhdanh.engine import RuleLine, Verdict
from vinhdanh.engine.wording import HOLD_GROUNDS, sentence

COMMON = 9  # columns that fit beside a unit's name
RARE = 10  # a line that concerns fewer than one in ten is not shown among the common ones


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the table of titles."""

    line: RuleLine
    name: str
    counts: Counts

    @property
    def blanket(self) -> bool:
        """Whether nearly everybody waits for the same conclusion: nobody has begun to draw it."""
        return not self.counts.met and 2 * self.counts.unsure > self.counts.assessed


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that stands in the way of an answer, with how many it concerns."""

    count: int
    what: str
    where: str
    query: str = ""  # of the list that shows them
    kind: str = "person"


def line_rows(results: Results, part: Part, kind: str) -> list[LineRow]:
    """Counts of every line of one kind of subject, within a part."""
    part = part & results.kind(kind)
    rows = (
        LineRow(line, results.name(line), results.counts(line.id, part)) for line in results.lines_for(kind)
    )
    return [row for row in rows if row.counts.assessed]


def telling_lines(groups: Sequence[Sequence[LineRow]]) -> tuple[list[list[LineRow]], list[LineRow]]:
    """Lines that say something, group by group; then those that nobody meets and nobody can settle."""
    quiet: list[LineRow] = []
    telling: list[list[LineRow]] = []
    for rows in groups:
        said = [row for row in rows if row.counts.met or (row.counts.unsure and not row.blanket)]
        quiet += [row for row in rows if row not in said]
        if said:
            telling.append(said)
    return telling, quiet


def waiting(results: Results, part: Part, limit: int = 6) -> list[Waiting]:
    """What only people can settle: conclusions, confirmations, ratings not yet entered, holds."""
    found: list[Waiting] = []
    persons = part & results.kind("person")
    for line in results.lines:
        inside = part & results.kind(line.subject_kind)
        who = "tập thể" if line.subject_kind == "unit" else "người"
        if LineRow(line, "", results.counts(line.id, inside)).blanket:
            continue
        for what, count in results.gaps(line.id, inside, Verdict.UNSURE, own=True)[:2]:
            where = f"{results.name(line)}, {count} {who}"
            found.append(Waiting(count, what, where, f"dong={line.id}&kq=unsure", line.subject_kind))
    found.sort(key=lambda w: -w.count)
    held = np.flatnonzero((results.verdicts.statuses[persons] == Verdict.HELD).any(axis=1))
    if len(held):
        found.insert(0, Waiting(len(held), "Người đang tạm hoãn xét", _grounds(results, persons), "kq=held"))
    return found[:limit]


def _grounds(results: Results, persons: Part) -> str:
    grounds: Counter[str] = Counter()
    for row in np.flatnonzero(persons & (results.verdicts.statuses == Verdict.HELD).any(axis=1)):
        subject = results.verdicts.subjects[row]
        holds = results.index.holds.get(subject, ())
        running = [h for h in holds if h.closed is None or h.closed.year > results.year]
        grounds[HOLD_GROUNDS[running[0].ground] if running else "đang chịu kỷ luật"] += 1
    return sentence("; ".join(f"{what} ({count})" for what, count in grounds.most_common()))


def unrated(results: Results, part: Part) -> int:
    """People who served to the end of the year and have neither a level nor a reason for none."""
    rated = {r.subject for r in results.facts.ratings if r.year == results.year}
    serving = results.index.homes(results.year)
    mine = part & results.kind("person")
    return sum(
        1 for k in np.flatnonzero(mine) if (s := results.verdicts.subjects[k]) in serving and s not in rated
    )


def common_lines(results: Results, part: Part, kind: str) -> list[RuleLine]:
    """The ``COMMON`` lines that most subjects of a part meet, in the catalogue's order.

    Chiến sĩ thi đua of every degree is always among them; a line that concerns only few never is.
    """
    inside = part & results.kind(kind)
    least = int(inside.sum()) // RARE
    weights = {}
    for line in results.lines_for(kind):
        counts = results.counts(line.id, inside)
        fighter = line.honour.startswith("CSTD")
        if counts.assessed > least and (counts.met or fighter):
            weights[line.id] = (fighter, counts.met)
    chosen = sorted(weights, key=lambda id: weights[id], reverse=True)[:COMMON]
    return [line for line in results.lines_for(kind) if line.id in chosen] or list(results.lines_for(kind))
