"""Look-ups in a register of a million grants, against the same look-ups by plain LIKE and by pg_trgm.

``python -m bench.search`` makes a database in a temporary folder (SQLite), or uses an empty one that
DATABASE_URL names; ``--grants 100000`` is a try-out. Every question is asked of both sides in turn,
and their answers are compared before any time is believed. A trigram index is measured where
PostgreSQL has ``pg_trgm``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vinhdanh.awards.selectors.search import Query, Reach

SEED = 20251231
FULL = 1_000_000
PER_PERSON = 20
PAGE = 50
QUESTIONS = 40  # of each kind
CHUNK = 50_000
TARGET_MS = 100
PROVINCES, DEPARTMENTS, COMMUNES = 14, 20, 120
HONOURS = (
    ("CSTT", 40), ("CSTD_CS", 14), ("CSTD_BO", 1), ("GK", 24), ("BK_BO", 9), ("BK_TTG", 1), ("HCCSVV_3", 4),
    ("HCCSVV_2", 3), ("HCCSVV_1", 2), ("HCHUY_ANTQ", 2),
)  # fmt: skip
UNIT_HONOURS = (("DVTT", 50), ("DVQT", 25), ("GK", 15), ("BK_BO", 7), ("CO_BO", 3))


def start(home: str) -> None:
    """Django on the database of the run, migrated."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "vinhdanh.web.settings", "VINHDANH_HOME": home}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


# ---- the register ---------------------------------------------------------------------------------


@dataclass
class Register:
    """What was generated, to draw questions from."""

    persons: list[tuple[str, str]]  # number, name
    units: list[tuple[int, str, str, str]]  # key, code, name, path
    decisions: list[tuple[int, str, date, str]]  # key, number, day, authority


def insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Rows into a table in chunks, by COPY on PostgreSQL; the table's triggers do their work."""
    from django.db import connection, transaction

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
    from vinhdanh.engine.facts import Sex
    from vinhdanh.exchange.sample.names import draw_name
    from vinhdanh.people.folding import fold

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
    from vinhdanh.awards.services.decisions import decision_key

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
    from vinhdanh.exchange.sample.places import DEPARTMENTS as REAL

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
                (f"/BCA/{code}/{below}/"),
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
    from vinhdanh.awards.catalogue import catalogue
    from vinhdanh.awards.words import grant_words
    from vinhdanh.people.folding import fold

    level = {code: honour.level for code, honour in catalogue().items()}
    by_key = {unit[0]: unit for unit in register.units}
    folded = [fold(name) for _, name in register.persons]
    low = [unit for unit in register.units if unit[3].count("/") == 4]
    codes, weights = zip(*HONOURS, strict=True)
    unit_codes, unit_weights = zip(*UNIT_HONOURS, strict=True)
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
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("awards_grantindex", "awards_grant", "people_person"):
                cursor.execute(f"VACUUM ANALYZE {table}")
        else:
            cursor.execute("INSERT INTO awards_grantfts (awards_grantfts) VALUES ('optimize')")
            cursor.execute("ANALYZE")


# ---- the questions --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """Questions of one kind, and who asks them."""

    name: str
    queries: list[Query]
    reach: Reach
    start: int = 0


