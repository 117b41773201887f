"""The words under which an honour is found: folded once, the same on every database.

A word of a text never holds "_": ``fold`` makes it a space. So two kinds of words with "_" can stand
among the others and be met by no search text: what the database adds about the row (``_y2025``) and
the beginnings of a decision's number (``1208_qd_cat``), which keep "1208/QĐ-CAT" from matching every
paper of that office.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from vinhdanh.people.folding import fold

NAMELESS = "khong_ten"  # of a row whose names have neither letter nor figure
NUMBER_WORDS = 6  # beginnings of one number; nobody writes a longer one


def number_words(number: str) -> list[str]:
    """The words of a decision's number, from its first part with a figure on.

    >>> number_words("1208/QĐ-CAT-PX01")
    ['1208', '1208_qd', '1208_qd_cat', '1208_qd_cat_px01']
    """
    parts = fold(number).split()
    start = next((at for at, part in enumerate(parts) if any(c.isdigit() for c in part)), 0)
    parts = parts[start:]
    return ["_".join(parts[: at + 1]) for at in range(min(len(parts), NUMBER_WORDS))]


def day_word(day: date) -> str:
    """The word of a decision's day: ``_d20251220``."""
    return f"_d{day:%Y%m%d}"


def unit_word(code: str) -> str:
    """The word of everything given in a unit or below it; the database makes the same from the path."""
    return f"_u{code.encode().hex()}"


def giver_word(authority: str) -> str:
    """The word of everything that one authority gave; spellings that fold alike are one authority."""
    return f"_g{sha256(fold(authority).encode()).hexdigest()[:12]}"


def grant_words(
    name: str, code: str, number: str = "", decided: date | None = None, authority: str = ""
) -> str:
    """All words of one row: the recipient's folded name and code, the decision's number, day and giver."""
    words = [*name.split(), *fold(code).split(), *number_words(number)]
    if decided:
        words.append(day_word(decided))
    if authority:
        words.append(giver_word(authority))
    return " ".join(dict.fromkeys(words)) or NAMELESS


_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
# Said before a number, and no part of it: "QĐ số 1208".
_BEFORE_NUMBER = {"qd", "so", "quyet", "dinh"}


def asked_words(text: str) -> list[str]:
    """The words of a search text, in the form in which ``grant_words`` writes them.

    A number with its slash and a day stay together; "QĐ số" before a number says nothing.

    >>> asked_words("Đỗ Đức Hòa")
    ['do', 'duc', 'hoa']
    >>> asked_words("QĐ số 1208/QĐ-CAT ngày 20/12/2025")
    ['1208_qd_cat', '_d20251220']
    """
    words: list[str] = []
    for chunk in text.split():
        day = _DAY.match(chunk)
        if day and (found := _date(int(day[3]), int(day[2]), int(day[1]))):
            if words and words[-1] == "ngay":
                words.pop()
            words.append(day_word(found))
        elif "/" in chunk and chunk[0].isdigit():
            _drop(words, _BEFORE_NUMBER)
            words.append(number_words(chunk)[-1])
        else:
            folded = fold(chunk).split()
            if folded and folded[0].isdigit():
                _drop(words, _BEFORE_NUMBER)
            words.extend(folded)
    return list(dict.fromkeys(words))


def _drop(words: list[str], noise: set[str]) -> None:
    while words and words[-1] in noise:
        words.pop()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
