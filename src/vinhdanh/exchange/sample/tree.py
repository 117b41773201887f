"""The unit tree of Sơn Hà, and the places that people fill in it at the end of 2025."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from vinhdanh.engine.facts import Force, Unit, UnitTier
from vinhdanh.exchange.sample.places import (
    COMMUNE_TEAMS,
    COMMUNES,
    DEPARTMENTS,
    DISTRICT_TEAMS,
    DISTRICTS,
    HAMLETS,
    PROVINCE,
    ROOT,
    WARDS,
    Department,
)

DISTRICTS_END = date(2025, 2, 28)
REORGANISED = date(2025, 3, 1)
REGULARS_IN_COMMUNES = date(2020, 1, 1)
STATIONS = ("cong_an_xa", "cong_an_phuong")  # kinds of a commune's and of a ward's station
DISTRICT_KIND = "khac"  # Công an cấp huyện is no longer a kind of unit
LATE_COMMUNES = ("X002", "X045")  # their review of 2025 has not come in
PASSAGE_UNIT = "PX01"  # its year 2025 is told in passage.py
NEWEST_TEAM = "PX01-D5"  # set up in the middle of 2025: too young to be rated


@dataclass(frozen=True, slots=True)
class Place:
    """One place to be filled: in which unit, in which role, by a woman how probably."""

    unit: str
    role: str
    women: float
    force: Force = Force.POLICE


@dataclass(frozen=True, slots=True)
class Tree:
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    by_id: dict[str, Unit]

    def above(self, unit: str) -> tuple[str, ...]:
        """The unit and every unit above it, nearest first."""
        found = []
        here: str | None = unit
        while here is not None:
            found.append(here)
            here = self.by_id[here].parent
        return tuple(found)


def plant_tree(rng: Random, scale: float) -> Tree:
    """Units and places; `scale` below 1 leaves communes out, above 1 swells every unit but PX01."""
    units = [Unit(ROOT, PROVINCE, Force.POLICE, UnitTier.PROVINCE, "cong_an_tinh")]
    places = [Place(ROOT, "giam_doc", 0.0), *(Place(ROOT, "pho_giam_doc", 0.0) for _ in range(5))]
    for department in DEPARTMENTS:
        _add_department(units, places, department, scale)
    _add_civil_body(units, places)
    for code, name in DISTRICTS:
        units.append(Unit(code, name, Force.POLICE, UnitTier.BASE, DISTRICT_KIND, ROOT, None, DISTRICTS_END))
        for n, team in enumerate(DISTRICT_TEAMS, 1):
            team_id = f"{code}-D{n}"
            units.append(
                Unit(team_id, team, Force.POLICE, UnitTier.SUB_BASE, "doi", code, None, DISTRICTS_END)
            )
    _add_communes(units, places, rng, scale)
    for n, hamlet in enumerate(HAMLETS, 1):
        name = f"Tổ bảo vệ an ninh, trật tự {hamlet}"
        unit = f"TBV{n:02}"
        units.append(Unit(unit, name, Force.GRASSROOTS, UnitTier.SUB_BASE, "to", None, date(2024, 7, 1)))
        places += [Place(unit, "to_bao_ve", 0.25, Force.GRASSROOTS) for _ in range(3)]
    return Tree(tuple(units), tuple(places), {u.id: u for u in units})


def _add_department(units: list[Unit], places: list[Place], dept: Department, scale: float) -> None:
    units.append(Unit(dept.code, dept.name, Force.POLICE, UnitTier.BASE, "phong", ROOT))
    strength = dept.strength if dept.code == "PX01" else round(dept.strength * scale)
    deputies = 2 if dept.strength < 40 else 3 if dept.strength < 100 else 4
    strength = max(strength, 1 + deputies + 3 * len(dept.teams))
    women = dept.women
    places.append(Place(dept.code, "truong_phong", women / 2))
    places += [Place(dept.code, "pho_truong_phong", women / 2) for _ in range(deputies)]
    teams = [f"{dept.code}-D{n}" for n in range(1, len(dept.teams) + 1)]
    for team, name in zip(teams, dept.teams, strict=True):
        since = date(2025, 7, 1) if team == NEWEST_TEAM else None
        kind = "tram" if name.startswith("Trạm") else "doi"
        units.append(Unit(team, name, Force.POLICE, UnitTier.SUB_BASE, kind, dept.code, since))
        places += [Place(team, "doi_truong", women), Place(team, "pho_doi_truong", women)]
    rest = strength - 1 - deputies - 2 * len(teams)
    contract = 2 if dept.code in ("PV01", "PX01") else 0
    for n in range(rest):
        force = Force.CIVIL if n < contract else Force.POLICE
        places.append(Place(teams[n % len(teams)], "can_bo", women, force))


def _add_civil_body(units: list[Unit], places: list[Place]) -> None:
    """The guest house: staff on labour contracts, honoured as a civil collective."""
    units.append(Unit("NK", "Nhà khách Công an tỉnh", Force.CIVIL, UnitTier.SUB_BASE, "co_quan", "PV01"))
    places.append(Place("NK", "to_truong", 0.6, Force.CIVIL))
    places += [Place("NK", "can_bo", 0.7, Force.CIVIL) for _ in range(11)]


def _add_communes(units: list[Unit], places: list[Place], rng: Random, scale: float) -> None:
    wards = [("phường", f"P{n:03}", name) for n, name in enumerate(WARDS, 1)]
    rural = [("xã", f"X{n:03}", name) for n, name in enumerate(COMMUNES, 1)]
    stations = (wards + rural)[: max(10, round((len(wards) + len(rural)) * min(scale, 1.0)))]
    for word, code, name in stations:
        since: date | None = REGULARS_IN_COMMUNES if rng.random() < 0.62 else REORGANISED
        kind = STATIONS[0]
        if word == "phường":
            since, kind = None, STATIONS[1]
        label = f"Công an {word} {name}"
        units.append(Unit(code, label, Force.POLICE, UnitTier.BASE, kind, ROOT, since))
        strength = rng.randint(13, 18) if word == "xã" else rng.randint(29, 40)
        if word == "xã" and rng.random() < 0.3:
            strength += rng.randint(5, 11)
        strength = round(strength * max(scale, 1.0))
        places.append(Place(code, "truong_cong_an_xa", 0.03))
        deputies = 2 if strength < 26 else 3
        places += [Place(code, "pho_truong_cong_an_xa", 0.06) for _ in range(deputies)]
        rest = strength - 1 - deputies
        if strength < 21:
            places += [Place(code, "can_bo", 0.12) for _ in range(rest)]
            continue
        teams = [f"{code}-T{n}" for n in range(1, (4 if strength >= 28 else 3) + 1)]
        for team, team_name in zip(teams, COMMUNE_TEAMS, strict=False):
            units.append(Unit(team, team_name, Force.POLICE, UnitTier.SUB_BASE, "to", code, since))
            places.append(Place(team, "to_truong", 0.1))
        places += [Place(teams[n % len(teams)], "can_bo", 0.12) for n in range(rest - len(teams))]
