"""The secret address of an account's calendar feed: made, renewed, revoked, read."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.backends import may_sign_in
from vinhdanh.access.models import Account
from vinhdanh.access.selectors import intervention_of
from vinhdanh.audit.services import record
from vinhdanh.movements.models import CalendarFeed
from vinhdanh.movements.selectors.calendar import entries
from vinhdanh.movements.types.calendar import Entry, FeedEvent

BEHIND = timedelta(days=90)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def make_feed(*, account: Account) -> str:
    """A new secret for the account's feed, told once; the old address stops at once."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    with transaction.atomic():
        CalendarFeed.objects.update_or_create(
            account=account,
            defaults={"digest": _digest(token), "made": now, "changed": now, "seen": {}, "fetched": None},
        )
        _write_down(account, "feed_made")
    return token


def revoke_feed(*, account: Account) -> None:
    """Nobody reads the account's dates by an address any more."""
    with transaction.atomic():
        if CalendarFeed.objects.filter(account=account).delete()[0]:
            _write_down(account, "feed_revoked")


def _write_down(account: Account, verb: str) -> None:
    record(
        actor=account,
        verb=f"movements.{verb}",
        subject=account.full_name,
        ref=f"account:{account.username}",
    )


def feed_of(token: str) -> CalendarFeed | None:
    """The feed behind a secret, if its account may sign in."""
    found = CalendarFeed.objects.filter(digest=_digest(token)).select_related("account").first()
    return found if found is not None and may_sign_in(found.account) else None


def read_feed(feed: CalendarFeed) -> list[FeedEvent]:
    """The account's dates as it may see them now: the last 90 days and until the end of next year.

    What differs from the last reading gets a new time and number, so that calendar programs take it over.
    An open intervention shows an administrator records that are none of his telephone's: it shows nothing.
    """
    today = timezone.localdate()
    last = today.replace(year=today.year + 1, month=12, day=31)
    found = [] if intervention_of(feed.account) else entries(feed.account, today - BEHIND, last)
    now = timezone.now().replace(microsecond=0)
    seen: dict[str, list[Any]] = {}
    events = []
    for entry in found:
        mark = _mark(entry)
        old, changed, sequence = feed.seen.get(entry.key, ("", "", -1))
        if old != mark:
            changed, sequence = now.isoformat(), sequence + 1
        seen[entry.key] = [mark, changed, sequence]
        events.append(FeedEvent(entry, datetime.fromisoformat(changed), sequence))
    fresh: dict[str, Any] = {"fetched": now}
    if seen != feed.seen:
        feed.seen, feed.changed = seen, now
        fresh |= {"seen": seen, "changed": now}
    CalendarFeed.objects.filter(pk=feed.pk).update(**fresh)
    return events


def _mark(entry: Entry) -> str:
    text = json.dumps(asdict(entry), default=str, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]
