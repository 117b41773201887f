"""Kinds of merit, and what may happen to an honour after it was given."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.engine.facts import GrantState, Merit

MERIT_LABELS: Mapping[Merit, str] = {
    Merit.CONG_TRANG: "Công trạng",
    Merit.DOT_XUAT: "Đột xuất",
    Merit.PHONG_TRAO: "Phong trào, chuyên đề",
    Merit.CONG_HIEN: "Cống hiến",
    Merit.NIEN_HAN: "Niên hạn",
    Merit.DOI_NGOAI: "Đối ngoại",
}

STATE_LABELS: Mapping[GrantState, str] = {
    GrantState.IN_FORCE: "Còn hiệu lực",
    GrantState.ANNULLED: "Đã hủy bỏ quyết định",
    GrantState.STRIPPED: "Đã tước",
}


class Act(models.TextChoices):
    """What is done to an honour after it was given. The last act decides its state."""

    ANNULLED = "annulled", "Hủy bỏ quyết định"
    STRIPPED = "stripped", "Tước"
    RESTORED = "restored", "Phục hồi"
    STRUCK = "struck", "Xóa dòng ghi nhầm"  # the register was wrong: no such honour was given


STATE_AFTER: Mapping[str, GrantState] = {
    Act.ANNULLED: GrantState.ANNULLED,
    Act.STRIPPED: GrantState.STRIPPED,
    Act.RESTORED: GrantState.IN_FORCE,
}

register_verbs(
    "awards",
    {
        "grant_recorded": "Ghi khen thưởng",
        "grant_annulled": "Hủy bỏ quyết định khen thưởng",
        "grant_stripped": "Tước danh hiệu, hình thức khen thưởng",
        "grant_restored": "Phục hồi danh hiệu, hình thức khen thưởng",
        "grant_struck": "Xóa dòng khen thưởng ghi nhầm",
    },
)
