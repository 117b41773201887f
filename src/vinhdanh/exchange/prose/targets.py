"""Indicators of work with their numbers: what was reached, and what is aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.types import Place, Target

_NUMBER = r"(?P<value>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?P<scale>\s+(?:triệu|nghìn|ngàn|vạn|tỷ|tỉ)(?!\w))?"
_PERCENT = re.compile(r"(?<![\w.,/])(?<!= )(?<!=)(?P<value>\d+(?:[.,]\d+)?)\s?%")
_SCALE = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
_PEOPLE = (
    "thanh niên|tân binh|công an|học sinh|sinh viên|cán bộ|chiến sĩ|cbcs|người|hội viên|đoàn viên|công "
    "nhân|quần chúng"
)
_THINGS = (
    "vụ việc|vụ|tổ chức cơ sở đảng|trường học|nguồn tin|tổ(?! chức)|chi bộ|đảng viên|sản phẩm|đề tài"
    "|đối tượng|buổi"
    "|lượt|lớp|cuộc|hộ|cơ sở|mô hình|trường hợp|đơn vị|trường|tin báo|tin|văn "
    "bản|hồ sơ|kế hoạch|phương tiện|chuyên án"
    "|tổ chức|xã|phường|thôn|câu lạc bộ|băng nhóm|phương án|đợt|hội nghị|tài liệu|tờ rơi|bài viết|sáng "
    "kiến|công trình|căn nhà|suất|đơn"
)
_UNIT = rf"(?P<unit>{_THINGS}|{_PEOPLE})(?!\w)"
_WORK = (
    "xử lý|phát hiện|điều tra|khám phá|làm rõ|triệt phá|triệt xóa|bắt giữ|bắt|vận động|tuyên truyền|kiểm "
    "tra|tuần tra|xử phạt|tiếp nhận"
    "|giải quyết|tập huấn|hướng dẫn|xây dựng|triển khai|huy động|điều động|tổ chức|hỗ trợ|khởi tố|cấp"
    "|truy bắt|ra mắt|thành lập|duy trì|mở"
    "|gọi hỏi|cảm hóa|giáo dục|thu hồi|phối hợp|tham mưu|ban hành|phá|tham gia|đào tạo|cung cấp|bồi dưỡng"
    "|kết nạp|thu hút|thăm hỏi"
)
_DONE = re.compile(
    rf"(?<!\w)(?:{_WORK})(?:\s+\w+){{0,2}}?\s+(?:được\s+)?(?:gần|hơn|trên"
    rf"|khoảng)?\s*(?<![\w.,/]){_NUMBER}\s+{_UNIT}"
)
_HAVE = re.compile(
    rf"(?<!\w)(?:với|có|trong đó|trong số|chúc mừng|tiễn|hiện có|gồm|quản lý|đạt)\s+(?:gần |hơn |trên "
    rf"|khoảng |tổng "
    rf"số )*{_NUMBER}\s+{_UNIT}"
)
# What rose or fell by a number of cases: "giảm 12 vụ", "tăng 5 vụ".
_CHANGED = re.compile(
    rf"(?<!\w)(?:giảm|tăng|vượt|tăng thêm)\s+(?:được\s+)?(?:gần |hơn |trên )?{_NUMBER}\s+{_UNIT}"
)
_MONEY = re.compile(
    r"(?<!\w)(?:thu ngân sách|tổng thu|tổng vốn|doanh thu|lợi nhuận|thu nhập|nộp ngân sách|quyên góp"
    r"|vận động|huy động|tiết kiệm|làm lợi)(?!\w)[^.;%]{0,60}?\s"
    rf"{_NUMBER}\s+(?P<unit>đồng)(?!\w)"
)
_MORE = re.compile(rf"(?:^|;|,)\s*(?:và\s+)?(?:gần |hơn |trên |khoảng )?{_NUMBER}\s+{_UNIT}")
_STOCK = re.compile(
    rf"(?<!\w)số\s+(?P<what>[^.;,]{{4,90}}?(?:, [^.;,]{{2,60}})?)\s+(?:là|còn|đạt)\s+(?:gần |hơn |trên "
    rf")?{_NUMBER}(?![\w/%])"
)
_OF_ALL = re.compile(
    r"(?<![\w.,/])(?P<value>\d+)/\d+\s+(?P<unit>(?:tỉnh, thành phố|tỉnh|xã, phường|xã|phường|huyện|đơn vị"
    r"|cơ sở|trường))(?!\w)"
)
_AIM = re.compile(
    r"(?<!\w)(?:mục tiêu|phấn đấu|chỉ tiêu|sẽ|phát động|dự kiến|kế hoạch năm|đăng ký|yêu cầu|bảo đảm|đề "
    r"ra|được giao|trên tinh thần)(?!\w)"
)
_REACHED = re.compile(
    r"(?<!\w)(?:đạt mục tiêu|(?:đạt|vượt|hoàn thành)(?: và vượt)?(?: mức)? (?:\w+ ){0,2}(?:mục tiêu"
    r"|chỉ tiêu)|duy trì|hiện|hiện nay|đã đạt)(?!\w)"
)
# What follows the colon are aims, one by one: "chỉ tiêu như: …; …".
_LIST_OF_AIMS = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu)(?!\w)[^.:]{0,60}:")
_GIVEN = re.compile(
    r"(?<!\w)(?:khen thưởng|bằng khen|giấy khen|danh hiệu|tặng|thưởng|biểu dương|tuyên dương|huân "
    r"chương)(?!\w)"
)
# The share of those who hold a title is a number of awards: "12 đồng chí Lao động tiên tiến, đạt 9%".
_OF_HOLDERS = re.compile(
    r"\d\s[^;.%]{0,60}(?:chiến sĩ thi đua|lao động tiên tiến|gia đình văn hóa|bằng khen"
    r"|giấy khen)[^;.%]{0,24}"
    r"(?:đạt|chiếm|tỉ lệ|tỷ lệ|bằng)\s+$"
)
# Facts of one case, and casualties, are no indicators.
_ONE_CASE = re.compile(
    r"(?<!\w)(?:hy sinh|hi sinh|tử vong|thiệt mạng|bị thương|nghi phạm|nghi can|tên cướp|nạn nhân|heroin"
    r"|nổ súng)(?!\w)"
)
_PERIOD = re.compile(
    r"(?<!\w)(?:năm|tháng|quý|qua|từ đầu|nhiệm kỳ|giai đoạn|hàng tuần|định kỳ|thường xuyên|trong quá "
    r"trình|luôn)(?!\w)"
)
_BREAK = re.compile(r"[;:(]|,\s(?!\d)|(?<!\w)(?:trong đó|với)(?!\w)")


def read_targets(passage: Passage) -> list[Target]:
    """The indicators with a number, each once, in the text's order."""
    found: list[Target] = []
    for sentence in passage.sentences:
        for one in sorted(_of_sentence(passage, sentence), key=lambda target: target.place):
            if not any(
                (one.value, one.unit, one.indicator) == (o.value, o.unit, o.indicator)
                or one.place.start == o.place.start
                for o in found
            ):
                found.append(one)
    return found


