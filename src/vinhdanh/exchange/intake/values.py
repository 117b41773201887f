"""Records column by column: what each holds, whether two say the same, and how a value reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from vinhdanh.engine.facts import (
    Absence,
    Discipline,
    Finding,
    Grant,
    Hold,
    Household,
    Person,
    Post,
    Unit,
    Work,
    YearRating,
)
from vinhdanh.exchange.layout import SHEETS, Column, Kind
from vinhdanh.exchange.reading import Extra
from vinhdanh.exchange.reading.subjects import GRANT_EXTRA, PERSON_EXTRA
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import fold

Record = Person | Unit | Household | Post | YearRating | Grant | Work | Discipline | Hold | Absence | Finding

# Column of the sheet -> attribute of the record, where they are not called alike.
_ATTRIBUTES: Mapping[type, Mapping[str, str]] = {
    Discipline: {"what": "form", "start": "decided", "end": "ends"},
    Hold: {"what": "ground", "start": "opened", "end": "closed"},
}
# What identifies a record of a sheet: never changed by a file.
IDENTITY: Mapping[str, frozenset[str]] = {
    "units": frozenset({"id"}),
    "persons": frozenset({"id", "unit"}),
    "posts": frozenset({"person", "unit", "start"}),
    "ratings": frozenset({"subject", "year"}),
    "grants": frozenset({"subject", "honour", "year"}),
    "works": frozenset({"id"}),
    "discipline": frozenset({"subject", "what", "start"}),
    "absences": frozenset({"person", "kind", "start"}),
    "findings": frozenset({"subject", "about", "year"}),
    "households": frozenset({"id"}),
}


# Columns that a record does not hold itself.
EXTRA: Mapping[type, frozenset[str]] = {Person: PERSON_EXTRA, Grant: GRANT_EXTRA}


def attribute(record: Record, key: str) -> str:
    """The attribute in which a record holds a column."""
    return _ATTRIBUTES.get(type(record), {}).get(key, key)


COMPARED: Mapping[str, tuple[Column, ...]] = {
    sheet.key: tuple(column for column in sheet.columns if column.key not in IDENTITY[sheet.key])
    for sheet in SHEETS
}


def value_of(record: Record, key: str, extra: Extra | None = None, basis: str = "") -> Any:
    """What a record says in a column of its sheet."""
    if key in EXTRA.get(type(record), ()):
        return getattr(extra, key) if extra is not None else ""
    if isinstance(record, Hold) and key == "number":
        return basis
    return getattr(record, attribute(record, key))


def same(column: Column, old: Any, new: Any) -> bool:
    """Whether two values say the same.

    Capitals, punctuation and missing marks are no change, unless only the new text has its marks.
    """
    if old == new or not (old or new or old == 0 or new == 0):
        return True
    if column.kind is Kind.TEXT and isinstance(old, str) and isinstance(new, str):
        return fold(old) == fold(new) and not (old.isascii() and not new.isascii())
    if column.kind is Kind.CODES and old is not None and new is not None:
        return set(new) <= set(old)
    return False


def words(column: Column, value: Any, spellings: Spellings) -> str:
    """A value as people read it."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "Có" if value else "Không"
        case IntEnum():
            return spellings.label(column.choices, value.name.lower())
        case StrEnum():
            return spellings.label(column.choices, value.value)
        case date():
            return f"{value:%d/%m/%Y}"
        case tuple():
            return "; ".join(map(str, value))
    if column.kind is Kind.CHOICE:
        return spellings.label(column.choices, str(value))
    return str(value)
