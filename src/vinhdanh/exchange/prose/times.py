"""How many times one recipient got an award."""

from __future__ import annotations

import re
from dataclasses import replace

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import Stretch

# How many times one got it: "2 lần được tặng Cờ thi đua", "5 năm liền được tặng".
_TIMES = re.compile(
    r"(?:(?:vinh dự|đã|có)\s+)*(?<![\w.,])(?P<n>\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín"
    r"|mười)\s+(?:lần(?:\s+liên tiếp)?|năm(?:\s+(?:liền|liên tục|liên tiếp))?)"
    r"(?:\s*\([\d,;và ]+\))?\s*(?:vinh dự\s*)?$"
)
# … in front of the subject: "5 năm liên tục Công an tỉnh được tặng".
_TIMES_FIRST = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+năm\s+(?:liền|liên tục|liên tiếp)"
    r"\s*,?\s+(?=[^,;]{2,60}$)"
)


def times_of(subject: Stretch) -> tuple[re.Match[str] | None, Stretch]:
    """How many times the subject got it, if that is said, and the subject without these words."""
    if times := _TIMES.search(subject.plain):
        return times, subject.part(0, times.start())
    if times := _TIMES_FIRST.search(subject.plain):
        return times, subject.part(times.end(), len(subject.plain))
    return None, subject


def often(times: re.Match[str] | None, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """A named recipient with the number of times: "Đội 2 ba lần được tặng …"."""
    if times and len(groups) == 1 and groups[0].named and not groups[0].digits:
        return (replace(groups[0], count=nouns.number(times["n"]), times=True),)
    return groups
