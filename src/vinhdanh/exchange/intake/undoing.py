"""Taking an import back: what was added goes, what was changed is as before; unless something rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from vinhdanh.awards.models import Grant, GrantEvent, GrantIndex, GrantWork
from vinhdanh.awards.types import Act
from vinhdanh.exchange.bulk import insert
from vinhdanh.exchange.intake.gathering import Tell
from vinhdanh.exchange.intake.log import REGISTER, Done, Entry, Log
from vinhdanh.exchange.intake.writing.honours import add_acts, copy_grants
from vinhdanh.people import models as people

_BATCH = 500
NAMED = 5  # examples in a sentence


class _Tables:
    """The log by table: what was added, what was changed, what was removed."""

    def __init__(self, log: Log) -> None:
        self.added: defaultdict[str, dict[int, Entry]] = defaultdict(dict)
        self.changed: defaultdict[str, list[Entry]] = defaultdict(list)
        self.removed: defaultdict[str, list[Entry]] = defaultdict(list)
        self.order: list[str] = []
        for entry in log.entries:
            if entry.model not in self.order:
                self.order.append(entry.model)
            if entry.model == "awards.grant":  # stays in the register: whose it is and what it is called
                entry = replace(entry, before={}, after={})
            if entry.done is Done.ADDED:
                self.added[entry.model][entry.key] = entry
            elif entry.done is Done.REMOVED:
                self.removed[entry.model].append(entry)
            else:
                self.changed[entry.model].append(entry)

    def model(self, label: str) -> type[models.Model]:
        return apps.get_model(label)


# ---- what rests on it -----------------------------------------------------------------------------


def obstacles(log: Log, what: str = "lần nhập này") -> list[str]:
    """Why an act can't be taken back any more, one sentence each; empty when it can.

    Args:
        what: the act, as the sentences name it.
    """
    tables = _Tables(log)
    return [*_later_changes(tables, what), *_later_acts(tables, what), *_references(tables, what)]


def _later_changes(tables: _Tables, what: str) -> Iterator[str]:
    """Rows that do not say any more what the import wrote."""
    for label in tables.order:
        if label in REGISTER:
            continue
        model = tables.model(label)
        entries = {**tables.added[label], **{entry.key: entry for entry in tables.changed[label]}}
        after = _last_values(tables, label)
        differing = []
        for keys in _batches(list(entries)):
            found = {row.pk: row for row in model._base_manager.filter(pk__in=keys)}
            for key in keys:
                row = found.get(key)
                if row is None or any(_plain(getattr(row, c)) != v for c, v in after[key].items()):
                    differing.append(entries[key].name)
        if differing:
            yield _sentence(f"{model._meta.verbose_name}: {{}} dòng đã sửa sau {what}", differing)


def _last_values(tables: _Tables, label: str) -> dict[int, dict[str, Any]]:
    """What the import left in each row, every column it wrote."""
    after: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for entry in (*tables.added[label].values(), *tables.changed[label]):
        columns = {*entry.before, *entry.after}
        after[entry.key] |= {column: entry.after.get(column) for column in columns}
    for entry in tables.added[label].values():
        if "superseded_by_id" in after[entry.key]:  # lent for a moment while the old one gave way
            del after[entry.key]["superseded_by_id"]
    return after


def _later_acts(tables: _Tables, what: str) -> Iterator[str]:
    """Honours of the import to which something was done since."""
    own = set(tables.added["awards.grantevent"])
    names = {key: entry.name for key, entry in tables.added["awards.grant"].items()}
    touched: list[str] = []
    for keys in _batches(list(names)):
        events = GrantEvent.objects.filter(grant__in=keys).values_list("pk", "grant_id")
        touched += [names[grant] for pk, grant in events if pk not in own]
    if touched:
        yield _sentence(f"{{}} lượt khen của {what} đã bị hủy, tước, phục hồi hoặc xóa sau đó", touched)


def _references(tables: _Tables, what: str) -> Iterator[str]:
    """Rows written since that refer to something the import added."""
    for label in tables.order:
        model, keys = tables.model(label), tables.added[label]
        if not keys:
            continue
        for relation in model._meta.related_objects:
            other = relation.related_model
            if relation.many_to_many or other in (GrantEvent, GrantIndex):  # told already; follows by itself
                continue
            own = _own(other, tables)
            column = relation.field.attname
            resting: list[str] = []
            for batch in _batches(list(keys)):
                rows = other._base_manager.filter(**{f"{column}__in": batch}).values_list("pk", column)
                resting += [keys[to].name for pk, to in rows if pk not in own]
            if resting:
                said = f"{other._meta.verbose_name}: {{}} dòng ghi sau dựa vào dữ liệu của {what}"
                yield _sentence(said, resting)


def _own(other: type[models.Model], tables: _Tables) -> set[int]:
    """The rows of a table that the import wrote itself."""
    label = other._meta.label_lower
    own = set(tables.added[label]) | {entry.key for entry in tables.changed[label]}
    if other is GrantWork:
        for keys in _batches(list(tables.added["awards.grant"])):
            own |= set(GrantWork.objects.filter(grant__in=keys).values_list("pk", flat=True))
    return own


def _sentence(what: str, names: Sequence[str]) -> str:
    first = "; ".join(dict.fromkeys(names[:NAMED]))
    return f"{what.format(len(names))} ({first}{'…' if len(names) > NAMED else ''})."


# ---- taking it back -------------------------------------------------------------------------------


def take_back(log: Log, *, ground: str, by: str, tell: Tell) -> Log:
    """Undo every row, newest table first, inside the caller's transaction; the log of what was done.

    Honours stay in the register, struck as a mistake. Whoever and whatever they name stays too, withdrawn;
    a decision of which nothing else is left is not shown any more (``Decision.objects.standing``).

    Args:
        ground: stands in the acts upon honours, and
        by: the name of whoever takes it back.
    """
    tables, done = _Tables(log), Log()
    for at, label in enumerate(reversed(tables.order)):
        tell("Hoàn tác", at, len(tables.order))
        match label:
            case "awards.grantevent":
                _record_again(tables, done)
            case "awards.grant":
                _strike(tables, ground, by, done)
            case _:
                _remove(tables, label, done)
                _restore(tables, label, done)
                _return(tables, label, done)
    tell("Hoàn tác", len(tables.order), len(tables.order))
    return done


def _strike(tables: _Tables, ground: str, by: str, done: Log) -> None:
    """The import's honours were recorded by mistake."""
    today = timezone.localdate()
    entries = tables.added["awards.grant"].values()
    add_acts(done, [(e.key, Act.STRUCK, today, e.about, e.name) for e in entries], ground=ground, by=by)


