"""That somebody was told that a proposal waits for him."""

from __future__ import annotations

from django.db import models

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.stages import Stage


class ProposalReminder(models.Model):
    """The standing body reminded whoever keeps a proposal. Rows are only ever added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField("Bước", max_length=12, choices=Stage)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người nhắc", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Lượt nhắc"
        ordering = ["id"]
        indexes = [models.Index(fields=["proposal", "stage"], name="proposal_reminded")]

    def __str__(self) -> str:
        return f"Nhắc {self.proposal}"
