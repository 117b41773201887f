"""Fill the places of the tree with people: who they are, when they joined, the ranks they rose through."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from vinhdanh.engine.facts import Force, Sex
from vinhdanh.exchange.sample.career import YEAR, Career, Register
from vinhdanh.exchange.sample.names import draw_name
from vinhdanh.exchange.sample.places import ROOT
from vinhdanh.exchange.sample.roles import RANKS, ROLES, YEARS_TO_NEXT
from vinhdanh.exchange.sample.tree import PASSAGE_UNIT, REORGANISED, STATIONS, Place, Tree


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom the guides and pictures of the product show by name. Nobody of that name is meant."""

    id: str
    name: str
    sex: Sex
    unit: str
    role: str
    born: date | None = None
    joined: date | None = None


THUY = "318-472"
NAMED: tuple[Named, ...] = (
    Named(
        THUY,
        "Nông Thị Bích Thủy",
        Sex.FEMALE,
        "PX01-D4",
        "pho_doi_truong",
        date(1986, 3, 14),
        date(2008, 9, 15),
    ),
    Named("301-188", "Trịnh Quốc Bảo", Sex.MALE, ROOT, "giam_doc"),
    Named("304-226", "Phan Đức Thịnh", Sex.MALE, "PX01", "pho_truong_phong"),
    Named("312-940", "Hà Mạnh Cường", Sex.MALE, "PX01-D4", "doi_truong"),
    Named("311-240", "Vi Thị Kim Oanh", Sex.FEMALE, "PX01-D3", "can_bo"),
    Named("307-118", "Hoàng Thị Mỷ", Sex.FEMALE, "PA02-D3", "can_bo"),
    Named("302-951", "Trương Công Định", Sex.MALE, "PK02-D2", "can_bo"),
    Named("291-604", "Lương Văn Đạt", Sex.MALE, "PC08-D3", "can_bo"),
    Named("315-077", "Ninh Thị Hoa", Sex.FEMALE, "PX03-D1", "can_bo"),
    Named("309-663", "Ma Văn Hiệp", Sex.MALE, "PC02-D2", "can_bo"),
    Named("321-519", "Vàng Seo Lử", Sex.MALE, "PK02-D2", "can_bo"),
    Named("306-842", "Trần Hữu Phước", Sex.MALE, "PC08-D5", "can_bo"),
    Named("319-205", "Lường Thị Sương", Sex.FEMALE, "P001", "can_bo"),
    Named("308-331", "Bế Văn Quý", Sex.MALE, "PC07-D4", "pho_doi_truong"),
    Named("317-764", "Chu Thị Ngọc Lan", Sex.FEMALE, "PC07-D1", "can_bo"),
    Named("305-490", "Đàm Quang Vinh", Sex.MALE, "PC07-D2", "doi_truong"),
    Named("323-158", "Giàng A Páo", Sex.MALE, "PC07-D3", "can_bo"),
    Named("322-607", "Hoàng Đình Khôi", Sex.MALE, "PC07-D3", "can_bo"),
    Named("316-275", "Lục Thanh Tùng", Sex.MALE, "PC07-D2", "can_bo"),
)


def enlist(register: Register, tree: Tree) -> list[Career]:
    """One person for every place, plus those who left the service before the end of 2025."""
    rng = register.stream("people")
    waiting: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for someone in NAMED:
        waiting[someone.unit, someone.role].append(someone)
    leavers = _leavers(rng, tree)
    places = [*tree.places, *(place for place, _ in leavers)]
    ids = _identities(rng, len(places), {n.id for n in NAMED})
    serials = rng.sample(range(1_000_000), len(places)) if len(places) <= 1_000_000 else range(len(places))
    factor = {u.id: min(1.7, max(0.4, rng.gauss(1.0, 0.22))) for u in tree.units}
    careers = []
    for n, place in enumerate(places):
        queue = waiting.get((place.unit.split("-T")[0], place.role))  # in a commune any tổ will do
        named = queue.pop(0) if queue and place.force is Force.POLICE else None
        left = leavers[n - len(tree.places)][1] if n >= len(tree.places) else None
        careers.append(_person(rng, place, named, ids[n], serials[n], left, factor[place.unit]))
    return careers


def _identities(rng: Random, count: int, taken: set[str]) -> list[str]:
    numbers = rng.sample(range(100_000, max(480_000, 100_000 + 3 * count)), count + len(taken))
    ids = [f"{n // 1000}-{n % 1000:03}" for n in numbers]
    return [i for i in ids if i not in taken][:count]


def _leavers(rng: Random, tree: Tree) -> list[tuple[Place, date]]:
    """People retired in 2024 and 2025, from communes and departments other than PX01."""
    units = [
        u.id
        for u in tree.units
        if u.kind in ("phong", *STATIONS) and u.id != PASSAGE_UNIT and u.valid_from != REORGANISED
    ]
    days = [date(2024, 3, 1) + timedelta(days=rng.randrange(0, 270)) for _ in range(8)]
    days += [date(2025, 3, 1) + timedelta(days=rng.randrange(30, 300)) for _ in range(18)]
    return [(Place(rng.choice(units), "can_bo", 0.2), day) for day in days]


