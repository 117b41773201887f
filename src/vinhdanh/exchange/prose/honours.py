"""Where a text names an award, and what the award is called in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vinhdanh.exchange.prose.authorities import authority
from vinhdanh.exchange.prose.gazetteer import order_name, orders, title_name, titles
from vinhdanh.exchange.prose.passage import UPPER, Stretch


@dataclass(frozen=True, slots=True)
class Mention:
    """An award named in a stretch: its name without an authority, the authority named with it, its place."""

    name: str
    of: str | None
    start: int
    end: int
    kind: str  # order, medal, flag, form (bằng khen …), title, badge, money, plain
    listed: bool = True  # in the catalogue, or in a list of standing titles: no place's own


_CLASS = {
    "nhất": "Nhất",
    "nhì": "Nhì",
    "ba": "Ba",
    "1": "Nhất",
    "2": "Nhì",
    "3": "Ba",
    "i": "Nhất",
    "ii": "Nhì",
    "iii": "Ba",
}
_FORMS = {
    "bằng khen": "Bằng khen",
    "giấy khen": "Giấy khen",
    "thư khen": "Thư khen",
    "bk": "Bằng khen",
    "gk": "Giấy khen",
}
_QUOTED = r'"\s*(?P<{}>[^"\n]{{2,90}}?)\s*"'


_FLAG = re.compile(
    r"(?<!\w)(?<!lên )(?<!lên lá )(?<!vào )(?<!vào lá )cờ\s+(?:"
    + _QUOTED.format("quoted")
    + r"|(?P<open>thi đua(?:\s+(?:xuất sắc|toàn diện|vững mạnh|quyết thắng))*"
    r"|(?:thi đua )?dẫn đầu(?: phong trào thi đua| khối)?"
    r"|đơn vị (?:xuất sắc|dẫn đầu) trong (?:công tác|phong trào(?! thi đua)) [^,;.:\"]{3,60}?"
    r"(?=\s+(?:năm|cho|của|giai đoạn)(?!\w)|[,;.:]|$)|đơn vị\s+(?:xuất sắc|dẫn đầu"
    r"|huấn luyện giỏi|thi đua xuất "
    r"sắc)(?:\s+(?:trong\s+)?phong trào thi đua)?|truyền thống|(?:thưởng )?luân lưu))(?!\w)"
)
_FORM = re.compile(
    r"(?<!\w)(?P<form>bằng khen|giấy khen|thư khen|[bg]k(?=\s+(?:của|cấp"
    r"|cho)))(?!\w)(?P<grade>\s+(?:xuất sắc|tiên "
    r"tiến)(?!\w))?(?P<sudden>\s+đột xuất(?!\w))?"
)
_BADGE = re.compile(
    r"(?<!\w)(?P<form>kỷ niệm chương|huy hiệu|cúp|giải thưởng"
    r"|huy chương(?=\s+\"?vì\s)|bằng(?=\s+\"?(?:tổ quốc ghi công"
    r"|lao động sáng tạo)))\s+(?:(?:đảng\s+)?(?P<years>\d{2} năm(?: "
    r"tuổi đảng)?(?!\w))|"
    + _QUOTED.format("quoted")
    + r"|(?P<open>[^,.;:\"\n]{3,60}?)(?=\s+(?:cho|đối với|của|năm|được|dịp|đợt|nhân|\d"
    r"|và\s+(?:nhiều|các|\d|bằng khen|giấy khen|huân|huy|danh hiệu))|[,.;:\"\n]|$))"
)
# Parts of a number of badges: "30 năm tuổi Đảng có 24 đảng viên", "31 đồng chí 60 năm tuổi Đảng".
_YEARS = re.compile(
    r"(?<!huy hiệu )(?<!\w)(?P<years>\d{2} năm tuổi đảng)(?=(?:\s+có|\s*:)\s+\d)"
    r"|(?<!huy hiệu )(?<!\d\d, )(?<!\d\d và )(?<!\w)(?P<to>\d{2} năm tuổi đảng)(?=\s+cho\s)"
    r"|(?<=\d đồng chí )(?P<counted>\d{2} năm tuổi đảng)(?!\w)"
)
_TITLE_QUOTED = re.compile(r"(?<!\w)(?:danh hiệu|danh hiệu cao quý)\s*:?\s*" + _QUOTED.format("quoted"))
# … or without quotes: "đạt danh hiệu Hộ nông dân sản xuất, kinh doanh giỏi cấp xã".
_TITLE_OPEN = re.compile(
    rf"(?<!\w)(?i:đạt|tặng|công nhận|nhận|phong tặng|có)\s+danh hiệu:?\s+(?P<open>(?!Anh|Danh"
    r"|Á |Quán quân|Vô địch|Hoa (?:hậu|khôi)|Thủ khoa|Học sinh giỏi|Giáo viên (?:dạy )?giỏi)"
    rf"[{UPPER}]\w*"
    r"(?:\s+(?!(?:năm|cho|đối|của|giai|do|trong|được|và|từ|nhiều|trở|các|vì|tại|đạt)\b)[^\W\d]\w*"
    r"|, kinh doanh){1,11})"
)
_RENEWABLE = ("Anh hùng Lao động", "Anh hùng Lực lượng vũ trang nhân dân")
_RENEWED = re.compile(r"\s*\"?\s*(?:trong\s+)?thời kỳ đổi mới(?!\w)\"?")
# Titles of a place's own, named in quotes behind the act: tuyên dương 20 "Phụ nữ làm theo lời Bác".
_OWN_QUOTED = re.compile(
    r"(?<!\w)(?:tuyên dương|tôn vinh|công nhận|phong tặng|trao tặng|được tặng|vinh danh)\s+(?:là\s+)?"
    r"(?:\d[\d.]{0,6}\s+)?(?:(?:gương|điển hình|hộ|cá nhân|tập thể|người|gia đình|hội viên)\s+)?(?:là\s+"
    r"|đạt\s+)?"
    r'(?P<mark>")\s*(?P<quoted>(?!nhà |ngôi |mái |căn |quà|sổ |xe |cuốn |bò |tủ |bức |công trình|học bổng'
    r"|cờ |giải )"
    r'[^"\n]{6,60}?)\s*"(?!\s+(?:là|do|trị giá)(?!\w))'
)
# Titles of places: "Thôn, tổ dân phố văn hóa" and "Xã, phường, đặc khu tiêu biểu" as each place is called.
_COMMUNITY = re.compile(
    r"(?<!\w)(?:đạt|danh hiệu|công nhận|chuẩn)\s+\"?(?P<title>(?:thôn|làng|bản|ấp|buôn|khu phố|tổ dân phố"
    r"|khu dân cư|cơ quan|xã|phường)"
    r"\s+(?:văn hóa|tiêu biểu))(?!\w)\"?"
)
# … told with their number: "702/748 ấp, khóm đạt chuẩn văn hóa".
_PLACE = (
    r"(?:trường|thôn|làng|bản|ấp|khóm|buôn|khu phố|tổ dân phố|khu dân cư|khối phố|cơ quan|đơn vị|xã|phường)"
)
_PLACES_OF_CULTURE = re.compile(
    rf"(?<=\d )(?P<title>{_PLACE}(?:(?:,|\s+và) {_PLACE})*(?P<verb>\s+)đạt chuẩn (?:đô thị )?(?:văn hóa"
    rf"|văn minh))(?!\w)"
)
# What nobody names further: "gắn Huân chương cho ông …".
_BARE = re.compile(
    r"(?<=(?:trao|tặng|.gắn) )(?:huân chương|kỷ niệm chương)(?=\s+(?:cho|tặng)\s)"
    r"|(?<=\d )(?:huân chương|kỷ niệm chương)(?=\s*(?:[,;.)]|$))|(?<=được tặng )kỷ niệm "
    r"chương(?=\s*(?:[;.,]|$))|(?<=\d )huân chương các (?:loại|hạng)"
)
# Of the prizes, those of the catalogue and of the unions for people; the rest are of contests.
_PRIZES = re.compile(
    r"hồ chí minh|nhà nước|lý tự trọng|tôn đức thắng|lương định của|nguyễn văn trỗi|kovalevskaia"
    r"|nguyễn văn linh|nguyễn đức cảnh|phụ nữ việt nam|sao tháng giêng|cánh én hồng|15 tháng 10"
    r"|người thợ trẻ giỏi|thanh niên sống đẹp"
)
# What a badge is for, in small letters: "kỷ niệm chương vì sự nghiệp …".
_FOR_BADGE = re.compile(r"(?:vì|bảo vệ|các ngành|chiến sĩ|cựu)\s")
# A high authority right behind its award, without "của": "Bằng khen Bộ Y tế".
_RIGHT_BEHIND = re.compile(
    r"\s+(?=(?:chính phủ|thủ tướng|chủ tịch|bộ trưởng|bộ(?=\s+(?!chỉ huy|tư lệnh|đội)\w)|ubnd|giám đốc"
    r"|trung ương|tổng"
    r" liên đoàn|thống đốc)(?!\w))"
)
_CITY = re.compile(
    r"\s+(?P<of>(?:cấp\s+)?(?:thành phố|tỉnh|bộ|cơ sở|toàn quốc|nhà nước|trung ương|tp|huyện|quận|xã"
    r"|ngành)(?!\w))"
)
# Standing titles that no law lists; a number stands in front ("tuyên dương 10 thanh niên tiên tiến").
_STANDING_TITLE = (
    r"(?P<face>gương mặt\s+(?=thanh niên (?:công an|quân đội)))?\"?"
    r"(?P<title>thanh niên tiên tiến làm theo lời (?:bác|chủ tịch hồ chí minh)|gương mặt (?:trẻ|thanh "
    r"niên)(?: công an| quân đội| toàn quân)?(?: thủ đô| việt nam)?(?: xuất sắc)?"
    r" (?:tiêu biểu|triển vọng)(?: toàn quân| toàn quốc)?"
    r"|(?:thanh niên|phụ nữ|bí thư chi đoàn|đảng viên|cán bộ đoàn|chiến sĩ)(?: công an| quân đội)? "
    r"(?:tiêu biểu|tiên tiến|xuất sắc|giỏi)"
    r"|(?:thầy thuốc|nhà giáo|doanh nhân|trí thức|nhà khoa học|người thợ|nhà nông) trẻ "
    r"(?:tiêu biểu|giỏi|xuất sắc)"
    r"|nông dân việt nam xuất sắc|công dân(?: \w+){0,2} (?:ưu tú|trẻ tiêu biểu)|(?:sinh viên 5|học sinh "
    r"3) tốt)(?!\w)\"?"
)
_STANDING = re.compile(
    r"(?<!\w)(?:tuyên dương|tôn vinh|trao tặng|tặng|trao|danh hiệu|công nhận|vinh danh)\s+(?:danh "
    rf"hiệu\s+)?(?:\d{{1,4}}\s+)?{_STANDING_TITLE}"
)
# … one more of them: "tuyên dương 10 gương mặt trẻ tiêu biểu, 12 bí thư chi đoàn giỏi".
_STANDING_TOO = re.compile(rf"\s*(?:,|và)\s+\d{{1,4}}\s+{_STANDING_TITLE}")
_MONEY = re.compile(
    r"(?<!\w)(?:(?:thưởng \"?nóng\"?|tiền thưởng)(?!\w)|thưởng\s+(?:(?:tiền|đột xuất)\s+)?"
    r"(?:(?=(?:cho\s+)?[^,.;]{0,60}?\d[\d.,]*\s*(?:triệu|đồng|tỷ|tỉ)(?!\w))"
    r"|(?=(?:cho\s+)?[^;]{0,300}?(?:mỗi (?:đơn vị|tập thể|cá nhân|người|đồng chí)|số tiền) \d)))"
)


def mentions(sentence: Stretch) -> list[Mention]:
    """The awards named in a sentence, in order, none inside another."""
    found = sorted(_all(sentence), key=lambda one: (one.start, -one.end))
    kept: list[Mention] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _told(pattern: re.Pattern[str], plain: str, *words: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands in a text; looked for only where one of its words stands."""
    if any(word in plain for word in words):
        yield from pattern.finditer(plain)


