"""Frozen assessments: the verdict of a proposal at a moment, with everything that it rested on."""

from __future__ import annotations

from django.db import models

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.freezing import Moment
from vinhdanh.engine import Verdict
from vinhdanh.people.models.rules import one_of


class Assessment(models.Model):
    """One frozen assessment. Rows are only ever added; the newest one is compared with."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="assessments")
    moment = models.CharField("Thời điểm", max_length=20, choices=Moment)
    at = models.DateTimeField("Chốt lúc")
    law_date = models.DateField("Xét theo luật ngày")
    text_choice = models.CharField("Chọn văn bản", max_length=400, blank=True)
    line = models.CharField("Dòng quy tắc", max_length=64, blank=True)
    rule_version = models.CharField("Bản quy tắc", max_length=300, blank=True)
    verdict = models.SmallIntegerField("Kết quả xét", null=True)  # None: nothing is judged (outsiders)
    summary = models.TextField("Vì sao", blank=True)
    # {"criteria": [...], "held_by": [...], "warnings": [...], "records": {id: words}}
    content = models.JSONField("Tiêu chí, hồ sơ")
    facts_hash = models.CharField("Dấu dữ kiện", max_length=64, blank=True)
    book_hash = models.CharField("Dấu bộ quy tắc", max_length=64, blank=True)
    why = models.CharField("Lý do chốt lại", max_length=500, blank=True)
    by_name = models.CharField("Người làm", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bản đánh giá"
        ordering = ["id"]
        constraints = [one_of("moment", Moment, "assessment_moment_known", "Thời điểm này không có.")]
        indexes = [models.Index(fields=["proposal", "id"], name="assessment_order")]

    def __str__(self) -> str:
        return f"{self.get_moment_display()}: {self.proposal}"

    @property
    def found(self) -> Verdict | None:
        """The verdict as the engine says it."""
        return None if self.verdict is None else Verdict(self.verdict)
