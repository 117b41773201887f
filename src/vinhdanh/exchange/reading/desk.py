"""What the tables share while they are read: whose row it is, repeats, contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vinhdanh.engine import Honour, Person
from vinhdanh.exchange.reading.directory import Directory
from vinhdanh.exchange.reading.effects import NONE, Effects
from vinhdanh.exchange.reading.problems import Problems, Severity
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.reading.subjects import report

PEOPLE = ("persons",)
ANYBODY = ("persons", "units", "households")


@dataclass(frozen=True)
class Desk:
    """What every table needs at hand while it is read."""

    directory: Directory
    persons: Mapping[str, Person]
    kinds: Mapping[str, str]  # subject id -> person, unit, household
    honours: Mapping[str, Honour]
    problems: Problems
    effects: Effects
    placed: frozenset[str] = frozenset()  # persons who have a post in the register

    def report(
        self, severity: Severity, code: str, row: Row, key: str, message: str, effect: str, **more: str | None
    ) -> None:
        subject = more.pop("subject", None) or row.values.get("subject") or row.values.get("person")
        expected = more.pop("expected", None) or ""
        report(
            self.problems,
            severity,
            code,
            row,
            key,
            message,
            effect,
            expected=expected,
            subject=subject,
            **more,
        )

    def lose(self, code: str, row: Row, key: str, message: str, **more: str | None) -> None:
        """Report a row that is not used."""
        effect = self.effects.of_row(row.layout.key, row.values)
        self.report(Severity.ERROR, code, row, key, message, effect, **more)


def resolve(rows: Iterable[Row], key: str, kinds: tuple[str, ...], desk: Desk) -> list[Row]:
    """The rows whose subject is known, with its own identifier; years before it existed are reported."""
    kept = []
    for row in rows:
        found = desk.directory.subject(row, key, kinds)
        if found is None:
            continue
        row.values[key] = found
        person, year = desk.persons.get(found), row.values.get("year")
        if person is not None and year is not None:
            if person.born is not None and year < person.born.year:
                message = f"Trước năm sinh ({person.born.year})."
                desk.lose("before_birth", row, "year", message, expected=f"từ {person.born.year} trở đi")
                continue
            if person.joined is not None and year < person.joined.year:
                desk.report(
                    Severity.WARNING,
                    "before_joining",
                    row,
                    "year",
                    f"Trước năm vào ngành ({person.joined.year}).",
                    "Vẫn tính như đã ghi.",
                    expected=f"từ {person.joined.year} trở đi",
                )
        kept.append(row)
    return kept


def groups(rows: list[Row], *keys: str) -> list[list[Row]]:
    """Rows that agree in those columns, in the order of their first."""
    found: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(map(row.values.get, keys))].append(row)
    return list(found.values())


def without_repeats(rows: list[Row], desk: Desk) -> list[Row]:
    """Each row once; the same words in two rows are one record."""
    seen: dict[tuple[Any, ...], Row] = {}
    kept = []
    columns = [column.key for column in rows[0].layout.columns] if rows else []
    for row in rows:
        key = tuple(map(row.values.get, columns))
        first = seen.setdefault(key, row)
        if first is row:
            kept.append(row)
        else:
            desk.report(
                Severity.FIXED,
                "repeated_row",
                row,
                row.layout.columns[0].key,
                f"Lặp lại dòng {first.number} của trang {first.sheet}; chỉ tính một dòng.",
                NONE,
            )
    return kept


def conflict(rows: list[Row], key: str, words: Callable[[Row], str], desk: Desk) -> None:
    """Rows of one fact that say different things: each is reported against the first, none is used."""
    first = rows[0]
    for other in rows[1:]:
        desk.lose(
            "conflicting_rows",
            other,
            key,
            f"Dòng {first.number} của trang {first.sheet} ghi “{words(first)}”, "
            f"dòng này ghi “{words(other)}”; không dùng dòng nào.",
            expected="một nội dung",
        )
