"""Two files of one person made one, and people who only look like one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.people.models.persons import Person


class PersonMerge(models.Model):
    """``merged`` was the same person as ``kept``: his number leads to the kept file from then on.

    ``written`` holds what became of each of his records, packed, so that the merge can be taken back.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges", verbose_name="Giữ lại")
    merged = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merged_away", verbose_name="Gộp vào"
    )
    at = models.DateTimeField("Lúc", default=timezone.now)
    by_name = models.CharField("Người gộp", max_length=200)
    ground = models.TextField("Căn cứ, lý do")
    counts = models.JSONField("Đã chuyển", default=dict)  # what was done with how many records
    written = models.BinaryField("Dữ liệu đã chuyển", default=bytes)
    undone = models.DateTimeField("Tách lại lúc", null=True, blank=True)
    undone_by = models.CharField("Người tách lại", max_length=200, blank=True)
    undo_ground = models.TextField("Lý do tách lại", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Gộp hồ sơ"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("merged")),
                name="merge_two_persons",
                violation_error_message="Không gộp một hồ sơ vào chính nó.",
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone__isnull=True),
                name="merge_into_one",
                violation_error_message="Hồ sơ này đã gộp vào một hồ sơ khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged.number} vào {self.kept.number}"


class KnownApart(models.Model):
    """Somebody looked: these two are different people. ``one`` has the smaller key."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="Người này")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="Người kia")
    at = models.DateTimeField("Lúc", default=timezone.now)
    by_name = models.CharField("Người xác nhận", max_length=200)
    ground = models.TextField("Căn cứ, lý do")

    class Meta:
        verbose_name = verbose_name_plural = "Hai người khác nhau"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="apart_in_order",
                violation_error_message="Hai hồ sơ phải khác nhau.",
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                name="apart_once",
                violation_error_message="Hai hồ sơ này đã xác nhận là hai người.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one.number} và {self.other.number}"
