"""A cluster's points as bars, and its ranks against last year's as lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import circle, line, rect, text, titled
from vinhdanh.movements.scoring import said
from vinhdanh.movements.selectors.clusters import Row
from vinhdanh.web.charts.svg import picture

_SCALE = 1000
_BARS = (("own", "f-gold", "tự chấm"), ("cross", "f-ink", "chấm chéo"), ("final", "f-act", "điểm chốt"))
_THICK, _GAP = 5, 2  # of one bar, and between two
_STEP, _HEAD = 24, 26  # height of a rank, and of the heading above them
_WIDE = 340
_LEFT, _RIGHT = 64.0, 132.0  # where the lines of ranks begin and end
_LONGEST = 26  # letters of a unit's name beside its rank


def score_bars(row: Row, top: Decimal) -> SafeString:
    """A member's three totals under one another, each from zero; ``top`` is the most that anybody has."""
    parts, told = [], []
    for at, (hand, cls, name) in enumerate(_BARS):
        total = getattr(row, hand)
        if total is None:
            continue
        y = at * (_THICK + _GAP)
        width = float(max(total.points, Decimal(0)) / top * _SCALE) if top else 0.0
        parts.append(rect("tk", 0, y, _SCALE, _THICK))
        parts.append(rect(cls, 0, y, max(width, 2), _THICK))
        told.append(f"{name} {said(total.points)}")
    height = len(_BARS) * (_THICK + _GAP) - _GAP
    label = f"{row.member}: {', '.join(told) or 'chưa có điểm'}"
    return picture(
        f'class="bar bar-3" viewBox="0 0 {_SCALE} {height}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(label)}"',
        parts,
    )


def rank_lines(rows: Sequence[Row], year: int) -> SafeString:
    """Last year's ranks and this year's, joined: who rose is blue, who fell is orange.

    Equals lie beneath each other at the same rank, in this year's order.
    """
    now, before = _places(rows, "rank"), _places(rows, "before")
    height = _HEAD + _STEP * len(rows)
    out = [text("e tx-b", _LEFT, 15, str(year - 1)), text("tx-b", _RIGHT, 15, str(year))]
    for at, row in enumerate(rows):
        y0, y1 = _y(before[at]), _y(now[at])
        change = row.change or 0
        cls = "s-act" if change > 0 else "s-err" if change < 0 else "s-line2"
        name = row.member.unit.name
        shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        drawn = (
            line(f"{cls} rk", _LEFT + 8, y0, _RIGHT - 8, y1),
            circle("f-ink", _LEFT + 8, y0, 3),
            circle("f-ink", _RIGHT - 8, y1, 3),
            text("e", _LEFT - 2, y0 + 4, str(row.before)),
            text("", _RIGHT, y1 + 4, f"{row.rank}  {shown}"),
        )
        out.append(titled(f"{name}: hạng {row.before} năm {year - 1}, hạng {row.rank} năm {year}", *drawn))
    told = "; ".join(f"{row.member}: {row.before} → {row.rank}" for row in rows)
    return picture(
        f'class="chart ranks" viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{escape(told)}"', out
    )


def _places(rows: Sequence[Row], field: str) -> list[int]:
    """Each row's place from the top, so that equals do not lie upon each other."""
    order = sorted(range(len(rows)), key=lambda at: (getattr(rows[at], field), at))
    places = [0] * len(rows)
    for place, at in enumerate(order):
        places[at] = place
    return places


def _y(place: int) -> float:
    return _HEAD + _STEP * place + _STEP / 2 - 4