def _of_sentence(passage: Passage, sentence: Stretch) -> Iterator[Target]:
    plain = sentence.plain
    for one in _PERCENT.finditer(plain):
        if _OF_HOLDERS.search(plain, max(0, one.start() - 110), one.start()):
            continue
        yield _target(passage, sentence, one, "%", _indicator(sentence, one))
    if not any(letter.isdigit() for letter in plain):
        return
    for one in _OF_ALL.finditer(plain):
        yield _target(passage, sentence, one, one["unit"], _indicator(sentence, one))
    for one in _STOCK.finditer(plain):
        what = sentence.text[slice(*one.span("what"))]
        unit = re.match(_UNIT, one["what"])
        yield _target(passage, sentence, one, _unit(unit["unit"]) if unit else "", what)
    for one in (*_CHANGED.finditer(plain), *_MONEY.finditer(plain)):
        if not _GIVEN.search(plain, max(0, one.start() - 60), one.end() + 40):
            yield _target(passage, sentence, one, one["unit"], _indicator(sentence, one))
    for one in _HAVE.finditer(plain):
        if _value(one) >= 100 and not _GIVEN.search(plain, max(0, one.start() - 40), one.end() + 60):
            yield _target(passage, sentence, one, _unit(one["unit"]), _indicator(sentence, one))
    if _ONE_CASE.search(plain):
        return
    done = [
        one
        for one in _DONE.finditer(plain)
        if not _GIVEN.search(plain[max(0, one.start() - 40) : one.end() + 40])
    ]
    more = [one for one in _MORE.finditer(plain) if done and one.start() >= done[0].end()]
    taken = [one.span("value") for one in done]
    every = [*done, *(one for one in more if one.span("value") not in taken)]
    if len(every) > 1 or _PERIOD.search(plain) or any(_value(one) >= 20 for one in every):
        for one in every:
            yield _target(passage, sentence, one, _unit(one["unit"]), _indicator(sentence, one))


