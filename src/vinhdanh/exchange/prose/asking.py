"""Who asks: the leader or the body that stands before a verb of asking."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.authorities import last_authority
from vinhdanh.exchange.prose.passage import UPPER, Passage, Stretch

ASK = re.compile(
    r"(?<!\w)(?P<verb>yêu cầu|đề nghị|(?<!ban )(?<!tổ )chỉ đạo|lưu ý|nhấn mạnh|chỉ rõ|nêu rõ|căn dặn"
    r"|khẳng định|cho rằng|quán triệt|chia sẻ|(?<!được "
    r")(?<!bàn "
    r")giao(?!\s+(?:thông|nhận|lưu|dịch"
    r"|ban(?! (?:tổ chức|tuyên|dân vận|nội chính|chỉ|quản|thi đua|giám|kinh tế|chấp|cán sự|pháp chế|văn hóa))"
    r"|quân|hữu|gà|ước|thừa|hàng|nộp|tiếp|thương|khoán|hội|hòa|lộ"
    r"|điểm|cho nhau)))(?!\w)"
    r"(?!\s+(?:của|tại hội|nhiệm vụ trong|điều hành|tặng|truy tặng|phong tặng|khen thưởng|xét tặng|với công))"
)
_NOUN = re.compile(
    r"(?:đáp ứng|theo|các|những|phát biểu|sự|ý kiến|lãnh đạo,?|quản lý(?: và)?|nội dung|được|thực hiện"
    r"|tham mưu|mọi|hồ sơ|(?<!có )(?<!hành )văn bản|xét|cần|công tác|trước|một|số|\d+|hai|ba|bốn|năm)\s+$"
)
_LEADER = re.compile(
    r"(?<!\w)(?:(?:đồng chí|đ/c)\s+)?(?:phó\s+)?(?:chủ tịch|bí thư|(?:tổng )?giám đốc|tổng bí thư"
    r"|thủ tướng|bộ trưởng|thứ trưởng|trưởng ban|trưởng đoàn|tư lệnh|chính ủy|chính trị viên|hiệu trưởng"
    r"|chỉ huy trưởng|chủ nhiệm|viện trưởng|chánh án"
    r"|giám thị|thủ trưởng|trưởng công an|trung đoàn trưởng|sư đoàn trưởng|lữ đoàn trưởng"
    r"|lãnh đạo|trung tá|thiếu tá|đại úy|đại tá|thượng tá|thiếu tướng|trung tướng|thượng tướng|đại tướng"
    r"|(?<!đàn )ông(?! bà)"
    r"|(?<!đàn )bà(?! con)|anh(?! em| hùng)|chị(?! em)|chính phủ|ban giám đốc|tướng|cục trưởng|trưởng phòng"
    r"|đảng ủy|ban thường vụ|thường trực|ubnd|bộ công an|bộ quốc phòng|tỉnh ủy|huyện ủy|thành ủy|quân ủy"
    r"|ban chỉ đạo|đồng chí|đ/c|quốc hội|hội nghị)(?!\w)(?!\s+tác)"
)
# Bodies ask, where they are the subject alone.
_BODY = re.compile(
    r"(?:^|,\s)(?P<who>(?:đoàn (?:kiểm tra|công tác|giám sát|thanh tra)|hội đồng|ban (?:giám hiệu|chấp "
    r"hành|tổ chức|giám "
    r"đốc|thi đua)|sở|bộ|cục|chi cục|tổng cục|quân khu|công an (?:tỉnh|thành phố|huyện)|liên đoàn|tổng "
    r"liên đoàn"
    r"|trung ương (?:đoàn|hội)|tỉnh đoàn|hội|mặt trận|ủy ban)(?!\w)(?:\s(?!đã"
    r"|được)[^\W\d]\w*){0,7}?),?\s*(?:đã|cũng|vừa)?\s*$"
)
# Nothing in front of the verb that could be the subject.
ALONE = re.compile(r"(?:(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|qua đó|trong đó|trước mắt|cũng),?\s*)*")
# Papers ask, too: "Công điện yêu cầu …".
_PAPER = re.compile(
    r"(?<!\w)(?:kế hoạch|chỉ thị|công văn|công điện|văn bản|nghị quyết|kết luận|thông báo|thông tri|hướng "
    r"dẫn)"
    r"(?:\s+(?:này|số\s\S+|nêu trên|trên|của\s[^,;.]{3,40}?))?,?\s+(?:đã|cũng|còn|đồng thời)?\s*$"
)
_OTHERS = re.compile(
    r"(?<!\w)(?:người dân|cử tri|bà con|gia đình|(?<!ban )(?<!đồng )(?<!an )(?<!đội )nhân dân|học sinh"
    r"|đại biểu|nhiều|đối tượng|bị hại"
    r"|khách)(?!\w)[^,;]{0,40}$"
)
_ACTS = re.compile(
    r"\s+(?:đã|cũng|vừa|có|ban hành|phát biểu|nhiệt liệt|biểu dương|ghi nhận|đánh giá|chúc mừng)(?:\s.*)?$"
)
# "người đàn ông ngoài 40 tuổi": nobody who is named.
_SOMEBODY = re.compile(rf"(?:ông|bà|anh|chị)\s(?!ấy|này)[^\W\d_{UPPER}]")
# "bà Nông Thị Sim, Chủ tịch Hội …": the name in front of the post.
_NAME_AHEAD = re.compile(
    rf"(?:(?:[Đđ]ồng chí|[Bb]à|[Ôô]ng|anh|chị|(?:[Đđ]ại|[Tt]hượng|[Tt]rung|[Tt]hiếu) t(?:á|ướng))\s+)"
    rf"(?:[{UPPER}]\w*\s){{1,3}}[{UPPER}]\w*\s?[,–-]\s*$"
)
_JOINED = re.compile(
    r"(?:đồng thời|(?<!\w)và|,|qua đó|từ đó|song song đó|cũng|sau đó)\s*(?:đã|cũng|xin|,)?\s*$"
)
_NAME_ENDS = re.compile(
    r",|[\s(](?:đã|cũng|phát biểu|ghi nhận|biểu dương|đánh giá|chúc mừng|khẳng định|nhiệt liệt|bày tỏ|cho "
    r"biết"
    r"|nêu rõ|nhấn mạnh|hoan nghênh|kết luận|thay mặt|thừa|dự|đến|trao|tới)(?!\w)"
)
_NAMED_POST = re.compile(
    rf"(?P<post>[{UPPER}]\w+(?:\s+\w+)?)\s+(?P<name>(?:[{UPPER}]\w+\s+){{1,3}}[{UPPER}]\w+)"
)
_NAME_LAST = re.compile(rf"[{UPPER}]\w+\s+[{UPPER}]\w+$")


def asks_in(sentence: Stretch) -> list[re.Match[str]]:
    """The verbs of asking, where they are verbs."""
    return [
        one
        for one in ASK.finditer(sentence.plain)
        if not _NOUN.search(sentence.plain, max(0, one.start() - 24), one.start())
        and not re.match(
            r"\s+(?:nhiệm vụ(?! cho\s|:)|chính trị|đặt ra)", sentence.plain[one.end() : one.end() + 20]
        )
    ]


def leader_before(stretch: Stretch, verb: str = "") -> str | None:
    """Who asks: from the last leader's post or name before the verb."""
    clause = stretch.part(stretch.plain.rfind(";") + 1, len(stretch.plain))
    if _OTHERS.search(clause.plain) and not _JOINED.search(clause.plain):
        return None
    found = list(_LEADER.finditer(clause.plain))
    if not found:
        # What a body directs ("chỉ đạo") in its own branches it sets itself.
        body = _BODY.search(clause.plain) if verb in ("yêu cầu", "đề nghị", "giao", "lưu ý") else None
        return clause.text[slice(*body.span("who"))].strip(" ,") if body else None
    start = found[-1].start()
    for one in reversed(
        found[:-1]
    ):  # "đồng chí Thứ trưởng", "Lãnh đạo Công an": the post begins further left
        if clause.plain[one.end() : start].strip(" -") == "":
            start = one.start()
    words = _ACTS.sub("", clause.text[start:].strip(' ,:-–"“'))
    if _SOMEBODY.match(words):
        return None
    if len(words.split()) > 14:
        if not _JOINED.search(clause.plain):
            return None
        stop = _NAME_ENDS.search(clause.plain, start + 4)
        words = clause.text[start : stop.start() if stop else len(clause.text)]
    name = _NAME_AHEAD.search(clause.text, 0, start)
    return (name[0] if name else "") + words.strip(' ,:-–"“') or None


