"""How offices write dates, counts and who signs for whom."""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum

_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


class Capacity(StrEnum):
    """In what capacity somebody signs (thể thức ký, Nghị định 30/2020/NĐ-CP)."""

    OWN = "own"  # the head himself
    FOR_COLLECTIVE = "TM."  # thay mặt tập thể
    FOR_HEAD = "KT."  # ký thay người đứng đầu
    BY_ORDER = "TL."  # ký thừa lệnh
    BY_DELEGATION = "TUQ."  # ký thừa ủy quyền
    ACTING = "Q."  # quyền cấp trưởng


def signing_lines(capacity: Capacity, head: str, post: str) -> tuple[str, ...]:
    """The lines above a signature.

    Args:
        capacity: how the signer stands to whom he signs for.
        head: the post, or the collective, that he signs for ("Giám đốc", "Hội đồng").
        post: his own post.

    Example:
        ``signing_lines(Capacity.FOR_HEAD, "Giám đốc", "Phó Giám đốc")`` is
        ``("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")``.
    """
    if capacity is Capacity.OWN:
        return (post.upper(),)
    if capacity is Capacity.ACTING:
        return (f"Q. {post.upper()}",)
    return tuple(line for line in (f"{capacity} {head.upper()}", post.upper()) if line)


def two_digits(count: int) -> str:
    """A count as papers write it: 07, 35."""
    return f"{count:02}"


def day_line(on: date | None) -> str:
    """The day as a place line has it: days under 10 and the first two months with a zero; or dots.

    Example: ngày 05 tháng 02 năm 2026.
    """
    if on is None:
        return "ngày … tháng … năm …"
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def printable(text: str) -> str:
    """Text as it may be set: composed (NFC), without characters that steer instead of being read.

    Line feeds stay; other control characters, and marks that turn the direction of reading, go.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        one
        for one in composed
        if one == "\n" or unicodedata.category(one)[0] != "C"  # control, format, unassigned
    )


def thousands(number: int) -> str:
    """A number with points between its thousands: 3.512."""
    return f"{number:,}".replace(",", ".")


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    """A number that is not negative in words, as papers about money have it: «Một triệu năm mươi nghìn»."""
    billions, rest = divmod(number, 1_000_000_000)
    said = [f"{in_words(billions).lower()} tỷ"] if billions else []
    for size, name in ((1_000_000, " triệu"), (1_000, " nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            said.append(f"{_hundreds(group, whole=bool(said))}{name}")
    words = " ".join(said) or _DIGITS[0]
    return words[0].upper() + words[1:]


def _hundreds(number: int, *, whole: bool) -> str:
    """1 to 999. ``whole``: something stands before it, so that its hundreds are said even when none."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens == 0 and ones and said:
        said.append("linh")
    elif tens == 1:
        said.append("mười")
    elif tens:
        said += [_DIGITS[tens], "mươi"]
    if ones:
        said.append("mốt" if ones == 1 and tens > 1 else "lăm" if ones == 5 and tens else _DIGITS[ones])
    return " ".join(said)


def clipped(text: str, most: int) -> str:
    """Text of at most so many letters, cut between words, with "…" where something is left out."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return (text[:most].rpartition(" ")[0] or text[: most - 1]).rstrip(",;:.–- ") + "…"


def roman(number: int) -> str:
    """A number from 1 to 399 as parts of a paper are counted: IV, XII."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
