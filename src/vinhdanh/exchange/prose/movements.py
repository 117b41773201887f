"""Named movements and campaigns, with their axes and what they are linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.passage import UPPER, Passage, Stretch
from vinhdanh.exchange.prose.types import Movement, Place
from vinhdanh.people.folding import fold

# A unit that is called after a movement is none: "Phòng Xây dựng phong trào …".
_INTRODUCED = r"(?<!xây dựng )(?:các\s+)?(?:phong trào(?:\s+thi đua)?|cuộc vận động)"
_QUOTED = re.compile(rf'(?<!\w){_INTRODUCED}\s*:?\s*"\s*(?P<name>[^"\n]{{3,160}}?)\s*(?:"|$|\n)')
# A second name behind the first: phong trào “A” và “B”.
_MORE = re.compile(r'(?:[,;]|\s+và)(?:\s+\w+)?\s+"\s*(?P<name>[^"\n]{3,160}?)\s*"')
_BARE = re.compile(
    rf"(?<!\w)(?<!dẫn đầu )(?<!xuất sắc ){_INTRODUCED}\s+(?P<name>(?:"
    r"toàn dân đoàn kết xây dựng (?:đời sống văn hóa|nông thôn mới)"
    r"(?: ở khu dân cư|, đô thị văn minh)?|(?:cả nước )?(?:chung sức |chung tay )?xây dựng nông thôn mới"
    r"|đền ơn đáp nghĩa|uống nước nhớ nguồn|toàn dân|quần chúng|vì an ninh|vì antq|ba nhất|dân vận khéo"
    rf"|thi đua quyết thắng)"
    r"(?:\s+(?:bảo vệ|an ninh|tổ quốc|antq|khéo|quyết thắng))*)(?!\w)"
)
_CAPITAL = re.compile(
    r"(?<!\w)(?:[Pp]hong trào(?:\s+thi đua)?|[Cc]uộc vận động)\s*:?\s+(?P<name>(?!Yêu|CAND|Đoàn|Thanh|Hội"
    r"|Cụm|Khối|Công an|Toàn dân(?! đoàn kết| bảo vệ)|TĐ|Thi đua yêu)"
    rf"[{UPPER}]\w+(?:,?\s\w+){{1,14}}?)"
    r"(?=\s*[,.;:()\n]|\s+(?:năm|giai đoạn|do|được|của|với|trong|đã|tại|gắn|ở|trên)(?!\w)|$)"
)
_LAUNCHED = re.compile(
    r"(?<!\w)phát động\s+(?:các\s+)?(?:phong trào|đợt)\s+thi đua\s+(?P<name>(?:giai đoạn|đặc biệt|cao "
    r"điểm|chào mừng|lập thành tích|thực hiện)[^,.;\n\"]{3,110})"
)
# The Party's study directive is no movement of the year.
_STUDY = re.compile(r"học tập và làm theo.*(?:hồ chí minh|bác)")
_YEAR = re.compile(r"(?<!\w)(?:năm|giai đoạn)\s+(?P<y>20\d\d)")


def read_movements(passage: Passage) -> list[Movement]:
    """The movements that a text names, each once, in order."""
    found: list[Movement] = []
    for sentence in passage.sentences:
        for one in _of_sentence(passage, sentence):
            key = _key(one.name)
            at = next((i for i, other in enumerate(found) if _one_name(_key(other.name), key)), None)
            if at is not None:
                if _says_more(one, found[at]):
                    found[at] = one
            elif not any(key == _key(other.linked_to or "") for other in found):
                found.append(one)
    return found


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


def _of_sentence(passage: Passage, sentence: Stretch) -> Iterator[Movement]:
    named = []
    for one in _QUOTED.finditer(sentence.plain):
        named.append((one.start(), one.span("name")))
        at = one.end()
        while more := _MORE.match(sentence.plain, at):
            named.append((more.start(), more.span("name")))
            at = more.end()
    taken = [span for _, span in named]
    for pattern, words in ((_BARE, sentence.plain), (_CAPITAL, sentence.text), (_LAUNCHED, sentence.plain)):
        for one in pattern.finditer(words):
            if not any(start <= one.start("name") < end for start, end in taken):
                named.append((one.start(), one.span("name")))
                taken.append(one.span("name"))
    named.sort()
    linked: set[int] = set()
    for at, (begin, span) in enumerate(named):
        if at in linked or _STUDY.search(sentence.plain[slice(*span)]):
            continue
        partner = None
        if at + 1 < len(named) and re.search(
            r"(?<!\w)gắn (?:với|liền)", sentence.plain[span[1] : named[at + 1][0]]
        ):
            partner = named[at + 1][1]
            linked.add(at + 1)
        yield _movement(passage, sentence, begin, span, partner)


def _movement(
    passage: Passage, sentence: Stretch, begin: int, span: tuple[int, int], partner: tuple[int, int] | None
) -> Movement:
    name, axes = _axes(sentence.text[slice(*span)])
    linked_to = None
    if partner:
        linked_to, more = _axes(sentence.text[slice(*partner)])
        axes = axes or more
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
