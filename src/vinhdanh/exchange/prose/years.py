"""The years of an award: one told with several years is an award of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.given import Given
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.numbered import holder
from vinhdanh.exchange.prose.types import RecipientKind

_ONE = r"(?:19[3-9]\d|20\d\d)"
YEARS = rf"{_ONE}(?!\s*[-/]\s*\d)(?:\s*(?:,|;|và|&|\+)\s*(?:(?:các )?năm\s+)?{_ONE})*"
# Right behind an award: "(2010)", "(11/2021)", "năm 2010 và 2014", "các năm 2010, 2012".
_BEHIND = re.compile(
    rf"\s*\"?\s*(?:\d{{1,2}} năm (?:liền|liên tục|liên tiếp)\s+)?(?:\((?:(?:vào |trong )?(?:các )?năm\s+"
    rf"|(?:tháng |ngày )?(?:\d{{1,2}}[/.-]){{1,2}})?(?P<in>{YEARS})\)"
    rf"|(?:(?:vào|trong) )?(?:các )?năm\s+(?P<of>{YEARS})(?!\w))"
)
_YEAR = re.compile(
    r"(?<!\w)(?<!sinh )(?<!từ )(?<!thành lập )năm\s+(?:học\s+)?(?P<y>20\d\d"
    r"|19\d\d)(?:\s*-\s*(?P<to>20\d\d))?(?!\w)"
)
# … or in front of the verb: "năm 2019, 2020 đạt …".
_AHEAD = re.compile(
    rf"(?<!\w)(?:(?:các )?năm|năm (?:liền|liên tục|liên tiếp)\s*\()\s*(?P<years>{_ONE}(?:\s*(?:,|và"
    rf"|&)\s*(?:năm\s+)?{_ONE})+)\)?(?!\s*[-/]),?\s+[^;:,]{{2,70}}$"
)
# Recipients each with their years: "tặng Nhà máy A (1998), Công ty B (2004, 2010)".
_EACH = re.compile(rf"(?P<name>[^,;:()]{{3,110}}?)\s*\((?:năm\s+)?(?P<years>{YEARS})\)\s*")
_LEAD = re.compile(r"[\s\"]*(?:(?:trao tặng|tặng|cho|gồm|là)(?!\w)\s*:?|:)\s*")
_NEXT = re.compile(r"(?:\.\.+)?\s*(?:[,;]|và|,\s*và)\s*")


def in_brackets(text: str) -> tuple[int, ...]:
    """The years written in some words: "1998, 2004 và 2010"."""
    return tuple(int(one) for one in re.findall(_ONE, text))


def by_year(given: Given, stop: int) -> Iterator[Given]:
    """The award, once for each of its years; ``stop``: where the words about it end."""
    dated = _each_dated(given, stop)
    if dated:
        for year, group in dated:
            yield replace(given, groups=(group,), year=year)
        return
    found = _BEHIND.match(given.sentence.plain, given.mention.end)
    years = in_brackets(found["in"] or found["of"]) if found else ()
    if not years and (ahead := _AHEAD.search(given.sentence.plain, 0, given.mention.start)):
        years = in_brackets(ahead["years"])
    if len(years) == 1:
        yield replace(given, year=years[0])
    elif years and len(given.groups) == 1 and _one_of(given.groups[0], len(years)):
        group = replace(given.groups[0], count=1, times=False)
        for year in years:
            yield replace(given, groups=(group,), year=year)
    else:
        yield given


def _one_of(group: Group, years: int) -> bool:
    """Whether one recipient got the award in each of the years."""
    return group.count == 1 or (group.count == years and (group.times or not group.digits))


def _each_dated(given: Given, stop: int) -> list[tuple[int, Group]]:
    """Recipients by their years, where each has its own in brackets."""
    sentence, one = given.sentence, given.mention
    said = {group.kind for group in given.groups if group.digits or group.at_large} | {holder(one)}
    kind = next((each for each in said if each in (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL)), None)
    lead = _LEAD.match(sentence.plain, one.end, stop)
    if lead is None:
        return []
    at = lead.end()
    years: dict[int, list[str]] = {}
    kinds: dict[int, set[RecipientKind]] = {}
    while item := _EACH.match(sentence.plain, at, stop):
        group = nouns.named(sentence.part(*item.span("name")))
        if kind is None and (group is None or group.start > 2):
            break
        for year in in_brackets(item["years"]):
            years.setdefault(year, []).append(" ".join(sentence.text[slice(*item.span("name"))].split()))
            kinds.setdefault(year, set()).add(kind or (group.kind if group else RecipientKind.COLLECTIVE))
        further = _NEXT.match(sentence.plain, item.end(), stop)
        if further is None:
            break
        at = further.end()
    return [
        (
            year,
            Group(
                kinds[year].pop() if len(kinds[year]) == 1 else RecipientKind.MIXED,
                len(names),
                one.start,
                one.end,
                "; ".join(names),
            ),
        )
        for year, names in years.items()
    ]


def year_of(given: Given) -> int | None:
    """The year that the sentence states for the award, or None."""
    if given.year:
        return given.year
    sentence, one = given.sentence, given.mention
    near = list(_YEAR.finditer(sentence.plain))
    if not near:
        return None
    behind = [found for found in near if found.start() >= one.end]
    ahead = [found for found in near if found.end() <= one.start]
    if ahead and behind and ";" in sentence.plain[one.end : behind[0].start()]:
        behind = []
    if behind and ("," not in sentence.plain[one.end : behind[0].start()] or not ahead):
        chosen = behind[0]
    else:
        chosen = ahead[-1] if ahead else near[0]
    return int(chosen["to"] or chosen["y"])
