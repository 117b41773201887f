"""The year-end report of the sample province, against the same counts made of the register's Excel file.

``python -m bench.report measure ROUNDS`` is the process that does it, in a database of its own.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from typing import Any

from bench import data
from bench.measuring import Section, Target, Times, human, interleaved
from bench.measuring import fresh_process as fresh
from bench.review import start

YEAR = data.YEAR
PAGE_ASKED = 1.5  # seconds of processor for the page of a whole province
ISSUE_ASKED = 8.0  # seconds of processor to freeze it with the records behind every figure
# What both sides count: the lượt of the year by these columns of the register.
TABLES = {"cap": "Cấp tặng", "ng": "Người quyết định", "loai": "Loại hình", "dh": "Danh hiệu, hình thức"}
SQL = """
    SELECT "{column}",
           count(*) FILTER (WHERE "Đối tượng" = 'Tập thể'),
           count(*) FILTER (WHERE "Đối tượng" IN ('Cá nhân', 'Người ngoài cơ quan'))
    FROM register
    WHERE "Năm" = '{year}' AND "Hiệu lực" = 'Còn hiệu lực' AND "Danh hiệu, hình thức" NOT IN ({titles})
    GROUP BY 1
"""


def report(rounds: int) -> Section:
    found = fresh("bench.report", "measure", str(rounds))
    page, peer = Times(tuple(found["ours"])), Times(tuple(found["peer"]))
    worked = found["worked"]
    return Section(
        "13. The year-end report of a province",
        f"The sample province ({found['persons']:,} persons, {found['rows']:,} honours of two years) on "
        f"SQLite, {rounds} rounds in turn. Ours is the page of the whole report through the whole stack: "
        f"{found['figures']:,} figures, each with its query and its records, in every part that the sample's "
        "records fill (honours beside the year before and over ten years, conduct, ratings, annexes), set as "
        "a page. The peer counts four of its tables, by level, giver, loại hình and form, from the Excel "
        "file that the register hands out: read by python-calamine, grouped by DuckDB. Both give the same "
        f"{found['compared']:,} numbers; the peer knows no rights, no records and no other part.",
        ("", "median (min–max)", "processor"),
        [
            ("the report's page", str(page), human(worked["ours"])),
            ("four of its tables from Excel", str(peer), human(worked["peer"])),
            ("the page of the largest unit below", "", human(found["below"])),
            ("the report as PDF", "", human(found["pdf"])),
            ("issuing: every figure frozen with its records", "", human(found["issue"])),
        ],
        [
            Target(
                "year-end report of a province, the page",
                f"≤ {PAGE_ASKED} s of processor",
                human(worked["ours"]),
                worked["ours"] <= PAGE_ASKED,
            ),
            Target(
                "year-end report of a province, issued",
                f"≤ {ISSUE_ASKED:.0f} s of processor",
                human(found["issue"]),
                found["issue"] <= ISSUE_ASKED,
            ),
        ],
    )


# ---- in a fresh process ---------------------------------------------------------------------------


def measure(rounds: int) -> dict[str, Any]:
    """Both sides in turn, in a database that is thrown away; what else is done by processor alone."""
    with tempfile.TemporaryDirectory() as home:
        start(home)
        from django.test import Client

        from vinhdanh.access.models import Account, RoleAssignment
        from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
        from vinhdanh.exchange.records import record_facts
        from vinhdanh.exchange.sample import sample_province
        from vinhdanh.people.models import Person, Unit

        province = sample_province()
        record_facts(province.facts, province.details, actor=Operator())
        account = Account.objects.create(username="standing", full_name="Người dùng đo")
        for role in (Role.STANDING_BODY, Role.SIGNING_AUTHORITY):
            RoleAssignment.objects.create(
                account=account, role=role, unit_code=WHOLE_AGENCY, valid_from=date(2020, 1, 1)
            )
        client = Client()
        client.force_login(account)
        top = max(Unit.objects.filter(parent=None), key=lambda one: Unit.objects.subtree(one).count())
        below = max(Unit.objects.filter(parent=top), key=lambda one: one.posts.count())
        address = f"/bao-cao/{top.code}/{YEAR}/"
        book = _get(client, f"/so-khen-thuong/danh-sach.xlsx?tu={YEAR - 1}&den={YEAR}")
        ours, theirs = partial(_get, client, address), partial(peer, book)
        compared = _compare(account, top, theirs())
        ours()
        worked: dict[str, list[float]] = {"ours": [], "peer": []}
        sides: dict[str, Callable[[], object]] = {
            "ours": partial(_worked, worked["ours"], ours),
            "peer": partial(_worked, worked["peer"], theirs),
        }
        times = interleaved(sides, rounds, collect=True)
        return {
            "persons": Person.objects.count(),
            "rows": len(_rows(book)[1]),
            "figures": _figures(account, top),
            "compared": compared,
            "ours": times["ours"].rounds,
            "peer": times["peer"].rounds,
            "worked": {side: median(taken) for side, taken in worked.items()},
            "below": _seconds(partial(_get, client, f"/bao-cao/{below.code}/{YEAR}/")),
            "pdf": _seconds(partial(_get, client, f"{address}bao-cao.pdf")),
            "issue": _seconds(partial(_issue, account, top)),
        }


def peer(book: bytes) -> dict[str, dict[str, tuple[int, int]]]:
    """Four tables of the year from the register's Excel file: column → value → lượt tập thể, lượt cá nhân."""
    import duckdb
    import pyarrow as pa

    from vinhdanh.awards.catalogue import catalogue, honour_name, is_title

    head, rows = _rows(book)
    columns = {name: [str(row[at]) for row in rows] for at, name in enumerate(head)}
    codes = [code for code in catalogue() if is_title(code)]
    titles = {honour_name(code, police=police) for code in codes for police in (True, False)}
    named = ", ".join(f"'{one}'" for one in sorted(titles))
    with duckdb.connect() as db:
        db.execute("SET threads TO 1")
        db.register("register", pa.table(columns))
        return {
            code: {
                str(value): (units, people)
                for value, units, people in db.execute(
                    SQL.format(column=column, year=YEAR, titles=named)
                ).fetchall()
            }
            for code, column in TABLES.items()
        }


