"""Words of holds on proposals: on which ground, how they end, and what the journal says."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class HoldGround(models.TextChoices):
    """Why a proposal waits. What the law says of each is the engine's."""

    OBJECTION = "objection", "Ý kiến khi niêm yết"
    COMPLAINT = "complaint", "Khiếu nại, tố cáo"
    INSPECTION = "inspection", "Thanh tra, kiểm tra, xác minh"
    DISCIPLINE = "discipline", "Đang xem xét kỷ luật"
    OTHER = "other", "Lý do khác"


class HoldOutcome(models.TextChoices):
    """What was found."""

    NOT_UPHELD = "not_upheld", "Không có căn cứ: xét tiếp"
    WITHDRAWN = "withdrawn", "Người nêu đã rút: xét tiếp"
    UPHELD = "upheld", "Có căn cứ: không chọn hoặc hạ danh hiệu"


register_verbs(
    "dossiers",
    {
        "hold_opened": "Hoãn xét đề nghị, có căn cứ",
        "hold_closed": "Kết luận việc hoãn xét",
    },
)