def _person(
    rng: Random, place: Place, named: Named | None, code: str, serial: int, left: date | None, factor: float
) -> Career:
    role, category = place.role, "nghiep_vu"
    if place.force is Force.CIVIL:
        category = "hop_dong"
    elif place.force is Force.GRASSROOTS:
        category = ""
    elif role == "can_bo" and named is None and left is None:
        draw = rng.random()
        if draw < 0.035:
            role, category = "chien_si", "nghia_vu"
        elif draw < 0.125:
            category = "ky_thuat"
        elif draw < 0.145:
            category = "cong_nhan"
    sex = named.sex if named else Sex.FEMALE if rng.random() < place.women else Sex.MALE
    if role == "chien_si" and named is None and rng.random() < 0.9:
        sex = Sex.MALE
    born, joined, first_post = _dates(rng, role, category, left)
    if named and named.born and named.joined:
        born, joined, first_post = named.born, named.joined, named.joined
    quality = _quality(rng, factor)
    career = Career(
        id=named.id if named else code,
        name=named.name if named else draw_name(rng, sex),
        sex=sex,
        born=born,
        force=place.force,
        category=category,
        joined=joined,
        first_post=first_post,
        role=role,
        unit=place.unit,
        citizen_id=_citizen_id(sex, born, serial),
        quality=quality,
        left=left,
    )
    career.ranks = _ranks(career)
    return career


def _quality(rng: Random, factor: float) -> int:
    draw = rng.random()
    return 0 if draw < 0.2 * factor else 1 if draw < 0.78 else 2


def _dates(rng: Random, role: str, category: str, left: date | None) -> tuple[date, date, date]:
    """Born, joined, first post in the province. Officers of the academies spend four years there first."""
    what = ROLES[role]
    if role == "chien_si":  # called up in the first days of March, for two years
        year = rng.choice((2024, 2025))
        joined = date(year, 3, rng.randint(1, 6))
        born = date(year - rng.randint(18, 21), rng.randint(1, 12), rng.randint(1, 28))
        return born, joined, joined
    if left is not None:
        age = rng.randint(50, 57)
    elif role == "can_bo":
        age = min(what.oldest, what.youngest + round(rng.triangular(0, 33, 9)))
    else:
        age = rng.randint(what.youngest, what.oldest)
    born = date((left.year if left else YEAR) - age, rng.randint(1, 12), rng.randint(1, 28))
    if category in ("hop_dong", ""):
        earliest = max(born.year + 22, 2003)
        joined = date(rng.randint(min(earliest, YEAR - 1), YEAR - 1), rng.randint(1, 12), rng.randint(1, 28))
        return born, joined, joined
    joined_year = min(born.year + rng.choice((18, 18, 18, 19, 19, 20, 21, 22)), YEAR)
    latest = YEAR - 5 if rng.random() < 0.8 else YEAR - 4  # few come out of the academies in the last year
    academy = category == "nghiep_vu" and rng.random() < 0.55 and joined_year <= latest
    joined = date(joined_year, 9 if academy else rng.choice((2, 3, 8, 9, 10)), rng.randint(1, 28))
    first_post = date(joined_year + 4, rng.choice((8, 9)), rng.randint(1, 28)) if academy else joined
    return born, joined, first_post


def _citizen_id(sex: Sex, born: date, serial: int) -> str:
    """Twelve digits in the shape of a citizen number, of province 099, which was never given out."""
    century = (born.year // 100 - 19) * 2 + (sex is Sex.FEMALE)
    return f"099{century}{born.year % 100:02}{serial % 1_000_000:06}"


def _ranks(career: Career) -> tuple[tuple[date, str], ...]:
    """Ranks with the day of each, at the times of Điều 22 Luật CAND 2018, up to the top of the role."""
    if career.category == "nghia_vu":
        steps = [(career.joined, "Binh nhì"), (date(career.joined.year, 9, 2), "Binh nhất")]
        if career.joined.year < YEAR:
            steps += [
                (date(career.joined.year + 1, 3, 3), "Hạ sĩ"),
                (date(career.joined.year + 1, 9, 2), "Trung sĩ"),
            ]
        return tuple(s for s in steps if s[0].year <= YEAR)
    if career.category not in ("nghiep_vu", "ky_thuat"):
        return ()
    academy = career.first_post != career.joined
    rank = RANKS.index("Thiếu úy" if academy else "Hạ sĩ")
    day = career.first_post
    top = RANKS.index(ROLES[career.role].top_rank)
    if career.role == "can_bo" and YEAR - career.joined.year > 26:
        top += 1
    steps = [(day, RANKS[rank])]
    while rank < top:
        day = date(day.year + YEARS_TO_NEXT[rank], day.month, day.day)
        if day > (career.left or date(YEAR, 12, 31)):
            break
        rank += 1
        steps.append((day, RANKS[rank]))
    if career.role in ("giam_doc", "pho_giam_doc") and steps[-1][1] != "Đại tá":
        steps.append((date(2024, 7, 1), "Đại tá"))
    return tuple(steps)
