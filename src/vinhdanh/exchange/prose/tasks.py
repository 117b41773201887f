"""Main tasks that a unit sets itself, and what leaders ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.passage import UPPER, Passage, Stretch
from vinhdanh.exchange.prose.types import Directive, Place, Task

_DO = (
    r"(?:tập trung|nâng cao|xây dựng|tăng cường|đẩy mạnh|chú trọng|làm tốt|bảo vệ|bảo đảm|đảm bảo|coi "
    r"trọng|phát huy|thực hiện|triển khai|khẩn trương"
    r"|tích cực|chủ động|quan tâm|phối hợp|rà soát|chấn chỉnh|siết chặt|kiểm tra|đổi mới|bám sát|giữ vững"
    r"|tiếp tục|quán triệt|duy trì|nắm chắc"
    r"|tham mưu|hoàn thành|mở rộng|kiên quyết|nghiêm túc|không ngừng|chăm lo|lựa chọn|tuyên truyền|nhân "
    r"rộng|củng cố|hoàn thiện|đề cao|thường xuyên"
    r"|xử lý nghiêm|phòng ngừa|sắp xếp|nắm bắt|nắm tình hình|có (?:biện pháp|giải pháp|kế hoạch|hình thức))"
)
_WHO = (
    r"(?:chính quyền|cấp ủy|lực lượng|đơn vị|công an|cơ quan|địa phương|các cấp|các đơn vị|cán "
    r"bộ)(?:\s+\w+){0,3}\s+"
)
_BEGINS = re.compile(
    rf"(?:(?:đồng thời|và|bên cạnh đó|cùng với đó|ngoài ra|trước hết|đặc biệt|phải"
    rf"|cần),?\s+)*(?:{_WHO})?{_DO}(?!\w)"
)
_STARTS = re.compile(
    rf"(?:(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|trước hết),?\s+)?{_DO}(?!\w)(?!\s*:)"
)
_LEAD_IN = re.compile(r"(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|và|tiếp tục|,)\s*")
_FOCUS = re.compile(
    r"(?<!\w)(?:trọng tâm(?:\s+(?:công tác\s+)?(?:trong\s+)?năm(?:\s+\d{4})?)?|nhiệm vụ trọng "
    r"tâm[^:.;]{0,60}?|mục tiêu phấn đấu|phương châm(?:\s+\w+){0,3}"
    r"|chủ đề công tác năm|chủ đề năm|khẩu hiệu(?:\s+\w+){0,3}|(?:cần )?lưu ý(?:\s+trong năm \d{4})?"
    r"|khâu đột phá|tập trung vào|nhiệm vụ sau)"
    r"\s*(?::|là\s*:?|(?=\"))\s*"
)
_NUMBERED = re.compile(
    r"\(\s*\d{1,2}\s*\)\s*|(?<!\w)(?:thứ\s+)?(?:một|nhất|hai|ba|bốn|tư|năm|sáu|bảy)\s*(?:là|,)\s*,?\s+"
)
_BULLET = re.compile(r"\s*(?:[-+*•]|\d{1,2}[.)]|[a-zđ][.)])\s+")
_WILL = re.compile(rf"(?<!\w)(?<!đã )(?:(?:sẽ|tiếp tục|tập trung)\s+)+(?P<task>{_DO}\s[^.]{{15,600}})")
_ASK = re.compile(
    r"(?<!\w)(?P<verb>yêu cầu|đề nghị|chỉ đạo|lưu ý|nhấn mạnh|chỉ rõ|chia sẻ|(?<!được )(?<!bàn "
    r")giao(?!\s+(?:thông|nhận|lưu|dịch|ban|quân|hữu|gà)))(?!\w)"
    r"(?!\s+(?:của|tại hội|nhiệm vụ trong|điều hành|tặng|truy tặng|phong tặng|khen thưởng|xét tặng|với công))"
)
_NOUN = re.compile(
    r"(?:đáp ứng|theo|các|những|phát biểu|sự|ý kiến|lãnh đạo,?|quản lý(?: và)?|nội dung|được|thực hiện"
    r"|tham mưu|mọi|hồ sơ|văn bản)\s+$"
)
_NEED = re.compile(r"(?<!\w)(?:phải|cần)\s+")
_LEADER = re.compile(
    r"(?<!\w)(?:đồng chí\s+)?(?:phó\s+)?(?:chủ tịch|bí thư|giám đốc|tổng bí thư|thủ tướng|bộ trưởng|thứ "
    r"trưởng|trưởng ban|trưởng đoàn|tư lệnh|chính ủy"
    r"|lãnh đạo|đại tá|thượng tá|thiếu tướng|trung tướng|thượng tướng|đại tướng|ông|bà|anh|chị|chính phủ"
    r"|ban giám đốc|tướng|cục trưởng|trưởng phòng"
    r"|đảng ủy|ban thường vụ|thường trực|ubnd|bộ công an|đồng chí|quốc hội|hội nghị)(?!\w)(?!\s+tác)"
)
_NAMED_POST = re.compile(
    rf"(?P<post>[{UPPER}]\w+(?:\s+\w+)?)\s+(?P<name>(?:[{UPPER}]\w+\s+){{1,3}}[{UPPER}]\w+)"
)
_NAME_LAST = re.compile(rf"[{UPPER}]\w+\s+[{UPPER}]\w+$")
_RULED = re.compile(r"chỉ đạo của\s+(?P<by>[^.;]{5,60}?),?\s+(?:tại[^.;]{0,80}?\s)?là\s+(?:phải\s+)?(?=\w)")
# What a task is for, not the task.
_PURPOSE = re.compile(
    r"(?:,\s*|\s+)(?:góp phần|đáp ứng yêu cầu|xứng đáng với|nhằm|tạo (?:niềm tin|chuyển biến)|để giữ "
    r"vững an ninh)(?!\w)"
)
# Wishes in the form of tasks.
_PLATITUDE = re.compile(
    r".*\slà một trong (?:những|các)\s|(?:chỉ thị|nghị quyết|kết luận|luật|kế hoạch) (?:số )?\w+ (?:của|về)\s"
    r"|(?:phát huy|thực hiện xuất sắc|giữ vững|không ngừng phát huy)\s+(?:\w+\s+){0,3}?(?:kết quả|thành "
    r"tích|vị trí|vai trò|truyền thống)(?!\w)"
)


def read_tasks(passage: Passage) -> list[Task]:
    """The main tasks, one entry for each that can be separated."""
    tasks: list[Task] = []
    listed = False
    for sentence in passage.sentences:
        if listed and (bullet := _BULLET.match(sentence.plain)):
            tasks += _tasks(passage, sentence, [(bullet.end(), len(sentence.plain))])
            continue
        focus = list(_FOCUS.finditer(sentence.plain))
        listed = bool(focus) and focus[-1].end() == len(sentence.plain)
        tasks += _focal(passage, sentence, focus)
    return tasks


def _focal(passage: Passage, sentence: Stretch, focus: list[re.Match[str]]) -> Iterator[Task]:
    if focus:
        rest = sentence.part(focus[-1].end(), len(sentence.plain))
        marks = list(_NUMBERED.finditer(rest.plain))
        if marks:
            stops = [one.start() for one in marks[1:]] + [len(rest.plain)]
            spans = [(one.end(), stop) for one, stop in zip(marks, stops, strict=True)]
        elif quoted := re.match(r'"([^"]+)"', rest.plain):
            spans = [quoted.span(1)]
        else:
            spans = _split(rest.plain, re.compile(r";|\s+và\s+(?=phải\s)"))
        yield from _tasks(passage, rest, spans)
    elif (found := _WILL.search(sentence.plain)) and not _asked(sentence):
        task = sentence.part(*found.span("task"))
        yield from _tasks(passage, task, _split(task.plain, re.compile(";")))


def _asked(sentence: Stretch) -> re.Match[str] | None:
    """The verb of asking, where it is a verb."""
    for one in _ASK.finditer(sentence.plain):
        ahead = sentence.plain[max(0, one.start() - 24) : one.start()]
        if not _NOUN.search(ahead) and not re.match(
            r"\s+(?:nhiệm vụ|chính trị|đặt ra)", sentence.plain[one.end() :]
        ):
            return one
    return None


_SPOKE = re.compile(
    r"(?<!\w)(?:ghi nhận|biểu dương|đánh giá cao|chúc mừng|khẳng định|nêu rõ|hoan nghênh)(?!\w)"
)
_BESIDES = re.compile(r"(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|qua đó|trong đó)?,?\s*")


def read_directives(passage: Passage) -> list[Directive]:
    """What leaders and superior bodies ask for, one entry for each separable task."""
    found: list[Directive] = []
    by: str | None = None
    left = 0  # who asked last, and for how many sentences more he may go on
    speaker, silent = None, 0  # who spoke last, and how many sentences ago
    for sentence in passage.sentences:
        left -= 1
        silent += 1
        if (praise := _SPOKE.search(sentence.plain)) and (who := _leader(sentence.part(0, praise.start()))):
            speaker, silent = who, 0
        if ruled := _RULED.search(sentence.plain):
            who = _named(passage, sentence.text[slice(*ruled.span("by"))])
            found += _directives(passage, sentence.part(ruled.end(), len(sentence.plain)), who, whole=True)
            continue
        ask = _asked(sentence)
        leader = _leader(sentence.part(0, ask.start())) if ask else None
        if ask and speaker and silent in (1, 2) and _BESIDES.fullmatch(sentence.plain, 0, ask.start()):
            leader = speaker
        if ask and leader:
            rest = sentence.part(ask.end(), len(sentence.plain))
            if (ask["verb"] in ("nhấn mạnh", "chỉ rõ", "chia sẻ")) and not _NEED.search(rest.plain):
                continue
            by = by if by and leader.casefold() in ("đồng chí", "ông", "bà") else _named(passage, leader)
            left = 8
            found += _directives(passage, rest, by, whole=False)
        elif by and left > 0 and _STARTS.match(sentence.plain):
            found += _directives(passage, sentence, by, whole=True)
    return found


def _directives(passage: Passage, rest: Stretch, by: str, *, whole: bool) -> Iterator[Directive]:
    start = 0
    if need := _NEED.search(rest.plain):
        start = need.end()
    elif not whole and (verb := _first_verb(rest)):
        start = verb.end() if verb[0].startswith("việc") else verb.start()
    elif not whole:
        return
    part = rest.part(start, len(rest.plain))
    for begin, end in _split(part.plain, re.compile(";")):
        purpose = _PURPOSE.search(part.plain, begin + 10, end)
        one = part.part(begin, purpose.start() if purpose else end)
        for task in _tasks(passage, one, _split(one.plain, re.compile(","))):
            yield Directive(by, task.task, task.place)


def _first_verb(rest: Stretch) -> re.Match[str] | None:
    """Where the task begins; a verb in capitals belongs to a name ("Phòng Tham mưu")."""
    return next((one for one in _TASK_VERB.finditer(rest.plain) if rest.text[one.start()].islower()), None)


_TASK_VERB = re.compile(rf"(?<!\w)(?:việc\s+(?=\w)|{_DO}(?!\w))")


# Parts of one field of work: "trong công tác xây dựng Đảng, xây dựng lực lượng".
_IN_STEP = re.compile(
    r"(?<!\w)(?:công tác|nhiệm vụ|lĩnh vực|biện pháp|hiệu quả|sự nghiệp)\s+\w+(?:\s+\w+){1,4}$"
)


# One stress with two objects: "tập trung xây dựng Đảng, xây dựng lực lượng".
_SAME_VERB = re.compile(
    rf"\s*(?:tập trung|chú trọng|đẩy mạnh)\s+(?P<verb>{_DO})\s[^,]{{2,60}},\s+(?P=verb)\s"
)
_SHORT = re.compile(r"(?:\s+\w+){2,4}\s*(?:[,;.]|$)")


def _split(plain: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans between marks; a comma parts only where a new task begins."""
    spans, start = [], 0
    for one in marks.finditer(plain):
        if one[0] == "," and (
            not _BEGINS.match(plain, one.end() + 1)
            or (_SHORT.match(plain, one.end()) and _IN_STEP.search(plain[start : one.start()]))
            or _SAME_VERB.match(plain[start : one.end() + 24])
        ):
            continue
        spans.append((start, one.start()))
        start = one.end()
    return [*spans, (start, len(plain))]


