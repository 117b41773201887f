"""Facts as bytes: what a run looked at, kept so that its verdicts can be explained at any later day."""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from vinhdanh.engine.facts import Facts
from vinhdanh.engine.rejudging import by_table, changed_records

FORMAT = 1


def pack(facts: Facts) -> bytes:
    """One compressed JSON text: for each table its columns and its rows."""
    return _packed({table: _plain_table(table, getattr(facts, table)) for table in _tables()})


def pack_changes(before: Facts, after: Facts) -> bytes:
    """Only the records in which ``after`` differs, to be laid over ``before``."""
    patch = by_table(changed_records(before, after))
    return _packed(
        {
            table: _plain_table(table, written) | {"gone": list(gone)}
            for table, (gone, written) in patch.items()
        }
    )


def unpack_changes(before: Facts, data: bytes) -> Facts:
    """The facts after the changes that ``pack_changes`` packed."""
    return before.patched(
        {
            table: (part["gone"], _records(table, tuple(part["columns"]), part["rows"]))
            for table, part in _tables_of(data).items()
        }
    )


def _plain_table(table: str, records: Iterable[Any]) -> dict[str, Any]:
    columns = _columns(table)
    rows = [[_plain(getattr(record, name)) for name in columns] for record in records]
    return {"columns": list(columns), "rows": rows}


def _packed(tables: dict[str, Any]) -> bytes:
    text = json.dumps({"format": FORMAT, "tables": tables}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def unpack(data: bytes) -> Facts:
    """The facts again, equal to the ones packed.

    Raises:
        ValueError: the bytes are of another format.
    """
    return Facts(
        **{
            table: tuple(_records(table, tuple(part["columns"]), part["rows"]))
            for table, part in _tables_of(data).items()
        }
    )


def _tables_of(data: bytes) -> dict[str, Any]:
    content = json.loads(zlib.decompress(data))
    if content["format"] != FORMAT:
        raise ValueError(f"facts snapshot has format {content['format']}, this program reads {FORMAT}")
    tables: dict[str, Any] = content["tables"]
    return tables


def _tables() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Facts) if not f.name.startswith("_"))


@cache
def _record_type(table: str) -> type:
    record: type = get_args(get_type_hints(Facts)[table])[0]  # tuple[Person, ...]
    return record


@cache
def _columns(table: str) -> dict[str, Callable[[Any], Any]]:
    """Column → how its plain value becomes the field's value again."""
    return {name: _reader(hint) for name, hint in get_type_hints(_record_type(table)).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        return tuple
    if hint is date:
        return cache(date.fromisoformat)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    return lambda value: value


def _records(table: str, columns: tuple[str, ...], rows: list[list[Any]]) -> list[Any]:
    record, readers = _record_type(table), [_columns(table)[name] for name in columns]
    # The dataclass takes its fields in order; one that came later than the snapshot keeps its default.
    order = [columns.index(name) for name in _columns(table) if name in columns]
    return [record(*(readers[k](row[k]) for k in order)) for row in rows]
