"""A record before and after an act, as the journal keeps it and as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from vinhdanh.audit.types import FieldChange, RecordChange

# Kept out: what no reader may ever see, and what only repeats another column.
SILENT = frozenset({"password", "secret_digest", "signing_secret", "last_login", "folded"})

Pair = tuple[models.Model | None, models.Model | None]


def changes(before: models.Model | None, after: models.Model | None) -> dict[str, Any]:
    """What happened to one record: every column that differs, with its Vietnamese label.

    Args:
        before: the record as it was; None when it is new.
        after: the record as it is, saved; None when it is gone.

    Returns:
        A mapping for ``record(data={"changes": [...]})``; ``fields`` is empty when nothing differs. Values
        are stored as they are and, where that reads differently (choices, dates, other records), in words.

    Raises:
        ValueError: neither is given, or they are two different records.
    """
    row = after or before
    if row is None:
        raise ValueError("changes() needs a record before or after")
    # By the model, not by the type: a page's ``request.user`` stands before the account itself.
    if None not in (before, after) and _identity(before) != _identity(after):
        raise ValueError(f"{before!r} and {after!r} are not the same record")
    return {
        "model": row._meta.label_lower,
        "key": row.pk,
        "kind": str(row._meta.verbose_name),
        "name": str(row)[:200],
        "act": "added" if before is None else "removed" if after is None else "changed",
        "fields": [found for field in _fields(row) if (found := _field_change(field, before, after))],
    }


def written(*pairs: Pair) -> dict[str, Any]:
    """``{"changes": [...]}`` for several records of one act, those left out to which nothing happened."""
    found = [changes(before, after) for before, after in pairs]
    return {"changes": [one for one in found if one["fields"] or one["act"] != "changed"]}


def read_changes(details: Mapping[str, Any]) -> tuple[RecordChange, ...]:
    """What ``written`` stored, in words; empty for an entry that stored none."""
    return tuple(
        RecordChange(
            one["model"],
            one["key"],
            one["kind"],
            one["name"],
            one["act"],
            tuple(
                FieldChange(
                    field["field"],
                    field["label"],
                    *(field.get("words") or (_plain(field["before"]), _plain(field["after"]))),
                )
                for field in one["fields"]
            ),
        )
        for one in details.get("changes", ())
    )


def label_of(field: models.Field[Any, Any]) -> str:
    """What a person reads for a column: its own name, or that of the record it points to."""
    if field.remote_field and field.verbose_name == field.name.replace("_", " "):
        return str(field.remote_field.model._meta.verbose_name)
    return str(field.verbose_name)


def _identity(row: models.Model | None) -> tuple[str, Any] | None:
    return (row._meta.label, row.pk) if row is not None else None


def _fields(row: models.Model) -> list[models.Field[Any, Any]]:
    return [f for f in row._meta.concrete_fields if not f.primary_key and f.name not in SILENT]


def _field_change(
    field: models.Field[Any, Any], before: models.Model | None, after: models.Model | None
) -> dict[str, Any] | None:
    was = field.value_from_object(before) if before is not None else None
    now = field.value_from_object(after) if after is not None else None
    if was == now or (None in (before, after) and was in (None, "") and now in (None, "")):
        return None
    found: dict[str, Any] = {"field": field.name, "label": label_of(field), "before": was, "after": now}
    words = [_words(field, before, was), _words(field, after, now)]
    if words != [_plain(was), _plain(now)]:
        found["words"] = words
    return found


def _words(field: models.Field[Any, Any], row: models.Model | None, value: Any) -> str:
    """A value as people read it."""
    if row is None or value in (None, ""):
        return ""
    if field.remote_field:
        return str(getattr(row, field.name))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    match value:
        case bool():
            return "có" if value else "không"
        case datetime():
            return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return _plain(value)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def stored(row: models.Model) -> models.Model | None:
    """The row as the database has it now; None when it is new."""
    return type(row)._base_manager.filter(pk=row.pk).first() if row.pk and not row._state.adding else None
