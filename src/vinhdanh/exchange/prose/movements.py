"""Named movements and campaigns, with their axes and what they are linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.passage import UPPER, Passage, Stretch
from vinhdanh.exchange.prose.types import Movement, Place
from vinhdanh.people.folding import fold

# A unit that is called after a movement is none: "Phòng Xây dựng phong trào …".
_INTRODUCED = (
    r"(?<!phòng xây dựng )(?<!cục xây dựng )(?<!đội xây dựng )"
    r"(?:các\s+)?(?:phong trào(?:\s+thi đua)?|cuộc vận động|đợt (?:thi đua|vận động))"
)
# The name in quotes, behind at most what the movement is for or about: phong trào thi đua với chủ đề “A”.
_QUOTED = re.compile(
    rf"(?<!\w)(?:{_INTRODUCED}"
    rf"(?:\s+(?!được|tặng|danh|cờ|đạt|huân|bằng|là|có|mô)[^\W\d]\w*){{0,3}}?|(?:phát động|triển khai|hưởng "
    rf"ứng) thi đua)\s*:?\s*"
    r'"\s*(?P<name>\w[^"\n]{2,160}?)\s*(?:"|$|\n)'
)
# A second name behind the first: phong trào “A” và “B”.
_MORE = re.compile(r'(?:[,;]|\s+và)(?:\s+\w+)?\s+"\s*(?P<name>[^"\n]{3,160}?)\s*"')
_BARE = re.compile(
    rf"(?<!\w)(?<!dẫn đầu )(?<!xuất sắc ){_INTRODUCED}\s+(?P<name>(?:"
    r"toàn dân đoàn kết xây dựng (?:đời sống văn hóa|nông thôn mới)"
    r"(?: ở khu dân cư|, (?:nông thôn mới, )?đô thị văn minh)?"
    r"|(?:cả nước )?(?:chung sức |chung tay )?xây dựng nông thôn mới|(?:ngày |cả nước chung tay )?vì "
    r"người nghèo"
    r"|người việt nam ưu tiên dùng hàng việt nam"
    r"|phát huy truyền thống,? cống hiến tài năng,? xứng danh bộ đội cụ hồ(?: thời kỳ mới)?"
    r"|nói không với[^,.;\n\"]{3,60}|hiến máu tình nguyện|dạy tốt,? (?:-\s*)?học tốt"
    r"|lao động giỏi,? lao động sáng tạo|(?:nông dân )?(?:thi đua )?sản xuất,?\s+kinh doanh giỏi"
    r"|người tốt,? việc tốt|giỏi việc nước,? đảm việc nhà|tuổi cao,? gương sáng"
    r"|đền ơn đáp nghĩa|uống nước nhớ nguồn|toàn dân|quần chúng|vì an ninh|vì antq|ba nhất|dân vận khéo"
    rf"|(?:thi đua )?quyết thắng)"
    r"(?:\s+(?:tham gia|bảo vệ|an ninh|tổ quốc|antq|khéo|quyết thắng))*)(?!\w)"
)
_CAPITAL = re.compile(
    r"(?<!\w)(?:[Pp]hong trào(?:\s+thi đua)?|(?:[Cc]uộc|[Đđ]ợt) vận động)\s*:?\s+(?P<name>(?!Yêu|CAND"
    r"|Đoàn|Thanh|Hội"
    r"|Cụm|Khối|Công an|Toàn dân(?! đoàn kết| bảo vệ)|TĐ|Thi đua yêu)"
    rf"[{UPPER}]\w+(?:,?\s(?:[-–]\s)?\w+){{1,14}}?)"
    r"(?=\s*[,.;:()\n]|\s+(?:năm|giai đoạn|do|được|của|với|trong|đã|tại|gắn|ở|trên)(?!\w)|$)"
)
# Launched without a name: called by what it is for. Months and years part no name.
_LAUNCHED = re.compile(
    r"(?<!\w)(?:(?:phát động|triển khai|hưởng ứng|tổng kết|sơ kết)\s+(?:các\s+)?(?:(?:phong trào|đợt|cuộc"
    r"|đợt cao điểm)\s+)?"
    r"|(?<!\d )đợt\s+)thi đua\s+"
    r"(?P<name>(?:đợt \d+\s)?(?:giai đoạn|chuyên đề|đặc biệt|cao điểm|nước rút|ngắn ngày"
    r"|chào mừng|lập thành tích|thực hiện|hoàn thành|đẩy mạnh|phấn đấu|xây dựng|bảo đảm|nâng cao"
    r"|chung tay|đồng khởi|liên kết)(?!\w)(?!,?\s+gắn )[^.;:\n\"]{3,130}?)"
    r"(?=\s*[.;:\n\"(]|,\s+(?:do|với|nhằm|từ|tại|trong|kết quả|đến|đã|qua|tạo|góp)(?!\w)"
    r"|\s+năm \d{4}|,?\s+(?:tại|với chủ đề|mang|gắn (?:với|liền))(?!\w)"
    r"|,\s+[^,.;]{0,60}(?:đã|được)\s|$)"
)
# What a competition just launched is called: "mang chủ đề: …".
_THEME = re.compile(
    r"(?<!\w)(?:(?:phong trào|đợt|phát động) thi đua|phong trào)(?!\w)(?:(?!hội thi|hội nghị|cuộc "
    r"thi)[^.;\"]){0,120}?(?<!\w)(?:chủ đề|tên gọi|khẩu hiệu|mang tên)\s*:?\s*(?:là\s+)?(?:"
    r'"\s*(?P<name>[^"\n]{3,160}?)\s*"|(?P<bare>(?<=: )[^.;:\n"]{3,100}?)'
    r"(?=\s*[.;\n]|,\s+(?:qua|nhằm|với|do|từ|tại)(?!\w)|$))"
)
# The Party's study directive is no movement of the year.
_STUDY = re.compile(r"học tập và làm theo.*(?:hồ chí minh|bác)")
_YEAR = re.compile(r"(?<!\w)(?:năm|giai đoạn)\s+(?P<y>20\d\d)")


def read_movements(passage: Passage) -> list[Movement]:
    """The movements that a text names, each once, in order."""
    found: list[Movement] = []
    unnamed: list[str] = []  # called by what they are for
    themed = False
    for sentence in passage.sentences:
        for one, how in _of_sentence(passage, sentence):
            themed = themed or how is _THEME
            if how is _LAUNCHED:
                unnamed.append(one.name)
            key = _key(one.name)
            at = next((i for i, other in enumerate(found) if _one_name(_key(other.name), key)), None)
            if at is not None:
                if _says_more(one, found[at]):
                    found[at] = one
            elif not any(key == _key(other.linked_to or "") for other in found):
                found.append(one)
    return [one for one in found if one.name not in unnamed] if themed else found


def _one_name(one: str, other: str) -> bool:
    """Whether one name is the other, or its end: "Toàn dân bảo vệ …", "Bảo vệ …"."""
    return one.endswith(other) or other.endswith(one)


def _says_more(one: Movement, than: Movement) -> bool:
    """Whether a later mention tells of the movement's launch, its axes or what it is linked to."""
    return (one.linked_to is not None, bool(one.axes), len(one.name)) > (
        than.linked_to is not None,
        bool(than.axes),
        len(than.name),
    )


