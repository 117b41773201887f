"""Honours into the register, which only grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from vinhdanh.awards.models import Grant, GrantEvent, GrantWork
from vinhdanh.awards.types import Act
from vinhdanh.engine import facts as engine
from vinhdanh.exchange.bulk import insert, new_ids
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
    ids = at.insert(Grant, rows, [at.about(g.subject) for g in grants], [*map(_occasion, grants)])
    uses = [
        (id, at.works[work])
        for id, grant in zip(ids, grants, strict=True)
        for work in dict.fromkeys(grant.works)
    ]
    insert(GrantWork, ("grant", "work"), uses)
    ended = [(id, grant) for id, grant in zip(ids, grants, strict=True) if grant.state in ACTS]
    _events(at, [(id, ACTS[g.state], g.state_since) for id, g in ended], [grant for _, grant in ended])


def copy_grants(old: Sequence[Grant], **changes: object) -> list[tuple[Grant, int, Values]]:
    """The same honours again in the register, with the works they used up and every act but the striking.

    Args:
        changes: columns (foreign keys as ``person_id``) that the copies have otherwise.

    Returns:
        Each honour with the key and the row of its copy.
    """
    columns = [c for c in Grant._meta.concrete_fields if not c.primary_key]
    rows: list[Values] = [{c.attname: getattr(g, c.attname) for c in columns} | changes for g in old]
    ids = new_ids(Grant, len(rows))
    insert(Grant, [c.name for c in columns], [list(row.values()) for row in rows], ids)
    again = dict(zip((grant.pk for grant in old), ids, strict=True))
    uses = GrantWork.objects.filter(grant__in=again).values_list("grant_id", "work_id")
    insert(GrantWork, ("grant", "work"), [(again[grant], work) for grant, work in uses])
    acts = GrantEvent.objects.filter(grant__in=again).exclude(act=Act.STRUCK).order_by("pk")
    fields = ("act", "on", "ground", "number", "authority")
    events = [(again[grant], *rest) for grant, *rest in acts.values_list("grant_id", *fields)]
    insert(GrantEvent, ("grant", *fields), events)
    return list(zip(old, ids, rows, strict=True))


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
    at.insert(GrantEvent, rows, [at.about(g.subject) for g in grants], [*map(_occasion, grants)])


def _occasion(grant: engine.Grant) -> str:
    return f"{grant.honour} {grant.year}" + (f", QĐ {grant.number}" if grant.number else "")