def _tasks(passage: Passage, part: Stretch, spans: list[tuple[int, int]]) -> Iterator[Task]:
    for start, end in spans:
        while lead := _LEAD_IN.match(
            part.plain, start + len(part.plain[start:end]) - len(part.plain[start:end].lstrip())
        ):
            start = lead.end()
        purpose = _PURPOSE.search(part.plain, start + 10, end)
        end = purpose.start() if purpose else end
        words = part.text[start:end].strip(' \n"“”.,;…')
        if (
            len(words) >= 8
            and not words.startswith(("được", "bị"))
            and not _PLATITUDE.match(part.plain[start:end].strip())
        ):
            yield Task(words, Place(*passage.origin(part.start + start, part.start + end)))


def _leader(stretch: Stretch) -> str | None:
    """Who asks: from the last leader's post or name before the verb, only names and adverbs between."""
    clause = stretch.part(stretch.plain.rfind(";") + 1, len(stretch.plain))
    found = list(_LEADER.finditer(clause.plain))
    if not found:
        return None
    start = found[-1].start()
    for one in reversed(
        found[:-1]
    ):  # "đồng chí Thứ trưởng", "Lãnh đạo Công an": the post begins further left
        if clause.plain[one.end() : start].strip(" -") == "":
            start = one.start()
    words = re.sub(r"\s+(?:đã|cũng|phát biểu|nhiệt liệt)(?:\s.*)?$", "", clause.text[start:].strip(' ,:-–"“'))
    if len(words.split()) > 14:
        return None
    return words or None


def _named(passage: Passage, who: str) -> str:
    """The post with its bearer's name, where the text names him elsewhere."""
    post = re.sub(r"^đồng chí\s+", "", who, flags=re.IGNORECASE).strip()
    if _NAME_LAST.search(post):
        return post
    for one in _NAMED_POST.finditer(passage.text):
        if one["post"].casefold() == post.casefold():
            return f"{post} {one['name']}"
    return post
