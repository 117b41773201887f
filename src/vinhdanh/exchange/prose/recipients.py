"""Whom an award went to, as the words before or behind it say."""

from __future__ import annotations

import re
from dataclasses import replace

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import UPPER, Stretch
from vinhdanh.exchange.prose.types import RecipientKind

_RUN_ON = re.compile(
    r":\s*\d|(?<!\w)(?:vì|do|với|(?<!tội phạm )(?<!qlhc )(?<!hành chính )(?<!csđttp )(?<!csđt )về|trong"
    r"|tại|ở|nhằm|để|đã|có"
    r"|thuộc|nhân dịp|từ|theo|mà"
    r"|khi|gồm"
    r"|trích|trực tiếp"
    r"|làm|mỗi|trị giá|sau|cùng trú"
    r"|người|nhờ|nói|chia sẻ|cho biết|cho hay|đạt|lập|đang|bởi|nơi|vừa|dũng cảm|giai đoạn|năm)(?!\w)|\.\.\."
)
_ASIDE = re.compile(
    r"(?<=[:;]\s)\d{1,2}[.)](?=\s)|\([^()]{0,120}\)|(?<!\w)(?:trú|ngụ|hiện ở|thường trú|sinh năm|quê|quê quán"
    r"|sn)(?!\w)[^,;]{0,60}?(?=[,;]|\s+(?:và|cùng)\s)|\d[\d.,]*\s*(?:nghìn|ngàn|triệu|tỷ|tỉ"
    r"|đồng(?!\s+chí))(?:\s+đồng)?(?!\w)(?:\s+tiền "
    r"(?:mặt|thưởng))?"
)
_TO = re.compile(
    r"(?:[^;]*?(?<!\w))?(?:(?:cho|đối với)(?!\w)|(?:lên|vào) (?:lá )?(?:cờ|quân kỳ|đảng "
    r"kỳ)[^,;.]{0,30}?(?<!\w)của(?!\w))\s*"
)
# A second verb of the same act: "khen thưởng, tuyên dương …", "trao Huân chương … tặng …".
_BESIDES = re.compile(
    r"\s*(?:(?:,|và)\s*)?(?:biểu dương|tuyên dương|chúc mừng|ghi nhận|khen ngợi|động viên|truy tặng|tặng"
    r"|gửi(?:\s+(?:tới|đến))?|tới|đến)(?!\w)(?!\s+(?:hoa|bằng|giấy|danh))"
)
_BESIDES_THE_ACT = re.compile(r"(?<!\w)(?:vì|do|đã|trao|tặng)(?!\w)")
_PARTED = re.compile(r"[\s\"]*[,.;:]")
# "các ông, bà có tên sau:" in front of a list of names.
_ROLL = re.compile(
    r"\s*(?:các\s+)?(?:ông|bà|đồng chí|cá nhân|tập thể)(?:\s*(?:[,(/]|và)\s*(?:bà|tập thể|cá nhân)\)?)?"
    r"\s+(?:có tên\s*)?(?:sau(?:\s+đây)?|dưới đây|dưới)?(?:[\s,(]*(?:đã |vì |có )[^;:]{0,250})?\s*:[\s;]*"
)
_DEED = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:hành động|nghĩa cử|việc làm|thành tích|chiến công|tinh thần)(?!\w)"
)
_OF = re.compile(r"(?<!\w)của\s+")
# Where the subject of the verb begins anew.
_AFRESH = re.compile(
    r":\s*\"|(?<!\w)(?:cho biết|cho hay|thông báo|rằng|theo đó|trong đó có|trong đó|cụ thể|ngoài ra|có"
    r"|trao|tặng"
    r"|khen thưởng|biểu dương|gồm|năm (?:liền|liên tục|liên tiếp)"
    r"|là(?=\s+(?:ông|bà|anh|chị|đại|thượng|trung|thiếu|đồng chí)(?!\w)))(?!\w)[\s:,]*"
)
_BOUND = re.compile(
    r"[,:]\s+|^|(?<!\w)(?:năm\s+\d{4}|trước đó|trước nữa|sau đó|mới đây|gần đây|vừa qua),?\s+"
)
_LISTED = re.compile(r"[^:;]{0,60}?(?::|(?<!\w)(?:gồm|là)(?!\w)\s*:?)\s*")
_HESITATION = re.compile(
    r"(?:\s|,|-|\"|(?<!\w)(?:đã|từng|nhiều năm(?: liền| liên tục)?|vừa|cũng|đều|lần lượt|vinh dự|tiếp "
    r"tục|còn|là|luôn|nhiều lần|liên tục"
    r"|may mắn|xứng đáng|lần đầu|gần|hơn"
    r"|trên|khoảng|năm \d{4})(?!\w))*$"
)


