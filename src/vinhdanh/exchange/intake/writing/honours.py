"""Honours into the register, which only grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from vinhdanh.awards.models import Grant, GrantEvent, GrantWork
from vinhdanh.awards.types import Act
from vinhdanh.engine import facts as engine
from vinhdanh.exchange.bulk import insert
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
