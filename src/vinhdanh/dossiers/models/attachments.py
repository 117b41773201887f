"""Files of a dossier. The bytes lie under their digest; a row says which paper they are."""

from __future__ import annotations

from django.db import models

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.people.models.rules import one_of


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def standing(self) -> models.QuerySet[Attachment]:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawal__isnull=True)


class Attachment(models.Model):
    """A file that stands for a paper of the dossier. Rows are only ever added."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="attachments", verbose_name="Hồ sơ"
    )
    item = models.CharField(
        "Giấy tờ", max_length=300
    )  # as the dossier list of the law names it, or own words
    name = models.CharField("Tên tệp", max_length=120)  # only ever shown
    sha256 = models.CharField("Mã băm SHA-256", max_length=64)
    size = models.PositiveIntegerField("Kích thước (byte)")
    kind = models.CharField("Loại tệp", max_length=5, choices=FileKind)
    at = models.DateTimeField("Gắn lúc")
    by_name = models.CharField("Người gắn", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Tệp của hồ sơ"
        ordering = ["proposal", "id"]
        constraints = [one_of("kind", FileKind, "attachment_kind_known", "Loại tệp này không nhận.")]

    def __str__(self) -> str:
        return self.name


class AttachmentWithdrawal(models.Model):
    """A file that counts no more: why, and by whom. Rows are only ever added."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="withdrawal", verbose_name="Tệp"
    )
    why = models.CharField("Lý do", max_length=300)
    at = models.DateTimeField("Rút lúc")
    by_name = models.CharField("Người rút", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Rút tệp"

    def __str__(self) -> str:
        return f"Rút {self.attachment}"
