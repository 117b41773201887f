"""Honours named inside a search text: "giấy khen Nguyễn Văn An", "CSTĐ PX01"."""

from __future__ import annotations

from functools import cache

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.people.folding import fold

WORDS = 2  # at least, of a name that is taken for an honour's; people's names begin otherwise
VOWELS = frozenset("aeiouy")


def honours_meant(text: str) -> tuple[tuple[str, ...], str]:
    """Codes of the honours that the text begins or ends with, and the rest of it.

    A name counts from its second word on ("bằng khen" is every Bằng khen); a short form only where
    it can be no syllable (GK, CSTĐ). Nothing meant: no codes, and the whole text.

    >>> honours_meant("giấy khen Trần An")
    (('GK',), 'Trần An')
    """
    words = text.split()
    for length in range(len(words), 0, -1):
        for part, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            codes = _named(" ".join(part))
            if codes:
                return codes, " ".join(rest)
    return (), text


@cache
def _named(phrase: str) -> tuple[str, ...]:
    folded = fold(phrase)
    count = len(folded.split())
    if count >= WORDS:
        return tuple(code for code, names in _names().items() if any(_begins(n, folded) for n in names))
    if folded and not VOWELS & set(folded):
        return tuple(code for code, names in _names().items() if any(n.split()[0] == folded for n in names))
    return ()


def _begins(name: str, folded: str) -> bool:
    return name == folded or name.startswith(f"{folded} ")


@cache
def _names() -> dict[str, list[str]]:
    """Code → its names and short forms, folded."""
    return {
        code: [fold(n) for n in (h.name, h.police_name or h.name, h.short, code)]
        for code, h in catalogue().items()
    }
