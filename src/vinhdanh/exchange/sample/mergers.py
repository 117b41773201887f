"""Two commune stations of the sample become one on 01/07/2025, and their streak goes on in the new one.

Told apart from ``sample_province``: workbooks have no sheet for what became of units, the database has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from vinhdanh.engine.facts import Facts, Grant, Level, Lineage, LineageKind, Post, Unit, YearRating
from vinhdanh.exchange.sample.province import Province
from vinhdanh.exchange.sample.tree import LATE_COMMUNES, REORGANISED, STATIONS

MERGED = date(2025, 7, 1)
STREAK = (2023, 2024)  # both old stations excellent and «quyết thắng»; the new one goes on in 2025
OLD = (("X201", "Công an xã Khuôn Thượng"), ("X202", "Công an xã Khuôn Hạ"))


def with_merger(province: Province) -> Province:
    """The same province, one of whose stations came out of two.

    Raises:
        ValueError: the province has no commune station without teams to tell it of.
    """
    facts = province.facts
    new = _station(facts)
    old = [replace(new, id=code, name=name, valid_to=MERGED - timedelta(days=1)) for code, name in OLD]
    at = next(n for n, unit in enumerate(facts.units) if unit.id == new.id)
    units = [*facts.units]
    units[at : at + 1] = [*old, replace(new, valid_from=MERGED)]
    told = replace(
        facts,
        units=tuple(units),
        posts=tuple(_posts(facts, new, old)),
        ratings=tuple(_ratings(facts, new, old)),
        grants=tuple(_grants(facts, new, old)),
        lineages=(
            *facts.lineages,
            *(Lineage(f"kt-{one.id}", one.id, new.id, LineageKind.MERGED, MERGED) for one in old),
        ),
    )
    return replace(province, facts=told)


def _station(facts: Facts) -> Unit:
    """The first commune station without teams that is older than the merger, and has sent its review in."""
    parents = {unit.parent for unit in facts.units}
    for unit in facts.units:
        old_enough = unit.valid_from is None or unit.valid_from < REORGANISED
        if unit.kind in STATIONS and old_enough and unit.id not in parents and unit.id not in LATE_COMMUNES:
            return unit
    for unit in facts.units:  # a small province has young stations only
        if unit.kind in STATIONS and unit.id not in parents and unit.id not in LATE_COMMUNES:
            return replace(unit, valid_from=None)
    raise ValueError("tỉnh mẫu không có công an xã nào không chia tổ")


def _posts(facts: Facts, new: Unit, old: list[Unit]) -> Iterator[Post]:
    """People serve by turns in the one and the other old station, and together from the day of the merger."""
    people = sorted({post.person for post in facts.posts if post.unit == new.id})
    home = {person: old[n % len(old)].id for n, person in enumerate(people)}
    for post in facts.posts:
        if post.unit != new.id or post.start >= MERGED:
            yield post
        elif post.end is not None and post.end < MERGED:
            yield replace(post, unit=home[post.person])
        else:
            yield replace(post, unit=home[post.person], end=MERGED - timedelta(days=1))
            yield replace(post, id=f"{post.id}-sn", start=MERGED)


def _ratings(facts: Facts, new: Unit, old: list[Unit]) -> Iterator[YearRating]:
    last = max(STREAK) + 1
    for rating in facts.ratings:
        if rating.subject != new.id:
            yield rating
        elif rating.year not in (*STREAK, last):
            yield from (replace(rating, id=f"{rating.id}-{one.id}", subject=one.id) for one in old)
    for one in old:
        for year in STREAK:
            yield YearRating(f"xl-{one.id}-{year}", one.id, year, Level.EXCELLENT)
    yield YearRating(f"xl-{new.id}-{last}", new.id, last, Level.EXCELLENT)


def _grants(facts: Facts, new: Unit, old: list[Unit]) -> Iterator[Grant]:
    """Older honours were given to the first station; both were «quyết thắng» in the years of the streak."""
    model = {g.year: g for g in facts.grants if g.honour == "DVQT" and g.year in STREAK}
    for grant in facts.grants:
        if grant.subject != new.id:
            yield grant
        elif grant.year < min(STREAK):
            yield replace(grant, subject=old[0].id)
    for one in old:
        for year in STREAK:
            yield replace(model[year], id=f"kt-{one.id}-{year}", subject=one.id, works=())
