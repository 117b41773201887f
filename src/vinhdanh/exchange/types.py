"""What this app writes in the journal, and the limits of a file."""

from __future__ import annotations

from datetime import timedelta

from vinhdanh.audit.types import register_verbs

MOST_BYTES = 25_000_000  # of one uploaded file
SILENCE = timedelta(seconds=60)  # a worker that is silent for so long was cut off
LETTERS_ONLY = "PDF có trang quét: bỏ qua trang đó, chỉ đọc trang có chữ"

register_verbs(
    "exchange",
    {
        "file_received": "Tải tệp lên để nhập",
        "file_deleted": "Xóa tệp chưa ghi",
        "scan_brought": "Đưa bản quét vào nhận dạng chữ",
        "scan_discarded": "Bỏ bản quét",
        "intake_applied": "Ghi lần nhập vào sổ",
        "intake_undone": "Hoàn tác lần nhập",
        "word_remembered": "Nhớ cách viết của đơn vị",
        "word_forgotten": "Bỏ cách viết đã nhớ",
        "text_read": "Đọc văn bản",
        "reading_settled": "Chọn mục của văn bản đã đọc",
        "reading_taken": "Ghi mục của văn bản vào sổ",
        "reading_undone": "Hoàn tác mục đã ghi từ văn bản",
        "reading_deleted": "Xóa văn bản đã đọc",
    },
)


def too_heavy(size: int, most: int = MOST_BYTES) -> str:
    """What to say of a file above the most bytes that are taken."""
    shown = f"{size / 1_000_000:.1f}".replace(".", ",")
    return (
        f"Tệp nặng {shown} MB, nhận tối đa {most // 1_000_000} MB. "
        "Xóa hình ảnh, trang thừa rồi lưu lại, hoặc chia thành nhiều tệp."
    )