def kinds(register: Register) -> list[Kind]:
    """What officers look up, drawn from what is in the register."""
    from tests.records import make_account
    from vinhdanh.access.types import Role
    from vinhdanh.awards.selectors import reach_of
    from vinhdanh.awards.selectors.search import Query, Reach
    from vinhdanh.engine.facts import GrantState
    from vinhdanh.people.folding import fold

    rng = Random(SEED + 1)
    whole = Reach(everything=True)
    people = rng.sample(register.persons, QUESTIONS)
    papers = rng.sample(register.decisions, QUESTIONS)
    low = rng.sample([u for u in register.units if u[3].count("/") == 4], QUESTIONS)
    tops = [u for u in register.units if u[3].count("/") == 3]
    years = [rng.randrange(2008, 2026) for _ in range(QUESTIONS)]

    def each(make: Callable[[int], Query]) -> list[Query]:
        return [make(at) for at in range(QUESTIONS)]

    province = reach_of(make_account("tinh", (Role.UNIT_CLERK, "T03")))
    department = reach_of(make_account("phong", (Role.UNIT_CLERK, "T03-PX01")))
    family = ("Nguyễn", "Hoàng", "Nông", "Trần", "Lê")
    named = each(lambda at: Query(text=people[at][1]))
    return [
        Kind("full name", named, whole),
        Kind("full name without marks", each(lambda at: Query(text=fold(people[at][1]))), whole),
        Kind("family name alone (up to a tenth of all rows)", each(lambda at: Query(text=family[at % 5])), whole),
        Kind("name and honour", each(lambda at: replace(named[at], honours=("CSTD_CS",))), whole),
        Kind(
            "family name, unit, years",
            each(lambda at: Query(text=family[at % 5], units=(low[at][1],), first=2015, last=2025)),
            whole,
        ),
        Kind(
            "family name, province, in force, one year",
            each(
                lambda at: Query(
                    text=family[at % 5],
                    units=(rng.choice(tops)[1],),
                    first=years[at],
                    last=years[at],
                    state=GrantState.IN_FORCE,
                )
            ),
            whole,
        ),
        Kind("số hiệu", each(lambda at: Query(text=people[at][0])), whole),
        Kind("decision by its whole number", each(lambda at: Query(text=papers[at][1])), whole),
        Kind("decision by the figure alone", each(lambda at: Query(text=papers[at][1].split("/")[0])), whole),
        Kind("decision's day", each(lambda at: Query(text=f"{papers[at][2]:%d/%m/%Y}")), whole),
        Kind("unit by name", each(lambda at: Query(text=low[at][2])), whole),
        Kind("a unit's rows", each(lambda at: Query(units=(low[at][1],))), whole),
        Kind("a giver's rows of a year", each(lambda at: Query(giver=papers[at][3], first=years[at], last=years[at])), whole),
        Kind("an honour of a year", each(lambda at: Query(honours=("GK",), first=years[at], last=years[at])), whole),
        Kind("an honour of all years", each(lambda at: Query(honours=(("GK", "BK_BO", "CSTD_CS")[at % 3],))), whole),
        Kind("three years, no words", each(lambda at: Query(first=years[at] - 2, last=years[at])), whole),
        Kind("everything, tenth page", each(lambda at: Query()), whole, start=9 * PAGE),
        Kind("beginning of a name", each(lambda at: Query(text=" ".join(people[at][1].split()[:-1]) + " " + fold(people[at][1].split()[-1])[:2])), whole),
        Kind("name, a province's clerk", named, province),
        Kind("family name, a province's clerk", each(lambda at: Query(text=family[at % 5])), province),
        Kind("family name, a phòng's clerk", each(lambda at: Query(text=family[at % 5])), department),
    ]  # fmt: skip


# ---- both sides -----------------------------------------------------------------------------------


def ours(query: Query, reach: Reach, start: int) -> tuple[list[int], int]:
    from vinhdanh.awards.selectors.search import Lookup

    found = Lookup(query, reach)
    return found.grants(start, PAGE), found.count


