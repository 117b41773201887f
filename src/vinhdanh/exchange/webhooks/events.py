"""What an entry of the journal tells a subscriber: ids, numbers, days, links. Nobody's name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.decisions.models import DecisionDraft, Submission
from vinhdanh.exchange.webhooks.models import WebhookSubscription
from vinhdanh.exchange.webhooks.types import OF_VERB, Event
from vinhdanh.people.types import Secrecy


@dataclass(frozen=True, slots=True)
class Told:
    """An event, where it happened, and whose decision it is about."""

    path: str  # of the unit
    authority: int | None  # key of the issuing authority, where it is one of ours
    facts: dict[str, Any]


def told_by(entry: JournalEntry) -> Told | None:
    """What the entry tells; None for one that is told to nobody (a record that is gone, or under secrecy)."""
    kind, _, key = entry.ref.partition(":")
    match OF_VERB.get(entry.verb):
        case Event.SIGNED if kind == "decision_draft":
            return _signed(int(key))
        case Event.OUTCOME if kind == "submission":
            return _outcome(int(key))
        case Event.REVOKED | Event.REISSUED:
            return _grant(entry.details.get("grant"))
    return None


def concerns(subscription: WebhookSubscription, told: Told) -> bool:
    """Whether it lies in the subscription's part of the tree and is its authority's."""
    if f"/{subscription.unit.code}/" not in told.path:
        return False
    return subscription.authority_id in (None, told.authority)


def body_of(uid: str, event: str, entry: JournalEntry | None, facts: dict[str, Any]) -> str:
    """The message as it is sent and signed."""
    more = {"at": entry.at.isoformat(), "journal": entry.number} if entry else {}
    return json.dumps({"id": uid, "event": event, **more, **facts}, ensure_ascii=False)


def link(path: str) -> str:
    """An address of the API about something."""
    return f"{settings.SITE_URL}/api/v1/{path}"


def _signed(key: int) -> Told | None:
    draft = DecisionDraft.objects.select_related("unit", "decision").filter(pk=key).first()
    if draft is None or draft.decision is None:
        return None
    paper = draft.decision
    facts = {
        "unit": draft.unit.code,
        "decision": {"id": paper.pk, "number": paper.number, "decided": _day(paper.decided)},
        "links": {"decision": link(f"decisions/{paper.pk}"), "grants": link(f"grants?decision={paper.pk}")},
    }
    return Told(draft.unit.path, draft.authority_id, facts)


def _outcome(key: int) -> Told | None:
    row = Submission.objects.select_related("unit").filter(pk=key).first()
    if row is None:
        return None
    facts = {
        "unit": row.unit.code,
        "submission": {"id": row.pk, "number": row.number, "signed": _day(row.signed), "state": row.state},
        "links": {"submission": link(f"submissions/{row.pk}")},
    }
    return Told(row.unit.path, None, facts)


def _grant(key: Any) -> Told | None:
    one = Grant.objects.select_related("person", "decision").filter(pk=key).first()
    if one is None or (one.person is not None and one.person.secrecy > Secrecy.OPEN):
        return None
    draft = DecisionDraft.objects.filter(decision=one.decision).first() if one.decision else None
    facts = {
        "grant": one.pk,
        "decision": {
            "id": one.decision.pk,
            "number": one.decision.number,
            "decided": _day(one.decision.decided),
        }
        if one.decision
        else None,
        "links": {"grant": link(f"grants/{one.pk}")},
    }
    return Told(one.place_path, draft.authority_id if draft else None, facts)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
