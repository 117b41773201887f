"""Writing to the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from vinhdanh.audit.models import JournalEntry, canonical
from vinhdanh.audit.types import NO_HASH, Actor, verbs

# One writer at a time on PostgreSQL; any number will do, as long as nothing else uses it.
CHAIN_LOCK = 0x56494E48

_address: ContextVar[str] = ContextVar("address", default="")


@contextmanager
def acting_from(address: str) -> Iterator[None]:
    """Entries written inside carry this network address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def record(
    *,
    actor: Actor,
    verb: str,
    subject: str = "",
    ref: str = "",
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> JournalEntry:
    """Add one entry at the end of the chain, inside the caller's transaction.

    Called last in a service: from here to the commit no other transaction can write to the
    journal, on SQLite because a transaction takes the write lock when it begins, on
    PostgreSQL because of an advisory lock that ends with the transaction.

    Args:
        verb: declared with ``register_verbs``, e.g. ``people.person_registered``.
        subject: whom it concerns, in words.
        ref: the same as ``kind:identifier``, to find the history of one record.
        actor: his ``capacity`` goes into the entry, so that an act in another's name, or in a special
            mode, says so.
        data: what changed, anything that JSON can hold (dates and decimals included). Records before
            and after stand under ``changes``: see ``audit.changes.written``.

    Raises:
        ValueError: the verb is not declared.
    """
    if verb not in verbs():
        raise ValueError(f"verb {verb!r} is not declared; see vinhdanh.audit.types.register_verbs")
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        last = JournalEntry.objects.order_by("-number").values_list("number", "hash").first()
        number, previous = last or (0, NO_HASH)
        capacity = actor.capacity
        entry = JournalEntry(
            number=number + 1,
            at=timezone.now(),
            actor_name=actor.full_name[:200],
            account=actor.username,
            address=_address.get(),
            verb=verb,
            subject=subject[:300],
            ref=ref,
            data=canonical(data or {}),
            why=why,
            capacity=capacity.words[:300] if capacity else None,
            under=capacity.ref if capacity else None,
            previous=previous,
        )
        entry.hash = entry.compute_hash()
        entry.save(force_insert=True)
    return entry


def record_all(
    *, actor: Actor, verb: str, about: Iterable[tuple[str, str, Mapping[str, Any]]], why: str = ""
) -> int:
    """One entry for each of many subjects of one act, as ``record`` would write them one by one.

    Args:
        about: subject in words, its ref, and what changed.

    Returns:
        How many entries were written.

    Raises:
        ValueError: the verb is not declared.
    """
    first = last = None
    written, waiting = 0, _Waiting()
    with transaction.atomic():
        for subject, ref, data in about:
            written += 1
            if first is None or last is None:
                first = last = record(actor=actor, verb=verb, subject=subject, ref=ref, data=data, why=why)
                continue
            entry = JournalEntry(
                number=last.number + 1,
                at=first.at,
                actor_name=first.actor_name,
                account=first.account,
                address=first.address,
                verb=verb,
                subject=subject[:300],
                ref=ref,
                data=canonical(data),
                why=why,
                capacity=first.capacity,
                under=first.under,
                previous=last.hash,
            )
            entry.hash = entry.compute_hash()
            waiting.add(entry)
            last = entry
        waiting.write()
    return written


class _Waiting:
    """Entries that are written together: so many, or so much text, whichever comes first."""

    MOST, LETTERS = 500, 8_000_000

    def __init__(self) -> None:
        self._entries: list[JournalEntry] = []
        self._letters = 0

    def add(self, entry: JournalEntry) -> None:
        self._entries.append(entry)
        self._letters += len(entry.data)
        if len(self._entries) >= self.MOST or self._letters >= self.LETTERS:
            self.write()

    def write(self) -> None:
        JournalEntry.objects.bulk_create(self._entries)
        self._entries, self._letters = [], 0
