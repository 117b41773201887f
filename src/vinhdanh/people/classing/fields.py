"""Reading the values of a TOML table, each with what to say where it is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from vinhdanh.engine.lawfiles import Problem
from vinhdanh.engine.predicates.parsing import ParseError, parse_share
from vinhdanh.people.classing.places import Place, Places

TOP: Place = ("", 0)


class Fields:
    """Values by kind. A wrong one is noted in ``problems`` and read as something harmless."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.places = Places(text)
        self.problems: list[Problem] = []

    def wrong(self, message: str, place: Place, key: str = "", word: str = "") -> None:
        self.problems.append(Problem(self.file, self.places.line(place, key, word), message))

    def near(self, word: str, known: Collection[str]) -> str:
        close = get_close_matches(word, list(known), n=1)
        return f"ý là “{close[0]}”?" if close else f"chỉ có: {', '.join(known)}"

    def known_keys(
        self, table: Mapping[str, Any], known: Collection[str], place: Place, under: str = ""
    ) -> None:
        """``under``: the key whose value the table is, where it has no header of its own."""
        for key in table.keys() - set(known):
            at = under or key
            self.wrong(f"không có mục “{key}”; {self.near(key, known)}", place, at, key)

    def word(self, value: Any, known: Collection[str], what: str, place: Place, key: str) -> str:
        """A word of a closed list; the first one where it is none, so that reading goes on."""
        if isinstance(value, str) and value in known:
            return value
        shown = str(value)
        self.wrong(f"{what} “{shown}” không có; {self.near(shown, known)}", place, key, shown)
        return next(iter(known))

    def words(
        self, table: Mapping[str, Any], key: str, known: Collection[str], what: str, place: Place
    ) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list):
            self.wrong(f"“{key}” là một danh sách trong ngoặc vuông, đọc được {values!r}", place, key)
            return ()
        return tuple(self.word(value, known, what, place, key) for value in values)

    def text(self, table: Mapping[str, Any], key: str, place: Place, *, needed: bool = True) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.wrong(f"thiếu “{key}”, hoặc không phải chữ trong dấu nháy", place, key)
            return ""
        return value.strip()

    def whole(self, table: Mapping[str, Any], key: str, place: Place, least: int, most: int) -> int:
        value = table.get(key, least)
        if type(value) is not int or not least <= value <= most:
            self.wrong(f"“{key}” là số nguyên từ {least} đến {most}, đọc được {value!r}", place, key)
            return least
        return value

    def yes(self, table: Mapping[str, Any], key: str, place: Place, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.wrong(f"“{key}” là true hoặc false, đọc được {value!r}", place, key)
            return default
        return value

    def tables(self, parent: Mapping[str, Any], key: str, place: Place) -> list[Mapping[str, Any]]:
        value = parent.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(f"“{key}” viết thành từng khối [[{key}]]", place, key)
            return []
        return value

    def table(self, parent: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
        value = parent.get(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(f"“{key}” viết thành khối [{key}]", TOP, key)
            return None
        return value

    def share(self, value: Any, place: Place, key: str) -> Fraction:
        try:
            if not isinstance(value, str):
                raise ParseError(
                    f"tỷ lệ viết “70%” hoặc “2/3” trong dấu nháy, đọc được {value!r}", str(value)
                )
            return parse_share(value)
        except ParseError as error:
            self.wrong(str(error), place, key, error.token)
            return Fraction(0)