def _rows(book: bytes) -> tuple[list[str], list[list[Any]]]:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    at = next(at for at, row in enumerate(rows) if "Loại hình" in row)
    return [str(one) for one in rows[at]], [row for row in rows[at + 1 :] if row[1]]


def _compare(account: Any, unit: Any, found: dict[str, dict[str, tuple[int, int]]]) -> int:
    """How many numbers both sides have; they are the same.

    Raises:
        RuntimeError: one differs.
    """
    from vinhdanh.reports.figures import Figure, Grid
    from vinhdanh.reports.selectors.yearly import report_of

    section = next(one for one in report_of(account, unit, YEAR).sections if one.code == "khen-thuong")
    part = next(one for one in section.parts if one.code == "khen-thuong.hinh-thuc")
    grids = {
        row[1].key.split(".")[1]: block.rows
        for block in part.blocks
        if isinstance(block, Grid)
        for row in block.rows[:1]
        if isinstance(row[1], Figure)
    }
    numbers = 0
    for code, counted in found.items():
        ours = {
            str(name): tuple(one.value for one in cells[:2] if isinstance(one, Figure))
            for name, *cells in grids[code]
            if name != "Cộng"
        }
        if ours != counted:
            raise RuntimeError(f"{TABLES[code]}: {ours} and {counted}")
        numbers += 2 * len(ours)
    return numbers


def _figures(account: Any, unit: Any) -> int:
    from vinhdanh.reports.selectors.yearly import report_of

    return len(report_of(account, unit, YEAR).figures)


def _issue(account: Any, unit: Any) -> None:
    from django.utils import timezone

    from vinhdanh.reports.services import issue_report

    issue_report(actor=account, unit=unit, year=YEAR, issued=timezone.localdate(), number="1/BC")


def _get(client: Any, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def _worked(taken: list[float], do: Callable[[], object]) -> None:
    began = time.process_time()
    do()
    taken.append(time.process_time() - began)


def _seconds(do: Callable[[], object]) -> float:
    """Seconds of processor."""
    began = time.process_time()
    do()
    return time.process_time() - began


if __name__ == "__main__" and sys.argv[1:2] == ["measure"]:
    print(json.dumps(measure(int(sys.argv[2]))))
