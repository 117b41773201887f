"""The years of service: absences, discipline, holds, and the yearly level that follows from them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from vinhdanh.engine.facts import (
    Absence,
    AbsenceKind,
    Discipline,
    DisciplineForm,
    Force,
    Hold,
    HoldGround,
    Level,
    Sex,
    Unassessed,
)
from vinhdanh.exchange.sample.career import FIRST_YEAR, YEAR, YEARS, Career, Register
from vinhdanh.exchange.sample.enlist import THUY
from vinhdanh.exchange.sample.tree import Tree

_EXCELLENT = (0.455, 0.235, 0.085)  # by quality, in 2025
_UNIT_FACTOR = {"PX01": 1.6, "PC07": 0.55, "PX06": 2.1}  # share of excellent years against the whole force

_FORMS = {
    DisciplineForm.REPRIMAND: 11,
    DisciplineForm.WARNING: 6,
    DisciplineForm.PAY_OR_RANK_CUT: 2,
    DisciplineForm.POST_CUT: 1,
}
_GROUNDS = {
    HoldGround.COMPLAINT: 6,
    HoldGround.INSPECTION: 3,
    HoldGround.DISCIPLINE_PENDING: 2,
    HoldGround.PRESS: 1,
}


def serve(register: Register, tree: Tree, careers: list[Career]) -> None:
    """Absences, discipline, holds and ratings of every person, in that order."""
    rng = register.stream("service")
    for career in careers:
        if career.id != THUY and career.force is not Force.GRASSROOTS:
            _absences(register, rng, career)
    _discipline(register, rng, careers)
    _holds(register, rng, careers)
    for career in careers:
        _rate(rng, tree, career)


def record_ratings(register: Register, careers: list[Career]) -> None:
    """Write the yearly levels down, once every fixed history has had its say."""
    for career in careers:
        for year in sorted(career.levels.keys() | career.unassessed.keys()):
            level = career.levels.get(year)
            why = career.unassessed.get(year) if level is None else None
            register.rate(career.id, year, level, why)


def _add_absence(
    register: Register, career: Career, kind: AbsenceKind, start: date, end: date | None
) -> None:
    register.absences.append(Absence(f"vm{len(register.absences) + 1}", career.id, kind, start, end))


def _absences(register: Register, rng: Random, career: Career) -> None:
    busy_until = max(career.first_post, date(FIRST_YEAR, 1, 1))
    if career.sex is Sex.FEMALE and career.role != "chien_si":
        for age in sorted(rng.sample(range(24, 36), rng.choice((1, 2, 2)))):
            start = date(career.born.year + age, rng.randint(1, 12), rng.randint(1, 28))
            end = start + timedelta(days=182)
            if start <= busy_until or start > date(YEAR, 12, 15) or (career.left and end > career.left):
                continue
            _add_absence(register, career, AbsenceKind.MATERNITY, start, end)
            busy_until = end
            longest = start.year if start.month <= 6 else end.year
            if rng.random() < 0.35:
                career.away[longest] = Unassessed.MATERNITY
    if career.category == "nghiep_vu" and rng.random() < 0.07:
        start = date(rng.randint(FIRST_YEAR, YEAR), 9, rng.choice((5, 10, 15)))
        end = date(start.year + rng.choice((1, 2)), 7, 15)
        if start > busy_until and (career.left is None or end < career.left):
            _add_absence(register, career, AbsenceKind.STUDY, start, end if end.year <= YEAR else None)
            career.away.update(dict.fromkeys(range(start.year + 1, end.year), Unassessed.STUDY))
            busy_until = end
    if rng.random() < 0.012:
        start = date(rng.randint(FIRST_YEAR, YEAR), rng.randint(1, 9), rng.randint(1, 28))
        kind = AbsenceKind.INJURY if rng.random() < 0.7 else AbsenceKind.SECONDMENT
        end = start + timedelta(days=rng.randint(20, 120))
        if start > busy_until and (career.left is None or end < career.left):
            _add_absence(register, career, kind, start, end)


def _discipline(register: Register, rng: Random, careers: list[Career]) -> None:
    """About six in a thousand a year; in 2025 some sanctions still run."""
    for career in careers:
        if career.id == THUY or career.force is Force.GRASSROOTS or rng.random() > 0.035:
            continue
        decided = date(rng.randint(FIRST_YEAR, YEAR), rng.randint(2, 11), rng.randint(1, 28))
        if decided.year <= career.first_post.year + 1 or (
            career.left and decided.year >= career.left.year - 1
        ):
            continue
        if decided.year == YEAR and career.unit.startswith("PX01"):
            continue
        form = rng.choices(list(_FORMS), list(_FORMS.values()))[0]
        ends = decided + timedelta(days=365)
        running = ends > date(YEAR, 12, 31)
        career.disciplined[decided.year] = int(form)
        if ends.year > decided.year:
            career.settling.add(ends.year)
        number = f"{rng.randint(40, 990)}/QĐ-CAT-PX01"
        entered = None if running and rng.random() < 0.4 else ends
        register.disciplines.append(
            Discipline(f"kl{len(register.disciplines) + 1}", career.id, form, decided, entered, number)
        )


def _holds(register: Register, rng: Random, careers: list[Career]) -> None:
    for career in careers:
        draw = rng.random()
        if draw > 0.017 or career.id == THUY or career.force is not Force.POLICE or career.left:
            continue
        ground = rng.choices(list(_GROUNDS), list(_GROUNDS.values()))[0]
        if draw < 0.007 and not career.unit.startswith("PX01"):
            opened = date(YEAR, rng.randint(9, 12), rng.randint(1, 28))
            closed = None
            career.deferred.add(YEAR)
        else:
            opened = date(rng.randint(2018, YEAR), rng.randint(1, 8), rng.randint(1, 28))
            closed = opened + timedelta(days=rng.randint(15, 110))
        if opened <= career.first_post:
            career.deferred.discard(YEAR)
            continue
        register.holds.append(Hold(f"th{len(register.holds) + 1}", career.id, ground, opened, closed))


def _rate(rng: Random, tree: Tree, career: Career) -> None:
    last = career.left.year - 1 if career.left else YEAR
    department = tree.above(career.unit)[-2] if len(tree.above(career.unit)) > 1 else career.unit
    factor = _UNIT_FACTOR.get(department, 1.0)
    for year in range(max(FIRST_YEAR, career.first_post.year), last + 1):
        if year == career.first_post.year and career.first_post.month > 3:
            career.unassessed[year] = Unassessed.UNDER_MONTHS
        elif year in career.away:
            career.unassessed[year] = career.away[year]
        elif year in career.deferred and rng.random() < 0.3:
            career.unassessed[year] = Unassessed.OTHER
        else:
            career.levels[year] = _level(rng, career, year, factor if year > YEAR - 3 else 1.0)
    if career.unit.startswith("PX01") and career.level(YEAR) is Level.FAILED:
        career.levels[YEAR] = Level.COMPLETED


def _level(rng: Random, career: Career, year: int, factor: float) -> Level:
    draw = rng.random()
    form = career.disciplined.get(year)
    if form is not None:
        if form == DisciplineForm.REPRIMAND:
            return Level.COMPLETED if draw < 0.85 else Level.GOOD
        return Level.FAILED if draw < 0.5 else Level.COMPLETED
    excellent = _EXCELLENT[career.quality] * factor * (0.7 + 0.3 * (year - YEARS[0]) / (YEAR - YEARS[0]))
    if career.role == "chien_si":
        excellent /= 3
    if draw < excellent:
        return Level.EXCELLENT
    weak = (0.025, 0.08, 0.15)[career.quality]
    if draw > 1 - weak:
        return Level.FAILED if draw > 1 - weak * 0.1 else Level.COMPLETED
    return Level.GOOD
