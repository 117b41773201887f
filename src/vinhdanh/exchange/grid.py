"""Columns of a sheet by letter, and how tall a row of wrapped text is."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

LINE = 15.0  # points


def column_number(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Points that the texts need when wrapped into columns of those widths.

    Excel fits rows by itself when it opens a file; other programs show one line.
    """
    lines = [
        sum(max(1, ceil(len(part) / (width * 1.05))) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
        if text
    ]
    return LINE * max(lines, default=1)
