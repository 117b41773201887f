"""Words of commendation within a movement: ways, states, acts, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class PraiseWay(models.TextChoices):
    """What is proposed. Only the last is a form of the law; the other two are the agency's own."""

    NOTICE = "notice", "Biểu dương"
    BOOK = "book", "Ghi Sổ vàng"
    FORM = "form", "Hình thức khen thưởng theo luật"


class PraiseState(models.TextChoices):
    """How far a proposal has come."""

    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã đề xuất"
    AGREED = "agreed", "Đồng ý"
    REFUSED = "refused", "Không đồng ý"
    DONE = "done", "Đã thực hiện"


class PraiseActKind(models.TextChoices):
    """What was done to a proposal, each once written and never changed."""

    SENT = "sent", "Gửi đề xuất"
    TAKEN_BACK = "taken_back", "Lấy lại để sửa"
    AGREED = "agreed", "Đồng ý"
    REFUSED = "refused", "Không đồng ý"
    DONE = "done", "Thực hiện"


# Proposals that praise: agreed, carried out or not.
PRAISED = (PraiseState.AGREED, PraiseState.DONE)

register_verbs(
    "praise",
    {
        "praise_written": "Soạn đề xuất biểu dương, khen thưởng",
        "praise_dropped": "Bỏ bản soạn đề xuất biểu dương, khen thưởng",
        "praise_sent": "Gửi đề xuất biểu dương, khen thưởng",
        "praise_taken_back": "Lấy lại đề xuất biểu dương, khen thưởng",
        "praise_decided": "Trả lời đề xuất biểu dương, khen thưởng",
        "praise_done": "Thực hiện biểu dương, khen thưởng",
        "golden_entered": "Ghi Sổ vàng",
        "golden_struck": "Gạch dòng Sổ vàng",
        "praise_recorded": "Nạp biểu dương và Sổ vàng mẫu",
    },
)
