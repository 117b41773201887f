"""How records are named inside a sentence."""

from __future__ import annotations


def inside(record: object) -> str:
    """The record's name as it stands within a sentence: «đang xác minh khiếu nại từ 03/09/2025»."""
    name = str(record)
    return f"{name[:1].lower()}{name[1:]}"
