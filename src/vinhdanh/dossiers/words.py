"""How records are named inside a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

HOURS_COUNT = timedelta(days=2)  # until then people reckon in hours


def inside(record: object) -> str:
    """The record's name as it stands within a sentence: «đang xác minh khiếu nại từ 03/09/2025»."""
    name = str(record)
    return f"{name[:1].lower()}{name[1:]}"


def time_left(due: datetime | None, now: datetime) -> str:
    """How long it is until a moment that is near: «còn 2 giờ 5 phút»; empty where days are left, or none."""
    if due is None or not timedelta() < due - now < HOURS_COUNT:
        return ""
    hours, minutes = divmod(int((due - now).total_seconds()) // 60, 60)
    parts = [f"{hours} giờ"] * bool(hours) + [f"{minutes} phút"] * bool(minutes or not hours)
    return f"còn {' '.join(parts)}"
