"""Numbers with what they count: "1.240 vụ", "12/15 chỉ tiêu", "4-5%/năm", "2,3 tỷ đồng"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vinhdanh.exchange.prose.nouns import any_of
from vinhdanh.exchange.prose.passage import Stretch

NUMBER = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:,\d+)?"
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
_COUNTED = re.compile(
    rf"(?=\d)(?<![\w.,+-])(?<!\d/)(?<!= )(?<!=)(?P<value>{NUMBER}|\d+\.\d+(?=\s?%))"
    rf"(?:\s?-\s?(?:{NUMBER})(?=\s?[%\w]))?"  # of a span the first
    rf"(?:/(?P<all>{NUMBER})(?![/\d]))?"
    r"(?:\s*\(\s*(?P<share>\d+(?:[.,]\d+)?)\s?%\s*\))?"
    rf"(?P<scale>\s+(?:{any_of(tuple(_SCALES))})(?!\w))?"
    r"(?=\s?%|\s+[^\W\d_]|(?:k?m[23]?|ha|k?g)(?!\w))"
)
_PERCENT = re.compile(r"\s?%(?:/[^\W\d]\w*)?")
_MONEY = re.compile(r"\s+(?:đồng|usd|vnđ|vnd)(?:/\w+){0,2}(?!\w)")
# Heads of one syllable. Any other noun is taken to have two.
_HEADS = frozenset(
    "vụ tin tổ buổi lượt lớp cuộc hộ xã phường thôn bản ấp buôn làng khóm huyện tỉnh đợt suất đơn đội nhóm "
    "g số căn ngôi chiếc con cây phần km mét m ha m2 m3 km2 tấn tạ kg lít ca chốt trường khu việc người em "
    "cháu cụ bài "
    "câu bộ cuốn khẩu xe tàu thuyền mẫu giếng cầu nhà phòng bếp giường liều mũi hố bến chợ món quỹ lần "
    "chị anh hs loại thẻ sổ tấm bức lá quyển cặp đôi tờ bàn áo mũ chăn thùng hộp bao túi máy bể vườn "
    "ao đập cống vở kịch đàn trại cột viên gói bánh gam kwh chuyến trận mắt camera trẻ đoàn".split()
)
_NOUNS = (
    "vụ việc", "tổ chức cơ sở đảng", "trường học", "nguồn tin", "chi bộ", "đảng viên", "sản phẩm", "đề tài",
    "đối tượng", "cơ sở", "mô hình", "trường hợp", "đơn vị", "tin báo", "văn bản", "hồ sơ", "kế hoạch",
    "phương tiện", "chuyên án", "tổ chức", "câu lạc bộ", "băng nhóm", "phương án", "hội nghị", "tài liệu",
    "bài viết", "sáng kiến", "công trình", "tổ dân phố", "khu phố", "khối phố", "cơ quan", "doanh nghiệp",
    "nhà trường", "hợp tác xã", "gia đình", "thanh niên", "học sinh", "sinh viên", "hội viên", "đoàn viên",
    "giáo viên", "cán bộ", "chiến sĩ", "công nhân", "tỉnh, thành phố", "phần việc",
    "công đoàn cơ sở", "đơn vị máu",
    "tổ hòa giải", "ngày công", "điểm đen", "điểm nóng", "điểm trường", "công dân",
    "người dân", "bệnh nhân", "bản tin", "tin bài", "phóng sự", "bị can", "bị cáo", "căn cước",
)  # fmt: skip
_PEOPLE = frozenset(("thanh niên", "tân binh", "công an", "cán bộ", "chiến sĩ", "cbcs"))
_TURNS = frozenset("người khách tin hộ bài tập cá".split())  # of whom turns are counted by name
_SHORT = {"hs": "học sinh"}
_LINKING = frozenset(
    "bị được đã là của và với trong ngoài trên dưới từ đến tới do tại ở cho về vì theo khi nếu thì mà để "
    "có không "
    "chưa cũng các những một hai này đó ấy nay cùng nhằm gồm qua sau trước nhưng hoặc hay nên lại còn "
    "vào ra lên "
    "xuống so thuộc vẫn sẽ đang gần hơn khoảng như phải".split()
)
_NO_NOUN = _LINKING | frozenset(
    "năm tháng ngày giờ phút giây tuổi tuần quý thế kỷ nhiệm kỳ đồng tập cá giải huy huân bằng giấy cờ "
    "danh thư "
    "điểm đại đ đ/c đạt vượt chiếm gắn".split()
)
_POINTS = re.compile(r"\s+điểm(?!\w)")  # of so many: "4,2/5 điểm"
_PLACES = re.compile(
    r"\s+điểm(?=\s(?:tập kết|giao dịch|bán|sinh hoạt|nguy cơ|du lịch|tuyên truyền|vui chơi|tiêm"
    r"|phức tạp|cấp|tiếp nhận)(?!\w))"
)
_WORDS = re.compile(r"\s*([^\W\d_]\w*)(?:\s([^\W\d_]\w*))?")
_NOUN = re.compile(rf"\s+(?P<noun>{any_of(_NOUNS)})(?!\w)")
_NEXT = re.compile(
    rf",\s(?!số\s)(?P<noun>{any_of((*_NOUNS, *_HEADS))})(?!\w)(?! lao động)(?!\s(?:(?!và\s|cùng\s)\w+\s)?\d)"
)
# What a number is called after, not what it counts: "lớp 3", "Điều 5", "sáng 26/1".
_NAMED_BY = re.compile(
    r"(?<!\w)(?:(?<!tổng )(?<!trong )số|lớp|khối|điều|khoản|quý|tháng|ngày|năm|thứ|khu|hạng|quận|mục|kỳ|khóa"
    r"|đợt|lần|tổ|thôn|ấp|đội|phòng|trại|lúc|km|chương|mẫu|sáng|chiều|tối|trưa|đêm|hôm|giai đoạn|nhiệm kỳ"
    r"|mùng|mồng|mỗi|từ|tuổi|cấp độ|mốc|tầng|đề án|phiên bản|(?P<level>mức))\s*$"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, by its place in the sentence."""

    start: int
    end: int
    value: float
    unit: str
    of_all: bool = False  # "12/15 chỉ tiêu"

    @property
    def percent(self) -> bool:
        return self.unit.startswith("%")

    @property
    def money(self) -> bool:
        return self.unit.partition("/")[0].lower() in ("đồng", "usd", "vnđ", "vnd")


