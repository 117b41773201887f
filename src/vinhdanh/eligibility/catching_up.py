"""Facts brought up to date from the journal: only the records of whom its entries name are read again.

The journal says which rows an act touched (``audit.changes``), the register and the files of people say whose
rows they are. Whoever is named is read anew from the database; everybody else stays as he was read last.
Where an entry does not say enough (a whole agency recorded at once, a table that this module does not know,
somebody removed, a changed code), nothing is guessed: everything is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model

from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for, records_about
from vinhdanh.awards.models import Grant
from vinhdanh.engine.facts import Facts
from vinhdanh.engine.rejudging import TABLES
from vinhdanh.people.models import ConductMeasure, Household, Person, Unit, WorkAuthor

MANY = 400  # subjects: with more of them reading everything is quicker

RECORD_APPS = ("people", "awards")  # whose entries in the journal change what a run would read
# Rows that hold a fact: model -> what its id begins with in the facts.
_PREFIX = {
    "people.post": "post",
    "people.absence": "absence",
    "people.yearrating": "rating",
    "people.discipline": "discipline",
    "people.hold": "hold",
    "people.finding": "finding",
    "people.recognisedwork": "work",
    "people.unitlineage": "lineage",
    "people.conductmeasure": "measure",
    "awards.grant": "grant",
}
_SUBJECTS = {"people.person": "number", "people.unit": "code", "people.household": "code"}
# Rows that belong to a fact of another table: model -> (column that names it, prefix of that fact's id).
_PARTS = {
    "people.workauthor": ("work", "work"),
    "awards.grantevent": ("grant", "grant"),
    "awards.grantwork": ("grant", "grant"),
    "people.conductmeasureact": ("measure", "measure"),
}
# Rows that no rule looks at.
_SILENT = frozenset(
    {
        "people.rankheld",
        "people.transfer",
        "people.unitplace",
        "people.conductviolation",
        "people.conductmeasureviolation",
        "people.leaderexemption",
        "awards.outsider",
    }
)
_KNOWN = frozenset({*_PREFIX, *_SUBJECTS, *_PARTS, "awards.decision"})
_OWNERS = ("person", "unit", "household")


class _Unclear(Exception):
    """An entry that does not say whose records it changed."""


@dataclass
class CaughtUp:
    """The facts as they are now, and which entry of the journal last wrote each changed record."""

    facts: Facts
    entries: dict[str, int]  # id of a record -> number of its last entry
    read_anew: bool  # everything was read: the journal did not say enough, or named too many


def entries_since(number: int) -> dict[str, int]:
    """Id of each record that was changed since -> number of the journal entry that did it last."""
    found = {}
    for entry in JournalEntry.objects.filter(number__gt=number).order_by("number").iterator():
        for change in entry.details.get("changes") or ():
            if change["model"] in _KNOWN and (record := _record_id(change)):
                found[record] = entry.number
    return found


@dataclass
class _Named:
    """Whom the entries name, by database key."""

    person: set[int] = field(default_factory=set)
    unit: set[int] = field(default_factory=set)
    household: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.person) + len(self.unit) + len(self.household)


def catch_up(facts: Facts, since: int) -> CaughtUp:
    """The whole agency's facts as they are now.

    Args:
        facts: as they were read when the journal's last entry was number ``since``.
    """
    named, entries, everything = _Named(), dict[str, int](), False
    for entry in JournalEntry.objects.filter(number__gt=since).order_by("number").iterator():
        of_records = entry.verb.partition(".")[0] in RECORD_APPS
        changes = entry.details.get("changes")
        if changes is None:
            everything = everything or of_records
            continue
        for change in changes:
            if change["model"] in _SILENT or not (of_records or change["model"] in _KNOWN):
                continue
            try:
                record = _record_id(change) if everything else _note(change, named)
            except _Unclear:
                everything, record = True, ""
            if record:
                entries[record] = entry.number
        everything = everything or len(named) > MANY
    if everything:
        return CaughtUp(facts_for(), entries, read_anew=True)
    return CaughtUp(_patched(facts, named) if len(named) else facts, entries, read_anew=False)


def _note(change: Mapping[str, Any], named: _Named) -> str:
    """Add whom one change concerns; the id of the changed record in the facts.

    Raises:
        _Unclear: the change does not say.
    """
    model, key = change["model"], change["key"]
    values = _values(change)
    if model in _SUBJECTS:
        if change["act"] == "removed" or (change["act"] == "changed" and _SUBJECTS[model] in values):
            raise _Unclear
        getattr(named, model.partition(".")[2]).add(key)
        return _record_id(change)
    if model not in _KNOWN:
        raise _Unclear
    row = apps.get_model(model)._default_manager.filter(pk=key).first()
    for name, keys in _owners_of(model, key, values, row).items():
        getattr(named, name).update(keys)
    return _record_id(change)


def _owners_of(
    model: str, key: int, values: Mapping[str, set[Any]], row: Model | None
) -> dict[str, set[int]]:
    """Kind of subject -> keys of those whose record a row is, or was."""
    owners = {name: _column(values, row, name) for name in _OWNERS}
    match model:
        case "people.unitlineage":
            owners["unit"] |= _column(values, row, "successor")
        case "people.recognisedwork":
            owners["person"] = _authors({key})
        case "people.workauthor":
            owners["person"] |= _authors(_column(values, row, "work"))
        case "awards.grantevent" | "awards.grantwork":
            grants = Grant.objects.filter(pk__in=_column(values, row, "grant"))
            owners = {name: set(grants.values_list(f"{name}_id", flat=True)) - {None} for name in _OWNERS}
            owners["person"] |= _authors(_column(values, row, "work"))
        case "awards.decision":
            grants = Grant.objects.filter(decision=key)
            owners = {name: set(grants.values_list(f"{name}_id", flat=True)) - {None} for name in _OWNERS}
        case "people.conductmeasureact":
            measures = ConductMeasure.objects.filter(pk__in=_column(values, row, "measure"))
            owners |= {
                name: set(measures.values_list(f"{name}_id", flat=True)) - {None}
                for name in ("person", "unit")
            }
    if not any(owners.values()) and not model.startswith("awards."):  # an outsider's honour judges nobody
        raise _Unclear
    return owners


def _record_id(change: Mapping[str, Any]) -> str:
    """What the facts call the changed record; empty where that takes a look at the database."""
    model, key = change["model"], change["key"]
    if model in _PARTS:
        column, prefix = _PARTS[model]
        named = list(_values(change).get(column, ()))
        return f"{prefix}:{named[0]}" if named else ""
    if model in _SUBJECTS:
        code = apps.get_model(model)._default_manager.filter(pk=key).values_list(_SUBJECTS[model], flat=True)
        return str(code.first() or "")
    return f"{_PREFIX[model]}:{key}" if model in _PREFIX else ""


def _values(change: Mapping[str, Any]) -> dict[str, set[Any]]:
    """Column -> what it held before and after."""
    return {one["field"]: {one["before"], one["after"]} - {None, ""} for one in change["fields"]}


def _column(values: Mapping[str, set[Any]], row: Model | None, name: str) -> set[int]:
    """Keys that a column held before and after, and holds now."""
    found = set(values.get(name, ()))
    now = getattr(row, f"{name}_id", None)
    return found | {now} if now is not None else found


def _authors(works: Iterable[int]) -> set[int]:
    return set(WorkAuthor.objects.filter(work__in=list(works)).values_list("person_id", flat=True))


def _patched(facts: Facts, named: _Named) -> Facts:
    """The facts with every record of the named as the database holds them now."""
    now = records_about(named.person, named.unit, named.household)
    whose = {
        *Person.objects.filter(pk__in=named.person).values_list("number", flat=True),
        *Unit.objects.filter(pk__in=named.unit).values_list("code", flat=True),
        *Household.objects.filter(pk__in=named.household).values_list("code", flat=True),
    }
    patch = {}
    for table in TABLES:
        old = {r.id: r for r in getattr(facts, table) if not whose.isdisjoint(_owners(table, r))}
        new = {r.id: r for r in getattr(now, table) if not whose.isdisjoint(_owners(table, r))}
        gone = old.keys() - new.keys()
        written = [record for id, record in new.items() if old.get(id) != record]
        if gone or written:
            patch[table] = (gone, written)
    return facts.patched(patch)


def _owners(table: str, record: Any) -> tuple[str, ...]:
    match table:
        case "persons" | "units" | "households":
            return (record.id,)
        case "posts" | "absences":
            return (record.person,)
        case "works":
            return tuple(record.authors)
        case "lineages":
            return (record.unit,)
        case _:
            return (record.subject,)
