"""The names of honours that can stand in a text: the catalogue's, those of earlier laws, and short forms."""

from __future__ import annotations

import re
from functools import cache

from vinhdanh.awards.catalogue import catalogue

# Orders and medals of earlier laws, which lives and histories of units still name …
_FORMER = (
    "Huân chương Kháng chiến",
    "Huân chương Kháng chiến chống Pháp",
    "Huân chương Kháng chiến chống Mỹ",
    "Huân chương Giải phóng",
    "Huân chương Chiến thắng",
    "Huân chương Chiến sĩ giải phóng",
    "Huân chương Chiến sĩ vẻ vang",
    "Huy chương Kháng chiến",
    "Huy chương Kháng chiến chống Mỹ",
    "Huy chương Hữu nghị",
    # … and those of the neighbours
    "Huân chương Tự do",
    "Huân chương Phát triển",
)


@cache
def orders() -> re.Pattern[str]:
    """Orders and medals of the catalogue, their class aside."""
    names = {
        re.sub(r" hạng .*$", "", one.name).lower(): re.sub(r" hạng .*$", "", one.name)
        for one in catalogue().values()
        if one.name.startswith(("Huân chương", "Huy chương"))
    }
    names |= {name.lower(): name for name in _FORMER}
    _NAMES.update(names)
    tails = "|".join(sorted({re.escape(one.split(" ", 2)[2]) for one in names}, key=len, reverse=True))
    return re.compile(
        rf'"?(?P<form>huân chương|huy chương)\s+"?\s*(?P<tail>{tails})"?(?:\s*,?\s*hạng\s+(?P<class>nhất'
        rf'|nhì|ba|i{{1,3}}|[123])(?!\w))?"?'
    )


_NAMES: dict[str, str] = {}


def order_name(form: str, tail: str) -> str:
    """An order's or medal's name; one that the catalogue lacks ("Huy chương Hữu nghị") by its sister's."""
    if name := _NAMES.get(f"{form} {tail}"):
        return name
    sister = next(name for plain, name in _NAMES.items() if plain.endswith(f" {tail}"))
    return f"{form.capitalize()} {sister.split(' ', 2)[2]}"


@cache
def titles() -> re.Pattern[str]:
    """Titles of the catalogue, of people and of collectives, longest first."""
    names: dict[str, str] = {}
    for one in catalogue().values():
        if one.name.startswith(
            ("Huân chương", "Huy chương", "Cờ", "Bằng khen", "Giấy khen", "Kỷ niệm chương", "Giải thưởng")
        ):
            continue
        for name in (one.name, one.police_name or ""):
            if name and "," not in name:
                names[name.lower()] = name
    for name in (
        "Anh hùng Lao động thời kỳ đổi mới",
        "Chiến sĩ thi đua",
        "Gia đình văn hóa",
        "Gia đình văn hóa tiêu biểu",
        *(
            f"{who} {what}"
            for who in ("Gia đình", "Dòng họ", "Cộng đồng", "Đơn vị", "Công dân")
            for what in ("học tập", "học tập tiêu biểu", "hiếu học", "hiếu học tiêu biểu")
        ),
        "Anh hùng Lực lượng vũ trang nhân dân",
        "Dũng sĩ",
        "Dũng sĩ diệt Mỹ",
        *(f"Chiến sĩ thi đua {of}" for of in ("toàn quân", "toàn lực lượng")),
        *(f"{place} văn hóa" for place in ("Thôn", "Làng", "Bản", "Ấp", "Buôn", "Khóm", "Khu dân cư")),
    ):
        names.setdefault(name.lower(), name)
    names.update(_SHORT)
    for name in [one for one in names.values() if one.endswith("Công an nhân dân")]:
        names[name.lower().replace("công an nhân dân", "cand")] = name
    _TITLES.update(names)
    return re.compile(
        rf'"?(?<!\w)(?P<title>{"|".join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)"?'
    )


_TITLES: dict[str, str] = {}
# As officers write titles in short.
_SHORT = {
    "cstđ": "Chiến sĩ thi đua",
    "cstđ cơ sở": "Chiến sĩ thi đua cơ sở",
    "cstđcs": "Chiến sĩ thi đua cơ sở",
    "cstđ toàn quốc": "Chiến sĩ thi đua toàn quốc",
    "lđtt": "Lao động tiên tiến",
    "ttlđtt": "Tập thể lao động tiên tiến",
    "tập thể lđtt": "Tập thể lao động tiên tiến",
    "ttlđxs": "Tập thể lao động xuất sắc",
    "tập thể lđxs": "Tập thể lao động xuất sắc",
    "đvqt": "Đơn vị quyết thắng",
    "đvtt": "Đơn vị tiên tiến",
    "gđvh": "Gia đình văn hóa",
    "anh hùng llvtnd": "Anh hùng Lực lượng vũ trang nhân dân",
    "anh hùng llvt nhân dân": "Anh hùng Lực lượng vũ trang nhân dân",
    "đơn vị anh hùng llvt nhân dân": "Đơn vị Anh hùng Lực lượng vũ trang nhân dân",
}


def title_name(plain: str, words: str) -> str:
    """The catalogue's name of a title in small letters; a title it doesn't list keeps its words."""
    titles()
    return _TITLES.get(plain, words)
