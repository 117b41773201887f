"""Awards told by their number, without whoever got them."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.honours import Mention
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import Stretch
from vinhdanh.exchange.prose.recipients import counted_first
from vinhdanh.exchange.prose.types import RecipientKind

_ALONE = re.compile(r"[\s,]*(?:và\s+)?(?P<n>\d{1,3}(?:\.\d{3})+|\d+)\s*\"?\s*(?:danh hiệu\s*:?\s*)?\"?\s*")
# "Đơn vị tiên tiến: 30;", "Huân chương Lao động 05,"; a year is no number.
_BEHIND = re.compile(
    r"\s*\"?\s*(?P<colon>:)?\s*(?!(?:19|20)\d\d(?!\d))(?P<n>\d[\d.]*)(?<!\.)\.?\s*(?:[,;+-]|$)"
)
_NUMBER_BEFORE = re.compile(r"[\s:]*\d[\d.]*\s*[,;]?\s*(?:và\s+)?")
_OF_ALL = re.compile(r"(?<!\w)(?:khen thưởng|trong đó|cụ thể|kết quả)(?!\w)")
_PART = re.compile(r"(?<!\w)(?:trong đó|gồm|cụ thể)(?:\s+có)?\s*:?\s*(?P<n>\d[\d.]*)\s*\"?\s*$")
_RECIPIENTS = re.compile(r"\s*(?:\(|cho|đối với)(?!\w)")
_IN_BRACKETS = re.compile(r"\s*\"?\s*\((?:gồm|trong đó)?:?\s*(?P<in>[^()]{4,90})\)")


def holder(one: Mention) -> RecipientKind | None:
    """Who alone can hold an award: a flag a collective, a title whom it names; None where anybody can."""
    if one.name.startswith("Anh hùng"):
        return None
    return RecipientKind.COLLECTIVE if one.kind == "flag" else nouns.holder(one.name)


def stands_alone(ahead: Stretch) -> bool:
    """Whether a number is all that stands in front of an award: ", 12 Bằng khen"."""
    return _ALONE.fullmatch(ahead.plain) is not None


def of_anybody(one: Mention, many: str) -> tuple[Group, ...]:
    """As many awards as stated, of nobody in particular."""
    kind = holder(one) or RecipientKind.MIXED
    return (Group(kind, nouns.number(many), 0, 0, digits=True, at_large=True),)


def one_more(ahead: Stretch, one: Mention, before: tuple[Group, ...]) -> tuple[Group, ...]:
    """Whoever holds one more of a list of numbered awards: "tặng 7 Cờ cho các xã; 12 Huân chương …".

    ``before``: who got the award told before; whoever is named there got this one too.
    """
    many = _ALONE.fullmatch(ahead.plain)
    last = before[-1] if before else None
    if (
        many is None
        or last is None
        or ((last.times or (last.named and not last.digits)) and not last.at_large)
    ):
        return ()
    return of_anybody(one, many["n"])


def behind_it(ahead: Stretch, behind: Stretch, one: Mention, before: tuple[Group, ...]) -> tuple[Group, ...]:
    """Holders by the number behind an award: "khen thưởng …, trong đó Huân chương 5, Bằng khen 12"."""
    number = _BEHIND.match(behind.plain)
    goes_on = _NUMBER_BEFORE.fullmatch(ahead.plain) and any(group.at_large for group in before)
    listed = goes_on or _OF_ALL.search(ahead.plain)
    if number is None or not (listed or (number["colon"] and (holder(one) or one.of))):
        return ()
    return of_anybody(one, number["n"])


def part_of(ahead: Stretch, behind: Stretch, one: Mention) -> tuple[Group, ...]:
    """A part of all that were commended: "9 tập thể, 40 cá nhân được khen thưởng, trong đó 12 Huân "
    "chương …"."""
    many = _PART.search(ahead.plain)
    if many is None or _RECIPIENTS.match(behind.plain):
        return ()
    kinds = {group.kind for group in nouns.counted(ahead.part(0, many.start()))}
    return of_anybody(one, many["n"]) if len(kinds) > 1 else ()


def in_brackets(behind: Stretch) -> tuple[Group, ...]:
    """How a number of awards parts: "04 Bằng khen (02 tập thể, 02 cá nhân)"."""
    found = _IN_BRACKETS.match(behind.plain)
    if found is None:
        return ()
    return counted_first(behind.part(*found.span("in")))


def _one_family(one: str, other: str) -> bool:
    """Whether two titles are the two ranks of one: "Nhà giáo nhân dân", "Nhà giáo ưu tú"."""
    return one.split()[:2] == other.split()[:2] and one.split()[-2:] != other.split()[-2:]


def one_number(before: Mention, one: Mention) -> bool:
    """Whether two awards side by side are one sort: orders, two ranks of a title, titles of a place's own."""
    if before.kind != one.kind:
        return before.kind == "title" and one.kind == "order"
    return one.kind in ("order", "standing") or (
        one.kind == "title" and (_one_family(before.name, one.name) or not (before.listed or one.listed))
    )
