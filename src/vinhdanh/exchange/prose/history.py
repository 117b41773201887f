"""Awards listed line by line without a verb, as histories of units and tables of achievements do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vinhdanh.exchange.prose import numbered
from vinhdanh.exchange.prose.given import Given
from vinhdanh.exchange.prose.honours import Mention
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.numbered import holder
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.spoken_of import begun_with
from vinhdanh.exchange.prose.types import RecipientKind
from vinhdanh.exchange.prose.years import YEARS, by_year, in_brackets

_BACK = 30  # lines in which the list's heading is looked for
_FIRST = 40  # sentences in which whoever got the honours is looked for
_HEADING = 160  # characters of a heading, at most
# All that a line may say besides its awards: a bullet, a year, a number; behind them a reason or a cell.
_AHEAD = re.compile(
    r"(?P<head>(?:[^:;.\d]{4,60}:\s*){1,2})?[\s|*+•·-]*(?:\d{1,2}[.)]\s*)?"
    rf"(?:(?:năm\s+(?:học\s+)?)?(?P<years>{YEARS}|\d{{4}}\s*-\s*\d{{4}})\s*[\s:|.-]*)?"
    r"(?:(?:được |vinh dự )?(?:tặng|đón nhận|đạt|nhận)\s+)?(?:danh "
    r"hiệu\s*:?)?\s*(?:(?P<n>\d{1,3})\s+)?(?:danh "
    r"hiệu\s*)?\"?\s*"
)
_DATED = rf"(?:\(?(?:(?:các )?năm )?(?:{YEARS})\)?|\([^()]{{0,30}}\))?"
_SPAN = r"(?:(?:liên tục|từ|giai đoạn|nhiệm kỳ|trong)\s[^;:]{2,60}(?=;))?"
_BETWEEN = re.compile(
    rf"[\s\"]*{_DATED}\s*{_SPAN}[,;&+]?\s*(?:và)?\s*(?:hạng)?\s*(?P<n>\d{{1,3}})?\s*"
    r"(?:lần\s+)?(?:(?:được\s+)?(?:tặng|nhận|đón nhận|công nhận)\s+)?(?:danh hiệu\s*)?\"?\s*"
)
_BEHIND = re.compile(
    rf"[\s\"]*(?:\(?(?:(?:các )?năm )?(?:{YEARS})\)?)?[\s.;,]*(?:$|(?:\||vì|về|do|theo|tại quyết định"
    rf"|trong|liên tục|từ|giai đoạn)(?!\w)|\||\()"
)
_YEAR_LINE = re.compile(rf"[\s*+•-]*(?:năm\s+)?(?:[^\d,;.:()]{{2,40}}\()?(?P<years>{YEARS})\)?\s*[:.]?\s*")
_NEXT_YEARS = re.compile(rf"(?<!\w)các năm\s+(?P<years>{YEARS})")
_YEARS_BEHIND = re.compile(rf"[\s\"]*\(?(?:(?:các )?năm )?{YEARS}")
# What such a list is headed with …
_LIST_OF = re.compile(
    r"(?<!\w)(?:phần thưởng|danh hiệu|khen thưởng|khen tặng|tặng thưởng|trao tặng|được tặng|đã đạt|đón nhận"
    r"|huân chương|thành tích|bảng vàng)(?!\w)"
)
# … that its items were got, even where they have no year …
_GOT = re.compile(
    r"(?<!\w)(?:phần thưởng|đã đạt|đạt được|(?:được|đã)(?!\w)[^;:]{0,60}(?<!\w)(?:tặng|nhận)|phong tặng"
    r"|trao tặng|đón nhận"
    r"|thành tích|bảng vàng|tặng thưởng|kết quả)(?!\w)"
)
# Honours by who gives them: "Cấp Bộ: 01 Cờ thi đua; 15 Bằng khen".
_LEVEL = re.compile(
    r"(?<!\w)(?:cấp (?:nhà nước|bộ|tỉnh|thành phố|huyện|quận|cơ sở|xã|phường|trung ương)"
    r"|tập thể(?=:)|cá nhân(?=:))(?!\w)"
)
_KINDS = {"tập thể": RecipientKind.COLLECTIVE, "cá nhân": RecipientKind.INDIVIDUAL}
# … and what makes it another list.
_NOT_GIVEN = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|đăng ký|dự kiến|tờ trình|hồ sơ|tiêu chuẩn|điều kiện|quy định|thẩm quyền"
    r"|mức tiền"
    r"|mức thưởng|phấn đấu|chỉ tiêu|mục tiêu|điều \d+|đối tượng|thể lệ|thu hồi|hủy bỏ|bị tước|các hình "
    r"thức)(?!\w)"
)


def listed(passage: Passage, number: int, sentence: Stretch, found: Sequence[Mention]) -> list[Given]:
    """The awards of a line that is nothing but awards, under a heading or a year that tells of getting."""
    if (numbers := _bare(sentence, found)) is None:
        return []
    before = passage.sentences[max(0, number - _BACK) : number]
    heading = next((one for one in reversed(before) if _heads(one)), None)
    own = _AHEAD.match(sentence.plain)
    if own and own["head"]:
        heading = sentence.part(*own.span("head"))
        if not (_LIST_OF.search(heading.plain) or _LEVEL.search(heading.plain)):
            return []
    if heading is not None and _NOT_GIVEN.search(heading.plain):
        return []
    line = _YEAR_LINE.fullmatch(before[-1].plain) if before else None
    years = in_brackets(line["years"]) if line else ()
    if own and own["years"]:
        years = in_brackets(own["years"]) if "-" not in own["years"] else ()
    dated = (
        years or (own and own["years"]) or any(_YEARS_BEHIND.match(sentence.plain, one.end) for one in found)
    )
    headings = [*([heading] if heading else []), *(one for one in before if _heads(one))]
    if not dated and not any(_GOT.search(one.plain) or _LEVEL.search(one.plain) for one in headings):
        return []
    level = _LEVEL.search(heading.plain) if heading is not None else None
    whose = None if level else _whose(passage, number, heading)
    after = passage.sentences[number + 1 : number + 2]
    later = _NEXT_YEARS.search(after[0].plain) if after else None
    told: list[Given] = []
    for at, (one, many) in enumerate(zip(found, numbers, strict=True)):
        parted = numbered.in_brackets(sentence.part(one.end, len(sentence.plain)))
        group = _group(one, whose, many, level[0] if level else None)
        given = Given(one, one.of, parted or (group,), sentence)
        if len(found) == len(years) > 1:
            told.append(replace(given, year=years[at]))
        elif later and many == len(in_brackets(later["years"])):
            told += _each(given, in_brackets(later["years"]))
        elif years and many in (None, len(years)):
            told += _each(given, years)
        else:
            told += by_year(given, one.end)
    return told


def _bare(sentence: Stretch, found: Sequence[Mention]) -> list[int | None] | None:
    """The number in front of each award; None where the line says more than its awards."""
    if not found or any(one.kind in ("plain", "money", "standing") for one in found):
        return None
    numbers: list[int | None] = []
    at = 0
    for pattern, one in zip([_AHEAD, *[_BETWEEN] * len(found)], found, strict=False):
        told = pattern.fullmatch(sentence.plain, at, one.start)
        if told is None:
            return None
        numbers.append(int(told["n"]) if told["n"] else None)
        at = one.end
    return numbers if _BEHIND.match(sentence.plain, at) else None


def _heads(line: Stretch) -> bool:
    short = len(line.plain) <= _HEADING and not line.plain.endswith((".", ";"))
    return bool((short or line.plain.endswith(":")) and _LIST_OF.search(line.plain))


def _whose(passage: Passage, number: int, heading: Stretch | None) -> Group | None:
    """Whoever the heading, or else one of the first sentences that tells of getting, begins with."""
    for one in (*([heading] if heading else []), *passage.sentences[: min(number, _FIRST)]):
        if _GETS.search(one.plain) and (group := begun_with(one)):
            return group
    return begun_with(passage.heading) if passage.heading else None


_GETS = re.compile(r"(?<!\w)(?:được|đón nhận|đạt|vinh dự)(?!\w)")


def _group(one: Mention, whose: Group | None, many: int | None, level: str | None) -> Group:
    kind = holder(one) or (_KINDS.get(level) if level else None)
    if whose is not None and kind in (None, whose.kind):
        return replace(whose, count=many or 1, times=bool(many))
    nobody = RecipientKind.MIXED if many and level else RecipientKind.COLLECTIVE
    return Group(kind or nobody, many or 1, 0, 0)


def _each(given: Given, years: Sequence[int]) -> Iterator[Given]:
    """The award once for each year."""
    for year in years:
        yield replace(
            given, groups=tuple(replace(one, count=1, times=False) for one in given.groups), year=year
        )
