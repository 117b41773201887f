"""The journal's one table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from vinhdanh.audit.changes import read_changes
from vinhdanh.audit.types import RecordChange, verbs


def canonical(value: Mapping[str, Any]) -> str:
    """The one JSON text of a mapping: sorted keys, no spaces, Vietnamese left readable."""
    return json.dumps(
        value,
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


class JournalEntry(models.Model):
    """One act. Rows are only ever added: triggers in the database refuse everything else.

    Each entry carries the hash of the one before it, so a changed byte, a deleted row or a
    replaced row breaks the chain. ``data`` is kept as the text that was hashed.
    """

    number = models.PositiveBigIntegerField("Số thứ tự", primary_key=True)
    at = models.DateTimeField("Lúc", db_index=True)
    actor_name = models.CharField("Người làm", max_length=200)
    account = models.CharField("Tài khoản", max_length=150, blank=True)
    address = models.CharField("Địa chỉ", max_length=64, blank=True)
    verb = models.CharField("Việc", max_length=80)
    subject = models.CharField("Đối tượng", max_length=300, blank=True)
    ref = models.CharField("Mã đối tượng", max_length=120, blank=True)  # person:100234, grant:17
    data = models.TextField("Nội dung", default="{}")
    why = models.TextField("Lý do", blank=True)
    # Both empty when somebody acts in his own right. Null, so that SQLite adds them without a new table.
    capacity = models.CharField("Tư cách", max_length=300, null=True, blank=True)  # TUQ. Trần Văn Bình
    under = models.CharField("Theo", max_length=120, null=True, blank=True)  # delegation:7, intervention:3
    previous = models.CharField("Mã băm trước", max_length=64, unique=True)
    hash = models.CharField("Mã băm", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "Nhật ký"
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["ref", "-number"], name="journal_ref"),
            models.Index(fields=["account", "-number"], name="journal_account"),
            models.Index(fields=["verb", "-number"], name="journal_verb"),
            models.Index(fields=["under", "-number"], name="journal_under"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.label}: {self.subject}"

    @property
    def label(self) -> str:
        """What was done, in words."""
        return verbs().get(self.verb, self.verb)

    @property
    def details(self) -> dict[str, Any]:
        """``data`` as a mapping."""
        return dict(json.loads(self.data))

    @property
    def changes(self) -> tuple[RecordChange, ...]:
        """Each record that the act touched, before and after."""
        return read_changes(self.details)

    def compute_hash(self) -> str:
        """SHA-256 over every other column, in a fixed order.

        Capacity and under joined the table later: left out while empty, so that older entries keep
        their hashes.
        """
        parts = [
            str(self.number),
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_name,
            self.account,
            self.address,
            self.verb,
            self.subject,
            self.ref,
            self.data,
            self.why,
            self.previous,
        ]
        if self.capacity is not None or self.under is not None:
            parts += [self.capacity or "", self.under or ""]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()