def _of_sentence(passage: Passage, sentence: Stretch) -> Iterator[tuple[Movement, re.Pattern[str]]]:
    plain = sentence.plain
    if "phong trào" not in plain and "vận động" not in plain and "thi đua" not in plain:
        return
    named: list[tuple[int, tuple[int, int], re.Pattern[str]]] = []
    for one in _QUOTED.finditer(plain):
        named.append((one.start(), one.span("name"), _QUOTED))
        at = one.end()
        while more := _MORE.match(plain, at):
            named.append((more.start(), more.span("name"), _MORE))
            at = more.end()
    taken = [span for _, span, _ in named]
    for pattern, words in ((_THEME, plain), (_BARE, plain), (_CAPITAL, sentence.text), (_LAUNCHED, plain)):
        for one in pattern.finditer(words):
            span = one.span("bare" if pattern is _THEME and one["bare"] else "name")
            if not any(start < span[1] and span[0] < end for start, end in taken):
                named.append((one.start(), span, pattern))
                taken.append(span)
    named.sort(key=lambda one: one[:2])
    linked: set[int] = set()
    for at, (begin, span, how) in enumerate(named):
        if at in linked or _STUDY.search(plain[slice(*span)]):
            continue
        partner = None
        if at + 1 < len(named) and _tied(plain, begin, span[1], named[at + 1][0]):
            partner = named[at + 1][1]
            linked.add(at + 1)
        yield _movement(passage, sentence, begin, span, partner), how


# Tied to another: "gắn với phong trào …", "gắn với thực hiện cuộc vận động …".
_TIED = re.compile(r"(?<!\w)gắn (?:với|liền(?: với)?)(?:\s+[^\W\d]\w*){0,3}\s*$")
_BOUND = re.compile(r"(?<!\w)gắn\s+$")
_WITH = re.compile(r'\s*"?\s+với(?:\s+[^\W\d]\w*){0,3}\s*$')


def _tied(plain: str, begin: int, end: int, other: int) -> bool:
    """Whether the next movement is what this one is tied to: "… gắn với …", "gắn … với …"."""
    if _TIED.search(plain, end, other):
        return True
    return _BOUND.search(plain, 0, begin) is not None and _WITH.match(plain[end:other]) is not None


# The parts, where they stand behind the name: “Ba nhất” (kỷ luật nhất, …).
_PARTS = re.compile(
    r"\s*\"?\s*(?:\(|:\s|(?:với|gồm)\s(?:\w+\s)?(?:nội dung|tiêu chí|trụ cột|mục tiêu)"
    r"(?:\s(?:là|sau))?\s*:?\s*\"?)"
    r"(?P<parts>[^.;)\n\d]{5,200})"
)


def _movement(
    passage: Passage, sentence: Stretch, begin: int, span: tuple[int, int], partner: tuple[int, int] | None
) -> Movement:
    name, axes = _axes(sentence.text[slice(*span)])
    linked_to = None
    if partner:
        linked_to, more = _axes(sentence.text[slice(*partner)])
        axes = axes or more
    if not axes and (behind := _PARTS.match(sentence.plain, (partner or span)[1])):
        parts = re.split(r"\s+[–—-]\s+|,|\s+và\s+", sentence.text[slice(*behind.span("parts"))])
        if 2 <= len(parts) <= 6 and all(0 < len(part.split()) <= 6 for part in parts):
            axes = tuple(part.strip(' "“”') for part in parts)
    year = _YEAR.search(sentence.plain, span[1]) or _YEAR.search(sentence.plain)
    place = Place(*passage.origin(sentence.start + begin, sentence.start + span[1]))
    return Movement(name, int(year["y"]) if year else None, linked_to, axes, place)


def _axes(words: str) -> tuple[str, tuple[str, ...]]:
    """The name, and the parts that stand behind its colon: "Ba nhất: Kỷ luật nhất - …"."""
    name, colon, rest = words.partition(":")
    parts = tuple(one.strip() for one in re.split(r"\s+[–—-]\s+|;|,", rest) if one.strip())
    if not colon or len(parts) < 2:
        return words.strip(), ()
    return name.strip(), parts


def _key(name: str) -> str:
    return fold(name).replace("antq", "an ninh to quoc")
