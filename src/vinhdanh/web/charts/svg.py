"""The few SVG elements that the pictures are made of. Text is escaped here and nowhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

_NARROW, _BROAD = set("iljtfrI.,:;'’!|()/ "), set("mwMW%@—")


def picture(attributes: str, parts: Iterable[str]) -> SafeString:
    """A whole picture. ``attributes`` is markup: the caller escapes what it puts there."""
    return mark_safe(f"<svg {attributes}>{''.join(parts)}</svg>")


def rect(cls: str, x: float, y: float, width: float, height: float, rx: float = 0) -> str:
    corner = f' rx="{_n(rx)}"' if rx else ""
    return f'<rect class="{cls}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{corner}/>'


def line(cls: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{cls}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def circle(cls: str, x: float, y: float, r: float) -> str:
    return f'<circle class="{cls}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>'


def path(cls: str, d: str) -> str:
    return f'<path class="{cls}" d="{d}"/>'


def text(cls: str, x: float, y: float, words: str) -> str:
    return f'<text class="{cls}" x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def titled(title: str, *parts: str) -> str:
    """Parts with a title, shown when the pointer rests on them."""
    return f"<g><title>{escape(title)}</title>{''.join(parts)}</g>"


def text_width(words: str, size: float = 11) -> float:
    """Width in pixels of interface text, rounded up a little: a label may not touch the next one."""
    letters = [c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c)]
    em = sum(
        0.34 if c in _NARROW else 0.92 if c in _BROAD else 0.70 if c.isupper() else 0.60 for c in letters
    )
    return em * size


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
