"""The giao ước: what units promise each other for a year, and who has signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.movements.models.clusters import ClusterYear
from vinhdanh.movements.types.compacts import CompactKind, CompactState
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year


class Compact(models.Model):
    """A giao ước: the unit that drew it up, its text, and the units that sign it."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="compacts", verbose_name="Đơn vị chủ trì"
    )
    kind = models.CharField("Loại", max_length=10, choices=CompactKind, default=CompactKind.UNIT)
    cluster = models.ForeignKey(
        ClusterYear,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compacts",
        verbose_name="Cụm, khối",
    )
    state = models.CharField(
        "Tình trạng", max_length=10, choices=CompactState, default=CompactState.DRAFT, editable=False
    )
    year = models.PositiveSmallIntegerField("Năm thi đua")
    number = models.CharField("Số", max_length=60)
    dated = models.DateField("Ngày")
    place = models.CharField("Nơi ký", max_length=100, blank=True)
    name = models.CharField("Trích yếu", max_length=300)
    opening = models.TextField("Lời mở đầu", blank=True)
    witness = models.CharField("Chứng kiến", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Giao ước thi đua"
        ordering = ["-year", "unit__path", "id"]
        constraints = [
            one_of("kind", CompactKind, "compact_kind_known", "Loại giao ước này không có."),
            one_of("state", CompactState, "compact_state_known", "Tình trạng này không có."),
            sane_year("compact_year"),
            models.CheckConstraint(
                condition=Q(cluster=None) | Q(kind=CompactKind.CLUSTER),
                name="compact_of_a_cluster",
                violation_error_message="Giao ước gắn một cụm, khối thì loại là “Của cụm, khối”.",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                name="compact_number_once_a_year",
                violation_error_message="Đơn vị đã có giao ước mang số này trong năm.",
            ),
        ]

    def __str__(self) -> str:
        return f"Giao ước {self.number}: {self.name}"


class CompactArticle(models.Model):
    """One of the contents, in order."""

    compact = models.ForeignKey(Compact, on_delete=models.CASCADE, related_name="articles")
    order = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Nội dung", max_length=1000)

    class Meta:
        verbose_name = verbose_name_plural = "Nội dung giao ước"
        ordering = ["compact", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["compact", "order"],
                name="compact_article_once",
                violation_error_message="Thứ tự này đã có nội dung khác.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="compact_article_has_text",
                violation_error_message="Ghi nội dung giao ước.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class CompactTarget(models.Model):
    """A figure that the units promise to reach."""

    compact = models.ForeignKey(Compact, on_delete=models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Chỉ tiêu", max_length=300)
    measure = models.CharField("Đơn vị tính", max_length=60, blank=True)
    value = models.CharField("Mức đăng ký", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ tiêu giao ước"
        ordering = ["compact", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["compact", "order"],
                name="compact_target_once",
                violation_error_message="Thứ tự này đã có chỉ tiêu khác.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.measure}".strip()


class CompactParty(models.Model):
    """A unit that is to sign."""

    compact = models.ForeignKey(Compact, on_delete=models.CASCADE, related_name="parties")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="compact_parties", verbose_name="Đơn vị ký"
    )
    order = models.PositiveSmallIntegerField("Thứ tự")

    class Meta:
        verbose_name = verbose_name_plural = "Đơn vị ký giao ước"
        ordering = ["compact", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["compact", "unit"],
                name="compact_party_once",
                violation_error_message="Đơn vị đã có trong giao ước.",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)


class CompactSignature(models.Model):
    """A unit's head has signed, in his own account. Rows are only ever added."""

    party = models.OneToOneField(CompactParty, on_delete=models.PROTECT, related_name="signature")
    name = models.CharField("Người ký", max_length=200)
    post = models.CharField("Chức vụ", max_length=200)
    signed = models.DateField("Ngày ký")
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Tài khoản", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Chữ ký giao ước"
        ordering = ["party"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"
