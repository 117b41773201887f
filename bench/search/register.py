"""A register of a million grants, made from a seed: people, offices, decisions, what was given."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.services.decisions import decision_key
from vinhdanh.awards.words import grant_words
from vinhdanh.engine.facts import Sex
from vinhdanh.exchange.sample.names import draw_name
from vinhdanh.exchange.sample.places import DEPARTMENTS as REAL
from vinhdanh.people.folding import fold

SEED = 20251231
PER_PERSON = 20
CHUNK = 50_000
PROVINCES, DEPARTMENTS, COMMUNES = 14, 20, 120
HONOURS = (
    ("CSTT", 40), ("CSTD_CS", 14), ("CSTD_BO", 1), ("GK", 24), ("BK_BO", 9), ("BK_TTG", 1), ("HCCSVV_3", 4),
    ("HCCSVV_2", 3), ("HCCSVV_1", 2), ("HCHUY_ANTQ", 2),
)  # fmt: skip
UNIT_HONOURS = (("DVTT", 50), ("DVQT", 25), ("GK", 15), ("BK_BO", 7), ("CO_BO", 3))


@dataclass
class Register:
    """What was generated, to draw questions from."""

    persons: list[tuple[str, str]]  # number, name
    units: list[tuple[int, str, str, str]]  # key, code, name, path
    decisions: list[tuple[int, str, date, str]]  # key, number, day, authority


def insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Rows into a table in chunks, by COPY on PostgreSQL; the table's triggers do their work."""
    names = ", ".join(f'"{c}"' for c in columns)
    while chunk := list(islice(rows, CHUNK)):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in chunk:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", chunk)


def make(grants: int) -> tuple[Register, float]:
    """The register, and the seconds that its grants took with all triggers on."""
    rng = Random(SEED)
    people = max(grants // PER_PERSON, 100)
    persons = [
        (f"{at // 1000:03d}-{at % 1000:03d}", draw_name(rng, rng.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))))
        for at in range(people)
    ]
    units = list(_units())
    decisions = list(_decisions(rng))
    insert(
        "people_unit",
        ("id", "code", "name", "folded", "kind", "tier", "force", "parent_id", "path", "depth"),
        (
            (key, code, name, fold(name), "phong", "base", "police", parent, path, path.count("/") - 2)
            for key, code, name, path, parent in units
        ),
    )
    insert(
        "people_person",
        ("id", "number", "name", "folded", "sex", "citizen_id", "force", "category", "rank", "secrecy"),
        (
            (at, number, name, fold(name), "", "", "police", "", "", 0)
            for at, (number, name) in enumerate(persons, 1)
        ),
    )
    low = [unit for unit in units if unit[3].count("/") == 4]
    homes = [rng.choice(low)[0] for _ in persons]
    insert(
        "people_post",
        ("person_id", "unit_id", "start", "title", "grade", "leads", "main"),
        ((at, home, date(2005, 1, 1), "", "can_bo", False, True) for at, home in enumerate(homes, 1)),
    )
    insert(
        "awards_decision",
        ("id", "authority", "number", "decided", "year", "key", "document", "repeated"),
        (
            (key, authority, number, day, day.year, decision_key(authority, number), "", False)
            for key, number, day, authority in decisions
        ),
    )
    register = Register(persons, [unit[:4] for unit in units], decisions)
    began = time.perf_counter()
    insert("awards_grant", GRANT, _grants(rng, grants, register, homes))
    took = time.perf_counter() - began
    _analyse()
    return register, took


GRANT = (
    "id", "person_id", "unit_id", "place_id", "place_path", "honour", "level", "year", "merit", "decision_id",
    "achievement", "money_ground", "artefact", "serial", "words",
)  # fmt: skip


def _units() -> Iterator[tuple[int, str, str, str, int | None]]:
    yield 1, "BCA", "Bộ Công an", "/BCA/", None
    key = 1
    for province in range(1, PROVINCES + 1):
        key += 1
        top, code = key, f"T{province:02d}"
        yield key, code, f"Công an tỉnh số {province}", f"/BCA/{code}/", 1
        for at in range(DEPARTMENTS):
            key += 1
            below = f"{code}-{REAL[at % len(REAL)].code}"
            yield key, below, REAL[at % len(REAL)].name, f"/BCA/{code}/{below}/", top
        for at in range(1, COMMUNES + 1):
            key += 1
            below = f"{code}-X{at:03d}"
            yield (
                key,
                below,
                f"Công an xã {_SYLLABLES[at % 12]} {_SYLLABLES[at // 12]}",
                f"/BCA/{code}/{below}/",
                top,
            )


_SYLLABLES = ("Nậm", "Tà", "Mường", "Bản", "Phiêng", "Hà", "Sơn", "Đồng", "Lũng", "Khuổi", "Pắc", "Thượng")


def _decisions(rng: Random) -> Iterator[tuple[int, str, date, str]]:
    key = 0
    for year in range(2006, 2026):
        for province in range(1, PROVINCES + 1):
            for number in sorted(rng.sample(range(1, 1400), 60)):
                key += 1
                day = date(year, 1, 1) + timedelta(days=number * 360 // 1400)
                yield key, f"{number}/QĐ-CAT-PX01", day, f"Giám đốc Công an tỉnh số {province}"
        for number in sorted(rng.sample(range(1, 9000), 60)):
            key += 1
            yield (
                key,
                f"{number}/QĐ-BCA",
                date(year, 1, 1) + timedelta(days=number * 360 // 9000),
                "Bộ trưởng",
            )


def _grants(rng: Random, count: int, register: Register, homes: list[int]) -> Iterator[tuple[Any, ...]]:
    level = {code: honour.level for code, honour in catalogue().items()}
    by_key = {unit[0]: unit for unit in register.units}
    folded = [fold(name) for _, name in register.persons]
    low = [unit for unit in register.units if unit[3].count("/") == 4]
    codes, weights = [code for code, _ in HONOURS], [weight for _, weight in HONOURS]
    unit_codes, unit_weights = [code for code, _ in UNIT_HONOURS], [weight for _, weight in UNIT_HONOURS]
    merits = ("cong_trang", "cong_trang", "cong_trang", "dot_xuat", "phong_trao")
    by_year: dict[int, list[tuple[int, str, date, str]]] = {}
    for decision in register.decisions:
        by_year.setdefault(decision[2].year, []).append(decision)
    for key in range(1, count + 1):
        year = 2006 + int(20 * rng.random() ** 0.7)
        paper, number, day, authority = rng.choice(by_year[year])
        if rng.random() < 0.06:
            unit = rng.choice(low)
            honour = rng.choices(unit_codes, unit_weights)[0]
            words = grant_words(fold(unit[2]), unit[1], number, day, authority)
            person, own = None, unit[0]
        else:
            at = rng.randrange(len(folded))
            honour = rng.choices(codes, weights)[0]
            # A twentieth was given in another unit than the one where the person serves now.
            unit = by_key[homes[at]] if rng.random() < 0.95 else rng.choice(low)
            words = grant_words(folded[at], register.persons[at][0], number, day, authority)
            person, own = at + 1, None
        yield (
            key, person, own, unit[0], unit[3], honour, level[honour], year, rng.choice(merits), paper,
            "", "", "", "", words,
        )  # fmt: skip


def _analyse() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("awards_grantindex", "awards_grant", "people_person", "people_post", "people_unit"):
                cursor.execute(f"VACUUM ANALYZE {table}")
        else:
            cursor.execute("INSERT INTO awards_grantfts (awards_grantfts) VALUES ('optimize')")
            cursor.execute("ANALYZE")
