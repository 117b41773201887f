"""Columns of a package: how a value of the database is written, read back and described."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from vinhdanh.awards.models import Decision, Outsider
from vinhdanh.people.models import Household, Person, RecognisedWork, Unit

Row = dict[str, Any]

# By what a record is named from outside: never by a key of the database.
NAMED_BY: Mapping[type[models.Model], tuple[str, ...]] = {
    Unit: ("code",),
    Person: ("number",),
    Household: ("code",),
    RecognisedWork: ("code", "kind", "name", "year", "number"),
    Decision: ("authority", "number", "decided", "year"),
    Outsider: ("name", "whereabouts"),
}
_KINDS: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "moment"),
    (models.DateField, "date"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "integer"),
)
_WORDS = {
    "text": "chữ",
    "integer": "số nguyên",
    "boolean": "true hoặc false",
    "date": "ngày dạng 2025-12-31",
    "moment": "thời điểm dạng 2025-12-31T08:00:00+00:00",
    "decimal": "số thập phân trong ngoặc kép",
    "list": "danh sách",
    "object": "bảng tên và số",
}


class Unfit(ValueError):
    """A value that its column does not take; the sentence says why."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        kind: of ``_WORDS``, or "ref": a record of another table by what it is named by.
        words: what people read for each value that is allowed.
        span, digits: between which an integer lies, how many digits a decimal has.
        to: the other table of a "ref".
        children: the columns of each entry, where the value is a list of them.
    """

    name: str
    label: str
    kind: str
    null: bool = False
    length: int | None = None
    allowed: tuple[Any, ...] = ()
    span: tuple[int, int] = BaseDatabaseOperations.integer_field_ranges["BigIntegerField"]
    digits: tuple[int, int] | None = None
    words: tuple[tuple[Any, str], ...] = ()
    to: type[models.Model] | None = None
    children: tuple[Column, ...] = ()

    @property
    def parts(self) -> tuple[Column, ...]:
        """What names the record that a "ref" points to."""
        assert self.to is not None
        return tuple(column_of(self.to, name) for name in NAMED_BY[self.to])

    def read(self, value: Any) -> Any:
        """A value of a file as the database takes it; a "ref" stays as it is named.

        Raises:
            Unfit: it is none that the column takes.
        """
        if value is None:
            if not self.null:
                raise Unfit(f"cột “{self.name}” không được trống")
            return None
        if self.kind == "ref":
            return self._reference(value)
        if self.kind == "list":
            if not isinstance(value, list):
                raise self._unfit(value)
            return [read_row(self.children, one) for one in value]
        found = self._plain(value)
        if self.allowed and found not in self.allowed and not (found == "" and self.kind == "text"):
            raise Unfit(f"cột “{self.name}”: “{value}” không có trong danh mục")
        if self.length is not None and isinstance(found, str) and len(found) > self.length:
            raise Unfit(f"cột “{self.name}” dài {len(found)} ký tự, nhiều nhất {self.length}")
        if isinstance(found, int) and not self.span[0] <= found <= self.span[1]:
            raise Unfit(f"cột “{self.name}”: {found} ngoài khoảng {self.span[0]} đến {self.span[1]}")
        return found

    def _plain(self, value: Any) -> Any:
        try:
            match self.kind:
                case "text" if isinstance(value, str) and "\x00" not in value:
                    return value
                case "integer" if isinstance(value, int) and not isinstance(value, bool):
                    return value
                case "boolean" if isinstance(value, bool):
                    return value
                case "date" if isinstance(value, str):
                    return date.fromisoformat(value)
                case "moment" if isinstance(value, str):
                    found = datetime.fromisoformat(value)
                    if found.tzinfo is not None:
                        return found
                case "decimal" if isinstance(value, str):
                    number = Decimal(value)
                    if self.digits is not None:
                        DecimalValidator(*self.digits)(number)
                    if number.is_finite():
                        return number
                case "object" if isinstance(value, dict):
                    return value
        except (ValueError, InvalidOperation, ValidationError) as error:
            raise self._unfit(value) from error
        raise self._unfit(value)

    def _reference(self, value: Any) -> Any:
        parts = self.parts
        if len(parts) == 1:
            return parts[0].read(value)
        if not isinstance(value, list) or len(value) != len(parts):
            names = ", ".join(part.name for part in parts)
            raise Unfit(f"cột “{self.name}” cần danh sách {len(parts)} giá trị: {names}")
        return tuple(part.read(one) for part, one in zip(parts, value, strict=True))

    def _unfit(self, value: Any) -> Unfit:
        said = json.dumps(value, ensure_ascii=False)[:60]
        return Unfit(f"cột “{self.name}”: {said} không phải {_WORDS[self.kind]}")

    @property
    def schema(self) -> dict[str, Any]:
        """The column as JSON Schema."""
        found: dict[str, Any] = {"title": self.label}
        if self.kind == "ref" and len(self.parts) > 1:
            found |= {"type": "array", "prefixItems": [part.schema for part in self.parts], "items": False}
        elif self.kind == "list":
            found |= {"type": "array", "items": schema_of(self.children)}
        else:
            kind = self.parts[0].kind if self.kind == "ref" else self.kind
            plain = {"integer": "integer", "boolean": "boolean", "object": "object"}
            found["type"] = plain.get(kind, "string")
            if kind in ("date", "moment"):
                found["format"] = {"date": "date", "moment": "date-time"}[kind]
            if self.length is not None:
                found["maxLength"] = self.length
        if self.null:
            found["type"] = [found["type"], "null"]
        if self.allowed:
            blank = ("",) if self.kind == "text" else ()
            found["enum"] = list(dict.fromkeys((*self.allowed, *blank, *((None,) if self.null else ()))))
        return found


def column_of(model: type[models.Model], name: str) -> Column:
    """The column that a field of a model becomes."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    label = str(field.verbose_name)
    if field.remote_field is not None:
        other = field.remote_field.model
        if label == name.replace("_", " "):
            label = str(other._meta.verbose_name)
        return Column(name, label, "ref", null=field.null, to=other)
    kind = next((kind for form, kind in _KINDS if isinstance(field, form)), "text")
    allowed = tuple(key for key, _ in field.flatchoices if key is not None)
    digits = (field.max_digits, field.decimal_places) if isinstance(field, models.DecimalField) else None
    ranges = BaseDatabaseOperations.integer_field_ranges
    return Column(
        name,
        label,
        kind,
        null=field.null,
        length=getattr(field, "max_length", None) if kind == "text" else None,
        allowed=allowed,
        span=ranges.get(field.get_internal_type(), ranges["BigIntegerField"]),
        digits=digits,
        words=tuple((key, str(label)) for key, label in field.flatchoices),
    )


def written(value: Any) -> Any:
    """A value of the database as JSON holds it, the same on every database."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [written(one) for one in value]
    return value


def canonical(value: Any) -> str:
    """One line of JSON; the same value gives the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_row(columns: Sequence[Column], row: Any) -> Row:
    """An object of a file as the database takes it.

    Raises:
        Unfit: a column is missing, unknown, or holds what it does not take.
    """
    if not isinstance(row, dict):
        raise Unfit("không phải một đối tượng JSON")
    names = [column.name for column in columns]
    if missing := [name for name in names if name not in row]:
        raise Unfit(f"thiếu cột “{missing[0]}”")
    if unknown := [name for name in row if name not in names]:
        raise Unfit(f"có cột lạ “{str(unknown[0])[:60]}”")
    return {column.name: column.read(row[column.name]) for column in columns}


def schema_of(columns: Sequence[Column]) -> dict[str, Any]:
    """Objects with these columns as JSON Schema."""
    return {
        "type": "object",
        "properties": {column.name: column.schema for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }
