"""A year's honours as anybody may read them: the page of honour and its slides."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Grant
from vinhdanh.people.models.rules import sane_year
from vinhdanh.reports.types.honour_books import BookState


class HonourBook(models.Model):
    """One year's page of honour. What stands in it is read from the register when it is opened."""

    year = models.PositiveSmallIntegerField(
        "Năm", unique=True, error_messages={"unique": "Năm này đã có trang vinh danh."}
    )
    words = models.TextField("Lời giới thiệu", max_length=1000, blank=True)
    seconds = models.PositiveSmallIntegerField(
        "Mỗi trang trình chiếu (giây)", default=12, validators=[MinValueValidator(5), MaxValueValidator(120)]
    )
    state = models.CharField("Tình trạng", max_length=10, choices=BookState, default=BookState.DRAFT)
    opened = models.DateTimeField("Công khai lúc", null=True, blank=True)
    opened_by = models.CharField("Người công khai", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Trang vinh danh"
        ordering = ["-year"]
        constraints = [sane_year("book_year")]

    def __str__(self) -> str:
        return f"Trang vinh danh năm {self.year}"

    @property
    def open(self) -> bool:
        return self.state == BookState.OPEN


class BookOmission(models.Model):
    """An honour that is not shown for now, with the reason; ``ended`` when it was put back."""

    book = models.ForeignKey(HonourBook, on_delete=models.PROTECT, related_name="omissions")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="omissions")
    reason = models.CharField("Lý do", max_length=300)
    by = models.CharField("Người ghi", max_length=200)
    at = models.DateTimeField("Ghi lúc")
    ended = models.DateTimeField("Đưa lại lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Lượt khen không đưa lên"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(ended=None),
                name="omission_once",
                violation_error_message="Lượt khen này đã được để lại, không đưa lên.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.grant}: {self.reason}"
