"""What an import wrote, row by row: for the journal, and to take it back."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models


class Done(StrEnum):
    """What was done to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REVIVED = "revived"  # it had been withdrawn
    REMOVED = "removed"


CHUNK = 20_000  # entries held unpacked
_CHUNKS = b"VDL2"  # begins a log that is written in chunks; no zlib stream begins so

REGISTER = {"awards.grant", "awards.grantevent"}  # rows that never change, so need not be kept here in full

Values = Mapping[str, Any]  # field -> value as the database holds it; dates as ISO text


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the database."""

    model: str  # awards.grant
    key: int
    done: Done
    about: str  # person:318-472
    name: str  # what the row is called in the journal
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)


class Log:
    """Collects entries in the order in which they were written.

    However many there are, only the newest ``CHUNK`` are held as they are; the earlier ones are packed.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._packed: list[bytes] = []
        self._held: list[Entry] = []
        for entry in entries:
            self._append(entry)

    @property
    def entries(self) -> Iterator[Entry]:
        """All of them, in order."""
        for chunk in self._packed:
            yield from _unpacked(chunk)
        yield from self._held

    def _append(self, entry: Entry) -> None:
        self._held.append(entry)
        if len(self._held) >= CHUNK:
            self._packed.append(_packed(self._held))
            self._held.clear()

    def add(self, model: type[models.Model], key: int, about: str, name: str, after: Values) -> None:
        """The row is new."""
        label = model._meta.label_lower
        kept = {c: v for c, v in _plain(after).items() if v is not None or label not in REGISTER}
        self._append(Entry(label, key, Done.ADDED, about, name, {}, kept))

    def change(
        self,
        model: type[models.Model],
        key: int,
        about: str,
        name: str,
        before: Values,
        after: Values,
        done: Done = Done.CHANGED,
    ) -> None:
        """The row was changed in these fields."""
        self._append(Entry(model._meta.label_lower, key, done, about, name, _plain(before), _plain(after)))

    def remove(self, model: type[models.Model], key: int, about: str, name: str, before: Values) -> None:
        """The row is gone; all that it held is kept here."""
        self._append(Entry(model._meta.label_lower, key, Done.REMOVED, about, name, _plain(before), {}))

    def to_bytes(self) -> bytes:
        chunks = [*self._packed, *([_packed(self._held)] if self._held else [])]
        return _CHUNKS + b"".join(len(chunk).to_bytes(4, "big") + chunk for chunk in chunks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Log:
        """What ``to_bytes`` gave; also what it gave before it wrote chunks, all in one."""
        if not data.startswith(_CHUNKS):
            return cls(_unpacked(data))
        found, at = cls(), len(_CHUNKS)
        while at < len(data):
            length = int.from_bytes(data[at : at + 4], "big")
            found._packed.append(data[at + 4 : at + 4 + length])
            at += 4 + length
        return found

    @property
    def tally(self) -> dict[str, int]:
        """How many rows of each table were added, changed, removed."""
        return dict(Counter(f"{entry.model}:{entry.done}" for entry in self.entries))

    def by_subject(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each subject's ref with its part of the journal: every record before and after.

        Of a long log a part of the subjects at a time: a subject's entries may stand anywhere in it.
        """
        subjects = list(dict.fromkeys(entry.about for entry in self.entries))
        size = len(subjects) // (len(self._packed) // 4 + 1) + 1
        for first in range(0, len(subjects), size):
            about: dict[str, list[Entry]] = {ref: [] for ref in subjects[first : first + size]}
            for entry in self.entries:
                if entry.about in about:
                    about[entry.about].append(entry)
            for ref, entries in about.items():
                yield ref, {"changes": [told(entry) for entry in entries]}


def _packed(entries: Iterable[Entry]) -> bytes:
    rows = [[e.model, e.key, e.done, e.about, e.name, e.before, e.after] for e in entries]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _unpacked(chunk: bytes) -> Iterator[Entry]:
    for model, key, done, *rest in json.loads(zlib.decompress(chunk)):
        yield Entry(model, key, Done(done), *rest)


def told(entry: Entry) -> dict[str, Any]:
    """One record as the journal keeps it: every field that differs, with its label and words."""
    kind, labels = _labels(entry.model)
    fields = []
    for name in (*entry.before, *(n for n in entry.after if n not in entry.before)):
        was, now = entry.before.get(name), entry.after.get(name)
        if name == "folded" or was == now:
            continue
        label, choices = labels[name]
        one: dict[str, Any] = {"field": name, "label": label, "before": was, "after": now}
        shown = [_words(choices, value) for value in (was, now)]
        if shown != ["" if value is None else str(value) for value in (was, now)]:
            one["words"] = shown
        fields.append(one)
    act = entry.done.value if entry.done in (Done.ADDED, Done.REMOVED) else "changed"
    return {
        "model": entry.model,
        "key": entry.key,
        "kind": kind,
        "name": entry.name[:200],
        "act": act,
        "fields": fields,
    }


@cache
def _labels(label: str) -> tuple[str, dict[str, tuple[str, dict[Any, str]]]]:
    """Name of a table in words, and of each of its columns with the words of its choices."""
    model = apps.get_model(label)
    fields = {}
    columns = [*model._meta.concrete_fields]
    if label in REGISTER:  # an honour is told with its paper: number, day, who decided
        columns = [*apps.get_model("awards.decision")._meta.concrete_fields, *columns]
    for column in columns:
        words = str(column.verbose_name)
        if column.remote_field and words == column.name.replace("_", " "):
            words = str(column.remote_field.model._meta.verbose_name)
        fields[column.attname] = fields[column.name] = (words, dict(column.flatchoices))
    return str(model._meta.verbose_name), fields


def _words(choices: Mapping[Any, str], value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return "có" if value else "không"
        case str() if len(value) == 10 and value[4:5] == value[7:8] == "-" and value[:4].isdigit():
            return f"{value[8:]}/{value[5:7]}/{value[:4]}"
    return str(choices.get(value, value))


def _plain(values: Values) -> dict[str, Any]:
    return {
        name: None if value == "" else value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