def _all(sentence: Stretch) -> Iterator[Mention]:
    plain = sentence.plain
    for one in _told(orders(), plain, "chương"):
        base = name = order_name(one["form"], one["tail"])
        end, opened = one.end(), None if one["class"] else _CLASSES.match(plain, one.end())
        if opened and "(" in opened[0]:
            name, end = f"{name} hạng {_CLASS[opened['class']]}", opened.end()
        elif not one["class"] and (sorts := _SORTS.match(plain, end)):
            name, end = f"{name} {sorts['sorts']}", sorts.end()
        if one["class"]:
            name += f" hạng {_CLASS[one['class']]}"
        yield _with_authority(sentence, name, one.start(), end, "order", keep=False)
        yield from _class_to_others(plain, base, end)
        yield from _further_classes(plain, base, end, inside=bool(one["class"] or opened))
    for one in _told(_FLAG, plain, "cờ"):
        inside = one["quoted"]
        words = sentence.text[slice(*one.span("quoted" if inside else "open"))]
        if re.search(r"dẫn đầu", inside or one["open"]):
            name = "Cờ thi đua"
        else:
            name = f"Cờ {words.strip()}"
        yield from _by_each(sentence, _with_authority(sentence, name, one.start(), one.end(), "flag"), name)
    for one in _FORM.finditer(plain):
        grade = f" {one['grade'].strip()}" if one["grade"] else ""
        name = _FORMS[one["form"]] + grade
        if quoted := _TITLED.match(plain, one.end()):
            name = f"{name} {sentence.text[slice(*quoted.span('quoted'))].strip()}"
            yield _with_authority(sentence, name, one.start(), quoted.end(), "form")
            continue
        if every := _ALL_LEVELS.match(plain, one.end()):
            yield Mention(f"{name} các cấp", None, one.start(), every.end(), "form")
            continue
        yield from _by_each(sentence, _with_authority(sentence, name, one.start(), one.end(), "form"), name)
    for standing in _STANDING.finditer(plain):
        more: re.Match[str] | None = standing
        while more is not None:
            title = _capital(sentence.text[slice(*more.span("title"))])
            start = more.start("face" if more["face"] else "title")
            yield Mention(title, None, start, more.end(), "standing")
            more = _STANDING_TOO.match(plain, more.end())
    for one in _told(_BADGE, plain, "chương", "huy hiệu", "cúp", "giải thưởng", "bằng"):
        group = next(group for group in ("years", "quoted", "open") if one[group])
        words = sentence.text[slice(*one.span(group))].strip(" “”\"'")
        if (one["form"] == "giải thưởng" and not _PRIZES.match(words.casefold())) or (
            group == "open" and not words[:1].isupper() and not _FOR_BADGE.match(words)
        ):
            continue
        if group == "years" and "tuổi" not in words:
            words += " tuổi Đảng"
        name = f"{one['form'].capitalize()} {words}"
        yield _with_authority(sentence, name, one.start(), one.end(), "badge", keep=False)
    for one in _told(_YEARS, plain, "tuổi đảng"):
        words = sentence.text[slice(*one.span(one.lastgroup or 0))]
        yield Mention(f"Huy hiệu {words}", None, one.start(), one.end(), "badge")
    for one in titles().finditer(plain):
        end = one.end()
        name, end = _in_full(title_name(one["title"], one["title"]), plain, end)
        if (level := _CITY.match(plain, end)) and "cấp" in level["of"]:
            name, end = f"{name} {level['of']}", level.end()
        yield Mention(name, None, one.start(), end, "title")
    for one in _told(_COMMUNITY, plain, "văn hóa", "tiêu biểu"):
        yield Mention(_capital(one["title"]), None, one.start("title"), one.end(), "title")
    for one in _told(_PLACES_OF_CULTURE, plain, "đạt chuẩn"):
        yield Mention(
            _capital(" ".join(sentence.text[slice(*one.span("title"))].split())),
            None,
            one.start("verb"),
            one.end(),
            "title",
        )
    for one in () if orders().search(plain) else _told(_BARE, plain, "chương"):
        yield Mention(one[0].capitalize(), None, one.start(), one.end(), "order")
    for one in _told(_TITLE_OPEN, sentence.text, "danh hiệu", "Danh hiệu", "DANH HIỆU"):
        if not titles().match(plain, one.start("open")):
            yield Mention(
                " ".join(one["open"].split()), None, one.start("open"), one.end(), "title", listed=False
            )
    for one in _told(_TITLE_QUOTED, plain, "danh hiệu"):
        words = sentence.text[slice(*one.span("quoted"))].strip()
        name, end = _in_full(title_name(one["quoted"].strip(), words), plain, one.end())
        if (level := _CITY.match(plain, end)) and "cấp" in level["of"]:
            name, end = f"{name} {sentence.text[slice(*level.span('of'))]}", level.end()
        own = title_name(one["quoted"].strip(), "") == ""
        yield Mention(name, None, one.start(), end, "title", listed=not own)
        yield from _further_quoted(sentence, end, "title")
    for one in _told(_OWN_QUOTED, plain, '"'):
        words = sentence.text[slice(*one.span("quoted"))]
        yield Mention(title_name(one["quoted"], words), None, one.start("mark"), one.end(), "standing")
        yield from _further_quoted(sentence, one.end(), "standing")
    for one in _told(_MONEY, plain, "thưởng"):
        yield Mention("Thưởng tiền", None, one.start(), one.end(), "money")


