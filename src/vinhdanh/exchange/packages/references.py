"""What rows of a package point to: records on record here, or brought by the package itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from vinhdanh.awards.models import Decision, Outsider
from vinhdanh.exchange.packages.columns import NAMED_BY, Column, Row
from vinhdanh.exchange.packages.opening import Line
from vinhdanh.exchange.packages.summaries import Summary
from vinhdanh.exchange.packages.tables import Table
from vinhdanh.people import models as people

_TARGETS: tuple[type[models.Model], ...] = (
    people.Unit, people.Person, people.Household, people.RecognisedWork, Outsider, Decision,
)  # fmt: skip


class References:
    """Keys of the database by what records are named by; those withdrawn among them."""

    def __init__(self) -> None:
        self.keys: dict[type[models.Model], dict[Any, int | None]] = {}
        for model in _TARGETS:
            names = NAMED_BY[model]
            rows = model._base_manager.order_by("-pk").values_list("pk", *names)  # of two alike, the first
            self.keys[model] = {_named(named): pk for pk, *named in rows.iterator(chunk_size=5000)}
        self.withdrawn: dict[type[models.Model], set[Any]] = {
            model: {
                _named(named)
                for named in model._base_manager.filter(withdrawn=True).values_list(*NAMED_BY[model])
            }
            for model in (people.Unit, people.Person, people.Household, people.RecognisedWork)
        }
        merges = people.PersonMerge.objects.filter(undone__isnull=True)
        self.merged = dict(merges.values_list("merged__number", "kept__number"))

    def learn(self, model: type[models.Model], named: Any, key: int | None) -> None:
        """A record is there from now on; None: it will be, once the package is written."""
        if model in self.keys:
            self.keys[model].setdefault(named, key)

    def key_of(self, model: type[models.Model], named: Any) -> int | None:
        return None if named is None else self.keys[model][named]

    def back(self, table: Table, row: Row) -> int | None:
        """The key of a record that was withdrawn here and comes back; None when it is really new."""
        named = own_name(table, row)
        return self.keys[table.model][named] if named in self.withdrawn.get(table.model, ()) else None

    def problems(self, table: Table | Summary, line: Line, row: Row) -> Iterator[str]:
        """What a row points to and nobody knows, one sentence each.

        Args:
            row: as the database takes it.
        """
        place = f"data/{table.name}.jsonl dòng {line.number}"
        for column, named in _references(table.spec, row):
            assert column.to is not None
            if named not in self.keys[column.to]:
                said = named if isinstance(named, str) else ", ".join(str(one) for one in named if one)
                yield f"{place}: {column.label.lower()} “{said}” không có trong gói và không có trong sổ."
            elif column.to is people.Person and named in self.merged:
                kept = self.merged[named]
                yield (
                    f"{place}: số hiệu {named} ở đây đã gộp vào {kept}. Tách hồ sơ đã gộp, hoặc xin gói đã "
                    "gộp ở nơi gửi."
                )
        if isinstance(table, Table) and table.model is people.Person and row["number"] in self.merged:
            yield f"{place}: số hiệu {row['number']} ở đây đã gộp vào {self.merged[row['number']]}."


def own_name(table: Table, row: Row) -> Any:
    """What a row's record is named by, for the tables that others point to."""
    names = NAMED_BY.get(table.model)
    return None if names is None else _named([row[name] for name in names])


def _named(parts: Any) -> Any:
    found = tuple(parts)
    return found[0] if len(found) == 1 else found


def _references(columns: tuple[Column, ...], row: Row) -> Iterator[tuple[Column, Any]]:
    for column in columns:
        if column.kind == "ref" and row[column.name] is not None:
            yield column, row[column.name]
        elif column.kind == "list":
            for inner in row[column.name]:
                yield from _references(column.children, inner)
