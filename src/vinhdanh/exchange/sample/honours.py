"""What people were given: yearly titles, certificates, medals for years of service.

Nothing is given that the rules in force would refuse: whoever becomes CSTĐ cơ sở was CSTT that
year and had an excellent year or a work, and the work is then used up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from vinhdanh.engine.facts import Force, GrantState, Level, Merit, WorkKind, WorkScope
from vinhdanh.exchange.sample.career import FIRST_YEAR, YEAR, YEARS, Career, Register
from vinhdanh.exchange.sample.decisions import (
    CHAIRMAN,
    DIRECTOR,
    MINISTER,
    PRESIDENT,
    PRIME_MINISTER,
    Decision,
    Decisions,
)
from vinhdanh.exchange.sample.enlist import THUY
from vinhdanh.exchange.sample.places import ROOT
from vinhdanh.exchange.sample.tree import LATE_COMMUNES, PASSAGE_UNIT
from vinhdanh.exchange.sample.works import recognise_for

_SERVICE_MEDALS = (("HCCSVV_3", 10), ("HCCSVV_2", 15), ("HCCSVV_1", 20), ("HCHUY_ANTQ", 25))
_CHOSEN = (0.63, 0.53, 0.45)  # CSTĐ cơ sở among those whose year was excellent, by quality


def honour_people(register: Register, decisions: Decisions, careers: list[Career]) -> None:
    """Everything but the certificates that PX01 was given in 2025: those are told apart, see passage.py."""
    rng = register.stream("honours")
    for career in careers:
        if career.force is Force.GRASSROOTS:
            continue
        medals(register, rng, decisions, career)
        inside = career.unit.startswith(PASSAGE_UNIT)
        last = min(YEAR, career.left.year if career.left else YEAR)
        for year in range(min(YEARS[0], *career.levels, YEAR), last + 1):
            titles(register, rng, decisions, career, year)
            if career.id != THUY and not (inside and year == YEAR):
                certificates(register, rng, decisions, career, year)
    _thuy_certificates(register)
    _annul(register, careers)


def titles(register: Register, rng: Random, decisions: Decisions, career: Career, year: int) -> None:
    """CSTT or LĐTT, then CSTĐ cơ sở, toàn lực lượng, toàn quốc of one year."""
    if not career.worthy(year):
        return
    level = career.level(year)
    if year == YEAR and career.unit.split("-")[0] in LATE_COMMUNES:
        return
    steady = career.plan or career.unit == ROOT or career.unit.startswith(PASSAGE_UNIT)
    if not steady and rng.random() < 0.006:
        return
    base = "LDTT" if career.force is Force.CIVIL else "CSTT"
    _give(register, career, base, year, decisions.yearly(base, year))
    used: tuple[str, ...] = ()
    if career.plan:
        chosen = ("CSTD_CS", year) in career.plan
    elif level is Level.EXCELLENT:
        chosen = (year == YEAR and career.id in register.promised) or rng.random() < _CHOSEN[career.quality]
    else:
        works = register.unused(career, year, year)
        chosen = bool(works) and rng.random() < 0.6
        used = (works[0].id,) if chosen else ()
    if chosen:
        _give(register, career, "CSTD_CS", year, decisions.yearly("CSTD_CS", year), works=used)
    if career.plan:
        to_bo = ("CSTD_BO", year) in career.plan
    else:
        to_bo = chosen and year < YEAR and career.run("CSTD_CS", year) >= 3 and rng.random() < 0.35
    if to_bo:
        work = recognise_for(register, rng, [career], year, WorkScope.MINISTRY, WorkKind.INITIATIVE)
        _give(
            register, career, "CSTD_BO", year, decisions.yearly("CSTD_BO", year, MINISTER), works=(work.id,)
        )
    if ("CSTD_TQ", year) in career.plan:
        work = recognise_for(register, rng, [career], year, WorkScope.NATIONAL, WorkKind.PROJECT)
        _give(
            register,
            career,
            "CSTD_TQ",
            year,
            decisions.yearly("CSTD_TQ", year, PRIME_MINISTER),
            works=(work.id,),
        )


def certificates(register: Register, rng: Random, decisions: Decisions, career: Career, year: int) -> None:
    """Giấy khen, Bằng khen and orders of one year."""
    for honour, authority in (("BK_BO", MINISTER), ("BK_TTG", PRIME_MINISTER), ("HCLD_3", PRESIDENT)):
        if (honour, year) in career.plan:
            _give(register, career, honour, year, decisions.batch(Merit.CONG_TRANG, year, authority))
    if not career.worthy(year):
        return
    level = career.level(year)
    if career.left and career.left.year == year:
        return
    if rng.random() < (0.15 if level is Level.EXCELLENT else 0.075):
        merit = rng.choices((Merit.CONG_TRANG, Merit.DOT_XUAT, Merit.PHONG_TRAO), (4, 4, 2))[0]
        _give(register, career, "GK", year, decisions.batch(merit, year, DIRECTOR), merit)
    if career.plan:
        return
    two_years = career.run("CSTD_CS", year) >= 2 or (
        level is Level.EXCELLENT and career.level(year - 1) is Level.EXCELLENT
    )
    works = register.unused(career, year - 1, year) if two_years else []
    if len(works) >= 2 and rng.random() < (0.8 if year < YEAR else 0.5):
        decision = decisions.batch(Merit.CONG_TRANG, year, MINISTER)
        _give(register, career, "BK_BO", year, decision, works=(works[0].id, works[1].id))
    elif rng.random() < (0.03 if level is Level.EXCELLENT else 0.008):
        authority = MINISTER if rng.random() < 0.5 else CHAIRMAN
        merit = rng.choices((Merit.CONG_TRANG, Merit.DOT_XUAT, Merit.PHONG_TRAO), (3, 5, 2))[0]
        _give(register, career, "BK_BO", year, decisions.batch(merit, year, authority), merit)
    if rng.random() < 0.3 and may_receive_from_prime_minister(career, year):
        decision = decisions.batch(Merit.CONG_TRANG, year, PRIME_MINISTER)
        _give(register, career, "BK_TTG", year, decision)


def may_receive_from_prime_minister(career: Career, year: int) -> bool:
    """A ministry certificate for công trạng, then five good years running with three times CSTĐ cơ sở."""
    if not career.merited or "BK_TTG" in career.held:
        return False
    span = range(max(career.merited[0], FIRST_YEAR) + 1, year + 1)
    if len(span) < 5 or not all(career.worthy(y) for y in span):
        return False
    return sum(y in span for y in career.held.get("CSTD_CS", ())) >= 3


def medals(register: Register, rng: Random, decisions: Decisions, career: Career) -> None:
    """Medals for 10, 15, 20, 25 years, in the first good year at or after the day."""
    if career.category not in ("nghiep_vu", "ky_thuat", "cong_nhan"):
        return
    for honour, years in _SERVICE_MEDALS:
        due = date(career.joined.year + years, career.joined.month, career.joined.day)
        year = due.year + (due > date(due.year, 11, 30))
        while FIRST_YEAR <= year <= YEAR and not career.worthy(year):
            year += 1
        if year > YEAR or (career.left and year >= career.left.year):
            return
        if year == YEAR and (due > date(YEAR, 7, 31) or rng.random() < 0.12):
            return  # those of the second half of the year wait for their decision
        day = date(year, 8, 14) if due <= date(year, 8, 1) else date(year, 12, 12)
        _give(register, career, honour, year, decisions.medals(day), Merit.NIEN_HAN)


def _give(
    register: Register,
    career: Career,
    honour: str,
    year: int,
    decision: Decision,
    merit: Merit = Merit.CONG_TRANG,
    works: tuple[str, ...] = (),
) -> None:
    career.held[honour].append(year)
    if honour == "BK_BO" and merit is Merit.CONG_TRANG:
        career.merited.append(year)
    register.grant(career.id, honour, year, decision, merit, works)


def _thuy_certificates(register: Register) -> None:
    for honour, day, number, authority, merit in (
        ("GK", date(2013, 12, 20), "1041/QĐ-CAT-PX01", DIRECTOR, Merit.CONG_TRANG),
        ("GK", date(2016, 6, 28), "402/QĐ-CAT-PX01", DIRECTOR, Merit.PHONG_TRAO),
        ("GK", date(2019, 12, 24), "1187/QĐ-CAT-PX01", DIRECTOR, Merit.CONG_TRANG),
        ("BK_BO", date(2021, 10, 11), "2316/QĐ-UBND", CHAIRMAN, Merit.DOT_XUAT),
    ):
        register.grant(THUY, honour, day.year, Decision(number, day, authority), merit)


def _annul(register: Register, careers: list[Career]) -> None:
    """Two decisions were annulled later: a title for a false report, a certificate for a mistaken name."""
    by_id = {c.id: c for c in careers}

    def first(honour: str, year: int) -> int:
        return next(
            n
            for n, g in enumerate(register.grants)
            if g.honour == honour
            and g.year == year
            and not g.works
            and not by_id[g.subject].script
            and not {"CSTD_BO", "BK_BO", "BK_TTG"} & by_id[g.subject].held.keys()
        )

    for honour, year, since in (("CSTD_CS", 2022, date(2023, 9, 15)), ("GK", 2021, date(2021, 12, 1))):
        n = first(honour, year)
        grant = register.grants[n]
        register.grants[n] = replace(grant, state=GrantState.ANNULLED, state_since=since)
        by_id[grant.subject].held[honour].remove(year)
