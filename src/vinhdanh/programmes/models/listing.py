"""Lists that came from a workbook: what one file added, so that it can be taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of
from vinhdanh.programmes.listing_types import ListKind
from vinhdanh.programmes.models.recruitment import RecruitmentRound


class ListIntake(models.Model):
    """One file of a commune: how many records it added, and which. The file itself is not kept."""

    kind = models.CharField("Danh sách", max_length=12, choices=ListKind)
    round = models.ForeignKey(
        RecruitmentRound, on_delete=models.CASCADE, null=True, blank=True, related_name="list_intakes"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Xã, phường")
    file_name = models.CharField("Tệp", max_length=200)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    added = models.JSONField("Khóa các dòng đã ghi")  # keys of the records, nothing of what stands in them
    undone = models.DateTimeField("Hoàn tác lúc", null=True, blank=True)
    undone_by = models.CharField("Người hoàn tác", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Lần nhập danh sách"
        ordering = ["-id"]
        constraints = [
            one_of("kind", ListKind, "list_intake_kind", "Danh sách này không nhập từ tệp."),
            models.CheckConstraint(
                condition=Q(kind=ListKind.CANDIDATES, round__isnull=False)
                | Q(kind=ListKind.MEMBERS, round__isnull=True),
                name="list_intake_round",
                violation_error_message="Danh sách công dân thuộc một đợt; lực lượng cơ sở thì không.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}, {self.at:%d/%m/%Y}"
