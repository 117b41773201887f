"""Words of proposals: where they come from, and what the journal says of their moves."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.dossiers.stages import MOVES


class Origin(models.TextChoices):
    """How a proposal came into the list."""

    LISTED = "listed", "Hệ thống đề xuất"  # the rules are met, or one conclusion or step short
    ADDED = "added", "Đơn vị bổ sung"
    LOWERED = "lowered", "Hạ từ danh hiệu cao hơn"
    SPLIT = "split", "Tách từ hồ sơ khác"


register_verbs(
    "dossiers",
    {move.journal: move.label for move in MOVES}
    | {
        "proposal_written": "Lập đề nghị",
        "proposal_explained": "Ghi lý do vẫn đề nghị",
        "proposal_counted": "Đặt thời gian tính thành tích",
        "proposal_extended": "Gia hạn một đề nghị",
    },
)