def by_like(query: Query, reach: Reach, start: int) -> tuple[list[int], int]:
    """The same question with LIKE on the words of every row, as programs without an index ask it."""
    from django.db import connection

    from vinhdanh.awards.selectors.search import YEAR_KEYS, terms_of
    from vinhdanh.awards.words import asked_words, unit_word

    def asked(beginning: bool) -> tuple[list[int], int]:
        terms = terms_of(query)
        every, begins = list(terms.every), ""
        if beginning:
            begins = asked_words(query.text)[-1]
            every.remove(begins)
        groups = [(w,) for w in every] + list(terms.any_of)
        where = ["(" + " OR ".join(["' ' || words || ' ' LIKE %s ESCAPE '!'"] * len(g)) + ")" for g in groups]
        values: list[Any] = [f"% {w.replace('_', '!_')} %" for g in groups for w in g]
        if begins:
            where.append("' ' || words LIKE %s ESCAPE '!'")
            values.append(f"% {begins}%")
        if terms.keys:
            where.append("key BETWEEN %s AND %s")
            values += terms.keys
        if not reach.everything:
            inside = [unit_word(code) for code in reach.units]
            some = ["' ' || words || ' ' LIKE %s ESCAPE '!'"] * len(inside)
            marks = ", ".join(str(key) for key, _ in reach.rows) or "-1"
            where.append(f"({' OR '.join([*some, f'key IN ({marks})'])})")
            values += [f"% {w.replace('_', '!_')} %" for w in inside]
        from_ = f"FROM awards_grantindex {'WHERE ' + ' AND '.join(where) if where else ''}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {from_}", values)
            count = int(cursor.fetchone()[0])
            cursor.execute(f"SELECT key {from_} ORDER BY key DESC LIMIT {PAGE} OFFSET {start}", values)
            return [key % YEAR_KEYS for (key,) in cursor.fetchall()], count

    keys, count = asked(beginning=False)
    return (keys, count) if count or not query.text else asked(beginning=True)


def by_icontains(query: Query, start: int) -> tuple[list[int], int]:
    """Django's usual way: icontains on the names and numbers themselves. It needs the marks, and finds parts."""
    from django.db.models import Q

    from vinhdanh.awards.models import Grant

    text = query.text
    found = Grant.objects.filter(
        Q(person__name__icontains=text)
        | Q(person__number__icontains=text)
        | Q(unit__name__icontains=text)
        | Q(decision__number__icontains=text)
    )
    return list(
        found.order_by("-year", "-id").values_list("pk", flat=True)[start : start + PAGE]
    ), found.count()


def shown(keys: list[int]) -> None:
    """The rows of the page, as the page reads them."""
    from vinhdanh.awards.models import Grant

    rows = Grant.objects.with_state().select_related(
        "person", "unit", "household", "outsider", "place", "decision"
    )
    list(rows.filter(pk__in=keys))


def timed(do: Callable[[], tuple[list[int], int]], page: bool = True) -> tuple[float, tuple[list[int], int]]:
    began = time.perf_counter()
    found = do()
    if page:
        shown(found[0])
    return (time.perf_counter() - began) * 1000, found


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


# ---- the run --------------------------------------------------------------------------------------


def measure(register: Register, peers: int) -> tuple[list[tuple[str, ...]], list[float], list[float]]:
    """Rows of the report, and all milliseconds of both sides. ``peers``: questions of a kind asked of LIKE."""
    rows, all_ours, all_like = [], [], []
    for kind in kinds(register):
        ours_ms, like_ms, hits = [], [], []
        ours(kind.queries[0], kind.reach, kind.start)  # both sides find the file in the page cache
        for at, query in enumerate(kind.queries):
            took, found = timed(lambda q=query: ours(q, kind.reach, kind.start))  # type: ignore[misc]
            ours_ms.append(took)
            hits.append(found[1])
            if at < peers:
                took, other = timed(lambda q=query: by_like(q, kind.reach, kind.start))  # type: ignore[misc]
                like_ms.append(took)
                if other != found:
                    raise AssertionError(f"{kind.name}: {query} finds {found[1]} here and {other[1]} by LIKE")
        all_ours += ours_ms
        all_like += like_ms
        rows.append(
            (
                kind.name,
                f"{median(hits):,.0f}",
                f"{median(ours_ms):.1f}",
                f"{percentile(ours_ms, 0.95):.1f}",
                f"{median(like_ms):.0f}",
                f"{median(like_ms) / median(ours_ms):.0f} ×",
            )
        )
        print("  ".join(rows[-1]), flush=True)
    return rows, all_ours, all_like


