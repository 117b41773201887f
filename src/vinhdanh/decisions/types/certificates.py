"""Words of blanks and of printing certificates, and what the journal says."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.documents.blanks import PIECES

PIECE_CHOICES = list(PIECES.items())


class Align(models.TextChoices):
    """Where words stand between the two ends of their place."""

    LEFT = "left", "Trái"
    CENTRE = "center", "Giữa"
    RIGHT = "right", "Phải"


class Colour(models.TextChoices):
    """The inks of a certificate."""

    BLACK = "black", "Đen"
    RED = "red", "Đỏ"


class PrintMode(models.TextChoices):
    """What comes out of the printer."""

    WHOLE = "whole", "Cả tờ, có khung"
    BLANK = "blank", "Lên phôi in sẵn"


register_verbs(
    "decisions",
    {
        "blank_written": "Ghi mẫu phôi",
        "blank_scanned": "Gắn ảnh quét của phôi",
        "blank_retired": "Thôi dùng, dùng lại mẫu phôi",
        "spot_written": "Đặt chỗ in trên phôi",
        "spot_dropped": "Bỏ chỗ in trên phôi",
        "printer_shifted": "Ghi độ lệch của máy in",
        "printer_dropped": "Bỏ máy in của phôi",
        "emblem_installed": "Đặt hình Quốc huy, biểu trưng",
        "certificates_printed": "In giấy khen, bằng khen",
        "certificate_spoilt": "Ghi tờ in hỏng",
    },
)
