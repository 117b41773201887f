"""The way of a file into the records, for tests: every step done before the next line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.eligibility.agency import DETAILS, SECRET, YEAR, facts
from tests.exchange.sheets import NAMES, Cells, write
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.exchange import services, tasks
from vinhdanh.exchange.intake.decisions import Decisions
from vinhdanh.exchange.intake.log import Log
from vinhdanh.exchange.intake.mapping import from_json
from vinhdanh.exchange.intake.plan import TABLES, Plan
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.records import record_facts
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

OPERATOR = Operator()
GRANTS = ["Số hiệu", "Họ và tên", "Danh hiệu", "Năm", "Số quyết định", "Ngày ký"]


def small_agency() -> None:
    """The records of ``tests.eligibility.agency``; one person is under secrecy."""
    record_facts(facts(), DETAILS, actor=OPERATOR)
    Person.objects.filter(number=SECRET).update(secrecy=Secrecy.SECRET)


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a thread would do is done before the answer."""
    monkeypatch.setattr(tasks, "later", lambda work, intake: tasks.perform(work, intake.pk))


class Desk:
    """Somebody who imports files, step by step."""

    def __init__(self, actor: Account | Operator = OPERATOR) -> None:
        self.actor = actor

    def bring(
        self, data: bytes | None = None, name: str = "so.xlsx", year: int = YEAR, **sheets: Cells
    ) -> Intake:
        """Receive a file (or sheets by key) and take its mapping as proposed."""
        if data is None:
            data = write({NAMES.get(key, key): rows for key, rows in sheets.items()})
        intake = services.receive(actor=self.actor, name=name, data=data, year=year)
        intake.refresh_from_db()
        if intake.state == Intake.State.MAPPING:
            maps = from_json(intake.mapping)
            if any(one.key for one in maps):
                services.set_mapping(actor=self.actor, intake=intake, maps=maps)
                intake.refresh_from_db()
        return intake

    def decide(self, intake: Intake, decisions: Decisions, **more: Any) -> Intake:
        services.decide(actor=self.actor, intake=intake, decisions=decisions, **more)
        intake.refresh_from_db()
        return intake

    def apply(self, intake: Intake) -> Intake:
        services.start_applying(actor=self.actor, intake=intake)
        intake.refresh_from_db()
        return intake

    def undo(self, intake: Intake, ground: str = "Nhập nhầm tệp") -> Intake:
        services.start_undoing(actor=self.actor, intake=intake, ground=ground)
        intake.refresh_from_db()
        return intake


def planned(intake: Intake) -> dict[str, tuple[int, int]]:
    """How many records of each table are new and changed, tables without any left out."""
    plan = plan_of(intake)
    sizes = {t: (len(getattr(plan.added, t)), len(getattr(plan.changed, t))) for t in TABLES}
    return {table: size for table, size in sizes.items() if any(size)}


def plan_of(intake: Intake) -> Plan:
    return Plan.from_bytes(bytes(intake.plan.content))


def log_of(intake: Intake) -> Log:
    return Log.from_bytes(bytes(intake.plan.written))


def cells(intake: Intake, mark: str = "") -> list[tuple[str, str, str, str]]:
    """Place, mark, text and note of marked cells; with ``mark``, only those."""
    found = []
    for row in intake.rows.all():
        page = intake.columns[row.sheet]
        for (letter, _, _), cell in zip(page["columns"], json.loads(row.cells)["c"], strict=True):
            if isinstance(cell, list) and (not mark or cell[0] == mark):
                found.append((f"{page['name']}!{letter}{row.number}", cell[0], cell[1], cell[2].get("n", "")))
    return found