def trigram(register: Register) -> str:
    """pg_trgm on the same words, where the server has it: build time, size, and the mix of text look-ups."""
    from django.db import connection
    from django.db.utils import DatabaseError

    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return "pg_trgm: this server does not have it."
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(
            "CREATE INDEX bench_trgm ON awards_grantindex USING gin ((' ' || words || ' ') gin_trgm_ops)"
        )
        built = time.perf_counter() - began
        cursor.execute("ANALYZE awards_grantindex")
        cursor.execute("SELECT pg_relation_size('bench_trgm'), pg_relation_size('awards_grantindex_lexemes')")
        size, own = cursor.fetchone()
    ms = []
    mine = []
    for kind in kinds_with_text(register):
        for query in kind.queries[:10]:
            took, found = timed(lambda q=query: ours(q, kind.reach, kind.start))  # type: ignore[misc]
            mine.append(took)
            took, other = timed(lambda q=query: by_like(q, kind.reach, kind.start))  # type: ignore[misc]
            ms.append(took)
            assert other == found
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX bench_trgm")
    return (
        f"pg_trgm on the same words, LIKE answered through it, {len(ms)} look-ups with text: median "
        f"{median(ms):.1f} ms, p95 {percentile(ms, 0.95):.0f} ms (ours on the same: {median(mine):.1f} and "
        f"{percentile(mine, 0.95):.0f} ms); built in {built:.0f} s, {size / 2**20:.0f} MiB (ours: {own / 2**20:.0f} MiB)."
    )


def kinds_with_text(register: Register) -> list[Kind]:
    from vinhdanh.access.models import Account

    Account.objects.all().delete()  # the clerks are made anew
    return [k for k in kinds(register) if k.queries[0].text]


def icontains(register: Register) -> str:
    rng = Random(SEED + 2)
    from vinhdanh.awards.selectors.search import Query

    texts = [p[1] for p in rng.sample(register.persons, 3)] + [
        d[1] for d in rng.sample(register.decisions, 3)
    ]
    ms = [timed(lambda t=text: by_icontains(Query(text=t), 0))[0] for text in texts]  # type: ignore[misc]
    return (
        f"Django's icontains over names and numbers (marks must be typed, parts of words match too), "
        f"{len(ms)} look-ups: median {median(ms):.0f} ms."
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--grants", type=int, default=FULL)
    parser.add_argument("--peers", type=int, default=4, help="questions of each kind asked of LIKE too")
    parser.add_argument("--home", help="keep the database in this folder, or use the one kept there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or folder
        Path(home).mkdir(parents=True, exist_ok=True)
        start(home)
        from django.db import connection

        print(f"{connection.vendor}, {asked.grants:,} grants in {home}", flush=True)
        register, loaded = make(asked.grants)
        print(
            f"written in {loaded:.1f} s ({asked.grants / loaded:,.0f} a second, index and triggers included)"
        )
        print(size())
        rows, mine, like = measure(register, asked.peers)
        p95 = percentile(mine, 0.95)
        print(
            f"\nall {len(mine)}: median {median(mine):.1f} ms, p95 {p95:.1f} ms, slowest {max(mine):.0f} ms"
        )
        print(f"LIKE, {len(like)}: median {median(like):.0f} ms, p95 {percentile(like, 0.95):.0f} ms")
        print(icontains(register))
        if connection.vendor == "postgresql":
            print(trigram(register))
        print(f"target p95 ≤ {TARGET_MS} ms: {'reached' if p95 <= TARGET_MS else 'NOT reached'}")


def size() -> str:
    """Bytes of the register and of what finds its rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_total_relation_size('awards_grant'), pg_total_relation_size('awards_grantindex'), "
                "pg_relation_size('awards_grantindex_lexemes')"
            )
            grant, index, gin = cursor.fetchone()
            return f"grants {grant / 2**20:.0f} MiB, index table {index / 2**20:.0f} MiB, of which GIN {gin / 2**20:.0f}"
        cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'awards_grant%'")
        whole = cursor.fetchone()[0]
        cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'awards_grantfts%'")
        fts = cursor.fetchone()[0]
        cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'awards_grantindex'")
        index = cursor.fetchone()[0]
        return f"register {whole / 2**20:.0f} MiB, of which index table {index / 2**20:.0f} and FTS5 {fts / 2**20:.0f}"


if __name__ == "__main__":
    sys.exit(main())
