"""What this app writes in the journal, and the limits of a file."""

from __future__ import annotations

from datetime import timedelta

from vinhdanh.audit.types import register_verbs

MOST_BYTES = 20_000_000
SILENCE = timedelta(seconds=60)  # a worker that is silent for so long was cut off

register_verbs(
    "exchange",
    {
        "file_received": "Tải tệp lên để nhập",
        "file_deleted": "Xóa tệp chưa ghi",
        "intake_applied": "Ghi lần nhập vào sổ",
        "intake_undone": "Hoàn tác lần nhập",
        "word_remembered": "Nhớ cách viết của đơn vị",
        "word_forgotten": "Bỏ cách viết đã nhớ",
    },
)
