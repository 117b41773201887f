"""Who is meant: collectives and people, and how many of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vinhdanh.exchange.prose.apposition import of_a_body, of_a_person
from vinhdanh.exchange.prose.families import FAMILY_NAMES
from vinhdanh.exchange.prose.passage import UPPER, Stretch
from vinhdanh.exchange.prose.types import RecipientKind

_COLLECTIVES = (
    "tập thể", "đơn vị", "ban chuyên án", "chuyên án", "phòng", "đội", "ban", "công an", "cảnh sát",
    "trường", "cơ quan", "doanh nghiệp", "công ty", "tổng công ty", "tập đoàn", "tổ chức", "chi bộ",
    "đảng bộ", "chi đoàn", "đoàn", "trung đoàn", "tiểu đoàn", "đại đội", "sư đoàn", "lữ đoàn",
    "bệnh viện", "trung tâm", "lực lượng", "địa phương", "xã", "phường", "thị trấn", "thôn", "làng",
    "bản", "ấp", "khu phố", "tổ dân phố", "khu dân cư", "cộng đồng", "dòng họ", "tổ", "nhóm",
    "câu lạc bộ", "cụm", "khối", "hợp tác xã", "sở", "cục", "vụ", "bộ", "tỉnh", "thành phố", "huyện",
    "quận", "ủy ban", "ubnd", "hội", "học viện", "viện", "nhà máy", "xí nghiệp", "hải quan", "chi cục",
    "báo", "đài", "tòa án", "viện kiểm sát", "liên đoàn", "thành đoàn", "tỉnh đoàn", "nhà trường",
    "tòa soạn", "văn phòng", "trại giam", "đồn", "hạm đội", "binh đoàn", "quân khu", "mô hình", "trạm",
    "ê-kíp", "kíp", "nhân dân", "quân", "thanh tra", "chi hội", "khoa", "ngân hàng", "bảo hiểm",
    "kho bạc", "thư viện", "bảo tàng", "hạt", "thị xã", "đảng ủy", "mặt trận", "đặc khu", "chùa",
    "cửa hàng", "siêu thị", "khách sạn", "hãng", "tạp chí", "quân đoàn", "quân chủng", "bộ tư lệnh",
    "bộ chỉ huy", "công đoàn", "hội đồng", "đại học", "mầm non", "tiểu học", "thpt", "thcs", "bqp",
    "ban chỉ huy", "trại tạm giam", "nhà tạm giữ", "trại",
    "lđlđ", "cđ", "cđcs", "bộ đội", "bđbp", "biên phòng", "llvt", "tổng cục", "nhà trẻ", "thôn bản", "ngành",
    "đoàn thể",
    "bưu điện", "điện lực", "nông trường", "lâm trường", "hải đội", "hải đoàn", "phân xưởng", "chi nhánh",
    "huyện đoàn", "liên đội", "cơ sở", "binh chủng", "trường học", "quỹ", "thầy trò", "ngôi trường",
)  # fmt: skip
_PEOPLE = (
    "cá nhân", "người dân", "người", "đồng chí", "cán bộ", "chiến sĩ", "cbcs", "nhân viên", "học sinh",
    "sinh viên", "học viên", "giáo viên", "giảng viên", "nhà giáo", "thầy", "cô giáo", "cô", "bác sĩ",
    "y bác sĩ", "y  bác sĩ", "y sĩ", "điều dưỡng", "nông dân", "công nhân", "thanh niên", "gương mặt",
    "tấm gương", "gương", "phụ nữ", "tài xế", "lái xe", "công dân", "đoàn viên", "hội viên", "đảng viên",
    "vận động viên", "nghệ sĩ", "nhà khoa học", "doanh nhân", "em", "cháu", "quân nhân", "sĩ quan",
    "hạ sĩ quan", "ngư dân", "chuyên gia", "thành viên", "cựu chiến binh", "trưởng thôn", "già làng",
    "người có uy tín", "bà mẹ", "mẹ", "phóng viên", "nhà báo", "kỹ sư", "nữ nhân viên", "lao động",
    "công chức", "viên chức", "tình nguyện viên", "dân quân", "nghệ nhân", "đại biểu", "điển hình",
    "quần chúng", "nữ sinh", "nam sinh", "liệt sĩ",
    "thầy cô", "thầy thuốc", "cựu thanh niên xung phong", "chức sắc", "nhà tài trợ",
    "hiệp sĩ", "vđv", "cnvclđ", "đ/c", "đ/ c",
    "thẩm phán", "kiểm sát viên", "thư ký", "hlv", "huấn luyện viên", "cầu thủ", "dân phòng",
    "bảo vệ dân phố",
    "thầy giáo", "lãnh đạo", "chủ tịch", "phó chủ tịch", "giám đốc", "phó giám đốc", "bí thư chi bộ",
)  # fmt: skip
_HOUSEHOLDS = ("hộ gia đình", "gia đình", "hộ")
_CALLED = (
    "ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cháu", "đồng chí", "đ/c", "tài xế", "lái xe",
    "bác sĩ", "thầy", "nghệ sĩ", "nhà báo", "học sinh", "sinh viên", "pgs", "gs", "ts", "ths",
    "phi công", "nữ sinh", "đại tướng", "thượng tướng", "trung tướng", "thiếu tướng", "đại tá",
    "thượng tá", "trung tá", "đô đốc", "phó đô đốc", "chuẩn đô đốc", "thiếu tá", "đại úy", "thượng úy",
    "trung úy", "thiếu úy", "thượng sĩ", "trung sĩ", "hạ sĩ", "binh nhất", "binh nhì", "liệt sĩ",
    "chiến sĩ", "cán bộ", "mẹ", "cụ", "luật sư", "kỹ sư", "nhà giáo", "cựu chiến binh", "nguyên",
    "bộ trưởng", "thứ trưởng", "đội trưởng", "tổ trưởng", "hiệu trưởng", "viện trưởng", "cục trưởng",
    "bé", "chủ tịch", "nghệ nhân", "phó chủ tịch", "giám đốc", "phó giám đốc", "trưởng",
    "phó trưởng", "bí thư", "hạ sĩ quan",
)  # fmt: skip
NUMERALS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mốt": 1, "tư": 4, "lăm": 5,
}  # fmt: skip


def any_of(words: tuple[str, ...]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DIGIT = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
_TENS = rf"(?:(?:{_DIGIT}) mươi(?: (?:mốt|tư|lăm|{_DIGIT}))?|mười(?: (?:lăm|{_DIGIT}))?)"
_SPELT = rf"(?:(?:{_DIGIT}) trăm(?: (?:(?:linh|lẻ) (?:{_DIGIT}|tư)|{_TENS}))?|{_TENS}|{_DIGIT})"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d+|{_SPELT})"
_KINDS = rf"(?!trường hợp)(?P<body>{any_of((*_COLLECTIVES, *_HOUSEHOLDS, *_PEOPLE))})"
_BOTH = (
    r"(?P<both>\s*(?:,|và|\+|/|&)\s*(?:các\s+|hàng chục\s+|hàng trăm\s+)?(?:lượt\s+)?(?:cá nhân|tập thể"
    r"|hộ gia đình)(?!\w))?"
)
_GROUP = re.compile(
    rf"(?<![\w/.,-])(?P<n>{_NUMBER})(?:/\d[\d.]*)?(?:\s*\([^()\d]{{2,30}}\))?"
    rf"\s+(?:lượt\s+|nữ\s+|nam\s+|nguyên\s+|cựu\s+|vị\s+)?(?:{_KINDS})(?!\w){_BOTH}"
)
_PLURAL = re.compile(
    rf"(?<!\w)(?:(?:các|nhiều|những|hàng chục|hàng trăm|hàng nghìn|một số)\s+|(?=tập thể(?:,| và)(?: "
    rf"các)? cá nhân|(?:ê-kíp|kíp|nhóm|tổ)[^,.;]{{0,40}}(?:gồm|:)))"
    rf"(?:lượt\s+|nữ\s+)?(?:{_KINDS})(?!\w){_BOTH}"
)
_KIND_WORDS = {
    **dict.fromkeys(_CALLED, RecipientKind.INDIVIDUAL),
    **dict.fromkeys(_PEOPLE, RecipientKind.INDIVIDUAL),
    **dict.fromkeys(_COLLECTIVES, RecipientKind.COLLECTIVE),
    **dict.fromkeys(_HOUSEHOLDS, RecipientKind.HOUSEHOLD),
}
# Bodies by their names only: counted, these words mean places and things.
_BODIES_NAMED = (
    "xưởng", "kho", "tổng kho", "bến", "cảng", "mỏ", "bệnh xá", "nhà hát", "rạp", "trung đội", "mttq",
    "tiểu đội", "phân đội", "biên đội", "tổng đội", "liên hiệp", "liên minh", "phân hiệu", "phân viện",
    "giáo xứ", "tu viện", "nhà văn hóa", "nhà xuất bản", "quân y viện", "tiểu ban", "tổ hợp", "nhà khách",
)  # fmt: skip
_NAMED_KINDS = {**dict.fromkeys(_BODIES_NAMED, RecipientKind.COLLECTIVE), **_KIND_WORDS}
_HEAD = re.compile(rf"(?:{any_of(tuple(_NAMED_KINDS))})(?!\w)")


_ORDINAL = re.compile(
    r"(?<!\w)(?:thôn|tổ|đội|đại đội|tiểu đoàn|trung đoàn|trạm|cụm|khu|khu phố|ấp|bản|số|khóa|lần|thứ"
    r"|quận|phường|điều|hạng|khu vực|lớp"
    r"|cứu|cứu sống|cứu được|giúp|bắt|bắt giữ|bắt được|đưa|chở|làm|khiến|khởi tố|bị|hỗ trợ|giải cứu|vận "
    r"động|điều trị cho|khống chế"
    r"|triệu tập|xử phạt)\s+(?:gần\s+|hơn\s+|trên\s+|được\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Recipients of one kind: how many (None for an unstated plural), and their place in the stretch."""

    kind: RecipientKind
    count: int | None
    start: int
    end: int
    named: str | None = None
    digits: bool = False
    times: bool = False  # the number is how many of the award one recipient got
    at_large: bool = False  # nobody in particular: "cho các tập thể"
    spelt: bool = False  # a small number in words: people told of before ("hai chị")
    kinds: tuple[RecipientKind, ...] = ()  # of each of the named, in order


