"""In whose name an award was given, and what the award is called with that name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.authorities import authority, last_authority
from vinhdanh.exchange.prose.families import FAMILY_NAMES
from vinhdanh.exchange.prose.honours import Mention
from vinhdanh.exchange.prose.passage import Stretch

_ON_BEHALF = re.compile(
    r"(?<!\w)(?:(?:được\s+(?:sự\s+)?)?ủy quyền(?:\s+của)?|thừa ủy (?:quyền|nhiệm)(?:\s+của)?"
    r"|thay mặt(?:\s+cho)?"
    r"|thừa lệnh(?:\s+của)?)\s+"
)
# Where the giver stops being the subject and the sentence goes on about what he did besides.
_PREDICATE = re.compile(
    r"(?<!\w)(?:phối hợp|đã đến|đến|tới|chủ trì|tổ chức|dự|thăm|có mặt|biểu dương|chúc mừng|ghi nhận"
    r"|quyết định|công bố|công nhận|phát động|họp|gặp mặt|trao|tặng|thưởng)(?!\w)"
)
_PIECES = re.compile(r"\s*,\s+(?:và\s+)?|\s+(?:và|cùng)\s+")
_HIGH = re.compile(
    r"(?:chủ tịch|bộ trưởng|giám đốc|thủ tướng|ubnd|ủy ban nhân dân|hiệu trưởng|tổng giám đốc)(?!\w)"
)


# "… được các cấp khen thưởng, gồm: Bộ A tặng …": who gives is told anew.
_AMONG = re.compile(r"(?<!\w)(?:gồm|trong đó|cụ thể)\s*(?:có)?\s*:?\s+(?=\w)")
# "công bố Quyết định của Bộ trưởng Bộ A tặng …": he gives who decided.
_DECIDED = re.compile(
    r"(?<!\w)quyết định(?:\s+số\s+\S+)?(?:\s+ngày\s+[\d/.-]+)?(?:\s+khen thưởng)?,?\s+của\s+"
)


def giver(stretch: Stretch) -> str | None:
    """The authority that acts as the subject of a stretch; several that give together are joined by "; "."""
    if among := list(_AMONG.finditer(stretch.plain)):
        stretch = stretch.part(among[-1].end(), len(stretch.plain))
    if by := list(_DECIDED.finditer(stretch.plain)):
        if one := authority(stretch.part(by[-1].end(), len(stretch.plain))):
            return one[0]
    if high := _OF_STATE.match(stretch.plain):
        return stretch.text[slice(*high.span("who"))]
    if predicate := _PREDICATE.search(stretch.plain):
        if who := _last(stretch.part(0, predicate.start())):
            return who
    return _last(stretch)


# Of several posts of one person the highest: "Phó Thủ tướng, Chủ nhiệm Ủy ban Quốc gia …".
_OF_STATE = re.compile(
    r"(?:[^;:]*,\s+)?(?P<who>(?:phó )?thủ tướng(?: chính phủ)?), (?:chủ nhiệm|trưởng ban|chủ tịch)(?!\w)"
)
_PRAISED = re.compile(
    r"(?<!\w)(?:biểu dương|khen ngợi|ghi nhận|khen thưởng|tuyên dương)\s*(?:,"
    r"|và)\s+(?=\w)"
)


def agents(stretch: Stretch) -> str | None:
    """The authorities between "được" and its verb: all of them give."""
    for praised in _PRAISED.finditer(stretch.plain):
        return agents(stretch.part(praised.end(), len(stretch.plain)))
    pieces = [part for part in pieces_of(stretch) if authority(part)]
    if len(pieces) == 2 and _ALL_SUCH.search(pieces[1].plain):
        last = pieces[1].start - stretch.start + len(pieces[1].text)
        return stretch.text[pieces[0].start - stretch.start : last].strip(' "')
    if len(pieces) > 1:
        return "; ".join(part.text.strip(' "') for part in pieces)
    return _last(stretch)


def pieces_of(stretch: Stretch) -> Iterator[Stretch]:
    """The parts between commas and "và"."""
    at = 0
    for one in _PIECES.finditer(stretch.plain):
        yield stretch.part(at, one.start())
        at = one.end()
    yield stretch.part(at, len(stretch.plain))


def _last(stretch: Stretch) -> str | None:
    if (one := last_authority(stretch)) is None:
        return None
    names = [one[0]]
    head = stretch.part(0, one[1])
    if _ALL_SUCH.search(one[0].casefold()) and (other := _joined_to(head)):
        if _joined_to(head.part(0, other[1])) is None:
            return stretch.text[other[1] : one[2]]
    while other := _joined_to(head):
        if _JOINED.search(head.plain)[1] == "," and len(names) == 1:  # type: ignore[index]
            break  # a comma alone joins posts of one person, or what was said before
        names.insert(0, other[0])
        head = head.part(0, other[1])
    return "; ".join(names)


def _joined_to(head: Stretch) -> tuple[str, int, int] | None:
    """The authority that a comma or "và" at the end of some words joins to the next."""
    joined = _JOINED.search(head.plain)
    other = last_authority(head.part(0, joined.start())) if joined else None
    if joined is None or other is None or head.plain[other[2] : joined.start()].strip(" ,"):
        return None
    return other


# Authorities of a sort, all together: with one more they give jointly, as written.
_ALL_SUCH = re.compile(r"(?:^|\s)các\s")
_JOINED = re.compile(r"(,|(?<!\w)và)\s+(?:các\s+)?$")


def on_behalf(sentence: Stretch, end: int) -> str | None:
    """In whose name somebody gave, where the text before ``end`` says so."""
    found = list(_ON_BEHALF.finditer(sentence.plain, sentence.plain.rfind(";", 0, end) + 1, end))
    if not found:
        return None
    who = authority(sentence.part(found[-1].end(), end))
    return who[0] if who else None


def in_the_name_of(behalf: str | None, subject: str | None) -> str | None:
    """The giver: a head of an authority who speaks for vague "leaders" gives in his own name."""
    if behalf and subject and behalf.casefold().startswith("lãnh đạo") and _HIGH.match(subject.casefold()):
        return subject
    return behalf or subject


# ---- the award's name -----------------------------------------------------------------------------

_PLACES = frozenset(("tỉnh", "huyện", "xã", "phường", "quận", "phố", "tp", "tp.", "trấn"))
_POSTS = frozenset("tịch đốc trưởng thư tướng phủ lệnh đạo ubnd nhiệm án".split())
_PERSONAL = re.compile(
    r"phó (?!thủ tướng)|thứ trưởng$|lãnh đạo tp|bí thư|trưởng ban(?! ban)|trưởng phòng|đội trưởng"
    r"|bộ trưởng$|chủ "
    r"tịch$|giám "
    r"đốc$|tổng giám đốc$|ban$"
    r"|ủy viên"
)


def office(who: str | None) -> str | None:
    """The authority in which somebody gave, without his name; None where several gave, or a mere deputy."""
    if who is None or ";" in who:
        return None
    name = _without_name(who)
    low = name.casefold()
    if low.startswith("lãnh đạo ubnd"):
        name, low = name[9:], low[9:]
    if _PERSONAL.match(low):
        return None
    if found := re.match(r"Bộ trưởng\s+(?!Bộ)(?=[A-ZĐ])", name):
        name = f"Bộ trưởng Bộ {name[found.end() :]}"
    return name


def _without_name(who: str) -> str:
    """An office without its bearer's name; the name of a place behind "tỉnh", "huyện" stays."""
    words = who.split()
    for at in range(max(1, len(words) - 4), len(words) - 1):
        before, name = words[at - 1], words[at:]
        if name[0] not in FAMILY_NAMES or not all(word[:1].isupper() for word in name):
            continue
        if before.casefold() in _PLACES and len(name) < 3:
            continue
        if len(name) < 3 and before.casefold() not in _POSTS:
            continue  # two words behind a body's name are its place: "Bệnh viện Đa khoa Sơn Hà"
        if at > 1 and words[at - 2].casefold() in _PLACES and before in FAMILY_NAMES:
            continue
        return " ".join(words[:at])
    return " ".join(words)