def without_asides(stretch: Stretch) -> Stretch:
    """The stretch with brackets and sums of money blanked, letter for letter."""
    if not _ASIDE.search(stretch.plain):
        return stretch
    plain, text = stretch.plain, stretch.text
    for one in _ASIDE.finditer(stretch.plain):
        blank = " " * (one.end() - one.start())
        plain = plain[: one.start()] + blank + plain[one.end() :]
        text = text[: one.start()] + blank + text[one.end() :]
    return replace(stretch, text=text, plain=plain)


def behind(stretch: Stretch, *, to_only: bool = False) -> tuple[Group, ...]:
    """Recipients in what follows: behind "cho", or (unless ``to_only``) right at the start."""
    if not stretch.plain.strip():
        return ()
    stretch = without_asides(stretch)
    if besides := _BESIDES.match(stretch.plain):
        stretch = stretch.part(besides.end(), len(stretch.plain))
    to = _TO.match(stretch.plain)
    at_once = (
        to
        and not to_only
        and _BESIDES_THE_ACT.search(to[0])
        and (counted_first(stretch) or _named_first(stretch))
    )
    if at_once:
        to = None  # "khen thưởng anh A vì đã trả lại ví cho người mất"
    if to is None and to_only:
        return ()
    part = stretch.part(to.end(), len(stretch.plain)) if to else stretch
    if to is None and _PARTED.match(part.plain):
        return ()
    if roll := _ROLL.match(part.plain):
        part = part.part(roll.end(), len(part.plain))
    counted = nouns.counted(part)
    while len(counted) > 1 and _GETS_NEXT.match(part.plain, counted[-1].end):
        counted.pop()
    if (counted and not part.plain[: counted[0].start].strip(" ,:").removeprefix("và").strip(' "')) or (
        counted
        and re.fullmatch(
            r"\s*(?:tập thể|nhóm|tốp|các|gần|hơn|trên|khoảng|thêm|cả|\s)*", part.plain[: counted[0].start]
        )
    ):
        return _with_named(part, joined(part, counted))
    if (plural := nouns.plural(part)) and not part.plain[: plural[0].start].strip(" ,:"):
        rest = part.part(plural[0].end, len(part.plain))
        if (listed := _LISTED.match(rest.plain)) and (
            names := _names(rest.part(listed.end(), len(rest.plain)))
        ):
            return (names,)
        return (_described(part, plural[0]),)
    if one := _names(part):
        more = _besides(part, one)
        if len(more) == 1 and more[0].kind == one.kind and one.count and more[0].count:
            return (replace(one, count=one.count + more[0].count),)
        return (one, *more)
    return of_whose_deed(part) if _DEED.match(part.plain) else ()


# Whoever gets the next award: "cho 993 tập thể, 5.719 đơn vị đạt …".
_GETS_NEXT = re.compile(
    r"(?:\s+(?!vì|đã|có|do)\w+){0,4}?\s+(?:được|đạt|nhận|đón nhận|vinh dự)(?!\w)[^,;.]{0,60}$"
)


