"""What is written in a dossier: versions of its parts, and what is said about it."""

from __future__ import annotations

from django.db import models

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.parts import Audience, PartKind
from vinhdanh.people.models.rules import one_of


class PartVersion(models.Model):
    """One state of a part, as somebody saved it. Rows are only ever added."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="part_versions", verbose_name="Hồ sơ"
    )
    part = models.CharField("Phần", max_length=12, choices=PartKind)
    number = models.PositiveIntegerField("Bản số")  # 1, 2, 3 … of this part
    content = models.JSONField("Nội dung")  # texts by section, or the fields of a form
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bản của phần hồ sơ"
        ordering = ["proposal", "part", "number"]
        constraints = [
            one_of("part", PartKind, "part_kind_known", "Phần này không có."),
            models.UniqueConstraint(
                fields=["proposal", "part", "number"],
                name="part_numbered_once",
                violation_error_message="Bản này vừa được người khác ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}, bản {self.number}"


class Comment(models.Model):
    """Something said about a dossier. Rows are only ever added."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="comments", verbose_name="Hồ sơ"
    )
    text = models.CharField("Nội dung", max_length=1000)
    audience = models.CharField("Ai đọc", max_length=10, choices=Audience, default=Audience.ALL)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Trao đổi"
        ordering = ["proposal", "id"]
        constraints = [
            one_of("audience", Audience, "comment_audience_known", "Phạm vi này không có."),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="comment_says_something",
                violation_error_message="Ghi nội dung trao đổi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text[:60]}"
