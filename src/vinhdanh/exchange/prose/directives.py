"""What leaders and superior bodies ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.asking import ALONE, asks_in, issuer, leader_before, named, paper_before
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.phrases import (
    BULLET,
    NUMBERED,
    STARTS,
    TASK_VERB,
    numbered,
    split,
    tasks_in,
    without_purpose,
)
from vinhdanh.exchange.prose.types import Directive

_RULED = re.compile(
    r"chỉ đạo của\s+(?P<by>[^.;]{5,60}?),?\s+"
    r"(?:(?:tại[^.;]{0,80}?\s)?là\s+(?:phải\s+)?|(?<=, )[^.;,]{3,60}?\s(?:phải|cần)\s+)(?=\w)"
)
# "được UBND tỉnh giao căn cứ …": asked of the subject.
_ASKED_OF = re.compile(r"(?<!\w)được\s+(?P<by>[^.;,]{4,50}?)\s+(?:giao|yêu cầu|chỉ đạo)\s+(?:phải\s+)?(?=\w)")
_SPOKE = re.compile(
    r"(?<!\w)(?:ghi nhận|biểu dương|đánh giá cao|chúc|mong|tin tưởng|bày tỏ|khẳng định|nêu rõ"
    r"|hoan nghênh|phát biểu|kết luận)(?!\w)"
)
_MUST = re.compile(
    r"(?:(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra),?|các|từng|mỗi|lãnh đạo|thủ trưởng"
    r"|người đứng đầu|chỉ huy|cấp ủy)\s(?:[^\W\d]\w*,?\s){0,12}?(?:cần"
    r"|phải)\s+"
)
_NEED = re.compile(r"(?<!\w)(?:phải|(?<!hậu )cần(?! thiết| cù| vụ))\s+")
_SAID = {
    "nhấn mạnh": _NEED,
    "chỉ rõ": _NEED,
    "nêu rõ": _NEED,
    "căn dặn": _NEED,
    "khẳng định": _NEED,
    "cho rằng": _NEED,
    "quán triệt": _NEED,
    "chia sẻ": re.compile(r"(?<!\w)phải\s+"),
}
_MANY = re.compile(
    r"[^:;.]{0,60}?(?<!\w)(?P<many>\d{1,2}|một số|các|những|hai|ba|bốn|năm|sáu)\s+(?:\w+\s)?(?:việc|nội "
    r"dung|nhiệm vụ|vấn "
    r"đề|yêu cầu|giải pháp|công việc|điểm)(?!\w)[^:;.]{0,50}:\s*"
)
_AWARD = re.compile(
    r"[^,;:]{0,50}?(?<!\w)(?P<verb>tặng|truy tặng|phong tặng|trao tặng|khen thưởng|công nhận|xét tặng)(?!\w)"
)
_SPELT = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}
_PRONOUNS = ("đồng chí", "ông", "bà", "anh", "chị")
LINES = 20  # of a list whose length is not stated
GOES_ON = 8  # sentences in which a speaker may go on asking


def read_directives(passage: Passage) -> list[Directive]:
    """What leaders and superior bodies ask for, one entry for each separable task."""
    return list(_Reader(passage).directives())


class _Reader:
    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.by: str | None = None  # who asked last
        self.left = 0  # for how many sentences more he may go on
        self.listed = 0  # how many sentences more are items of his list
        self.counted = False  # whether he said how many; else they are lines
        self.speaker: str | None = None  # who spoke last
        self.silent = 0  # how many sentences ago

    def directives(self) -> Iterator[Directive]:
        for sentence in self.passage.sentences:
            self.left -= 1
            self.listed -= 1
            self.silent += 1
            for praise in _SPOKE.finditer(sentence.plain):
                if who := leader_before(sentence.part(0, praise.start())):
                    self.speaker, self.silent = who, 0
                    break
            yield from self._of_sentence(sentence)

    def _of_sentence(self, sentence: Stretch) -> Iterator[Directive]:
        plain = sentence.plain
        if ruled := _RULED.search(plain):
            ruler = named(self.passage, sentence.text[slice(*ruled.span("by"))])
            yield from self._tasks(sentence.part(ruled.end(), len(plain)), ruler, whole=True)
            return
        for ask in asks_in(sentence):
            rest = sentence.part(ask.end(), len(plain))
            who = self._who(sentence, ask)
            if (
                who is None
                or _proposes(rest.plain)
                or (
                    (need := _SAID.get(ask["verb"]))
                    and not (need.search(rest.plain) or _MANY.match(rest.plain))
                )
            ):
                continue
            pronoun = who.casefold() in _PRONOUNS
            by = (self.by or self.speaker or who) if pronoun else named(self.passage, who)
            self.by, self.left = by, GOES_ON
            yield from self._asked(rest, by)
            return
        bullet = BULLET.match(plain)
        if self.by and self.listed > 0 and (bullet or self.counted):
            part = sentence.part(bullet.end(), len(plain)) if bullet else sentence
            yield from self._tasks(part, self.by, whole=True)
        elif self.by and self.left > 0 and (item := NUMBERED.match(plain)):
            yield from self._tasks(sentence.part(item.end(), len(plain)), self.by, whole=True)
        elif self.by and self.left > 0 and STARTS.match(plain):
            yield from self._tasks(sentence, self.by, whole=True)
        elif self.by and self.left >= GOES_ON - 2 and (must := _MUST.match(plain)):
            yield from self._tasks(sentence.part(must.end(), len(plain)), self.by, whole=True)
        elif (of := _ASKED_OF.search(plain)) and TASK_VERB.match(plain, of.end()):
            yield from self._tasks(
                sentence.part(of.end(), len(plain)), sentence.text[slice(*of.span("by"))], whole=True
            )

    def _who(self, sentence: Stretch, ask: re.Match[str]) -> str | None:
        ahead = sentence.part(0, ask.start())
        tail = ahead.plain.rpartition(";")[2].lstrip()
        if len(tail) < len(ahead.plain) and ALONE.fullmatch(tail) and self.silent == 0:
            return self.speaker  # "ghi nhận …; đề nghị …"
        if ALONE.fullmatch(ahead.plain):
            if self.speaker and self.silent in (1, 2):
                return self.speaker
            return self.by if self.left > 0 else issuer(self.passage)
        return leader_before(ahead, ask["verb"]) or paper_before(self.passage, ahead)

    def _asked(self, rest: Stretch, by: str) -> Iterator[Directive]:
        """What follows the verb: a list behind a colon, or whom it is asked of and the tasks."""
        if many := _MANY.match(rest.plain):
            stated = many["many"]
            self.counted = stated.isdigit() or stated in _SPELT
            count = int(stated) if stated.isdigit() else _SPELT.get(stated, LINES)
            body = rest.part(many.end(), len(rest.plain))
            spans = numbered(body.plain)
            self.listed = count + (0 if body.plain.strip() else 1)
            for start, end in spans or [(0, len(body.plain))]:
                yield from self._tasks(body.part(start, end), by, whole=True)
            if spans:
                self.listed = 0
            return
        if rest.plain.strip() == ":":
            self.listed, self.counted = LINES, False
        yield from self._tasks(rest, by, whole=False)

    def _tasks(self, rest: Stretch, by: str, *, whole: bool) -> Iterator[Directive]:
        part = rest.part(0 if whole else _start(rest), len(rest.plain))
        for begin, end in split(part.plain, re.compile(";")):
            one = part.part(begin, without_purpose(part, begin, end))
            for task in tasks_in(self.passage, one, split(one.plain, re.compile(","))):
                yield Directive(by, task.task, task.place)


def _proposes(plain: str) -> bool:
    """Whether an award is asked for: a proposal, no task."""
    award = _AWARD.match(plain)
    return award is not None and not TASK_VERB.search(plain, 0, award.start("verb"))


def _start(rest: Stretch) -> int:
    """Where the task begins, behind whom it is asked of; at once where that cannot be told."""
    first = rest.plain.find(";")
    stop = min(first if first >= 0 else len(rest.plain), 160)
    if need := _NEED.search(rest.plain, 0, stop):
        return need.end()
    if about := re.match(r"\s*[,:]?\s*(?:về\s+)?việc\s+", rest.plain):
        return about.end()
    bracket = rest.plain.find("(", 0, stop)
    stop = min(stop if bracket < 0 else bracket, 90)
    for verb in TASK_VERB.finditer(rest.plain, 0, stop):
        # A verb in capitals belongs to a name: "Phòng Tham mưu".
        if rest.text[verb.start()].islower() or verb.start() <= 2:
            return verb.start()
    return 0
