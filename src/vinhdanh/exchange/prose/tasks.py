"""Main tasks that a unit sets itself, and what leaders ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.types import Directive, Place, Task

_FOCUS = re.compile(
    r"(?<!\w)(?:trọng tâm(?:\s+là)?|nhiệm vụ trọng tâm|mục tiêu phấn đấu(?:\s+là)?|phương châm\s+\w+(?:\s+\w+)?|chủ đề công tác năm(?:\s+là)?"
    r"|cần lưu ý(?:\s+trong năm \d{4})?(?:\s+là)?)\s*:?\s*"
)
_NUMBERED = re.compile(r"\(\s*\d{1,2}\s*\)\s*|(?<!\w)(?:một|hai|ba|bốn|năm|sáu) là,?\s+")
_WILL = re.compile(r"(?<!\w)(?:sẽ(?:\s+tiếp tục)?|tiếp tục|tập trung)\s+(?P<task>(?:tăng cường|đẩy mạnh|nâng cao|thực hiện|xây dựng|triển khai)\s[^.;:]{15,200})")
_ASK = re.compile(r"(?<!\w)(?:(?:cũng|đã)\s+)?(?P<verb>yêu cầu|đề nghị|chỉ đạo|lưu ý|nhấn mạnh|chia sẻ,? phải|giao|chỉ rõ)(?!\w)")
_NEED = re.compile(r"(?<!\w)(?:phải|cần)\s+")
_LEADER = re.compile(
    r"(?:đồng chí\s+)?(?:(?:phó\s+)?(?:chủ tịch|bí thư|giám đốc|tổng bí thư|thủ tướng|bộ trưởng|thứ trưởng|trưởng|tư lệnh|chính ủy)"
    r"|thứ trưởng|lãnh đạo|đại tá|thượng tá|thiếu tướng|trung tướng|thượng tướng|đại tướng|ông|bà|anh|chị|chính phủ|ban giám đốc"
    r"|đảng ủy|ban thường vụ|thường trực|ubnd|bộ công an|đồng chí)(?!\w)"
)
# Proposals of an award are no instruction.
_AWARDING = re.compile(r"(?:tặng|truy tặng|phong tặng|khen thưởng|xét tặng)(?!\w)")


def read_tasks(passage: Passage) -> list[Task]:
    """The main tasks, one entry for each that can be separated."""
    tasks: list[Task] = []
    for sentence in passage.sentences:
        tasks += _focal(passage, sentence)
    return tasks


def _focal(passage: Passage, sentence: Stretch) -> Iterator[Task]:
    if _ASK.search(sentence.plain) and not _FOCUS.search(sentence.plain):
        return
    if found := _FOCUS.search(sentence.plain):
        rest = sentence.part(found.end(), len(sentence.plain))
        marks = list(_NUMBERED.finditer(rest.plain))
        if marks:
            stops = [one.start() for one in marks[1:]] + [len(rest.plain)]
            spans = [(one.end(), stop) for one, stop in zip(marks, stops, strict=True)]
        elif rest.plain.startswith('"') and (quoted := re.match(r'"([^"]+)"', rest.plain)):
            spans = [quoted.span(1)]
        else:
            spans = _split(rest.plain, ";")
        for start, end in spans:
            if task := _task(passage, rest, start, end):
                yield task
    elif found := _WILL.search(sentence.plain):
        if task := _task(passage, sentence, *found.span("task")):
            yield task


def read_directives(passage: Passage) -> list[Directive]:
    """What leaders and superior bodies ask for, one entry for each separable task."""
    found: list[Directive] = []
    for sentence in passage.sentences:
        ask = _ASK.search(sentence.plain)
        if ask is None:
            continue
        by = _leader(sentence.part(0, ask.start()))
        if by is None:
            continue
        rest = sentence.part(ask.end(), len(sentence.plain))
        if _AWARDING.search(rest.plain[:60]) or (ask["verb"] in ("nhấn mạnh", "chỉ rõ") and not _NEED.search(rest.plain)):
            continue
        start = 0
        if need := _NEED.search(rest.plain):
            start = need.end()
        elif comma := re.match(r"[^,;]{0,80},\s*(?:[^,;]{0,60}?(?=tiếp tục|khẩn trương|tập trung|nâng cao|thực hiện|tăng cường|đẩy mạnh))?", rest.plain):
            start = comma.end()
        elif verb := re.search(r"(?<!\w)(?:tiếp tục|quan tâm|tập trung|lựa chọn|việc|khẩn trương|tăng cường|thực hiện)(?!\w)\s*", rest.plain):
            start = verb.end() if verb[0].strip() in ("tiếp tục", "việc") else verb.start()
        for begin, end in _split(rest.plain[start:], ";,"):
            task = _task(passage, rest, start + begin, start + end)
            if task is not None:
                found.append(Directive(by, task.task, task.place))
    return found


_VERB_LIKE = re.compile(
    r"(?:đồng thời\s+|và\s+|tiếp tục\s+)*(?:thực hiện|nâng cao|xây dựng|tăng cường|đẩy mạnh|tập trung|chú trọng|làm tốt|bảo vệ|coi trọng|phát huy"
    r"|khẩn trương|sớm|tích cực|chủ động|quan tâm|chính quyền|phối hợp|rà soát|triển khai|chấn chỉnh|siết chặt|kiểm tra|đổi mới|bám sát|giữ)"
)


def _split(plain: str, marks: str) -> list[tuple[int, int]]:
    """Spans between marks; a comma parts only where a new task begins."""
    spans, start = [], 0
    for one in re.finditer(f"[{marks}]", plain):
        if one[0] == "," and not _VERB_LIKE.match(plain[one.end() :].lstrip()):
            continue
        spans.append((start, one.start()))
        start = one.end()
    return [*spans, (start, len(plain))]


def _task(passage: Passage, part: Stretch, start: int, end: int) -> Task | None:
    words = part.text[start:end].strip(' \n"“”.,;…')
    if len(words) < 8:
        return None
    return Task(words, Place(*passage.origin(part.start + start, part.start + end)))


def _leader(stretch: Stretch) -> str | None:
    """Who asks: from the last leader's post or name before the verb."""
    found = list(_LEADER.finditer(stretch.plain))
    if not found:
        return None
    start = found[-1].start()
    for one in reversed(found[:-1]):  # "Phó Chủ tịch", "đồng chí Thứ trưởng": the post begins further left
        if stretch.plain[one.end() : start].strip() == "":
            start = one.start()
    return stretch.text[start:].strip(" ,:-–") or None
