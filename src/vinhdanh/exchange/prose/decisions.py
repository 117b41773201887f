"""Decisions that a text names by number or full day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.authorities import last_authority
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.types import DecisionNamed, Place

_DAY = (
    r"ngày\s+(?P<{0}d>\d{{1,2}})(?:\s*[./-]\s*|\s+tháng\s+)(?P<{0}m>\d{{1,2}})(?:(?:\s*[./-]\s*"
    r"|,?\s+năm\s+|,\s*)(?P<{0}y>\d{{4}}))?(?!\d)"
)
# "45/QĐ-UBND", "12/2020/QĐ-TTg", "31-QĐ/TU": a decision even without the word.
_NUMBER = (
    r"(?:(?:quyết định"
    r"|qđ)(?:\s+(?!ngày)[^\W\d]\w*){0,4}?\s+(?:số\s*:?\s*)?(?P<number>\d+[a-z]?\s*/\s*[\w/.\-]*\w)"
    r"|quyết định\s+số\s*:?\s*(?P<bare>\d+)(?![\w/]|\s?-)"
    r"|(?P<code>\d+[a-z]?\s*(?:/\s*(?:\d{4}\s*/\s*)?qđ(?:\s*-)?|-\s?qđ\s*/)[\w/.\-]*(?<=\w)))"
)
_ITS_DAY = rf"(?:\s*[(,]?\s*(?:[^.;,(\d]{{0,70}}?\s)?{_DAY.format('')})?"
_NUMBERED = re.compile(rf"(?<![\w/.-]){_NUMBER}{_ITS_DAY}")
_DATED = re.compile(rf"(?<!\w)quyết định\s+(?:[^\W\d]\w*\s+){{0,3}}?{_DAY.format('')}")
_JOINED = re.compile(r"\s*(?:,|và|,\s+và)?\s*(?:số\s*:?\s*)?")
# The day in front: "ngày 5/6/2024, Giám đốc ký Quyết định số …" (not the day of a ceremony).
_DAY_AHEAD = re.compile(
    rf"(?<!\w){_DAY.format('a')}(?P<actor>,?\s[^.;]{{0,120}}?"
    r"(?:\bký(?:,? ban hành)?|ban hành|\bcó|\bra|phê duyệt)"
    r"(?:\s+(?:các|một))?\s+)$"
)
_OTHER_ACT = re.compile(r"(?<!\w)(?:công bố|trao|tổ chức|ngày|lễ|hội nghị|theo|tại|căn cứ)(?!\w)")
# The head of a decision itself: "Số: 45/QĐ-UBND", and its place and day in the next line.
_HEADED = re.compile(r"^số\s*:\s*(?P<code>\d+[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?qđ[\w/.\-]*\w)")
_ISSUED = re.compile(rf"[^.;\d]{{0,60}}{_DAY.format('')}")


def read_decisions(passage: Passage) -> list[DecisionNamed]:
    """The decisions named in a text, each once."""
    found: list[DecisionNamed] = []
    for at, sentence in enumerate(passage.sentences):
        after = passage.sentences[at + 1] if at + 1 < len(passage.sentences) else None
        for decision in _of_sentence(passage, sentence, after):
            same = next((i for i, other in enumerate(found) if _same(other, decision)), None)
            if same is None:
                found.append(decision)
            elif found[same].date is None:
                found[same] = decision
    return found


def _same(one: DecisionNamed, other: DecisionNamed) -> bool:
    """Whether two mentions name one decision: the number tells, where it has one."""
    if one.number is not None and one.number == other.number:
        return one.date is None or other.date is None or one.date == other.date
    return one.number is None and (one.number, one.date) == (other.number, other.date)


def _of_sentence(passage: Passage, sentence: Stretch, after: Stretch | None) -> Iterator[DecisionNamed]:
    plain = sentence.plain
    if "qđ" not in plain and "quyết định" not in plain:
        return
    named = list(_NUMBERED.finditer(plain))
    dates = [_date(one) if one["d"] else _day_elsewhere(sentence, one, after) for one in named]
    for at in range(len(named) - 1, 0, -1):  # "số 4/QĐ-X và 5/QĐ-X ngày …": of one day
        if dates[at - 1] is None and _JOINED.fullmatch(plain, named[at - 1].end(), named[at].start()):
            dates[at - 1] = dates[at]
    for at in range(1, len(named)):
        if dates[at] is None and _JOINED.fullmatch(plain, named[at - 1].end(), named[at].start()):
            dates[at] = dates[at - 1]
    for one, date in zip(named, dates, strict=True):
        which = next(name for name in ("number", "bare", "code") if one[name])
        yield _named(passage, sentence, one, sentence.text[slice(*one.span(which))], date)
    for one in _DATED.finditer(plain):
        if date := _date(one):
            yield _named(passage, sentence, one, None, date)


def _named(
    passage: Passage, sentence: Stretch, one: re.Match[str], number: str | None, date: str | None
) -> DecisionNamed:
    who = last_authority(sentence.part(0, one.start()))
    place = Place(*passage.origin(sentence.start + one.start(), sentence.start + one.end()))
    return DecisionNamed(number, date, who[0] if who else None, place)


def _day_elsewhere(sentence: Stretch, one: re.Match[str], after: Stretch | None) -> str | None:
    """The day that stands in front of the number, or below it in a decision's head."""
    if after is not None and _HEADED.match(sentence.plain):
        head = _ISSUED.match(sentence.plain, one.end()) or _ISSUED.fullmatch(after.plain)
        return _date(head) if head else None
    ahead = _DAY_AHEAD.search(sentence.plain, max(0, one.start() - 170), one.start())
    if ahead is None or _OTHER_ACT.search(ahead["actor"]):
        return None
    return _date(ahead, "a")


def _date(one: re.Match[str], kind: str = "") -> str | None:
    day, month, year = one[f"{kind}d"], one[f"{kind}m"], one[f"{kind}y"]
    return f"{int(day):02}/{int(month):02}/{year}" if year else None
