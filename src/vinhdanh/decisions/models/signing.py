"""Decisions signed by a key: who initials, the files as they were kept, whom the agency trusts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from vinhdanh.decisions.models.drafts import DecisionDraft
from vinhdanh.decisions.models.numbers import IssuingAuthority
from vinhdanh.decisions.types.signing import FileRole, ImageOf
from vinhdanh.documents.stamps import ImageKind
from vinhdanh.documents.validating import SignatureReport
from vinhdanh.people.models.rules import one_of


class SigningOrder(models.Model):
    """Who initials a decision before it is signed, in which order. The last signature is the authority's."""

    draft = models.ForeignKey(
        DecisionDraft, on_delete=models.PROTECT, related_name="signing_order", verbose_name="Quyết định"
    )
    position = models.PositiveSmallIntegerField("Thứ tự")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="Người ký nháy"
    )
    post = models.CharField("Chức vụ", max_length=160, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Người ký nháy"
        ordering = ["draft", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "account"],
                name="signing_order_once",
                violation_error_message="Mỗi người ký nháy một lần.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}{f', {self.post}' if self.post else ''}"


class SignedFile(models.Model):
    """A PDF of a decision, as it was prepared, initialled, signed or received. Rows are only ever added.

    ``report`` is what its signatures were worth when it was kept, ``day`` and ``number`` what it bears.
    """

    draft = models.ForeignKey(
        DecisionDraft, on_delete=models.PROTECT, related_name="signed_files", verbose_name="Quyết định"
    )
    version = models.PositiveSmallIntegerField("Bản số")
    role = models.CharField("Là bản", max_length=10, choices=FileRole)
    sha256 = models.CharField("Mã băm SHA-256", max_length=64)
    size = models.PositiveIntegerField("Kích thước (byte)")
    number = models.CharField("Số quyết định", max_length=80)
    day = models.DateField("Ngày ký")
    signer = models.CharField("Người ký", max_length=120, blank=True)
    signer_post = models.CharField("Chức vụ người ký", max_length=160, blank=True)
    initials = models.ForeignKey(
        SigningOrder,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name="Lượt ký nháy",
    )
    report = models.JSONField("Kết quả kiểm chữ ký", default=list, blank=True)
    warnings = models.JSONField("Điểm cần xem", default=list, blank=True)
    despite = models.CharField("Căn cứ vẫn ghi", max_length=300, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bản ký số của quyết định"
        ordering = ["draft", "version"]
        constraints = [
            one_of("role", FileRole, "signed_file_role_known", "Loại bản này không có."),
            models.UniqueConstraint(
                fields=["draft", "version"],
                name="signed_file_version_once",
                violation_error_message="Bản này vừa có người khác ghi: tải lại trang.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bản {self.version}: {self.get_role_display()}"

    @property
    def reports(self) -> list[SignatureReport]:
        """What its signatures were worth when it was kept."""
        kept: list[dict[str, Any]] = self.report
        return [SignatureReport.read(one) for one in kept]

    @property
    def final(self) -> bool:
        """Whether it is the decision itself, no step on the way to it."""
        return self.role in (FileRole.SIGNED, FileRole.UPLOADED)


class TrustedRoot(models.Model):
    """A certificate whose issuer the agency trusts, from a day on; a row that ended stays."""

    name = models.CharField("Tên chứng thư", max_length=200)
    organisation = models.CharField("Tổ chức", max_length=200, blank=True)
    fingerprint = models.CharField("Dấu vân tay SHA-256", max_length=64)
    pem = models.TextField("Chứng thư (PEM)")
    begins = models.DateField("Hiệu lực từ")
    ends = models.DateField("Hiệu lực đến")
    ground = models.CharField("Căn cứ tin cậy", max_length=300)
    at = models.DateTimeField("Thêm lúc")
    by_name = models.CharField("Người thêm", max_length=200)
    ended = models.DateTimeField("Thôi tin lúc", null=True, blank=True)
    ended_by = models.CharField("Người thôi tin", max_length=200, blank=True)
    ended_why = models.CharField("Lý do thôi tin", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Chứng thư gốc tin cậy"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(ended__isnull=True),
                name="trusted_root_once",
                violation_error_message="Chứng thư này đã có trong danh sách tin cậy.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """Its name in the journal: ``trusted_root:3``."""
        return f"trusted_root:{self.pk}"


class StampImage(models.Model):
    """A picture for stamps: somebody's signature, or an authority's seal. The newest that stands counts."""

    of = models.CharField("Ảnh của", max_length=10, choices=ImageOf)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authority = models.ForeignKey(
        IssuingAuthority, on_delete=models.PROTECT, null=True, blank=True, related_name="seals"
    )
    sha256 = models.CharField("Mã băm SHA-256", max_length=64)
    kind = models.CharField("Loại tệp", max_length=3, choices=[(one.value, one.value) for one in ImageKind])
    at = models.DateTimeField("Đặt lúc")
    by_name = models.CharField("Người đặt", max_length=200)
    ended = models.DateTimeField("Bỏ lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Ảnh chữ ký, con dấu"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(of=ImageOf.SIGNATURE, account__isnull=False, authority__isnull=True)
                | Q(of=ImageOf.SEAL, account__isnull=True, authority__isnull=False),
                name="stamp_image_belongs",
                violation_error_message="Ảnh chữ ký của một tài khoản, ảnh con dấu của một người quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_display()}: {self.authority or self.account}"

    @property
    def ref(self) -> str:
        """Its name in the journal: ``stamp_image:3``."""
        return f"stamp_image:{self.pk}"
