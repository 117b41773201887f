"""Recipients in a list below their award: "Tặng Giấy khen cho:", then a line for each."""

from __future__ import annotations

import re
from dataclasses import replace

from vinhdanh.exchange.prose.passage import Stretch

_OPENS = re.compile(
    r"(?<!\w)(?:cho|đối với|gồm|sau|sau đây|dưới đây|là)(?:\s+(?:các|những)[^.;:]{0,80})?\s*:$"
    r"|(?<!\w)(?:tập thể|cá nhân|ông|bà|đồng chí|đơn vị|hộ|gia đình)\s+(?:có tên\s*)?(?:sau(?: đây)?|dưới "
    r"đây)?[\s,(]*(?:đã |vì |có )[^.;:]{0,250}:$"
)
_ITEM = re.compile(r"\s*(?:[-+*•]|\d{1,3}[.)])\s*(?=\w)")
# What heads a part of the list: "I. Tập thể:", "b) Cá nhân (03 người)"; "I." can stand alone.
_PART = re.compile(
    r"\s*[ivx]{1,4}\s*[.)/]|\s*(?:(?:[ivx]{1,4}|[a-zđ]|\d)\s*[.)/]|[-+*•;])?\s*(?:các\s+|về\s+"
    r"|đối với\s+|danh sách\s+)?(?:tập thể"
    r"|cá nhân|hộ gia đình|hộ|gia đình)(?:\s*\([^()]{0,40}\)|\s*:?\s*\d{1,3} [^.;:]{1,20})?\s*[:.;]?\s*"
)
# Where an item stops naming and begins to say who he is and why.
_NAME_ENDS = re.compile(
    r"[,;.:(]|\s-\s|(?<!\w)(?:vì|đã|là|thuộc|tại|ở|có|sinh năm|chức vụ|đơn vị công tác|hiện)(?!\w)"
)


def with_list(sentences: tuple[Stretch, ...], at: int) -> Stretch:
    """The sentence; where it ends with a colon, together with the names of the list below it.

    What an item says besides its name is blanked, letter for letter, so that places stay.
    """
    sentence = sentences[at]
    if not _OPENS.search(sentence.plain):
        return sentence
    text, plain = sentence.text, sentence.plain
    for item in sentences[at + 1 :]:
        if _PART.fullmatch(item.plain):
            blank = " " * (item.start + len(item.text) - sentence.start - len(text))
            text, plain = text + blank, plain + blank
            continue
        mark = _ITEM.match(item.plain)
        if mark is None:
            break
        end = _NAME_ENDS.search(item.plain, mark.end())
        stop = end.start() if end else len(item.plain)
        gap = " " * (item.start - sentence.start - len(text) + mark.end() - 1) + ";"
        year = _OF_YEAR.search(item.plain, stop)
        text += gap + item.text[mark.end() : stop] + _blanked(item.text[stop:], year, stop)
        plain += gap + item.plain[mark.end() : stop] + _blanked(item.plain[stop:], year, stop)
    return replace(sentence, text=text, plain=plain) if len(text) > len(sentence.text) else sentence


# What all were honoured for stands behind the last: "đã hoàn thành tốt nhiệm vụ năm 2024".
_OF_YEAR = re.compile(r"(?<=\s)năm\s+\d{4}(?=[\s.,;]*$)")


def _blanked(words: str, year: re.Match[str] | None, start: int) -> str:
    """As many blanks as words have letters, but for the year at their end."""
    if year is None:
        return " " * len(words)
    return " " * (year.start() - start) + year[0] + " " * (len(words) - (year.end() - start))
