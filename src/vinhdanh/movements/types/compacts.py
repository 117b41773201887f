"""Words of the giao ước: between whom, its states, and what the journal says."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class CompactKind(models.TextChoices):
    """Between whom a giao ước is made."""

    UNIT = "unit", "Trong đơn vị"
    CLUSTER = "cluster", "Của cụm, khối"
    BETWEEN = "between", "Giữa các đơn vị"


class CompactState(models.TextChoices):
    """A draft is nobody's word yet; what is open to signing keeps its text."""

    DRAFT = "draft", "Đang soạn"
    OPEN = "open", "Đang ký"
    SIGNED = "signed", "Đã ký đủ"


register_verbs(
    "compacts",
    {
        "compact_written": "Soạn giao ước thi đua",
        "compact_opened": "Mở ký giao ước thi đua",
        "compact_taken_back": "Đưa giao ước thi đua về bản soạn",
        "compact_signed": "Ký giao ước thi đua",
        "compact_dropped": "Bỏ bản soạn giao ước thi đua",
    },
)
