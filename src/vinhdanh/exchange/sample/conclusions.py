"""What people concluded: on units, on everybody in them, and on single persons."""

from __future__ import annotations

from datetime import date
from itertools import product

from vinhdanh.engine.facts import Force, Level, Merit, UnitTier
from vinhdanh.exchange.sample.career import YEAR, Career, Register
from vinhdanh.exchange.sample.places import HOUSEHOLDS, ROOT
from vinhdanh.exchange.sample.scripts import Cast
from vinhdanh.exchange.sample.tree import LATE_COMMUNES, Tree

CONCLUDED_YEARS = (2023, 2024, 2025)
COUNCIL = "Hội đồng Thi đua, khen thưởng Công an tỉnh"

_FOR_MEMBERS = ("conduct", "exemplary", "loyalty")
_OF_ALL = (("movement", 0.97), ("unity", 0.985))
_OF_BASE = (("clean_strong", 0.9), ("thrift", 0.92), ("grassroots_democracy", 0.9), ("welfare", 0.9))
_FLAG = ("leads_cluster", "exceeds_targets", "outstanding", "clean_strong", "thrift", "movement", "unity")


def conclude(register: Register, tree: Tree, careers: list[Career], cast: Cast) -> None:
    """Findings on units of the last three years, then on persons of the last year."""
    rng = register.stream("findings")
    flagged = {(g.subject, g.year) for g in register.grants if g.honour in ("CO_BO", "CO_CP")}
    titles = ("DVQT", "DVTT", "TTLDXS", "TTLDTT")
    titled = {(g.subject, g.year) for g in register.grants if g.honour in titles}
    for year in CONCLUDED_YEARS:
        on = date(year, 11, 20)
        for unit in tree.units:
            open_then = (unit.valid_from is None or unit.valid_from <= on) and (
                unit.valid_to is None or unit.valid_to > on
            )
            late = year == YEAR and unit.id.split("-")[0] in LATE_COMMUNES
            if not open_then or late or unit.force is Force.GRASSROOTS or unit.tier is UnitTier.PROVINCE:
                continue
            by = f"Tập thể lãnh đạo {unit.name}"
            minutes = f"Biên bản bình xét ngày {on:%d/%m/%Y}"
            won = (unit.id, year) in flagged
            if unit.tier is UnitTier.BASE:
                for about in _FOR_MEMBERS:
                    register.find(unit.id, about, year, True, by, on, covers=True, evidence=minutes)
            else:
                register.find(unit.id, "exemplary", year, rng.random() < 0.98, by, on, evidence=minutes)
            for about, share in (*_OF_ALL, *_OF_BASE) if unit.tier is UnitTier.BASE else _OF_ALL:
                if won and about in _FLAG:
                    continue
                holds = rng.random() < share or ((unit.id, year) in titled and about in ("movement", "unity"))
                register.find(unit.id, about, year, holds, by, on, evidence=minutes)
            if won:
                met, minutes = date(year, 12, 5), "Biên bản suy tôn của cụm thi đua"
                for about in _FLAG:
                    register.find(unit.id, about, year, True, COUNCIL, met, evidence=minutes)
    _persons(register, careers, cast)


def _persons(register: Register, careers: list[Career], cast: Cast) -> None:
    rng = register.stream("findings on persons")
    on = date(YEAR, 12, 5)
    _merits(register, careers, on)
    for career in careers:
        if career.left is not None:
            continue
        if career.force is Force.GRASSROOTS:
            for about in ("production", "exemplary", "good_service"):
                register.find(career.id, about, YEAR, True, "Chủ tịch UBND xã", on)
            continue
        if career.unit == ROOT:
            for year, about in product(CONCLUDED_YEARS, _FOR_MEMBERS):
                by = "Ban Thường vụ Đảng ủy Công an tỉnh"
                register.find(career.id, about, year, True, by, date(year, 12, 5))
        for year in CONCLUDED_YEARS[:-1]:
            if career.has("CSTD_BO", year):
                register.find(career.id, "outstanding", year, True, COUNCIL, date(year, 12, 5))
        late = career.unit.split("-")[0] in LATE_COMMUNES
        if career.worthy(YEAR) and not late and not (career.has("CSTT", YEAR) or career.has("LDTT", YEAR)):
            by, why = "Hội nghị bình xét của đơn vị", "Không tham gia phong trào thi đua"
            register.find(career.id, "conduct", YEAR, False, by, on, evidence=why)
        if career.id in cast.outstanding:
            register.find(career.id, "outstanding", YEAR, cast.outstanding[career.id], COUNCIL, on)
        elif not career.script and career.run("CSTD_CS", YEAR) >= 3 and rng.random() < 0.5:
            register.find(career.id, "outstanding", YEAR, rng.random() < 0.8, COUNCIL, on)


def _merits(register: Register, careers: list[Career], on: date) -> None:
    """What those who were commended in the last year had done, and some who wait to be commended."""
    rng = register.stream("merits")
    done: set[tuple[str, str]] = set()
    people = {c.id for c in careers}
    for grant in list(register.grants):
        if grant.year != YEAR or grant.honour not in ("GK", "BK_BO") or grant.works:
            continue
        about = "movement_merit" if grant.merit is Merit.PHONG_TRAO else "field_influence"
        if grant.honour == "GK":
            about = f"gk_{about}"
        elif about == "field_influence" and grant.subject not in people:
            about = "emergency_merit"
        if grant.subject == HOUSEHOLDS[0].id:
            about = "household_contribution"
            register.find(grant.subject, "exemplary", YEAR, True, "Chủ tịch UBND xã", on)
        if (grant.subject, about) not in done:
            done.add((grant.subject, about))
            register.find(grant.subject, about, YEAR, True, COUNCIL, on)
    for career in careers:
        if career.left is None and career.force is Force.POLICE and rng.random() < 0.02:
            about = rng.choice(("gk_field_influence", "gk_movement_merit", "field_influence"))
            if (career.id, about) not in done and (career.level(YEAR) or Level.FAILED) >= Level.GOOD:
                register.find(career.id, about, YEAR, True, COUNCIL, on)
