"""Reading the journal."""

from __future__ import annotations

from django.db.models import QuerySet

from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.types import Head


def head() -> Head | None:
    """The last entry, to be written down outside the database; None while the journal is empty."""
    last = JournalEntry.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*last) if last else None


def history_of(*refs: str) -> QuerySet[JournalEntry]:
    """Everything done to one record, or to several told together, newest first.

    ``entry.changes`` has it before and after. A ref is as in ``services.record``: ``person:100234``. Who
    may read it is asked by the rooms above.
    """
    return JournalEntry.objects.filter(ref__in=refs)


def acts_of(username: str) -> QuerySet[JournalEntry]:
    """Everything one account did, newest first."""
    return JournalEntry.objects.filter(account=username)


def acts_under(ref: str) -> QuerySet[JournalEntry]:
    """Everything done under one delegation or in one intervention, newest first."""
    return JournalEntry.objects.filter(under=ref)
