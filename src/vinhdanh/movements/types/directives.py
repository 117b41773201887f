"""Words of directives and meeting conclusions: kinds, stages, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class MeetingKind(models.TextChoices):
    """What people came together for."""

    FINAL_REVIEW = "final_review", "Hội nghị tổng kết"
    INTERIM_REVIEW = "interim_review", "Hội nghị sơ kết"
    LAUNCH = "launch", "Hội nghị triển khai, phát động"
    BRIEFING = "briefing", "Giao ban"
    VISIT = "visit", "Buổi làm việc, kiểm tra"
    MEETING = "meeting", "Họp"


class DirectiveKind(models.TextChoices):
    """Whose words a line is: those of a leader, or of the whole meeting."""

    LEADER = "leader", "Chỉ đạo của lãnh đạo"
    CONCLUSION = "conclusion", "Kết luận của cuộc họp"


class Stage(models.TextChoices):
    """How far a directive has come."""

    GIVEN = "given", "Mới giao"
    RECEIVED = "received", "Đã nhận"
    UNDER_WAY = "under_way", "Đang làm"
    REPORTED = "reported", "Báo cáo hoàn thành"
    CONFIRMED = "confirmed", "Xác nhận xong"
    CANCELLED = "cancelled", "Đã hủy"


register_verbs(
    "directives",
    {
        "meeting_written": "Ghi hội nghị, cuộc họp",
        "meeting_dropped": "Bỏ hội nghị, cuộc họp ghi nhầm",
        "directives_written": "Ghi chỉ đạo, kết luận",
        "directive_changed": "Sửa chỉ đạo, kết luận",
        "directive_dropped": "Bỏ dòng chỉ đạo ghi nhầm",
        "passed_on": "Giao tiếp việc cho cấp dưới",
        "received": "Nhận việc được giao",
        "progress": "Báo cáo tiến độ việc được giao",
        "reported": "Báo cáo hoàn thành việc được giao",
        "recalled": "Rút báo cáo hoàn thành",
        "confirmed": "Xác nhận việc đã xong",
        "returned": "Trả lại làm tiếp",
        "extended": "Gia hạn việc được giao",
        "cancelled": "Hủy việc được giao",
        "reassigned": "Giao lại việc cho đơn vị khác",
        "reopened": "Mở lại việc đã xác nhận xong",
        "restored": "Khôi phục việc đã hủy",
    },
)