def _with_named(part: Stretch, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Somebody named behind a number: "hai học sinh và ông Lê Tín"."""
    last = groups[-1]
    rest = part.part(last.end, len(part.plain))
    more = _NAMED_TOO.match(rest.plain)
    one = _names(rest.part(more.end(), len(rest.plain))) if more else None
    if one is None or not last.count or not one.count:
        return groups
    if one.kind != last.kind:
        return (*groups, one)
    return (*groups[:-1], replace(last, count=last.count + one.count))


_NAMED_TOO = re.compile(r"[^;.]{0,70}?\s(?:và|cùng)\s+(?=(?:ông|bà|anh|chị|em|đồng chí|cháu)\s)")


def counted_first(part: Stretch) -> tuple[Group, ...]:
    """Recipients by number, where a clause begins with them."""
    counted = nouns.counted(part)
    if not counted or part.plain[: counted[0].start].strip(" ;,"):
        return ()
    return joined(part, counted)


def _besides(part: Stretch, one: Group) -> tuple[Group, ...]:
    """A number behind the named: "Lữ đoàn 172 và 05 quân nhân"."""
    rest = part.part(one.end, len(part.plain))
    more = _AND.match(rest.plain)
    if more is None or _RUN_ON.search(more[0]) or _ACT.search(more[0]):
        return ()
    rest = rest.part(more.end(), len(rest.plain))
    counted = nouns.counted(rest)
    return joined(rest, counted) if counted and counted[0].start == 0 else ()


_ACT = re.compile(r"(?<!\w)(?:trao|tặng|thưởng|khen|biểu dương)(?!\w)")
_AND = re.compile(r"\s*,\s+(?=\d)|(?:\s*,[^;.]{0,90}?)?\s*(?:,\s*)?(?:và|cùng)\s+(?:cho\s+)?(?=\w+\s)")


def of_whose_deed(part: Stretch) -> tuple[Group, ...]:
    """The person whose deed is honoured: "đối với hành động dũng cảm của anh …"."""
    for of in _OF.finditer(part.plain):
        if (one := _names(part.part(of.end(), len(part.plain)))) and one.kind == RecipientKind.INDIVIDUAL:
            return (one,)
    return ()


def _named_first(part: Stretch) -> bool:
    one = _names(part)
    return one is not None and not one.start


def _names(part: Stretch) -> Group | None:
    cut = _RUN_ON.search(part.plain, 1)
    return nouns.named(part.part(0, cut.start() if cut else len(part.plain)))


def _described(part: Stretch, group: Group) -> Group:
    """A plural with the words that say which: "các đơn vị tham gia phá án"."""
    end = re.search(r"[,;.:(]|(?<!\w)(?:vì|do|với|trong|tại|đã|được)(?!\w)", part.plain[group.end :])
    stop = group.end + end.start() if end else len(part.plain)
    return replace(group, named=" ".join(part.text[group.start : stop].split()) or None)


def subject(stretch: Stretch) -> tuple[Group, ...]:
    """Recipients at the end of what precedes the verb of getting."""
    if not stretch.plain.strip():
        return ()
    stretch = without_asides(stretch)
    stretch = stretch.part(0, len(stretch.plain) - len(_HESITATION.search(stretch.plain)[0]))  # type: ignore[index]
    if (afresh := list(_AFRESH.finditer(stretch.plain))) and afresh[-1].end() < len(stretch.plain):
        again = stretch.part(afresh[-1].end(), len(stretch.plain))
        if found := _subject(again):
            return found
    return _subject(stretch)


def _subject(stretch: Stretch) -> tuple[Group, ...]:
    if counted := nouns.counted(stretch):
        first = len(counted) - 1
        given = 1 if _GIVEN_TO.fullmatch(stretch.plain, 0, counted[0].start) else 0
        while first > given and _BESIDE.fullmatch(
            stretch.plain, counted[first - 1].end, counted[first].start
        ):
            first -= 1
        if len(stretch.plain) - counted[-1].end < 110:
            groups = _with_named(stretch, joined(stretch, counted[first:]))
            return (*_in_front(stretch.part(0, counted[first].start), groups[0]), *groups)
    if (plural := nouns.plural(stretch)) and not _BY_NAME.match(stretch.text, plural[-1].end):
        return (_described(stretch, plural[-1]),)
    for bound in _BOUND.finditer(stretch.plain):
        rest = stretch.part(bound.end(), len(stretch.plain))
        cut = _RUN_ON.search(rest.plain, 1)
        if one := nouns.named(rest.part(0, cut.start() if cut else len(rest.plain))):
            return (one,)
    return of_whose_deed(stretch) if _DEED.match(stretch.plain) else ()


def _in_front(head: Stretch, first: Group) -> tuple[Group, ...]:
    """Somebody named in front of a number: "Đội 2 và 04 cá nhân được …"."""
    beside = _AND_THEN.search(head.plain)
    if beside is None:
        return ()
    head = head.part(0, beside.start())
    for bound in _BOUND.finditer(head.plain):
        one = _names(head.part(bound.end(), len(head.plain)))
        if (
            one
            and head.plain[bound.end() : bound.end() + one.start].strip() in ("", "tập thể")
            and one.end + bound.end() == len(head.plain)
            and one.kind != first.kind
        ):
            return (one,)
    return ()


_AND_THEN = re.compile(r"\s+(?:và|cùng)\s+(?:các\s+)?$")
_BY_NAME = re.compile(rf"\s+[{UPPER}]\w*\s+[{UPPER}]")  # "các đồng chí Lê Tín, Trần Bình"
# Whoever got the award before: "cho 993 tập thể, …".
_GIVEN_TO = re.compile(r"\s*cho\s+(?:các\s+)?")


def joined(stretch: Stretch, counted: list[Group]) -> tuple[Group, ...]:
    """Groups that stand side by side: "2 tập thể, 14 cá nhân"; what comes later is another matter."""
    kept = [counted[0]]
    for one in counted[1:]:
        between = stretch.plain[kept[-1].end : one.start]
        if not _BESIDE.fullmatch(between):
            break
        last = kept[-1]
        if one.kind != last.kind:
            kept.append(one)
        elif last.count and one.count and last.digits and not last.named and not one.named:
            kept[-1] = replace(last, count=last.count + one.count, end=one.end)  # "1 đảng bộ, 10 chi bộ"
        else:
            break
    return tuple(kept)


# The first of them by their names: "3 tập thể: Đội A, Đội B và 5 cá nhân".
NAMED_FIRST = r"\s*:\s(?:(?!được|tặng|trao|khen|nhận|đạt)[^;.:]){3,160}?(?:và|cùng)\s+(?:cho\s+)?"
_BESIDE = re.compile(
    r"(?:\s+(?!được|nhận|đạt|có)\w+){0,9}\s*(?:,|và|,\s*và|cùng)\s*(?:cho\s+)?"
    rf"|{NAMED_FIRST}"
)


def apart(group: Group) -> tuple[Group, ...]:
    """The named by their kinds, where they are of several: "anh Lê Tín và Đồn Biên phòng Bản Đôn"."""
    names = (group.named or "").split("; ")
    if group.kind is not RecipientKind.MIXED or not group.count or len(names) != len(group.kinds):
        return (group,)
    by_kind: dict[RecipientKind, list[str]] = {}
    for kind, name in zip(group.kinds, names, strict=True):
        by_kind.setdefault(kind, []).append(name)
    return tuple(
        replace(group, kind=kind, count=len(each), named="; ".join(each), kinds=())
        for kind, each in by_kind.items()
    )


def recognised(stretch: Stretch) -> tuple[Group, ...]:
    """Whose merit is said to be honoured: "Ghi nhận thành tích của nhà trường, …"."""
    merit = _MERIT.match(stretch.plain)
    one = _names(stretch.part(merit.end(), len(stretch.plain))) if merit else None
    return (one,) if one and not one.start else ()


_MERIT = re.compile(r"\s*(?:để\s+)?(?:ghi nhận|trước)\s[^,;:]{0,60}?(?<!\w)của\s+(?:tập thể\s+)?")
