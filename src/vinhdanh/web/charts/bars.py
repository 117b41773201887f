"""Bars of verdicts and shares, and the bins of the heat map."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import rect
from vinhdanh.web.charts.svg import picture

VERDICT_ORDER = ("met", "unsure", "held", "unmet", "norule")
SCALE = 1000  # bars stretch to their box: their own width is only a scale

# Shares of rare titles differ only at the low end, so the bins do too: upper bound of each, in percent.
HEAT_BINS = (0, 3, 15, 35, 70, 100)
# Upper bounds of the distance from the whole force, in percentage points.
DISTANCE_BINS = (-20, -10, -3, 4, 11)


def verdict_bar(counts: Sequence[int], height: int = 12) -> SafeString:
    """Counts in the order of ``VERDICT_ORDER`` as one stacked bar; a count above zero stays visible."""
    total = sum(counts)
    parts, at = [], 0.0
    for name, count in zip(VERDICT_ORDER, counts, strict=True):
        if count:
            width = SCALE * count / total
            parts.append(rect(f"f-{name}", min(at, SCALE - 3), 0, max(width - 2, 3), height))
            at += width
    return picture(
        f'class="bar" viewBox="0 0 {SCALE} {height}" preserveAspectRatio="none" aria-hidden="true"', parts
    )


def share_bar(
    part: int, whole: int, need: Fraction | None = None, *, label: str, height: int = 10
) -> SafeString:
    """``part`` of ``whole`` on a track from 0 to 100 %, with a black tick where the rule asks for it."""
    filled = min(Fraction(part, whole), Fraction(1)) if whole else Fraction(0)
    parts = [rect("tk", 0, 0, SCALE, height)]
    if filled:
        parts.append(rect("f-act", 0, 0, float(filled * SCALE), height))
    if need is not None:
        parts.append(rect("f-ink", min(float(need * SCALE), SCALE - 2) - 2, -3, 5, height + 6))
    return picture(
        f'class="bar" viewBox="0 0 {SCALE} {height}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(label)}"',
        parts,
    )


def quota_bar(count: int, limit: int, *, label: str, height: int = 10) -> SafeString:
    """A count against its limit: filled up to the limit, orange beyond it, a black tick where it lies."""
    whole = Fraction(max(count, limit, 1)) * Fraction(9, 8)  # room behind the longer of the two

    def at(value: int) -> float:
        return float(SCALE * value / whole)

    parts = [rect("tk", 0, 0, SCALE, height)]
    if count:
        parts.append(rect("f-act", 0, 0, at(min(count, limit)), height))
    if count > limit:
        parts.append(rect("f-err", at(limit), 0, at(count) - at(limit), height))
    parts.append(rect("f-ink", max(at(limit) - 2, 0), -3, 5, height + 6))
    beyond = f", vượt {count - limit}" if count > limit else ""
    return picture(
        f'class="bar" viewBox="0 0 {SCALE} {height}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(label)}: {count}, hạn mức {limit}{beyond}"',
        parts,
    )


def heat_bin(percent: int) -> int:
    """0…5: the colour of a share of ``percent``."""
    return next(k for k, top in enumerate(HEAT_BINS) if percent <= top)


def distance_bin(points: int) -> int:
    """0…5: the colour of a share that lies ``points`` percentage points from the whole force's."""
    return next((k for k, top in enumerate(DISTANCE_BINS) if points < top), len(DISTANCE_BINS))
