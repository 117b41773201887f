"""The few SVG elements that pictures are made of, as text. Words are escaped here and nowhere else."""

from __future__ import annotations

import unicodedata
from html import escape

_NARROW, _BROAD = set("iljtfrI.,:;'’!|()/ "), set("mwMW%@—")


def rect(cls: str, x: float, y: float, width: float, height: float, rx: float = 0, look: str = "") -> str:
    """A box. Here and below, ``look`` is markup: attributes for where there is no style sheet."""
    corner = f' rx="{_n(rx)}"' if rx else ""
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return f'<rect class="{cls}" x="{_n(x)}" y="{_n(y)}" {size}{corner}{look}/>'


def line(cls: str, x1: float, y1: float, x2: float, y2: float, look: str = "") -> str:
    return f'<line class="{cls}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"{look}/>'


def circle(cls: str, x: float, y: float, r: float, look: str = "") -> str:
    return f'<circle class="{cls}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"{look}/>'


def path(cls: str, d: str, look: str = "") -> str:
    return f'<path class="{cls}" d="{d}"{look}/>'


def text(cls: str, x: float, y: float, words: str, look: str = "") -> str:
    return f'<text class="{cls}" x="{_n(x)}" y="{_n(y)}"{look}>{escape(words)}</text>'


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
