"""A file against the register: what is new, what changes, what goes against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from vinhdanh.engine import Facts, Grant, Honour
from vinhdanh.exchange.grid import column_letters
from vinhdanh.exchange.intake.decisions import FILE, REGISTER, Decisions
from vinhdanh.exchange.intake.gathering import Gathered
from vinhdanh.exchange.intake.outcomes import Cell, Mark, Outcome, State
from vinhdanh.exchange.intake.plan import TABLES, Plan
from vinhdanh.exchange.intake.register import Register
from vinhdanh.exchange.intake.values import COMPARED, EXTRA, Record, attribute, same, value_of, words
from vinhdanh.exchange.reading import Extra, GrantExtra, PersonExtra, Problem, Severity
from vinhdanh.exchange.reading.headings import PERSON_NAME
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.text import fold

AnyRecord = TypeVar("AnyRecord", bound=Record)

REPEATED = {"repeated_row", "title_twice"}
_FIRST_OF_TWO = re.compile(r"Dòng (\d+) của trang (.+?) ghi ")
Options = tuple[tuple[str, str], ...]  # answers to a conflict, with their words
KEEP = (REGISTER, "Giữ theo sổ")
TAKE = (FILE, "Sửa sổ theo tệp")
WAITS_FOR_SUBJECT = "Chờ dòng của người, đơn vị này ở trang gốc."
WAITS_FOR_OTHER = "Trái với một dòng khác của tệp; chờ xử lý dòng đó."


@dataclass
class Comparison:
    """Outcome of every row, and the plan that follows from them."""

    gathered: Gathered
    register: Register
    decisions: Decisions
    honours: Mapping[str, Honour]
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by row id
    added: dict[str, list[Any]] = field(default_factory=lambda: {table: [] for table in TABLES})
    changed: dict[str, list[Any]] = field(default_factory=lambda: {table: [] for table in TABLES})
    extras: dict[str, Extra] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)  # what is written, by table and id -> its row
    absent: set[str] = field(default_factory=set)  # subjects of the file that will not be on record

    @property
    def plan(self) -> Plan:
        added, changed = (
            Facts(**{table: tuple(some) for table, some in part.items()})
            for part in (self.added, self.changed)
        )
        return Plan(added, changed, self.extras, self.basis, self.rows)

    @property
    def facts(self) -> Facts:
        """What the file says."""
        return self.gathered.built.facts

    def row(self, sheet: str, id: str) -> Row:
        """The row of a record of the file."""
        return self.gathered.built.rows[sheet][id]

    def outcome(self, sheet: str, id: str, state: State) -> Outcome:
        """The outcome of a record's row, begun in that state."""
        row = self.row(sheet, id)
        return self.outcomes.setdefault(row.id, Outcome(row, state))

    # ---- what the rows of every table share ---------------------------------------------------

    def compare(
        self, outcome: Outcome, old: AnyRecord, new: AnyRecord, *, held: Mapping[str, Options] | None = None
    ) -> AnyRecord | None:
        """Compare a record with the one on record, cell by cell; the record as it will be, if it changes.

        A cell that is empty in the file changes nothing. What the record itself does not hold (rank and
        CCCD; money, artefact and serial number) goes into ``extras``.

        Args:
            held: columns that a file may not change by itself, with the ways to settle a difference.
        """
        row = outcome.row
        before, after = self._extra(old, new)
        done: dict[str, Any] = {}
        for column in COMPARED[row.layout.key]:
            key = column.key
            if key not in row.values:
                continue
            was = value_of(old, key, before, self.register.basis.get(old.id, ""))
            now = value_of(new, key, after, str(row.values.get("number", "")))
            if same(column, was, now):
                continue
            side = self.decisions.settled.get(f"{row.sheet}!{row.cell(key)}")
            options = held.get(key) if held else None
            if options is not None and side is None:
                says = words(column, was, self.gathered.spellings) or "để trống"
                outcome.conflict(key, f"Sổ ghi {says}.", options)
                continue
            if side == REGISTER:
                continue
            spell = self.gathered.spellings
            outcome.cells[key] = Cell(
                Mark.CHANGED, old=words(column, was, spell), new=words(column, now, spell)
            )
            done[key] = now
        if not outcome.written or not done:
            return None
        return self._as_it_will_be(old, done, before)

    def _extra(self, old: Record, new: Record) -> tuple[Extra, Extra]:
        built = self.gathered.built
        nothing: Extra = GrantExtra() if isinstance(old, Grant) else PersonExtra()
        said = built.of_grants if isinstance(old, Grant) else built.extras
        return self.register.details.get(old.id, nothing), said.get(new.id, nothing)

    def _as_it_will_be(self, old: AnyRecord, done: Mapping[str, Any], before: Extra) -> AnyRecord:
        extra = {key: value for key, value in done.items() if key in EXTRA.get(type(old), ())}
        own = {attribute(old, key): value for key, value in done.items() if key not in extra}
        if extra:
            self.extras[old.id] = replace(before, **extra)
        if "number" in own and not hasattr(old, "number"):
            self.basis[old.id] = own.pop("number")
        return replace(old, **own)

    def add(self, table: str, record: Record, row: Row) -> None:
        """The record is new."""
        self.added[table].append(record)
        self.rows[f"{table}:{record.id}"] = row.id

    def change(self, table: str, record: Record | None, row: Row) -> None:
        """The record on record becomes this one."""
        if record is not None:
            self.changed[table].append(record)
            self.rows[f"{table}:{record.id}"] = row.id

    def waits(self, outcome: Outcome, *subjects: str) -> bool:
        """Whether the row must wait, because one of its subjects will not be on record."""
        if self.absent.isdisjoint(subjects):
            return False
        outcome.wait(WAITS_FOR_SUBJECT)
        return True

    # ---- what could not be read ---------------------------------------------------------------

    def mark_problems(self) -> None:
        """Put every problem onto its cell; settle what becomes of rows that gave no record."""
        by_row: dict[str, list[Problem]] = {}
        contradicted: set[str] = set()
        for problem in self.gathered.problems:
            if problem.row:
                by_row.setdefault(f"{problem.sheet}!{problem.row}", []).append(problem)
            first = _FIRST_OF_TWO.match(problem.message) if problem.code == "conflicting_rows" else None
            if first:
                contradicted.add(f"{first[2]}!{first[1]}")
        for page in self.gathered.pages:
            keys = {column_letters(at): key for key, at in page.heading.columns.items()}
            for row in page.rows:
                if row.id in self.decisions.dropped:
                    continue
                problems = by_row.get(row.id, [])
                outcome = self.outcomes.get(row.id)
                if outcome is None:
                    outcome = self._without_record(row, problems, contradicted)
                    self.outcomes[row.id] = outcome
                for problem in problems:
                    key = keys.get(problem.cell.rstrip("0123456789"), row.layout.columns[0].key)
                    self._mark(outcome, key, problem)

    def _mark(self, outcome: Outcome, key: str, problem: Problem) -> None:
        if problem.severity is Severity.WARNING:
            if problem.code != "unknown_column" and key not in outcome.cells:
                plain = {State.NEW: Mark.NEW, State.MATCHED: Mark.SAME}.get(outcome.state, Mark.NONE)
                outcome.cells[key] = Cell(plain, problem.message, problem=problem)
        elif problem.severity is Severity.ERROR:
            if problem.code == "unknown_code" and self._by_name(outcome, key, problem):
                return
            outcome.cells[key] = Cell(Mark.BAD, problem.message, problem=problem)

    def _by_name(self, outcome: Outcome, key: str, problem: Problem) -> bool:
        """An unknown number beside the name of one person on record goes against the register."""
        number = (problem.suggestion or "").partition(" (")[0]
        person = self.register.known.persons.get(number)
        name = outcome.row.values.get(PERSON_NAME)
        if person is None or name is None or fold(str(name)) != fold(person.name):
            return False
        options = [(number, f"Là một người: dùng số hiệu {number}")]
        outcome.conflict(key, f"Sổ ghi {number}, cùng họ tên.", options)
        return True

    def _without_record(self, row: Row, problems: list[Problem], contradicted: set[str]) -> Outcome:
        """What becomes of a row that gave no record."""
        if any(problem.severity is Severity.ERROR for problem in problems):
            return Outcome(row, State.BAD)
        if row.id in contradicted:
            return Outcome(row, State.WAITING, note=WAITS_FOR_OTHER)
        if any(problem.code in REPEATED for problem in problems) or self._on_record(row):
            return Outcome(row, State.REPEATED)
        return Outcome(row, State.WAITING, note=WAITS_FOR_SUBJECT)

    def _on_record(self, row: Row) -> bool:
        """Whether the row's subject is there, so that only another row can have spoken for it."""
        subject = row.values.get("subject") or row.values.get("person")
        if subject is None or subject in self.absent:
            return False
        names = self.register.known.names.values()
        return any(subject in ids for ids in names) or any(
            subject in self.gathered.built.rows[sheet] for sheet in ("persons", "units", "households")
        )