def _record_again(tables: _Tables, done: Log) -> None:
    """Honours that the import struck to correct them stand in the register again, as they were."""
    struck = [e for e in tables.added["awards.grantevent"].values() if e.after.get("act") == Act.STRUCK]
    if not struck:
        return
    by_key = {int(entry.after["grant_id"]): entry for entry in struck}
    grants = list(Grant.objects.select_related("decision", "place").in_bulk(by_key).values())
    copy_grants(grants, done, lambda grant: by_key[grant.pk].about)


def _remove(tables: _Tables, label: str, done: Log) -> None:
    """Delete what was added; withdraw what the register of honours names."""
    entries = tables.added[label]
    model = tables.model(label)
    kept = _named_by_register(model, list(entries))
    for keys in _batches([key for key in entries if key not in kept]):
        gone = model._base_manager.filter(pk__in=keys)
        gone._raw_delete(gone.db)
    for keys in _batches(sorted(kept)):
        model._base_manager.filter(pk__in=keys).update(withdrawn=True)
    for key, entry in entries.items():
        if key in kept:
            done.change(model, key, entry.about, entry.name, {"withdrawn": False}, {"withdrawn": True})
        else:
            done.remove(model, key, entry.about, entry.name, entry.after)


def _named_by_register(model: type[models.Model], keys: list[int]) -> set[int]:
    """Rows that can't be deleted, because a row that is only ever added to refers to them."""
    found: set[int] = set()
    for batch in _batches(keys):
        if model is people.RecognisedWork:
            found |= set(GrantWork.objects.filter(work__in=batch).values_list("work_id", flat=True))
        elif model in (people.Person, people.Unit, people.Household):
            column = f"{model._meta.model_name}_id"
            found |= set(Grant.objects.filter(**{f"{column}__in": batch}).values_list(column, flat=True))
        if model is people.Unit:
            found |= set(Grant.objects.filter(place__in=batch).values_list("place_id", flat=True))
    if model is people.Unit and found:
        paths = people.Unit.every.filter(pk__in=found).values_list("path", flat=True)
        codes = {code for path in paths for code in path.strip("/").split("/")}
        above = people.Unit.every.filter(code__in=codes).values_list("pk", flat=True)
        found |= set(above) & set(keys)
    return found


def _restore(tables: _Tables, label: str, done: Log) -> None:
    """Put changed rows back, the last change first."""
    model = tables.model(label)
    for entry in reversed(tables.changed[label]):
        columns = {*entry.before, *entry.after}
        before = {column: _value(model, column, entry.before.get(column)) for column in columns}
        model._base_manager.filter(pk=entry.key).update(**before)
        done.change(model, entry.key, entry.about, entry.name, entry.after, entry.before)


def _return(tables: _Tables, label: str, done: Log) -> None:
    """Removed rows come back under their old keys."""
    model = tables.model(label)
    names = {column.attname: column.name for column in model._meta.concrete_fields}
    for entry in tables.removed[label]:
        row = {column: _value(model, column, value) for column, value in entry.before.items()}
        insert(model, [names[column] for column in row], [list(row.values())], [entry.key])
        done.add(model, entry.key, entry.about, entry.name, entry.before)


def _value(model: type[models.Model], column: str, value: Any) -> Any:
    """A logged value as the database takes it: an empty one is "" or nothing, as the column has it."""
    field = next(f for f in model._meta.concrete_fields if f.attname == column or f.name == column)
    if value is None:
        return None if field.null else "" if isinstance(field, models.CharField | models.TextField) else False
    return field.to_python(value)


def _plain(value: Any) -> Any:
    """A value as the log keeps it."""
    value = value.isoformat() if hasattr(value, "isoformat") else value
    return None if value == "" else value


def _batches(keys: Collection[int]) -> Iterator[list[int]]:
    listed = list(keys)
    for start in range(0, len(listed), _BATCH):
        yield listed[start : start + _BATCH]
