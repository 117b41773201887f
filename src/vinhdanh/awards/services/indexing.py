"""Keeping the register's index: what its triggers can't know."""

from __future__ import annotations

from django.db import connection

from vinhdanh.awards.models import GrantIndex


def add_words(column: str, key: int, words: str) -> None:
    """A recipient goes by new words: his rows are found by them too, and still by the old ones.

    Args:
        column: person, unit, household or outsider.
        key: of the recipient.
    """
    for row in GrantIndex.objects.filter(**{f"grant__{column}": key}):
        held = row.words.split()
        new = [word for word in words.split() if word not in held]
        if new:
            row.words = f"{' '.join(new)} {row.words}"
            row.save(update_fields=["words"])


def rebuild() -> None:
    """Make SQLite's word index anew from the index table; PostgreSQL keeps its own in step by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO awards_grantfts (awards_grantfts) VALUES ('rebuild')")
