"""Decisions that a text names by number or full day."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.authorities import last_authority
from vinhdanh.exchange.prose.passage import Passage
from vinhdanh.exchange.prose.types import DecisionNamed, Place

_NUMBER = r"(?P<number>\d+[a-z]?\s*/\s*[\w/.\-]*\w)"
_DAY = (
    r"ngày\s+(?P<d>\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:(?:\s*[/-]\s*"
    r"|\s+năm\s+)(?P<y>\d{4}))?(?!\d)"
)
_NUMBERED = re.compile(rf"(?<!\w)quyết định\s+(?:số\s*:?\s*)?{_NUMBER}(?:[^.;]{{0,20}}?{_DAY})?")
_DATED = re.compile(rf"(?<!\w)quyết định\s+{_DAY}")


def read_decisions(passage: Passage) -> list[DecisionNamed]:
    """The decisions named in a text, each once."""
    found: list[DecisionNamed] = []
    for sentence in passage.sentences:
        for pattern in (_NUMBERED, _DATED):
            for one in pattern.finditer(sentence.plain):
                parts = one.groupdict()
                number = sentence.text[slice(*one.span("number"))] if parts.get("number") else None
                date = f"{int(parts['d']):02}/{int(parts['m']):02}/{parts['y']}" if parts.get("y") else None
                if number is None and date is None:
                    continue
                who = last_authority(sentence.part(0, one.start()))
                place = Place(*passage.origin(sentence.start + one.start(), sentence.start + one.end()))
                decision = DecisionNamed(number, date, who[0] if who else None, place)
                if all((other.number, other.date) != (number, date) for other in found):
                    found.append(decision)
    return found
