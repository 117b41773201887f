"""Rows of the database as a package writes them, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from django.db import models

from vinhdanh.exchange.packages.choosing import Chosen
from vinhdanh.exchange.packages.columns import NAMED_BY, Column, Row, written
from vinhdanh.exchange.packages.tables import PERSONAL, Child, Table
from vinhdanh.people import models as people

BATCH = 500  # rows of one question to the database about what belongs to them

# Of somebody without his name: what is emptied, and what is left out whole.
_TOO_CLOSE = {"ranks", "absences"}
_TELLING = ("title", "achievement", "evidence", "why", "basis", "money_ground", "serial", "release", "number")
_ABOUT = {"ratings", "disciplines", "holds", "findings"}  # of units that the package is about
_UNNAMED = "Cán bộ không nêu tên"
_SUBJECTS: dict[type[models.Model] | None, str] = {
    people.Person: "persons",
    people.Unit: "units",
    people.Household: "households",
}


class Outside(Exception):
    """A row is about somebody, or something, that is not in the package."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def rows_of(table: Table, chosen: Chosen, years: Collection[int] | None = None) -> Iterator[tuple[int, Row]]:
    """Key of the database and row, in no order. What stays behind is counted in ``chosen.left_out``.

    Args:
        years: of a table with a ``year``, the rows of these only; None is all of them.
    """
    columns = [column for column in table.spec if column.kind != "list"]
    paths = _paths(columns)
    rows = chosen.rows(table.name)
    if years is not None:
        rows = rows.filter(year__in=years)
    found = rows.order_by().values_list("pk", *paths)
    source = found.iterator(chunk_size=BATCH)
    while part := list(islice(source, BATCH)):
        keys = [values[0] for values in part]
        inner = {child.name: _children(child, keys, chosen) for child in table.children}
        for pk, *values in part:
            try:
                _belongs(table, pk, chosen)
                row = _row(columns, values, chosen)
                if table.name in _ABOUT and row["unit"] is not None and row["unit"] not in chosen.own_codes:
                    raise Outside("")
                row |= {name: rows[pk] for name, rows in inner.items()}
            except Outside as outside:
                if outside.why:
                    chosen.left_out[table.name, outside.why] += 1
                continue
            if table.name in _TOO_CLOSE and chosen.masked(_person(row, chosen)):
                chosen.left_out[table.name, "secret"] += 1
                continue
            yield pk, _masked(table, pk, row, chosen)


def _paths(columns: list[Column]) -> list[str]:
    """What is asked of the database: a subject by its key, another record by what names it."""
    paths: list[str] = []
    for column in columns:
        if column.kind != "ref":
            paths.append(column.name)
        elif column.to in _SUBJECTS:
            paths.append(f"{column.name}_id")
        else:
            assert column.to is not None
            paths += [f"{column.name}_id", *(f"{column.name}__{part}" for part in NAMED_BY[column.to])]
    return paths


def _belongs(table: Table, key: int, chosen: Chosen) -> None:
    """Raises Outside: a person, unit, household or work that the package is not about."""
    if table.model in _SUBJECTS and key not in getattr(chosen, _SUBJECTS[table.model]):
        raise Outside("")
    if table.model is people.RecognisedWork and key in chosen.works_kept_back:
        raise Outside("secret")


def _row(columns: list[Column], values: list[Any], chosen: Chosen) -> Row:
    """Raises Outside: it names something that is not in the package."""
    row: Row = {}
    at = 0
    for column in columns:
        value = values[at]
        at += 1
        if column.kind == "ref" and column.to not in _SUBJECTS:
            assert column.to is not None
            count = len(NAMED_BY[column.to])
            if column.to is people.RecognisedWork and value in chosen.works_kept_back:
                raise Outside("secret")
            value = None if value is None else tuple(values[at : at + count])
            at += count
        elif column.kind == "ref" and value is not None:
            value = _subject(column, value, chosen)
        row[column.name] = written(value)
    return row


def _subject(column: Column, key: int, chosen: Chosen) -> str:
    assert column.to is not None
    known: dict[int, str] = getattr(chosen, _SUBJECTS[column.to])
    if key in known:
        return known[key]
    if column.to is people.Person and key in chosen.kept_back:
        raise Outside("secret")
    raise Outside("elsewhere" if chosen.unit is None else "")


def _children(child: Child, keys: list[int], chosen: Chosen) -> defaultdict[int, list[Row]]:
    """The rows that belong to these, by the key of the row that they belong to."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    columns = list(child.spec)
    owner = {key: key for key in keys}
    while owner:
        rows = child.model._base_manager.filter(**{f"{child.parent}__in": list(owner)})
        ordered = rows.order_by(child.order, "pk").values_list("pk", f"{child.parent}_id", *_paths(columns))
        beneath: dict[int, int] = {}
        for pk, parent, *values in ordered:
            beneath[pk] = owner[parent]
            try:
                found[owner[parent]].append(_row(columns, values, chosen))
            except Outside as outside:
                chosen.left_out[child.name, outside.why or "elsewhere"] += 1
        owner = beneath if child.deep else {}
    for rows_found in found.values():
        if child.deep:
            rows_found.reverse()
    return found


def _masked(table: Table, pk: int, row: Row, chosen: Chosen) -> Row:
    """Without what would name somebody whose name is not given."""
    if table.model is people.Person:
        row["number"] = chosen.persons[pk]
        if chosen.masked(pk):
            row |= {name: None if name != "citizen_id" else "" for name in PERSONAL if name in row}
            if "left_ground" in row:
                row["left_ground"] = ""
            row |= {"name": _UNNAMED, "rank": "", "major": "", "education": "", "secrecy": 0}
    elif chosen.masked(_person(row, chosen)):
        row |= {name: "" for name in _TELLING if name in row}
        for event in row.get("events", ()):
            event["ground"] = ""
    return row


def _person(row: Row, chosen: Chosen) -> int | None:
    """The key of the person that a row is about."""
    number = row.get("person")
    return chosen.key_of.get(number) if isinstance(number, str) else None
