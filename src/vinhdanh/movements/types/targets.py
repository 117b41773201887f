"""Words of the year's targets: how a month is read, where a figure comes from, how far a target has come."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs

TYPED = "typed"  # the source of a target whose months somebody types in
FROM_BELOW = "from_below"  # … and of one that is put together from the targets beneath it


class TargetState(models.TextChoices):
    """How far a target has come."""

    DRAFT = "draft", "Dự thảo"
    REGISTERED = "registered", "Đã đăng ký"
    ACHIEVED = "achieved", "Đạt"
    MISSED = "missed", "Không đạt"


CLOSED = (TargetState.ACHIEVED, TargetState.MISSED)


class TargetActKind(models.TextChoices):
    """What was done to a target, each once written and never changed."""

    REGISTERED = "registered", "Đăng ký"
    ADJUSTED = "adjusted", "Điều chỉnh"
    ACHIEVED = "achieved", "Chốt: đạt"
    MISSED = "missed", "Chốt: không đạt"
    REOPENED = "reopened", "Mở lại"


class Reading(models.TextChoices):
    """What the figure of a month says."""

    CUMULATIVE = "cumulative", "Lũy kế từ đầu năm"
    MONTHLY = "monthly", "Riêng trong tháng"
    LEVEL = "level", "Mức ở cuối tháng"


class RollUp(models.TextChoices):
    """How the targets beneath make the one above."""

    SUM = "sum", "Cộng các đơn vị"
    MEAN = "mean", "Trung bình các đơn vị"
    WORST = "worst", "Lấy đơn vị kém nhất"


# Apart from "people": no verdict rests on a target, so its records make no run out of date.
register_verbs(
    "targets",
    {
        "target_written": "Soạn chỉ tiêu",
        "target_dropped": "Bỏ dự thảo chỉ tiêu",
        "targets_copied": "Chép chỉ tiêu từ năm trước",
        "target_handed_down": "Giao chỉ tiêu xuống đơn vị",
        "target_registered": "Đăng ký chỉ tiêu",
        "target_adjusted": "Điều chỉnh chỉ tiêu",
        "target_closed": "Chốt kết quả chỉ tiêu",
        "target_reopened": "Mở lại chỉ tiêu đã chốt",
        "month_reported": "Ghi số liệu tháng của chỉ tiêu",
        "month_corrected": "Đính chính số liệu tháng của chỉ tiêu",
        "targets_recorded": "Nạp chỉ tiêu mẫu",
    },
)
