"""A package into the records, logged as an import is, so that it is told and taken back the same way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantWork, Outsider
from vinhdanh.awards.services.decisions import decision_key
from vinhdanh.awards.types import Act
from vinhdanh.awards.words import grant_words
from vinhdanh.exchange.bulk import insert, new_ids
from vinhdanh.exchange.intake.gathering import Tell
from vinhdanh.exchange.intake.plan import Plan
from vinhdanh.exchange.intake.writing.honours import add_acts, copy_grants, occasion_of
from vinhdanh.exchange.intake.writing.rows import Values, Writer
from vinhdanh.exchange.packages.columns import Column, Row, read_row
from vinhdanh.exchange.packages.comparing import Match, name_of
from vinhdanh.exchange.packages.models import ReceivedSummary
from vinhdanh.exchange.packages.references import References, own_name
from vinhdanh.exchange.packages.summaries import Summary
from vinhdanh.exchange.packages.tables import PERSONAL, Child, Table
from vinhdanh.people import models as people
from vinhdanh.people.folding import fold

_SUBJECTS: dict[type[models.Model], tuple[str, str]] = {
    people.Person: ("person", "number"),
    people.Unit: ("unit", "code"),
    people.Household: ("household", "code"),
}
# Rows that stay when a package is taken back, as they do after an import: nothing shows them any more.
_UNLOGGED = {Decision, Outsider, GrantWork}


class Inside:
    """What every table needs while a package is written, inside the caller's transaction."""

    def __init__(self, package: int, ground: str, by: str, tell: Tell) -> None:
        self.writer = Writer(Plan(), ground, by, tell)
        self.refs = References()
        self.own = f"package:{package}"
        # What an earlier package left behind when it was taken back serves again.
        self._staying: dict[type[models.Model], set[Any]] = {
            model: set(self.refs.keys[model]) for model in (Decision, Outsider)
        }
        taken = Decision.objects.filter(repeated=False).exclude(number="").exclude(year=None)
        self._numbers = set(taken.values_list("key", "year"))
        self._named: dict[str, dict[str, str]] = {}  # folded names of recipients, by kind and code

    # ---- rows of any table ----------------------------------------------------------------------

    def add(self, table: Table | Summary, rows: list[Match]) -> None:
        """Rows that are new."""
        if isinstance(table, Summary):
            self._add_summaries(table, rows)
            return
        read = [read_row(table.spec, match.line.row) for match in rows]
        if table.model is people.Unit:
            self._add_units(table, read)
        elif table.model is Grant:
            self._add_grants(table, read)
        elif table.model is people.Finding:
            for row in read:
                self._add_finding(table, row)
        else:
            self._add_plain(table, read)

    def _add_plain(self, table: Table, rows: list[Row]) -> None:
        new = []
        for row in rows:
            key = self.refs.back(table, row)
            if key is not None:
                self._revive(table, row, key)
            elif own_name(table, row) not in self._staying.get(table.model, ()):
                new.append(row)
        ids = self._insert(table, new, [self._values(table, row) for row in new])
        for row, key in zip(new, ids, strict=True):
            self.refs.learn(table.model, own_name(table, row), key)
        for child in table.children:
            self._add_children(table, child, zip(ids, new, strict=True))

    def _insert(self, table: Table, rows: list[Row], values: list[Values]) -> list[int]:
        if table.model in _UNLOGGED or not rows:
            ids = list(new_ids(table.model, len(rows)))
            fields = {f.attname: f.name for f in table.model._meta.concrete_fields}
            data = [list(one.values()) for one in values]
            if rows:
                insert(table.model, [fields[name] for name in values[0]], data, ids)
            return ids
        about = [self.about(table, row) for row in rows]
        return list(self.writer.insert(table.model, values, about, [name_of(table, row) for row in rows]))

    def _revive(self, table: Table, row: Row, key: int) -> None:
        """A record that was withdrawn comes back as the package has it."""
        values = {
            name: value
            for name, value in self._values(table, row).items()
            if name not in PERSONAL or name in row
        }
        self.writer.update(table.model, [(key, self.about(table, row), name_of(table, row), values)])
        for child in table.children:
            self._add_missing(table, child, key, row)

    def _add_missing(self, table: Table, child: Child, key: int, row: Row) -> None:
        """What belongs to a row and is not there yet."""
        held = child.model._base_manager.filter(**{child.parent: key}).count()
        self._add_children(table, child, [(key, row)], skip=held)

    def _values(self, table: Table, row: Row) -> Values:
        """The columns of the database, with what follows from them."""
        found = self._columns([c for c in table.spec if c.kind != "list"], row)
        names = {field.name for field in table.model._meta.concrete_fields}
        if "withdrawn" in names:
            found["withdrawn"] = False
        if "folded" in names:
            found["folded"] = fold(row["name"])
        if table.model is Decision:
            found["key"] = decision_key(row["authority"], row["number"])
            number = found["key"], row["year"]  # here it may be spelt otherwise, and stay so
            found["repeated"] = row["repeated"] or number in self._numbers
            if row["number"] and row["year"]:
                self._numbers.add(number)
        if table.model is people.Person:  # a package without personal columns says nothing of them
            blank = people.Person()
            found = {name: getattr(blank, name) for name in PERSONAL if name not in found} | found
        return found

    def _columns(self, columns: Iterable[Column], row: Row) -> Values:
        found: Values = {}
        for column in columns:
            value = row[column.name]
            if column.kind == "ref":
                assert column.to is not None
                found[f"{column.name}_id"] = self.refs.key_of(column.to, value)
            else:
                found[column.name] = value
        return found

    def about(self, table: Table, row: Row) -> str:
        """The journal's name of whoever a row is about; of the package where it is about nobody."""
        if table.model in _SUBJECTS:
            kind, column = _SUBJECTS[table.model]
            return f"{kind}:{row[column]}"
        for kind, _ in _SUBJECTS.values():
            if isinstance(row.get(kind), str):
                return f"{kind}:{row[kind]}"
        return self.own

    def _add_children(
        self, table: Table, child: Child, owners: Iterable[tuple[int, Row]], skip: int = 0
    ) -> None:
        pairs = [(key, row, one) for key, row in owners for one in row[child.name][skip:]]
        values = [{f"{child.parent}_id": key} | self._columns(child.spec, one) for key, _, one in pairs]
        if not values:
            return
        if child.model in _UNLOGGED:
            names = [f.name for f in child.model._meta.concrete_fields if f.attname in values[0]]
            insert(child.model, names, [list(one.values()) for one in values])
            return
        about = [self.about(table, row) for _, row, _ in pairs]
        self.writer.insert(child.model, values, about, [child.label] * len(pairs))

    # ---- units: from the top down ---------------------------------------------------------------

    def _add_units(self, table: Table, rows: list[Row]) -> None:
        paths = dict(people.Unit.every.values_list("code", "path"))
        back = {row["code"] for row in rows if self.refs.back(table, row) is not None}
        waiting = rows
        while waiting:
            now = [row for row in waiting if row["parent"] is None or row["parent"] in paths]
            if not now:
                names = ", ".join(row["code"] for row in waiting[:5])
                raise ValueError(f"Các đơn vị cấp trên nối thành vòng tròn: {names}.")
            waiting = [row for row in waiting if row not in now]
            new, values = [], []
            for row in now:
                path = f"{paths[row['parent']] if row['parent'] else '/'}{row['code']}/"
                paths[row["code"]] = path
                found = self._values(table, row) | {"path": path, "depth": path.count("/") - 2}
                if row["code"] in back:
                    key = self.refs.keys[people.Unit][row["code"]]
                    assert key is not None
                    change = (key, self.about(table, row), row["name"], found)
                    self.writer.update(people.Unit, [change])
                else:
                    new.append(row)
                    values.append(found)
            for row, key in zip(new, self._insert(table, new, values), strict=True):
                self.refs.learn(people.Unit, row["code"], key)

    # ---- honours --------------------------------------------------------------------------------

    def _add_grants(self, table: Table, rows: list[Row]) -> None:
        # Oldest year first: the register's word index takes rows in the order of its keys many times faster.
        ordered = sorted(rows, key=lambda row: int(row["year"]))
        values = [self._values(table, row) | {"words": self._words(row)} for row in ordered]
        about = [self.about(table, row) for row in ordered]
        names = [_occasion(row) for row in ordered]
        told = [
            {name: value for name, value in one.items() if name not in ("words", "place_path", "decision_id")}
            for one in values
        ]
        ids = self.writer.insert(Grant, values, about, names, told)
        self._add_works_and_events(table, list(zip(ids, ordered, strict=True)))

    def _add_works_and_events(self, table: Table, owners: list[tuple[int, Row]]) -> None:
        works, events = table.children
        self._add_children(table, works, owners)
        pairs = [(key, row, event) for key, row in owners for event in row["events"]]
        values = [{"grant_id": key} | self._columns(events.spec, event) for key, _, event in pairs]
        told = [{name: one[name] for name in ("grant_id", "act", "on", "ground")} for one in values]
        about = [self.about(table, row) for _, row, _ in pairs]
        self.writer.insert(GrantEvent, values, about, [_occasion(row) for _, row, _ in pairs], told)

    def _words(self, row: Row) -> str:
        name, code = fold(row["outsider"][0]) if row["outsider"] else "", ""
        for model, (kind, column) in _SUBJECTS.items():
            if row[kind] is not None:
                name, code = self._recipients(kind, model, column)[row[kind]], row[kind]
        authority, number, decided, _ = row["decision"] or ("", "", None, None)
        return grant_words(name, code, number, decided, authority)

    def _recipients(self, kind: str, model: type[models.Model], column: str) -> dict[str, str]:
        """Folded names by code, read once: subjects are written before honours."""
        if kind not in self._named:
            self._named[kind] = dict(model._base_manager.values_list(column, "folded"))
        return self._named[kind]

    # ---- conclusions ----------------------------------------------------------------------------

    def _add_finding(self, table: Table, row: Row) -> int:
        """The conclusion that stands, then those that it and one another replaced, the newest first."""
        subject = {name: row[name] for name in table.key}
        (key,) = self._insert(table, [row], [self._finding(table, row, None)])
        behind = key
        for earlier in reversed(row["earlier"]):
            one = subject | earlier
            (behind,) = self._insert(table, [one], [self._finding(table, one, behind)])
        return key

    def _finding(self, table: Table, row: Row, behind: int | None) -> Values:
        columns = [column for column in table.spec if column.kind != "list"]
        return self._columns(columns, row) | {"superseded_by_id": behind}

    # ---- rows that say otherwise ----------------------------------------------------------------

    def take(self, table: Table | Summary, match: Match) -> None:
        """Write the package's word into the register, where it may be."""
        names = {one.column.name for one in match.differences if one.takeable}
        assert match.key is not None
        if not names:
            return
        if isinstance(table, Summary):
            ReceivedSummary.objects.filter(pk=match.key).update(content=match.line.content)
            return
        row = read_row(table.spec, match.line.row)
        if table.model is Grant:
            self._correct(table, match.key, row, names)
        elif table.model is people.Finding:
            self._replace(table, match.key, row)
        else:
            values = {
                name: v for name, v in self._values(table, row).items() if name.removesuffix("_id") in names
            }
            if "name" in names:
                values["folded"] = fold(row["name"])
            if values:
                change = (match.key, self.about(table, row), name_of(table, row), values)
                self.writer.update(table.model, [change])
            for child in table.children:
                if child.name in names:
                    self._add_missing(table, child, match.key, row)

    def _correct(self, table: Table, grant: int, row: Row, names: set[str]) -> None:
        """An honour is struck as a mistake and recorded anew, with what was done to it."""
        old = list(Grant.objects.select_related("decision", "place").filter(pk=grant))
        struck = [
            (g.pk, Act.STRUCK, timezone.localdate(), self.about(table, row), occasion_of(g)) for g in old
        ]
        add_acts(self.writer.log, struck, ground=self.writer.ground, by=self.writer.by)
        own = [c for c in table.spec if c.name in names and c.kind != "list"]
        changes = self._columns(own, row)
        (key,) = copy_grants(
            old, self.writer.log, lambda grant: self.about(table, row), lambda grant: changes
        )
        held = {
            "works": GrantWork.objects.filter(grant=key).count(),
            "events": GrantEvent.objects.filter(grant=key).count(),
        }
        rest = row | {name: row[name][count:] if name in names else [] for name, count in held.items()}
        self._add_works_and_events(table, [(key, rest)])

    def _replace(self, table: Table, old: int, row: Row) -> None:
        """Another conclusion takes the place of the one on record, which stays behind it."""
        # Only one conclusion on a point stands, so the new one waits until the old one has given way.
        name, about = name_of(table, row), self.about(table, row)
        (key,) = self._insert(table, [row], [self._finding(table, row, old)])
        self.writer.update(people.Finding, [(old, about, name, {"superseded_by_id": key})])
        people.Finding.objects.filter(pk=key).update(superseded_by=None)

    # ---- what only sums up ----------------------------------------------------------------------

    def _add_summaries(self, table: Summary, rows: list[Match]) -> None:
        values = [
            {
                "table": table.name,
                "key": match.line.key,
                "unit_code": match.line.row["unit"],
                "year": match.line.row["year"],
                "content": match.line.content,
            }
            for match in rows
        ]
        names = [name_of(table, match.line.row) for match in rows]
        self.writer.insert(ReceivedSummary, values, [self.own] * len(rows), names)


def _occasion(row: Row) -> str:
    """An honour as the journal names it."""
    number: Any = row["decision"][1] if row["decision"] else ""
    return f"{row['honour']} {row['year']}" + (f", QĐ {number}" if number else "")
