"""Awards told without their recipient: whoever the sentences before speak of got them."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.given import GIVE, Given
from vinhdanh.exchange.prose.givers import agents
from vinhdanh.exchange.prose.honours import Mention
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.types import RecipientKind

_BACK = 3  # sentences in which the one spoken of is looked for
# A line that tells of getting and names nobody: "Năm 2019, được UBND tỉnh tặng", "Đã được tặng thưởng".
_NOBODY = re.compile(
    r"[\s*+•-]*(?:(?:trong |từ |giai đoạn |đến |ngoài ra|bên cạnh đó|đặc biệt|với những|ghi nhận"
    r"|(?:các )?năm |nhiều năm|dịp này|nhân dịp|qua |sau )[^;.]{0,110}?[,:]?\s*)?"
    r"(?:(?:đã|vừa|từng|vinh dự|nhiều lần|liên tục|còn|hai lần|ba lần|\d lần)\s+)*"
    rf"(?:được(?P<who>[^;.:]{{0,90}}?)\s(?:{GIVE})|đón nhận|đạt|được nhận|được công nhận)"
    r"(?:\s+(?:danh hiệu|thưởng|nhiều))*[\s:\"]*"
)
# … or goes on about whom it began with: ", hàng nghìn huân chương và đặc biệt vinh dự đón nhận".
_AT_LAST = re.compile(
    r"(?:,|(?<!\w)và)\s+(?:đặc biệt\s+|còn\s+)?vinh dự\s+(?:được\s+)?(?:đón\s+)?nhận\s+\"?$"
)
_WHOLE = re.compile(r"toàn\s+(?=lực lượng|ngành|trường|đơn vị)")
_TO = re.compile(r"[^;.]{0,60}?(?<!\w)cho(?!\w)")
_ENDS = re.compile(
    r"[,;:(]|(?<!\w)(?:vì|do|với|trong|tại|ở|đã|có|là|được|đang|luôn|từng|vừa|thành lập|đón|kỷ niệm|tổ chức"
    r"|công tác|sinh|vinh dự|trao|tặng|nhận|đạt)(?!\w)"
)


def as_told_of(
    passage: Passage, number: int, sentence: Stretch, one: Mention, begin: int, stop: int, last: Given | None
) -> Given | None:
    """The award of whoever was spoken of; None where the sentence tells of no getting, or of nobody."""
    if one.kind in ("plain", "money") or _TO.match(sentence.plain[one.end : stop]):
        return None
    if each := _EACH.search(sentence.plain, begin, one.start):
        group = _each_of(passage, number, sentence.part(0, each.start()), nouns.holder(each["kind"]))
        return Given(one, None, (group,), sentence) if group else None
    if begin:
        group = begun_with(sentence) if _AT_LAST.search(sentence.plain, begin, one.start) else None
        return Given(one, None, (group,), sentence) if group else None
    ahead = sentence.part(0, one.start)
    told = _NOBODY.fullmatch(ahead.plain)
    group = (_spoken_of(passage, number) or _again(passage, number, last)) if told else None
    if told is None or group is None:
        return None
    granter = agents(ahead.part(*told.span("who"))) if told["who"] else None
    return Given(one, granter, (group,), sentence)


# "… tuyên dương 4 học sinh; mỗi em được tặng giấy khen": as many as were told.
_EACH = re.compile(
    r"(?<!\w)mỗi\s+(?P<kind>người|em|cháu|cá nhân|đồng chí|tập thể|đơn vị)(?!\w)(?=[^;.]{0,60}(?:nhận"
    r"|tặng|trao|thưởng)(?!\w))"
)


def _each_of(passage: Passage, number: int, ahead: Stretch, kind: RecipientKind | None) -> Group | None:
    before = passage.sentences[number - 1 : number] if number else ()
    for stretch in (ahead, *before):
        if told := [one for one in nouns.counted(stretch) if one.kind is kind and one.digits]:
            return told[-1]
    return None


def _again(passage: Passage, number: int, last: Given | None) -> Group | None:
    """The one recipient of the award told in the sentence before."""
    if last is None or not number or last.sentence.start != passage.sentences[number - 1].start:
        return None
    return last.groups[0] if len(last.groups) == 1 and last.groups[0].count == 1 else None


def _spoken_of(passage: Passage, number: int) -> Group | None:
    """The one body or person that a sentence before begins with, the nearest first, the heading last."""
    before = passage.sentences[max(0, number - _BACK) : number]
    for sentence in (*reversed(before), *([passage.heading] if passage.heading and number else [])):
        if group := begun_with(sentence):
            return group
    return None


def begun_with(sentence: Stretch) -> Group | None:
    """The one body or person that a sentence begins with."""
    whole = _WHOLE.match(sentence.plain)
    end = _ENDS.search(sentence.plain)
    part = sentence.part(whole.end() if whole else 0, end.start() if end else len(sentence.plain))
    group = nouns.named(part)
    if group is None or group.count != 1 or group.kind is RecipientKind.MIXED or group.start:
        return None
    return group
