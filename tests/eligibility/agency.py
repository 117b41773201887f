"""Công an tỉnh Sơn Hà in small: two phòng, a commune station, twelve people whose answers are known.

| số hiệu | unit | what the year 2025 finds |
|---|---|---|
| 318-472 | PX01-D1 | Nông Thị Bích Thủy: CSTĐ cơ sở 2023, 2024, 2025; excellent; no work at ministry level |
| 200-001 | PX01 | leads PX01; good in 2025; CSTT every year, no CSTĐ |
| 200-002 | PX01-D1 | excellent, a work of the year: CSTĐ cơ sở met |
| 200-003 | PX01-D1 | no rating for 2025: everything open |
| 200-004 | PX02 | a complaint is being verified: held |
| 200-005 | PX02 | failed in 2025 |
| 200-006 | PX02 | reprimanded and done with it in 2022 |
| 200-007 | X001 | maternity leave in 2025: not assessed |
| 200-008 | X001 | contract staff: Lao động tiên tiến |
| 200-009 | X001 | good |
| 200-010 | X001 | good, under secrecy (a detail of the database) |
| 200-011 | X001 | left the service in 2024 |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vinhdanh.engine import (
    Absence,
    AbsenceKind,
    Discipline,
    DisciplineForm,
    Facts,
    Finding,
    Force,
    Grant,
    Hold,
    HoldGround,
    Level,
    Person,
    Post,
    Sex,
    Unassessed,
    Unit,
    UnitTier,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)

YEAR = 2025
THUY = "318-472"
LEVELS = {"x": Level.EXCELLENT, "g": Level.GOOD, "c": Level.COMPLETED, "f": Level.FAILED}

# số hiệu, name, unit, ratings 2021–2025 (- none, m maternity), CSTT years, CSTĐ cơ sở years
PEOPLE = (
    (THUY, "Nông Thị Bích Thủy", "PX01-D1", "ggxxx", range(2021, 2026), (2023, 2024, 2025)),
    ("200-001", "Đỗ Đức Hòa", "PX01", "ggggg", range(2021, 2026), ()),
    ("200-002", "Lê Thị Ánh", "PX01-D1", "gggxx", range(2021, 2025), (2024,)),
    ("200-003", "Trần Bình", "PX01-D1", "gggg-", range(2021, 2025), ()),
    ("200-004", "Đặng Chi", "PX02", "ggggg", range(2021, 2025), ()),
    ("200-005", "Giàng A Páo", "PX02", "ggggf", range(2021, 2025), ()),
    ("200-006", "Lục Thanh Tùng", "PX02", "ggggg", range(2023, 2025), ()),
    ("200-007", "Hoàng Thị Mỷ", "X001", "ggggm", range(2021, 2025), ()),
    ("200-008", "Vi Thị Kim Oanh", "X001", "ggggg", (), ()),
    ("200-009", "Bế Văn Quý", "X001", "ggggg", range(2021, 2025), ()),
    ("200-010", "Chu Thị Ngọc Lan", "X001", "ggggg", range(2021, 2025), ()),
    ("200-011", "Đàm Quang Vinh", "X001", "ggg--", range(2021, 2024), ()),
)
WOMEN = {THUY, "200-002", "200-007", "200-008", "200-010"}
SECRET = "200-010"


@dataclass(frozen=True)
class Details:
    """What the personnel file holds beyond the facts."""

    rank: str
    citizen_id: str = ""


DETAILS = {SECRET: Details("Đại úy"), THUY: Details("Trung tá")}


def facts() -> Facts:
    """The agency's records."""
    units = (
        Unit("CAT", "Công an tỉnh Sơn Hà", Force.POLICE, UnitTier.PROVINCE, "cong_an_tinh"),
        Unit("PX01", "Phòng Tổ chức cán bộ", Force.POLICE, UnitTier.BASE, "phong", "CAT"),
        Unit("PX01-D1", "Đội Đào tạo", Force.POLICE, UnitTier.SUB_BASE, "doi", "PX01"),
        Unit("PX02", "Phòng Hậu cần", Force.POLICE, UnitTier.BASE, "phong", "CAT"),
        Unit("X001", "Công an xã Nậm Tà", Force.POLICE, UnitTier.BASE, "cong_an_xa", "CAT"),
    )
    persons, posts, ratings, grants = [], [], [], []
    for id, name, unit, levels, cstt, cstd in PEOPLE:
        civil = id == "200-008"
        left = date(2024, 6, 30) if id == "200-011" else None
        persons.append(
            Person(
                id,
                name,
                Force.CIVIL if civil else Force.POLICE,
                Sex.FEMALE if id in WOMEN else Sex.MALE,
                date(1986, 3, 14),
                "hop_dong" if civil else "nghiep_vu",
                date(2008, 9, 15),
                left,
            )
        )
        leads = id == "200-001"
        title = "Trưởng phòng" if leads else "Cán bộ"
        posts.append(Post(f"cv-{id}", id, unit, date(2008, 9, 15), left, title, "can_bo", leads))
        for year, letter in zip(range(2021, 2026), levels, strict=True):
            if letter == "m":
                ratings.append(YearRating(f"xl-{id}-{year}", id, year, None, Unassessed.MATERNITY))
            elif letter != "-":
                ratings.append(YearRating(f"xl-{id}-{year}", id, year, LEVELS[letter]))
        for honour, years in (("CSTT", cstt), ("CSTD_CS", cstd)):
            grants += [
                Grant(
                    f"kt-{id}-{honour}-{year}",
                    id,
                    honour,
                    year,
                    decided=date(year, 12, 20),
                    number=f"12{year % 100}/QĐ-CAT",
                    authority="Giám đốc Công an tỉnh",
                )
                for year in years
            ]
    ratings += [YearRating(f"xl-{u.id}", u.id, YEAR, Level.GOOD) for u in units[1:]]
    covering = [
        Finding(
            f"kl-{u.id}-{about}", u.id, about, YEAR, True, covers_members=about == "conduct", by="Hội đồng"
        )
        for u in units
        for about in ("conduct", "movement", "unity")
    ]
    return Facts(
        persons=tuple(persons),
        units=units,
        posts=tuple(posts),
        ratings=tuple(ratings),
        grants=tuple(grants),
        works=(
            Work(
                "SK-1", ("200-002",), WorkKind.INITIATIVE, YEAR, WorkScope.BASE, "Sổ theo dõi lớp bồi dưỡng"
            ),
            Work("SK-2", (THUY,), WorkKind.INITIATIVE, 2024, WorkScope.BASE, "Bộ tình huống diễn tập"),
        ),
        disciplines=(
            Discipline(
                "kl-1", "200-006", DisciplineForm.REPRIMAND, date(2022, 3, 1), date(2022, 6, 1), "15/QĐ-CAT"
            ),
        ),
        holds=(Hold("th-1", "200-004", HoldGround.COMPLAINT, date(2025, 10, 22)),),
        absences=(Absence("ng-1", "200-007", AbsenceKind.MATERNITY, date(2025, 2, 1), date(2025, 8, 1)),),
        findings=tuple(covering),
    )
