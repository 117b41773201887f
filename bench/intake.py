"""Fifty thousand rows of honours from an Excel file into the records of the sample province.

``python -m bench.intake ours FILE`` and ``… peer FILE`` are fresh processes, each with a SQLite of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.measuring import Section, Target, Times, fresh_process, human

ROWS = 50_000
ASKED = 20.0  # seconds, end to end
SEED = 20251231
HEADINGS = ("STT", "Số hiệu", "Họ và tên", "Hình thức", "Năm", "Số quyết định", "Ngày ký", "Người ký")


def intake(rounds: int) -> Section:
    """Both ways in turn."""
    ours: dict[str, list[tuple[float, float]]] = {}
    peer: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        fresh_process("bench.intake", "write", str(path))
        for _ in range(rounds):
            for step, taken in fresh_process("bench.intake", "ours", str(path)).items():
                ours.setdefault(step, []).append(taken)
            peer.append(fresh_process("bench.intake", "peer", str(path))["peer"])
        size = path.stat().st_size
    whole = [
        (sum(wall for wall, _ in steps), sum(cpu for _, cpu in steps))
        for steps in zip(*ours.values(), strict=True)
    ]
    found = median(wall for wall, _ in whole)
    return Section(
        title="8. Import of a legacy file",
        text=(
            f"{ROWS:,} rows of honours ({size / 1e6:.1f} MB of .xlsx) into the sample province on SQLite, "
            f"{rounds} rounds in turn, a fresh process and database each. Ours ends with every row compared "
            "cell by cell, the verdicts of the year judged before and after, the rows written in one "
            "transaction with a journal entry a person, and everything kept that undoing takes. The peer is "
            "what one would write in an afternoon: openpyxl in read-only mode, a dictionary of people, "
            "Django's `bulk_create` in one transaction; it compares nothing, writes no journal and can't be "
            "undone. Both leave the same honours."
        ),
        head=("", "wall, median (min–max)", "processor, median"),
        rows=[
            *(row(step, taken) for step, taken in ours.items()),
            row("**ours, end to end**", whole),
            row("openpyxl and Django `bulk_create`", peer),
        ],
        targets=[
            Target(
                what=f"Import of {ROWS:,} rows of honours, end to end",
                asked=f"≤ {ASKED:.0f} s",
                found=human(found),
                reached=found <= ASKED,
            )
        ],
    )


def row(name: str, taken: list[tuple[float, float]]) -> tuple[str, ...]:
    walls = Times(tuple(wall for wall, _ in taken))
    return name, str(walls), human(median(cpu for _, cpu in taken))


# ---- in fresh processes ---------------------------------------------------------------------------


def province(path: str) -> Any:
    """A database of its own, beside the file, with the sample province; the operator who writes in it."""
    home = tempfile.mkdtemp(dir=Path(path).parent)
    os.environ.update(VINHDANH_HOME=home, DJANGO_SETTINGS_MODULE="vinhdanh.web.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from vinhdanh.access.types import Operator
    from vinhdanh.exchange.records import record_facts
    from vinhdanh.exchange.sample import sample_province

    sample = sample_province()
    record_facts(sample.facts, sample.details, actor=Operator())
    return Operator()


def write(path: str) -> dict[str, Any]:
    """The file: giấy khen of people of the sample, each with its own decision."""
    import xlsxwriter

    from vinhdanh.exchange.sample import sample_province

    rng = Random(SEED)
    people = [(person.id, person.name) for person in sample_province().facts.persons]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Khen thưởng")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, ROWS + 1):
            number, name = rng.choice(people)
            year = rng.randint(2015, 2025)
            day = f"{rng.randint(1, 28):02d}/12/{year}"
            row = (n, number, name, "Giấy khen", year, f"N{n}/QĐ-CAT", day, "Giám đốc Công an tỉnh")
            sheet.write_row(n, 0, row)
    return {"rows": ROWS}


def ours(path: str) -> dict[str, Any]:
    """The product's own way, each step waited for."""
    actor = province(path)
    from vinhdanh.awards.models import Grant
    from vinhdanh.exchange import services, tasks
    from vinhdanh.exchange.intake.mapping import from_json

    data, before = Path(path).read_bytes(), Grant.objects.count()
    steps: dict[str, tuple[float, float]] = {}

    def timed(step: str, do: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        found = do()
        steps[step] = time.perf_counter() - wall, time.process_time() - cpu
        return found

    with tasks.waited_for():
        found = timed(
            "receive and open",
            lambda: services.receive(actor=actor, name="so.xlsx", data=data, year=2025),
        )
        found.refresh_from_db()
        maps = from_json(found.mapping)
        timed(
            "read, compare, preview, judge before and after",
            lambda: services.set_mapping(actor=actor, intake=found, maps=maps),
        )
        found.refresh_from_db()
        timed("write and journal", lambda: services.start_applying(actor=actor, intake=found))
    found.refresh_from_db()
    if found.state != "applied" or Grant.objects.count() - before != ROWS:
        raise RuntimeError(f"{found.state}: {found.error}")
    return steps


def peer(path: str) -> dict[str, Any]:
    """The file read by openpyxl and written by Django in one go."""
    province(path)
    from datetime import datetime

    import openpyxl
    from django.db import transaction

    from vinhdanh.awards.models import Grant
    from vinhdanh.awards.services.old_books import OldDecisions, grant_columns, paper_named
    from vinhdanh.people.models import Person

    before = Grant.objects.count()
    wall, cpu = time.perf_counter(), time.process_time()
    people = dict(Person.objects.values_list("number", "pk"))
    book = openpyxl.load_workbook(path, read_only=True)
    rows = book["Khen thưởng"].iter_rows(min_row=2, values_only=True)
    decisions, grants = OldDecisions(), []
    for _, number, _, _, year, decision, day, signer in rows:
        paper = paper_named(signer, decision, datetime.strptime(day, "%d/%m/%Y").date(), year)
        more = grant_columns(folded="", code=number, honour="GK", paper=paper, place=None, path="")
        key = decisions.key_of(paper)
        grants.append(Grant(person_id=people[number], honour="GK", year=year, decision_id=key, **more))
    with transaction.atomic():
        Grant.objects.bulk_create(grants, batch_size=1000)
    taken = time.perf_counter() - wall, time.process_time() - cpu
    if Grant.objects.count() - before != ROWS:
        raise RuntimeError("rows are missing")
    return {"peer": taken}


if __name__ == "__main__":
    print(json.dumps({"write": write, "ours": ours, "peer": peer}[sys.argv[1]](sys.argv[2])))
