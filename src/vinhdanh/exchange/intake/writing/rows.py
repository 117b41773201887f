"""Rows into tables: inserted in bulk or changed one by one, and logged under their subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models

from vinhdanh.awards.services.indexing import add_words
from vinhdanh.exchange.bulk import insert, new_ids
from vinhdanh.exchange.intake.gathering import Tell
from vinhdanh.exchange.intake.log import Done, Log
from vinhdanh.exchange.intake.plan import Plan
from vinhdanh.people import models as people

CHUNK = 10_000  # rows between two words of progress

_RECIPIENTS: dict[type[models.Model], str] = {
    people.Person: "person",
    people.Unit: "unit",
    people.Household: "household",
}

Values = dict[str, Any]  # column (foreign keys as person_id) -> value
Change = tuple[int, str, str, Values]  # key, subject's ref, name of the row, values


class Writer:
    """What every table needs while a plan is written."""

    def __init__(self, plan: Plan, ground: str, by: str, tell: Tell) -> None:
        self.plan, self.ground, self.by, self._tell = plan, ground, by, tell
        self.log = Log()
        self._done = 0
        self.keys: dict[str, dict[str, int]] = {
            "unit": dict(people.Unit.every.values_list("code", "pk")),
            "person": dict(people.Person.every.values_list("number", "pk")),
            "household": dict(people.Household.every.values_list("code", "pk")),
        }
        works = people.RecognisedWork.every.values_list("code", "pk")
        self.works = {code or f"work:{pk}": pk for code, pk in works}

    def told(self, what: str, rows: int = 0) -> None:
        """Say how far it is."""
        self._done += rows
        self._tell(f"Ghi {what}", self._done, self.plan.records)

    def about(self, subject: str) -> str:
        """The subject's name in the journal."""
        kind = next((kind for kind, keys in self.keys.items() if subject in keys), "person")
        return f"{kind}:{subject}"

    def subject(self, subject: str, *kinds: str) -> Values:
        """The foreign keys that say whom a row is about: one of them filled."""
        return {f"{kind}_id": self.keys[kind].get(subject) for kind in kinds}

    def insert(
        self,
        model: type[models.Model],
        rows: Sequence[Values],
        about: Sequence[str],
        names: Sequence[str],
        told: Sequence[Values] = (),
    ) -> Sequence[int]:
        """New rows, each logged under its subject; their keys.

        Args:
            told: what the log says of each row, where that is not all of it.
        """
        if not rows:
            return ()
        attributes = {f.attname: f.name for f in model._meta.concrete_fields}
        columns = list(rows[0])
        ids = new_ids(model, len(rows))
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            values = [[row[column] for column in columns] for row in part]
            insert(model, [attributes[c] for c in columns], values, ids[start : start + CHUNK])
            self.told(str(model._meta.verbose_name).lower(), len(part))
        for id, row, whom, name in zip(ids, told or rows, about, names, strict=True):
            self.log.add(model, id, whom, name, row)
        return ids

    def update(self, model: type[models.Model], changes: Iterable[Change]) -> None:
        """Change rows to these values, in this order; only what differs is written and logged."""
        found = list(changes)
        rows = model._base_manager.in_bulk([key for key, *_ in found])
        for key, about, name, values in found:
            before = {column: getattr(rows[key], column) for column in values}
            changed = {column: value for column, value in values.items() if before[column] != value}
            if not changed:
                continue
            model._base_manager.filter(pk=key).update(**changed)
            if "folded" in changed and model in _RECIPIENTS:  # no signal tells the register
                add_words(_RECIPIENTS[model], key, changed["folded"])
            was = {column: before[column] for column in changed}
            done = Done.REVIVED if "withdrawn" in changed else Done.CHANGED
            self.log.change(model, key, about, name, was, changed, done)
            self.told(str(model._meta.verbose_name).lower(), 1)

    def subjects(
        self, kind: str, model: type[models.Model], records: Iterable[Any], values: Callable[[Any], Values]
    ) -> None:
        """New persons, units or households; one that was withdrawn comes back under its old key."""
        new, back = [], []
        for record in records:
            key = self.keys[kind].get(record.id)
            if key is None:
                new.append(record)
            else:
                standing = values(record) | {"withdrawn": False}
                back.append((key, f"{kind}:{record.id}", record.name, standing))
        self.update(model, back)
        about = [f"{kind}:{record.id}" for record in new]
        ids = self.insert(model, [values(r) for r in new], about, [r.name for r in new])
        self.keys[kind] |= {record.id: id for record, id in zip(new, ids, strict=True)}

    def records(
        self,
        model: type[models.Model],
        table: str,
        values: Callable[[Any], Values],
        subject: Callable[[Any], str],
        name: Callable[[Any], str],
    ) -> None:
        """New rows of a table, and rows changed in place."""
        self.update(
            model,
            (
                (key_of(r.id), self.about(subject(r)), name(r), values(r))
                for r in getattr(self.plan.changed, table)
            ),
        )
        added = getattr(self.plan.added, table)
        about = [self.about(subject(record)) for record in added]
        self.insert(model, [values(r) for r in added], about, [name(r) for r in added])


def key_of(id: str) -> int:
    """The database key in an identifier of the register: ``grant:17`` → 17."""
    return int(id.partition(":")[2])
