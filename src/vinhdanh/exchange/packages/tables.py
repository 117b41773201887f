"""The tables of a package that are records: what each holds, and by what its rows are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import models

from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantWork, Outsider
from vinhdanh.exchange.packages.columns import Column, Row, canonical, column_of, schema_of
from vinhdanh.people import models as people

# Left out unless somebody asks for them: no figure and no list of honours needs them.
PERSONAL = (
    "born", "citizen_id", "party_joined", "party_left", "youth_joined", "youth_left", "left_ground",
)  # fmt: skip


@dataclass(frozen=True)
class Child:
    """Rows that belong to another row and are written inside it, oldest first.

    Attributes:
        parent: the column by which they belong to it.
        deep: rows of the same table, each replaced by the one before (``Finding.superseded_by``).
    """

    name: str
    label: str
    model: type[models.Model]
    parent: str
    columns: tuple[str, ...]
    order: str = "pk"
    deep: bool = False

    @cached_property
    def spec(self) -> tuple[Column, ...]:
        return tuple(column_of(self.model, name) for name in self.columns)


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        key: the columns by which a row is known. Several rows may share a key (two honours alike).
        fixed: columns that a package never changes where the row is on record.
    """

    name: str
    title: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    children: tuple[Child, ...] = ()
    fixed: frozenset[str] = frozenset()

    @cached_property
    def spec(self) -> tuple[Column, ...]:
        """All columns in their order, children last."""
        own = [column_of(self.model, name) for name in self.columns]
        inner = [Column(c.name, c.label, "list", children=c.spec) for c in self.children]
        return (*own, *inner)

    def only(self, names: Sequence[str]) -> Table:
        """The same table with these columns."""
        return replace(self, columns=tuple(name for name in self.columns if name in names))

    @property
    def needed(self) -> frozenset[str]:
        """Columns without which no row can be written."""
        optional = PERSONAL if self.model is people.Person else ()
        return frozenset(column.name for column in self.spec) - frozenset(optional)


def key_text(key: Sequence[str], row: Row) -> str:
    """The key of a row as one text: what rows are sorted and found by."""
    return canonical([row[name] for name in key])


def schema(table: Any) -> dict[str, Any]:
    """A table's rows as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.title,
        "x-key": list(table.key),
        **schema_of(table.spec),
    }


_SUBJECT = ("person", "unit")
_GRANT_KEY = (
    "person", "unit", "household", "outsider", "honour", "level", "year", "first_year", "merit", "decision",
)  # fmt: skip
_FINDING = ("holds", "figure", "covers_members", "by", "on", "evidence", "why")

# In the order in which they are written: a row only ever refers to rows of tables before it.
TABLES: tuple[Table, ...] = (
    Table(
        "units", "Đơn vị", people.Unit, ("code",),
        ("code", "name", "kind", "tier", "force", "parent", "valid_from", "valid_to"),
        fixed=frozenset({"parent"}),
    ),
    Table(
        "unit_lineage", "Kế thừa đơn vị", people.UnitLineage, ("unit", "successor"),
        ("unit", "successor", "kind", "on", "basis"),
    ),
    Table(
        "unit_places", "Nơi trực thuộc cũ", people.UnitPlace, ("unit", "until"),
        ("unit", "until", "parent", "basis"),
    ),
    Table(
        "persons", "Cán bộ", people.Person, ("number",),
        (
            "number", "name", "born", "sex", "citizen_id", "force", "category", "rank", "joined", "left",
            "left_ground", "party_joined", "party_left", "youth_joined", "youth_left", "education", "major",
            "secrecy",
        ),
        fixed=frozenset({"secrecy"}),
    ),
    Table(
        "posts", "Chức vụ", people.Post, ("person", "unit", "start", "main"),
        ("person", "unit", "start", "main", "end", "title", "grade", "leads", "coefficient"),
        fixed=frozenset({"coefficient"}),
    ),
    Table(
        "ranks", "Cấp bậc hàm", people.RankHeld, ("person", "since"),
        ("person", "since", "name", "coefficient", "number"),
        fixed=frozenset({"coefficient"}),
    ),
    Table(
        "absences", "Nghỉ, đi học", people.Absence, ("person", "kind", "start"),
        ("person", "kind", "start", "end", "basis"),
    ),
    Table(
        "households", "Hộ gia đình", people.Household, ("code",), ("code", "name", "unit"),
    ),
    Table(
        "outsiders", "Người ngoài cơ quan", Outsider, ("name", "whereabouts"), ("name", "whereabouts"),
    ),
    Table(
        "ratings", "Xếp loại năm", people.YearRating, (*_SUBJECT, "year"),
        (*_SUBJECT, "year", "level", "unassessed"),
    ),
    Table(
        "works", "Sáng kiến, đề tài", people.RecognisedWork, ("code", "kind", "name", "year", "number"),
        ("code", "kind", "name", "year", "number", "scope", "recognised", "recogniser"),
        (
            Child(
                "authors", "Tác giả", people.WorkAuthor, "work", ("person", "position", "share"), "position",
            ),
        ),
    ),
    Table(
        "disciplines", "Kỷ luật", people.Discipline, (*_SUBJECT, "form", "decided"),
        (
            *_SUBJECT, "form", "decided", "ends", "number", "title_effect", "title_year", "annulled",
            "annulled_why",
        ),
    ),
    Table(
        "holds", "Tạm hoãn xét", people.Hold, (*_SUBJECT, "ground", "opened"),
        (*_SUBJECT, "ground", "opened", "closed", "basis", "release"),
    ),
    Table(
        "decisions", "Quyết định", Decision, ("authority", "number", "decided", "year"),
        ("authority", "number", "decided", "year", "document", "repeated"),
        fixed=frozenset({"document", "repeated"}),
    ),
    Table(
        "grants", "Khen thưởng", Grant, _GRANT_KEY,
        (*_GRANT_KEY, "place", "place_path", "achievement", "money", "money_ground", "artefact", "serial"),
        (
            Child("works", "Sáng kiến đã dùng", GrantWork, "grant", ("work",)),
            Child(
                "events", "Việc đã làm với lượt khen", GrantEvent, "grant",
                ("act", "on", "ground", "decision", "artefact", "serial", "by", "at"),
            ),
        ),
    ),
    Table(
        "findings", "Kết luận", people.Finding, ("person", "unit", "household", "about", "year"),
        ("person", "unit", "household", "about", "year", *_FINDING),
        (
            Child(
                "earlier", "Kết luận trước, đã thay", people.Finding, "superseded_by", _FINDING, deep=True,
            ),
        ),
    ),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
