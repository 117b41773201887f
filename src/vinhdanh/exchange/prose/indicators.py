"""The words that say what a number measures."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.measures import Measure
from vinhdanh.exchange.prose.passage import Stretch

_BREAK = re.compile(r"[;:(]|,\s|\svà\s(?=\d)|(?<!\w)(?:trong đó|với)(?!\w)")
_EDGES = ' .,"“('
_SIZES = frozenset("mét m m2 m3 km km2 ha kg tấn tạ lít điểm".split())
_FIRM = re.compile(r"[;:(]|%[^,]{0,40},")
_VERGE = re.compile(r"(?:(?:^|\s+)(?:đạt|là|còn|dưới|chiếm|trên|gần|hơn|khoảng|ở mức\s+\w+|tới|lên|được))*$")
_TAIL = re.compile(r"\s*(?:trở lên|so với|năm \d|lên|xuống|, |\.|$)")


def indicator_of(sentence: Stretch, one: Measure) -> str:
    """What is counted: behind the number, or in front of "đạt 90%"."""
    rest = sentence.plain[one.end :]
    cut = _BREAK.search(rest)
    behind = sentence.text[one.end : one.end + (cut.start() if cut else min(len(rest), 140))].strip(' ."”)')
    if len(behind) >= 6 and not rest.startswith((",", ")", ";", "(")) and not _TAIL.match(rest):
        return " ".join(behind.split())
    breaks = list(_FIRM.finditer(sentence.plain, 0, max(0, one.start - 1)))
    ahead = sentence.text[max(breaks[-1].end() if breaks else 0, one.start - 140) : one.start]
    ahead = ahead.strip(_EDGES)
    clause = ahead.rpartition(", ")[2]
    if not (one.percent or one.money):  # what was done, and to what: "tiếp nhận hồ sơ"
        named = _VERGE.sub("", clause)
        ahead = f"{named} {one.unit}" if named == clause and one.unit not in _SIZES else named
    elif len(clause.split()) > 1:
        ahead = clause
    return " ".join((_VERGE.sub("", ahead) or sentence.text[:120]).split())
