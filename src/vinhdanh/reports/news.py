"""The short news text: sentences of the report that a newspaper tells, with the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vinhdanh.reports.figures import Figure, Line, Section, Text

# What is told of which part, as a newspaper does: that there was a conference, what the unit was given in one
# sentence, what it launches next; at the end what leaders asked for.
TOLD = (
    ("hoi-nghi", slice(0, 1)),
    ("khen-thuong", slice(0, 1)),
    ("phat-dong", slice(0, 9)),
    ("hoi-nghi", slice(1, 9)),
)


def news_of(sections: Sequence[Section]) -> tuple[Line, ...]:
    """The paragraphs of the news text, in the order of ``TOLD``; one without a figure tells no news."""
    found: list[Line] = []
    for code, which in TOLD:
        for section in _coded(sections, code):
            found += _paragraphs(section)[which]
    return tuple(found)


def news_title(unit: str, year: int) -> str:
    """Its heading."""
    return f"{unit} tổng kết công tác thi đua, khen thưởng năm {year}"


def plain(line: Line) -> str:
    """A line as text, its figures as they are shown."""
    return "".join(one.shown if isinstance(one, Figure) else one for one in line)


def _coded(sections: Sequence[Section], code: str) -> Iterator[Section]:
    for one in sections:
        if one.code == code:
            yield one
        else:
            yield from _coded(one.parts, code)


def _paragraphs(section: Section) -> list[Line]:
    lines = [block.line for block in section.blocks if isinstance(block, Text)]
    return [line for line in lines if any(isinstance(one, Figure) for one in line)]