def number(text: str) -> int:
    """A whole number as texts write it: 07, 1.577, hai, hai mươi mốt, một trăm linh năm."""
    if text[0].isdigit():
        return int(text.replace(".", ""))
    whole, last = 0, 0
    for word in text.split():
        if scale := _SCALES.get(word):
            whole, last = whole + last * scale, 0
        elif word == "mười":
            whole += 10
        else:
            last = NUMERALS.get(word, 0)
    return whole + last


_SCALES = {"mươi": 10, "trăm": 100}


def counted(stretch: Stretch) -> list[Group]:
    """Groups with a number: "2 tập thể, 14 cá nhân"."""
    found = []
    for one in _GROUP.finditer(stretch.plain):
        if _ONE_OF.search(stretch.plain, 0, one.start()):
            continue  # "một trong 10 gương mặt" is one
        if _YEAR.fullmatch(one["n"]) and stretch.plain.endswith("năm ", 0, one.start()):
            continue  # "năm 1998 xã được …"
        if (one["n"] == "năm" and not _FIVE.search(stretch.plain, 0, one.start())) or _ORDINAL.search(
            stretch.plain, max(0, one.start() - 40), one.start()
        ):
            continue  # "năm" is nearly always the year; "thôn 11 xã …" counts no communes
        found.append(
            Group(
                _kind(one),
                number(one["n"]),
                one.start(),
                one.end(),
                _body(stretch, one),
                digits=one["n"][0].isdigit(),
                spelt=not one["n"][0].isdigit() and one["n"] != "một",
            )
        )
    return found


