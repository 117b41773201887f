"""The short news text: sentences of the report that a newspaper tells, with the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vinhdanh.reports.figures import Figure, Line, Points, Section, Text

# The parts that are told, by their codes: what the unit was given, what it launches for the next year.
TOLD = ("khen-thuong", "phat-dong")


def news_of(sections: Sequence[Section]) -> tuple[Line, ...]:
    """The paragraphs of the news text, in the order of ``TOLD``."""
    return tuple(line for code in TOLD for one in _coded(sections, code) for line in _paragraphs(one))


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


def _paragraphs(section: Section) -> Iterator[Line]:
    for block in section.blocks:
        match block:
            case Text(line=line):
                yield line
            case Points(lines=lines):
                yield from lines
