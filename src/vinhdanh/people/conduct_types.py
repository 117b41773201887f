"""States and acts of the điều lệnh register."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class ViolationState(models.TextChoices):
    """How far the handling of a breach has come."""

    OPEN = "open", "Chờ xử lý"
    DEFERRED = "deferred", "Chưa xem xét xử lý"
    PROPOSED = "proposed", "Đã có đề xuất"
    REFERRED = "referred", "Chuyển xử lý kỷ luật"
    DECIDED = "decided", "Đã xử lý"
    NOT_HANDLED = "not_handled", "Không xử lý"
    WITHDRAWN = "withdrawn", "Rút lại (ghi nhầm)"


RUNNING = (ViolationState.OPEN, ViolationState.PROPOSED, ViolationState.REFERRED)  # whose time limits run
COUNTED = (
    ViolationState.OPEN,
    ViolationState.DEFERRED,
    ViolationState.PROPOSED,
    ViolationState.REFERRED,
    ViolationState.DECIDED,
)  # breaches that count as a time (lần, lượt)


class MeasureAct(models.TextChoices):
    """What is done to a measure after it was decided: it counts no longer."""

    LIFTED = "lifted", "Rút biện pháp"  # the breach stays dealt with
    ANNULLED = "annulled", "Hủy bỏ quyết định"  # the breach has to be dealt with again


# Verbs of "people" say that facts changed, so that runs are out of date; those of "conduct" don't.
register_verbs(
    "people",
    {
        "measure_decided": "Quyết định hình thức xử lý",
        "measure_lifted": "Rút biện pháp xử lý",
        "measure_annulled": "Hủy bỏ quyết định xử lý",
    },
)
register_verbs(
    "conduct",
    {
        "violation_recorded": "Ghi vi phạm điều lệnh",
        "violation_changed": "Bổ sung hồ sơ vi phạm điều lệnh",
        "violation_deferred": "Chưa xem xét xử lý vi phạm",
        "violation_reopened": "Xem xét lại vi phạm",
        "violation_excused": "Không xử lý vi phạm",
        "violation_withdrawn": "Rút lại vi phạm ghi nhầm",
        "violation_reported": "Báo cáo kết quả xử lý vi phạm",
        "measure_proposed": "Đề xuất hình thức xử lý",
        "leader_exempted": "Miễn trách nhiệm liên đới",
        "establishment_recorded": "Ghi biên chế",
        "training_recorded": "Ghi đợt tập huấn",
        "training_result_recorded": "Ghi kết quả tập huấn",
        "training_withdrawn": "Rút đợt tập huấn ghi nhầm",
        "training_result_withdrawn": "Rút kết quả tập huấn ghi nhầm",
    },
)
