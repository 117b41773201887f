"""How many citizens reach each step of a selection: two steps run side by side and are drawn side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import path, rect, text
from vinhdanh.web.charts.svg import picture

WIDTH, HEIGHT = 1064, 232
BAR, TALL = 22, 104  # pixels: width of a bar, height of the largest count
MIDDLE, UPPER, LOWER = 116, 56, 176  # centres of the main line and of the two tracks
COLUMNS = (4, 180, 356, 532, 756, 930)  # left edges


@dataclass(frozen=True, slots=True)
class _Node:
    figure: str
    name: str
    x: int
    y: int


_NODES = (
    _Node("registered", "Đăng ký", COLUMNS[0], MIDDLE),
    _Node("screened", "Sơ tuyển đạt", COLUMNS[1], MIDDLE),
    _Node("examined", "Khám sức khỏe đạt", COLUMNS[2], MIDDLE),
    _Node("vetted", "Lý lịch đạt", COLUMNS[3], UPPER),
    _Node("rechecked", "Phúc tra đạt", COLUMNS[3], LOWER),
    _Node("decided", "Có quyết định", COLUMNS[4], MIDDLE),
    _Node("handed", "Đã giao", COLUMNS[5], MIDDLE),
)
_LINKS = (
    ("registered", "screened"),
    ("screened", "examined"),
    ("examined", "vetted"),
    ("examined", "rechecked"),
    ("vetted", "decided"),
    ("rechecked", "decided"),
    ("decided", "handed"),
)


def selection_flow(counts: Mapping[str, int], quota: int) -> SafeString:
    """Bars in proportion, linked; the quota is a dashed frame round the last two. No figure, no bar."""
    most = max([quota, *counts.values(), 1])
    nodes = {node.figure: node for node in _NODES}

    def height(figure: str) -> float:
        return max(TALL * counts.get(figure, 0) / most, 2 if counts.get(figure) else 0)

    parts = []
    for left, right in _LINKS:
        if left in counts and right in counts:
            parts.append(_band(nodes[left], height(left), nodes[right], height(right)))
    frame = TALL * quota / most
    for node in _NODES:
        if node.figure in counts:
            tall = height(node.figure)
            parts.append(rect("f-act", node.x, node.y - tall / 2, BAR, tall))
        if quota and node.figure in ("decided", "handed"):
            parts.append(rect("nofill s-plan", node.x - 3, node.y - frame / 2 - 3, BAR + 6, frame + 6))
        parts += _words(node, counts.get(node.figure), quota)
    said = "; ".join(f"{node.name} {counts[node.figure]}" for node in _NODES if node.figure in counts)
    return picture(
        f'class="chart flow" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(f"Chỉ tiêu {quota}; {said}")}"',
        parts,
    )


def _band(left: _Node, left_tall: float, right: _Node, right_tall: float) -> str:
    from_x, to_x = left.x + BAR, right.x
    return path(
        "f-track",
        f"M{from_x} {left.y - left_tall / 2:.1f}L{to_x} {right.y - right_tall / 2:.1f}"
        f"V{right.y + right_tall / 2:.1f}L{from_x} {left.y + left_tall / 2:.1f}Z",
    )


def _words(node: _Node, count: int | None, quota: int) -> list[str]:
    x, y = node.x + BAR + 8, node.y
    number = "chưa có" if count is None else f"{count:,}".replace(",", ".")
    found = [
        text("tx-s", x, y - 16, node.name),
        text("tx-b", x, y + 2, number),
    ]
    if count is not None and quota:
        share = f"{100 * count / quota:.1f}".replace(".", ",")
        found.append(text("tx-s", x, y + 18, f"{share}% chỉ tiêu"))
    return found
