"""Decisions that a text names by number or full day."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.authorities import last_authority
from vinhdanh.exchange.prose.passage import Passage
from vinhdanh.exchange.prose.types import DecisionNamed, Place

_DAY = (
    r"ngày\s+(?P<{0}d>\d{{1,2}})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<{0}m>\d{{1,2}})"
    r"(?:(?:\s*[/.-]\s*|,?\s+năm\s+)(?P<{0}y>\d{{4}}))?(?!\d)"
)
_NUMBER = r"(?P<number>\d+[a-z]?\s*/\s*[\w/.\-]*\w"
# "Ngày 05/3/2019, UBND tỉnh ra Quyết định số 12/QĐ-UBND": the day may stand in front of whoever decided.
_NUMBERED = re.compile(
    rf"(?:(?<!\w){_DAY.format('b')},?\s+[^.;\d]{{2,80}}?\s(?:ra|ký|có|ban hành|ký ban hành)\s+)?"
    rf"(?<!\w)(?:quyết định|qđ)\s+(?:số\s*:?\s*{_NUMBER}|\d+(?![\d/])(?!\s*-?ct))"
    rf"|{_NUMBER.replace('number', 'bare')}))"
    rf"(?:\s+của\s+[^.;,\d]{{2,60}}?)?(?:[^.;]{{0,20}}?{_DAY.format('')})?"
)
# By the number alone, whose letters say what it is: "thành lập theo số 87/QĐ-UBND".
_BY_LETTERS = re.compile(
    rf"(?<!quyết định )(?<!qđ )(?<!\w)số\s*:?\s*(?P<number>\d+\s*(?:/\s*\d{{4}}\s*)?/\s*qđ[\w/.\-]*\w)"
    rf"(?:\s+của\s+[^.;,\d]{{2,60}}?)?(?:[^.;]{{0,20}}?{_DAY.format('')})?"
)
_DATED = re.compile(rf"(?<!\w)quyết định\s+(?:của\s+[^.;,\d]{{2,60}}?\s+)?{_DAY.format('')}")


# "Theo Quyết định số 9/QĐ-UBND của UBND tỉnh, ngày 20/3/2024 Sở A …": the day of what follows.
_ANOTHER_DAY = re.compile(r" của [^,]*, ngày [^,]*$")


def _goes_on(text: str, at: int) -> bool:
    return text[at : at + 1] == " " and text[at + 1 : at + 2].isupper()


def read_decisions(passage: Passage) -> list[DecisionNamed]:
    """The decisions named in a text, each once."""
    found: list[DecisionNamed] = []
    for sentence in passage.sentences:
        for pattern in (_NUMBERED, _BY_LETTERS, _DATED):
            for one in pattern.finditer(sentence.plain):
                parts = one.groupdict()
                group = next((key for key in ("number", "bare") if parts.get(key)), None)
                number = sentence.text[slice(*one.span(group))] if group else None
                ahead = "" if parts.get("y") else "b"
                date = None
                if parts.get(f"{ahead}y"):
                    date = f"{int(parts[f'{ahead}d']):02}/{int(parts[f'{ahead}m']):02}/{parts[f'{ahead}y']}"
                if number and date and _ANOTHER_DAY.search(one[0]) and _goes_on(sentence.text, one.end()):
                    date = None
                if number is None and date is None:
                    continue
                who = last_authority(sentence.part(0, one.start()))
                place = Place(*passage.origin(sentence.start + one.start(), sentence.start + one.end()))
                decision = DecisionNamed(number, date, who[0] if who else None, place)
                if all((other.number, other.date) != (number, date) for other in found):
                    found.append(decision)
    return found