def measures_in(sentence: Stretch) -> Iterator[Measure]:
    """The numbers of a sentence that measure or count something, in order."""
    for one in _COUNTED.finditer(sentence.plain):
        measured = _unit_at(sentence, one.end())
        points = (_POINTS if one["all"] else _PLACES).match(sentence.plain, one.end())
        if measured is None and points:
            measured = "điểm", points.end()
        if measured is None:
            continue
        unit, end = measured
        value = _value(one["value"], one["scale"], percent=unit.startswith("%"))
        if not unit.startswith("%") and _only_named(sentence.plain, one, value, unit):
            continue
        yield Measure(one.start(), end, value, unit, of_all=one["all"] is not None)
        if share := one["share"]:
            yield Measure(one.start("share"), end, _value(share, None, percent=True), "%")


def _only_named(plain: str, one: re.Match[str], value: float, unit: str) -> bool:
    if one["all"] and value > _value(one["all"], None, percent=False):
        return True
    if 1900 < value < 2100 and "." not in one["value"] and one["scale"] is None and unit not in _HEADS:
        return True
    called = _NAMED_BY.search(plain, max(0, one.start() - 16), one.start())
    return called is not None and not (called["level"] and one["scale"])


def _value(text: str, scale: str | None, *, percent: bool) -> float:
    if not percent:
        text = text.replace(".", "")
    value = round(float(text.replace(",", ".")) * _SCALES.get((scale or "").strip(), 1), 6)
    return int(value) if value == int(value) else value


def _counts(text: str, words: re.Match[str]) -> bool:
    """Whether a word in capitals counts something, too: "37 CĐCS", "02 Tổ liên gia"."""
    word = text[slice(*words.span(1))]
    return words[1] in _HEADS or (len(word) > 2 and word.isupper() and word.isalpha())


def _unit_at(sentence: Stretch, at: int) -> tuple[str, int] | None:
    """The unit behind a number and where it ends; None where the word behind counts nothing."""
    plain = sentence.plain
    for pattern in (_PERCENT, _MONEY):
        if found := pattern.match(plain, at):
            return sentence.text[slice(*found.span())].strip(), found.end()
    words = _WORDS.match(plain, at)
    if words is None or (sentence.text[words.start(1)].isupper() and not _counts(sentence.text, words)):
        return None
    if noun := _NOUN.match(plain, at):
        unit, end = noun["noun"], noun.end()
    elif words[1] in _NO_NOUN:
        return None
    elif words[1] == "lượt" and words[2] not in _TURNS:
        unit, end = words[1], words.end(1)
    elif words[1] in ("lượt", "loại") and words[2] and words[2] not in _LINKING:
        inner = _NOUN.match(plain, words.end(1))
        unit, end = f"{words[1]} {inner['noun'] if inner else words[2]}", (inner or words).end()
    elif words[1] in _HEADS or not words[2] or words[2] in _LINKING:
        unit, end = words[1], words.end(1)
    else:
        unit, end = f"{words[1]} {words[2]}", words.end()
    for _ in range(2):
        if more := _NEXT.match(plain, end):
            unit, end = f"{unit}, {more['noun']}", more.end()
    if unit.partition(",")[0] in _PEOPLE:
        return "người", end
    return _SHORT.get(unit) or " ".join(sentence.text[at:end].split()), end
