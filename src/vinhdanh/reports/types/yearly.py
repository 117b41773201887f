"""Words of a year-end report: its states, and what the journal says of it."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class ReportState(models.TextChoices):
    """Where an edition of a report stands."""

    DRAFT = "draft", "Đang soạn"
    ISSUED = "issued", "Đã ban hành"


register_verbs(
    "reports",
    {
        "passage_written": "Viết một đoạn của báo cáo tổng kết",
        "figure_typed_over": "Ghi đè một số của báo cáo tổng kết",
        "figure_taken_back": "Dùng lại số đếm trong báo cáo tổng kết",
        "report_issued": "Ban hành báo cáo tổng kết",
        "edition_begun": "Lập bản mới của báo cáo tổng kết",
    },
)
