"""A target's months against its plan: a small picture for a list, a large one for its own page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import circle, line, path, text, text_width
from vinhdanh.web.charts.svg import picture

CLOSE = Fraction(3, 4)  # of the highest figure: when even the lowest lies above it, the scale is cut
STEPS = 5  # of the scale, at most one more
ROUND = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where months and figures lie in the picture."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    low: Fraction
    high: Fraction

    def x(self, month: int) -> float:
        return self.left + (self.right - self.left) * (month - self.first) / max(self.last - self.first, 1)

    def y(self, figure: Fraction) -> float:
        return self.bottom - (self.bottom - self.top) * float((figure - self.low) / (self.high - self.low))

    def through(self, cls: str, points: Mapping[int, Fraction]) -> str:
        """A line from month to month."""
        at = [f"{self.x(month):.1f} {self.y(figure):.1f}" for month, figure in sorted(points.items())]
        return path(f"{cls} nofill", "M" + "L".join(at))


def _frame(
    size: tuple[float, float, float, float],
    plan: Mapping[int, Fraction],
    actual: Mapping[int, Fraction],
    projected: Fraction | None,
) -> _Frame:
    """The scale begins at nothing, unless all figures lie close together high above it."""
    figures = [*plan.values(), *actual.values(), *([] if projected is None else [projected])]
    low, high = min(figures), max(figures)
    if low <= high * CLOSE:
        low, high = min(low, Fraction(0)), high or Fraction(1)
    spread = (high - low) or high
    below = spread if low > 0 else 0
    return _Frame(*size, min(plan), max(plan), low - below, high + spread / 10)


def pace_small(
    plan: Mapping[int, Fraction],
    actual: Mapping[int, Fraction],
    projected: Fraction | None = None,
    *,
    end: str,
    label: str,
) -> SafeString:
    """The plan dashed, what was done solid, where it leads dotted.

    Args:
        end: the target in words, written beside the plan's end.
        label: read out in place of the picture.
    """
    frame = _frame((8, 216, 8, 60), plan, actual, projected)
    first, last = frame.first, frame.last
    parts = [
        line("s-line2", frame.left, 60, frame.right, 60),
        text("tx-s", frame.left, 72, f"T{first}"),
        text("tx-s e", frame.right, 72, f"T{last}"),
        frame.through("s-plan", plan),
        text("tx-s", frame.right + 5, frame.y(plan[last]) + 4, end),
    ]
    parts += _done(frame, actual, projected, 3.5)
    return picture(f'class="chart pace" viewBox="0 0 260 76" role="img" aria-label="{escape(label)}"', parts)


def _done(frame: _Frame, actual: Mapping[int, Fraction], projected: Fraction | None, dot: float) -> list[str]:
    parts = []
    if actual:
        now = max(actual)
        if projected is not None and now < frame.last:
            parts.append(
                line("pc-fc", frame.x(now), frame.y(actual[now]), frame.x(frame.last), frame.y(projected))
            )
        parts.append(frame.through("s-act pc-act", actual))
        parts.append(circle("f-act", frame.x(now), frame.y(actual[now]), dot))
    return parts


def pace_large(
    plan: Mapping[int, Fraction],
    actual: Mapping[int, Fraction],
    projected: Fraction | None = None,
    *,
    words: Mapping[Fraction, str],
    label: str,
) -> SafeString:
    """The same with every month, a scale, and the figures at the ends.

    Args:
        words: how the figures that are written beside the lines read.
    """
    frame = _frame((56, 640, 20, 236), plan, actual, projected)
    parts = []
    for figure in _scale(frame.low, frame.high):
        at = frame.y(figure)
        parts.append(line("s-line", frame.left, at, frame.right, at))
        parts.append(text("tx-s e", frame.left - 8, at + 4, words_of(figure)))
    parts.append(line("s-line2", frame.left, frame.bottom, frame.right, frame.bottom))
    parts += [text("tx-s m", frame.x(m), 254, f"T{m}") for m in range(frame.first, frame.last + 1)]
    parts.append(frame.through("s-plan", plan))
    parts += _done(frame, actual, projected, 4.5)
    parts += [circle("f-act", frame.x(m), frame.y(figure), 2.5) for m, figure in actual.items()]
    parts += _ends(frame, plan, actual, projected, words)
    return picture(
        f'class="chart pace-l" viewBox="0 0 760 262" role="img" aria-label="{escape(label)}"', parts
    )


def _ends(
    frame: _Frame,
    plan: Mapping[int, Fraction],
    actual: Mapping[int, Fraction],
    projected: Fraction | None,
    words: Mapping[Fraction, str],
) -> list[str]:
    """What is written at the lines' ends, one above the other where they come close."""
    target = plan[frame.last]
    said = [("tx-s", frame.y(target), f"Chỉ tiêu {words[target]}")]
    now = max(actual, default=0)
    if now == frame.last:
        said.append(("tx-b", frame.y(actual[now]), f"Đạt {words[actual[now]]}"))
    elif now and projected is not None:
        said.append(("tx-s", frame.y(projected), f"Dự báo {words[projected]}"))
    said.sort(key=lambda one: one[1])
    parts, below = [], 0.0
    for cls, at, told in said:
        below = max(at + 4, below + 15)
        parts.append(text(cls, frame.right + 8, below, told))
    if now and now < frame.last:
        figure = words[actual[now]]
        left = min(frame.x(now), frame.right - text_width(figure, 12))
        parts.append(text("tx-b m", max(left, frame.left + 16), frame.y(actual[now]) - 10, figure))
    return parts


def _scale(low: Fraction, high: Fraction) -> list[Fraction]:
    """Round figures from the lowest to the highest, about as many as there are steps."""
    raw = (high - low) / STEPS
    power = Fraction(1)
    while power * ROUND[-1] < raw:
        power *= ROUND[-1]
    while power > raw:
        power /= ROUND[-1]
    step = next(power * one for one in ROUND if power * one >= raw)
    first = -(-low // step)
    return [step * n for n in range(first, high // step + 1)]


def words_of(figure: Fraction) -> str:
    """1.250 or 97,5: as many decimals as the figure has, two at most."""
    plain = f"{float(figure):,.2f}".rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))