_ONE_OF = re.compile(r"(?:một|(?<!\d)0?1) trong (?:số |những )?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
# "năm" is five where a clause begins, else a year.
_FIVE = re.compile(r"(?:^|[,;:(]|(?<!\w)(?:và|cho|gồm))\s*$")


def counts_at(plain: str, at: int) -> bool:
    """Whether a number with its noun begins here: "12 tập thể"."""
    return _GROUP.match(plain, at) is not None


_RANKS = frozenset(("liệt sĩ", "liệt sỹ", "anh hùng"))  # in front of a name with its own rank
_BODY_ENDS = re.compile(
    r"[,;.:()]|(?<!\w)(?:được|đạt|đã|có|vinh dự|nhận|vì|do|với|trong|thuộc|và|là|cùng)(?!\w)"
)


def _body(stretch: Stretch, one: re.Match[str]) -> str | None:
    """The name of a kind of bodies that are counted: "02 Đội Nghiệp vụ"."""
    start = one.start("body")
    if _kind(one) is not RecipientKind.COLLECTIVE or not stretch.text[start].isupper():
        return None
    end = _BODY_ENDS.search(stretch.plain, one.end())
    return " ".join(stretch.text[start : end.start() if end else len(stretch.text)].split()[:8])


def plural(stretch: Stretch) -> list[Group]:
    """Groups without a number: "các đơn vị", "nhiều tập thể và cá nhân"."""
    return [
        Group(
            _kind(one),
            _places(stretch.text[one.end() :]) if _kind(one) is RecipientKind.COLLECTIVE else None,
            one.start(),
            one.end(),
            stretch.text[one.start() :].strip(" ,.") or None,
            at_large=True,
        )
        for one in _PLURAL.finditer(stretch.plain)
    ]


_PLACE = rf"[{UPPER}]\w*(?:\s[{UPPER}]\w*){{0,3}}"
_PLACES = re.compile(rf"\s+{_PLACE}(?:(?:,|\s+và)\s+{_PLACE})+")


def _places(text: str) -> int | None:
    """How many bodies a plural counts by their places: "các huyện Đồi Chè, Bản Lầu"."""
    found = _PLACES.match(text)
    return len(re.findall(_PLACE, found[0])) if found else None


def named(stretch: Stretch) -> Group | None:
    """Recipients by their names: "phòng A, phòng B và Công an huyện C", "chị A và chị B"."""
    parts = _parts(stretch)
    if not parts:
        return None
    if len(parts) == 2:
        (kind, begin, first), (other, second, last) = parts
        if of_a_body(stretch.plain[begin:last]):
            parts = [(kind, begin, last)]
        elif kind == other == RecipientKind.INDIVIDUAL and of_a_person(
            stretch.text[begin:first], stretch.plain[first:second], stretch.text[second:last]
        ):
            parts = parts[1:]
    kinds = tuple(kind for kind, _, _ in parts)
    kind = kinds[0] if len(set(kinds)) == 1 else RecipientKind.MIXED
    start, end = parts[0][1], parts[-1][2]
    names = "; ".join(_tidy(stretch.text[begin:stop]) for _, begin, stop in parts)
    rest = stretch.plain[end:]
    many = _AND_MORE.match(rest) or any(
        _MANY_MORE.search(stretch.plain[max(0, begin - 7) : stop]) for _, begin, stop in parts
    )
    return Group(kind, None if many else len(parts), start, end, names, kinds=kinds)


_MORE_OF = r"(?:các|những|nhiều|một số)\s+(?:đơn vị|tập thể|cá nhân|cơ quan|lực lượng)(?!\w)"
_MANY_MORE = re.compile(rf"^\s*(?:và\s+)?{_MORE_OF}")
_AND_MORE = re.compile(rf"\s*,?\s*(?:và|cùng)\s+{_MORE_OF}")


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(' ,.:"“”')


# Whoever is addressed so is somebody else: "anh Lê Tín, em Minh".
_CALLED_FIRST = re.compile(r"(?:ông|bà|anh|chị|em|cô|chú|bác|cháu|đồng chí|đ/c)\s+(?!ruột|gái|trai)")
_SPLIT = re.compile(r"\s*;\s*|\s*,\s+(?:và\s+)?|\s+(?:và|cùng)\s+|\s+&\s+(?=[^\w]*[a-zđ])")
_LEAD = re.compile(
    r'(?:[\s"(:-]|(?:cho|riêng|còn|bản thân|tập thể|cá nhân|đối với|là|các|gồm|nữ|nam)(?!\w)(?=\s+\w)'
    r"|(?:hai|ba|bốn|\d)\s(?=(?:anh|chị|ông|bà)\s))*"
)
_NAME = re.compile(rf"[{UPPER}]\w*\s+[{UPPER}]\w*")
_POST = re.compile(
    r"(?:tổ|chi hội|ban công tác mặt trận|tiểu đội|trung đội|khoa) trưởng(?=\s+(?:tổ|chi|ban|khu|thôn|bản|ấp"
    r"|khối)(?!\w))|(?:nguyên\s+)?(?:phó\s+|quyền\s+)?(?:tổng giám đốc|giám đốc|trưởng|hiệu trưởng"
    r"|chủ tịch|bí thư|cán "
    r"bộ|nhân viên"
    r"|chủ nhiệm|viện trưởng|cục trưởng|vụ trưởng|đội trưởng|thủ trưởng|ủy viên|trú|sinh|quê|ngụ|thuộc"
    r"|công tác|sn|\d+ tuổi|dân tộc)(?!\w)"
)


def _parts(stretch: Stretch) -> list[tuple[RecipientKind, int, int]]:
    found: list[tuple[RecipientKind, int, int]] = []
    at = 0
    bounds = [(one.start(), one.end()) for one in _SPLIT.finditer(stretch.plain)]
    for stop, after in [*bounds, (len(stretch.plain), len(stretch.plain))]:
        plain, text = stretch.plain[at:stop], stretch.text[at:stop]
        lead = _LEAD.match(plain).end()  # type: ignore[union-attr]
        kind = _kind_of(plain[lead:], text[lead:]) or stretch.known.kind_of(text[lead:].lower())
        if kind == RecipientKind.INDIVIDUAL and "tập thể" in plain[:lead]:
            kind = RecipientKind.COLLECTIVE
        if found and _one_more_place(stretch, found[-1], text[lead:]):
            kind = RecipientKind.COLLECTIVE
        anew = _ENDS_NAMED.search(text) and _AND.search(stretch.plain[max(0, at - 6) : at])
        aside = bool(found) and (
            (_POST.match(plain[lead:]) and not anew) or _describes(stretch, found[-1], at, text[lead:], kind)
        )
        if aside:
            pass  # what the one named before is: his post, his age, where he lives
        elif kind is not None and plain[lead:].strip() not in _RANKS:
            found.append((kind, at + lead, stop))
        elif found:
            break
        at = after
    return found


_AND = re.compile(r"\s(?:và|cùng)\s+$")
# One more office with its bearer: "và Giám đốc Sở Y tế Đỗ Thị Lan".
_ENDS_NAMED = re.compile(rf"\s(?:{'|'.join(sorted(FAMILY_NAMES))})(?:\s[{UPPER}]\w*){{1,3}}[\s.]*$")


def _describes(
    stretch: Stretch, last: tuple[RecipientKind, int, int], at: int, words: str, kind: RecipientKind | None
) -> bool:
    """Whether a part behind a comma only says who a named person is: "anh Lê Tín, tài xế xe ôm"."""
    named_person = (
        last[0] == RecipientKind.INDIVIDUAL
        and _COMMAS.fullmatch(stretch.plain, last[2], at) is not None
        and _NAME.search(stretch.text[last[1] : last[2]]) is not None
    )
    if kind == RecipientKind.COLLECTIVE:
        return named_person  # where he works or lives
    return (
        named_person
        and kind == RecipientKind.INDIVIDUAL
        and (words[:1].islower() or not FAMILY_NAMES.intersection(words.split()[1:]))
        and not _CALLED_FIRST.match(words.casefold())
        and not _by_trade(words.split())
        and (words[:1].islower() or _OFFICER.match(words) is not None)
    )


_OFFICER = re.compile(
    r"(?:Nguyên |Phó |Quyền )?(?:Bộ trưởng|Thứ trưởng|Tư lệnh|Chính ủy|Thống đốc|Chỉ huy|Chánh)\b"
)


_COMMAS = re.compile(r"\s*,(?:(?!(?<!\w)(?:và|cùng)(?!\w))[^;])*")
_PLACED = re.compile(r"(?<!\w)(?:công an|tỉnh|huyện|thành phố|quận|thị xã|xã|phường|đoàn|sở|hội|các)(?!\w)")


_CODE = re.compile(r"[A-ZĐ]{1,4}\d{1,3}(?!\w)")  # a unit by its code: PC45


def _one_more_place(stretch: Stretch, last: tuple[RecipientKind, int, int], words: str) -> bool:
    """Whether two capital words go on a list of bodies by their places: "Công an tỉnh A Lý, Bản Đôn"."""
    if last[0] == RecipientKind.COLLECTIVE and _CODE.match(words):
        return True
    return (
        last[0] == RecipientKind.COLLECTIVE
        and len(words.split()) == 2
        and all(word[:1].isupper() for word in words.split())
        and _PLACED.search(stretch.plain[: last[2]]) is not None
    )


def _kind_of(plain: str, text: str) -> RecipientKind | None:
    """What a name stands for; None where it is no name."""
    if plain.startswith(("cán bộ  ", "cán bộ +", "thầy +")):
        return RecipientKind.COLLECTIVE  # "cán bộ, chiến sĩ Công an xã" are the body as a whole
    if (found := _HEAD.match(plain)) and _HEADS_IT.match(plain, found.end()):
        return RecipientKind.INDIVIDUAL
    if found and found[0] in _MEN and not _NAME.search(text):
        return RecipientKind.COLLECTIVE
    if found and _ACTS.match(plain, found.end()):
        return None
    if found and not plain.startswith("báo cáo") and not text.startswith(("vụ", "bộ trưởng")):
        return _NAMED_KINDS[found[0]]
    words = text.split()
    if _by_trade(words):
        return RecipientKind.INDIVIDUAL
    if 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words):
        return RecipientKind.INDIVIDUAL
    return None


