"""Holds on proposals: why one waits, since when, and what was found."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.people.models import Hold
from vinhdanh.people.models.rules import in_order, one_of


class ProposalHoldQuerySet(models.QuerySet["ProposalHold"]):
    def open(self) -> Self:
        """Nothing has been concluded yet."""
        return self.filter(closed__isnull=True)


class ProposalHold(models.Model):
    """A proposal is held until something is concluded. Deferred is not refused."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="holds", verbose_name="Đề nghị"
    )
    ground = models.CharField("Căn cứ hoãn", max_length=12, choices=HoldGround)
    note = models.CharField("Nội dung", max_length=1000)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    # The hold on record about the subject that this one follows.
    record = models.ForeignKey(
        Hold, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Tạm hoãn xét"
    )
    opened = models.DateField("Từ ngày")
    by_name = models.CharField("Người hoãn", max_length=200, editable=False)
    by_username = models.CharField(max_length=150, blank=True, editable=False)
    closed = models.DateField("Kết luận ngày", null=True, blank=True, editable=False)
    outcome = models.CharField("Kết luận", max_length=12, choices=HoldOutcome, blank=True, editable=False)
    conclusion = models.CharField("Nội dung kết luận", max_length=1000, blank=True, editable=False)
    closing_document = models.CharField("Văn bản kết luận", max_length=200, blank=True, editable=False)
    closed_by_name = models.CharField("Người kết luận", max_length=200, blank=True, editable=False)
    closed_by_username = models.CharField(max_length=150, blank=True, editable=False)

    objects = ProposalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Hoãn xét đề nghị"
        ordering = ["id"]
        constraints = [
            one_of("ground", HoldGround, "proposal_hold_ground_known", "Căn cứ hoãn này không có."),
            one_of(
                "outcome", HoldOutcome, "proposal_hold_outcome_known", "Kết luận này không có.", blank=True
            ),
            in_order("opened", "closed", "proposal_hold_dates", "Ngày kết luận phải sau ngày hoãn."),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="proposal_hold_says_why",
                violation_error_message="Ghi nội dung phải hoãn.",
            ),
            models.CheckConstraint(
                condition=Q(closed__isnull=True, outcome="", conclusion="")
                | (Q(closed__isnull=False) & ~Q(outcome="") & ~Q(conclusion="")),
                name="proposal_hold_closed_whole",
                violation_error_message="Kết luận thì ghi đủ ngày, kết quả và nội dung.",
            ),
        ]
        indexes = [models.Index(fields=["proposal", "closed"], name="proposal_hold_open")]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}: {self.proposal}"
