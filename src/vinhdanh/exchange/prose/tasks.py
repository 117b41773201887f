"""Main tasks that a unit sets itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.asking import ALONE, asks_in, leader_before
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.phrases import (
    BESIDES,
    BULLET,
    DO,
    NUMBERED,
    STARTS,
    TASK_VERB,
    numbered,
    split,
    tasks_in,
)
from vinhdanh.exchange.prose.types import Task

_SEMICOLON = re.compile(";")
_ASKED_THEN = re.compile(r";\s*(?:giao|yêu cầu|đề nghị|chỉ đạo)\s")
_WORDS = r"(?:[^.]|\.(?=\d))"  # a point inside a number ends nothing
_FOCUS = re.compile(
    r"(?<!\w)(?:trọng tâm(?:\s+(?:công tác\s+)?(?:trong\s+)?năm(?:\s+\d{4})?)?"
    r"|(?:nhiệm vụ|công tác|nội dung|việc) trọng tâm[^:.;]{0,60}?|nhiệm vụ[^:.;]{0,40} hàng đầu"
    r"|(?:kế hoạch|chương trình) công tác năm 20\d\d[^:.;]{0,30}(?=:)"
    r"|(?:giải pháp|nhiệm vụ)[^:.;]{0,20}(?:thời gian tới|năm tới|năm 20\d\d)[^:.;]{0,30}(?=:)"
    r"|mục tiêu phấn đấu|phương châm(?:\s+\w+){0,3}"
    r"|chủ đề công tác năm|chủ đề năm|chọn chủ đề(?:\s+\w+){0,4}|khẩu hiệu(?:\s+\w+){0,3}|(?:cần )?lưu "
    r"ý(?:\s+trong năm \d{4})?"
    r"|khâu đột phá(?:\s+[^.:;,\"]{3,40}?)?|tập trung vào|nhiệm vụ sau"
    r"|nhiệm vụ,? giải pháp(?:\s+(?:trọng tâm|chủ yếu|sau))?"
    r"|phương hướng[^:.;]{0,60}?|(?<!đã )tập trung (?:vào |thực hiện )?(?:các|một số|\d+)(?: nhóm)? "
    r"(?:giải pháp|nhiệm "
    r"vụ|nội dung)[^:.;]{0,40}?(?=\s*:))"
    r"\s*(?::|là\s*:?|gồm\s*:?|(?=\"))\s*"
)
# So many things that are set, and the list of them: "đề ra năm giải pháp: …".
_COUNTED = re.compile(
    r"(?<!\w)(?<!đã )(?:tập trung|xác định|thi đua|đề ra|đặt ra|đăng ký|thực hiện)(?:\s[^\W\d]\w*){0,4}?\s"
    r"(?:\d{1,2}|các|một số|hai|ba|bốn|năm|sáu|bảy)\s(?:nhóm )?(?:nhiệm vụ|giải pháp|nội dung|việc|phần việc"
    r"|chương trình|khâu đột phá)(?!\w)[^:.;]{0,40}:\s*"
)
# The head of a list, in a line of its own.
_HEADING = re.compile(
    r"(?:[ivx]+[.)]\s|\d[.)]\s)?\s*(?:phương hướng|nhiệm vụ|giải pháp|trọng tâm)[^.;:]{0,100}"
    r"(?:năm \d{4}|thời gian tới|trọng tâm|cuối năm|năm tới|nhiệm kỳ)[^.;:]{0,40}"
)
_WILL = re.compile(
    rf"(?<!\w)(?<!đã )(?P<lead>(?:(?:sẽ|tiếp tục|tập trung|chủ trương)\s+)+)"
    rf"(?:{DO}|(?<=sẽ )sớm(?! đưa (?:vụ|ra)))\s{_WORDS}{{15,600}}"
)
_PURPOSE_AHEAD = re.compile(r"(?:^|(?<!\w)(?:để|nhằm|phải|cần|đã|luôn|chỉ)\s)(?:tiếp tục|tập trung)\s")
# What is to come: said of the unit itself, it is what the unit will do.
_TO_COME = re.compile(
    r"(?<!\w)(?:(?:trong )?thời gian tới|(?:trong )?(?:năm|năm học|tháng|quý|giai đoạn|nhiệm kỳ) "
    r"(?:tới|tiếp theo)"
    r"|(?:những |các )?tháng (?:cuối năm|còn lại)|6 tháng cuối năm|quý (?:iv|4|iii|3)|tới đây|sắp tới"
    r"|^trước mắt|những năm tới|bước vào năm|từ nay đến cuối năm)(?!\w)(?P<who>[^.;:]{0,160}?)(?<!\w)"
    r"(?:sẽ|tập trung|tiếp tục|xác định|phấn đấu|chú trọng|coi trọng|quyết tâm|ưu tiên|đặt mục tiêu)(?!\w)"
    r"(?:\s+(?:sẽ|tập trung|tiếp tục|hơn|vào|việc|công tác|xác định|các nhiệm "
    r"vụ)(?!\w))*\s*:?\s*(?P<task>\w(?:[^.]|\.(?=\d)){8,800})"
)
# The same of a year by its number.
_THIS_YEAR = re.compile(
    r"(?:(?:định hướng )?(?:trong |đến )?năm 20\d\d|giai đoạn 20\d\d\s?-\s?20\d\d),?\s"
    r"(?P<who>[^.;:\d]{0,80}?)(?<!\w)"
    r"(?P<aim>sẽ|phấn đấu|quyết tâm)(?:\s(?:sẽ|phấn đấu))?\s+"
    r"(?P<task>\w(?:[^.]|\.(?=\d)){8,400})$"
)
# A number aimed at is a target, no task: "phấn đấu đạt 90%".
_QUOTE_ENDS = re.compile(r"\s*(?:[.,;)]|$)")
# What somebody is quoted with ends here: …", ông Bình nói.
_SAID = re.compile(
    r'",?\s+(?:(?:ông|bà|anh|chị|đồng chí|đ/c)\s)?[^",;.]{2,60}\s(?:nói|cho (?:hay|biết)|chia sẻ|khẳng định)'
)
_BREAKS = re.compile(r"[;,](?=\s)")
_ALSO = re.compile(rf"\svà (?={DO}(?!\w)|tổ chức\s)")
_AIMED_AT = re.compile(r",\s+phấn đấu(?!\w)[^,;]*\d")
_FIGURE = re.compile(r"(?:[^\W\d]\w*\s){0,3}(?:[^\W\d]\w*\s)?(?:từ |trên |ít nhất )?\d")
_SET = re.compile(
    r"(?<!\w)xác định\s+(?:việc\s+|rõ\s+)?(?P<task>[^.;]{12,160}?\slà (?:một trong (?:những|các) "
    r")?(?:nhiệm vụ|việc phải|khâu|then chốt|công việc|yếu tố|mục tiêu"
    r"|giải pháp|ưu tiên)[^.;,]{0,60})"
    r"|(?<!\w)lấy (?:việc )?(?P<taken>[^.;,]{12,120}?) làm (?:nhiệm vụ|khâu|nội dung|việc) "
    r"(?:trọng tâm|đột phá)"
)
# One of these words every such sentence has.
_SIGNS = (
    *("sẽ", "tiếp tục", "tập trung", "chủ trương", "xác định", "lấy", "phấn đấu"),
    *("mục tiêu", "chú trọng", "coi trọng", "quyết tâm", "ưu tiên"),
)
_PAST = re.compile(r"(?<!\w)(?:đã|(?:năm|tháng|thời gian|quý|tuần|nhiệm kỳ) qua|năm 20\d\d, )(?!\w)")
_WISH = re.compile(r"(?<!\w)(?:chúc|mong|tin tưởng|hy vọng)(?!\w)")
_NOT_YET = re.compile(r"^(?:chị|anh|ông|bà)(?!\w)|(?<!\w)(?:đã|chúc|mong|tin tưởng|hy vọng|được|bị)(?!\w)")


def read_tasks(passage: Passage) -> list[Task]:
    """The main tasks, one entry for each that can be separated."""
    tasks: list[Task] = []
    listed = told = False  # whether a list goes on, and whether the last sentence set tasks
    for sentence in passage.sentences:
        if listed and (bullet := BULLET.match(sentence.plain) or NUMBERED.match(sentence.plain)):
            tasks += tasks_in(passage, sentence, [(bullet.end(), len(sentence.plain))])
            continue
        if listed and STARTS.match(sentence.plain):  # a list whose bullets were lost
            tasks += tasks_in(passage, sentence, split(sentence.plain, _SEMICOLON))
            continue
        if told and (more := BESIDES.match(sentence.plain)) and TASK_VERB.match(sentence.plain, more.end()):
            tasks += tasks_in(passage, sentence, split(sentence.plain, _SEMICOLON))
            continue
        focus = list(_FOCUS.finditer(sentence.plain))
        counted = _COUNTED.search(sentence.plain) if ":" in sentence.plain else None
        if counted or (focus and focus[0][0].rstrip().endswith(":")):
            focus = [counted or focus[0]]  # a motto behind it belongs to an item
        rest = sentence.plain[focus[-1].end() :] if focus else ""
        listed = (
            bool(focus) and (not rest or (NUMBERED.match(rest) or BULLET.match(rest)) is not None)
        ) or bool(_HEADING.fullmatch(sentence.plain))
        found = list(_focal(passage, sentence, focus))
        if found and _asked(passage, sentence, found[0].place.start):  # what it sets itself is its motto only
            focus = [one for one in focus if sentence.plain.startswith('"', one.end())]
            found = list(_focal(passage, sentence, focus)) if focus else []
        told = bool(found) and not focus
        tasks += found
    return tasks


def _asked(passage: Passage, sentence: Stretch, before: int) -> bool:
    """Whether somebody asks this of others, in front of a place: no task that a unit sets itself."""
    return any(
        one["verb"] not in ("khẳng định", "nêu rõ")
        and passage.origin(sentence.start + one.start(), sentence.start)[0] < before
        and (
            leader_before(sentence.part(0, one.start()), one["verb"])
            or ALONE.fullmatch(sentence.plain[: one.start()].rpartition(";")[2].lstrip())
        )
        for one in asks_in(sentence)
    )


def _focal(passage: Passage, sentence: Stretch, focus: list[re.Match[str]]) -> Iterator[Task]:
    plain = sentence.plain
    if focus:
        rest = sentence.part(focus[-1].end(), len(plain))
        if not (spans := numbered(rest.plain)):
            quoted = re.match(r'"([^"]+)"', rest.plain)
            alone = quoted and _QUOTE_ENDS.match(rest.plain, quoted.end())
            spans = (
                [quoted.span(1)]
                if quoted and alone
                else split(rest.plain, re.compile(r";|\s+và\s+(?=phải\s)"))
            )
        yield from tasks_in(passage, rest, spans)
    elif not any(sign in plain for sign in _SIGNS):
        return
    elif (coming := _TO_COME.search(plain)) and not _NOT_YET.search(coming["who"]):
        task = _without_speaker(sentence.part(*coming.span("task")))
        yield from tasks_in(passage, task, numbered(task.plain) or _beside_figures(task.plain))
    elif (
        (coming := _THIS_YEAR.match(plain.rstrip(".")))
        and not _NOT_YET.search(coming["who"])
        and not (coming["aim"] == "phấn đấu" and _FIGURE.match(coming["task"]))
    ):
        task = sentence.part(*coming.span("task"))
        mark = re.compile(r";|,") if any(one.isdigit() for one in task.plain) else _SEMICOLON
        yield from tasks_in(passage, task, numbered(task.plain) or split(task.plain, mark))
    elif fixed := _SET.search(plain):
        yield from tasks_in(passage, sentence, [fixed.span(fixed.lastgroup or 0)])
    elif (found := _WILL.search(plain)) and not (
        _PURPOSE_AHEAD.search(plain, 0, found.end("lead"))
        or _PAST.search(plain)
        or _WISH.search(plain, 0, found.start())
    ):
        task = _without_speaker(sentence.part(found.end("lead"), found.end()))
        end = _ASKED_THEN.search(task.plain)
        task = task.part(0, end.start() if end else len(task.plain))
        mark = re.compile(r";|,(?=\strước mắt)") if "trước mắt" in task.plain else _SEMICOLON
        yield from tasks_in(passage, task, split(task.plain, mark))


def _without_speaker(task: Stretch) -> Stretch:
    """A task without who says it, and without the number aimed at by it."""
    ends = [one.start() for pattern in (_SAID, _AIMED_AT) if (one := pattern.search(task.plain))]
    return task.part(0, min(ends, default=len(task.plain)))


def _beside_figures(plain: str) -> list[tuple[int, int]]:
    """Spans of tasks; behind a number that is aimed at a comma parts them, and the number is none."""
    if not _FIGURE.match(plain):
        return split(plain, _SEMICOLON)
    ends = [one.start() for one in _BREAKS.finditer(plain)]
    if not ends:
        return [(0, len(plain))]
    begins = [end + 1 for end in ends]
    return [
        part for span in zip(begins, [*ends[1:], len(plain)], strict=True) for part in _at_and(plain, *span)
    ]


def _at_and(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    also = _ALSO.search(plain, start, end)
    return [(start, also.start()), (also.end(), end)] if also else [(start, end)]
