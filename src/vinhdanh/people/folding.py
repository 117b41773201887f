"""One folded form for comparing Vietnamese text, the same on every database."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

# The letter eth (U+00D0, U+00F0) looks like Đ and old converters wrote it for Đ.
_BARRED_D = str.maketrans("đĐðÐ", "dddd")
_MARKS = re.compile("[\u0300-\u036f]+")
_NO_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=50_000)  # a register names the same people and offices over and over
def fold(text: str) -> str:
    """Lower case, without marks, punctuation as single spaces.

    The same text gives the same form whether it is composed or decomposed (NFC, NFD) and
    wherever the tone mark stands (hòa, hoà). Idempotent.
    """
    bare = _MARKS.sub("", normalize("NFD", text)).translate(_BARRED_D).lower()
    return _NO_LETTERS.sub(" ", bare).strip()
