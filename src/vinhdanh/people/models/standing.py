"""Records that were taken back: an import that was undone, a person merged into another.

What the register of honours has once named can't be removed, since its rows stay. Such a record is
withdrawn instead: ``objects`` doesn't see it, ``every`` does.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class StandingManager(models.Manager[Row]):
    """Sees the records that stand."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(withdrawn=False)


class Standing(models.Model):
    """A record that can be withdrawn."""

    withdrawn = models.BooleanField("Đã rút", default=False, db_default=False, editable=False)

    class Meta:
        abstract = True