def paper_before(passage: Passage, stretch: Stretch) -> str | None:
    """The body whose paper asks: the last one named above it, else the paper."""
    paper = _PAPER.search(stretch.plain)
    if paper is None:
        return None
    for sentence in reversed([one for one in passage.sentences if one.start <= stretch.start]):
        part = sentence.part(
            0, min(len(sentence.text), max(0, stretch.start + paper.start() - sentence.start))
        )
        if who := last_authority(part):
            return who[0]
    return stretch.text[slice(*paper.span())].strip(" ,")


# Who acts in the paper in its own name: "UBND huyện xét, tặng …"; else who signs it.
_ACTING = re.compile(
    rf"(?:^|[,;]\s)(?P<who>(?:UBND|Ủy ban nhân dân|Ban [{UPPER}]\w+|Công an|Sở|Hội|Bộ)(?:\s[\w-]+){{1,5}}?)\s"
    r"(?:xét|ban hành|xây dựng|tổ chức|phát động|triển khai|yêu cầu|giao)(?!\w)"
)
_SIGNED = re.compile(r"(?:TM|T/M)\.\s*(?P<who>[^\n\d]{4,60}?)\s*(?:\n|$|KT\.|CHỦ TỊCH|TRƯỞNG BAN)")
_PAPER_TITLE = re.compile(r"(?:kế hoạch|công điện|chỉ thị|công văn|chương trình)(?: số \S+)?\.?")


def issuer(passage: Passage) -> str | None:
    """The body that issues a plan or directive, where the text is one."""
    if not any(_PAPER_TITLE.fullmatch(one.plain) for one in passage.sentences[:12]):
        return None
    for one in passage.sentences:
        if acting := _ACTING.search(one.text):
            return acting["who"]
    signed = _SIGNED.search(passage.text)
    return signed["who"] if signed else None


def named(passage: Passage, who: str) -> str:
    """The post with its bearer's name, where the text names him elsewhere."""
    post = re.sub(r"^đồng chí\s+", "", who, flags=re.IGNORECASE).strip()
    if _NAME_LAST.search(post):
        return post
    for one in _NAMED_POST.finditer(passage.text):
        if one["post"].casefold() == post.casefold():
            return f"{post} {one['name']}"
    return post
