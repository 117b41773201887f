"""Authorities: where one is named in a text, and how far its name goes."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.nouns import any_of, counts_at
from vinhdanh.exchange.prose.passage import Stretch

_OFFICES = (
    "chủ tịch nước", "nhà nước", "chính phủ", "thủ tướng chính phủ", "thủ tướng", "phó thủ tướng",
    "trưởng ban", "phó trưởng ban",
    "trưởng công an", "phó trưởng công an", "trưởng phòng", "phó trưởng phòng", "bộ trưởng", "thứ trưởng",
    "tổng giám đốc", "phó tổng giám đốc", "giám đốc", "phó giám đốc", "phó chủ tịch", "chủ tịch",
    "bí thư", "phó bí thư", "ubnd", "ủy ban nhân dân", "ủy ban", "hđnd", "công an", "trung ương đoàn",
    "thành đoàn", "tỉnh đoàn", "lãnh đạo", "ban", "sở", "hội", "liên đoàn", "lđlđ", "tổng công ty",
    "công ty", "tập đoàn", "quân khu", "đảng ủy", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy",
    "tổng cục", "cục", "bộ tư lệnh", "bộ", "tỉnh", "huyện", "thành phố", "tp", "quận", "xã", "phường",
    "quốc hội", "ủy ban thường vụ quốc hội", "trung ương", "mặt trận tổ quốc", "mặt trận",
    "ủy ban mặt trận tổ quốc", "mttq", "ủy ban mttq", "tư lệnh", "trung đoàn", "hiệu trưởng", "trường",
    "bệnh viện", "phòng",
    "tổng liên đoàn", "tổng lđlđ", "đoàn thanh niên", "hội đồng", "viện", "chánh án", "viện trưởng",
    "bảo hiểm xã hội", "kho bạc", "ngân hàng", "các bộ", "các sở", "các ngành", "các đoàn thể",
    "các cấp", "chỉ huy trưởng", "chính ủy",
    "viện kiểm sát", "tòa án", "tand", "học viện", "đại học", "quân chủng", "quân đoàn", "binh chủng",
    "công đoàn", "hiệp hội", "quân ủy", "bộ chỉ huy", "bộ đội", "ban chấp hành", "bch", "btv",
    "đảng bộ", "đảng đoàn",
    "huyện đoàn", "quận đoàn", "trung tâm", "thủ trưởng", "sư đoàn", "đồn", "lữ đoàn", "nhà trường",
    "chánh thanh tra",
    "chủ nhiệm", "ngành", "chi cục", "đài", "báo", "hạt", "đoàn khối", "đoàn trường", "tổng biên tập",
    "giám thị", "chánh văn phòng",
    "liên minh", "liên hiệp", "thị ủy", "thị đoàn", "xã đoàn",
    "lữ đoàn trưởng", "sư đoàn trưởng", "trung đoàn trưởng", "tổng tham mưu trưởng", "bộ tổng tham mưu",
    "thống đốc", "cục trưởng", "tổng cục trưởng", "chi cục trưởng", "vụ trưởng",
)  # fmt: skip
_NOT_OFFICE = (
    r"(?!\s+(?:hành|cáo|nghị|kết|viên|hợp(?! tác xã)|chống|thi|thảo|trường thi|môn|mặt|tạo"
    r"|giảng|họp|ngành nghề)(?!\w))"
)
_OFFICE = re.compile(
    rf"(?<![\w/-])(?!xã\s+hội)(?:đảng\s+(?:\+\s+)?nhà nước"
    rf"|{any_of(_OFFICES)})(?!\w){_NOT_OFFICE}"
)
# Words in lower case that go on inside an authority's name.
_INSIDE = frozenset(  # words of offices
    (
        "nước", "nhân", "dân", "tỉnh", "thành", "phố", "huyện", "quận", "xã", "phường", "thị",
        "trấn", "trung", "ương", "chính", "phủ", "bộ", "công", "an", "ủy", "ban", "tp", "tp.",
        "thường", "vụ", "trực", "tiếp", "lãnh", "đạo", "giám", "đốc", "chủ", "tịch", "cảnh",
        "sát", "phòng", "cháy", "đoàn", "đảng", "các", "cấp", "quốc", "hội", "nhà", "tổng",
        "cục", "sở", "tư", "lệnh", "thủ", "tướng", "mặt", "trận", "tổ", "đồng", "thi", "đua",
        "khen", "thưởng", "giáo", "dục", "đào", "tạo", "y", "tế", "giao", "thông", "vận", "tải",
        "trường", "bệnh", "viện", "&", "quân", "khu", "tham", "mưu", "điều", "tra", "cơ",
        "kiểm", "án", "tòa", "tối", "cao",
        "động", "thập", "đỏ", "hiệp", "cựu", "chiến", "binh", "thanh", "niên", "chức", "hiến", "máu", "tình",
        "nguyện", "khối", "đường", "sắt", "truyền", "hình", "biên", "của", "toàn", "đô", "ty", "cổ",
        "phần", "tập", "đội", "+", "nông", "phụ", "nữ", "lao",
    )
)  # fmt: skip
_WORD = re.compile(r"\S+")
_STOP = {
    "đã",
    "vừa",
    "cũng",
    "tặng",
    "trao",
    "cho",
    "về",
    "vì",
    "và",
    "do",
    "được",
    "trong",
    "tại",
    "với",
    "để",
    "sẽ",
    "thưởng",
    "gửi",
    "nhận",
    "khen",
    "biểu",
    "tuyên",
    "phối",
    "cùng",
    "thuộc",
    "theo",
    "đến",
    "tới",
    "từ",
    "thăm",
    "dự",
    "ký",
    "mời",
    "yêu",
    "đề",
    "có",
    "là",
    "trên",
    "ở",
    "ngày",
    "vinh",
    "truy",
    "quyết",
    "phó",
    "số",
    "hỗ",
}


def authority(stretch: Stretch) -> tuple[str, int, int] | None:
    """The authority whose name begins where the stretch begins (spaces aside): its words and place."""
    lead = len(stretch.plain) - len(stretch.plain.lstrip(' "'))
    office = _OFFICE.match(stretch.plain, lead)
    if office is None:
        return None
    end = lead
    words = list(_WORD.finditer(stretch.text, lead, lead + 200))
    for at, word in enumerate(words):
        bare = word[0].rstrip(',;:".)”')
        low = stretch.plain[word.start() : word.start() + len(bare)].strip()
        if word.start() >= office.end() and (
            (low == bare and low in _STOP and not (low == "số" and words[at - 1][0] == "Dân"))
            or (low == "ban" and stretch.plain.startswith(" hành", word.end()))
            or (bare.isdigit() and at and _UNNUMBERED.search(words[at - 1][0].lower()))
            or counts_at(stretch.plain, word.start())  # "… Công an tỉnh 12 tập thể" counts
            or not (_goes_on(bare, low) or _bridges(words, at))
        ):
            break
        end = word.start() + len(bare)
        if (
            bare != word[0]
            and stretch.plain[word.end() - 1] in ',;:).”"'
            and not word[0].lower().startswith("tp.")
        ):
            break
    if stretch.plain[lead:end].endswith(" các"):
        end -= 4  # "Cờ thi đua của Chính phủ các năm …"
    return (stretch.text[lead:end], lead, end) if end > lead else None


# Behind these a number is no name: "Cờ thi đua của Chính phủ 3".
_UNNUMBERED = re.compile(r"^(?:phủ|tỉnh|nước|bộ|huyện|phố|xã|trưởng|tịch|đốc|ngành|tướng)$")


def _goes_on(bare: str, low: str) -> bool:
    return bare[:1].isupper() or low in _INSIDE or bare[:1].isdigit() or bare == "&"


# Words in lower case that end a branch's name behind one in capitals: "Thể thao", "Du lịch", "Khoa học".
_TAILS = frozenset(
    "thao lịch học nghệ nguyên trường nghiệp hoạch tư tin thông binh triển thôn tộc giáo tạo dục hình sự "
    "vụ thương mại hội tế chính pháp huấn số".split()
)


def _bridges(words: list[re.Match[str]], at: int) -> bool:
    """Whether a word in lower case joins two in capitals: "Công ty Đường sắt Sài Gòn"."""
    if at == 0 or not words[at - 1][0][:1].isupper():
        return False
    return words[at][0].rstrip(",.;:") in _TAILS or (at < len(words) - 1 and words[at + 1][0][:1].isupper())


# Where somebody acts: "các xã trong tỉnh", "trên địa bàn huyện".
_WHERE = re.compile(r"(?<!\w)(?:trong|trên|địa bàn|toàn|ở) $")
_PLACES = frozenset(("tỉnh", "huyện", "thành phố", "tp", "quận", "xã", "phường", "ngành"))
_LEVEL = re.compile(r"(?:^|\s)cấp $")  # "cấp tỉnh tặng …"


def last_authority(stretch: Stretch) -> tuple[str, int, int] | None:
    """The last authority named in a stretch."""
    best = None
    at = 0
    while found := _OFFICE.search(stretch.plain, at):
        if _WHERE.search(stretch.plain, 0, found.start()) and found[0] in _PLACES:
            at = found.end()
        elif one := authority(stretch.part(found.start(), len(stretch.plain))):
            start = found.start() - 4 if _LEVEL.search(stretch.plain, 0, found.start()) else found.start()
            best = (stretch.text[start : found.start() + one[2]], start, found.start() + one[2])
            at = max(best[2], found.end())
        else:
            at = found.end()
    return best
