"""Where the law files end: what was ruled once and, by these files, is ruled no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vinhdanh.engine.lawbook import LawBook

NAMED = 3  # so many honours are called by name, more are counted


@dataclass(frozen=True, slots=True)
class Ended:
    """Something that the files rule up to a day and not after it."""

    since: date  # the first day without
    texts: tuple[str, ...]  # whose end it is
    sentence: str


def ended_on(book: LawBook, day: date) -> list[Ended]:
    """What earlier texts ruled and no text in the files rules on a day: a verdict given there rests on less.

    The sentences come from the dates of the files alone. The law itself may well go on in a text that is
    not in the files yet; then the file is missing, and this is how one learns of it.
    """
    return [*_deferral_ended(book, day), *_rules_ended(book, day)]


def _deferral_ended(book: LawBook, day: date) -> list[Ended]:
    ended = [
        (block.end, block) for block in book.blocks("deferral") if block.end is not None and block.end < day
    ]
    if not ended or book.deferral_grounds(day):
        return []
    last = max(end for end, _ in ended)
    texts = [block.article.instrument.short for end, block in ended if end == last]
    return [
        _ended(
            last,
            texts,
            "nguyên tắc tạm hoãn xét nào",
            "người đang bị xem xét kỷ luật, thanh tra, xác minh khiếu nại không được tính là hoãn xét",
        )
    ]


def _rules_ended(book: LawBook, day: date) -> list[Ended]:
    """Lines that had a rule and have none on the day, together where one text ended."""
    by_end: dict[date, tuple[list[str], list[str]]] = {}
    for line in book.rule_lines:
        rules = [rule for rule in book.rules if line.id in (rule.id, *rule.replaces) and rule.start <= day]
        if rules and all(rule.end < day for rule in rules):
            last = max(rules, key=lambda rule: rule.end)
            names, texts = by_end.setdefault(last.end, ([], []))
            names.append(line.name)
            texts.append(last.article.instrument.short)
    return [
        _ended(
            end,
            texts,
            "tiêu chuẩn của "
            + (f"{len(names)} danh hiệu, hình thức" if len(names) > NAMED else ", ".join(names)),
            "phần mềm trả lời “không có quy định”",
        )
        for end, (names, texts) in sorted(by_end.items())
    ]


def _ended(last: date, texts: list[str], what: str, effect: str) -> Ended:
    since, named = last + timedelta(days=1), tuple(dict.fromkeys(texts))
    return Ended(
        since,
        named,
        f"Từ {since:%d/%m/%Y} bộ luật trong phần mềm không còn {what} ({', '.join(named)} hết hiệu lực, "
        f"chưa có văn bản thay thế): {effect}.",
    )