def _further_quoted(sentence: Stretch, at: int, kind: str) -> Iterator[Mention]:
    """More titles in quotes: "danh hiệu “A”, “B” và “C”"."""
    while found := _QUOTED_TOO.match(sentence.plain, at):
        at = found.end()
        words = sentence.text[slice(*found.span("quoted"))].strip()
        name = title_name(found["quoted"].strip(), "")
        yield Mention(name or words, None, found.start("mark"), at, kind, listed=bool(name))


_QUOTED_TOO = re.compile(
    r"\s*(?:,|và|,\s*và)\s*(?:danh hiệu\s*)?(?P<mark>\")\s*(?P<quoted>[^\"\n]{2,60}?)\s*\""
)


def _by_each(sentence: Stretch, first: Mention, name: str) -> Iterator[Mention]:
    """The mention, and the same form of more authorities: "Cờ thi đua của Chính phủ, của Bộ A"."""
    yield first
    at = first.end
    while (again := _OF_TOO.match(sentence.plain, at)) and (
        one := authority(sentence.part(again.end(), len(sentence.plain)))
    ):
        at = again.end() + one[2]
        yield Mention(name, one[0], again.start("of"), at, first.kind)


_TITLED = re.compile(r"\s*" + _QUOTED.format("quoted"))  # giấy khen "Gia đình hiếu học"
_ALL_LEVELS = re.compile(r"\s+(?:của\s+)?các cấp(?!\w)")
_OF_TOO = re.compile(r"\s*(?:,|và|,\s*và)\s+(?P<of>của\s+)")


