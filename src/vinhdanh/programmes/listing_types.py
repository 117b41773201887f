"""Lists that communes bring as a workbook, and what bringing one is called in the journal."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class ListKind(models.TextChoices):
    """What a file lists."""

    CANDIDATES = "candidates", "Công dân đăng ký"
    MEMBERS = "members", "Lực lượng cơ sở"


register_verbs(
    "listing",
    {
        "imported": "Nhập danh sách từ tệp",
        "undone": "Hoàn tác lần nhập danh sách",
    },
)
