"""A package beside the register: what is new, what is the same, what says otherwise and in which columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from vinhdanh.awards.models import Decision, Outsider
from vinhdanh.exchange.packages.choosing import Chosen
from vinhdanh.exchange.packages.columns import Column, Row, canonical
from vinhdanh.exchange.packages.folder import sorted_rows
from vinhdanh.exchange.packages.opening import Line, Opened
from vinhdanh.exchange.packages.summaries import Summary
from vinhdanh.exchange.packages.tables import Table
from vinhdanh.people import models as people

SHOWN = 5  # new rows of a table that the preview shows
_WIDEST = 300  # characters of a value that the preview shows


@dataclass(frozen=True, slots=True)
class Difference:
    """One column in which a row of the package says otherwise."""

    column: Column
    register: Any
    package: Any
    takeable: bool

    @property
    def told(self) -> dict[str, Any]:
        """As the preview keeps it."""
        return {
            "column": self.column.name,
            "label": self.column.label,
            "register": self._words(self.register),
            "package": self._words(self.package),
            "takeable": self.takeable,
        }

    def _words(self, value: Any) -> str:
        words = dict(self.column.words)
        plain = isinstance(value, str | int) and value in words
        return words[value] if plain else shown(value)


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the package (``line``), with the row on record that it is (``key``), if there is one."""

    line: Line
    key: int | None = None  # of the database; 0: computed here
    differences: tuple[Difference, ...] = ()

    @property
    def new(self) -> bool:
        return self.key is None


@dataclass
class Tally:
    """How a table of the package compares."""

    new: int = 0
    same: int = 0
    conflict: int = 0
    here: int = 0  # on record with the same key and not in the package
    samples: list[str] = field(default_factory=list)


def matches(
    table: Table | Summary, opened: Opened, register: Chosen, folder: Path, tally: Tally
) -> Iterator[Match]:
    """Rows that are new or say otherwise, in the package's order. The same ones are only counted.

    Both sides come in the order of their keys, so that only rows of one key are held at a time.
    """
    years = None
    if isinstance(table, Table) and "year" in table.key:  # no other year's row can have the same key
        found = {line.row["year"] for line in opened.lines(table)}
        years = None if None in found else found
    ours = groupby(sorted_rows(table, register, folder, years), key=lambda row: row[0])
    held = next(ours, None)
    for key, lines in groupby(opened.lines(table), key=lambda line: line.key):
        while held is not None and held[0] < key:
            held = next(ours, None)
        here: list[tuple[str, int]] = []
        if held is not None and held[0] == key:
            here = [(content, pk) for _, content, pk in held[1]]
            held = next(ours, None)
        yield from _of_one_key(table, list(lines), here, tally)


def _of_one_key(
    table: Table | Summary, lines: list[Line], here: list[tuple[str, int]], tally: Tally
) -> Iterator[Match]:
    left: list[Line] = []
    for line in lines:
        same = next((row for row in here if row[0] == line.content), None)
        if same is None:
            left.append(line)
        else:
            here.remove(same)
            tally.same += 1
    for line, (content, pk) in zip(left, here, strict=False):
        found = tuple(_differences(table, line.row, json.loads(content), pk))
        if found:
            tally.conflict += 1
            yield Match(line, pk, found)
        else:
            tally.same += 1
    for line in left[len(here) :]:
        tally.new += 1
        if len(tally.samples) < SHOWN:
            tally.samples.append(name_of(table, line.row))
        yield Match(line)
    tally.here += max(len(here) - len(left), 0)


def _differences(table: Table | Summary, theirs: Row, ours: Row, pk: int) -> Iterator[Difference]:
    for column in table.spec:
        was, now = ours[column.name], theirs[column.name]
        # A package of one unit names only its own authors of a work: what says less goes against nothing.
        less = column.kind == "list" and all(one in was for one in now)
        if was != now and not less:
            takeable = _takeable(table, column, was, now, pk)
            yield Difference(column, was, now, takeable)


def _takeable(table: Table | Summary, column: Column, was: Any, now: Any, pk: int) -> bool:
    """Whether the package's word can be written: never into what is only ever added to."""
    if isinstance(table, Summary):
        return pk > 0  # what is counted here is not taken from others
    if table.model in (Decision, Outsider) or column.name in table.fixed:
        return False
    if column.kind == "list":
        return table.model is not people.Finding and now[: len(was)] == was
    return True


def name_of(table: Table | Summary, row: Row) -> str:
    """A row as people read it: its key, and its name where it has one."""
    named = [*table.key, *(("name",) if "name" in row and "name" not in table.key else ())]
    parts = [shown(row[name]) for name in named if not isinstance(row[name], bool)]
    return ", ".join(part for part in parts if part)[:_WIDEST]


def shown(value: Any) -> str:
    """A value as people read it."""
    match value:
        case None | "":
            text = ""
        case bool():
            text = "có" if value else "không"
        case str() if len(value) == 10 and value[4:5] == value[7:8] == "-" and value[:4].isdigit():
            text = f"{value[8:]}/{value[5:7]}/{value[:4]}"
        case list() if all(not isinstance(one, dict | list) for one in value):
            text = ", ".join(part for part in map(shown, value) if part)
        case list():
            text = f"{len(value)} dòng: " + "; ".join(
                ", ".join(part for part in map(shown, one.values()) if part) for one in value
            )
        case dict():
            text = canonical(value)
        case _:
            text = str(value)
    return text[:_WIDEST]
