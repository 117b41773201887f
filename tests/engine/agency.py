"""Small agencies for tests: a police person with a full career, a unit with members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vinhdanh.engine import (
    Facts,
    Finding,
    Force,
    Grant,
    Level,
    Merit,
    Person,
    Post,
    Unit,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)

LEVELS = {"x": Level.EXCELLENT, "g": Level.GOOD, "c": Level.COMPLETED, "f": Level.FAILED}


def person(id: str = "A", **fields: object) -> Person:
    return Person(id, f"Người {id}", Force.POLICE, joined=date(2005, 3, 1), **fields)  # type: ignore[arg-type]


def ratings(subject: str, last: int, levels: str) -> tuple[YearRating, ...]:
    """One letter a year, ending in ``last``: x excellent, g good, c completed, f failed, - none."""
    first = last - len(levels) + 1
    return tuple(
        YearRating(f"rating:{subject}:{first + n}", subject, first + n, LEVELS[letter])
        for n, letter in enumerate(levels)
        if letter != "-"
    )


def grants(subject: str, honour: str, years: Iterable[int], **fields: object) -> tuple[Grant, ...]:
    return tuple(Grant(f"grant:{subject}:{honour}:{y}", subject, honour, y, **fields) for y in years)  # type: ignore[arg-type]


def work(subject: str, year: int, scope: WorkScope = WorkScope.BASE, id: str = "", *others: str) -> Work:
    return Work(id or f"work:{subject}:{year}", (subject, *others), WorkKind.INITIATIVE, year, scope)


def findings(subject: str, year: int, *about: str, covers: bool = False) -> tuple[Finding, ...]:
    return tuple(
        Finding(f"finding:{subject}:{a}", subject, a, year, True, covers_members=covers, by="Hội đồng")
        for a in about
    )


def member_of(unit: str, *persons: Person, since: int = 2015) -> tuple[Post, ...]:
    return tuple(Post(f"post:{p.id}:{unit}", p.id, unit, date(since, 1, 1)) for p in persons)


def unit(id: str = "U", parent: str | None = None, **fields: object) -> Unit:
    return Unit(id, f"Đơn vị {id}", Force.POLICE, parent=parent, **fields)  # type: ignore[arg-type]


CHAIN = Facts(
    persons=(person(),),
    ratings=ratings("A", 2025, "xxxx"),
    grants=grants("A", "CSTT", range(2020, 2026)) + grants("A", "CSTD_CS", (2023, 2024, 2025)),
    works=(work("A", 2025, WorkScope.MINISTRY),),
    findings=findings("A", 2025, "conduct", "outstanding"),
)
"""One officer with three CSTĐ cơ sở running and a work of ministry reach: meets CSTD_BO in 2025."""

DOT_XUAT = Merit.DOT_XUAT
