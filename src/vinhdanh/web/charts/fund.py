"""The bar of a fund: what was spent, what is promised, what is left, and what exceeds it."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import rect, titled
from vinhdanh.web.charts.bars import SCALE
from vinhdanh.web.charts.svg import picture


def fund_bar(spent: int, committed: int, left: int, *, height: int = 22) -> SafeString:
    """Money in đồng on one bar; a black tick where the fund ends, when the promises exceed it.

    Args:
        left: what is still in the fund, the promises not taken off.
    """
    over = max(committed - left, 0)
    whole = max(spent, 0) + max(left, committed)
    said = f"Đã chi {_words(spent)}, cam kết {_words(committed)}, " + (
        f"vượt quỹ {_words(over)}" if over else f"còn chi được {_words(left - committed)}"
    )
    pieces = (
        ("fb-spent", "Đã chi", spent),
        ("fb-due", "Cam kết", committed - over),
        ("fb-over", "Vượt quỹ", over),
        ("fb-free", "Còn chi được", left - committed),
    )
    parts, at = [], 0.0
    for cls, name, amount in pieces:
        if amount > 0 and whole:
            width = SCALE * amount / whole
            bar = rect(cls, at, 0, max(width - 2, 3), height)
            parts.append(titled(f"{name}: {_words(amount)}", bar))
            at += width
    if over and whole:
        end = SCALE * (whole - over) / whole
        parts.append(rect("fb-end", max(end - 3, 0), 0, 4, height))
    if not parts:
        parts.append(rect("fb-free", 0, 0, SCALE, height))
    return picture(
        f'class="fundbar" viewBox="0 0 {SCALE} {height}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(said)}"',
        parts,
    )


def _words(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")
