"""Units: their yearly level and titles, which follow from what their people did that year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random

from vinhdanh.engine.facts import DisciplineForm, Force, Level, Merit, Unit, UnitTier
from vinhdanh.exchange.sample.career import YEAR, YEARS, Career, Register
from vinhdanh.exchange.sample.decisions import CHAIRMAN, DIRECTOR, MINISTER, PRIME_MINISTER, Decisions
from vinhdanh.exchange.sample.tree import PASSAGE_UNIT, Tree

MEMBERS_AT_LEAST = 3
DAYS_AT_LEAST = 270  # a unit that is younger at the end of the year is not rated


@dataclass(slots=True)
class Tally:
    """A unit's members on 31/12 of one year."""

    members: int = 0
    failed: int = 0
    advanced: int = 0  # CSTT or LĐTT
    fighters: int = 0  # CSTĐ cơ sở
    warned: int = 0

    def all_completed(self) -> bool:
        return self.failed == 0

    def mostly_advanced(self) -> bool:
        """70 in 100 of all members, the assessed and the others."""
        return 100 * self.advanced >= 70 * self.members


def tally(tree: Tree, careers: list[Career]) -> dict[tuple[str, int], Tally]:
    """Every unit's people of every year, whole subtree."""
    found: dict[tuple[str, int], Tally] = defaultdict(Tally)
    chains = {unit.id: tree.above(unit.id) for unit in tree.units}
    for career in careers:
        advanced = set(career.held.get("CSTT", ())) | set(career.held.get("LDTT", ()))
        fighters = set(career.held.get("CSTD_CS", ()))
        for year, home in career.unit_of.items():
            failed = career.level(year) is Level.FAILED
            warned = career.disciplined.get(year, 0) >= DisciplineForm.WARNING
            for unit in chains[home]:
                row = found[unit, year]
                row.members += 1
                row.failed += failed
                row.warned += warned
                row.advanced += year in advanced
                row.fighters += year in fighters
    return found


def honour_units(
    register: Register, tree: Tree, decisions: Decisions, careers: list[Career]
) -> dict[tuple[str, int], Level]:
    """Ratings and honours of units, but for PX01 and its đội in 2025. Returns the ratings."""
    rng = register.stream("units")
    tallies = tally(tree, careers)
    levels: dict[tuple[str, int], Level] = {}
    for year in YEARS:
        rated = [u for u in tree.units if _rated(u, year) and tallies[u.id, year].members >= MEMBERS_AT_LEAST]
        winners = []
        for unit in rated:
            if year == YEAR and unit.id.startswith(PASSAGE_UNIT):
                continue
            level = _level(rng, tallies[unit.id, year])
            levels[unit.id, year] = level
            register.rate(unit.id, year, level)
            won = _title(register, rng, decisions, unit, year, level, tallies[unit.id, year])
            if won and unit.tier is UnitTier.BASE:
                winners.append(unit.id)
            _certificates(register, rng, decisions, unit, year, levels)
        for unit_id in rng.sample(winners, min(3, len(winners))):
            register.grant(unit_id, "CO_BO", year, decisions.yearly("CO_BO", year, MINISTER))
        if year in (2016, 2019, 2022) and winners:
            decision = decisions.yearly("CO_CP", year, PRIME_MINISTER)
            register.grant(rng.choice(winners), "CO_CP", year, decision)
    return levels


def _rated(unit: Unit, year: int) -> bool:
    if unit.force is Force.GRASSROOTS or unit.tier is UnitTier.PROVINCE:
        return False
    last = date(year, 12, 31)
    if unit.valid_to is not None and unit.valid_to < last:
        return False
    return unit.valid_from is None or (last - unit.valid_from).days >= DAYS_AT_LEAST


def _level(rng: Random, row: Tally) -> Level:
    draw = rng.random()
    if row.all_completed() and draw < 0.34:
        return Level.EXCELLENT
    return Level.GOOD if draw < 0.945 else Level.COMPLETED if draw < 0.997 else Level.FAILED


def _title(
    register: Register, rng: Random, decisions: Decisions, unit: Unit, year: int, level: Level, row: Tally
) -> bool:
    """The higher title where it is met and chosen, else the lower. True for the higher."""
    civil = unit.force is Force.CIVIL
    if level is Level.EXCELLENT and row.mostly_advanced() and row.fighters and rng.random() < 0.8:
        honour = "TTLDXS" if civil else "DVQT"
        register.grant(unit.id, honour, year, decisions.yearly(honour, year))
        return not civil
    if level >= Level.GOOD and row.mostly_advanced() and not row.warned and rng.random() < 0.82:
        honour = "TTLDTT" if civil else "DVTT"
        register.grant(unit.id, honour, year, decisions.yearly(honour, year))
    return False


def _certificates(
    register: Register,
    rng: Random,
    decisions: Decisions,
    unit: Unit,
    year: int,
    levels: dict[tuple[str, int], Level],
) -> None:
    if levels[unit.id, year] < Level.GOOD:
        return
    twice = all(levels.get((unit.id, y)) is Level.EXCELLENT for y in (year - 1, year))
    if twice and unit.tier is UnitTier.BASE and rng.random() < 0.4:
        register.grant(unit.id, "BK_BO", year, decisions.batch(Merit.CONG_TRANG, year, MINISTER))
    elif rng.random() < 0.02:
        decision = decisions.batch(Merit.DOT_XUAT, year, CHAIRMAN)
        register.grant(unit.id, "BK_BO", year, decision, Merit.DOT_XUAT)
    if rng.random() < 0.1:
        merit = rng.choices((Merit.CONG_TRANG, Merit.DOT_XUAT, Merit.PHONG_TRAO), (3, 5, 2))[0]
        register.grant(unit.id, "GK", year, decisions.batch(merit, year, DIRECTOR), merit)
