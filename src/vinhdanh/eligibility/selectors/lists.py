"""The list behind a figure: which people or units, in which order, and what a row says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from vinhdanh.eligibility.results import Part, Results
from vinhdanh.eligibility.selectors.tree import kind_name
from vinhdanh.eligibility.telling import why
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import Post, Unit
from vinhdanh.engine.wording import LEVELS, sentence


@dataclass(frozen=True)
class Query:
    """What a list asks for. Empty means all."""

    line: str = ""
    unit: str = ""
    verdicts: tuple[Verdict, ...] = ()
    text: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One person or unit in a list about one line."""

    id: str
    name: str
    sub: str  # rank and post, or kind of unit
    unit: str
    verdict: Verdict
    streak: int
    why: str  # empty when the rule is met
    earliest: int | None
    is_unit: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the common list: where, and how many lines have which answer."""

    id: str
    name: str
    sub: str
    unit: str
    level: str
    met: tuple[str, ...]
    unsure: tuple[str, ...]
    held: bool


def matching(results: Results, part: Part, query: Query) -> list[str]:
    """Subjects that a list shows, in its order."""
    if query.unit:
        part = part & results.below(query.unit)
    if query.text:
        part = part & results.named(query.text)
    if query.line and query.verdicts:
        part = part & results.with_verdict(query.line, query.verdicts)
    subjects = [results.verdicts.subjects[k] for k in np.flatnonzero(part)]
    key = query.order.lstrip("-")
    subjects.sort(key=results.places.__getitem__)
    if key in _ORDERS and (query.line or key in ("ten", "don-vi")):
        rank = _ORDERS[key]
        subjects.sort(key=lambda s: rank(results, s, query.line), reverse=query.order.startswith("-"))
    return subjects


_RANKING = {
    verdict: k for k, verdict in enumerate((Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET))
}


_ORDERS: dict[str, Any] = {
    "ten": lambda r, s, line: r.places[s],
    "don-vi": lambda r, s, line: r.homes.get(s, s),
    "ket-qua": lambda r, s, line: _RANKING.get(r.verdict(s, line), 9),
    "nam-lien": lambda r, s, line: r.streak(s, r.book.line(line).honour),
    "som-nhat": lambda r, s, line: r.earliest_year(s, line) or 9999,
}


def subject_rows(
    results: Results, subjects: Iterable[str], line: str, ranks: dict[str, str], within: str = ""
) -> list[SubjectRow]:
    """The rows of one page.

    Args:
        ranks: số hiệu → cấp bậc hàm.
        within: the unit that the whole list is about; its name need not stand in every row.
    """
    honour = results.book.line(line).honour
    rows = []
    for subject in subjects:
        record = results.subject(subject)
        if isinstance(record, Unit):
            above = results.index.units.get(record.parent or "")
            sub, unit = kind_name(record), above.name if above else ""
        else:
            sub = place_text(results, subject, ranks.get(subject, ""))
            unit = unit_name(results, results.homes.get(subject), within)
        verdict = results.verdict(subject, line)
        said = "" if verdict == Verdict.MET else why(results.explain(subject, line))
        rows.append(
            SubjectRow(
                subject,
                record.name,
                sub,
                unit,
                verdict,
                results.streak(subject, honour),
                said,
                results.earliest_year(subject, line),
                isinstance(record, Unit),
            )
        )
    return rows


def person_rows(
    results: Results, subjects: Iterable[str], ranks: dict[str, str], within: str = ""
) -> list[PersonRow]:
    """The rows of one page of people; arguments as for ``subject_rows``."""
    lines = results.lines_for("person")
    columns = [results.column[line.id] for line in lines]
    rows = []
    for subject in subjects:
        given = [Verdict(int(v)) for v in results.verdicts.statuses[results.row[subject], columns]]
        named = {
            verdict: tuple(
                results.short_name(line) for line, v in zip(lines, given, strict=True) if v == verdict
            )
            for verdict in (Verdict.MET, Verdict.UNSURE)
        }
        rating = next((r for r in results.index.ratings.get(subject, ()) if r.year == results.year), None)
        level = sentence(LEVELS[rating.level]) if rating and rating.level is not None else ""
        rows.append(
            PersonRow(
                subject,
                results.subject(subject).name,
                place_text(results, subject, ranks.get(subject, "")),
                unit_name(results, results.homes.get(subject), within),
                level.removesuffix(" nhiệm vụ"),
                named[Verdict.MET],
                named[Verdict.UNSURE],
                Verdict.HELD in given,
            )
        )
    return rows


def latest_post(results: Results, person: str) -> Post | None:
    """The main post on 31/12 of the review year, or the last one before."""
    posts = [p for p in results.index.posts.get(person, ()) if p.start.year <= results.year]
    return max(posts, key=lambda p: (p.start, p.unit), default=None)


def place_text(results: Results, person: str, rank: str) -> str:
    """«Thiếu tá, Đội phó»."""
    post = latest_post(results, person)
    return ", ".join(part for part in (rank, post.title if post else "") if part)


def unit_name(results: Results, unit: str | None, within: str = "") -> str:
    """A unit with the one above it: «Đội Đào tạo, Phòng Tổ chức cán bộ».

    The agency itself is left out, and so are ``within`` and what stands above it, unless nothing remains.
    """
    chain = results.index.above(unit)
    shown = chain[: chain.index(within)] if within in chain else chain[:-1]
    return ", ".join(results.index.units[id].name for id in (shown or chain[:1])[:2])