_MEN = frozenset(("dân phòng", "dân quân", "bảo vệ dân phố"))  # of a place, unless somebody is named
_ACTS = re.compile(r"\s+(?:tặng|trao)(?!\w)")
_HEADS_IT = re.compile(r"\s+(?:trưởng|phó)(?!\w)")  # "Trung đội trưởng Lê Tín"
_NO_TRADE = frozenset("tại ở của đến và với theo từ trong cho về do được vào trên".split())


def _by_trade(words: list[str]) -> bool:
    """Whether words are a trade and a person's name: "thợ lò Lê Văn Tín"."""
    small = next((at for at, word in enumerate(words) if not word[:1].islower()), len(words))
    name = words[small : small + 4]
    if not words or words[0] in _NO_TRADE:
        return False
    return 0 < small <= 3 and len(name) > 1 and name[0] in FAMILY_NAMES and name[1][:1].isupper()


def _kind(found: re.Match[str]) -> RecipientKind:
    if found["both"]:
        return RecipientKind.MIXED
    if found["body"] == "cảnh sát":
        return RecipientKind.INDIVIDUAL  # counted they are men, named they are a branch
    return _KIND_WORDS[found["body"]]


def holder(title: str) -> RecipientKind | None:
    """Who holds a title, by its first words: a person a "Chiến sĩ …", a collective a "Đơn vị …"."""
    found = _HEAD.match(title.casefold())
    return _NAMED_KINDS[found[0]] if found else None
