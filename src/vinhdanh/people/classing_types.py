"""Words of monthly classing: kinds of period, states of a sheet, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class PeriodKind(models.TextChoices):
    """How long a period is."""

    MONTH = "month", "Tháng"
    WEEK = "week", "Tuần"


class PeriodActKind(models.TextChoices):
    """What was done to a period."""

    OPENED = "opened", "Mở"
    CLOSED = "closed", "Chốt"
    REOPENED = "reopened", "Mở lại"


class SheetState(models.TextChoices):
    """How far a unit is with its period."""

    DRAFT = "draft", "Đang ghi"
    SUBMITTED = "submitted", "Đã gửi"


class ScaleOrigin(models.TextChoices):
    """Where the text of a scale came from."""

    SHIPPED = "shipped", "Ví dụ kèm theo chương trình"
    HOME = "home", "Tệp của cơ quan"
    PAGE = "page", "Cơ quan sửa trên trang"


# Apart from "people": no verdict rests on a month, so a saved sheet makes no run out of date.
register_verbs(
    "classing",
    {
        "scale_kept": "Ghi quy chế phân loại",
        "scale_withdrawn": "Thôi dùng bản sửa quy chế phân loại",
        "period_opened": "Mở kỳ phân loại",
        "period_closed": "Chốt kỳ phân loại",
        "period_reopened": "Mở lại kỳ phân loại",
        "sheet_saved": "Ghi bảng phân loại",
        "sheet_submitted": "Gửi bảng phân loại",
        "exempted": "Ghi diện miễn phân loại",
        "exemption_ended": "Thôi diện miễn phân loại",
        "year_drafted": "Ghi dự kiến xếp loại năm",
        "year_accepted": "Chốt xếp loại năm của đơn vị",
        "months_recorded": "Nạp các tháng phân loại mẫu",
    },
)
