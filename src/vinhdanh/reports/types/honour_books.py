"""States of a year's book of honour, and what the journal calls its acts."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class BookState(models.TextChoices):
    """Whether anybody may open a year's honours."""

    DRAFT = "draft", "Đang chuẩn bị"
    OPEN = "open", "Đang công khai"
    CLOSED = "closed", "Đã thôi công khai"


register_verbs(
    "reports",
    {
        "book_made": "Lập trang vinh danh của năm",
        "book_changed": "Sửa trang vinh danh của năm",
        "book_opened": "Công khai trang vinh danh của năm",
        "book_closed": "Thôi công khai trang vinh danh của năm",
        "book_left_out": "Không đưa một lượt khen lên trang vinh danh",
        "book_put_back": "Đưa lại một lượt khen lên trang vinh danh",
    },
)
