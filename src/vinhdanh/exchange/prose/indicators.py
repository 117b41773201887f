"""The words that say what a number measures."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.measures import NUMBER, Measure
from vinhdanh.exchange.prose.passage import Stretch

_BREAK = re.compile(r"[;:(]|,\s|\svà\s(?:[^\W\d]\w*\s){0,3}(?=\d)|(?<!\w)(?:trong đó|so với|với)(?!\w)")
_EDGES = ' .,"“('
_SIZES = frozenset("mét m m2 m3 km km2 ha kg tấn tạ lít điểm".split())
_FIRM = re.compile(r"[;:(]|%[^,]{0,40},")
_LAST = re.compile(r".*\d[^,]*\svà\s(?=[^\W\d])")
# What it shares with the next: "12 vụ, 31 đối tượng phạm tội về ma túy".
_SHARED = re.compile(
    rf",\s(?:{NUMBER})\s(?:đối tượng|bị can|bị cáo|người)\s(?P<tail>(?:phạm|vi phạm|tàng trữ|mua bán"
    r"|liên quan|về)(?!\w)[^,.;:()]{3,60})"
)
_CLAUSE = re.compile(
    r"(?:^|[,;:.(-]\s|\svà\s|(?<!\w)(?:đã|được)\s)(?P<verb>(?!trong|gồm|có|với|đã|được|và)(?:[^\W\d]\w*\s){1,6}?)"
    r"(?:(?:được|gần|hơn|trên|khoảng|thêm|cho|mới)\s)*$"
)
_OTHER = re.compile(r"[\d()]|^\s?(?:đưa|có|và|tăng|giảm|đạt|vượt|thành lập|xây dựng)(?!\w)")
_ABOUT = re.compile(r"\s(?:được|gần|hơn|khoảng|trên)$")
_NUMBERS = re.compile(r"^[\d.,/\s%-]+(?:(?:nghìn|ngàn|vạn|triệu)\s)?")
_VERGE = re.compile(
    r"(?:(?:^|\s+)(?:đạt|đến nay|là|còn|dưới|chiếm|trên|gần|hơn|khoảng|ở mức\s+\w+|tới|lên|được))*$"
)
_TAIL = re.compile(r"\s*(?:trở lên|so với|năm \d|lên|xuống|, |\.|$)")


def indicator_of(sentence: Stretch, one: Measure) -> str:
    """What is counted: behind the number, or in front of "đạt 90%"."""
    rest = sentence.plain[one.end :]
    cut = _BREAK.search(rest)
    if one.percent and cut and cut[0] == ", " and rest.count(" ", 0, cut.start()) < 4:
        more = _BREAK.search(rest, cut.end())  # of several who: "100% cơ quan, trường học đạt chuẩn"
        if not _OTHER.search(rest, cut.end(), more.start() if more else len(rest)):
            cut = more
    behind = sentence.text[one.end : one.end + (cut.start() if cut else min(len(rest), 140))].strip(' ."”)')
    if (
        len(behind) >= (3 if one.unit in _SIZES else 6)
        and not rest.startswith((",", ")", ";", "(", "/", '"'))
        and not _TAIL.match(rest)
    ):
        behind = " ".join(behind.split())
        if one.percent or one.money:
            return behind
        counted = "" if one.unit in _SIZES else _NUMBERS.sub("", sentence.text[one.start : one.end])
        return " ".join(f"{_verb_of(sentence, one)} {counted} {behind}".split())
    breaks = list(_FIRM.finditer(sentence.plain, 0, max(0, one.start - 1)))
    ahead = sentence.text[max(breaks[-1].end() if breaks else 0, one.start - 140) : one.start]
    ahead = ahead.strip(_EDGES)
    if last := _LAST.match(ahead):  # "đổ 120 m rãnh và trồng 5.400 cây"
        ahead = ahead[last.end() :]
    clause = ahead.rpartition(", ")[2]
    if not (one.percent or one.money):  # what was done, and to what: "tiếp nhận hồ sơ"
        named = _VERGE.sub("", clause)
        ahead = (
            f"{named} {one.unit}"
            if (named == clause or _ABOUT.search(clause)) and one.unit not in _SIZES
            else named
        )
        if shared := _SHARED.match(rest):
            ahead = f"{ahead} {sentence.text[one.end :][slice(*shared.span('tail'))]}"
    elif len(clause.split()) > 1:
        ahead = clause
    return " ".join(
        (
            _VERGE.sub("", ahead) or ("" if one.percent or one.money else one.unit) or sentence.text[:120]
        ).split()
    )


def _verb_of(sentence: Stretch, one: Measure) -> str:
    """The few words in front of a number that say what was done, where a clause begins with them."""
    clause = _CLAUSE.search(sentence.plain, max(0, one.start - 60), one.start)
    return sentence.text[slice(*clause.span("verb"))].strip().rpartition(" đã ")[2] if clause else ""
