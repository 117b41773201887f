"""Weeks make a month and months a year, by the rows of the scale's own table.

What has not been entered yet is not guessed: the answer is then every result that it could still give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations_with_replacement

from vinhdanh.engine.facts import Unassessed
from vinhdanh.people.classing.scale import DEFERRED, LEVELS, Exemption, Row, Scale, YearTable

NOT_ASSESSED = "unassessed"  # the outcome of a year with too few months
UNKNOWN = "?"
OFF = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One week or month of somebody: a class, or why there is none; neither is «not entered yet»."""

    cls: str | None = None
    exemption: str = ""  # code: an exemption that leaves the month without a class
    serving: bool = True  # False: not in the agency then


@dataclass(frozen=True)
class Proposal:
    """What the table gives. ``give`` is None where it can't be said; ``why`` then says why."""

    give: str | None  # a class's code, or NOT_ASSESSED
    row: Row | None = None
    possible: tuple[str, ...] = ()  # every result still open, best first
    counts: Mapping[str, int] = field(default_factory=dict)  # class → entries
    unknown: int = 0
    unassessed: str = ""  # with NOT_ASSESSED: the engine's reason, or DEFERRED

    @property
    def open(self) -> bool:
        return len(self.possible) > 1

    @property
    def outcome(self) -> str:
        """One code: the class or level, the reason for none, DEFERRED, or "" where it can't be said."""
        return self.unassessed if self.give == NOT_ASSESSED else self.give or ""


def derive_month(scale: Scale, weeks: Sequence[Entry]) -> Proposal:
    """The class of a month from its weeks; nothing where the scale has no such table.

    >>> derive_month(scale, [Entry("1"), Entry("1"), Entry("2"), Entry("1")]).give  # doctest: +SKIP
    '1'
    """
    order = tuple(one.code for one in scale.classes)
    return _derive(scale.rows, order, order, 1, weeks)


def derive_year(
    table: YearTable,
    codes: Sequence[str],
    months: Sequence[Entry],
    exemptions: Mapping[str, Exemption],
    *,
    unit: bool = False,
    deferred: bool = False,
) -> Proposal:
    """The level of a year from its months.

    Args:
        codes: the classes of a month, best first.
        months: one entry a month of the year, in any order.
        exemptions: what the codes of exempt months mean.
        unit: of a collective, by its own rows.
        deferred: an inspection or complaint is open, so that the year is considered later.
    """
    if deferred:
        return Proposal(NOT_ASSESSED, counts=_counts(months), unassessed=DEFERRED, possible=(NOT_ASSESSED,))
    rows = table.unit_rows if unit else table.rows
    found = _derive(rows, tuple(codes), tuple(one.code for one in LEVELS), table.least_months, months)
    if found.give != NOT_ASSESSED:
        return found
    reason = _reason(months, exemptions)
    return Proposal(NOT_ASSESSED, None, found.possible, found.counts, found.unknown, reason)


def derive_service(table: YearTable, months: int, *, deferred: bool = False) -> Proposal:
    """What can be said of a year that is not made of months: only that it was too short, or is deferred.

    Args:
        months: whole months of service in the year.
    """
    if deferred:
        return Proposal(NOT_ASSESSED, unassessed=DEFERRED, possible=(NOT_ASSESSED,))
    if months < table.least_months:
        reason = Unassessed.UNDER_MONTHS.value
        return Proposal(NOT_ASSESSED, unassessed=reason, possible=(NOT_ASSESSED,))
    return Proposal(None)


def _derive(
    rows: tuple[Row, ...],
    codes: tuple[str, ...],
    order: tuple[str, ...],
    least: int,
    entries: Sequence[Entry],
) -> Proposal:
    counts = _counts(entries)
    unknown = sum(e.cls is None and not e.exemption and e.serving for e in entries)
    if not rows:
        return Proposal(None, counts=counts, unknown=unknown)
    known = tuple(counts.get(code, 0) for code in codes)
    results = _outcomes(rows, codes, known, unknown, max(least, 1))
    possible = tuple(sorted(results - {""}, key=lambda code: (*order, NOT_ASSESSED).index(code)))
    if len(results) > 1 or not possible:
        return Proposal(None, possible=possible, counts=counts, unknown=unknown)
    row = next((row for row in rows if row.fits(counts)), None) if not unknown else None
    given = possible[0]
    return Proposal(given, row if given != NOT_ASSESSED else None, possible, counts, unknown)


def _counts(entries: Iterable[Entry]) -> dict[str, int]:
    return dict(Counter(e.cls for e in entries if e.cls is not None))


@lru_cache(maxsize=20_000)
def _outcomes(
    rows: tuple[Row, ...], codes: tuple[str, ...], known: tuple[int, ...], unknown: int, least: int
) -> frozenset[str]:
    """Every result that the unknown entries may still lead to; "" where no row fits."""
    return frozenset(_result(rows, codes, counts, least) for counts in _completions(known, unknown))


def _completions(known: tuple[int, ...], unknown: int) -> Iterator[tuple[int, ...]]:
    """The counts after each way of filling the unknown entries: with a class, or with none."""
    for filled in combinations_with_replacement(range(len(known) + 1), unknown):
        counts = list(known)
        for at in filled:
            if at < len(known):
                counts[at] += 1
        yield tuple(counts)


def _result(rows: tuple[Row, ...], codes: tuple[str, ...], counts: tuple[int, ...], least: int) -> str:
    if sum(counts) < least:
        return NOT_ASSESSED
    numbers = dict(zip(codes, counts, strict=True))
    return next((row.give for row in rows if row.fits(numbers)), "")


def _reason(months: Sequence[Entry], exemptions: Mapping[str, Exemption]) -> str:
    """Why a year has too few months: the one ground of all its empty months, or simply too few."""
    grounds = {exemptions[e.exemption].year for e in months if e.exemption in exemptions}
    away = any(not e.serving for e in months)
    if len(grounds) == 1 and not away:
        return grounds.pop()
    return Unassessed.UNDER_MONTHS.value
