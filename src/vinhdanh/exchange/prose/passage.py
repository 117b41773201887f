"""A text made comparable without losing the place of a single letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from unicodedata import combining, normalize

from vinhdanh.exchange.prose.known import NOBODY, Known

# The tone mark on the first or on the second vowel (hòa, hoà): one form for comparing, of the same length.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONED = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")
_SAME = str.maketrans(
    {"“": '"', "”": '"', "‘": '"', "’": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\xa0": " ", "\n": " "}
)
_SPELT = (
    ("chiến sỹ", "chiến sĩ"),
    ("dũng sỹ", "dũng sĩ"),
    ("thượng sỹ", "thượng sĩ"),
    ("bác sỹ", "bác sĩ"),
    ("y sỹ", "y sĩ"),
)

# Commas and "và" inside the name of a branch, or of one body of people, part nothing.
_COMPOUND = re.compile(
    r"(?<!\w)(?:cán bộ(?:,| và) chiến sĩ|(?:đảng bộ|chính quyền|cán bộ|nhân dân)(?:, (?:chính quyền"
    r"|quân))?(?: và (?:nhân dân|cán bộ|chính quyền|các dân tộc|nhân viên))|thầy và trò"
    r"|sản xuất, kinh doanh|ông, bà(?=:)|y, bác sĩ|công chức, viên "
    r"chức|(?:cán bộ, )?công chức, viên chức|công nhân(?:, )?viên chức"
    r"|lao động - thương binh và xã hội|giáo dục và đào tạo|văn hóa, thể thao(?: và du lịch)?|khoa học "
    r"và công nghệ|tài nguyên và môi trường"
    r"|nông nghiệp và (?:môi trường|phát triển)|thông tin và truyền thông|kế hoạch và đầu tư|dân tộc và "
    r"tôn giáo"
    r"|phát thanh(?: và|,) truyền hình|phòng cháy(?: và|,) chữa cháy(?: và cứu nạn, cứu hộ)?"
    r"|phòng, chống|ma túy và tội phạm"
    r"|nhân dân và (?:cán bộ|llvt|lực lượng vũ trang)|đảng(?:,| và) nhà nước(?:(?:,| và) quân đội)?"
    r"|xã, phường(?:, thị trấn|, đặc khu)?|(?:bộ|sở)(?:, ban)?, ngành(?:, đoàn thể)?|huyện, thị "
    r"xã(?:, thành phố)?|ban, ngành(?:, đoàn thể)?"
    r"|kinh tế, hạ tầng(?: và đô thị)?|xây dựng và (?:phát triển|quản lý)|công nghiệp và thương mại"
    r"|thương mại và dịch vụ)(?!\w)"
)
_LINKS = re.compile(r", |- |và ")

# Capital letters, for classes of letters: a range would take small ones in.
UPPER = "A-Z" + "".join(chr(one) for one in range(0xC0, 0x1EFA) if chr(one).isupper() and chr(one).isalpha())
LONGEST = 1_800  # characters of one sentence

_BULLET = re.compile(
    r"[+-](?:(?<=[\w%.:)] \+)(?= ?\w)"
    r"|(?:(?<=đ/c -)|(?<=đồng chí -)|(?<=tập thể -)|(?<=cá nhân -)|(?<=% -))(?= \w))"
)  # items of a list that stand in one line

# Points that end no sentence: behind an abbreviation, inside a number.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(,])(?:tp|tx|q|p|h|ts|ths|pgs|gs|bs|ks|tt|đ/c|mr|mrs|ms|st|v\.v)$", re.IGNORECASE
)
_ITEM = re.compile(r"\s*\d{1,3}")  # the number of a list's item at the beginning of a line
_ITEM_INSIDE = re.compile(r"[:;]\s+\d{1,2}$")  # … of one that stands in its sentence
_END = re.compile(r"[.!?…]+[\"”’)]*(?=\s|$)|\n+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a passage: its words as written and as compared, character by character the same length."""

    start: int  # in the composed text
    text: str
    plain: str
    known: Known = NOBODY

    def part(self, start: int, end: int) -> Stretch:
        return Stretch(self.start + start, self.text[start:end], self.plain[start:end], self.known)


