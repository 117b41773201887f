"""Votes in favour: one square a member of the whole council, a red line after the last that is needed."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import line, rect
from vinhdanh.web.charts.svg import picture

_HIGH = 34
_FEW = 16  # members whose squares have their full size


def vote_squares(votes: int, members: int, needed: int | None, *, written: int = 0, label: str) -> SafeString:
    """``votes`` of ``members`` filled, the last ``written`` of them darker: given in writing."""
    size, step = (16, 22) if members <= _FEW else (10, 14)
    top = (_HIGH - size) / 2 + 1
    parts = []
    for at in range(members):
        cls = "dot0" if at >= votes else "f-ink" if at >= votes - written else "f-act"
        parts.append(rect(cls, 3 + at * step, top, size, size, 2))
    if needed is not None:
        edge = needed * step
        parts.append(line("s-red dl", edge, 2, edge, _HIGH - 2))
    said = f"{label}: {votes} trong {members} phiếu"
    said += f", {written} bằng văn bản" if written else ""
    said += f", cần {needed}" if needed is not None else ""
    width = members * step + 8
    return picture(
        f'class="chart dots" viewBox="0 0 {width} {_HIGH}" width="{width}" height="{_HIGH}" role="img"'
        f' aria-label="{escape(said)}"',
        parts,
    )
