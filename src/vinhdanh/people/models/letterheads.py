"""What stands above a unit's papers, its own Word templates, and the numbers of forms that it prints."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from vinhdanh.people.models.units import Unit

KIND_LENGTH = 60  # of a paper kind's code


class UnitLetterhead(models.Model):
    """The names at the head of a unit's papers from a day on: an old paper keeps the names of its day."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="letterheads", verbose_name="Đơn vị"
    )
    valid_from = models.DateField("Từ ngày")
    parent_line = models.CharField("Cơ quan chủ quản", max_length=200, blank=True)
    issuer_line = models.CharField("Cơ quan ban hành", max_length=200)
    place = models.CharField("Địa danh", max_length=100, blank=True)
    nation = models.CharField("Dòng Quốc hiệu", max_length=200)
    motto = models.CharField("Dòng Tiêu ngữ", max_length=200, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Đầu giấy tờ"
        ordering = ["unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="letterhead_once_a_day",
                violation_error_message="Đơn vị đã có đầu giấy dùng từ ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_line}, từ {self.valid_from:%d/%m/%Y}"


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def active(self) -> Self:
        """Those in use: one at most for each unit and kind."""
        return self.filter(active=True)


class PaperTemplate(models.Model):
    """One version of a unit's Word template of a kind of paper. The file lies by its digest."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="paper_templates", verbose_name="Đơn vị"
    )
    kind = models.CharField("Loại giấy tờ", max_length=KIND_LENGTH)  # code of a PaperKind
    name = models.CharField("Tên tệp", max_length=120)
    sha256 = models.CharField("Mã băm", max_length=64, editable=False)
    size = models.PositiveIntegerField("Cỡ", editable=False)  # bytes
    active = models.BooleanField("Đang dùng", default=True)
    at = models.DateTimeField("Tải lên lúc")
    by_name = models.CharField("Người tải lên", max_length=200)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Mẫu giấy tờ của đơn vị"
        ordering = ["unit", "kind", "-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(active=True),
                name="paper_template_one_active",
                violation_error_message="Đơn vị đã có một mẫu đang dùng cho loại giấy này: tải lại trang.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.at:%d/%m/%Y})"


class FormLabel(models.Model):
    """The form's number that a unit prints on a kind of paper; empty prints none."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="form_labels", verbose_name="Đơn vị"
    )
    kind = models.CharField("Loại giấy tờ", max_length=KIND_LENGTH)
    label = models.CharField("Số của mẫu", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Số của mẫu"
        ordering = ["unit", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                name="form_label_once",
                violation_error_message="Đơn vị đã ghi số của mẫu này.",
            ),
        ]

    def __str__(self) -> str:
        return self.label or "không in số của mẫu"
