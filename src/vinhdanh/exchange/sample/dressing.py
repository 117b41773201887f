"""Cells as people type them: dates, names, numbers and titles in the many shapes that offices use."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random
from unicodedata import normalize

from vinhdanh.exchange.layout import Column, Kind
from vinhdanh.exchange.sample.rows import Value, capital
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import fold

_EPOCH = date(1899, 12, 30)
_OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ỏe": "oẻ",
    "õe": "oẽ",
    "ọe": "oẹ",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
# As seen in personnel files; what is not listed here is written by its name or from the table of spellings.
_WRITTEN = {
    "Chiến sĩ tiên tiến": ("CSTT", "Chiến sỹ tiên tiến", "CS tiên tiến", "chiến sĩ T.Tiến", "CSTT "),
    "Lao động tiên tiến": ("LĐTT", "LĐ tiên tiến", "Lao động TT"),
    "Chiến sĩ thi đua cơ sở": (
        "CSTĐ cơ sở",
        "CSTĐ CS",
        "CSTĐCS",
        "Chiến sỹ thi đua cơ sở",
        "Danh hiệu CSTĐ cấp cơ sở",
        "chiến sĩ TĐ cấp cơ sở",
    ),
    "Đơn vị quyết thắng": ("ĐVQT", "ĐV quyết thắng", "Đơn vị Quyết thắng"),
    "Đơn vị tiên tiến": ("ĐVTT", "ĐV tiên tiến", "Đơn vị Tiên tiến"),
    "Giấy khen": ("GK", "Giấy khen của Giám đốc Công an tỉnh", "G.khen", "Giấy khen GĐ CAT"),
    "Bằng khen của Bộ, ban, ngành, tỉnh": ("Bằng khen Bộ Công an", "BK UBND tỉnh", "BK của Bộ trưởng BCA"),
    "Bằng khen của Thủ tướng Chính phủ": ("BK TTCP", "Bằng khen Thủ tướng", "BK của TTg"),
    "Hoàn thành xuất sắc nhiệm vụ": ("HTXSNV", "HTXS", "Xuất sắc", "Hoàn thành xuất sắc"),
    "Hoàn thành tốt nhiệm vụ": ("HTTNV", "HTT", "Hoàn thành tốt", "Tốt"),
    "Hoàn thành nhiệm vụ": ("HTNV", "Hoàn thành"),
    "Không hoàn thành nhiệm vụ": ("Không HTNV", "KHTNV"),
}
_BY_NAME = 0.35  # share of words written out as the template writes them


def old_tones(text: str) -> str:
    """The tone mark where it stood before 1984: Hoà, Thuỷ. Words with qu- are written alike in both."""
    words = []
    for word in text.split(" "):
        for new, old in _OLD_TONES.items():
            if word.lower().endswith(new) and not word.lower().startswith("qu"):
                word = word[: -len(new)] + old
        words.append(word)
    return " ".join(words)


def dress_name(rng: Random, name: str) -> str:
    """A name typed by another hand: capitals, decomposed letters, old tone marks, stray spaces."""
    draw = rng.random()
    if draw < 0.12:
        return name.upper()
    if draw < 0.24:
        return normalize("NFD", name)
    if draw < 0.36:
        return old_tones(name)
    if draw < 0.42:
        return f" {name}  "
    if draw < 0.46:
        return name.replace(" ", "\u00a0", 1)
    return name


def dress_date(rng: Random, day: date, habit: int) -> Value:
    """A day in one of the shapes that the reader must know. `habit` 0 to 3: which one a sheet prefers."""
    shape = habit if rng.random() < 0.6 else rng.randrange(8)
    if shape == 0:
        return day
    if shape == 1:
        return f"{day:%d/%m/%Y}"
    if shape == 2:
        return f"{day.day}/{day.month}/{day.year}"
    if shape == 3:
        return (day - _EPOCH).days
    if shape == 4:
        return f"{day:%d-%m-%Y}"
    if shape == 5:
        return f"{day:%d.%m.%Y}"
    if shape == 6:
        return f"{day:%Y-%m-%d}"
    return f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"


class Dresser:
    """Puts the plain values of one sheet into the words of the people who keep it."""

    def __init__(self, rng: Random, spellings: Spellings) -> None:
        self._rng = rng
        self._folded: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, words in spellings.known.items():
            for word, codes in words.items():
                # "HT" or "1" would be understood as well, but nobody types them for this.
                if len(codes) == 1 and len(word) > 3 and "_" not in word:
                    self._folded[kind, codes[0]].append(word)
        self._codes = {
            (kind, capital(label)): code
            for kind, labels in spellings.labels.items()
            for code, label in labels.items()
        }

    def cell(self, column: Column, value: Value, habit: int) -> Value:
        """The value of one cell in another shape that means the same."""
        if value is None:
            return None
        if isinstance(value, date):
            return dress_date(self._rng, value, habit)
        if isinstance(value, str):
            return self._text(column, value)
        if column.kind is Kind.YEAR and self._rng.random() < 0.15:
            return self._rng.choice((str(value), f"năm {value}", f" {value} "))
        return value

    def _text(self, column: Column, value: str) -> Value:
        rng = self._rng
        match column.kind:
            case Kind.CHOICE:
                return self._word(column.choices, value)
            case Kind.FLAG:
                yes, no = ("x", "X", "Có", "v", "✓"), ("Không", "không")
                return rng.choice(yes if value in ("x", "Có") else no)
            case Kind.CITIZEN_ID:
                return rng.choice((value, int(value), f"{value[:3]} {value[3:6]} {value[6:]}"))
            case Kind.CODES:
                return value.replace("; ", rng.choice(("; ", ", ", ";", ",\n", " ; ")))
            case Kind.CODE | Kind.SUBJECT:
                if column.key == "id":  # the sheet that gives the identifier is copied with care
                    return value if rng.random() < 0.9 else f" {value} "
                if rng.random() < 0.85:
                    return value
                return rng.choice((f" {value}", value.replace("-", "–"), value.lower()))
        return dress_name(rng, value) if column.key == "name" else value

    def _word(self, kind: str, name: str) -> str:
        draw = self._rng.random()
        if draw < _BY_NAME:
            return name
        written = _WRITTEN.get(name)
        if written and draw < 0.85:
            return self._rng.choice(written)
        words = self._folded.get((kind, self._codes.get((kind, name), "")))
        if not words:
            return name
        word = self._rng.choice(words)
        if fold(name) == word:
            return self._rng.choice((name.upper(), old_tones(name), normalize("NFD", name), f"{name} "))
        return self._rng.choice((word, word.upper(), word.capitalize()))