_SORTS = re.compile(r"\"?\s+(?P<sorts>các (?:hạng|loại))(?!\w)\"?")


def _further_classes(plain: str, name: str, at: int, *, inside: bool) -> Iterator[Mention]:
    """More classes of one order: "hạng Nhất, Nhì, Ba", "(hạng Ba năm 1995, hạng Nhì năm 2005)"."""
    while inside and (found := _CLASSES.match(plain, at)):
        at = found.end()
        yield Mention(
            f"{name} hạng {_CLASS[found['class']]}", None, found.start("class"), found.end("class"), "order"
        )


_CLASSES = re.compile(
    r"\s*(?:(?:năm\s+|\()*\d{4}\)?)?\s*(?:\(|,|;|&|và)\s*(?:hạng\s+(?=[i123])|(?![i123])(?:hạng\s+)?)"
    r"(?P<class>nhất|nhì|ba|i{1,3}|[123])(?!\w)(?!\s+(?:tập thể|cá nhân|đơn vị|người|đồng chí))"
)


def _class_to_others(plain: str, name: str, at: int) -> Iterator[Mention]:
    """Another class for somebody else: "tặng Huân chương … hạng Nhất cho A, hạng Ba cho B"."""
    while found := _CLASS_TO.search(plain, at):
        at = found.end()
        yield Mention(f"{name} hạng {_CLASS[found['class']]}", None, found.start("class"), at, "order")