class Passage:
    """A text with its sentences. ``place`` leads back to the text as it was given, composed or not."""

    def __init__(self, given: str, known: Known = NOBODY) -> None:
        self.given = given
        self.known = known
        self.text, self._origin = _composed(given)
        plain = _BULLET.sub(";", self.text.lower().translate(_SAME))
        if len(plain) != len(self.text):  # a letter that has no lower case of one letter
            plain = "".join(one.lower() if len(one.lower()) == 1 else one for one in self.text).translate(
                _SAME
            )
        plain = _TONED.sub(lambda found: _TONES[found[0]], plain)
        for written, read in _SPELT:
            plain = plain.replace(written, read)
        for compound in (_COMPOUND, known.compound):
            plain = compound.sub(_joined, plain) if compound else plain
        self.plain = plain

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """Sentences and lines, in order, without the space around them."""
        whole = Stretch(0, self.text, self.plain, self.known)
        return tuple(whole.part(*span) for span in self._spans())

    @cached_property
    def heading(self) -> Stretch | None:
        """The first line, where it is one sentence without a point at its end."""
        first = self.sentences[0] if self.sentences else None
        line = self.text.strip().partition("\n")[0]
        return (
            first
            if first is not None and len(line) <= len(first.text) and line != self.text.strip()
            else None
        )

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The place in the given text of a place in the composed one."""
        return self._origin[start], self._origin[end]

    def _spans(self) -> Iterator[tuple[int, int]]:
        start = 0
        for found in _END.finditer(self.text):
            if found[0].startswith("."):
                before = self.text[max(start, found.start() - 8) : found.start()]
                after = self.text[found.end() : found.end() + 4].lstrip(" ")[:1]
                line = self.text.rfind("\n", 0, found.start()) + 1
                if (
                    _ABBREVIATED.search(before)
                    or after.islower()
                    or _ITEM.fullmatch(self.text, line, found.start())
                    or _ITEM_INSIDE.search(before)
                ):
                    continue
            elif found[0] == "\n" and _wrapped(self.text, found):
                continue
            yield from self._trimmed(start, found.end())
            start = found.end()
        yield from self._trimmed(start, len(self.text))

    def _trimmed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        while (
            end - start > LONGEST
        ):  # a list without an end: read in pieces, so that time grows with length only
            window = self.text[start : start + LONGEST]
            cut = start + (max(window.rfind(";"), window.rfind(" ", LONGEST - 200)) + 1 or LONGEST)
            yield from self._trimmed(start, cut)
            start = cut
        inside = self.text[start:end]
        if inside.strip():
            yield start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def _wrapped(text: str, found: re.Match[str]) -> bool:
    """Whether a line goes on in the next: it ends without a mark, and the next begins with a small letter."""
    before, after = text[: found.start()].rstrip(" ")[-1:], text[found.end() :][:1]
    return after.islower() and (before.isalnum() or before == ",")


def _joined(found: re.Match[str]) -> str:
    """A name in which commas and "và" part nothing, letter for letter as long."""
    return _LINKS.sub(lambda one: "+".ljust(len(one[0])) if one[0] != ", " else "  ", found[0])


def _composed(given: str) -> tuple[str, list[int]]:
    """The text in NFC, and for each of its characters (and its end) the place in the given text."""
    if normalize("NFC", given) == given:
        return given, list(range(len(given) + 1))
    letters: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(given):
        end = at + 1
        while end < len(given) and combining(given[end]):
            end += 1
        for letter in normalize("NFC", given[at:end]):
            letters.append(letter)
            origin.append(at)
        at = end
    return "".join(letters), [*origin, len(given)]
