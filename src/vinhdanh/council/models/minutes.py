"""The minutes of a meeting as they were closed. Rows are only ever added."""

from __future__ import annotations

from django.db import models

from vinhdanh.council.models.meetings import CouncilMeeting


class Minutes(models.Model):
    """Biên bản: everything that its paper says, and the hash that proves it unchanged."""

    meeting = models.OneToOneField(
        CouncilMeeting, on_delete=models.PROTECT, related_name="minutes", verbose_name="Phiên họp"
    )
    number = models.CharField("Số biên bản", max_length=60)
    content = models.TextField("Nội dung", editable=False)  # canonical JSON
    hash = models.CharField("Mã kiểm tra", max_length=64, editable=False)
    at = models.DateTimeField("Chốt lúc")
    by_name = models.CharField("Người chốt", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Biên bản họp Hội đồng"

    def __str__(self) -> str:
        return f"Biên bản số {self.number}"
