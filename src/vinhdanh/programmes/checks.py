"""What should hold of the programmes' data and no constraint can hold; ``vinhdanh doctor`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from vinhdanh.audit.consistency import Inconsistency, check
from vinhdanh.programmes.recruitment_selectors import overdue_files


@check(
    "programmes.recruitment_retention",
    "Hồ sơ tuyển chọn công dân không giữ quá thời hạn lưu của đợt",
    "Kết thúc đợt nếu chưa, rồi xóa hồ sơ cá nhân ở trang của đợt tuyển chọn.",
)
def recruitment_retention() -> Iterator[Inconsistency]:
    for one in overdue_files():
        yield Inconsistency(
            f"{one} còn {one.candidates.count()} hồ sơ cá nhân, "
            f"thời hạn lưu đã hết {one.retain_until:%d/%m/%Y}.",
            (f"recruitment:{one.pk}",),
        )
