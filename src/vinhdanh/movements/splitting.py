"""Cut a speech into lines. Plain: line ends, semicolons and ends of sentences; a person decides the rest."""

from __future__ import annotations

import re
from unicodedata import normalize

# "- ", "+ ", "• ", "1. ", "1.2. ", "2) ", "(3) ", "a) ", "a. " at the beginning of a line or a part.
_BULLET = re.compile(
    r"^\s*(?:[-–—+*•●▪]+\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+|\(\d{1,2}\)\s*|\(?[a-zđ][.)]\s+)+", re.IGNORECASE
)
_END = re.compile(r"[.!?…][”\"’)]?\s+")
_OPENING = '“"‘(–-+•'  # what a sentence may begin with besides a capital or a figure
# What ends with a point and no sentence: titles of people and places, initials, numbers of a list.
_SHORT = re.compile(r"(?:^|[\s(])(?:đ/c|đc|TS|ThS|PGS|GS|BS|TP|TX|Tr|tr|[^\W\d_]|\d{1,2})\.$")
LONGEST_TASK = 120  # characters of a short task taken from the words said


def split_speech(text: str) -> list[str]:
    """The lines of a speech, in order, without bullets and numbering; no word is lost or changed."""
    found: list[str] = []
    for line in normalize("NFC", text).splitlines():
        for part in line.split(";"):
            found += _sentences(_BULLET.sub("", part).strip())
    return [line for line in found if re.search(r"\w", line)]


def _sentences(text: str) -> list[str]:
    pieces, start = [], 0
    for end in _END.finditer(text):
        follows = text[end.end() : end.end() + 1]
        if _SHORT.search(text[start : end.start() + 1]):
            continue
        if follows.isupper() or follows.isdigit() or follows in _OPENING:
            pieces.append(text[start : end.end()])
            start = end.end()
    pieces.append(text[start:])
    return [_BULLET.sub("", piece).strip() for piece in pieces]


def short_task(line: str) -> str:
    """A line as a task to begin with: a capital, no full stop, cut at a word when it is long."""
    bare = " ".join(line.split()).rstrip(".;, ")
    bare = bare[:1].upper() + bare[1:]
    if len(bare) <= LONGEST_TASK:
        return bare
    return bare[: LONGEST_TASK - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