_HEADED = re.compile(r"(?:phó )?(?:chủ tịch|thủ tướng|giám đốc|trưởng|hiệu trưởng)|bộ trưởng|thứ trưởng")


def called(mention: Mention, who: str | None) -> str:
    """The award's name: forms and flags carry their authority, where it is stated."""
    if mention.kind not in ("form", "flag"):
        return mention.name
    of = _without_name(mention.of) if mention.of and _HEADED.match(mention.of.casefold()) else mention.of
    given_by = office(who)
    if of and given_by and of.casefold() in given_by.casefold():
        after = given_by.casefold().split(of.casefold(), 1)[1]
        of += given_by[len(given_by) - len(after) :] if after.startswith(" ") else ""
    of = of or given_by
    if of and of.startswith("cấp "):
        return f"{mention.name} {of}"
    return f"{mention.name} của {_capital(of)}" if of and " cấp " not in mention.name else mention.name


def _capital(authority: str) -> str:
    fixed = re.sub(
        r"^(bộ|thủ tướng|ubnd|chủ tịch)\b",
        lambda m: "UBND" if m[0] == "ubnd" else m[0].capitalize(),
        authority,
    )
    fixed = re.sub(r"\blãnh đạo bộ\b", "lãnh đạo Bộ", fixed, flags=re.IGNORECASE)
    fixed = re.sub(r"^Lãnh đạo", "lãnh đạo", fixed)
    if re.match(r"Thủ tướng(?! Chính phủ)", fixed):
        return "Thủ tướng Chính phủ"
    return re.sub(r"\s+&\s+", "&", fixed)
