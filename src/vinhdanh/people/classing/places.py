"""Where in a TOML text a key stands: ``tomllib`` keeps no line numbers, and an error must name one."""

from __future__ import annotations

import re
from collections import Counter

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[\w-]+)\s*=""")
AT_LINE = re.compile(r"\(at line (\d+)")

Place = tuple[str, int]  # a header's name and which of its occurrences, from 0; ("", 0) is the top


class Places:
    """The lines of headers and keys of one TOML text."""

    def __init__(self, text: str) -> None:
        self._headers: dict[Place, int] = {("", 0): 1}
        self._keys: dict[tuple[Place, str], int] = {}
        self._lines = text.split("\n")
        seen: Counter[str] = Counter()
        here: Place = ("", 0)
        for number, line in enumerate(self._lines, 1):
            if header := HEADER.match(line):
                name = header[2].replace('"', "").replace("'", "")
                here = (name, seen[name])
                seen[name] += 1
                self._headers[here] = number
            elif key := KEY.match(line):
                self._keys.setdefault((here, key[1].strip("\"'")), number)

    def line(self, place: Place, key: str = "", word: str = "") -> int:
        """The line of a key, or of a word within that key's value; the header's where there is none."""
        start = self._keys.get((place, key), self._headers.get(place, 1))
        if word:
            later = [line for line in (*self._keys.values(), *self._headers.values()) if line > start]
            end = min(later, default=len(self._lines) + 1)
            for number in range(start, end):
                if word in self._lines[number - 1]:
                    return number
        return start


def line_of_error(message: str) -> int:
    """The line that an error of ``tomllib`` names; 1 where it names none."""
    found = AT_LINE.search(message)
    return int(found[1]) if found else 1
