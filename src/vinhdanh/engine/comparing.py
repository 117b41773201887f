"""Whose verdict changes between two texts, and what falls when an honour is annulled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from vinhdanh.engine.facts import Facts, Grant, GrantState
from vinhdanh.engine.judging import Verdicts
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.rejudging import judge_some, touched_of
from vinhdanh.engine.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """One subject whose verdict on one line differs between two runs."""

    subject: str
    rule: str
    before: Verdict
    after: Verdict


def compare(before: Verdicts, after: Verdicts) -> list[Change]:
    """Every verdict that differs, for subjects and lines that both runs judged.

    The runs may differ in the law date, the texts loaded, or the facts.
    """
    rules = [r for r in before.rule_ids if r in after.column]
    subjects = [s for s in before.subjects if s in after.at]
    if not rules or not subjects:
        return []
    left = before.statuses[np.ix_([before.at[s] for s in subjects], [before.column[r] for r in rules])]
    right = after.statuses[np.ix_([after.at[s] for s in subjects], [after.column[r] for r in rules])]
    return [
        Change(subjects[i], rules[j], Verdict(int(left[i, j])), Verdict(int(right[i, j])))
        for i, j in zip(*np.nonzero(left != right), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Affected:
    """An honour that rests on one that has been annulled."""

    subject: str
    rule: str
    year: int
    grant_id: str  # the honour that must be judged again; empty for one not yet granted
    before: Verdict
    after: Verdict
    why: str


def affected_by(book: LawBook, facts: Facts, grant_id: str, *, year: int | None = None) -> list[Affected]:
    """What must be judged again when one grant is annulled: its subject's later honours, and
    those of the units it counted in, each as it stood and as it would stand without it.

    Chains are followed: an honour that falls takes down what was built on it (R1, khoản 2
    Điều 93 Luật TĐKT). Each year is judged by the law of its own 31/12. Only whom the grant can
    touch is judged. A grant that was annulled already is looked at as if it had stood until now.

    Args:
        year: also look at verdicts of this review year that are not granted yet; the last year
            with any record by default.

    Raises:
        KeyError: for an unknown grant.
    """
    start = {g.id: g for g in facts.grants}[grant_id]
    last = year or max((g.year for g in facts.grants), default=start.year)
    standing = replace(start, state=GrantState.IN_FORCE)
    if standing != start:
        facts = facts.with_grants([standing])
    gone: list[Grant] = [standing]
    without = facts.without_grants([start.id])
    found: list[Affected] = []
    for at in range(start.year, last + 1):
        changed = [("grants", grant, None) for grant in gone]
        touched = touched_of(facts, without, changed, at)
        falling: list[Grant] = []
        before = judge_some(book, facts, touched, year=at, members="grants")
        after = judge_some(book, without, touched, year=at, members="grants")
        for change in compare(before, after):
            if change.after >= change.before or change.before not in (Verdict.MET, Verdict.UNSURE):
                continue
            honour = book.line(change.rule).honour
            if (change.subject, honour, at) == (start.subject, start.honour, start.year):
                continue
            held = _grants_of(facts, change.subject, honour, at)
            if not held and at < last:
                continue
            name = book.line(change.rule).name
            found.append(
                Affected(
                    change.subject,
                    change.rule,
                    at,
                    held[0].id if held else "",
                    change.before,
                    change.after,
                    f"{name} năm {at}: {change.before.label.lower()} → {change.after.label.lower()} khi "
                    f"không còn {book.honours[start.honour].name} năm {start.year}",
                )
            )
            falling += [g for g in held if g not in gone]
        if falling:  # from the next year on they are missing too
            gone += falling
            without = facts.without_grants(g.id for g in gone)
    return found


def _grants_of(facts: Facts, subject: str, honour: str, year: int) -> list[Grant]:
    return [
        g
        for g in facts.grants
        if g.subject == subject and g.honour == honour and g.year == year and g.state == GrantState.IN_FORCE
    ]


def law_changes_on(book: LawBook, first: date, second: date) -> list[tuple[str, str, str]]:
    """What differs in the law between two days: (line, on the first day, on the second).

    Each side names the versions in force, with a mark where the text is past its verified day.
    """

    def told(line: str, day: date) -> str:
        versions = book.versions(line, day)
        if not versions:
            gap = book.gap_for(line, book.line(line).honour, day)
            return "không có quy định" + (f" ({gap.data['why']})" if gap is not None else "")
        return "; ".join(
            f"{v.citation.text} ({v.verified_label.lower()}"
            + (", chưa kiểm chứng ở ngày này" if v.verified_to and day > v.verified_to else "")
            + ")"
            for v in versions
        )

    rows = [(line.id, told(line.id, first), told(line.id, second)) for line in book.rule_lines]
    return [row for row in rows if row[1] != row[2]]
