"""Honours into the register, which only grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantWork
from vinhdanh.awards.services.old_books import COLUMNS, OldDecisions, Paper, grant_columns, paper_named
from vinhdanh.awards.types import Act
from vinhdanh.engine import facts as engine
from vinhdanh.exchange.bulk import insert, new_ids
from vinhdanh.exchange.intake.log import Log
from vinhdanh.exchange.intake.writing.rows import Values, Writer, key_of
from vinhdanh.exchange.register_rows import ACT, EVENT, paper_of, unit_at
from vinhdanh.people.models import Household, Person, Post, Unit

# Columns of a row that follow from others: kept out of the journal.
_FOLLOWING = {"decision_id", "place_id", "place_path", "words"}
_BATCH = 500

NewAct = tuple[int, Act, date | None, str, str]  # key of the honour, act, day; its subject's ref, its name


def write_grants(at: Writer) -> None:
    """New honours. A corrected one is struck as a mistake and recorded anew, with what was done to it."""
    corrected = {key_of(grant.id): grant for grant in at.plan.changed.grants}
    # Oldest year first: the register's word index takes rows in the order of its keys many times faster.
    added = sorted(at.plan.added.grants, key=lambda grant: grant.year)
    if not added and not corrected:
        return
    lines = _Lines(at, (*added, *corrected.values()))
    _correct(at, lines, corrected)
    rows = [lines.row(grant) for grant in added]
    ids = at.insert(
        Grant, rows, [at.about(g.subject) for g in added], [*map(occasion_of, added)], _told(rows)
    )
    _use(at, zip(ids, added, strict=True))
    ended = [
        (id, ACT[grant.state], grant.state_since, at.about(grant.subject), occasion_of(grant))
        for id, grant in zip(ids, added, strict=True)
        if grant.state in ACT
    ]
    add_acts(at.log, ended, ground=at.ground, by=at.by)


def _correct(at: Writer, lines: _Lines, corrected: dict[int, engine.Grant]) -> None:
    """What the file says of an honour, and what only the register knows: money, artefact, place."""
    old = list(Grant.objects.select_related("decision", "place").in_bulk(corrected).values())
    today = timezone.localdate()
    struck = [(g.pk, Act.STRUCK, today, at.about(corrected[g.pk].subject), occasion_of(g)) for g in old]
    add_acts(at.log, struck, ground=at.ground, by=at.by)
    ids = copy_grants(
        old,
        at.log,
        lambda grant: at.about(corrected[grant.pk].subject),
        lambda grant: lines.corrected(grant, corrected[grant.pk]),
        with_works=False,
    )
    _use(at, ((id, corrected[grant.pk]) for id, grant in zip(ids, old, strict=True)))
    at.told("khen thưởng", len(old))


def _use(at: Writer, grants: Iterable[tuple[int, engine.Grant]]) -> None:
    """The works that honours were given for."""
    uses = [(id, at.works[work]) for id, grant in grants for work in dict.fromkeys(grant.works)]
    insert(GrantWork, ("grant", "work"), uses)


def add_acts(log: Log, acts: Sequence[NewAct], *, ground: str, by: str) -> None:
    """Something was done to honours on record.

    Args:
        log: where it is told.
        by: name of whoever wrote it down.
    """
    ids, now = new_ids(GrantEvent, len(acts)), timezone.now()
    rows = [(grant, act.value, on, ground, "", "", by, now) for grant, act, on, _, _ in acts]
    insert(GrantEvent, (*EVENT, "at"), rows, ids)
    for id, (grant, act, on, about, name) in zip(ids, acts, strict=True):
        after = {"grant_id": grant, "act": act.value, "on": on, "ground": ground}
        log.add(GrantEvent, id, about, name, after)


def copy_grants(
    old: Sequence[Grant],
    log: Log,
    about: Callable[[Grant], str],
    changes: Callable[[Grant], Values] = lambda grant: {},
    *,
    with_works: bool = True,
) -> Sequence[int]:
    """The same honours again in the register, with every act but the striking.

    Args:
        log: where the copies and their acts are told.
        about: ref of the subject of an honour.
        changes: columns (foreign keys as ``person_id``) that a copy has otherwise.
        with_works: whether the copies use up the same works.

    Returns:
        The keys of the copies, in order.
    """
    columns = [c for c in Grant._meta.concrete_fields if not c.primary_key]
    rows: list[Values] = [{c.attname: getattr(g, c.attname) for c in columns} | changes(g) for g in old]
    ids = new_ids(Grant, len(rows))
    insert(Grant, [c.name for c in columns], [list(row.values()) for row in rows], ids)
    told = _told(rows)
    names = {
        id: _occasion(said["honour"], said["year"], said["number"])
        for id, said in zip(ids, told, strict=True)
    }
    for grant, id, said in zip(old, ids, told, strict=True):
        log.add(Grant, id, about(grant), names[id], said)
    again = {grant.pk: (grant, id) for grant, id in zip(old, ids, strict=True)}
    if with_works:
        uses = [row for part in _parts(again) for row in _rows_of(GrantWork, part, "work_id")]
        insert(GrantWork, ("grant", "work"), [(again[grant][1], work) for grant, work in uses])
    _copy_acts(again, names, log, about)
    return ids


def _copy_acts(
    again: dict[int, tuple[Grant, int]], names: dict[int, str], log: Log, about: Callable[[Grant], str]
) -> None:
    """What was done to honours, done to their copies."""
    columns = [c for c in GrantEvent._meta.concrete_fields if not c.primary_key and c.name != "grant"]
    attributes = [c.attname for c in columns]
    every = (row for part in _parts(again) for row in _rows_of(GrantEvent, part, *attributes))
    acts = [row for row in every if row[1] != Act.STRUCK]
    ids = new_ids(GrantEvent, len(acts))
    rows = [(again[grant][1], *rest) for grant, *rest in acts]
    insert(GrantEvent, ("grant", *(c.name for c in columns)), rows, ids)
    said = [dict(zip(attributes, rest, strict=True)) for _, *rest in acts]
    for id, (pk, *_), after in zip(ids, acts, _told(said), strict=True):
        grant, copy = again[pk]
        del after["at"]
        log.add(GrantEvent, id, about(grant), names[copy], {"grant_id": copy, **after})


def _rows_of(
    model: type[GrantWork | GrantEvent], grants: Sequence[int], *columns: str
) -> list[tuple[Any, ...]]:
    found = model._default_manager.filter(grant__in=grants).order_by("pk")
    return list(found.values_list("grant_id", *columns))


def _parts(keys: Collection[int]) -> Iterable[list[int]]:
    listed = list(keys)
    return (listed[start : start + _BATCH] for start in range(0, len(listed), _BATCH))


def occasion_of(grant: Grant | engine.Grant) -> str:
    """An honour as the journal names it."""
    if isinstance(grant, Grant):
        return _occasion(grant.honour, grant.year, grant.decision.number if grant.decision else "")
    return _occasion(grant.honour, grant.year, grant.number)


def _occasion(honour: str, year: int, number: str) -> str:
    return f"{honour} {year}" + (f", QĐ {number}" if number else "")


def _told(rows: Sequence[Values]) -> list[Values]:
    """Rows as the journal keeps them: with what their decisions say instead of the keys."""
    columns = ("number", "decided", "authority")
    wanted = {row["decision_id"] for row in rows if row["decision_id"]}
    papers: dict[int, tuple[Any, ...]] = {}
    for part in _parts(wanted):
        papers |= {pk: said for pk, *said in Decision.objects.filter(pk__in=part).values_list("pk", *columns)}
    blank = tuple(getattr(Decision(), name) for name in columns)
    found = []
    for row in rows:
        said = dict(zip(columns, papers.get(row["decision_id"], blank), strict=True))
        found.append({name: value for name, value in row.items() if name not in _FOLLOWING} | said)
    return found


class _Lines:
    """Honours of a file as rows of the register: the decision found or written, the unit of that time."""

    def __init__(self, at: Writer, grants: Sequence[engine.Grant]) -> None:
        self.at = at
        self.decisions = OldDecisions()
        missing = self.decisions.missing(map(paper_of, grants))
        keys = new_ids(Decision, len(missing))
        insert(Decision, COLUMNS, map(self.decisions.row, missing), keys)
        for paper, key in zip(missing, keys, strict=True):
            self.decisions.learn(paper, key)
        self.units = {code: (pk, path) for code, pk, path in Unit.every.values_list("code", "pk", "path")}
        self.names: dict[str, str] = dict(Unit.every.values_list("code", "folded"))
        self.posts: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
        self.homes: dict[str, str | None] = {}
        persons = at.keys["person"]
        for part in _parts({persons[grant.subject] for grant in grants if grant.subject in persons}):
            self.names |= dict(Person.every.filter(pk__in=part).values_list("number", "folded"))
            posts = Post.objects.filter(person__in=part, main=True).order_by("start", "pk")
            for number, start, unit in posts.values_list("person__number", "start", "unit__code"):
                self.posts[number].append((start, unit))
        for code, folded, unit in Household.every.values_list("code", "folded", "unit__code"):
            self.names[code], self.homes[code] = folded, unit

    def row(self, grant: engine.Grant) -> Values:
        """A new row."""
        return self._row(grant, paper_of(grant))

    def corrected(self, old: Grant, grant: engine.Grant) -> Values:
        """The columns of a row on record that a file corrects."""
        paper, was = paper_of(grant), old.decision
        row = self._row(grant, paper)
        changes = {name: row[name] for name in ("merit", "decision_id", "words")}
        changes |= self._extra(grant)
        if was and paper == paper_named(was.authority, was.number, was.decided, old.year):
            changes["decision_id"] = was.pk
        if old.place_id is None:
            changes |= {name: row[name] for name in ("place_id", "place_path")}
        return changes

    def _row(self, grant: engine.Grant, paper: Paper | None) -> Values:
        place, path = self.units.get(self._place(grant), (None, ""))
        whom = self.at.subject(grant.subject, "person", "unit", "household")
        given = {"honour": grant.honour, "year": grant.year, "merit": grant.merit.value}
        following = grant_columns(
            folded=self.names[grant.subject],
            code=grant.subject,
            honour=grant.honour,
            paper=paper,
            place=place,
            path=path,
        )
        own = {"decision_id": self.decisions.key_of(paper), "money": None}
        return whom | given | own | following | self._extra(grant)

    def _extra(self, grant: engine.Grant) -> Values:
        """Money, artefact and serial number, where the file says something of them."""
        extra = self.at.plan.extras.get(grant.id)
        return asdict(extra) if extra is not None else {}

    def _place(self, grant: engine.Grant) -> str:
        subject = grant.subject
        if subject in self.units:
            return subject
        return unit_at(self.posts[subject], grant) if subject not in self.homes else self.homes[subject] or ""
