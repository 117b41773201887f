"""Honours into the register, which only grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from vinhdanh.awards.models import Grant, GrantEvent, GrantWork
from vinhdanh.awards.types import Act
from vinhdanh.engine import facts as engine
from vinhdanh.exchange.bulk import insert, new_ids
from vinhdanh.exchange.intake.log import Log
from vinhdanh.exchange.intake.writing.rows import Values, Writer, key_of

ACTS = {engine.GrantState.ANNULLED: Act.ANNULLED, engine.GrantState.STRIPPED: Act.STRIPPED}

Event = tuple[int, Act, date | None]


def write_grants(at: Writer) -> None:
    """New honours. A corrected one is struck as a mistake and recorded anew, with its state."""
    corrected = at.plan.changed.grants
    today = timezone.localdate()
    _events(at, [(key_of(grant.id), Act.STRUCK, today) for grant in corrected], corrected)
    grants = (*at.plan.added.grants, *corrected)
    rows = [_grant(at, grant) for grant in grants]
    ids = at.insert(Grant, rows, [at.about(g.subject) for g in grants], [*map(occasion_of, grants)])
    uses = [
        (id, at.works[work])
        for id, grant in zip(ids, grants, strict=True)
        for work in dict.fromkeys(grant.works)
    ]
    insert(GrantWork, ("grant", "work"), uses)
    ended = [(id, grant) for id, grant in zip(ids, grants, strict=True) if grant.state in ACTS]
    _events(at, [(id, ACTS[g.state], g.state_since) for id, g in ended], [grant for _, grant in ended])


def copy_grants(
    old: Sequence[Grant], log: Log, about: Callable[[Grant], str], **changes: object
) -> Sequence[int]:
    """The same honours again in the register, with the works they used up and every act but the striking.

    Args:
        log: where the copies and their acts are told.
        about: ref of the subject of an honour.
        changes: columns (foreign keys as ``person_id``) that the copies have otherwise.

    Returns:
        The keys of the copies, in order.
    """
    columns = [c for c in Grant._meta.concrete_fields if not c.primary_key]
    rows: list[Values] = [{c.attname: getattr(g, c.attname) for c in columns} | changes for g in old]
    ids = new_ids(Grant, len(rows))
    insert(Grant, [c.name for c in columns], [list(row.values()) for row in rows], ids)
    again = {grant.pk: (grant, id) for grant, id in zip(old, ids, strict=True)}
    for (grant, id), row in zip(again.values(), rows, strict=True):
        log.add(Grant, id, about(grant), occasion_of(grant), row)
    uses = GrantWork.objects.filter(grant__in=again).values_list("grant_id", "work_id")
    insert(GrantWork, ("grant", "work"), [(again[grant][1], work) for grant, work in uses])
    fields = ("act", "on", "ground", "number", "authority")
    acts = GrantEvent.objects.filter(grant__in=again).exclude(act=Act.STRUCK).order_by("pk")
    events: list[tuple[Any, ...]] = list(acts.values_list("grant_id", *fields))
    keys = new_ids(GrantEvent, len(events))
    insert(GrantEvent, ("grant", *fields), [(again[grant][1], *rest) for grant, *rest in events], keys)
    for key, (pk, *rest) in zip(keys, events, strict=True):
        grant, id = again[pk]
        after = {"grant_id": id, **dict(zip(fields, rest, strict=True))}
        log.add(GrantEvent, key, about(grant), occasion_of(grant), after)
    return ids


def occasion_of(grant: Grant | engine.Grant) -> str:
    """An honour as the journal names it."""
    return f"{grant.honour} {grant.year}" + (f", QĐ {grant.number}" if grant.number else "")


def _grant(at: Writer, grant: engine.Grant) -> Values:
    return at.subject(grant.subject, "person", "unit", "household") | {
        "honour": grant.honour,
        "year": grant.year,
        "merit": grant.merit.value,
        "number": grant.number,
        "decided": grant.decided,
        "authority": grant.authority,
    }


def _events(at: Writer, events: Sequence[Event], grants: Sequence[engine.Grant]) -> None:
    rows: list[Values] = [
        {"grant_id": grant, "act": act.value, "on": on, "ground": at.ground, "number": "", "authority": ""}
        for grant, act, on in events
    ]
    at.insert(GrantEvent, rows, [at.about(g.subject) for g in grants], [*map(occasion_of, grants)])
