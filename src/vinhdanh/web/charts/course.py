"""One indicator of a unit, term by term: a line with its goal, small enough to stand beside others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import circle, line, path, text
from vinhdanh.movements.figures import figure_words
from vinhdanh.web.charts.svg import picture

WIDTH, HEIGHT = 480, 132
LEFT, RIGHT, TOP, BOTTOM = 8, 64, 18, 104  # the field; values are written right of it


def term_line(
    values: Sequence[Decimal | None], labels: Sequence[str], goal: Decimal | None, *, name: str, measure: str
) -> SafeString:
    """Values in order of time. A term without a figure is a gap, never a zero; the goal is dashed.

    Args:
        labels: short names of the terms, as many as values.
    """
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    levels = [value for _, value in known] + ([goal] if goal is not None else [])
    low, high = (min(levels), max(levels)) if levels else (Decimal(0), Decimal(1))
    if low == high:
        low, high = low - 1, high + 1

    def x(at: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (at / max(len(values) - 1, 1))

    def y(value: Decimal) -> float:
        return BOTTOM - float((value - low) / (high - low)) * (BOTTOM - TOP)

    parts = [line("s-line2", LEFT, BOTTOM + 8, WIDTH - RIGHT, BOTTOM + 8)]
    if goal is not None:
        parts.append(line("s-plan", LEFT, y(goal), WIDTH - RIGHT, y(goal)))
        crowded = known and abs(y(known[-1][1]) - y(goal)) < 13
        if not crowded:
            parts.append(text("tx-s", WIDTH - RIGHT + 8, y(goal) + 4, f"mức {figure_words(goal)}"))
    follows = {at for at, _ in known if at and values[at - 1] is not None}
    drawn = "".join(f"{'L' if at in follows else 'M'}{x(at):.1f} {y(value):.1f}" for at, value in known)
    if drawn:
        parts.append(path("nofill s-act pc-act", drawn))
    parts += [circle("f-act", x(at), y(value), 2.5) for at, value in known]
    if known:
        value = known[-1][1]
        parts.append(text("tx-b", WIDTH - RIGHT + 8, y(value) + 4, figure_words(value)))
    step = 1 if len(labels) <= 6 else 2
    for at in range((len(labels) - 1) % step, len(labels), step):
        anchor = "tx-s m" if 0 < at < len(labels) - 1 else "tx-s e" if at else "tx-s"
        parts.append(text(anchor, x(at), HEIGHT - 4, labels[at]))
    said = "; ".join(
        f"{label} {figure_words(value) if value is not None else 'chưa ghi'}"
        for label, value in zip(labels, values, strict=True)
    )
    aim = f", mức đủ điểm {figure_words(goal)}" if goal is not None else ""
    return picture(
        f'class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(f"{name} ({measure}){aim}: {said}")}"',
        parts,
    )
