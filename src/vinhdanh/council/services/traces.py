"""What SQLite would leave behind: freed pages, and the log of writes."""

from __future__ import annotations

from django.db import connection


def overwrite_freed() -> None:
    """From now on this connection overwrites what it deletes, instead of only giving the pages back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def empty_log() -> None:
    """Carry the log of writes into the database file and cut it to nothing. Outside of a transaction.

    Readers that are still busy make it do less; nothing depends on it, since the log holds only what the
    destroyed outer key would open.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