_CLASS_TO = re.compile(r"\s+cho\s+[^;:]{2,90}?(?:,|và)\s+hạng\s+(?P<class>nhất|nhì|ba)(?=\s+cho\s)")


def _in_full(name: str, plain: str, end: int) -> tuple[str, int]:
    """ "Anh hùng Lao động" with the words that may stand behind its closing quote."""
    if name in _RENEWABLE and (renewed := _RENEWED.match(plain, end)):
        return f"{name} thời kỳ đổi mới", renewed.end()
    return name, end


def _capital(words: str) -> str:
    if words.isupper():
        words = re.sub("(?<= )công an(?!\\w)", "Công an", words.lower())
    return words[:1].upper() + words[1:]


def _with_authority(
    sentence: Stretch, name: str, start: int, end: int, kind: str, *, keep: bool = True
) -> Mention:
    """The mention with "của …" behind it, or a level without "của" ("Bằng khen thành phố")."""
    plain = sentence.plain
    if found := re.match(r"\s+(?:năm\s+(?:học\s+)?\d{4}\s+)?(?:của\s+|từ\s+)", plain[end:]):
        at = end + found.end()
        if one := authority(sentence.part(at, len(plain))):
            return Mention(name, one[0], start, at + one[2], kind)
    elif keep and (found := re.match(r"\s+cấp\s+", plain[end:])):
        if one := authority(sentence.part(end + found.end(), len(plain))):
            return Mention(f"{name} cấp {one[0]}", None, start, end + found.end() + one[2], kind)
    elif keep and name != "Thư khen" and (found := _RIGHT_BEHIND.match(plain, end)):
        if one := authority(sentence.part(found.end(), len(plain))):
            return Mention(name, one[0], start, found.end() + one[2], kind)
    elif keep and (level := _CITY.match(plain, end)) and "cấp" not in level["of"]:
        after = plain[level.end() : level.end() + 2]
        if not re.match(r"\s\w", after) or not sentence.text[level.end() + 1 : level.end() + 2].isupper():
            return Mention(name, level["of"], start, level.end(), kind)
    return Mention(name, None, start, end, kind)