def _unit(words: str) -> str:
    return "người" if re.fullmatch(_PEOPLE, words) else words


def _value(one: re.Match[str]) -> float:
    text, scale = one["value"], (one.groupdict().get("scale") or "").strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) and "%" not in one[0]:
        text = text.replace(".", "")
    value = float(text.replace(",", ".")) * _SCALE.get(scale, 1)
    return int(value) if value == int(value) else value


def _target(passage: Passage, sentence: Stretch, one: re.Match[str], unit: str, indicator: str) -> Target:
    place = Place(*passage.origin(sentence.start + one.start("value"), sentence.start + one.end()))
    ahead = sentence.plain[max(0, one.start() - 110) : one.start("value")]
    cut = max(ahead.rfind(";"), ahead.rfind("%"))
    aims = list(_AIM.finditer(ahead, cut + 1))
    reached = list(_REACHED.finditer(ahead, cut + 1))
    aimed = (
        bool(aims)
        and "duy trì" not in ahead[cut + 1 :]
        and (not reached or reached[-1].start() < aims[-1].start())
    )
    if not aims and not reached and (listed := _LIST_OF_AIMS.search(sentence.plain, 0, one.start())):
        aimed = not _REACHED.search(sentence.plain, 0, listed.end())
    return Target(" ".join(indicator.split()), _value(one), unit, "target" if aimed else "result", place)


def _indicator(sentence: Stretch, one: re.Match[str]) -> str:
    """The words that say what is counted: behind the number, or in front of "đạt 90%"."""
    rest = sentence.plain[one.end() :]
    cut = _BREAK.search(rest)
    behind = sentence.text[one.end() : one.end() + (cut.start() if cut else min(len(rest), 140))].strip(
        ' ."”)'
    )
    if len(behind) >= 6 and not rest.startswith((",", ")", ";", "(")) and not _TAIL.match(rest):
        return behind
    start = one.start()
    breaks = list(_FIRM.finditer(sentence.plain, 0, max(0, start - 1)))
    ahead = sentence.text[max(breaks[-1].end() if breaks else 0, start - 140) : start]
    return _VERGE.sub("", ahead.strip(' ."“(')) or sentence.text[:120]


_FIRM = re.compile(r"[;:(]|%[^,]{0,40},")
_VERGE = re.compile(r"\s*(?:đạt|là|chiếm|trên|gần|hơn|ở mức\s+\w+|tới|lên)*\s*(?:trên|gần|hơn|khoảng)?$")
_TAIL = re.compile(r"\s*(?:trở lên|so với|, |\.|$)")
